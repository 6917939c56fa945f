//! Stories: what happens, and what the daemon does about it.

use super::*;
use crate::diagnosis::{Confidence, Diagnosis, Extent, ServiceFinding, When};
use crate::observation::{Role, Timings};
use crate::presentation::notice::Kind;
use crate::presentation::{NetworkReport, ServiceReport, Summary, TargetReport};

const DOWN: Cause = Cause::ServiceOverloaded;
const FINE: Cause = Cause::None;

#[test]
fn the_first_look_begins_at_once_and_its_end_is_shown() {
    let mut story = Story::new();
    assert_eq!(story.c.view().badge, Badge::Checking);
    let effects = story.event(Event::Due);
    assert!(matches!(effects[..], [Effect::Look { closely: false }, Effect::Publish(_)]));
    assert!(published(&effects).checking);
    let effects = story.finish(&all_fine());
    let view = published(&effects);
    assert_eq!((view.badge, view.checking), (Badge::Fine, false));
    assert_eq!(view.headline, "all is told");
    // It stands by itself, in the menu for one.
    assert_eq!(view.network, "Your network: works");
    assert_eq!(view.services[0].state, Some(ServiceState::Up));
    assert_eq!(view.services[0].response_ms, Some(84));
    assert_eq!(wake(&effects), Story::CALM);
    assert!(notices(&effects).is_empty() && records(&effects).is_empty());
}

#[test]
fn a_blip_is_looked_at_again_soon_and_never_told() {
    let mut story = Story::new();
    let effects = story.look(&a_is(DOWN));
    assert_eq!(wake(&effects), Story::QUICK);
    let view = published(&effects);
    assert_eq!((view.badge, view.problems.len()), (Badge::Fine, 0));
    assert!(view.headline.starts_with("Something looks odd"), "{}", view.headline);
    let effects = story.look(&all_fine());
    assert_eq!((notices(&effects).len(), wake(&effects)), (0, Story::CALM));
    assert!(records(&effects).is_empty());
}

#[test]
fn the_second_look_bears_it_out_and_says_so_everywhere() {
    let mut story = Story::new();
    story.look(&a_is(DOWN));
    let effects = story.look(&a_is(DOWN));
    let [notice] = &notices(&effects)[..] else { panic!("{effects:#?}") };
    assert_eq!((notice.key.as_str(), notice.kind), ("a", Kind::Opened));
    let view = published(&effects);
    assert_eq!(view.badge, Badge::ServiceDown);
    assert_eq!(view.headline, view.problems[0].sentence);
    assert_eq!(view.services[0].problem.as_deref(), Some("a"));
    assert_eq!(view.services[1].problem, None);
    assert_eq!(wake(&effects), Story::QUICK);
    let opened = Record::Opened { key: "a".to_owned(), cause: DOWN };
    assert_eq!(records(&effects), [opened]);
    // It is said once.
    let effects = story.look(&a_is(DOWN));
    assert!(notices(&effects).is_empty() && records(&effects).is_empty());
}

#[test]
fn a_suspicion_is_looked_at_closely_and_an_open_problem_is_not() {
    let mut story = Story::new();
    story.look(&a_is(DOWN));
    story.after(Story::QUICK);
    assert!(closely(&story.event(Event::Due)));
    story.finish(&a_is(DOWN));
    assert!(!closely(&story.event(Event::Due)));
}

#[test]
fn another_cause_takes_the_place_of_the_notice_once_it_lasts() {
    let mut story = Story::with_open(DOWN);
    assert!(notices(&story.look(&a_is(Cause::GatewayError))).is_empty());
    let effects = story.look(&a_is(Cause::GatewayError));
    let [notice] = &notices(&effects)[..] else { panic!("{effects:#?}") };
    assert_eq!((notice.key.as_str(), notice.kind), ("a", Kind::Changed));
    // What is shown follows at once.
    assert_eq!(published(&effects).problems[0].cause, Cause::GatewayError);
}

