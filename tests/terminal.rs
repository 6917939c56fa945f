//! What a person sees in a terminal.

use streamdoctor::diagnosis::{
    Blame, Cause, Confidence, Contributing, Diagnosis, Evidence, Extent, Party, Responder,
    RuledOut, Said,
};
use streamdoctor::observation::{Phase, Role, Timings};
use streamdoctor::presentation::terminal::{ExplainView, MeaningView, Style, explanation, report};
use streamdoctor::presentation::words::{DiagnosisWords, Platform, Words};
use streamdoctor::presentation::{
    NetworkReport, PlanEntry, Report, ServiceReport, ServiceState, Summary, Symptom, TargetReport,
};
use streamdoctor::remedy::{Remedy, TrialResult, for_cause};

fn plan(cause: Cause, tried: &[(Remedy, TrialResult)]) -> Vec<PlanEntry> {
    let entry = |remedy: Remedy| {
        let text = Words::English.steps(remedy, Platform::Linux, None);
        let trial = tried.iter().find(|(it, _)| *it == remedy).map(|(_, trial)| *trial);
        let trial = trial.unwrap_or_default();
        PlanEntry { remedy, trial, title: text.title, steps: text.steps, link: text.link }
    };
    let mut plan = for_cause(cause).iter().map(|it| entry(*it)).collect::<Vec<_>>();
    plan.sort_by_key(|it| match it.trial {
        TrialResult::Helps => 0,
        TrialResult::NotTried | TrialResult::NotPossible => 1,
        TrialResult::NoHelp => 2,
    });
    plan
}

fn evidence(says: &str, supports: bool) -> Evidence {
    Evidence { rule: "rule".to_owned(), says: Said::Text(says.to_owned()), supports }
}

fn diagnosis(cause: Cause) -> Diagnosis {
    Diagnosis::plain(cause, Confidence::Certain, Extent::Service)
}

fn service(id: &str, name: &str, state: ServiceState, took_ms: Option<f64>) -> ServiceReport {
    let phases = Timings {
        resolve_ms: took_ms.map(|it| it * 0.1),
        connect_ms: took_ms.map(|it| it * 0.2),
        handshake_ms: took_ms.map(|it| it * 0.3),
        first_byte_ms: took_ms.map(|it| it * 0.4),
    };
    ServiceReport {
        id: id.to_owned(),
        name: name.to_owned(),
        state,
        symptom: None,
        diagnosis: diagnosis(Cause::None),
        plan: vec![],
        targets: vec![TargetReport {
            role: Role::Web,
            url: format!("https://www.{id}.example/"),
            phases,
            status: took_ms.map(|_| 200),
            error: None,
        }],
    }
}

fn network(cause: Cause) -> NetworkReport {
    NetworkReport {
        cause,
        blame: cause.blame(),
        confidence: Confidence::Certain,
        evidence: vec![],
        ruled_out: vec![],
        contributing: vec![],
        plan: plan(cause, &[]),
    }
}

fn whole(
    told: &DiagnosisWords<'_>,
    network: NetworkReport,
    services: Vec<ServiceReport>,
) -> Report {
    Report {
        schema: 1,
        version: "0.1.0".to_owned(),
        started_at: jiff::Timestamp::UNIX_EPOCH,
        took_ms: 1840,
        verdict_after_ms: None,
        summary: Summary {
            blame: told.cause.blame(),
            cause: told.cause,
            sentence: Words::English.sentence(told),
        },
        network,
        services,
    }
}

fn all_well() -> Report {
    let services = vec![
        service("netflix", "Netflix", ServiceState::Up, Some(92.4)),
        service("prime-video", "Prime Video", ServiceState::Up, Some(1234.0)),
        service("kick", "Kick", ServiceState::Refused, Some(31.0)),
    ];
    let told = DiagnosisWords::of_cause(Cause::None, ["Netflix", "Prime Video"]);
    whole(&told, network(Cause::None), services)
}

