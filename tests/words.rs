//! The words: nothing is left without them, nothing in them is left unfilled, and they keep to what a person can read.

use std::collections::BTreeMap;

use streamdoctor::diagnosis::reported::Device;
use streamdoctor::diagnosis::{Blame, Cause, Confidence, Evidence, Extent, RuledOut, Said, When};
use streamdoctor::observation::{Phase, Role};
use streamdoctor::presentation::ServiceState;
use streamdoctor::presentation::words::{
    DiagnosisWords, Platform, RemedyText, ServiceWords, Words,
};
use streamdoctor::remedy::{Remedy, TrialResult};
use url::Url;

const EN: Words = Words::English;

const CONFIDENCES: [Confidence; 3] =
    [Confidence::Certain, Confidence::Likely, Confidence::Possible];
const EXTENTS: [Extent; 4] = [Extent::All, Extent::Service, Extent::Role, Extent::Partial];
const WHENS: [When; 3] = [When::Now, When::Passed, When::ComesAndGoes];
const SERVICES: [&[&str]; 5] = [
    &[],
    &["Netflix"],
    &["Netflix", "Twitch"],
    &["Netflix", "Twitch", "Spotify"],
    &["Netflix", "Twitch", "Spotify", "YouTube"],
];
const ROLES: [&[Role]; 4] = [&[], &[Role::Auth], &[Role::Media], &[Role::Api, Role::Images]];

/// The longest title and the longest sentence. A longer title is cut by a notice or a menu. A sentence can be read aloud;
/// Windows cuts tooltips at 127, the notice shows two lines. German takes more letters for the same.
const LONGEST: [(Words, usize, usize); 2] = [(Words::English, 64, 170), (Words::German, 64, 230)];

/// Words of the trade. Whoever cannot watch a film need not know them.
const JARGON: &[&str] = &[
    "server error",
    "resolver",
    "handshake",
    "tls",
    "ssl",
    "tcp",
    "udp",
    "http",
    "https",
    "gateway",
    "dhcp",
    "nxdomain",
    "servfail",
    "mtu",
    "packet",
    "packets",
    "certificate",
    "origin",
    "edge",
    "cdn",
    "timeout",
    "socket",
    "port",
    "ip",
    "status code",
    "drm",
    "endpoint",
    "latency",
    "403",
    "420",
    "429",
    "451",
    "502",
    "503",
    "504",
    "upstream",
    "captive",
];

/// Everything that can be told, once.
fn everything() -> impl Iterator<Item = DiagnosisWords<'static>> {
    Cause::ALL.iter().flat_map(|cause| {
        SERVICES.iter().flat_map(move |services| {
            CONFIDENCES.iter().flat_map(move |confidence| {
                EXTENTS.iter().flat_map(move |extent| {
                    // The parts matter only where it is parts that are hit.
                    let roles = if *extent == Extent::Role { &ROLES[..] } else { &ROLES[..1] };
                    roles.iter().map(move |roles| DiagnosisWords {
                        confidence: *confidence,
                        extent: *extent,
                        roles,
                        ..told(*cause, services)
                    })
                })
            })
        })
    })
}

fn told(cause: Cause, services: &'static [&'static str]) -> DiagnosisWords<'static> {
    DiagnosisWords::of_cause(cause, services.iter().copied())
}

#[track_caller]
fn assert_whole(text: &str, about: &DiagnosisWords<'_>) {
    assert!(!text.is_empty(), "{about:?}");
    assert!(!text.contains(['{', '}', '[', ']', '<', '>', '|']), "{text}");
    assert!(!text.contains("  ") && text.trim() == text, "{text}");
}

/// A popup and a menu have one below the other.
#[test]
fn a_sentence_says_more_than_its_title() {
    for (about, words) in
        everything().flat_map(|it| Words::ALL.iter().map(move |words| (it.clone(), words)))
    {
        let sentence = words.sentence(&about);
        for title in [words.title(&about), words.grouped_title(&about)] {
            assert_ne!(sentence.trim_end_matches('.'), title, "{about:?}");
        }
    }
}

#[test]
fn whatever_is_found_has_a_title_a_sentence_and_a_detail() {
    for (about, words) in
        everything().flat_map(|it| Words::ALL.iter().map(move |words| (it.clone(), words)))
    {
        let always = WHENS.map(|when| DiagnosisWords { when, ..about.clone() });
        for it in &always {
            assert_whole(&words.title(it), it);
            assert_whole(&words.sentence(it), it);
        }
        assert_whole(&words.grouped_title(&about), &about);
        assert_whole(&words.detail(&about), &about);
        assert!(words.sentence(&about).ends_with(['.', '?']), "{}", words.sentence(&about));
        assert!(!words.title(&about).ends_with('.'), "{}", words.title(&about));
    }
}