#[test]
fn causes_that_take_turns_are_not_worth_a_word_at_each_turn() {
    let mut story = Story::with_open(DOWN);
    for _ in 0..5 {
        assert!(notices(&story.look(&a_is(Cause::GatewayError))).is_empty());
        assert!(notices(&story.look(&a_is(DOWN))).is_empty());
    }
}

#[test]
fn it_works_again_is_said_when_it_stays_well() {
    let mut story = Story::with_open(DOWN);
    let effects = story.look(&all_fine());
    assert!(notices(&effects).is_empty());
    assert_eq!(published(&effects).badge, Badge::ServiceDown, "not before it is believed");
    let effects = story.look(&all_fine());
    let [notice] = &notices(&effects)[..] else { panic!("{effects:#?}") };
    assert_eq!((notice.key.as_str(), notice.kind), ("a", Kind::Resolved));
    assert_eq!(notice.title, "Service A works again");
    let view = published(&effects);
    assert_eq!((view.badge, view.problems.len()), (Badge::Fine, 0));
    assert_eq!(wake(&effects), Story::CALM);
    assert!(matches!(records(&effects)[..], [Record::Resolved { cause: DOWN, .. }]));
}

#[test]
fn what_was_never_announced_is_never_said_to_be_over() {
    let mut story = Story::with_open(Cause::ServiceSlow);
    story.closely(&all_fine());
    let effects = story.closely(&all_fine());
    assert_eq!(published(&effects).badge, Badge::Fine);
    assert!(notices(&effects).is_empty() && !effects.iter().any(is_withdrawal), "{effects:#?}");
}

#[test]
fn what_only_slows_is_shown_and_not_announced() {
    for cause in [Cause::ServiceSlow, Cause::EdgeFailing, Cause::DnsSlow] {
        let mut story = Story::new();
        story.look(&a_is(cause));
        let effects = story.look(&a_is(cause));
        assert!(notices(&effects).is_empty(), "{cause}");
        assert_eq!(published(&effects).badge, Badge::Partial, "{cause}");
    }
    for cause in [Cause::DnsSlow, Cause::Ipv6Broken, Cause::IspSlow, Cause::LinkSlow] {
        let mut story = Story::new();
        let network = || round(cause, &[("a", Some(FINE)), ("b", Some(FINE))]);
        story.look(&network());
        let effects = story.look(&network());
        assert!(notices(&effects).is_empty(), "{cause}");
        assert_eq!(published(&effects).problems.len(), 1, "{cause}");
    }
}

#[test]
fn what_slowed_and_now_hinders_is_announced() {
    let mut story = Story::with_open(Cause::ServiceSlow);
    let effects = story.look(&a_is(DOWN));
    assert!(matches!(notices(&effects)[..], [Notice { kind: Kind::Opened, .. }]), "{effects:#?}");
}

#[test]
fn a_service_that_refuses_programs_is_fine_and_calm() {
    for cause in [Cause::BotChallenge, Cause::SignInRequired, Cause::NotEntitled] {
        let mut story = Story::new();
        story.look(&a_is(cause));
        let effects = story.look(&a_is(cause));
        assert!(notices(&effects).is_empty(), "{cause}");
        assert_eq!(published(&effects).badge, Badge::Fine, "{cause}");
        assert_eq!(wake(&effects), Story::CALM, "{cause}");
    }
}

#[test]
fn a_problem_of_the_network_is_one_notice_and_holds_the_services() {
    let mut story = Story::new();
    story.look(&offline());
    let effects = story.look(&offline());
    let [notice] = &notices(&effects)[..] else { panic!("{effects:#?}") };
    assert_eq!(notice.key, NETWORK);
    let view = published(&effects);
    assert_eq!((view.badge, view.problems.len()), (Badge::MyNetwork, 1));
    assert!(view.services.iter().all(|it| it.problem.as_deref() == Some(NETWORK)));
}

