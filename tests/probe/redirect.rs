use streamdoctor::observation::{Expectation, FailureKind, Phase, Subject};
use streamdoctor::probe::Errand;

use crate::support::server::{http, http_by, https_by, redirect, response, send};
use crate::world::{HOST, World, assert_failure, exchange, go, http_errand, https_errand, walker};

fn path_of(request: &str) -> &str {
    request.split(' ').nth(1).unwrap_or_default()
}

#[tokio::test]
async fn each_hop_is_kept() {
    let (address, _) = http_by(|request| match path_of(request) {
        "/" => vec![redirect("/a?token=secret")],
        "/a?token=secret" => vec![redirect("/b")],
        _ => vec![response("200 OK", "")],
    })
    .await;
    let walk = go(&walker(), &http_errand(address)).await;
    assert!(walk.succeeded(), "{walk:#?}");
    let paths = walk.hops.iter().map(|it| it.url.rsplit('/').next().unwrap()).collect::<Vec<_>>();
    assert_eq!(paths, ["", "a", "b"]);
    let statuses = walk.hops.iter().map(|it| it.outcome.as_ref().unwrap().as_ref().unwrap().status);
    assert_eq!(statuses.collect::<Vec<_>>(), [302, 302, 200]);
}

#[tokio::test]
async fn https_may_lead_to_another_host() {
    let world = World::new();
    let config = world.public.certify("other.localhost").config(&[]);
    let (other, _) = https_by(config, |_| vec![response("200 OK", "")]).await;
    let location = format!("https://other.localhost:{}/", other.port());
    let config = world.public.certify(HOST).config(&[]);
    let (first, _) = https_by(config, move |_| vec![redirect(&location)]).await;
    let walk = go(&world.walker(), &https_errand(first)).await;
    // Whether the system resolves names below `localhost` is its own affair.
    let last = walk.last().unwrap();
    assert_eq!(walk.hops.len(), 2);
    assert!(last.url.starts_with("https://other.localhost"), "{walk:#?}");
}

#[tokio::test]
async fn a_circle_is_a_loop() {
    let (address, log) = http_by(|request| match path_of(request) {
        "/" => vec![redirect("/a")],
        _ => vec![redirect("/")],
    })
    .await;
    let walk = go(&walker(), &http_errand(address)).await;
    assert_failure(&walk, Phase::Exchange, &FailureKind::RedirectLoop);
    assert_eq!(walk.hops.len(), 3);
    assert_eq!(log.lock().unwrap().len(), 2, "nothing is asked twice");
}

#[tokio::test]
async fn an_endless_chain_is_a_loop() {
    let (address, log) = http_by(|request| {
        let number = path_of(request).trim_start_matches('/').parse::<u32>().unwrap_or(0);
        vec![redirect(&format!("/{}", number + 1))]
    })
    .await;
    let walk = go(&walker(), &http_errand(address)).await;
    assert_failure(&walk, Phase::Exchange, &FailureKind::RedirectLoop);
    assert_eq!(log.lock().unwrap().len(), 9, "the first request and eight redirects");
}

#[tokio::test]
async fn a_redirect_to_itself_with_a_cookie_is_no_circle() {
    let (address, log) = http_by(|request| {
        if request.to_ascii_lowercase().contains("\r\ncookie: seen=1\r\n") {
            vec![response("200 OK", "")]
        } else {
            vec![send(
                "HTTP/1.1 302 Found\r\nLocation: /\r\nSet-Cookie: seen=1; Path=/\r\nContent-Length: 0\r\n\r\n",
            )]
        }
    })
    .await;
    let walk = go(&walker(), &http_errand(address)).await;
    assert!(walk.succeeded(), "{walk:#?}");
    assert_eq!(log.lock().unwrap().len(), 2);
    go(&walker(), &http_errand(address)).await;
    assert_eq!(log.lock().unwrap().len(), 4, "a walk begins without cookies");
}

#[tokio::test]
async fn other_schemes_are_refused() {
    let address = http(vec![redirect("file:///etc/passwd")]).await;
    let walk = go(&walker(), &http_errand(address)).await;
    assert_failure(&walk, Phase::Exchange, &FailureKind::RedirectRefused);
    assert_eq!(walk.last().unwrap().url, "file:///etc/passwd");
    assert_eq!(walk.last().unwrap().lookup, None);
}

#[tokio::test]
async fn a_listed_redirect_is_the_answer() {
    let address = http(vec![redirect("/elsewhere")]).await;
    let expect = Expectation { status: vec![302], body: None };
    let walk = go(&walker(), &Errand { expect, ..http_errand(address) }).await;
    assert_eq!((walk.hops.len(), exchange(&walk).as_expected), (1, true));
}

#[tokio::test]
async fn a_control_is_never_followed() {
    let (address, log) = http_by(|_| vec![redirect("/sign-in")]).await;
    let expect = Expectation { status: vec![204], body: None };
    let errand = Errand { subject: Subject::Control(0), expect, ..http_errand(address) };
    let walk = go(&walker(), &errand).await;
    assert_eq!((walk.hops.len(), log.lock().unwrap().len()), (1, 1));
    assert_eq!(exchange(&walk).status, 302);
    assert!(!exchange(&walk).as_expected);
}

#[tokio::test]
async fn a_redirect_to_nowhere_is_the_end() {
    let address = http(vec![send("HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n")]).await;
    let walk = go(&walker(), &http_errand(address)).await;
    assert_eq!((walk.hops.len(), exchange(&walk).status), (1, 302));
}
