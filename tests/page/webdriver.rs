//! A real browser, headless, driven by the W3C's driver protocol.

use std::process::Stdio;
use std::time::Duration;

use serde_json::{Value, json};
use streamdoctor::presentation::page::PagePath;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;
use tokio::process::{Child, Command};

use crate::scene::Stage;
use crate::web::Answer;

/// How long anything may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// Keeps the browser from talking to anybody but us.
const ARGUMENTS: [&str; 11] = [
    "--headless",
    // Over a pipe the browser ends with its driver, even where a test fails.
    "--remote-debugging-pipe",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
];

/// A browser with one window.
#[derive(Debug)]
pub(crate) struct Browser {
    _driver: Child,
    profile: TempDir,
    port: u16,
    session: String,
}

impl Browser {
    /// Starts a browser; `None`, and said aloud, where there is none. Where the tests run for good, that is a failure.
    pub(crate) async fn start() -> Option<Self> {
        let profile = TempDir::new().unwrap();
        let driver = Command::new("chromedriver")
            .arg("--port=0")
            .env("TMPDIR", profile.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn();
        let Ok(mut driver) = driver else {
            missing("chromedriver");
            return None;
        };
        let mut lines = BufReader::new(driver.stdout.take().unwrap()).lines();
        let port = loop {
            let line = lines.next_line().await.unwrap().expect("chromedriver says its port");
            if let Some((_, port)) = line.split_once("successfully on port ") {
                break port.trim_end_matches('.').parse().unwrap();
            }
        };
        let mut browser = Self { _driver: driver, profile, port, session: String::new() };
        let mut arguments = Vec::from(ARGUMENTS.map(str::to_owned));
        arguments
            .push(format!("--user-data-dir={}", browser.profile.path().join("profile").display()));
        arguments.push("--window-size=1100,900".to_owned());
        let wanted = json!({ "capabilities": { "alwaysMatch": {
            "timeouts": { "script": u64::try_from(PATIENCE.as_millis()).unwrap() },
            "goog:chromeOptions": { "args": arguments },
        } } });
        match browser.call("POST", "/session", &wanted).await {
            Ok(begun) => browser.session = begun["sessionId"].as_str().unwrap().to_owned(),
            Err(error) if error.contains("cannot find Chrome binary") => {
                missing("chromium");
                return None;
            }
            Err(error) => panic!("{error}"),
        }
        Some(browser)
    }

    /// Ends it. Without this the browser would outlive its driver.
    pub(crate) async fn quit(self) {
        self.post("DELETE", "", &json!({})).await;
    }

    pub(crate) async fn open(&self, url: &str) {
        self.post("POST", "/url", &json!({ "url": url })).await;
    }

    /// Opens the page of `stage` that is called so below its root.
    pub(crate) async fn go(&self, stage: &Stage, name: &str) {
        self.open(stage.link(PagePath::Home).as_str()).await;
        self.until("document.querySelector('main h1')").await;
        if !name.is_empty() {
            let root = self.run("return document.body.dataset.root").await;
            let origin = self.run("return location.origin").await;
            let address = format!("{}{}{name}", origin.as_str().unwrap(), root.as_str().unwrap());
            self.open(&address).await;
        }
        self.until("document.readyState === 'complete' && document.querySelector('main h1')").await;
    }

    /// The value of a script's `return`.
    pub(crate) async fn run(&self, script: &str) -> Value {
        self.post("POST", "/execute/sync", &json!({ "script": script, "args": [] })).await
    }

    /// The value of the promise that the expression is.
    pub(crate) async fn run_async(&self, expression: &str) -> Value {
        let script = format!(
            "const done = arguments[0]; Promise.resolve({expression}).then(done, (e) => done('failed: ' + e.name));"
        );
        self.post("POST", "/execute/async", &json!({ "script": script, "args": [] })).await
    }

    /// Waits until the expression is true.
    pub(crate) async fn until(&self, expression: &str) {
        let script = format!(
            "const done = arguments[0]; (function look() {{ if ({expression}) done(true); else setTimeout(look, 20); }})();"
        );
        let path = format!("/session/{}/execute/async", self.session);
        let wait = async {
            // A script dies with its page; the next page is asked again.
            while self.call("POST", &path, &json!({ "script": script, "args": [] })).await.is_err()
            {
            }
        };
        let came = tokio::time::timeout(PATIENCE, wait).await.is_ok();
        assert!(came, "still not: {expression}\n{}", self.text().await);
    }

    /// What can be read on the page.
    pub(crate) async fn text(&self) -> String {
        self.run("return document.body.innerText").await.as_str().unwrap_or_default().to_owned()
    }

    /// What can be read in a frame, even in one that the page around it cannot read.
    pub(crate) async fn text_of_frame(&self, index: usize) -> String {
        self.post("POST", "/frame", &json!({ "id": index })).await;
        let text = self.text().await;
        self.post("POST", "/frame", &json!({ "id": null })).await;
        text
    }

    pub(crate) async fn click(&self, selector: &str) {
        let find = json!({ "using": "css selector", "value": selector });
        let found = self.post("POST", "/element", &find).await;
        let element =
            found.as_object().unwrap().values().next().unwrap().as_str().unwrap().to_owned();
        self.post("POST", &format!("/element/{element}/click"), &json!({})).await;
    }

    /// Types on the keyboard, wherever the focus is.
    pub(crate) async fn keys(&self, keys: &str) {
        let strokes = keys
            .chars()
            .flat_map(|key| {
                [
                    json!({ "type": "keyDown", "value": key }),
                    json!({ "type": "keyUp", "value": key }),
                ]
            })
            .collect::<Vec<_>>();
        let actions =
            json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": strokes }] });
        self.post("POST", "/actions", &actions).await;
    }

    /// Asks the browser's own protocol, for what the other has no words for.
    pub(crate) async fn cdp(&self, method: &str, parameters: Value) -> Value {
        self.post("POST", "/goog/cdp/execute", &json!({ "cmd": method, "params": parameters }))
            .await
    }

    async fn post(&self, method: &str, path: &str, body: &Value) -> Value {
        let path = format!("/session/{}{path}", self.session);
        self.call(method, &path, body).await.unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    async fn call(&self, method: &str, path: &str, body: &Value) -> Result<Value, String> {
        let body = body.to_string();
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).await.unwrap();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\
             Content-Type: application/json; charset=utf-8\r\nContent-Length: {}\r\n\r\n{body}",
            self.port,
            body.len()
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        let answer = read(stream).await;
        let mut content: Value = serde_json::from_str(&answer.body).map_err(|it| it.to_string())?;
        let value = content["value"].take();
        if answer.status == 200 { Ok(value) } else { Err(value["message"].to_string()) }
    }
}

/// The driver does not close the connection, whatever it is asked.
async fn read(mut stream: TcpStream) -> Answer {
    let mut bytes = Vec::new();
    loop {
        let answer = Answer::parse(&bytes);
        let length = answer.header("content-length").and_then(|it| it.parse::<usize>().ok());
        if length.is_some_and(|length| answer.body.len() >= length) {
            return answer;
        }
        if stream.read_buf(&mut bytes).await.unwrap() == 0 {
            return Answer::parse(&bytes);
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "a test may ask whether it runs for good")]
pub(crate) fn missing(what: &str) {
    eprintln!("SKIPPED: {what} is not installed, so the page was not seen in a real browser");
    assert!(std::env::var("CI").is_err(), "{what} is needed here");
}