#[test]
fn a_problem_of_the_network_is_announced_when_it_begins_to_hinder() {
    let harmless = || round(Cause::ResolverFailing, &[("a", Some(FINE)), ("b", Some(FINE))]);
    let mut story = Story::new();
    story.look(&harmless());
    assert!(notices(&story.look(&harmless())).is_empty());
    let hinders = round(Cause::ResolverFailing, &[("a", None), ("b", None)]);
    assert_eq!(notices(&story.look(&hinders)).len(), 1);
}

#[test]
fn behind_a_problem_of_the_network_an_older_one_waits() {
    let mut story = Story::with_open(DOWN);
    story.look(&offline());
    let effects = story.look(&offline());
    assert_eq!(notices(&effects).len(), 1);
    let view = published(&effects);
    let keys = view.problems.iter().map(|it| it.key.as_str()).collect::<Vec<_>>();
    assert_eq!(keys, [NETWORK], "how the service is cannot be seen");
    assert_eq!(view.services[0].problem.as_deref(), Some(NETWORK));
    // Afterwards it is what it was, and nobody is told twice.
    story.look(&a_is(DOWN));
    let effects = story.look(&a_is(DOWN));
    assert_eq!(notices(&effects).iter().map(|it| it.kind).collect::<Vec<_>>(), [Kind::Resolved]);
    assert_eq!(published(&effects).problems[0].key, "a");
}

#[test]
fn what_cannot_be_decided_changes_nothing() {
    let mut story = Story::with_open(DOWN);
    for _ in 0..3 {
        let effects = story.look(&a_is(Cause::Unknown));
        assert!(notices(&effects).is_empty());
        assert_eq!(published(&effects).badge, Badge::ServiceDown);
    }
}

#[test]
fn an_open_problem_of_a_service_comes_before_a_mild_one_of_the_network() {
    let mut story = Story::new();
    let both = || round(Cause::Ipv6Broken, &[("a", Some(DOWN)), ("b", Some(FINE))]);
    story.look(&both());
    let view = published(&story.look(&both())).clone();
    let keys = view.problems.iter().map(|it| it.key.as_str()).collect::<Vec<_>>();
    assert_eq!(keys, ["a", NETWORK]);
}

// Pauses.

#[test]
fn a_pause_is_quiet_and_afterwards_the_untold_is_told_in_one() {
    let mut story = Story::new();
    story.look(&a_and_b_are(DOWN));
    let effects = story.ask(Command::Pause(PauseFor::HalfAnHour));
    let view = published(&effects);
    assert_eq!((view.badge, view.headline.as_str()), (Badge::Paused, "Paused"));
    assert!(wake(&effects) <= Duration::from_mins(1));
    // Somebody looks at the page and asks: it is shown, and not announced.
    story.ask(Command::CheckNow);
    let effects = story.finish(&a_and_b_are(DOWN));
    assert_eq!(published(&effects).problems.len(), 2);
    assert!(notices(&effects).is_empty());
    // Until the pause is over no round is due.
    story.after(Duration::from_mins(29));
    let effects = story.event(Event::Due);
    assert!(matches!(effects[..], [Effect::Wake(_)]), "{effects:#?}");
    story.after(Duration::from_mins(2));
    let effects = story.event(Event::Due);
    assert!(closely(&effects));
    assert_eq!(published(&effects).paused_until, None);
    let effects = story.finish(&a_and_b_are(DOWN));
    let [notice] = &notices(&effects)[..] else { panic!("{effects:#?}") };
    assert_eq!(notice.kind, Kind::Summary);
    assert_eq!(story.ask(Command::OpenFix(notice.key.clone())), [Effect::OpenPage(None)]);
    // Each of them was announced by it.
    story.look(&all_fine());
    assert_eq!(notices(&story.look(&all_fine())).len(), 2);
}

#[test]
fn one_untold_problem_needs_no_summary() {
    let mut story = Story::new();
    story.ask(Command::Pause(PauseFor::AnHour));
    story.ask(Command::CheckNow);
    story.finish(&a_is(DOWN));
    assert!(closely(&story.ask(Command::Resume)));
    let effects = story.finish(&a_is(DOWN));
    let [notice] = &notices(&effects)[..] else { panic!("{effects:#?}") };
    assert_eq!((notice.key.as_str(), notice.kind), ("a", Kind::Opened));
}