fn one_service_503() -> Report {
    let mut netflix = service("netflix", "Netflix", ServiceState::Down, Some(412.0));
    netflix.symptom =
        Some(Symptom { phase: Phase::Exchange, error: None, status: Some(503), role: Role::Web });
    netflix.diagnosis = Diagnosis {
        confidence: Confidence::Certain,
        responder: Some(Responder { party: Party::ServiceEdge, product: None }),
        evidence: vec![
            evidence(
                "www.netflix.com answers 503 inside a connection that a publicly trusted certificate authenticates.",
                true,
            ),
            evidence("A second address of it answers 503, too.", true),
            evidence("Its status page says that all is well.", false),
        ],
        ruled_out: vec![RuledOut {
            cause: Cause::VpnBlocked,
            because: Said::Text("no VPN is on".to_owned()),
        }],
        contributing: vec![Contributing { cause: Cause::DnsSlow, confidence: Confidence::Likely }],
        ..diagnosis(Cause::ServiceOverloaded)
    };
    netflix.plan = plan(
        Cause::ServiceOverloaded,
        &[
            (Remedy::TryAnotherNetwork, TrialResult::Helps),
            (Remedy::TurnOffVpn, TrialResult::NotPossible),
            (Remedy::TurnOffProxy, TrialResult::NoHelp),
        ],
    );
    let told = DiagnosisWords::of_cause(Cause::ServiceOverloaded, ["Netflix"]);
    let twitch = service("twitch", "Twitch", ServiceState::Up, Some(48.0));
    whole(&told, network(Cause::None), vec![netflix, twitch])
}

fn dns_down() -> Report {
    let mut network = network(Cause::ResolverDown);
    network.evidence = vec![evidence("192.168.50.1 does not answer, 1.1.1.1 does.", true)];
    network.plan = plan(Cause::ResolverDown, &[(Remedy::ChangeDns, TrialResult::Helps)]);
    let held = |id, name| ServiceReport {
        diagnosis: Diagnosis { extent: Extent::All, ..diagnosis(Cause::ResolverDown) },
        ..service(id, name, ServiceState::Held, None)
    };
    let services = vec![held("netflix", "Netflix"), held("tv-tokyo", "テレビ東京")];
    let told =
        DiagnosisWords { extent: Extent::All, ..DiagnosisWords::of_cause(Cause::ResolverDown, []) };
    whole(&told, network, services)
}

#[test]
fn all_is_well() {
    insta::assert_snapshot!(report(&all_well(), Style::plain(80)));
}

#[test]
fn one_service_answers_503() {
    insta::assert_snapshot!(report(&one_service_503(), Style::plain(80)));
}

#[test]
fn the_dns_does_not_answer() {
    insta::assert_snapshot!(report(&dns_down(), Style::plain(80)));
}

#[test]
fn a_code_with_meanings() {
    let meaning =
        |service: Option<&str>, says: &str, confidence, remedies: &[Remedy]| MeaningView {
            service: service.map(str::to_owned),
            says: says.to_owned(),
            confidence,
            remedies: remedies
                .iter()
                .map(|it| Words::English.remedy_title(*it).into_owned())
                .collect(),
        };
    let view = ExplainView {
        code: "503".to_owned(),
        meanings: vec![
            meaning(
                None,
                "The service is there, but cannot take more requests at the moment.",
                Confidence::Likely,
                &[Remedy::WaitAndRetry, Remedy::CheckServiceStatus],
            ),
            meaning(
                Some("Vidora"),
                "Its player is out of date.",
                Confidence::Possible,
                &[Remedy::UpdateSoftware],
            ),
        ],
        nearest: vec![],
    };
    insta::assert_snapshot!(explanation(&view, Style::plain(80)));
}

