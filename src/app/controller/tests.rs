//! Stories: what happens, and what the daemon does about it.

use super::*;
use crate::diagnosis::{Confidence, Diagnosis, Evidence, Extent, Said, ServiceFinding};
use crate::observation::{Role, Timings};
use crate::presentation::notice::Kind;
use crate::presentation::{NetworkReport, ServiceReport, Summary, TargetReport};

mod page;

const DOWN: Cause = Cause::ServiceOverloaded;
const FINE: Cause = Cause::None;

#[test]
fn the_first_look_begins_at_once_and_its_end_is_shown() {
    let mut story = Story::new();
    assert_eq!(story.c.view().badge, Badge::Checking);
    let effects = story.event(Event::Due);
    assert!(matches!(effects[..], [Effect::Look { closely: false, .. }, Effect::Publish(_)]));
    assert!(published(&effects).checking);
    let effects = story.finish(&all_fine());
    let view = published(&effects);
    assert_eq!((view.badge, view.checking), (Badge::Fine, false));
    assert_eq!(view.headline, "all is told");
    // It stands by itself, in the menu for one.
    assert_eq!(view.network, "Your network: works");
    assert_eq!(view.services[0].state, Some(ServiceState::Up));
    assert_eq!(view.services[0].response_ms, Some(84));
    assert!(is_calm(wake(&effects)), "{effects:#?}");
    assert!(notices(&effects).is_empty() && records(&effects).is_empty());
}

#[test]
fn a_blip_is_looked_at_again_soon_and_never_told() {
    let mut story = Story::new();
    let effects = story.look(&a_is(DOWN));
    assert_eq!(wake(&effects), Story::QUICK);
    let view = published(&effects);
    // Neither told nor called fine: the small line on the page and the icon say that it is being looked at.
    assert_eq!((view.badge, view.problems.len()), (Badge::Checking, 0));
    assert!(view.headline.starts_with("Something looks odd"), "{}", view.headline);
    let effects = story.look(&all_fine());
    assert!(notices(&effects).is_empty() && is_calm(wake(&effects)), "{effects:#?}");
    assert!(records(&effects).is_empty());
    assert_eq!(published(&effects).badge, Badge::Fine);
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
    assert!(closely(&story.until_it_looks()));
    story.finish(&a_is(DOWN));
    assert!(!closely(&story.until_it_looks()));
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
    assert!(matches!(records(&effects)[..], [Record::Resolved { cause: DOWN, .. }]));
}

#[test]
fn what_was_never_announced_is_never_said_to_be_over() {
    let mut story = Story::with_open(Cause::ServiceSlow);
    let effects = (0..5).flat_map(|_| story.closely(&all_fine())).collect::<Vec<_>>();
    assert_eq!(published(&effects).badge, Badge::Fine);
    assert!(notices(&effects).is_empty() && !effects.iter().any(is_withdrawal), "{effects:#?}");
}

