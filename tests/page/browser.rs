//! The page in a real browser: read, used, and attacked from other pages.

use std::sync::{Arc, Mutex};

use serde_json::json;
use streamdoctor::diagnosis::reported::Device;
use streamdoctor::presentation::Command;
use streamdoctor::presentation::page::PagePath;
use streamdoctor::remedy::Remedy;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use url::Url;

use crate::looks::half_way;
use crate::scene::{Stage, fine, first_run, minutes_ago, overloaded, vpn_blocked};
use crate::webdriver::Browser;

const TAB: &str = "\u{e004}";
const ENTER: &str = "\u{e007}";

/// As on Linux, where others can read what a browser is started with.
#[tokio::test]
async fn a_file_that_a_browser_is_handed_leads_to_the_page() {
    let Some(browser) = Browser::start().await else { return };
    let stage = Stage::set(vpn_blocked());
    let pass = stage.server.pass(PagePath::Problem("netflix".to_owned())).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("page.html");
    std::fs::write(&file, pass.page()).unwrap();
    browser.open(Url::from_file_path(&file).unwrap().as_str()).await;
    browser.until("document.querySelector('main h1') && document.readyState === 'complete'").await;

    assert!(browser.text().await.contains("Turn off the VPN"));
    let address = browser.run("return location.href").await;
    let address = address.as_str().unwrap();
    assert!(address.starts_with("http://127.0.0.1:") && !address.contains("ticket"), "{address}");
    assert_eq!(browser.run("return document.cookie").await, "");
    let from = browser.run("return document.referrer").await;
    let from = from.as_str().unwrap();
    assert!(!from.contains("ticket") && !from.contains("file:"), "{from}");
    // It is told at once, so that the file can go.
    assert!(pass.spent().await);
    // And what else is there can be used: the cookie came along.
    browser.until("document.getElementById('lost').hidden").await;
    stage.viewed_by(1).await;
    browser.open(Url::from_file_path(&file).unwrap().as_str()).await;
    browser.until("document.body.innerText.includes('opens once')").await;
    browser.quit().await;
}

