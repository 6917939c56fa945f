//! A long run of the daemon, with a new fault every ten seconds: what it takes must not grow.

use std::fmt;
use std::fs::{self, File};
use std::io::Write as _;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context as _, Result};
use tokio::time::{Instant, sleep_until, timeout};

use crate::cell::{ROOM, feed, within};
use crate::world::{DRIP_PORT, FLOOD_PORT, PORTAL_PORT, Place, ROUTER, World};
use crate::{desktop, servers};

/// A fault lasts so long; then comes the next.
const EVERY: Duration = Duration::from_secs(10);

/// What is measured before is the warming up: each fault once.
const WARM: Duration = Duration::from_mins(3);

/// The memory at the end may differ from that at the start by so much.
const TOLERANCE: f64 = 0.05;

/// Memory comes and goes with each look, so windows of so many figures are compared, by their median.
const WINDOW: usize = 30;

/// One way to break the network. `nft` rules go into a table that is taken away again; commands of `ip` bring their
/// own way back.
struct Fault {
    name: &'static str,
    place: Place,
    broken: Broken,
}

enum Broken {
    Rules(String),
    Ip { break_it: String, mend_it: String },
    Nothing,
}

/// Runs the daemon for `length`; what is wrong with what it took.
pub(crate) async fn run(world: &World, length: Duration) -> Result<Vec<String>> {
    servers::start_hostile(world)?;
    let mut settings =
        File::options().append(true).open(desktop::config().join("streamdoctor.toml"))?;
    writeln!(settings, "\n[schedule]\ninterval = \"10s\"\nquick = \"10s\"")?;
    drop(settings);

    let log = Path::new(ROOM).join("soak.log");
    let mut daemon = desktop::program(world, &["run", "--headless"]);
    daemon.stdout(Stdio::null()).stderr(File::create(&log)?);
    let mut daemon = within(Place::Desktop, || daemon.spawn())?.context("starting the daemon")?;
    let process = PathBuf::from(format!("/proc/{}", daemon.id().context("it ended at once")?));

    let faults = faults(world);
    let begin = Instant::now();
    let mut figures = Vec::new();
    let mut asked = 0_u32;
    for (round, fault) in faults.iter().cycle().enumerate() {
        let at = begin + EVERY * u32::try_from(round)?;
        if at >= begin + length {
            break;
        }
        sleep_until(at).await;
        if round < faults.len() {
            println!("{:>5} s  {}", begin.elapsed().as_secs(), fault.name);
        }
        fault.begin()?;
        // Other starts of the program come by, too.
        let mut status = desktop::program(world, &["status", "--json"]);
        status.stdout(Stdio::null()).stderr(Stdio::null());
        let mut status = within(Place::Desktop, || status.spawn())??;
        let answered = timeout(EVERY / 2, status.wait()).await;
        asked += u32::from(answered.is_ok_and(|it| it.is_ok_and(|it| it.code() != Some(4))));
        sleep_until(at + EVERY - Duration::from_millis(300)).await;
        fault.end()?;
        if let Some(ended) = daemon.try_wait()? {
            return Ok(vec![format!("the daemon ended with {ended} at \"{}\"", fault.name)]);
        }
        if begin.elapsed() >= WARM {
            figures.push(Figures::of(&process)?);
            if round.is_multiple_of(30) {
                println!("{:>5} s  {}", begin.elapsed().as_secs(), Figures::of(&process)?);
            }
        }
    }
    let wrong = judge(&figures);
    println!("{asked} times another start was answered");
    let said = fs::read_to_string(&log)?;
    for (word, what) in [
        ("a problem began", "problems told"),
        ("a problem is over", "problems over"),
        ("ERROR", "errors of ours"),
        ("WARN", "warnings"),
    ] {
        println!("{:5} {what}", said.lines().filter(|it| it.contains(word)).count());
    }
    let own = said.lines().filter(|it| it.contains("ERROR")).take(3).map(str::to_owned);
    Ok(wrong.into_iter().chain(own).collect())
}

fn judge(figures: &[Figures]) -> Vec<String> {
    let window = WINDOW.min(figures.len() / 2);
    if window == 0 {
        return vec!["it was too short to compare anything".to_owned()];
    }
    let start = Figures::median(&figures[..window]);
    let end = Figures::median(&figures[figures.len() - window..]);
    println!("start    {start}\nend      {end}");
    let mut wrong = Vec::new();
    #[expect(clippy::cast_precision_loss, reason = "kilobytes")]
    let growth = end.memory as f64 / start.memory as f64 - 1.0;
    println!("memory   {:+.1} %", growth * 100.0);
    if growth > TOLERANCE {
        wrong.push(format!("the memory grew by {:.1} %", growth * 100.0));
    }
    for (what, before, after) in [
        ("descriptors", start.descriptors, end.descriptors),
        ("threads", start.threads, end.threads),
    ] {
        if after > before + 1 {
            wrong.push(format!("{what}: {before}, then {after}"));
        }
    }
    wrong
}

/// What a process takes.
#[derive(Clone, Copy)]
struct Figures {
    /// Kilobytes.
    memory: u64,
    descriptors: u64,
    threads: u64,
    /// So far.
    wake_ups: u64,
    at: Instant,
}