#[test]
fn what_is_over_when_the_pause_ends_is_not_told() {
    let mut story = Story::new();
    story.ask(Command::Pause(PauseFor::AnHour));
    story.ask(Command::CheckNow);
    story.finish(&a_is(DOWN));
    story.ask(Command::Resume);
    story.finish(&all_fine());
    // Whether it is over is seen at the second look.
    let effects = story.look(&all_fine());
    assert!(published(&effects).problems.is_empty());
}

#[test]
fn an_announced_problem_that_ends_in_a_pause_is_taken_back() {
    let mut story = Story::with_open(DOWN);
    story.ask(Command::Pause(PauseFor::AnHour));
    story.ask(Command::CheckNow);
    let effects = story.finish(&all_fine());
    assert!(notices(&effects).is_empty());
    assert!(effects.contains(&Effect::Withdraw("a".to_owned())));
}

#[test]
fn resuming_while_a_round_is_under_way_is_shown_and_begins_no_second_one() {
    let mut story = Story::new();
    story.event(Event::Due);
    story.ask(Command::Pause(PauseFor::AnHour));
    let effects = story.ask(Command::Resume);
    assert_eq!(published(&effects).paused_until, None);
    assert!(!effects.iter().any(|it| matches!(it, Effect::Look { .. })));
    assert!(story.ask(Command::Resume).is_empty(), "there is nothing to resume");
}

#[test]
fn a_pause_ends_by_the_wall_clock_though_the_computer_slept() {
    let mut story = Story::new();
    story.look(&all_fine());
    story.ask(Command::Pause(PauseFor::AnHour));
    // Asleep for two hours: timers stood still.
    story.wall += SignedDuration::from_hours(2);
    assert!(closely(&story.event(Event::Due)));
}

#[test]
fn tomorrow_begins_at_six_where_the_user_lives() {
    // Central Europe: clocks go forward in the night to 29 March 2026, and back in the night to 25 October.
    let zone = TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap();
    for (now, then) in [
        ("2026-01-10T21:00:00Z", "2026-01-11T05:00:00Z"),
        ("2026-03-28T22:30:00Z", "2026-03-29T04:00:00Z"),
        ("2026-10-24T20:00:00Z", "2026-10-25T05:00:00Z"),
        ("2026-12-31T22:59:59Z", "2027-01-01T05:00:00Z"),
    ] {
        let end = pause_end(PauseFor::UntilTomorrow, now.parse().unwrap(), &zone);
        assert_eq!(end, then.parse::<Timestamp>().unwrap(), "{now}");
    }
    let far = TimeZone::fixed(jiff::tz::offset(-10));
    let end = pause_end(PauseFor::UntilTomorrow, "2026-06-02T03:00:00Z".parse().unwrap(), &far);
    assert_eq!(end.to_string(), "2026-06-02T16:00:00Z", "it is still the first of June there");
}

#[test]
fn a_pause_at_the_end_of_time_ends() {
    for length in [PauseFor::HalfAnHour, PauseFor::AnHour, PauseFor::UntilTomorrow] {
        let end = pause_end(length, Timestamp::MAX, &TimeZone::UTC);
        assert!(end >= Timestamp::MAX - SignedDuration::from_hours(24), "{length:?}");
    }
}

// What the user asks for.

#[test]
fn who_asks_gets_the_answer_at_once() {
    let mut story = Story::new();
    story.look(&all_fine());
    assert!(closely(&story.ask(Command::CheckNow)));
    assert_eq!(notices(&story.finish(&a_is(DOWN))).len(), 1);
    story.ask(Command::CheckNow);
    let effects = story.finish(&all_fine());
    assert_eq!(notices(&effects)[0].kind, Kind::Resolved);
    assert_eq!(published(&effects).badge, Badge::Fine);
}

