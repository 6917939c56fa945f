//! What stands on the pages.

use streamdoctor::presentation::page::PagePath;
use streamdoctor::presentation::{Badge, ServiceState};

use crate::scene::{Stage, dns_down, fine, minutes_ago, vpn_blocked};
use crate::web::Visitor;

async fn page(stage: &Stage, name: &str) -> String {
    let visitor = Visitor::enter(stage.link(PagePath::Home)).await;
    let answer = visitor.get(name).await;
    assert_eq!(answer.status, 200, "{name}");
    answer.body
}

/// Whether the parts stand there in this order.
#[track_caller]
fn in_order(page: &str, parts: &[&str]) {
    let mut rest = page;
    for part in parts {
        let at =
            rest.find(part).unwrap_or_else(|| panic!("not there, or not in order: {part}\n{page}"));
        rest = &rest[at + part.len()..];
    }
}

#[tokio::test]
async fn one_step_comes_first_and_the_others_keep_the_order_of_the_plan() {
    let stage = Stage::set(vpn_blocked());
    in_order(
        &page(&stage, "problem?key=netflix").await,
        &[
            "Netflix answers everybody but your VPN",
            "It is the VPN on the way, not your connection.",
            "Do this first",
            "Turn off the VPN",
            "tried: this works",
            "Done, check again",
            "Other things that help",
            "Try another network",
            "not tried",
            "See whether others have the problem",
            "href=\"https://help.netflix.com/en/is-netflix-down\"",
            "Use another DNS server",
            "tried: this does not help",
            "support for another exit",
            "cannot be tried from here",
            "Why we think so",
            "answered 403",
            "It is not an outage",
        ],
    );
}

#[tokio::test]
async fn a_step_that_is_done_makes_room_for_the_next() {
    let stage = Stage::set(vpn_blocked());
    in_order(
        &page(&stage, "problem?key=netflix&done=turn_off_vpn").await,
        &[
            "It is still there",
            "Try another network",
            "Other things that help",
            "Turn off the VPN",
            "you did this",
        ],
    );
    let later = minutes_ago(0).as_millisecond();
    let unanswered =
        page(&stage, &format!("problem?key=netflix&done=turn_off_vpn&asked={later}")).await;
    assert!(unanswered.contains("Looking whether that helped"), "the last look was before");
    stage.change(|view| view.checking = true);
    let waiting = page(&stage, "problem?key=netflix&done=turn_off_vpn").await;
    assert!(!waiting.contains("It is still there"), "nobody knows yet");
    assert!(waiting.contains("Looking whether that helped"));
}

#[tokio::test]
async fn when_all_is_done_nothing_is_asked_for_again() {
    let stage = Stage::set(vpn_blocked());
    let done = "&done=turn_off_vpn&done=try_another_network&done=check_service_status&done=change_dns&done=contact_support";
    let page = page(&stage, &format!("problem?key=netflix{done}")).await;
    assert!(page.contains("You have done all that is known to help"));
    assert_eq!(page.matches("you did this").count(), 5);
}

#[tokio::test]
async fn the_page_of_a_problem_that_went_away_says_so_and_how_long_it_lasted() {
    let stage = Stage::set(vpn_blocked());
    let visitor = Visitor::enter(stage.link(PagePath::Problem("netflix".to_owned()))).await;
    stage.change(|view| *view = fine());
    // The server hears of it between two requests.
    tokio::task::yield_now().await;
    in_order(
        &visitor.get("problem?key=netflix").await.body,
        &[
            "This is over: Netflix refuses your VPN",
            "It lasted 10 minutes",
            "How it is now",
            "Netflix",
            "answers",
            "All six",
        ],
    );
}

#[tokio::test]
async fn a_problem_that_was_never_seen_is_not_called_over() {
    let stage = Stage::set(fine());
    let page = page(&stage, "problem?key=netflix").await;
    assert!(page.contains("This problem is not seen any more"));
    assert!(!page.contains("This is over"));
}