impl Figures {
    fn of(process: &Path) -> Result<Self> {
        let status = fs::read_to_string(process.join("status"))?;
        let field = |text: &str, name: &str| {
            let line = text.lines().find_map(|it| it.strip_prefix(name));
            let number = line.and_then(|it| it.split_whitespace().next()?.parse::<u64>().ok());
            number.with_context(|| format!("no {name} of the daemon"))
        };
        let mut wake_ups = 0;
        for task in fs::read_dir(process.join("task"))? {
            // A thread may end meanwhile.
            let Ok(text) = fs::read_to_string(task?.path().join("status")) else { continue };
            wake_ups += field(&text, "voluntary_ctxt_switches:")?;
        }
        Ok(Self {
            memory: field(&status, "VmRSS:")?,
            descriptors: fs::read_dir(process.join("fd"))?.count().try_into()?,
            threads: field(&status, "Threads:")?,
            wake_ups,
            at: Instant::now(),
        })
    }

    fn median(all: &[Self]) -> Self {
        let middle = |of: fn(&Self) -> u64| {
            let mut sorted = all.iter().map(of).collect::<Vec<_>>();
            sorted.sort_unstable();
            sorted[sorted.len() / 2]
        };
        // Of what only counts up, the pace.
        let (first, last) = (all[0], all[all.len() - 1]);
        let seconds = (last.at - first.at).as_secs().max(1);
        Self {
            memory: middle(|it| it.memory),
            descriptors: middle(|it| it.descriptors),
            threads: middle(|it| it.threads),
            wake_ups: last.wake_ups.saturating_sub(first.wake_ups) / seconds,
            at: last.at,
        }
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { memory, descriptors, threads, wake_ups, .. } = self;
        write!(f, "{memory} kB, {descriptors} descriptors, {threads} threads, {wake_ups} wake-ups")
    }
}

impl Fault {
    fn begin(&self) -> Result<()> {
        match &self.broken {
            Broken::Rules(rules) => feed(Some(self.place), "nft", &["-f", "-"], rules),
            Broken::Ip { break_it, .. } => feed(Some(self.place), "ip", &["-batch", "-"], break_it),
            Broken::Nothing => Ok(()),
        }
    }

    fn end(&self) -> Result<()> {
        match &self.broken {
            Broken::Rules(_) => {
                feed(Some(self.place), "nft", &["-f", "-"], "delete table inet soak\n")
            }
            Broken::Ip { mend_it, .. } => feed(Some(self.place), "ip", &["-batch", "-"], mend_it),
            Broken::Nothing => Ok(()),
        }
    }
}

fn faults(world: &World) -> Vec<Fault> {
    use Place::{Desktop, Internet, Provider, Router};

    let rules = |name, place, hook: &str, rule: &str| {
        let (kind, priority) = if hook == "prerouting" { ("nat", -100) } else { ("filter", 0) };
        let rules = format!(
            "table inet soak {{\nchain only {{\ntype {kind} hook {hook} priority {priority};\n{rule}\n}}\n}}\n"
        );
        Fault { name, place, broken: Broken::Rules(rules) }
    };
    let alfa = world.addresses("alfa");
    let alfa = alfa.iter().filter(|it| it.is_ipv4()).map(IpAddr::to_string).collect::<Vec<_>>();
    let alfa = format!("ip daddr {{ {} }} tcp dport 443", alfa.join(", "));
    let well = || Fault { name: "all is well", place: Desktop, broken: Broken::Nothing };
    vec![
        well(),
        rules("the gateway is deaf", Router, "prerouting", "iifname \"lan0\" drop"),
        rules("the line is dead", Provider, "forward", "drop"),
        Fault {
            name: "there is no default route",
            place: Desktop,
            broken: Broken::Ip {
                break_it: "route del default\n".to_owned(),
                mend_it: format!("route add default via {ROUTER} dev eth0 metric 100\n"),
            },
        },
        rules(
            "the resolver is silent",
            Provider,
            "input",
            "meta l4proto { tcp, udp } th dport 53 drop",
        ),
        rules(
            "the resolver's port is closed",
            Provider,
            "input",
            "meta l4proto { tcp, udp } th dport 53 reject",
        ),
        rules("one service is silent", Internet, "input", &format!("{alfa} drop")),
        rules("one service refuses", Internet, "input", &format!("{alfa} reject with tcp reset")),
        well(),
        rules(
            "a portal takes all clear text",
            Router,
            "prerouting",
            &format!("iifname \"lan0\" tcp dport 80 redirect to :{PORTAL_PORT}"),
        ),
        rules(
            "one service floods",
            Internet,
            "prerouting",
            &format!("{alfa} redirect to :{FLOOD_PORT}"),
        ),
        rules(
            "clear text is flooded",
            Internet,
            "prerouting",
            &format!("tcp dport 80 redirect to :{FLOOD_PORT}"),
        ),
        rules(
            "all of TLS drips",
            Internet,
            "prerouting",
            &format!("tcp dport 443 redirect to :{DRIP_PORT}"),
        ),
        rules("every third packet gets lost", Provider, "forward", "numgen random mod 3 == 0 drop"),
        rules("IPv6 is dead", Provider, "forward", "meta nfproto ipv6 drop"),
        rules("large packets vanish", Provider, "forward", "meta length > 1000 drop"),
        rules("only questions pass", Router, "forward", "th dport != 53 th sport != 53 drop"),
        rules("HTTPS is reset", Router, "forward", "tcp dport 443 reject with tcp reset"),
    ]
}