#[test]
fn titles_and_sentences_are_short() {
    for (words, longest_title, longest_sentence) in LONGEST {
        for about in everything() {
            let (title, sentence) = (words.title(&about), words.sentence(&about));
            let (in_title, in_sentence) = (title.chars().count(), sentence.chars().count());
            assert!(in_title <= longest_title, "{in_title}: {title}");
            assert!(in_sentence <= longest_sentence, "{in_sentence}: {sentence}");
        }
    }
}

#[test]
fn titles_and_sentences_use_no_words_of_the_trade() {
    for about in everything() {
        for text in [EN.title(&about), EN.sentence(&about)] {
            let lower = text.to_lowercase();
            let plain = lower.split(|it: char| !it.is_alphanumeric()).collect::<Vec<_>>().join(" ");
            let padded = format!(" {plain} ");
            let found = JARGON.iter().find(|word| padded.contains(&format!(" {word} ")));
            assert_eq!(found, None, "{text}");
        }
    }
}

#[test]
fn texts_begin_with_a_capital_or_with_a_name() {
    for about in everything() {
        for words in Words::ALL {
            for text in [words.title(&about), words.sentence(&about), words.detail(&about)] {
                assert!(text.chars().next().is_some_and(char::is_uppercase), "{text}");
            }
        }
    }
}

#[test]
fn less_confidence_is_said() {
    for cause in Cause::ALL.iter().filter(|it| !matches!(it, Cause::None | Cause::Unknown)) {
        let say = |words: Words, confidence| {
            words.sentence(&DiagnosisWords { confidence, ..told(*cause, &["Netflix"]) })
        };
        let [certain, likely, possible] = CONFIDENCES.map(|it| say(EN, it));
        assert!(likely.contains("probably"), "{likely}");
        assert!(possible.contains("may"), "{possible}");
        assert!(!certain.contains("probably") && !certain.contains(" may "), "{certain}");
        let [certain, likely, possible] = CONFIDENCES.map(|it| say(Words::German, it));
        assert!(likely.contains("ahrscheinlich"), "{likely}");
        assert!(possible.contains("vielleicht"), "{possible}");
        assert!(!certain.contains("cheinlich") && !certain.contains("vielleicht"), "{certain}");
    }
}

#[test]
fn the_sentence_says_whose_side_it_is() {
    let overloaded = told(Cause::ServiceOverloaded, &["Netflix"]);
    assert_eq!(EN.sentence(&overloaded), "Netflix is overloaded; it is not you.");
    let likely = DiagnosisWords { confidence: Confidence::Likely, ..overloaded.clone() };
    assert_eq!(EN.sentence(&likely), "Netflix is probably overloaded; it is probably not you.");
    let possible = DiagnosisWords { confidence: Confidence::Possible, ..overloaded };
    assert_eq!(
        EN.sentence(&possible),
        "Netflix may be overloaded; what was seen does not prove it yet."
    );
}

#[test]
fn several_services_are_counted_and_take_the_plural() {
    let say = |services| EN.sentence(&told(Cause::ServiceOverloaded, services));
    assert_eq!(say(SERVICES[0]), "The service is overloaded; it is not you.");
    assert_eq!(say(SERVICES[2]), "Netflix and Twitch are overloaded; it is not you.");
    assert_eq!(say(SERVICES[3]), "Netflix, Twitch and Spotify are overloaded; it is not you.");
    assert_eq!(say(SERVICES[4]), "Netflix, Twitch and 2 others are overloaded; it is not you.");
}

#[test]
fn a_language_with_cases_has_them() {
    let say = |cause, services, extent, roles| {
        Words::German.sentence(&DiagnosisWords { extent, roles, ..told(cause, services) })
    };
    let (one, none) = (Extent::Service, &[][..]);
    let overloaded = Cause::ServiceOverloaded;
    assert!(say(overloaded, &["iView"], one, none).starts_with("iView ist überlastet"));
    assert!(say(overloaded, &[], one, none).starts_with("Der Dienst ist überlastet"));
    assert!(
        say(overloaded, SERVICES[4], one, none).starts_with("Netflix, Twitch und 2 weitere sind")
    );
    let part = say(overloaded, &["iView"], Extent::Role, &[Role::Auth]);
    assert!(part.starts_with("Die Anmeldung von iView ist"), "{part}");
    let part = say(overloaded, &[], Extent::Role, &[Role::Media]);
    assert!(part.starts_with("Die Streaming-Server des Dienstes sind"), "{part}");
}