#[test]
fn a_code_without_a_meaning() {
    let view = ExplainView {
        code: "NW-2-\u{1b}[31m55".to_owned(),
        meanings: vec![],
        nearest: vec!["NW-2-5".to_owned(), "NW-3-6".to_owned()],
    };
    insta::assert_snapshot!(explanation(&view, Style::plain(80)));
}

#[test]
fn colors_add_nothing_but_color() {
    for it in [all_well(), one_service_503(), dns_down()] {
        let colored = report(&it, Style::colored(80));
        assert!(colored.contains('\u{1b}'));
        let stripped = anstream::adapter::strip_str(&colored).to_string();
        assert_eq!(stripped, report(&it, Style::plain(80)));
    }
}

#[test]
fn lines_fit_at_every_width() {
    for width in [0, 40, 64, 80, 100, 250] {
        let widest = width.clamp(40, 100);
        for it in [all_well(), one_service_503(), dns_down()] {
            for line in report(&it, Style::plain(width)).lines() {
                // Whoever copies an address wants it whole.
                let whole_word = line.contains("://");
                let columns = streamdoctor::presentation::text::columns(line);
                assert!(whole_word || columns <= widest, "{columns} > {widest}: {line}");
                assert_eq!(line.trim_end(), line);
            }
        }
    }
}

#[test]
fn each_state_has_an_outline_of_its_own() {
    let states = [
        ServiceState::Up,
        ServiceState::Degraded,
        ServiceState::Down,
        ServiceState::Refused,
        ServiceState::Held,
        ServiceState::Unknown,
    ];
    let services = states.map(|state| service("x", "X", state, None)).to_vec();
    let told = DiagnosisWords::of_cause(Cause::None, []);
    let text = report(&whole(&told, network(Cause::None), services), Style::plain(80));
    let rows = text.lines().filter(|it| it.contains(" X  ")).collect::<Vec<_>>();
    let mut marks = rows.iter().map(|it| it.trim_start().chars().next()).collect::<Vec<_>>();
    assert_eq!(marks.len(), states.len(), "{text}");
    marks.sort_unstable();
    marks.dedup();
    assert_eq!(marks.len(), states.len(), "{text}");
}

#[test]
fn nothing_from_the_network_can_drive_the_terminal() {
    let evil = "\u{1b}[2J\u{9b}31m\u{7}\r\n\u{202e}evil\u{1b}]0;title\u{7}";
    let mut it = one_service_503();
    it.summary.sentence = evil.to_owned();
    it.services[0].name = evil.to_owned();
    it.services[0].diagnosis.evidence[0].says = Said::Text(evil.to_owned());
    it.services[0].diagnosis.ruled_out[0].because = Said::Text(evil.to_owned());
    it.services[0].plan[0].title = evil.to_owned();
    it.services[0].plan[0].steps[0] = evil.to_owned();
    it.services[0].plan[0].link = Some(evil.to_owned());
    let text = report(&it, Style::plain(80));
    let bad = text.chars().find(|it| (it.is_control() && *it != '\n') || *it == '\u{202e}');
    assert_eq!(bad, None, "{text}");
}

#[test]
fn what_does_not_decide_is_told_too() {
    let mut it = all_well();
    it.services[0].state = ServiceState::Unknown;
    it.services[0].diagnosis = Diagnosis { blame: Blame::Unknown, ..diagnosis(Cause::Unknown) };
    it.services[0].diagnosis.evidence = vec![evidence("Two of four addresses answer.", true)];
    let text = report(&it, Style::plain(80));
    assert!(text.contains("Not clear why Netflix fails"), "{text}");
}

#[test]
fn a_bot_wall_is_a_line_and_no_problem() {
    let mut it = all_well();
    it.services[2].diagnosis = diagnosis(Cause::BotChallenge);
    it.services[2].plan = plan(Cause::BotChallenge, &[]);
    assert!(!report(&it, Style::plain(80)).contains("What helps"));
    it.summary.cause = Cause::BotChallenge;
    assert!(report(&it, Style::plain(80)).contains("Kick lets only people in"));
}