#[tokio::test]
async fn the_link_opens_the_steps_and_the_loop_is_walked_through() {
    let Some(browser) = Browser::start().await else { return };
    let mut stage = Stage::set(vpn_blocked());
    browser.open(stage.link(PagePath::Problem("netflix".to_owned())).as_str()).await;

    let text = browser.text().await;
    for part in [
        "Netflix answers everybody but your VPN",
        "Your VPN",
        "Turn off the VPN",
        "tried: this works",
        "Done, check again",
        "Other things that help",
        "It is your VPN",
        "Which device shows it?",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let address = browser.run("return location.href").await;
    assert!(!address.as_str().unwrap().contains("ticket"), "{address}");
    assert_eq!(browser.run("return document.cookie").await, "", "scripts cannot read the cookie");

    // A page that is seen listens.
    browser.until("document.getElementById('lost').hidden").await;
    stage.viewed_by(1).await;

    browser.click("#others > summary").await;
    browser.click("#done").await;
    assert_eq!(stage.command().await, Command::CheckNow);
    stage.change(|view| view.checking = true);
    browser.until("document.getElementById('done').innerText.includes('Checking')").await;
    browser.until("document.getElementById('said').textContent.includes('Checking')").await;
    let text = browser.text().await;
    assert!(text.contains("Looking whether that helped"), "{text}");
    assert!(!text.contains("Try another network\n"), "one thing at a time: {text}");
    stage.progress.send_replace(half_way());
    browser
        .until("document.getElementById('progress').innerText.includes('outside the VPN: works')")
        .await;
    stage.change(|view| {
        view.checking = false;
        view.checked_at = Some(minutes_ago(0));
    });
    browser.until("document.getElementById('live').innerText.includes('It is still there')").await;
    let text = browser.text().await;
    assert!(text.contains("Try another network"), "{text}");
    assert!(text.contains("you did this"), "what was opened stays open: {text}");
    assert_eq!(
        browser.run("return document.activeElement.id").await,
        "done",
        "the keyboard stays where it was"
    );

    browser.click("#no-help").await;
    let judged =
        |helped| Command::Judge { key: "netflix".to_owned(), remedy: Remedy::TurnOffVpn, helped };
    assert_eq!(stage.command().await, judged(false));
    browser.until("!document.getElementById('no-help')").await;
    assert!(browser.text().await.contains("On to the next"));

    stage.change(|view| *view = fine());
    browser.until("document.getElementById('headline').innerText.startsWith('This is over')").await;
    assert!(browser.text().await.contains("It lasted"));
    assert!(browser.run("return document.title").await.as_str().unwrap().starts_with("It is over"));

    drop(stage);
    browser.until("!document.getElementById('lost').hidden").await;
    browser.quit().await;
}

#[tokio::test]
async fn the_page_is_usable_by_keyboard_alone() {
    let Some(browser) = Browser::start().await else { return };
    let mut stage = Stage::set(vpn_blocked());
    browser.open(stage.link(PagePath::Home).as_str()).await;

    browser.keys(TAB).await;
    assert_eq!(browser.run("return document.activeElement.className").await, "skip");
    let focus = "return document.activeElement.id || document.activeElement.parentElement.id";
    let mut stops = Vec::new();
    while stops.last().is_none_or(|it| it != "pause-day") && stops.len() < 40 {
        browser.keys(TAB).await;
        let id = browser.run(focus).await.as_str().unwrap_or_default().to_owned();
        let outline =
            browser.run("return getComputedStyle(document.activeElement).outlineStyle").await;
        assert_eq!(outline, "solid", "the focus is seen at {id}");
        if id == "others" {
            browser.keys(ENTER).await;
            assert_eq!(browser.run("return document.getElementById('others').open").await, true);
        }
        stops.push(id);
    }
    let order = [
        "check-now",
        "done",
        "on-tv",
        "others",
        "phone",
        "details",
        "remind",
        "mute",
        "code",
        "code-service",
        "explain",
        "pause-30",
        "pause-day",
    ];
    let visited = stops.iter().filter(|it| order.contains(&it.as_str())).collect::<Vec<_>>();
    assert_eq!(visited, order, "{stops:?}");

    browser.run("document.getElementById('code').focus()").await;
    browser.keys("nw-2-5").await;
    browser.keys(ENTER).await;
    browser.until("document.getElementById('headline').innerText === 'NW-2-5'").await;
    assert!(browser.text().await.contains("Netflix: this usually means"));
    let saw = Command::Saw { service: "netflix".to_owned(), code: "nw-2-5".to_owned(), on: None };
    assert_eq!(stage.command().await, saw);
    browser.quit().await;
}

#[tokio::test]
async fn the_first_start_shows_what_is_known_within_three_seconds_and_is_clicked_through() {
    let Some(browser) = Browser::start().await else { return };
    let mut stage = Stage::set(first_run());
    browser.go(&stage, "").await;
    stage.viewed_by(1).await;
    let asked = tokio::time::Instant::now();
    stage.progress.send_modify(|it| it.reference(true));
    browser
        .until("document.getElementById('progress').innerText.includes('Your connection works')")
        .await;
    assert!(asked.elapsed() < std::time::Duration::from_secs(3), "{:?}", asked.elapsed());

    browser.click("#watch-arte").await;
    browser.click("#watch-spotify").await;
    browser.click("#watch").await;
    let Command::Watch(watched) = stage.command().await else { panic!("not to be watched") };
    assert!(watched.contains(&"arte".to_owned()) && !watched.contains(&"spotify".to_owned()));
    browser.until("document.getElementById('live').innerText.includes('Saved.')").await;
    browser.click("#refuse").await;
    assert_eq!(stage.command().await, Command::AllowOutsideTunnel(false));
    browser.click("#login").await;
    assert_eq!(stage.command().await, Command::StartAtLogin(true));

    browser.click("#welcomed").await;
    assert_eq!(stage.command().await, Command::Welcomed);
    stage.change(|view| *view = fine());
    browser.until("document.getElementById('live').dataset.page === 'now'").await;
    browser.until("document.getElementById('live').innerText.includes('What is watched')").await;
    browser.quit().await;
}

#[tokio::test]
async fn device_code_and_phone_are_told_by_clicks() {
    let Some(browser) = Browser::start().await else { return };
    let mut stage = Stage::set(overloaded());
    browser.go(&stage, "problem?key=disney_plus").await;
    browser.click("#on-tv").await;
    browser.until("document.getElementById('step-title').innerText === 'Restart the TV'").await;
    assert!(browser.text().await.contains("Your TV"));

    browser.click("#phone > summary").await;
    browser.click("#phone-yes").await;
    let saw = Command::PhoneSaw { service: "disney_plus".to_owned(), opens: true };
    assert_eq!(stage.command().await, saw);
    browser
        .until("document.getElementById('live').innerText.includes('so it is not the service')")
        .await;

    // The device and the service of the problem stand in the box already.
    browser.run("document.getElementById('code').value = '83'").await;
    browser.click("#explain").await;
    let saw = Command::Saw {
        service: "disney_plus".to_owned(),
        code: "83".to_owned(),
        on: Some(Device::Tv),
    };
    assert_eq!(stage.command().await, saw);
    browser.until("document.getElementById('headline').innerText === '83'").await;

    browser.go(&stage, "problem?key=disney_plus").await;
    browser.click("#await").await;
    let back = Command::AwaitReturn { service: "disney_plus".to_owned(), awaited: true };
    assert_eq!(stage.command().await, back);
    browser.until("document.getElementById('live').innerText.includes('when it is back')").await;
    browser.click("#remind").await;
    assert_eq!(stage.command().await, Command::Remind("disney_plus".to_owned()));
    browser.quit().await;
}

#[tokio::test]
async fn facts_are_copied_as_text_and_as_picture() {
    let Some(browser) = Browser::start().await else { return };
    let stage = Stage::set(overloaded());
    let allowed = json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] });
    browser.cdp("Browser.grantPermissions", allowed).await;
    browser.go(&stage, "problem?key=disney_plus").await;
    let pasted = "navigator.clipboard.readText()";

    browser.click("[data-copy=card-text]").await;
    browser.until("document.querySelector('[data-copy=card-text]').textContent === 'Copied'").await;
    let card = browser.run_async(pasted).await;
    let card = card.as_str().unwrap().to_owned();
    assert!(card.starts_with("It is probably not you\n"), "{card}");
    assert!(card.contains("Two further addresses") && !card.contains("192.168"), "{card}");

    browser.click("#details > summary").await;
    browser.click("[data-copy=letter-provider]").await;
    browser
        .until("document.querySelector('[data-copy=letter-provider]').textContent === 'Copied'")
        .await;
    let letter = browser.run_async(pasted).await;
    assert!(letter.as_str().unwrap().contains("service.overloaded"), "{letter}");

    browser.click("[data-picture]").await;
    browser.until("document.querySelector('[data-picture]').textContent === 'Copied'").await;
    let kinds = browser.run_async("navigator.clipboard.read().then((it) => it[0].types)").await;
    assert_eq!(kinds, json!(["image/png"]));
    browser.quit().await;
}