#[test]
fn what_only_slows_is_shown_and_not_announced() {
    for cause in [Cause::ServiceSlow, Cause::EdgeFailing, Cause::DnsSlow] {
        let effects = Story::new().looks(4, &a_is(cause));
        assert!(notices(&effects).is_empty(), "{cause}");
        assert_eq!(published(&effects).badge, Badge::Partial, "{cause}");
    }
    for cause in [Cause::DnsSlow, Cause::Ipv6Broken, Cause::IspSlow, Cause::LinkSlow] {
        let network = round(cause, &[("a", Some(FINE)), ("b", Some(FINE))]);
        let effects = Story::new().looks(4, &network);
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
        assert!(is_calm(wake(&effects)), "{cause}");
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
    let effects = story.looks(4, &offline());
    assert_eq!(notices(&effects).len(), 1);
    let view = published(&effects);
    let keys = view.problems.iter().map(|it| it.key.as_str()).collect::<Vec<_>>();
    assert_eq!(keys, [NETWORK], "how the service is cannot be seen");
    assert_eq!(view.services[0].problem.as_deref(), Some(NETWORK));
    // Afterwards it is what it was, and nobody is told twice.
    let effects = story.looks(4, &a_is(DOWN));
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
    let both = round(Cause::Ipv6Broken, &[("a", Some(DOWN)), ("b", Some(FINE))]);
    let view = published(&story.looks(5, &both)).clone();
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
    assert_eq!(wake(&effects), Duration::from_mins(30));
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
    story.look(&a_and_b_are(DOWN));
    assert!(closely(&story.until_it_looks()));
    assert!(story.ask(Command::CheckNow).is_empty());
    let effects = story.finish(&a_and_b_are(DOWN));
    assert!(!effects.iter().any(|it| matches!(it, Effect::Look { .. })));
}

#[test]
fn what_is_muted_is_not_spoken_of_until_it_is_over() {
    let mut story = Story::with_open(DOWN);
    let effects = story.ask(Command::Mute("a".to_owned()));
    assert_eq!(effects, [Effect::Withdraw("a".to_owned())]);
    story.look(&a_is(Cause::GatewayError));
    assert!(notices(&story.look(&a_is(Cause::GatewayError))).is_empty());
    assert!(notices(&story.looks(4, &all_fine())).is_empty());
    // The next one is another one.
    assert_eq!(notices(&story.looks(4, &a_is(DOWN))).len(), 1);
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
    let code = Effect::OpenCode { service: "a".to_owned(), code: String::new() };
    assert_eq!(story.ask(Command::AskCode("a".to_owned())), [code]);
    for section in [Section::History, Section::Settings, Section::About] {
        let opens = [Effect::OpenSection(section)];
        assert_eq!(story.ask(Command::OpenSection(section)), opens);
    }
    assert_eq!(story.ask(Command::Quit), [Effect::Quit]);
}

// What is kept quiet, and for whom.

#[test]
fn a_reminder_comes_in_an_hour_if_it_still_holds() {
    let mut story = Story::with_open(DOWN);
    let effects = story.ask(Command::Remind("a".to_owned()));
    assert_eq!(effects, [Effect::Withdraw("a".to_owned())]);
    for _ in 0..5 {
        story.after(Duration::from_mins(11));
        assert!(notices(&story.look(&a_is(Cause::GatewayError))).is_empty());
    }
    story.after(Duration::from_mins(5));
    let effects = story.look(&a_is(Cause::GatewayError));
    let [notice] = &notices(&effects)[..] else { panic!("{effects:#?}") };
    assert_eq!((notice.key.as_str(), notice.kind), ("a", Kind::Opened));
    assert!(notices(&story.look(&a_is(Cause::GatewayError))).is_empty(), "it is said once");
}

#[test]
fn who_waits_for_a_reminder_hears_that_it_is_over() {
    let mut story = Story::with_open(DOWN);
    story.ask(Command::Remind("a".to_owned()));
    story.look(&all_fine());
    let effects = story.look(&all_fine());
    assert!(matches!(notices(&effects)[..], [Notice { kind: Kind::Resolved, .. }]), "{effects:#?}");
    assert!(story.ask(Command::Remind("a".to_owned())).is_empty(), "there is nothing to remind of");
}

#[test]
fn of_a_muted_service_nothing_is_said_until_that_is_taken_back() {
    let mute = |muted| Command::MuteService { service: "a".to_owned(), muted };
    let mut story = Story::with_open(DOWN);
    let effects = story.ask(mute(true));
    assert!(effects.contains(&Effect::Withdraw("a".to_owned())));
    assert!(published(&effects).services[0].muted && !published(&effects).services[1].muted);
    story.look(&all_fine());
    assert!(notices(&story.look(&all_fine())).is_empty());
    story.look(&a_is(DOWN));
    assert!(notices(&story.look(&a_is(DOWN))).is_empty(), "also when it is down again");
    let effects = story.ask(mute(false));
    assert!(!published(&effects).services[0].muted);
    assert_eq!(notices(&story.look(&a_is(DOWN))).len(), 1);
}

#[test]
fn a_muted_service_does_not_mute_the_network() {
    let mut story = Story::new();
    story.ask(Command::MuteService { service: "a".to_owned(), muted: true });
    story.look(&offline());
    assert_eq!(notices(&story.look(&offline())).len(), 1);
}

#[test]
fn who_waits_for_a_service_hears_once_that_it_is_back_though_nothing_else_was_said() {
    let mut story = Story::new();
    story.ask(Command::MuteService { service: "a".to_owned(), muted: true });
    story.look(&a_is(DOWN));
    story.look(&a_is(DOWN));
    let wait = Command::AwaitReturn { service: "a".to_owned(), awaited: true };
    assert!(published(&story.ask(wait)).services[0].awaited);
    assert!(notices(&story.look(&a_is(DOWN))).is_empty());
    assert!(notices(&story.look(&all_fine())).is_empty(), "not before it is believed");
    let effects = story.look(&all_fine());
    let [notice] = &notices(&effects)[..] else { panic!("{effects:#?}") };
    assert_eq!((notice.key.as_str(), notice.kind), ("a", Kind::Returned));
    assert!(!published(&effects).services[0].awaited);
    assert!(notices(&story.look(&all_fine())).is_empty());
}

#[test]
fn a_return_that_is_announced_anyway_is_said_once() {
    let mut story = Story::with_open(DOWN);
    story.ask(Command::AwaitReturn { service: "a".to_owned(), awaited: true });
    story.look(&all_fine());
    let effects = story.look(&all_fine());
    assert_eq!(notices(&effects).iter().map(|it| it.kind).collect::<Vec<_>>(), [Kind::Resolved]);
    assert!(!published(&effects).services[0].awaited);
    // The same behind a problem of the network.
    let mut story = Story::new();
    story.look(&offline());
    story.look(&offline());
    story.ask(Command::AwaitReturn { service: "b".to_owned(), awaited: true });
    assert!(notices(&story.look(&all_fine())).is_empty());
    let effects = story.look(&all_fine());
    assert_eq!(notices(&effects).iter().map(|it| it.key.as_str()).collect::<Vec<_>>(), [NETWORK]);
    assert!(!published(&effects).services[1].awaited);
}

#[test]
fn a_service_that_is_there_cannot_come_back_and_waiting_can_be_taken_back() {
    let wait = |awaited| Command::AwaitReturn { service: "a".to_owned(), awaited };
    let mut story = Story::new();
    story.look(&all_fine());
    story.ask(wait(true));
    assert!(notices(&story.look(&all_fine())).is_empty());
    story.closely(&a_is(DOWN));
    let effects = story.ask(wait(false));
    assert!(!published(&effects).services[0].awaited);
    assert!(notices(&story.look(&all_fine())).is_empty());
}

#[test]
fn services_that_are_not_watched_are_nobodys() {
    let mut story = Story::new();
    let service = "c".to_owned();
    for command in [
        Command::MuteService { service: service.clone(), muted: true },
        Command::AwaitReturn { service: service.clone(), awaited: true },
        Command::Saw { service: service.clone(), code: "503".to_owned(), on: None },
        Command::AskCode(service),
    ] {
        assert!(story.ask(command).is_empty());
    }
}

#[test]
fn what_begins_in_quiet_hours_is_told_in_the_morning_if_it_still_holds() {
    let mut story = Story::quiet_in("22:00-07:00");
    story.wall = "2026-06-01T23:00:00Z".parse().unwrap();
    story.look(&a_and_b_are(DOWN));
    assert!(notices(&story.look(&a_and_b_are(DOWN))).is_empty());
    // B is over before anybody could hear of it.
    story.look(&a_is(DOWN));
    assert!(notices(&story.look(&a_is(DOWN))).is_empty());
    story.wall = "2026-06-02T06:59:30Z".parse().unwrap();
    assert!(notices(&story.look(&a_is(DOWN))).is_empty());
    let effects = story.look(&a_is(DOWN));
    assert!(matches!(notices(&effects)[..], [Notice { kind: Kind::Opened, .. }]), "{effects:#?}");
    story.look(&all_fine());
    assert_eq!(notices(&story.look(&all_fine()))[0].kind, Kind::Resolved);
}

#[test]
fn what_is_well_at_the_first_look_after_a_silence_is_not_called_down() {
    let mut story = Story::quiet_in("22:00-07:00");
    story.wall = "2026-06-01T23:00:00Z".parse().unwrap();
    story.look(&a_is(DOWN));
    story.look(&a_is(DOWN));
    story.wall = "2026-06-02T07:00:00Z".parse().unwrap();
    // Whether it is over is believed at the second look.
    let effects = story.look(&all_fine());
    assert_eq!(published(&effects).problems.len(), 1);
    assert!(notices(&effects).is_empty(), "{effects:#?}");
    assert!(notices(&story.look(&all_fine())).is_empty());
}

#[test]
fn two_that_began_in_quiet_hours_are_one_summary() {
    let mut story = Story::quiet_in("22:00-07:00");
    story.wall = "2026-06-01T23:00:00Z".parse().unwrap();
    story.look(&a_and_b_are(DOWN));
    story.look(&a_and_b_are(DOWN));
    story.wall = "2026-06-02T07:00:00Z".parse().unwrap();
    let effects = story.look(&a_and_b_are(DOWN));
    let [notice] = &notices(&effects)[..] else { panic!("{effects:#?}") };
    assert_eq!(notice.kind, Kind::Summary);
    assert_eq!(notice.title, "Service A and Service B are overloaded");
    // The popup that named both goes with the last of them.
    story.look(&a_is(DOWN));
    let effects = story.look(&a_is(DOWN));
    assert!(!effects.iter().any(is_withdrawal), "{effects:#?}");
    story.look(&all_fine());
    let effects = story.look(&all_fine());
    assert!(effects.contains(&Effect::Withdraw(notice::SUMMARY.to_owned())), "{effects:#?}");
}

#[test]
fn what_ends_in_quiet_hours_is_taken_back_without_a_sound() {
    let mut story = Story::quiet_in("22:00-07:00");
    story.wall = "2026-06-01T21:58:00Z".parse().unwrap();
    story.look(&a_is(DOWN));
    assert_eq!(notices(&story.look(&a_is(DOWN))).len(), 1);
    story.wall = "2026-06-01T22:00:00Z".parse().unwrap();
    story.look(&all_fine());
    let effects = story.look(&all_fine());
    assert!(notices(&effects).is_empty());
    assert!(effects.contains(&Effect::Withdraw("a".to_owned())));
}

#[test]
fn what_the_desktop_did_not_show_is_told_again_until_somebody_hears_it() {
    let mut story = Story::new();
    story.look(&a_is(DOWN));
    let mut effects = story.look(&a_is(DOWN));
    for _ in 0..3 {
        let [notice] = &notices(&effects)[..] else { panic!("{effects:#?}") };
        assert!(story.event(Event::Unheard(notice.clone())).is_empty());
        effects = story.look(&a_is(DOWN));
    }
    assert_eq!(notices(&effects)[0].kind, Kind::Opened);
    assert!(notices(&story.look(&a_is(DOWN))).is_empty());
}

#[test]
fn what_came_while_nothing_was_shown_is_told_together_afterwards() {
    let mut story = Story::new();
    for (count, found) in [(2, a_is(DOWN)), (12, a_and_b_are(DOWN))] {
        for _ in 0..count {
            for notice in notices(&story.look(&found)) {
                story.event(Event::Unheard(notice));
            }
        }
    }
    let effects = story.look(&a_and_b_are(DOWN));
    let [notice] = &notices(&effects)[..] else { panic!("{effects:#?}") };
    assert_eq!(notice.kind, Kind::Summary);
    // That is over unsaid, if nobody has heard that it began.
    story.event(Event::Unheard(notice.clone()));
    story.look(&all_fine());
    assert!(notices(&story.look(&all_fine())).is_empty());
}

#[test]
fn a_recovery_that_the_desktop_did_not_show_takes_the_old_popup_back() {
    let mut story = Story::with_open(DOWN);
    story.look(&all_fine());
    let effects = story.look(&all_fine());
    let over = notices(&effects)[0].clone();
    assert_eq!(story.event(Event::Unheard(over)), [Effect::Withdraw("a".to_owned())]);
    assert!(notices(&story.look(&all_fine())).is_empty());
}

#[test]
fn three_that_begin_at_once_are_one_notice_and_so_is_their_end() {
    let all = |cause| round(FINE, &["a", "b", "c"].map(|id| (id, Some(cause))));
    let mut story = Story::watching(&["a", "b", "c"]);
    story.look(&all(DOWN));
    let effects = story.look(&all(DOWN));
    let [notice] = &notices(&effects)[..] else { panic!("{effects:#?}") };
    assert_eq!(notice.title, "Service A and 2 others are overloaded");
    story.look(&all(FINE));
    let effects = story.look(&all(FINE));
    let [notice] = &notices(&effects)[..] else { panic!("{effects:#?}") };
    assert_eq!((notice.key.as_str(), notice.kind), (notice::SUMMARY, Kind::Resolved));
    assert_eq!(notice.title, "Service A and 2 others work again");
}

// What the user sees.

#[test]
fn who_sees_an_error_is_answered_by_a_close_look_that_knows_of_it() {
    let mut story = Story::new();
    story.look(&all_fine());
    let effects = story.ask(saw("503"));
    let Effect::Heed(heeded) = &effects[0] else { panic!("{effects:#?}") };
    assert_eq!((heeded[0].service.as_str(), heeded[0].code.as_str()), ("a", "503"));
    assert!(closely(&effects));
    let effects = story.finish(&a_is_said_to_be(Cause::ServicePartial));
    let [notice] = &notices(&effects)[..] else { panic!("{effects:#?}") };
    assert_eq!((notice.key.as_str(), notice.kind), ("a", Kind::Opened));
    let view = published(&effects);
    assert_eq!(view.problems[0].confidence, Confidence::Possible);
    assert_eq!(view.badge, Badge::Partial, "nobody here has seen that it is down");
}

#[test]
fn what_is_only_reported_is_answered_and_never_announced_nor_said_to_be_over() {
    let mut story = Story::new();
    story.ask(saw("503"));
    story.finish(&a_is_said_to_be(Cause::ServicePartial));
    for _ in 0..3 {
        assert!(notices(&story.look(&a_is_said_to_be(Cause::ServicePartial))).is_empty());
    }
    story.after(Duration::from_hours(1));
    let effects = story.look(&a_is_said_to_be(Cause::ServicePartial));
    assert!(effects.contains(&Effect::Heed(vec![])), "an hour is enough: {effects:#?}");
    story.look(&all_fine());
    let effects = story.look(&all_fine());
    assert!(notices(&effects).is_empty() && effects.iter().any(is_withdrawal), "{effects:#?}");
    assert!(published(&effects).problems.is_empty());
}

#[test]
fn a_report_during_a_round_is_answered_by_the_next_one() {
    let mut story = Story::new();
    story.ask(Command::CheckNow);
    let effects = story.ask(saw("503"));
    assert!(matches!(effects[..], [Effect::Heed(_)]), "{effects:#?}");
    let effects = story.finish(&all_fine());
    assert!(closely(&effects) && notices(&effects).is_empty(), "{effects:#?}");
    assert_eq!(notices(&story.finish(&a_is_said_to_be(Cause::ServicePartial))).len(), 1);
}

#[test]
fn a_measured_fault_answers_a_report_once() {
    let mut story = Story::new();
    story.ask(saw("503"));
    assert_eq!(notices(&story.finish(&a_is(DOWN))).len(), 1);
    // Also where it was announced before.
    story.ask(saw("502"));
    assert_eq!(notices(&story.finish(&a_is(DOWN))).len(), 1);
}

#[test]
fn what_explains_a_report_puts_an_end_to_it() {
    let mut story = Story::new();
    story.ask(saw("503"));
    let effects = story.finish(&a_is(DOWN));
    assert!(effects.contains(&Effect::Heed(vec![])), "{effects:#?}");
    story.look(&all_fine());
    assert_eq!(notices(&story.look(&all_fine()))[0].kind, Kind::Resolved);
    // So does a fault of the network.
    story.ask(saw("503"));
    assert!(story.finish(&offline()).contains(&Effect::Heed(vec![])));
}

#[test]
fn a_code_of_which_nothing_comes_is_explained_on_the_page() {
    let mut story = Story::new();
    story.ask(saw("QX-1"));
    let effects = story.finish(&all_fine());
    let code = Effect::OpenCode { service: "a".to_owned(), code: "QX-1".to_owned() };
    assert!(effects.contains(&code), "{effects:#?}");
}

#[test]
fn who_reports_in_quiet_hours_or_a_pause_gets_the_page_and_who_sees_the_page_needs_nothing() {
    let mut story = Story::quiet_in("00:00-23:59");
    story.ask(saw("503"));
    let effects = story.finish(&a_is_said_to_be(Cause::ServicePartial));
    assert!(effects.contains(&Effect::OpenPage(Some("a".to_owned()))), "{effects:#?}");
    assert!(notices(&effects).is_empty());
    let mut story = Story::new();
    story.ask(Command::Pause(PauseFor::AnHour));
    story.ask(saw("503"));
    let effects = story.finish(&a_is_said_to_be(Cause::ServicePartial));
    assert!(effects.contains(&Effect::OpenPage(Some("a".to_owned()))), "{effects:#?}");
    let mut story = Story::new();
    story.watched = true;
    story.ask(saw("503"));
    let effects = story.finish(&a_is_said_to_be(Cause::ServicePartial));
    let opens = |it: &Effect| matches!(it, Effect::OpenPage(_) | Effect::OpenCode { .. });
    assert!(notices(&effects).is_empty() && !effects.iter().any(opens), "{effects:#?}");
}

#[test]
fn a_report_whose_round_is_lost_is_answered_by_the_next() {
    let mut story = Story::new();
    story.ask(saw("503"));
    let (round, _) = story.looks.remove(0);
    story.event(Event::Lost(round));
    let effects = story.look(&a_is_said_to_be(Cause::ServicePartial));
    // It is no round that somebody waits for, so that a second one must bear it out; the code is told at once.
    let told = |it: &Effect| matches!(it, Effect::OpenCode { .. } | Effect::Notify(_));
    assert!(effects.iter().any(told), "{effects:#?}");
}

// When to look.

#[test]
fn a_round_that_was_lost_is_made_again_in_its_time() {
    let mut story = Story::new();
    story.event(Event::Due);
    let (round, _) = story.looks.remove(0);
    let effects = story.event(Event::Lost(round));
    assert!(is_calm(wake(&effects)), "{effects:#?}");
    assert!(!published(&effects).checking);
    assert!(matches!(story.until_it_looks()[0], Effect::Look { .. }));
}

#[test]
fn as_long_as_somebody_watches_it_looks_often() {
    let mut story = Story::new();
    story.watched = true;
    assert!(wake(&story.look(&all_fine())) <= Story::QUICK);
    story.watched = false;
    assert!(is_calm(wake(&story.look(&all_fine()))));
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
    assert_eq!(effects, [Effect::Wake(Duration::from_secs(13))]);
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
    for _ in 0..4 {
        story.closely(&a_is(Cause::ServiceSlow));
    }
    for _ in 0..5 {
        let effects = story.look(&all_fine());
        assert_eq!(published(&effects).problems.len(), 1);
    }
    // From time to time it looks closely by itself.
    story.after(CLOSE_LOOKS);
    assert!(closely(&story.event(Event::Due)));
    story.finish(&all_fine());
    // Once it is not seen, it is looked at closely until that is sure.
    for _ in 0..3 {
        assert!(closely(&story.until_it_looks()));
        story.finish(&all_fine());
    }
    assert!(story.c.view().problems.is_empty());
}

#[test]
fn what_comes_and_goes_is_called_that() {
    let mut story = Story::with_open(DOWN);
    story.looks(3, &all_fine());
    let effects = story.looks(4, &a_is(DOWN));
    let told = published(&effects).problems[0].sentence.clone();
    let plainly = published(&Story::with_open(DOWN).look(&a_is(DOWN))).problems[0].sentence.clone();
    assert_ne!(told, plainly);
}

// What happens around the computer.

#[test]
fn a_change_of_the_network_is_looked_at_at_once_and_what_it_does_is_not_told() {
    let mut story = Story::new();
    story.look(&all_fine());
    story.after(Duration::from_secs(30));
    assert!(matches!(story.event(Event::NetworkChanged)[0], Effect::Look { .. }));
    // Names and addresses take some seconds to follow the link.
    let effects = story.finish(&offline());
    assert!(wake(&effects) <= AGAIN && published(&effects).badge == Badge::Checking);
    story.look(&offline());
    let effects = story.look(&all_fine());
    assert!(is_calm(wake(&effects)) && records(&effects).is_empty(), "{effects:#?}");
}

#[test]
fn a_network_that_stays_away_after_its_change_is_told() {
    let mut story = Story::new();
    story.look(&all_fine());
    story.event(Event::NetworkChanged);
    let effects = story.looks(6, &offline());
    assert_eq!(notices(&effects).len(), 1);
}

#[test]
fn before_the_network_is_up_a_start_tells_nothing_and_a_service_that_is_down_is_told() {
    let mut story = Story::new();
    story.c.start(story.moment);
    let effects = story.looks(4, &offline());
    assert!(notices(&effects).is_empty() && records(&effects).is_empty(), "{effects:#?}");
    story.look(&all_fine());
    let mut story = Story::new();
    story.c.start(story.moment);
    assert_eq!(notices(&story.looks(2, &a_is(DOWN))).len(), 1, "the network is up");
}

#[test]
fn a_cable_that_is_out_is_suspected_at_once() {
    let mut story = Story::new();
    story.look(&all_fine());
    story.event(Event::NetworkChanged);
    let unplugged = round(Cause::NoCarrier, &[("a", None), ("b", None)]);
    story.finish(&unplugged);
    assert_eq!(notices(&story.look(&unplugged)).len(), 1);
}

#[test]
fn changes_every_second_are_looked_at_less_and_less_often() {
    let mut story = Story::new();
    story.look(&all_fine());
    let mut looks = 0;
    for _ in 0..3600 {
        story.after(Duration::from_secs(1));
        story.event(Event::NetworkChanged);
        if story.due <= story.moment {
            story.event(Event::Due);
        }
        while !story.looks.is_empty() {
            looks += 1;
            story.finish(&all_fine());
        }
    }
    assert!((30..200).contains(&looks), "{looks} in an hour");
}

#[test]
fn what_a_sleep_did_is_not_told() {
    let mut story = Story::new();
    story.look(&all_fine());
    story.until_it_looks();
    story.event(Event::Sleeping);
    story.after(Duration::from_hours(48));
    // A round that began before the sleep ends after it, in vain.
    let (round, _) = story.looks.remove(0);
    let effects = story.event(Event::Woke);
    assert!(wake(&effects) <= WAKING_LOOK);
    let found = offline();
    let late = Finished {
        round,
        findings: found.0,
        report: found.1,
        bytes: 1,
        walks: 1,
        retry_after: BTreeMap::new(),
        in_tunnel: None,
    };
    story.event(Event::Finished(Box::new(late)));
    let effects = story.looks(3, &offline());
    assert!(notices(&effects).is_empty() && records(&effects).is_empty(), "{effects:#?}");
    story.look(&all_fine());
    let effects = story.look(&all_fine());
    assert!(is_calm(wake(&effects)) && notices(&effects).is_empty(), "{effects:#?}");
}

#[test]
fn a_network_that_does_not_come_back_from_a_sleep_is_told_in_the_end() {
    let mut story = Story::new();
    story.look(&all_fine());
    story.after(Duration::from_hours(8));
    story.event(Event::Woke);
    assert_eq!(notices(&story.looks(12, &offline())).len(), 1);
}

#[test]
fn a_sign_in_that_a_network_wants_is_shown_at_once_and_told_when_it_lasts() {
    let portal = round(Cause::CaptivePortal, &[("a", None), ("b", None)]);
    let mut story = Story::new();
    let effects = story.looks(2, &portal);
    assert_eq!(published(&effects).badge, Badge::MyNetwork);
    assert!(notices(&effects).is_empty());
    // Who has signed in hears nothing more.
    let effects = story.looks(2, &all_fine());
    assert!(notices(&effects).is_empty());
    let effects = story.looks(14, &portal);
    assert_eq!(notices(&effects).len(), 1, "it has lasted for minutes");
}

#[test]
fn after_a_restart_nothing_is_told_twice_and_its_end_is_told() {
    let story = Story::with_open(DOWN);
    let state = serde_json::to_string(&story.c.remember(story.now())).unwrap();
    let mut next = Story::new();
    let now = next.now();
    next.c.restore(serde_json::from_str(&state).unwrap(), now);
    let effects = next.looks(3, &a_is(DOWN));
    assert!(notices(&effects).is_empty() && records(&effects).is_empty(), "{effects:#?}");
    assert_eq!(published(&effects).problems.len(), 1);
    let effects = next.looks(2, &all_fine());
    assert_eq!(notices(&effects).iter().map(|it| it.kind).collect::<Vec<_>>(), [Kind::Resolved]);
}

#[test]
fn settings_that_cannot_be_used_change_nothing_and_are_shown() {
    let mut story = Story::with_open(DOWN);
    let effects = story.event(Event::Misconfigured("line 3: what?".to_owned()));
    let view = published(&effects);
    assert_eq!(view.upkeep.settings_problem.as_deref(), Some("line 3: what?"));
    assert_eq!((view.problems.len(), view.services.len()), (1, 2));
}

#[test]
fn a_service_that_is_not_watched_any_more_is_forgotten_without_a_word() {
    let mut story = Story::with_open(DOWN);
    let b = story.c.services[1].clone();
    let schedule = story.c.settings;
    let (asks_outside_tunnel, quiet) = (false, Quiet::default());
    let services = vec![b];
    let (words, references) = (Words::English, 4);
    let configured =
        Configured { words, schedule, services, references, asks_outside_tunnel, quiet };
    let effects = story.event(Event::Configured(Box::new(configured)));
    let view = published(&effects);
    assert_eq!((view.problems.len(), view.services.len()), (0, 1));
    assert!(notices(&effects).is_empty() && effects.iter().any(is_withdrawal), "{effects:#?}");
}

#[test]
fn another_language_is_spoken_at_once_of_what_is_open_too() {
    let mut story = Story::with_open(DOWN);
    let speak = |story: &mut Story, words| {
        story.event(Event::Configured(Box::new(Configured {
            words,
            schedule: story.c.settings,
            services: story.c.services.clone(),
            references: 4,
            asks_outside_tunnel: false,
            quiet: Quiet::default(),
        })))
    };
    let said = |c: &Controller| {
        let view = c.view();
        let [problem] = &view.problems[..] else { panic!("{view:#?}") };
        (view.headline.clone(), problem.title.clone(), problem.sentence.clone())
    };
    let english = said(&story.c);
    assert_eq!(english.1, "Service A is overloaded");
    let effects = speak(&mut story, Words::German);
    assert!(notices(&effects).is_empty(), "nothing has happened: {effects:#?}");
    let german = said(&story.c);
    assert_eq!(german.1, "Service A ist überlastet");
    assert_eq!(published(&effects).headline, german.0);
    assert_eq!((&german.0, &story.c.report().unwrap().summary.sentence), (&german.2, &german.2));
    // The next round says the same.
    assert!(notices(&story.look(&a_is(DOWN))).is_empty());
    assert_eq!(said(&story.c), german);
    speak(&mut story, Words::English);
    assert_eq!(said(&story.c), english);
}

#[test]
fn only_who_has_a_vpn_is_asked_whether_a_trial_may_go_around_it() {
    let story = Story::new();
    let mut story = Story { c: story.c.asking_before_outside(true), ..story };
    let mut asked = |in_tunnel| {
        story.in_tunnel = in_tunnel;
        story.look(&a_is(DOWN));
        story.c.view().asks_outside_tunnel
    };
    assert!(!asked(Some(false)));
    assert!(asked(Some(true)));
    // A round that did not look says nothing about it.
    assert!(asked(None));
    assert!(!asked(Some(false)));
}

#[test]
fn what_a_day_has_cost_is_shown_and_begins_anew_at_midnight() {
    let mut story = Story::new();
    story.look(&all_fine());
    story.look(&all_fine());
    let upkeep = story.c.view().upkeep;
    assert_eq!((upkeep.bytes_today, upkeep.bytes_allowed), (20_000, Some(30_000_000)));
    story.after(Duration::from_hours(12));
    story.event(Event::Metered(Some(true)));
    story.look(&all_fine());
    let upkeep = story.c.view().upkeep;
    assert_eq!((upkeep.bytes_today, upkeep.bytes_allowed), (10_000, Some(5_000_000)));
    assert!(upkeep.metered);
}

#[test]
fn a_round_of_a_part_leaves_the_others_as_they_were() {
    let mut story = Story::with_open(DOWN);
    let effects = story.looks(3, &a_and_b_are(DOWN));
    let view = published(&effects);
    let states = view.services.iter().map(|it| it.state).collect::<Vec<_>>();
    assert_eq!(states[0], Some(ServiceState::Down));
    let report = story.c.report().unwrap();
    let ids = report.services.iter().map(|it| it.id.as_str()).collect::<Vec<_>>();
    assert_eq!(ids, ["a", "b"], "in the order of the settings");
    assert_eq!(report.summary.cause, DOWN, "of all that is known");
}

// The teller.

/// A daemon, and the time.
struct Story {
    c: Controller,
    moment: Moment,
    wall: Timestamp,
    watched: bool,
    in_tunnel: Option<bool>,
    /// The rounds under way, the oldest first.
    looks: Vec<(u64, Plan)>,
    /// When it is going to wake up.
    due: Moment,
}

impl Story {
    const CALM: Duration = Duration::from_mins(3);
    const QUICK: Duration = Duration::from_secs(20);

    fn new() -> Self {
        Self::watching(&["a", "b"])
    }

    fn watching(ids: &[&str]) -> Self {
        let schedule = config::Schedule {
            interval: Self::CALM,
            quick: Self::QUICK,
            ..config::Schedule::default()
        };
        let service = |id: &&str| Watched {
            id: (*id).to_owned(),
            name: name(id),
            parts: 2,
            ..Watched::default()
        };
        let services = ids.iter().map(service).collect();
        let wall = "2026-06-01T12:00:00Z".parse().unwrap();
        let mut c = Controller::new(schedule, services, TimeZone::UTC).with(4, 7);
        let moment = Moment::from_secs(1000);
        // Not just started: what it does then has a story of its own.
        c.begin(moment);
        Self { c, moment, wall, watched: false, in_tunnel: None, looks: vec![], due: moment }
    }

    /// One that is not to speak at these hours.
    fn quiet_in(hours: &str) -> Self {
        let story = Self::new();
        Self { c: story.c.quiet_in(Quiet::read([hours]).unwrap()), ..story }
    }

    /// One in which `cause` is an open problem of service A.
    fn with_open(cause: Cause) -> Self {
        let mut story = Self::new();
        for _ in 0..4 {
            story.closely(&a_is(cause));
        }
        assert!(story.c.incidents.get("a").is_some());
        story
    }

    fn now(&self) -> Now {
        Now { moment: self.moment, wall: self.wall, watched: self.watched }
    }

    fn after(&mut self, time: Duration) {
        self.moment = Moment(self.moment.0 + time);
        self.wall += time;
    }

    fn event(&mut self, event: Event) -> Vec<Effect> {
        let effects = self.c.step(event, self.now());
        for effect in &effects {
            if let Effect::Look { round, plan, .. } = effect {
                self.looks.push((*round, plan.clone()));
            }
            if let Effect::Wake(after) = effect {
                self.due = Moment(self.moment.0 + *after);
            }
        }
        effects
    }

    fn ask(&mut self, command: Command) -> Vec<Effect> {
        self.event(Event::Asked(command))
    }

    /// Ends the oldest round that is under way: of what was `found` it saw only what it looked at.
    fn finish(&mut self, (findings, report): &(Findings, Report)) -> Vec<Effect> {
        self.after(Duration::from_secs(2));
        assert!(!self.looks.is_empty(), "nothing is under way");
        let (round, plan) = self.looks.remove(0);
        let (mut findings, mut report) = (findings.clone(), report.clone());
        findings.services.retain(|it| plan.services.contains_key(&it.id));
        report.services.retain(|it| plan.services.contains_key(&it.id));
        let retry_after = BTreeMap::new();
        let (bytes, walks) = (10_000, 8);
        self.event(Event::Finished(Box::new(Finished {
            round,
            findings,
            report,
            bytes,
            walks,
            retry_after,
            in_tunnel: self.in_tunnel,
        })))
    }

    /// Lets time pass until it looks, by itself.
    fn until_it_looks(&mut self) -> Vec<Effect> {
        for _ in 0..100 {
            self.after(self.due - self.moment);
            let effects = self.event(Event::Due);
            if !self.looks.is_empty() {
                return effects;
            }
        }
        panic!("it does not look");
    }

    /// The next round, an ordinary one unless something is suspected.
    fn look(&mut self, found: &(Findings, Report)) -> Vec<Effect> {
        if self.looks.is_empty() {
            self.until_it_looks();
        }
        self.finish(found)
    }

    /// So many rounds.
    fn looks(&mut self, count: usize, found: &(Findings, Report)) -> Vec<Effect> {
        (0..count).flat_map(|_| self.look(found)).collect()
    }

    /// The next round, whatever it is for, and a close one.
    fn closely(&mut self, found: &(Findings, Report)) -> Vec<Effect> {
        if self.looks.is_empty() {
            self.until_it_looks();
        }
        for round in self.c.rounds.values_mut() {
            round.closely = true;
        }
        self.finish(found)
    }
}

/// Whether the next look comes in the time of a calm day.
fn is_calm(wake: Duration) -> bool {
    (Story::CALM / 2..2 * Story::CALM).contains(&wake)
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
    effects.iter().any(|it| matches!(it, Effect::Look { closely: true, .. }))
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

fn saw(code: &str) -> Command {
    Command::Saw { service: "a".to_owned(), code: code.to_owned(), on: None }
}

/// Nothing is wrong with A but what the user says.
fn a_is_said_to_be(cause: Cause) -> (Findings, Report) {
    let (mut findings, mut report) = a_is(cause);
    let clean = Evidence {
        rule: "reported.clean_probe".to_owned(),
        says: Said::Text("This computer gets a good answer.".to_owned()),
        supports: true,
    };
    for diagnosis in [&mut findings.services[0].diagnosis, &mut report.services[0].diagnosis] {
        diagnosis.confidence = Confidence::Possible;
        diagnosis.evidence = vec![clean.clone()];
    }
    (findings, report)
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
    Diagnosis::plain(cause, Confidence::Certain, Extent::Service)
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