#[test]
fn a_part_of_a_service_is_named() {
    let part = |roles, extent| {
        let about = told(Cause::ServiceUnreachable, &["Netflix"]);
        EN.title(&DiagnosisWords { extent, roles, ..about })
    };
    assert_eq!(part(&[Role::Auth], Extent::Role), "Netflix's sign-in does not answer");
    assert_eq!(part(&[Role::Media], Extent::Role), "Netflix's streaming servers do not answer");
    // Two are too long for a title; the sentence names them.
    let two = [Role::Images, Role::Auth];
    assert_eq!(part(&two, Extent::Role), "Some servers of Netflix do not answer");
    let about = told(Cause::ServiceUnreachable, &["Netflix"]);
    let sentence = EN.sentence(&DiagnosisWords { extent: Extent::Role, roles: &two, ..about });
    assert!(sentence.starts_with("Netflix's sign-in and pictures do not answer"), "{sentence}");
    assert_eq!(part(&[], Extent::Partial), "Some servers of Netflix do not answer");
    assert_eq!(part(&[Role::Auth], Extent::Service), "Netflix does not answer");
}

#[test]
fn a_cause_that_can_hit_one_service_or_everything_has_words_for_both() {
    let say = |extent| {
        EN.title(&DiagnosisWords { extent, ..told(Cause::ConnectionBlocked, &["Netflix"]) })
    };
    assert_eq!(say(Extent::Service), "Something on the way blocks Netflix");
    assert_eq!(say(Extent::All), "Something on the way blocks streaming");
}

#[test]
fn all_is_well_says_what_was_seen() {
    assert_eq!(
        EN.sentence(&told(Cause::None, &["Netflix"])),
        "Netflix's front door answers from here; playback cannot be seen without signing in. \
         Still an error? Type it."
    );
    assert!(
        EN.sentence(&told(Cause::None, SERVICES[4]))
            .starts_with("Netflix, Twitch and 2 others answer from here;")
    );
}

#[test]
fn what_was_seen_comes_first_where_it_does_not_decide() {
    let evidence = [Evidence {
        rule: "x".to_owned(),
        says: Said::Text("Two of\u{1b}[2J four addresses answer".to_owned()),
        supports: true,
    }];
    let unknown = DiagnosisWords { evidence: &evidence, ..told(Cause::Unknown, &["Netflix"]) };
    assert!(EN.detail(&unknown).starts_with("Two of four addresses answer. Guessing"));
    let known = DiagnosisWords { evidence: &evidence, ..told(Cause::GatewayError, &["Netflix"]) };
    assert!(!EN.detail(&known).contains("Two of four"));
}

#[test]
fn a_fault_that_has_passed_is_told_as_such() {
    let passed = DiagnosisWords { when: When::Passed, ..told(Cause::GatewayError, &["Twitch"]) };
    assert_eq!(EN.title(&passed), "Twitch has trouble inside (over now)");
    assert!(EN.sentence(&passed).ends_with("now it works again."));
    let flaky = DiagnosisWords { when: When::ComesAndGoes, ..passed };
    assert_eq!(EN.title(&flaky), "Twitch has trouble inside, on and off");
}

#[test]
fn a_notice_names_the_services_before_a_cause_that_does_not() {
    let group = |cause, services: &'static [&'static str]| {
        EN.grouped_title(&DiagnosisWords { extent: Extent::All, ..told(cause, services) })
    };
    assert_eq!(
        group(Cause::ResolverDown, SERVICES[4]),
        "Netflix and 3 others: your DNS does not answer"
    );
    assert_eq!(group(Cause::ResolverDown, SERVICES[0]), "Your DNS does not answer");
    assert_eq!(group(Cause::ServiceSlow, SERVICES[1]), "Netflix is slow");
    for about in everything().filter(|it| !it.services.is_empty()) {
        let title = EN.grouped_title(&about);
        if let Some((_, title)) = title.split_once(": ") {
            assert!(title.starts_with(char::is_lowercase), "{title}");
        }
    }
}