#[tokio::test]
async fn a_page_of_an_earlier_run_says_so() {
    let Some(browser) = Browser::start().await else { return };
    let stage = Stage::set(vpn_blocked());
    browser.go(&stage, "").await;
    stage.viewed_by(1).await;
    // Whoever answers now knows nothing of this page: so it is after a new start.
    browser.cdp("Network.clearBrowserCookies", json!({})).await;
    browser.click("#check-now").await;
    browser.until("document.getElementById('lost').innerText.includes('was started again')").await;
    browser.quit().await;
}

#[tokio::test]
async fn without_scripts_the_forms_work_all_the_same() {
    let Some(browser) = Browser::start().await else { return };
    let mut stage = Stage::set(vpn_blocked());
    browser.cdp("Emulation.setScriptExecutionDisabled", serde_json::json!({ "value": true })).await;
    browser.open(stage.link(PagePath::Home).as_str()).await;
    browser.click("#done").await;
    assert_eq!(stage.command().await, Command::CheckNow);
    browser.click("#pause-60").await;
    assert!(matches!(stage.command().await, Command::Pause(_)));
    browser
        .cdp("Emulation.setScriptExecutionDisabled", serde_json::json!({ "value": false }))
        .await;
    let address = browser.run("return location.search").await;
    let address = address.as_str().unwrap();
    assert!(address.starts_with("?key=netflix&done=turn_off_vpn&asked="), "{address}");
    browser.quit().await;
}