#[tokio::test]
async fn a_service_that_is_held_leads_to_what_holds_it() {
    let stage = Stage::set(dns_down());
    let held = page(&stage, "problem?key=twitch").await;
    assert!(held.contains("The name server that your network uses does not answer"));
    let own = page(&stage, "problem?key=disney_plus").await;
    in_order(
        &own,
        &[
            "Disney+ answers 503 to you",
            "Perhaps it is not you: the fault is at Disney+.",
            "Also wrong",
            "No names (DNS)",
        ],
    );
}

#[tokio::test]
async fn home_shows_the_nearest_problem_whole_and_the_others_as_links() {
    let stage = Stage::set(dns_down());
    in_order(
        &page(&stage, "").await,
        &[
            "The name server that your network uses does not answer",
            "Most likely it is the name server (DNS) that your network uses, not the services.",
            "It hits Netflix, YouTube, Prime Video, Disney+, Twitch and Spotify.",
            "Names (DNS)",
            "most likely here",
            "Netflix and 5 others",
            "out of reach",
            "Also wrong",
            "problem?key=disney_plus",
            "What is watched",
            "hidden by that",
        ],
    );
}

#[tokio::test]
async fn a_calm_page_says_what_was_seen_and_asks_for_the_code() {
    let stage = Stage::set(fine());
    in_order(
        &page(&stage, "").await,
        &[
            "Checked",
            "2 minutes ago",
            "All is well",
            "All six services answer from here.",
            "What is watched",
            "Netflix",
            "answers",
            "34 ms",
            "href=\"https://status.twitch.com/\"",
            "What does your screen say?",
        ],
    );
}

#[tokio::test]
async fn every_state_of_a_service_has_a_sign_of_its_own_beside_its_word() {
    let mut view = fine();
    let states = [
        (Some(ServiceState::Up), "good"),
        (Some(ServiceState::Degraded), "partly"),
        (Some(ServiceState::Down), "bad"),
        (Some(ServiceState::Refused), "closed"),
        (Some(ServiceState::Held), "held"),
        (None, "busy"),
    ];
    for (line, (state, _)) in view.services.iter_mut().zip(states) {
        line.state = state;
    }
    let stage = Stage::set(view);
    let page = page(&stage, "").await;
    let list = page.split_once("<ul class=\"services\">").unwrap().1;
    in_order(
        list,
        &states.map(|(_, sign)| format!("href=\"#{sign}\"")).each_ref().map(String::as_str),
    );
}

#[tokio::test]
async fn while_paused_the_way_back_stands_where_pause_was() {
    let stage = Stage::set(fine());
    assert!(page(&stage, "").await.contains("value=\"half_an_hour\""));
    stage.change(|view| {
        view.badge = Badge::Paused;
        view.paused_until = Some(minutes_ago(-30));
    });
    let paused = page(&stage, "").await;
    assert!(paused.contains("Nothing is looked at until"));
    assert!(paused.contains("value=\"resume\"") && !paused.contains("value=\"half_an_hour\""));
}

#[tokio::test]
async fn a_code_is_explained_and_an_unknown_one_is_said_to_be() {
    let stage = Stage::set(fine());
    in_order(
        &page(&stage, "explain?code=nw-2-5").await,
        &[
            "NW-2-5",
            "Netflix: this usually means",
            "cannot reach Netflix",
            "What helps",
            "Restart the router",
            "href=\"https://help.netflix.com/en/node/14424\"",
        ],
    );
    assert!(page(&stage, "explain?code=zzz").await.contains("This code is not known here"));
    assert!(page(&stage, "explain?code=").await.contains("What does your screen say?"));
    assert_eq!(*stage.explained.lock().unwrap(), ["nw-2-5", "zzz"]);
}

#[tokio::test]
async fn muting_is_confirmed() {
    let stage = Stage::set(vpn_blocked());
    assert!(page(&stage, "problem?key=netflix").await.contains("Say nothing more about this"));
    assert!(
        page(&stage, "problem?key=netflix&muted=yes")
            .await
            .contains("You will not be told about this any more")
    );
}