#[test]
fn who_asks_during_an_ordinary_round_gets_a_close_one_after_it() {
    let mut story = Story::new();
    story.event(Event::Due);
    assert!(story.ask(Command::CheckNow).is_empty());
    assert!(story.ask(Command::CheckNow).is_empty(), "asking twice is asking once");
    let effects = story.finish(&a_is(DOWN));
    assert!(closely(&effects) && notices(&effects).is_empty(), "{effects:#?}");
    assert!(published(&effects).checking);
    let effects = story.finish(&a_is(DOWN));
    assert_eq!(notices(&effects).len(), 1);
    assert_eq!(wake(&effects), Story::QUICK);
}

#[test]
fn who_asks_during_a_close_round_gets_its_answer() {
    let mut story = Story::new();
    story.look(&a_is(DOWN));
    assert!(closely(&story.event(Event::Due)));
    assert!(story.ask(Command::CheckNow).is_empty());
    let effects = story.finish(&a_is(DOWN));
    assert!(!effects.iter().any(|it| matches!(it, Effect::Look { .. })));
}

#[test]
fn what_is_muted_is_not_spoken_of_until_it_is_over() {
    let mut story = Story::with_open(DOWN);
    let effects = story.ask(Command::Mute("a".to_owned()));
    assert_eq!(effects, [Effect::Withdraw("a".to_owned())]);
    story.look(&a_is(Cause::GatewayError));
    assert!(notices(&story.look(&a_is(Cause::GatewayError))).is_empty());
    story.look(&all_fine());
    assert!(notices(&story.look(&all_fine())).is_empty());
    // The next one is another one.
    story.look(&a_is(DOWN));
    assert_eq!(notices(&story.look(&a_is(DOWN))).len(), 1);
}

#[test]
fn muting_what_is_not_there_mutes_nothing() {
    let mut story = Story::new();
    assert!(story.ask(Command::Mute("a".to_owned())).is_empty());
    story.look(&a_is(DOWN));
    assert_eq!(notices(&story.look(&a_is(DOWN))).len(), 1);
}

#[test]
fn clicks_open_what_is_written_on_them() {
    let mut story = Story::new();
    assert_eq!(story.ask(Command::OpenPage), [Effect::OpenPage(None)]);
    let fix = Command::OpenFix("a".to_owned());
    assert_eq!(story.ask(fix), [Effect::OpenPage(Some("a".to_owned()))]);
    let page = Command::OpenStatusPage("a".to_owned());
    assert_eq!(story.ask(page), [Effect::OpenStatusPage("a".to_owned())]);
    assert_eq!(story.ask(Command::Quit), [Effect::Quit]);
}

// When to look.

#[test]
fn a_round_that_was_lost_is_made_again_in_its_time() {
    let mut story = Story::new();
    story.event(Event::Due);
    let effects = story.event(Event::Lost);
    assert_eq!(wake(&effects), Story::CALM);
    assert!(!published(&effects).checking);
    assert!(matches!(story.event(Event::Due)[0], Effect::Look { .. }));
}

#[test]
fn as_long_as_somebody_watches_it_looks_often() {
    let mut story = Story::new();
    story.watched = true;
    assert_eq!(wake(&story.look(&all_fine())), Story::QUICK);
    story.watched = false;
    assert_eq!(wake(&story.look(&all_fine())), Story::CALM);
}

#[test]
fn whoever_opens_the_page_sees_what_is_and_not_what_was() {
    let mut story = Story::new();
    assert!(matches!(story.event(Event::Visited)[0], Effect::Look { .. }));
    assert!(story.event(Event::Visited).is_empty(), "it is under way");
    story.finish(&all_fine());
    // What is as old as the quick interval is old; what is younger becomes so.
    story.after(Duration::from_secs(5));
    let effects = story.event(Event::Visited);
    assert_eq!(effects, [Effect::Wake(Duration::from_secs(15))]);
    story.after(Duration::from_mins(2));
    assert!(matches!(story.event(Event::Visited)[0], Effect::Look { .. }));
    story.finish(&all_fine());
    story.ask(Command::Pause(PauseFor::AnHour));
    story.after(Duration::from_mins(2));
    assert!(story.event(Event::Visited).is_empty(), "a pause is a pause");
}

