//! Shows every state of the tray icon in turn, with a menu that has something of everything, to look at:
//!
//! ```text
//! cargo run --example tray_demo
//! ```
//!
//! Each line on standard input is one step: a state (`fine`, `partial`, `service_down`, `my_network`, `paused`,
//! `checking`, `unknown`) shows it, `notice`, `group` and `over` show notifications, `light`, `dark` and `any` say what the
//! panel is, `steady 600` updates everything ten times a second for so many seconds and prints the memory that it has
//! taken at each minute, an empty line shows the next state. Steps may be arguments too. Clicks are printed. Ends with Quit, and, without arguments, with the input.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "this is what it is for")]

use std::io::BufRead;
use std::process::ExitCode;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use streamdoctor::diagnosis::{Cause, Confidence};
use streamdoctor::presentation::notice::native::Notifier;
use streamdoctor::presentation::notice::{opened, resolved};
use streamdoctor::presentation::tray::icon::Theme;
use streamdoctor::presentation::tray::native::Tray;
use streamdoctor::presentation::words::Words;
use streamdoctor::presentation::{
    Badge, Command, Problem, ServiceLine, ServiceState, StepView, View,
};
use streamdoctor::remedy::{Remedy, TrialResult};

const BADGES: [Badge; 7] = [
    Badge::Fine,
    Badge::Partial,
    Badge::ServiceDown,
    Badge::MyNetwork,
    Badge::Paused,
    Badge::Checking,
    Badge::Unknown,
];

