//! What stands on the pages.

use streamdoctor::presentation::page::PagePath;
use streamdoctor::presentation::{Badge, ServiceState};

use streamdoctor::remedy::TrialResult;

use crate::access::states;
use crate::looks::half_way;
use crate::scene::{Stage, dns_down, fine, first_run, minutes_ago, overloaded, vpn_blocked};
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
            "It is your VPN",
            "Copy as text",
            "Ask your phone: is it Netflix",
            "Details",
            "Why we think so",
            "answered 403",
            "What it is not",
            "It is not an outage",
            "What was tried",
            "The last day",
            "The last week",
            "How long each part took",
            "Copy report for support",
        ],
    );
}

#[tokio::test]
async fn a_step_that_is_done_makes_room_for_the_next() {
    let stage = Stage::set(vpn_blocked());
    in_order(
        &page(&stage, "problem?key=netflix&done=turn_off_vpn").await,
        &[
            "Does it play now?",
            "You did: Turn off the VPN",
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

/// What a person reads of a piece of a page.
fn read(html: &str) -> String {
    html.split('<').map(|it| it.split_once('>').map_or(it, |(_, text)| text)).collect()
}

#[tokio::test]
async fn the_line_above_a_headline_adds_to_it_or_is_not_there() {
    let mut paused = fine();
    paused.badge = Badge::Paused;
    paused.headline = "Paused".to_owned();
    let mut possible = overloaded();
    possible.problems[0].title = "Disney+ may be overloaded".to_owned();
    possible.problems[0].sentence = "Disney+ may be overloaded; that is not sure.".to_owned();
    let more = [(paused, ""), (possible, "problem?key=disney_plus")];
    let mut lines = Vec::new();
    for (view, name) in states().into_iter().chain(more) {
        let page = page(&Stage::set(view), name).await;
        let (before, headline) = page.split_once("<h1 id=\"headline\">").unwrap();
        let headline = read(headline.split_once("</h1>").unwrap().0).to_lowercase();
        let Some((_, line)) = before.rsplit_once("class=\"kicker\"") else { continue };
        let line = read(line.split_once('>').unwrap().1);
        let adds = line.split_whitespace().any(|it| !headline.contains(&it.to_lowercase()));
        assert!(adds, "“{line}” above “{headline}”");
        lines.push(line);
    }
    assert!(lines.iter().any(|it| it.starts_with("Since ")), "{lines:?}");
    // Further down a problem is told by its title, and by what its sentence adds.
    let mut two = dns_down();
    two.problems[1].title = "Disney+ is overloaded".to_owned();
    two.problems[1].sentence = "Disney+ is overloaded; it is not you.".to_owned();
    let page = page(&Stage::set(two), "").await;
    in_order(&page, &["Also wrong", "<strong>Disney+ is overloaded</strong>", ">It is not you.<"]);
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
            "It may not be you: the fault may be at Disney+.",
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
            "It is probably the name server (DNS) that your network uses, not the services.",
            "It hits Netflix, YouTube, Prime Video, Disney+, Twitch and Spotify.",
            "Names (DNS)",
            "probably here",
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
    in_order(&page(&stage, "explain?code=nw-2-55").await, &["Did you mean", "explain?code=NW-2-5"]);
    in_order(
        &page(&stage, "explain?code=&service=netflix&on=tv").await,
        &["An error without a code", "Restart the router", "Ask your phone"],
    );
}

#[tokio::test]
async fn the_device_that_shows_it_changes_the_steps_and_the_picture() {
    let stage = Stage::set(vpn_blocked());
    let here = page(&stage, "problem?key=netflix").await;
    in_order(
        &here,
        &["This device", "Do this first", "Turn off the VPN", "Which device shows it?"],
    );
    let tv = page(&stage, "problem?key=netflix&on=tv").await;
    in_order(
        &tv,
        &[
            "This device",
            "Do this first",
            "Restart the TV",
            "These steps are for the TV or stick",
            "the TV or stick does not pass it",
        ],
    );
    assert!(tv.contains("aria-current=\"true\" id=\"on-tv\""), "{tv}");
    let stage = Stage::set(overloaded());
    in_order(
        &page(&stage, "problem?key=disney_plus&on=tv").await,
        &["Your TV", "not seen from here", "in the same network"],
    );
}

#[tokio::test]
async fn a_way_around_that_was_tried_is_in_the_picture() {
    let stage = Stage::set(vpn_blocked());
    in_order(&page(&stage, "").await, &["Your VPN", "is not let in", "without it, it works"]);
    stage.change(|view| view.problems[0].steps[0].trial = TrialResult::NotTried);
    assert!(!page(&stage, "").await.contains("without it, it works"));
}

#[tokio::test]
async fn whether_it_helped_is_asked_after_the_look_and_once() {
    let stage = Stage::set(vpn_blocked());
    let done = "problem?key=netflix&done=turn_off_vpn";
    let asks = "Does it play now?";
    assert!(!page(&stage, "problem?key=netflix").await.contains(asks), "nothing was done");
    assert!(page(&stage, done).await.contains(asks));
    let judged = format!("{done}&judged=turn_off_vpn&note=helped");
    let judged = page(&stage, &judged).await;
    assert!(!judged.contains(asks) && judged.contains("remembers that this helped"));
    stage.change(|view| view.checking = true);
    assert!(!page(&stage, done).await.contains(asks), "nobody knows yet");
}

#[tokio::test]
async fn what_was_done_may_be_judged_when_it_is_over() {
    let stage = Stage::set(vpn_blocked());
    let visitor = Visitor::enter(stage.link(PagePath::Home)).await;
    stage.change(|view| *view = fine());
    tokio::task::yield_now().await;
    let over = visitor.get("problem?key=netflix&done=turn_off_vpn").await.body;
    in_order(&over, &["This is over", "Does it play now?", "Yes, this helped"]);
    assert!(!visitor.get("problem?key=netflix").await.body.contains("Does it play now?"));
}

#[tokio::test]
async fn the_phone_is_asked_once_and_its_word_is_taken() {
    let stage = Stage::set(overloaded());
    let asked = page(&stage, "problem?key=disney_plus").await;
    in_order(
        &asked,
        &[
            "Ask your phone: is it Disney+, or is it here?",
            "QR code of https://www.disney-plus.example/",
            "Switch off Wi-Fi",
            "It opens",
            "It does not",
        ],
    );
    let answered = page(&stage, "problem?key=disney_plus&note=phone_opens").await;
    assert!(!answered.contains("QR code of") && answered.contains("so it is not the service"));
}

#[tokio::test]
async fn reports_to_hand_on_leave_addresses_out() {
    let stage = Stage::set(overloaded());
    let page = page(&stage, "problem?key=disney_plus").await;
    in_order(
        &page,
        &[
            "It is probably not you",
            "id=\"letter-support\"",
            "Cause: service.overloaded (likely)",
            "[address]",
        ],
    );
    let (_, letters) = page.split_once("A report to hand on").unwrap();
    assert!(!letters.contains("192.168.0.17"), "{letters}");
}

#[tokio::test]
async fn a_trial_outside_the_vpn_is_asked_for_only_where_it_is_open() {
    let asks = "May streamdoctor try it outside your VPN?";
    let mut view = vpn_blocked();
    view.asks_outside_tunnel = true;
    let stage = Stage::set(view);
    assert!(!page(&stage, "").await.contains(asks), "it was tried already");
    stage.change(|view| view.problems[0].steps[0].trial = TrialResult::NotTried);
    assert!(page(&stage, "").await.contains(asks));
    stage.change(|view| view.asks_outside_tunnel = false);
    assert!(!page(&stage, "").await.contains(asks), "it was answered already");
}

#[tokio::test]
async fn the_first_start_says_what_is_done_before_it_is_done_for_long() {
    let stage = Stage::set(first_run());
    in_order(
        &page(&stage, "").await,
        &[
            "What does your screen say?",
            "Looking for the first time",
            "streamdoctor runs now",
            "Every 3 minutes",
            "behind the small arrow",
            "Good, keep watching",
            "What is watched",
            "value=\"netflix\" checked",
            "Outside a VPN",
            "public name servers are asked",
            ": 1.1.1.1, 9.9.9.9.",
            "Start when I sign in",
            "Who is contacted",
            "www.netflix.example",
            "What is kept",
        ],
    );
    stage.change(|view| view.first_run = false);
    let later = page(&stage, "").await;
    assert!(!later.contains("Good, keep watching"));
    in_order(&later, &["Looking for the first time", "What does your screen say?"]);
}

#[tokio::test]
async fn while_a_round_runs_the_page_tells_what_is_known() {
    let stage = Stage::set(first_run());
    assert!(page(&stage, "").await.contains("Asking…"));
    stage.progress.send_replace(half_way());
    in_order(
        &page(&stage, "").await,
        &[
            "Your connection works.",
            "YouTube, Twitch and Spotify answer.",
            "Netflix: not all answers so far.",
            "Tried with another name server: the same.",
            "Tried outside the VPN: works.",
        ],
    );
    stage.change(|view| view.checking = false);
    assert!(!page(&stage, "").await.contains("Your connection works."));
}

#[tokio::test]
async fn the_sections_say_what_was_and_what_is_set() {
    let stage = Stage::set(fine());
    in_order(
        &page(&stage, "history").await,
        &[
            "How it was",
            "The last day",
            "trouble for 60 minutes",
            "The last week",
            "Netflix refuses your VPN",
            "Netflix is overloaded",
            "The last look, part by part",
            "timed out",
        ],
    );
    in_order(
        &page(&stage, "settings").await,
        &[
            "What is watched",
            "Watch these",
            "Allow it",
            "Quiet hours",
            "from 22:00 until 07:00",
            "Mute",
        ],
    );
    in_order(
        &page(&stage, "about").await,
        &["streamdoctor 0", "What it promises", "/home/me/.config"],
    );
}

#[tokio::test]
async fn muting_is_confirmed() {
    let stage = Stage::set(vpn_blocked());
    assert!(page(&stage, "problem?key=netflix").await.contains("Say nothing more about this"));
    assert!(
        page(&stage, "problem?key=netflix&note=muted")
            .await
            .contains("You will not be told about this any more")
    );
}

#[tokio::test]
async fn a_change_that_was_not_saved_is_not_called_saved() {
    let stage = Stage::set(fine());
    assert!(page(&stage, "settings?note=saved").await.contains("Saved."));
    stage.unsaved.send_replace(Some("the file has a mistake in it".to_owned()));
    let settings = page(&stage, "settings?note=saved").await;
    assert!(settings.contains("Not saved: the file has a mistake in it."), "{settings}");
    assert!(!settings.contains("Saved."));
}