#[tokio::test]
async fn a_page_from_another_origin_can_neither_read_nor_act() {
    let Some(browser) = Browser::start().await else { return };
    let mut stage = Stage::set(vpn_blocked());
    browser.open(stage.link(PagePath::Home).as_str()).await;
    browser.until("document.getElementById('done')").await;
    let home = browser.run("return location.href").await.as_str().unwrap().to_owned();
    let token = browser.run("return document.querySelector('[name=token]').value").await;
    let token = token.as_str().unwrap();
    let form = format!("token={token}&back=&do=check_now");
    // What fails from elsewhere is no typing error: it works from the page itself.
    for (attack, works) in attacks(&home, &form) {
        let got = browser.run_async(&attack).await.as_str().unwrap().to_owned();
        assert!(got.contains(works), "{attack}: {got}");
    }
    assert_eq!(stage.command().await, Command::CheckNow);

    let evil = Evil::start().await;
    // The same site as the browser sees it (ports do not count), and another one. Each knows more than it ever could:
    // the port, the secret path and the token.
    for host in ["127.0.0.1", "localhost"] {
        browser.open(&format!("http://{host}:{}/", evil.port)).await;
        for (attack, _) in attacks(&home, &form) {
            let got = browser.run_async(&attack).await;
            assert!(got == "failed: TypeError" || got == "refused", "{host}: {attack}: {got}");
        }
        browser
            .run(&format!(
                "const it = document.createElement('iframe'); it.src = '{home}'; document.body.append(it); \
                 it.onload = () => document.title = 'framed';"
            ))
            .await;
        browser.until("document.title === 'framed'").await;
        let framed = browser.text_of_frame(0).await;
        assert!(!framed.contains("Netflix") && !framed.contains("Not from here"), "{framed}");
        // A form that posts itself, as if the user had pressed it.
        let fields = form.split('&').map(|field| {
            let (name, value) = field.split_once('=').unwrap();
            format!("<input name={name} value='{value}'>")
        });
        let script = format!(
            "document.body.innerHTML = `<form method=post action='{home}command'>{}</form>`; document.forms[0].submit();",
            fields.collect::<String>()
        );
        browser.run(&script).await;
        browser.until("document.body.innerText.includes('Not from here')").await;
        // A link, as if the user had followed it.
        browser.open(&format!("http://{host}:{}/", evil.port)).await;
        browser.run(&format!("location.href = '{home}'")).await;
        browser.until("document.body.innerText.includes('Not from here')").await;
    }
    assert!(stage.commands.try_recv().is_err());

    // What another server on this computer gets to see when our page leads there.
    browser.open(stage.link(PagePath::Home).as_str()).await;
    browser.until("document.getElementById('done')").await;
    browser.run(&format!("location.href = 'http://127.0.0.1:{}/from-our-page'", evil.port)).await;
    browser.until("location.pathname === '/from-our-page'").await;
    let seen = evil.seen.lock().unwrap().clone().to_lowercase();
    assert!(seen.contains("get /from-our-page"));
    assert!(!seen.contains("streamdoctor="), "the cookie was sent to another port: {seen}");
    let ours = stage.link(PagePath::Home).port().unwrap();
    assert!(
        !seen.contains(&format!(":{ours}")),
        "the page's address was sent to another port: {seen}"
    );
    browser.quit().await;
}