#[test]
fn what_only_a_close_look_shows_is_not_gone_when_an_ordinary_one_misses_it() {
    let mut story = Story::new();
    story.closely(&a_is(Cause::ServiceSlow));
    story.closely(&a_is(Cause::ServiceSlow));
    for _ in 0..5 {
        let effects = story.look(&all_fine());
        assert_eq!(published(&effects).problems.len(), 1);
    }
    // From time to time it looks closely by itself.
    story.after(CLOSE_LOOKS);
    assert!(closely(&story.event(Event::Due)));
    story.finish(&all_fine());
    assert!(published(&story.closely(&all_fine())).problems.is_empty());
}

#[test]
fn what_comes_and_goes_is_called_that() {
    let mut story = Story::with_open(DOWN);
    story.look(&all_fine());
    story.look(&all_fine());
    story.look(&a_is(DOWN));
    let effects = story.look(&a_is(DOWN));
    let told = published(&effects).problems[0].sentence.clone();
    let plainly = published(&Story::with_open(DOWN).look(&a_is(DOWN))).problems[0].sentence.clone();
    assert_ne!(told, plainly);
}

// The teller.

/// A daemon, and the time.
struct Story {
    c: Controller,
    moment: Moment,
    wall: Timestamp,
    watched: bool,
}

impl Story {
    const CALM: Duration = Duration::from_mins(3);
    const QUICK: Duration = Duration::from_secs(20);

    fn new() -> Self {
        let schedule = Schedule { interval: Self::CALM, quick: Self::QUICK };
        let service = |id: &str| Watched { id: id.to_owned(), name: name(id), status_page: None };
        let services = vec![service("a"), service("b")];
        let wall = "2026-06-01T12:00:00Z".parse().unwrap();
        let c = Controller::new(schedule, services, TimeZone::UTC);
        Self { c, moment: Moment::from_secs(1000), wall, watched: false }
    }

    /// One in which `cause` is an open problem of service A.
    fn with_open(cause: Cause) -> Self {
        let mut story = Self::new();
        story.closely(&a_is(cause));
        story.closely(&a_is(cause));
        assert!(story.c.incidents.get("a").is_some());
        story
    }

    fn after(&mut self, time: Duration) {
        self.moment = Moment(self.moment.0 + time);
        self.wall += time;
    }

    fn event(&mut self, event: Event) -> Vec<Effect> {
        let now = Now { moment: self.moment, wall: self.wall, watched: self.watched };
        self.c.step(event, now)
    }

    fn ask(&mut self, command: Command) -> Vec<Effect> {
        self.event(Event::Asked(command))
    }

    fn finish(&mut self, (findings, report): &(Findings, Report)) -> Vec<Effect> {
        self.after(Duration::from_secs(2));
        self.event(Event::Finished(Box::new((findings.clone(), report.clone()))))
    }

    /// The next round, an ordinary one unless something is suspected.
    fn look(&mut self, found: &(Findings, Report)) -> Vec<Effect> {
        self.after(Self::QUICK);
        self.event(Event::Due);
        self.finish(found)
    }

    /// The next round, whatever it is for, and a close one.
    fn closely(&mut self, found: &(Findings, Report)) -> Vec<Effect> {
        self.after(Self::QUICK);
        self.c.round = Some(Round { closely: true, asked: false });
        self.finish(found)
    }
}

fn published(effects: &[Effect]) -> &View {
    let mut views =
        effects.iter().filter_map(|it| if let Effect::Publish(it) = it { Some(it) } else { None });
    views.next_back().unwrap_or_else(|| panic!("nothing is published: {effects:#?}"))
}

fn notices(effects: &[Effect]) -> Vec<Notice> {
    let notice = |it: &Effect| if let Effect::Notify(it) = it { Some(it.clone()) } else { None };
    effects.iter().filter_map(notice).collect()
}