#[test]
fn a_name_cannot_break_out() {
    let evil = "Net\u{1b}]0;x\u{7}flix\u{202e}\n{name} [a|b|c] <a|b>";
    let title = EN.title(&DiagnosisWords::of_cause(Cause::ServiceSlow, [evil]));
    assert_eq!(title, "Netflix {name} [a|b|c] <a|b> is slow");
    let long = "x".repeat(500);
    let title = EN.title(&DiagnosisWords::of_cause(Cause::ServiceSlow, [long.as_str()]));
    assert!(title.chars().count() < 48 && title.contains('…'), "{title}");
}

#[test]
fn every_small_word_is_there() {
    let blames = [
        Blame::None,
        Blame::Device,
        Blame::Network,
        Blame::Isp,
        Blame::VpnOrProxy,
        Blame::Service,
        Blame::Account,
        Blame::Region,
        Blame::Unknown,
    ];
    let roles = [Role::Web, Role::Api, Role::Auth, Role::Media, Role::Images, Role::Status];
    let phases = [Phase::Resolve, Phase::Connect, Phase::Handshake, Phase::Exchange];
    let states = [
        ServiceState::Up,
        ServiceState::Degraded,
        ServiceState::Down,
        ServiceState::Refused,
        ServiceState::Held,
        ServiceState::Unknown,
    ];
    for words in Words::ALL {
        let all = (blames.iter().map(|it| words.blame_word(*it)))
            .chain(roles.iter().map(|it| words.role_word(*it)))
            .chain(phases.iter().map(|it| words.phase_word(*it)))
            .chain(states.iter().map(|it| words.state_word(*it)))
            .chain(CONFIDENCES.iter().map(|it| words.confidence_word(*it)))
            .chain(CONFIDENCES.iter().map(|it| words.meaning_word(*it)))
            .chain(Cause::ALL.iter().map(|it| words.noun(*it)))
            .chain(Cause::ALL.iter().map(|it| words.network_word(*it)));
        for word in all {
            assert!(!word.is_empty());
        }
    }
    assert_eq!(EN.trial_word(TrialResult::Helps).as_deref(), Some("tried: this works"));
    assert_eq!(EN.trial_word(TrialResult::NoHelp).as_deref(), Some("tried: this does not help"));
    assert_eq!(EN.trial_word(TrialResult::NotTried), None);
}

#[test]
fn what_was_ruled_out_reads_as_a_sentence() {
    let it = RuledOut {
        cause: Cause::VpnBlocked,
        because: Said::Text("the same answer comes outside it".to_owned()),
    };
    assert_eq!(EN.ruled_out(&it), "Not the VPN's address: the same answer comes outside it.");
}

// ------------------------------------------------------------------------------------------------------- remedies

fn links(keys: &[&str]) -> BTreeMap<String, Url> {
    let url = |key: &str| format!("https://bravo.example/{key}").parse().expect("it is a URL");
    keys.iter().map(|key| ((*key).to_owned(), url(key))).collect()
}

fn each_remedy(words: Words, check: impl Fn(Remedy, Platform, &RemedyText)) {
    let all = links(&[
        "home",
        "help",
        "contact",
        "account",
        "payment",
        "clear_cookies",
        "login_help",
        "status",
        "devices",
    ]);
    let none = links(&[]);
    for remedy in Remedy::ALL {
        let elsewhere = Device::ALL.iter().filter(|it| it.is_another() && remedy.applies_to(**it));
        let elsewhere = elsewhere.map(|device| Platform::Linux.at(Some(*device)));
        for platform in Platform::COMPUTERS.iter().copied().chain(elsewhere) {
            for links in [&all, &none] {
                let service = ServiceWords { name: "Bravo", links };
                check(*remedy, platform, &words.steps(*remedy, platform, Some(&service)));
            }
            check(*remedy, platform, &words.steps(*remedy, platform, None));
        }
    }
}

#[test]
fn every_remedy_has_steps_on_every_platform() {
    for words in Words::ALL {
        each_remedy(*words, |remedy, platform, text| {
            let what = format!("{remedy} on {platform:?}: {text:?}");
            assert!((3..=7).contains(&text.steps.len()), "{what}");
            assert!(text.title.split(' ').count() <= 7, "{what}");
            for line in text.steps.iter().chain([&text.title]) {
                assert!(!line.contains(['{', '}', '[', ']', '<', '>']), "{what}");
                assert!(!line.contains("||") && line.trim() == line && !line.is_empty(), "{what}");
                assert!(
                    line.chars().next().is_some_and(|it| !it.is_lowercase())
                        || line.starts_with("streamdoctor")
                        || line.starts_with("iPhone"),
                    "{what}"
                );
                assert!(line.chars().count() <= 215, "{}: {line}", line.chars().count());
            }
        });
    }
}