/// What a page can try against another, each with what it brings where it is allowed.
fn attacks(home: &str, form: &str) -> Vec<(String, &'static str)> {
    let text = ".then((r) => r.text())";
    let element = |kind: &str, name: &str| {
        format!(
            "new Promise((done) => {{ const it = document.createElement('{kind}'); it.onload = () => done('loaded'); \
             it.onerror = () => done('refused'); it.src = '{home}{name}'; document.head.append(it); }})"
        )
    };
    vec![
        (format!("fetch('{home}', {{ credentials: 'include' }}){text}"), "Turn off the VPN"),
        (
            format!("fetch('{home}', {{ credentials: 'include', mode: 'no-cors' }}){text}"),
            "Turn off the VPN",
        ),
        (format!("fetch('{home}script.js', {{ credentials: 'include' }}){text}"), "EventSource"),
        (
            format!(
                "fetch('{home}command', {{ method: 'POST', credentials: 'include', \
                 body: new URLSearchParams('{form}') }}){text}"
            ),
            "Turn off the VPN",
        ),
        (element("img", "icon.svg"), "loaded"),
        (element("script", "script.js"), "loaded"),
        (
            format!(
                "new Promise((done) => {{ const it = new EventSource('{home}events', {{ withCredentials: true }}); \
                 it.onopen = () => {{ it.close(); done('open'); }}; it.onerror = () => {{ it.close(); done('refused'); }}; }})"
            ),
            "open",
        ),
    ]
}

/// The way in which a desktop opens a link: as an argument of the browser, without any page before.
#[tokio::test]
async fn a_link_given_to_the_browser_by_another_program_lets_it_in() {
    let stage = Stage::set(vpn_blocked());
    let profile = tempfile::TempDir::new().unwrap();
    let shown = tokio::process::Command::new("chromium")
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"])
        .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .args(["--dump-dom", stage.link(PagePath::Home).as_str()])
        .output()
        .await;
    let Ok(shown) = shown else {
        crate::webdriver::missing("chromium");
        return;
    };
    let page = String::from_utf8_lossy(&shown.stdout);
    assert!(page.contains("Turn off the VPN"), "{page}");
}

/// Desktops and mail programs may open a link through a page of their own; the strict cookie must survive that.
#[tokio::test]
async fn a_link_that_another_page_follows_lets_the_browser_in() {
    let Some(browser) = Browser::start().await else { return };
    let stage = Stage::set(vpn_blocked());
    let elsewhere = Evil::start().await;
    browser.open(&format!("http://localhost:{}/", elsewhere.port)).await;
    browser.run(&format!("location.href = '{}'", stage.link(PagePath::Home))).await;
    browser.until("document.getElementById('done')").await;
    assert!(browser.text().await.contains("Turn off the VPN"));
    browser.quit().await;
}

/// Another server on this computer, which keeps all that it is sent.
struct Evil {
    port: u16,
    seen: Arc<Mutex<String>>,
    serving: JoinHandle<()>,
}

impl Evil {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let seen = Arc::new(Mutex::new(String::new()));
        let log = seen.clone();
        let serving = tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let log = log.clone();
                tokio::spawn(async move {
                    let mut head = Vec::new();
                    while !head.ends_with(b"\r\n\r\n") {
                        match stream.read_u8().await {
                            Ok(byte) => head.push(byte),
                            Err(_) => return,
                        }
                    }
                    log.lock().unwrap().push_str(&String::from_utf8_lossy(&head));
                    let page = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n\
                                <!doctype html><title>evil</title><body>evil";
                    stream.write_all(page.as_bytes()).await.ok();
                });
            }
        });
        Self { port, seen, serving }
    }
}

impl Drop for Evil {
    fn drop(&mut self) {
        self.serving.abort();
    }
}
