//! Everything that is tried to get in, to act, or to wear the page out.

use std::time::Duration;

use streamdoctor::diagnosis::reported::Device;
use streamdoctor::presentation::page::PagePath;
use streamdoctor::presentation::{Command, PauseFor};
use streamdoctor::remedy::Remedy;
use tokio::io::AsyncWriteExt as _;

use crate::scene::{Stage, fine, vpn_blocked};
use crate::web::{Ask, Visitor, connect, finish, path_of, send};

const WORDS: &str = "This page belongs to the streamdoctor that runs in your session";

/// What must stand on every response.
const ALWAYS: [(&str, &str); 6] = [
    (
        "content-security-policy",
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; \
         form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("cache-control", "no-store"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("x-frame-options", "DENY"),
];

#[tokio::test]
async fn a_ticket_opens_once_and_leads_to_its_page() {
    let stage = Stage::set(vpn_blocked());
    let visitor = Visitor::enter(stage.link(PagePath::Problem("netflix".to_owned()))).await;
    assert_eq!(visitor.target, format!("{}problem?key=netflix", visitor.root));
    assert!(visitor.get("problem?key=netflix").await.body.contains("Turn off the VPN"));

    let again = Ask::get(&visitor.link, &path_of(&visitor.link)).send(&visitor.link).await;
    assert_eq!(again.status, 403);
    assert!(again.body.contains("opens once"), "{}", again.body);
    assert_eq!(again.header("set-cookie"), None);
}

#[tokio::test]
async fn the_cookie_is_strict_hidden_from_scripts_and_bound_to_a_random_path() {
    let stage = Stage::set(fine());
    let link = stage.link(PagePath::Home);
    let answer = Ask::get(&link, &path_of(&link)).with("Sec-Fetch-Site", "none").send(&link).await;
    let cookie = answer.header("set-cookie").unwrap();
    let root = answer.header("location").unwrap();
    assert!(root.len() > 16);
    assert!(cookie.ends_with(&format!("; Path={root}; HttpOnly; SameSite=Strict")), "{cookie}");
    assert_eq!(answer.header("referrer-policy"), Some("no-referrer"));
}

#[tokio::test]
async fn a_browser_that_does_not_say_who_began_gets_a_page_instead_of_a_redirect() {
    let stage = Stage::set(fine());
    for site in [None, Some("cross-site")] {
        let link = stage.link(PagePath::Home);
        let mut ask = Ask::get(&link, &path_of(&link));
        if let Some(site) = site {
            ask = ask.with("Sec-Fetch-Site", site);
        }
        let answer = ask.send(&link).await;
        assert_eq!(answer.status, 200);
        assert!(answer.header("set-cookie").is_some());
        assert!(
            answer.body.contains("http-equiv=\"refresh\" content=\"0;url=/"),
            "{}",
            answer.body
        );
    }
}

#[tokio::test]
async fn a_ticket_is_worthless_after_half_a_minute() {
    let stage = Stage::set(fine());
    let early = stage.link(PagePath::Home);
    tokio::time::pause();
    tokio::time::advance(Duration::from_secs(29)).await;
    let late = stage.link(PagePath::Home);
    tokio::time::advance(Duration::from_secs(1)).await;
    tokio::time::resume();
    assert_eq!(Ask::get(&early, &path_of(&early)).send(&early).await.status, 403);
    assert_eq!(Ask::get(&late, &path_of(&late)).send(&late).await.status, 200);
}

#[tokio::test]
async fn forged_tickets_and_cookies_open_nothing() {
    let stage = Stage::set(fine());
    let link = stage.link(PagePath::Home);
    for query in ["", "?ticket=", &format!("?ticket={}", "0".repeat(64)), "?ticket=%00"] {
        let answer = Ask::get(&link, &format!("/open{query}")).send(&link).await;
        assert_eq!((answer.status, answer.header("set-cookie")), (403, None), "{query}");
    }
    let visitor = Visitor::enter(link).await;
    for cookie in
        ["streamdoctor=", "streamdoctor=0", &visitor.cookie[..visitor.cookie.len() - 1], "x"]
    {
        let answer = visitor.ask("").with("Cookie", cookie).send(&visitor.link).await;
        assert_eq!(answer.status, 403, "{cookie}");
        assert!(answer.body.contains(WORDS));
        assert!(!answer.body.contains("Netflix"));
    }
    assert_eq!(visitor.ask("").without("Cookie").send(&visitor.link).await.status, 403);
}

#[tokio::test]
async fn the_cookie_of_another_run_opens_nothing() {
    let first = Stage::set(fine());
    let second = Stage::set(fine());
    let visitor = Visitor::enter(first.link(PagePath::Home)).await;
    let other = Visitor::enter(second.link(PagePath::Home)).await;
    assert_ne!(visitor.root, other.root);
    assert_eq!(other.ask("").with("Cookie", &visitor.cookie).send(&other.link).await.status, 403);
}

#[tokio::test]
async fn without_the_cookie_nothing_is_there_at_all() {
    let stage = Stage::set(fine());
    let visitor = Visitor::enter(stage.link(PagePath::Home)).await;
    for name in [
        "",
        "problem?key=netflix",
        "explain?code=1",
        "events",
        "style.css",
        "script.js",
        "icon.svg",
        "card.svg?key=netflix",
        "history",
        "settings",
        "about",
        "nowhere",
    ] {
        let answer = visitor.ask(name).without("Cookie").send(&visitor.link).await;
        assert_eq!(answer.status, 403, "{name}");
    }
    assert!(stage.explained.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_name_that_was_rebound_to_this_computer_is_not_ours() {
    let stage = Stage::set(fine());
    let visitor = Visitor::enter(stage.link(PagePath::Home)).await;
    let port = visitor.link.port().unwrap();
    for host in
        [format!("evil.example:{port}"), format!("localhost:{port}"), "127.0.0.1".to_owned()]
    {
        let answer = visitor.ask("").with("Host", &host).send(&visitor.link).await;
        assert_eq!(answer.status, 421, "{host}");
        // Not even a ticket helps there.
        let link = stage.link(PagePath::Home);
        let answer = Ask::get(&link, &path_of(&link)).with("Host", &host).send(&link).await;
        assert_eq!((answer.status, answer.header("set-cookie")), (421, None), "{host}");
    }
    let absolute = format!(
        "GET http://evil.example/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n"
    );
    assert_eq!(send(&visitor.link, absolute).await.status, 421);
    assert_eq!(send(&visitor.link, "GET / HTTP/1.0\r\n\r\n").await.status, 421);
}

#[tokio::test]
async fn other_sites_can_neither_read_nor_act_even_with_the_cookie() {
    let mut stage = Stage::set(fine());
    let visitor = Visitor::enter(stage.link(PagePath::Home)).await;
    let token = visitor.token().await;
    let form = format!("token={token}&back=&do=check_now");
    for (name, value) in [
        ("Origin", "http://evil.example"),
        ("Origin", "null"),
        ("Origin", "http://127.0.0.1:1"),
        ("Sec-Fetch-Site", "cross-site"),
        ("Sec-Fetch-Site", "same-site"),
    ] {
        assert_eq!(
            visitor.ask("").with(name, value).send(&visitor.link).await.status,
            403,
            "{name} {value}"
        );
        assert_eq!(
            visitor.post(&form).with(name, value).send(&visitor.link).await.status,
            403,
            "{name} {value}"
        );
    }
    // Whoever posts must say where from.
    assert_eq!(visitor.post(&form).without("Origin").send(&visitor.link).await.status, 403);
    assert!(stage.commands.try_recv().is_err());
    assert!(!visitor.get("").await.head.to_lowercase().contains("access-control"));
}

#[tokio::test]
async fn a_form_without_the_token_does_nothing() {
    let mut stage = Stage::set(fine());
    let visitor = Visitor::enter(stage.link(PagePath::Home)).await;
    let zeros = "0".repeat(64);
    for form in [
        "back=&do=check_now",
        "token=&back=&do=check_now",
        &format!("token={zeros}&back=&do=check_now"),
    ] {
        assert_eq!(visitor.post(form).send(&visitor.link).await.status, 403, "{form}");
    }
    assert!(stage.commands.try_recv().is_err());
}

#[tokio::test]
async fn the_forms_ask_for_their_commands_and_lead_back() {
    let mut stage = Stage::set(vpn_blocked());
    let visitor = Visitor::enter(stage.link(PagePath::Home)).await;
    let token = visitor.token().await;
    for (form, command, back) in [
        ("back=&do=check_now", Command::CheckNow, ""),
        (
            "back=problem?key%3Dnetflix&do=check_now&step=turn_off_vpn",
            Command::CheckNow,
            "problem?key=netflix&done=turn_off_vpn&asked=",
        ),
        ("back=&do=pause&for=half_an_hour", Command::Pause(PauseFor::HalfAnHour), ""),
        ("back=&do=pause&for=an_hour", Command::Pause(PauseFor::AnHour), ""),
        ("back=&do=pause&for=until_tomorrow", Command::Pause(PauseFor::UntilTomorrow), ""),
        ("back=&do=resume", Command::Resume, ""),
        (
            "back=problem?key%3Dnetflix&do=mute&key=netflix",
            Command::Mute("netflix".to_owned()),
            "problem?key=netflix&note=muted",
        ),
        (
            "back=problem?key%3Dnetflix&do=remind&key=netflix",
            Command::Remind("netflix".to_owned()),
            "problem?key=netflix&note=remind",
        ),
        (
            "back=&do=await&service=netflix",
            Command::AwaitReturn { service: "netflix".to_owned(), awaited: true },
            "?note=awaited",
        ),
        (
            "back=problem?key%3Dnetflix%26done%3Dturn_off_vpn&do=judge&key=netflix&step=turn_off_vpn&helped=yes",
            Command::Judge { key: "netflix".to_owned(), remedy: Remedy::TurnOffVpn, helped: true },
            "problem?key=netflix&done=turn_off_vpn&judged=turn_off_vpn&note=helped",
        ),
        (
            "back=problem?key%3Dnetflix&do=phone&service=netflix&opens=no",
            Command::PhoneSaw { service: "netflix".to_owned(), opens: false },
            "problem?key=netflix&note=phone_fails",
        ),
        (
            "back=&do=saw&code=503&service=twitch&on=tv",
            Command::Saw {
                service: "twitch".to_owned(),
                code: "503".to_owned(),
                on: Some(Device::Tv),
            },
            "explain?code=503&on=tv&service=twitch",
        ),
        // A code that one service alone has says by itself where it was seen.
        (
            "back=&do=saw&code=nw-2-5&service=&on=",
            Command::Saw { service: "netflix".to_owned(), code: "nw-2-5".to_owned(), on: None },
            "explain?code=nw-2-5&service=netflix",
        ),
        (
            "back=settings&do=watch&service=netflix&service=arte",
            Command::Watch(vec!["netflix".to_owned(), "arte".to_owned()]),
            "settings?note=saved",
        ),
        (
            "back=settings&do=outside&allow=no",
            Command::AllowOutsideTunnel(false),
            "settings?note=saved",
        ),
        ("back=settings&do=login&allow=yes", Command::StartAtLogin(true), "settings?note=saved"),
        (
            "back=settings&do=quiet&set=yes&from=22%3A30&until=06%3A00",
            Command::KeepQuiet(vec!["22:30-06:00".to_owned()]),
            "settings?note=saved",
        ),
        ("back=settings&do=quiet&set=no", Command::KeepQuiet(Vec::new()), "settings?note=saved"),
        (
            "back=settings&do=mute_service&service=twitch&muted=yes",
            Command::MuteService { service: "twitch".to_owned(), muted: true },
            "settings?note=saved",
        ),
        ("back=&do=welcomed", Command::Welcomed, ""),
    ] {
        let answer = visitor.post(&format!("token={token}&{form}")).send(&visitor.link).await;
        assert_eq!(answer.status, 303, "{form}");
        let location = answer.header("location").unwrap();
        let target = match location.split_once("asked=") {
            Some((before, _)) => format!("{before}asked="),
            None => location.to_owned(),
        };
        assert_eq!(target, format!("{}{back}", visitor.root));
        assert_eq!(stage.commands.try_recv(), Ok(command));
    }
}

#[tokio::test]
async fn forms_that_are_not_ours_do_nothing() {
    let mut stage = Stage::set(vpn_blocked());
    let visitor = Visitor::enter(stage.link(PagePath::Home)).await;
    let token = visitor.token().await;
    for form in [
        "back=&do=quit",
        "back=&do=open_status_page&key=netflix",
        "back=&do=mute&key=nobody",
        "back=&do=remind&key=nobody",
        "back=&do=await&service=nobody",
        "back=&do=judge&key=nobody&step=turn_off_vpn&helped=yes",
        "back=&do=judge&key=netflix&step=format_disk&helped=yes",
        "back=&do=judge&key=netflix&step=turn_off_vpn&helped=perhaps",
        "back=&do=phone&service=nobody&opens=yes",
        "back=&do=saw&code=503&service=nobody",
        "back=&do=watch&service=netflix&service=nobody",
        "back=&do=quiet&set=yes&from=25%3A00&until=07%3A00",
        "back=&do=quiet&set=yes&from=07%3A00&until=07%3A00",
        "back=&do=outside",
        "back=&do=pause",
        "back=&do=pause&for=ever",
        "back=https://evil.example/&do=check_now",
        "back=//evil.example/&do=check_now",
        "back=/&do=check_now",
        "do=check_now",
        "back=",
        "\u{0}\u{ff}",
    ] {
        let answer = visitor.post(&format!("token={token}&{form}")).send(&visitor.link).await;
        assert_eq!(answer.status, 400, "{form}");
    }
    let form = format!("token={token}&back=&do=check_now");
    for kind in ["text/plain", "application/json", "multipart/form-data; boundary=x"] {
        let answer = visitor.post(&form).with("Content-Type", kind).send(&visitor.link).await;
        assert_eq!(answer.status, 400, "{kind}");
    }
    assert!(stage.commands.try_recv().is_err());
}

#[tokio::test]
async fn reading_changes_nothing() {
    let mut stage = Stage::set(vpn_blocked());
    let visitor = Visitor::enter(stage.link(PagePath::Home)).await;
    let token = visitor.token().await;
    let form = format!("token={token}&back=&do=check_now");
    assert_eq!(visitor.get(&format!("command?{form}")).await.status, 405);
    for name in [
        format!("?{form}"),
        format!("problem?key=netflix&{form}"),
        format!("explain?code=503&{form}"),
    ] {
        assert_eq!(visitor.get(&name).await.status, 200);
    }
    for method in ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "HEAD", "CONNECT", "FOO"] {
        let answer = visitor.ask("").method(method).send(&visitor.link).await;
        assert!(matches!(answer.status, 400 | 405), "{method}: {}", answer.status);
    }
    assert_eq!(visitor.post(&form).method("GET").send(&visitor.link).await.status, 405);
    assert!(stage.commands.try_recv().is_err());
}

#[tokio::test]
async fn unknown_paths_are_not_found() {
    let stage = Stage::set(fine());
    let visitor = Visitor::enter(stage.link(PagePath::Home)).await;
    for name in [
        "nowhere",
        "../",
        "..%2f..%2fetc%2fpasswd",
        "style.css/",
        "problem",
        "%00",
        "problem/netflix",
    ] {
        assert_eq!(visitor.get(name).await.status, 404, "{name}");
    }
    let outside =
        Ask::get(&visitor.link, "/").with("Cookie", &visitor.cookie).send(&visitor.link).await;
    assert_eq!(outside.status, 404);
}

#[tokio::test]
async fn every_response_forbids_what_is_not_ours() {
    let stage = Stage::set(fine());
    let visitor = Visitor::enter(stage.link(PagePath::Home)).await;
    let mut answers = Vec::new();
    for name in [
        "",
        "problem?key=x",
        "explain?code=1",
        "style.css",
        "script.js",
        "icon.svg",
        "nowhere",
        "command",
    ] {
        answers.push((name, visitor.get(name).await));
    }
    answers.push(("no cookie", visitor.ask("").without("Cookie").send(&visitor.link).await));
    answers.push(("wrong host", visitor.ask("").with("Host", "x").send(&visitor.link).await));
    answers.push(("no form", visitor.post("x").send(&visitor.link).await));
    let link = stage.link(PagePath::Home);
    answers.push(("ticket", Ask::get(&link, &path_of(&link)).send(&link).await));
    answers.push(("used ticket", Ask::get(&link, &path_of(&link)).send(&link).await));
    for (name, answer) in answers {
        for (header, value) in ALWAYS {
            assert_eq!(answer.header(header), Some(value), "{name}: {header}");
        }
        let policy = answer.header("referrer-policy").unwrap();
        assert!(matches!(policy, "no-referrer" | "same-origin"), "{name}: {policy}");
    }
}

#[tokio::test]
async fn pages_load_nothing_from_elsewhere_and_have_nothing_inline() {
    let stage = Stage::set(vpn_blocked());
    let visitor = Visitor::enter(stage.link(PagePath::Home)).await;
    for name in [
        "",
        "problem?key=netflix",
        "problem?key=netflix&on=tv",
        "problem?key=gone",
        "explain?code=NW-2-5",
        "history",
        "settings",
        "about",
    ] {
        let page = visitor.get(name).await.body;
        for part in page.split(" src=\"").skip(1) {
            assert!(part.starts_with(&visitor.root), "{name}: {}", &part[..40]);
        }
        for part in page.split("<link ").skip(1) {
            let href = part.split("href=\"").nth(1).unwrap();
            assert!(href.starts_with(&visitor.root), "{name}: {}", &href[..40]);
        }
        for inline in [" style=\"", "<style", " onclick", " onload", "javascript:"] {
            assert!(!page.contains(inline), "{name}: {inline}");
        }
        for anchor in page.split("<a ").skip(1).map(|it| it.split('>').next().unwrap()) {
            let external = anchor.contains("href=\"http");
            assert!(
                !external || anchor.contains("rel=\"noreferrer noopener\""),
                "{name}: {anchor}"
            );
        }
    }
}

#[tokio::test]
async fn markup_from_the_network_is_text() {
    let nasty = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&";
    let mut view = vpn_blocked();
    let problem = &mut view.problems[0];
    for text in [&mut problem.key, &mut problem.title, &mut problem.sentence] {
        nasty.clone_into(text);
    }
    for texts in [&mut problem.evidence, &mut problem.ruled_out, &mut problem.services] {
        *texts = vec![nasty.to_owned()];
    }
    for step in &mut problem.steps {
        nasty.clone_into(&mut step.title);
        step.steps = vec![nasty.to_owned(); 2];
        step.link = Some(format!("javascript:{nasty}"));
    }
    for service in &mut view.services {
        for text in [&mut service.id, &mut service.name, &mut service.word] {
            nasty.clone_into(text);
        }
        service.problem = Some(nasty.to_owned());
        service.status_page = Some(format!("javascript:{nasty}"));
    }
    nasty.clone_into(&mut view.headline);
    nasty.clone_into(&mut view.network);
    let stage = Stage::set(view);
    let visitor = Visitor::enter(stage.link(PagePath::Problem(nasty.to_owned()))).await;
    let below = visitor.target.strip_prefix(&visitor.root).unwrap().to_owned();
    let code = url::form_urlencoded::byte_serialize(nasty.as_bytes()).collect::<String>();
    for name in ["", &below, &format!("explain?code={code}")] {
        let answer = visitor.get(name).await;
        assert_eq!(answer.status, 200);
        assert!(answer.body.contains("&lt;script&gt;"), "{name}");
        for raw in ["<script>", "<img", "javascript:"] {
            assert!(!answer.body.contains(raw), "{name}: {raw}");
        }
    }
}

#[tokio::test]
async fn heads_and_bodies_are_bounded() {
    let mut stage = Stage::set(fine());
    let visitor = Visitor::enter(stage.link(PagePath::Home)).await;
    let token = visitor.token().await;
    let large = visitor.ask("").with("X-Filler", &"x".repeat(9 * 1024)).send(&visitor.link).await;
    assert_eq!(large.status, 431);
    let fits = visitor.ask("").with("X-Filler", &"x".repeat(6 * 1024)).send(&visitor.link).await;
    assert_eq!(fits.status, 200);

    let form = format!("token={token}&back=&do=check_now&filler={}", "x".repeat(17 * 1024));
    assert_eq!(visitor.post(&form).send(&visitor.link).await.status, 413);
    let mut stream = connect(&visitor.link).await;
    let head = format!(
        "POST {}command HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\nCookie: {}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n",
        visitor.root,
        visitor.cookie,
        port = visitor.link.port().unwrap(),
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    for _ in 0..64 {
        if stream.write_all(format!("400\r\n{}\r\n", "x".repeat(1024)).as_bytes()).await.is_err() {
            break;
        }
    }
    assert_eq!(finish(stream).await.status, 413);
    assert!(stage.commands.try_recv().is_err());
}

#[tokio::test]
async fn who_dawdles_is_cut_off_after_five_seconds() {
    let mut stage = Stage::set(fine());
    let visitor = Visitor::enter(stage.link(PagePath::Home)).await;
    let token = visitor.token().await;
    let port = visitor.link.port().unwrap();

    let mut head = connect(&visitor.link).await;
    head.write_all(format!("GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nX-Slow: ").as_bytes())
        .await
        .unwrap();
    let mut body = connect(&visitor.link).await;
    let form = format!(
        "POST {}command HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\nCookie: {}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\nConnection: close\r\n\r\n\
         token={token}&back=&do=check_now",
        visitor.root, visitor.cookie
    );
    body.write_all(form.as_bytes()).await.unwrap();
    // Both are being waited for once another request has been served.
    assert_eq!(visitor.get("").await.status, 200);

    tokio::time::pause();
    tokio::time::advance(Duration::from_millis(5_001)).await;
    tokio::time::resume();
    assert_ne!(finish(head).await.status, 200);
    assert_eq!(finish(body).await.status, 408);
    assert!(stage.commands.try_recv().is_err());
}

#[tokio::test]
async fn connections_are_bounded_and_places_come_free_again() {
    let stage = Stage::set(fine());
    let visitor = Visitor::enter(stage.link(PagePath::Home)).await;
    let mut held = Vec::new();
    for _ in 0..16 {
        held.push(connect(&visitor.link).await);
    }
    let crowded = finish(connect(&visitor.link).await).await;
    assert_eq!(crowded.status, 503);
    assert!(crowded.body.contains("Too many pages"), "{}", crowded.body);
    drop(held);
    // The server notices the closed ones as it comes to them.
    let mut status = 503;
    for _ in 0..100 {
        status = visitor.get("").await.status;
        if status == 200 {
            break;
        }
    }
    assert_eq!(status, 200);
}

#[tokio::test]
async fn open_pages_are_counted_and_bounded() {
    let stage = Stage::set(fine());
    let visitor = Visitor::enter(stage.link(PagePath::Home)).await;
    let mut open = Vec::new();
    for count in 1..=8 {
        let mut stream = connect(&visitor.link).await;
        let ask = format!(
            "GET {}events HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nCookie: {}\r\n\r\n",
            visitor.root,
            visitor.link.port().unwrap(),
            visitor.cookie
        );
        stream.write_all(ask.as_bytes()).await.unwrap();
        let mut first = [0; 12];
        tokio::io::AsyncReadExt::read_exact(&mut stream, &mut first).await.unwrap();
        assert_eq!(&first, b"HTTP/1.1 200");
        assert_eq!(stage.server.viewers(), count);
        open.push(stream);
    }
    assert_eq!(visitor.get("events").await.status, 204);
    drop(open);
    stage.viewed_by(0).await;
}

#[tokio::test]
async fn a_flood_of_refusals_is_answered_briefly_and_locks_nobody_out() {
    let stage = Stage::set(fine());
    let visitor = Visitor::enter(stage.link(PagePath::Home)).await;
    let mut refused = 0;
    // A slow machine gives the budget time to grow, by one a second.
    while visitor.ask("").without("Cookie").send(&visitor.link).await.status == 403 {
        refused += 1;
        assert!(refused < 1000);
    }
    assert!(refused >= 30);
    assert_eq!(visitor.get("").await.status, 200);
    Visitor::enter(stage.link(PagePath::Home)).await;
}

#[tokio::test]
async fn garbage_is_survived() {
    let stage = Stage::set(fine());
    let visitor = Visitor::enter(stage.link(PagePath::Home)).await;
    for bytes in [
        &b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"[..],
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"\x00\x00\x00\x00\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"GET  HTTP/9.9\r\n\r\n",
        b"POST /command HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        b"\r\n\r\n\r\n\r\n",
    ] {
        let mut stream = connect(&visitor.link).await;
        stream.write_all(bytes).await.unwrap();
        stream.shutdown().await.unwrap();
        assert_ne!(finish(stream).await.status, 200);
    }
    assert_eq!(visitor.get("").await.status, 200);
}

#[tokio::test]
async fn neither_ticket_nor_cookie_nor_token_is_ever_logged() {
    let stage = Stage::set(vpn_blocked());
    let visitor = Visitor::enter(stage.link(PagePath::Home)).await;
    let token = visitor.token().await;
    let live = stage.link(PagePath::Home);
    visitor.post(&format!("token={token}&back=&do=check_now")).send(&visitor.link).await;
    visitor.post(&format!("token={token}&back=&do=nonsense")).send(&visitor.link).await;
    Ask::get(&live, &path_of(&live)).with("Host", "evil.example").send(&live).await;
    Ask::get(&live, &path_of(&visitor.link)).send(&live).await;
    send(&live, format!("GET {} HTTP/1.1\r\nbad header\r\n\r\n", path_of(&live))).await;
    send(&live, format!("GET {} HTTP/1.1\r\nX: {}", path_of(&live), "x".repeat(9000))).await;
    tracing::debug!(server = ?stage.server);

    let log = crate::scene::log();
    assert!(log.contains("refused"), "the log was listened to: {log}");
    let secrets = [
        live.query().unwrap().trim_start_matches("ticket="),
        visitor.link.query().unwrap().trim_start_matches("ticket="),
        visitor.cookie.trim_start_matches("streamdoctor="),
        visitor.root.trim_matches('/'),
        &token,
    ];
    for secret in secrets {
        assert!(secret.len() >= 16);
        assert!(!log.contains(&secret[..12]), "{log}");
    }
}

#[tokio::test]
async fn dropping_the_server_closes_the_page() {
    let stage = Stage::set(fine());
    let visitor = Visitor::enter(stage.link(PagePath::Home)).await;
    let open = connect(&visitor.link).await;
    drop(stage.server);
    assert_eq!(finish(open).await.status, 0);
    let closed = async {
        while tokio::net::TcpStream::connect(("127.0.0.1", visitor.link.port().unwrap()))
            .await
            .is_ok()
        {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), closed).await.unwrap();
}

#[tokio::test]
async fn a_host_that_only_looks_like_ours_is_not() {
    let stage = Stage::set(fine());
    let visitor = Visitor::enter(stage.link(PagePath::Home)).await;
    let port = visitor.link.port().unwrap();
    for host in [
        format!("127.0.0.1.:{port}"),
        format!("127.1:{port}"),
        format!("2130706433:{port}"),
        format!("0x7f.0.0.1:{port}"),
        format!("0.0.0.0:{port}"),
        format!("[::ffff:127.0.0.1]:{port}"),
        format!("user@127.0.0.1:{port}"),
        format!("127.0.0.1:{port}@evil.example"),
        format!("127.0.0.1:0{port}"),
        format!("127.0.0.1:{port}/"),
        format!("127.0.0.1:{port}, evil.example"),
        "127.0.0.1:80".to_owned(),
        String::new(),
    ] {
        let status = visitor.ask("").with("Host", &host).send(&visitor.link).await.status;
        assert!(matches!(status, 400 | 421), "{host}: {status}");
    }
}

/// A link of another site, or another server on this computer, that brings a cookie or a ticket of its own.
#[tokio::test]
async fn nobody_can_choose_the_cookie_or_the_ticket_for_a_browser() {
    let stage = Stage::set(fine());
    let visitor = Visitor::enter(stage.link(PagePath::Home)).await;
    let chosen = "f".repeat(64);
    let link = stage.link(PagePath::Home);
    let ask = Ask::get(&link, &path_of(&link)).with("Cookie", &format!("streamdoctor={chosen}"));
    let answer = ask.send(&link).await;
    assert!(!answer.header("set-cookie").unwrap().contains(&chosen));
    let with = format!("streamdoctor={chosen}");
    assert_eq!(visitor.ask("").with("Cookie", &with).send(&visitor.link).await.status, 403);

    // Beside a live one, only the first is looked at; in a body or in a cookie it is none.
    let link = stage.link(PagePath::Home);
    let live = link.query().unwrap();
    for target in [
        format!("/open?ticket={chosen}&{live}"),
        format!("/open?Ticket={}", &live["ticket=".len()..]),
        format!("/open/?{live}"),
        format!("/OPEN?{live}"),
        format!("//open?{live}"),
        format!("/x/../open?{live}"),
        format!("/%6fpen?{live}"),
    ] {
        let answer = Ask::get(&link, &target).send(&link).await;
        assert_eq!((answer.status, answer.header("set-cookie")), (403, None), "{target}");
    }
    let posted = Ask::post(&link, "/open", live).send(&link).await;
    assert_eq!((posted.status, posted.header("set-cookie")), (403, None));
    for method in ["HEAD", "OPTIONS", "TRACE", "PUT"] {
        let answer = Ask::get(&link, &path_of(&link)).method(method).send(&link).await;
        assert_eq!((answer.status, answer.header("set-cookie")), (405, None), "{method}");
        assert!(!answer.body.contains(live));
    }
    // None of it used the live one up.
    Visitor::enter(link).await;
}

#[tokio::test]
async fn guesses_are_wasted_and_leave_a_live_ticket_alone() {
    let stage = Stage::set(fine());
    let link = stage.link(PagePath::Home);
    let right = path_of(&link);
    for at in 0..64 {
        let mut guess = right.clone().into_bytes();
        let digit = guess.len() - 1 - at;
        guess[digit] = if guess[digit] == b'0' { b'1' } else { b'0' };
        let guess = String::from_utf8(guess).unwrap();
        let answer = Ask::get(&link, &guess).send(&link).await;
        // After thirty refusals at once they are not even explained.
        assert!(matches!(answer.status, 403 | 429), "{guess}: {}", answer.status);
        assert_eq!(answer.header("set-cookie"), None);
    }
    for wrong in [right.to_uppercase(), format!("{right}0"), right[..right.len() - 1].to_owned()] {
        assert_ne!(Ask::get(&link, &wrong).send(&link).await.status, 200, "{wrong}");
    }
    Visitor::enter(link).await;
}

/// What stands behind a refused request in the same connection is not read.
#[tokio::test]
async fn nothing_is_smuggled_behind_another_request() {
    let mut stage = Stage::set(fine());
    let visitor = Visitor::enter(stage.link(PagePath::Home)).await;
    let token = visitor.token().await;
    let port = visitor.link.port().unwrap();
    let form = format!("token={token}&back=&do=check_now");
    let own = format!(
        "POST {}command HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\nCookie: {}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{form}",
        visitor.root,
        visitor.cookie,
        form.len()
    );
    let host = format!("Host: 127.0.0.1:{port}\r\n");
    for (before, what) in [
        (format!("GET / HTTP/1.1\r\n{host}\r\n"), "after a request without the cookie"),
        (format!("POST / HTTP/1.1\r\n{host}Content-Length: 3\r\n\r\nabc"), "after a body"),
        (
            format!(
                "POST / HTTP/1.1\r\n{host}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
            ),
            "behind two lengths",
        ),
        (
            format!(
                "POST / HTTP/1.1\r\n{host}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n"
            ),
            "behind an encoding that is none",
        ),
        (
            format!("POST / HTTP/1.1\r\n{host}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n"),
            "behind a name with a blank",
        ),
        (
            format!(
                "POST / HTTP/1.1\r\n{host}Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n"
            ),
            "behind a chunk beyond 64 bits",
        ),
        (
            format!("POST / HTTP/1.1\r\n{host}Content-Length: 0\r\nContent-Length: 9\r\n\r\n"),
            "behind two that differ",
        ),
        (format!("GET / HTTP/1.1\r\n{host}X: a\n\r\n"), "after a bare line feed"),
    ] {
        let answer = send(&visitor.link, format!("{before}{own}")).await;
        let whole = format!("{}\r\n\r\n{}", answer.head, answer.body);
        assert_eq!(whole.matches("HTTP/1.1 ").count(), 1, "{what}: {whole}");
        assert!(matches!(answer.status, 400 | 403), "{what}: {}", answer.status);
        assert!(stage.commands.try_recv().is_err(), "{what}");
    }
    assert_eq!(send(&visitor.link, own).await.status, 303, "what was smuggled is good by itself");
    assert_eq!(stage.commands.try_recv(), Ok(Command::CheckNow));
}

#[tokio::test]
async fn cookies_without_number_or_end_open_nothing_and_break_nothing() {
    let stage = Stage::set(fine());
    let visitor = Visitor::enter(stage.link(PagePath::Home)).await;
    let many = "streamdoctor=0; ".repeat(400);
    for cookie in [
        many.clone(),
        format!("streamdoctor={}", "0".repeat(7000)),
        ";".repeat(7000),
        "=".repeat(7000),
        format!("streamdoctor=\"{}\"", &visitor.cookie["streamdoctor=".len()..]),
        format!("streamdoctor ={}", &visitor.cookie["streamdoctor=".len()..]),
        visitor.cookie.to_uppercase(),
    ] {
        let answer = visitor.ask("").with("Cookie", &cookie).send(&visitor.link).await;
        assert_eq!(answer.status, 403, "{}", &cookie[..20]);
    }
    // Another server on this computer fills the jar: ours is still found in it.
    let crowded = format!("{many}{}", visitor.cookie);
    assert_eq!(visitor.ask("").with("Cookie", &crowded).send(&visitor.link).await.status, 200);
}

/// More connections than there are places, none of which says a word to its end.
#[tokio::test]
async fn hundreds_of_connections_cost_the_page_nothing_but_moments() {
    let stage = Stage::set(fine());
    let visitor = Visitor::enter(stage.link(PagePath::Home)).await;
    for _ in 0..15 {
        let mut crowd = Vec::new();
        for _ in 0..20 {
            let mut stream = connect(&visitor.link).await;
            stream.write_all(b"GET / HTTP/1.1\r\nHost: ").await.ok();
            crowd.push(stream);
        }
    }
    let mut tries = 0;
    while visitor.get("").await.status != 200 {
        tries += 1;
        assert!(tries < 1000);
    }
}

/// Another user of this computer who has got hold of everything: cookie and live ticket.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn another_user_of_this_computer_is_refused() {
    use std::os::unix::fs::MetadataExt as _;
    use std::os::unix::process::CommandExt as _;

    if std::fs::metadata("/proc/self").unwrap().uid() != 0 {
        eprintln!("SKIPPED: only root can become another user for a test");
        return;
    }
    let stage = Stage::set(fine());
    let link = stage.link(PagePath::Home);
    let visit = |user: u32| {
        let port = link.port().unwrap();
        let script = format!(
            "exec 3<>/dev/tcp/127.0.0.1/{port} && \
             printf 'GET {} HTTP/1.1\\r\\nHost: 127.0.0.1:{port}\\r\\nConnection: close\\r\\n\\r\\n' >&3 && cat <&3",
            path_of(&link).replace('%', "%%")
        );
        let mut shell = std::process::Command::new("/bin/bash");
        shell.args(["-c", &script]).uid(user);
        tokio::task::spawn_blocking(move || shell.output().unwrap())
    };
    let stranger = visit(65534).await.unwrap();
    assert!(stranger.stdout.is_empty(), "{}", String::from_utf8_lossy(&stranger.stdout));
    let own = visit(0).await.unwrap();
    assert!(String::from_utf8_lossy(&own.stdout).starts_with("HTTP/1.1 200"), "{own:?}");
}