#[test]
fn a_remedy_ends_with_how_to_see_that_it_worked() {
    for platform in Platform::COMPUTERS {
        for remedy in Remedy::ALL {
            let text = EN.steps(*remedy, *platform, None);
            let last = text.steps.last().unwrap();
            let others = &text.steps[..text.steps.len() - 1];
            assert!(!others.contains(last), "{remedy}");
            assert!(last.ends_with('.'), "{last}");
        }
    }
}

#[test]
fn platforms_are_not_mixed_up() {
    each_remedy(EN, |remedy, platform, text| {
        let all = format!("{} {}", text.steps.join(" "), text.link.clone().unwrap_or_default());
        let foreign: &[&str] = match platform {
            Platform::Windows => &["System Settings", "x-apple", "sudo", "Finder", "KDE"],
            Platform::MacOs => &["ms-settings", "Windows", "Ctrl+Shift+Esc", "KDE", "Microsoft"],
            Platform::Linux => {
                &["ms-settings", "x-apple", "Windows+R", "Finder", "Microsoft Store"]
            }
            Platform::Tv | Platform::Phone | Platform::Console => {
                &["ms-settings", "x-apple", "Windows+R", "Finder", "sudo", "Press Start", "Ctrl+"]
            }
        };
        let found = foreign.iter().find(|it| all.contains(*it));
        assert_eq!(found, None, "{remedy} on {platform:?}: {all}");
    });
}

#[test]
fn the_service_s_own_page_comes_before_the_settings() {
    let links = links(&["clear_cookies", "account"]);
    let service = ServiceWords { name: "Bravo", links: &links };
    let with = EN.steps(Remedy::ClearCookiesAndCache, Platform::Windows, Some(&service));
    assert_eq!(with.link.as_deref(), Some("https://bravo.example/clear_cookies"));
    assert!(with.steps[0].starts_with("Open https://bravo.example/clear_cookies in"));

    let without = EN.steps(Remedy::ClearCookiesAndCache, Platform::Windows, None);
    assert_eq!(without.link, None);
    assert!(without.steps[0].starts_with("In Chrome or Edge, open the service, click"));

    let payment = EN.steps(Remedy::UpdatePayment, Platform::Linux, Some(&service));
    assert_eq!(payment.link.as_deref(), Some("https://bravo.example/account"));
}

#[test]
fn settings_open_where_the_platform_has_a_page_for_them() {
    let link = |remedy, platform| EN.steps(remedy, platform, None).link;
    let windows = |remedy| link(remedy, Platform::Windows).unwrap();
    assert_eq!(windows(Remedy::TurnOffVpn), "ms-settings:network-vpn");
    assert_eq!(windows(Remedy::TurnOffProxy), "ms-settings:network-proxy");
    assert_eq!(windows(Remedy::FixClock), "ms-settings:dateandtime");
    assert_eq!(windows(Remedy::CheckDataLimit), "ms-settings:datausage");
    assert!(
        link(Remedy::FixClock, Platform::MacOs).unwrap().starts_with("x-apple.systempreferences:")
    );
    assert_eq!(link(Remedy::FixClock, Platform::Linux), None);
}

#[test]
fn the_sign_in_of_a_network_opens_a_page_of_clear_text() {
    for platform in Platform::COMPUTERS {
        let link = EN.steps(Remedy::SignInToNetwork, *platform, None).link.unwrap();
        assert!(link.starts_with("http://"), "{link}");
    }
}

#[test]
fn commands_are_shown_as_the_platform_knows_them() {
    let shown = |platform| EN.steps(Remedy::FlushDns, platform, None).steps.join("\n");
    assert!(shown(Platform::Windows).contains(": ipconfig /flushdns\n"));
    assert!(
        shown(Platform::MacOs)
            .contains(": sudo dscacheutil -flushcache; sudo killall -HUP mDNSResponder\n")
    );
    assert!(shown(Platform::Linux).contains(": resolvectl flush-caches\n"));
}

#[test]
fn a_link_that_is_no_web_page_is_left_out() {
    let links = BTreeMap::from([("status".to_owned(), "javascript:alert(1)".parse().unwrap())]);
    let service = ServiceWords { name: "Bravo", links: &links };
    let text = EN.steps(Remedy::CheckServiceStatus, Platform::Linux, Some(&service));
    assert_eq!(text.link, None);
    assert!(!text.steps.join(" ").contains("javascript"));
}
