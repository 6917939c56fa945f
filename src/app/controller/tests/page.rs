//! What is asked for on the page only.

use super::*;

fn saves(effects: &[Effect]) -> Vec<&Setting> {
    effects
        .iter()
        .filter_map(|it| if let Effect::Save(it) = it { Some(it) } else { None })
        .collect()
}

fn watching(ids: &[&str]) -> Event {
    let watched = |id: &&str| Watched {
        id: (*id).to_owned(),
        name: name(id),
        parts: 1,
        ..Watched::default()
    };
    Event::Configured(Box::new(Configured {
        words: Words::English,
        schedule: config::Schedule::default(),
        services: ids.iter().map(watched).collect(),
        references: 4,
        asks_outside_tunnel: false,
        quiet: Quiet::default(),
    }))
}

#[test]
fn what_helped_is_remembered_with_what_it_helped_against() {
    let mut story = Story::with_open(DOWN);
    let judged = |helped| Effect::Judged { cause: DOWN, remedy: Remedy::RestartDevice, helped };
    let ask =
        |helped| Command::Judge { key: "a".to_owned(), remedy: Remedy::RestartDevice, helped };
    assert!(story.ask(ask(false)).contains(&judged(false)));
    assert!(story.ask(ask(true)).contains(&judged(true)));
    let nobody =
        Command::Judge { key: "nobody".to_owned(), remedy: Remedy::RestartDevice, helped: true };
    assert!(story.ask(nobody).is_empty());
}

#[test]
fn what_the_phone_shows_is_weighed_by_a_close_look_that_begins_with_it() {
    let mut story = Story::new();
    let saw = |service: &str| Command::PhoneSaw { service: service.to_owned(), opens: true };
    let effects = story.ask(saw("a"));
    let heard = phone::Seen { service: "a".to_owned(), opens: true };
    assert!(effects.contains(&Effect::HearPhone(heard)) && closely(&effects), "{effects:#?}");
    // The one under way knows nothing of a second word: another one follows it.
    assert!(!closely(&story.ask(saw("b"))));
    assert!(closely(&story.finish(&all_fine())));
    assert!(story.ask(saw("nobody")).is_empty());
}

#[test]
fn settings_are_saved_and_nothing_changes_before_they_are() {
    let mut story = Story::new();
    let effects = story.ask(Command::Watch(vec!["b".to_owned()]));
    assert_eq!(saves(&effects), [&Setting::Services(vec!["b".to_owned()])]);
    assert_eq!(story.c.view().services.len(), 2);
    let effects = story.ask(Command::AllowOutsideTunnel(false));
    assert_eq!(saves(&effects), [&Setting::OutsideTunnel(OutsideTunnel::Never)]);
    let hours = vec!["22:00-07:00".to_owned()];
    let effects = story.ask(Command::KeepQuiet(hours.clone()));
    assert_eq!(saves(&effects), [&Setting::Quiet(hours)]);
}

#[test]
fn what_is_not_watched_any_more_is_no_problem_any_more() {
    let mut story = Story::with_open(DOWN);
    let effects = story.event(watching(&["b"]));
    assert!(effects.contains(&Effect::Withdraw("a".to_owned())), "{effects:#?}");
    let looks = effects.iter().any(|it| matches!(it, Effect::Look { .. }));
    assert!(looks, "what is new is looked at now: {effects:#?}");
    let view = story.c.view();
    assert_eq!((view.problems.len(), view.services.len()), (0, 1));
    assert!(records(&story.finish(&all_fine())).is_empty(), "it is not called over either");
}

#[test]
fn while_paused_other_settings_are_taken_in_quietly() {
    let mut story = Story::new();
    story.ask(Command::Pause(PauseFor::AnHour));
    let effects = story.event(watching(&["a", "b", "c"]));
    assert!(!effects.iter().any(|it| matches!(it, Effect::Look { .. })), "{effects:#?}");
    assert_eq!(published(&effects).services.len(), 3);
}

#[test]
fn the_first_start_ends_when_it_was_read_and_only_once() {
    let mut story = Story::new();
    assert!(story.ask(Command::Welcomed).is_empty(), "there was nothing to read");
    story.c.first_run = true;
    assert!(story.c.view().first_run);
    let effects = story.ask(Command::Welcomed);
    assert!(effects.contains(&Effect::Welcome) && !published(&effects).first_run);
}

#[test]
fn the_question_about_the_vpn_ends_with_its_answer() {
    let mut story = Story::new();
    (story.c.asks_outside_tunnel, story.c.in_tunnel) = (true, true);
    assert!(story.c.view().asks_outside_tunnel);
    let effects = story.event(watching(&["a", "b"]));
    assert!(!published(&effects).asks_outside_tunnel);
}