fn records(effects: &[Effect]) -> Vec<Record> {
    let record = |it: &Effect| if let Effect::Record(it) = it { Some(it.clone()) } else { None };
    effects.iter().filter_map(record).collect()
}

fn wake(effects: &[Effect]) -> Duration {
    let wake = |it: &Effect| if let Effect::Wake(after) = it { Some(*after) } else { None };
    let wakes = effects.iter().filter_map(wake).collect::<Vec<_>>();
    assert_eq!(wakes.len(), 1, "{effects:#?}");
    wakes[0]
}

fn closely(effects: &[Effect]) -> bool {
    effects.contains(&Effect::Look { closely: true })
}

fn is_withdrawal(effect: &Effect) -> bool {
    matches!(effect, Effect::Withdraw(_))
}

fn name(id: &str) -> String {
    format!("Service {}", id.to_uppercase())
}

fn all_fine() -> (Findings, Report) {
    a_is(FINE)
}

fn a_is(cause: Cause) -> (Findings, Report) {
    round(FINE, &[("a", Some(cause)), ("b", Some(FINE))])
}

fn a_and_b_are(cause: Cause) -> (Findings, Report) {
    round(FINE, &[("a", Some(cause)), ("b", Some(cause))])
}

fn offline() -> (Findings, Report) {
    round(Cause::IspDown, &[("a", None), ("b", None)])
}

/// A round that found `network`, and each service's own cause or that it waits for the network.
fn round(network: Cause, services: &[(&str, Option<Cause>)]) -> (Findings, Report) {
    let found = |(id, cause): &(&str, Option<Cause>)| ServiceFinding {
        id: (*id).to_owned(),
        held: cause.is_none(),
        looked_at: true,
        diagnosis: diagnosis(cause.unwrap_or(network)),
        symptom: None,
    };
    let findings =
        Findings { network: diagnosis(network), services: services.iter().map(found).collect() };
    let worst = services.iter().filter_map(|(_, cause)| *cause).find(|it| *it != FINE);
    let cause = if network == FINE { worst.unwrap_or(FINE) } else { network };
    let report = Report {
        schema: 1,
        version: String::new(),
        started_at: Timestamp::UNIX_EPOCH,
        took_ms: 0,
        verdict_after_ms: None,
        summary: Summary { blame: cause.blame(), cause, sentence: "all is told".to_owned() },
        network: NetworkReport {
            cause: network,
            blame: network.blame(),
            confidence: Confidence::Certain,
            evidence: vec![],
            ruled_out: vec![],
            contributing: vec![],
            plan: vec![],
        },
        services: findings.services.iter().map(service_report).collect(),
    };
    (findings, report)
}

fn diagnosis(cause: Cause) -> Diagnosis {
    Diagnosis {
        cause,
        blame: cause.blame(),
        confidence: Confidence::Certain,
        extent: Extent::Service,
        roles: vec![],
        responder: None,
        evidence: vec![],
        ruled_out: vec![],
        contributing: vec![],
        when: When::Now,
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "all other causes mean that it is down")]
fn service_report(found: &ServiceFinding) -> ServiceReport {
    let phases = Timings {
        resolve_ms: Some(10.0),
        connect_ms: Some(20.0),
        handshake_ms: Some(24.4),
        first_byte_ms: Some(30.0),
    };
    let target =
        TargetReport { role: Role::Web, url: String::new(), phases, status: None, error: None };
    ServiceReport {
        id: found.id.clone(),
        name: name(&found.id),
        state: match found.diagnosis.cause {
            _ if found.held => ServiceState::Held,
            Cause::None => ServiceState::Up,
            Cause::Unknown => ServiceState::Unknown,
            Cause::BotChallenge | Cause::SignInRequired | Cause::NotEntitled => {
                ServiceState::Refused
            }
            Cause::ServiceSlow | Cause::EdgeFailing | Cause::DnsSlow => ServiceState::Degraded,
            _ => ServiceState::Down,
        },
        symptom: None,
        diagnosis: found.diagnosis.clone(),
        plan: vec![],
        targets: vec![target],
    }
}