#[cfg(target_os = "linux")]
fn main() -> ExitCode {
    match Tray::start(Words::English, |command| clicked(&command)) {
        Ok(tray) => {
            play(&tray);
            ExitCode::SUCCESS
        }
        Err(err) => {
            eprintln!("{err}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(not(target_os = "linux"))]
fn main() -> ExitCode {
    let ran = Tray::run_event_loop(
        Words::English,
        |command| clicked(&command),
        |tray| {
            std::thread::spawn(move || play(&tray));
        },
    );
    match ran {
        Ok(()) => ExitCode::SUCCESS,
        Err(err) => {
            eprintln!("{err}");
            ExitCode::FAILURE
        }
    }
}

#[expect(clippy::exit, reason = "nothing here is worth a farewell")]
fn clicked(command: &Command) {
    println!("clicked: {command:?}");
    if *command == Command::Quit {
        std::process::exit(0);
    }
}

#[tokio::main(flavor = "current_thread")]
async fn play(tray: &Tray) {
    let notifier =
        Notifier::new(|key, clicked| println!("clicked on the notice {key}: {clicked:?}"));
    let mut turns = BADGES.iter().cycle();
    let (steps, mut steps_seen) = tokio::sync::mpsc::unbounded_channel();
    let arguments = std::env::args().skip(1).collect::<Vec<_>>();
    let _stay = (!arguments.is_empty()).then(|| steps.clone());
    std::thread::spawn(move || {
        let lines = std::io::stdin().lock().lines().map_while(Result::ok);
        arguments.into_iter().chain(lines).try_for_each(|it| steps.send(it))
    });
    let dress = tray.dresser();
    tray.update(&view(Badge::Fine));
    while let Some(step) = steps_seen.recv().await {
        let shown = match step.trim() {
            "" => {
                if let Some(badge) = turns.next() {
                    tray.update(&view(*badge));
                }
                Ok(())
            }
            "notice" => notifier.show(opened(Words::English, &overloaded())).await,
            "group" => notifier.show(opened(Words::English, &dns())).await,
            "light" | "dark" | "any" => {
                dress(match step.trim() {
                    "light" => Theme::Light,
                    "dark" => Theme::Dark,
                    _ => Theme::Any,
                });
                Ok(())
            }
            steady if steady.starts_with("steady") => {
                let seconds = steady.split(' ').nth(1).and_then(|it| it.parse().ok());
                keep_busy(tray, seconds.unwrap_or(60)).await;
                Ok(())
            }
            "over" => {
                notifier
                    .show(resolved(Words::English, &overloaded(), Duration::from_mins(12)))
                    .await
            }
            badge => {
                match serde_json::from_value(serde_json::Value::String(badge.to_owned())) {
                    Ok(badge) => tray.update(&view(badge)),
                    Err(err) => eprintln!("{err}"),
                }
                Ok(())
            }
        };
        match shown {
            Ok(()) => println!("shown: {step}"),
            Err(err) => eprintln!("{err}"),
        }
    }
}

/// Ten updates a second, each with other words, another icon and another menu.
async fn keep_busy(tray: &Tray, seconds: u64) {
    let mut pace = tokio::time::interval(Duration::from_millis(100));
    for i in 0..seconds * 10 {
        pace.tick().await;
        if i % 600 == 0 {
            println!("after {} s: {} KiB", i / 10, memory());
        }
        let badge = BADGES[usize::try_from(i).unwrap_or_default() % BADGES.len()];
        let mut view = view(badge);
        view.headline = format!("{} ({i})", view.headline);
        for line in &mut view.services {
            line.response_ms =
                line.response_ms.map(|ms| ms + u32::try_from(i % 50).unwrap_or_default());
        }
        tray.update(&view);
    }
    println!("after {seconds} s: {} KiB", memory());
}

/// What this process holds in memory, in KiB, where Linux tells it.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|it| it.strip_prefix("VmRSS:"));
    line.and_then(|it| it.trim().trim_end_matches(" kB").parse().ok()).unwrap_or_default()
}

fn view(badge: Badge) -> View {
    let now = Timestamp::now();
    let (headline, network, problems) = match badge {
        Badge::Fine => ("All is well", "Your network is fine", vec![]),
        Badge::Partial => ("Vidora is slow; it is not you", "Your network is fine", vec![slow()]),
        Badge::ServiceDown => {
            ("Netflix is overloaded; it is not you", "Your network is fine", vec![overloaded()])
        }
        Badge::MyNetwork => {
            ("Your DNS server does not answer", "The router answers, its DNS does not", vec![dns()])
        }
        Badge::Paused => ("Paused", "Your network was fine", vec![]),
        Badge::Checking => ("Looking for the first time…", "", vec![]),
        Badge::Unknown => {
            ("It is not clear why A & B_C <b>TV</b> fails", "Your network is fine", vec![])
        }
    };
    let left = SignedDuration::from_secs(25 * 60 + 20);
    View {
        badge,
        headline: headline.to_owned(),
        network: network.to_owned(),
        problems,
        services: services(badge),
        checked_at: (badge != Badge::Checking).then_some(now),
        checking: badge == Badge::Checking,
        paused_until: (badge == Badge::Paused).then(|| now + left),
        starts_at_login: Some(true),
        first_run: false,
        asks_outside_tunnel: false,
        upkeep: streamdoctor::presentation::Upkeep::default(),
        words: Words::English,
    }
}

fn services(badge: Badge) -> Vec<ServiceLine> {
    let held = badge == Badge::MyNetwork;
    let line = |id: &str, name: &str, state, word: &str, response_ms| ServiceLine {
        id: id.to_owned(),
        name: name.to_owned(),
        state: if held { Some(ServiceState::Held) } else { state },
        word: if held { "waits for your DNS".to_owned() } else { word.to_owned() },
        response_ms: if held { None } else { response_ms },
        problem: (held || badge == Badge::ServiceDown && id == "netflix").then(|| id.to_owned()),
        status_page: Some(format!("https://status.{id}.test/")),
        muted: id == "twitch",
        awaited: badge == Badge::ServiceDown && id == "netflix",
    };
    let up = Some(ServiceState::Up);
    let netflix = match badge {
        Badge::ServiceDown => {
            line("netflix", "Netflix", Some(ServiceState::Down), "overloaded", None)
        }
        Badge::Unknown => {
            line("netflix", "Netflix", Some(ServiceState::Unknown), "not clear", None)
        }
        Badge::Checking => line("netflix", "Netflix", None, "not looked at yet", None),
        Badge::Fine | Badge::Partial | Badge::MyNetwork | Badge::Paused => {
            line("netflix", "Netflix", up, "fine", Some(84))
        }
    };
    vec![
        netflix,
        line("youtube", "YouTube", up, "fine", Some(31)),
        line("prime", "Prime Video", Some(ServiceState::Refused), "answers people only", Some(120)),
        line("disney", "Disney+", up, "fine", Some(97)),
        line("twitch", "Twitch", Some(ServiceState::Degraded), "slow", Some(2310)),
        line("own", "A & B_C <b>TV</b>", up, "fine", Some(55)),
    ]
}

fn overloaded() -> Problem {
    let step = step("Wait; we say when it is back", TrialResult::NotTried);
    problem(
        "netflix",
        Cause::ServiceOverloaded,
        "Netflix is overloaded",
        vec![step],
        "Netflix answers 503: it has more viewers than it can serve. Your device and your network are fine.",
    )
}

fn slow() -> Problem {
    problem(
        "twitch",
        Cause::ServiceSlow,
        "Twitch is slow",
        vec![],
        "Twitch answers far later than it usually does; it is not you.",
    )
}

fn dns() -> Problem {
    let step = step("Use another DNS server", TrialResult::Helps);
    problem(
        "network",
        Cause::ResolverDown,
        "Netflix and 5 others: your DNS server does not answer",
        vec![step],
        "The server that turns names into addresses, 192.168.1.1, does not answer. Your provider is fine.",
    )
}

fn problem(key: &str, cause: Cause, title: &str, steps: Vec<StepView>, sentence: &str) -> Problem {
    Problem {
        key: key.to_owned(),
        cause,
        blame: cause.blame(),
        confidence: Confidence::Likely,
        title: title.to_owned(),
        sentence: sentence.to_owned(),
        evidence: vec![],
        ruled_out: vec![],
        services: vec!["Netflix".to_owned()],
        steps,
        since: Timestamp::now() - SignedDuration::from_mins(4),
    }
}

fn step(title: &str, trial: TrialResult) -> StepView {
    let title = title.to_owned();
    StepView { remedy: Remedy::WaitAndRetry, trial, title, steps: vec![], link: None }
}
