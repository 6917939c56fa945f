//! A client that sends exactly what it is told, so that it can lie.

use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;
use url::Url;

/// What came back.
#[derive(Clone, Debug, Default)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Header lines as they came.
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn parse(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).and_then(|it| it.parse().ok()).unwrap_or_default();
        Self { status, head: head.to_owned(), body: body.to_owned() }
    }

    /// The value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then_some(value.trim())
        })
    }
}

/// Sends bytes to the server of `link`, and reads until it closes.
pub(crate) async fn send(link: &Url, bytes: impl AsRef<[u8]>) -> Answer {
    let mut stream = connect(link).await;
    // A server that has heard enough may close while we still write.
    stream.write_all(bytes.as_ref()).await.ok();
    finish(stream).await
}

pub(crate) async fn connect(link: &Url) -> TcpStream {
    TcpStream::connect(("127.0.0.1", link.port().unwrap())).await.unwrap()
}

pub(crate) async fn finish(mut stream: TcpStream) -> Answer {
    let mut bytes = Vec::new();
    let read = stream.read_to_end(&mut bytes);
    // However the connection ends, end it must.
    timeout(Duration::from_secs(30), read).await.expect("the server to close").ok();
    Answer::parse(&bytes)
}

/// A request that an honest browser could send, to be bent.
#[derive(Clone, Debug)]
pub(crate) struct Ask {
    method: String,
    target: String,
    headers: Vec<(String, String)>,
    body: String,
}

impl Ask {
    pub(crate) fn get(link: &Url, target: &str) -> Self {
        Self {
            method: "GET".to_owned(),
            target: target.to_owned(),
            headers: vec![
                ("Host".to_owned(), format!("127.0.0.1:{}", link.port().unwrap())),
                ("Connection".to_owned(), "close".to_owned()),
            ],
            body: String::new(),
        }
    }

    pub(crate) fn post(link: &Url, target: &str, body: &str) -> Self {
        let origin = format!("http://127.0.0.1:{}", link.port().unwrap());
        let mut ask = Self::get(link, target)
            .with("Origin", &origin)
            .with("Sec-Fetch-Site", "same-origin")
            .with("Content-Type", "application/x-www-form-urlencoded")
            .with("Content-Length", &body.len().to_string());
        body.clone_into(&mut ask.body);
        ask.method("POST")
    }

    pub(crate) fn method(mut self, method: &str) -> Self {
        method.clone_into(&mut self.method);
        self
    }

    /// Sets a header.
    pub(crate) fn with(self, name: &str, value: &str) -> Self {
        let mut ask = self.without(name);
        ask.headers.push((name.to_owned(), value.to_owned()));
        ask
    }

    pub(crate) fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(key, _)| !key.eq_ignore_ascii_case(name));
        self
    }

    pub(crate) async fn send(&self, link: &Url) -> Answer {
        let mut text = format!("{} {} HTTP/1.1\r\n", self.method, self.target);
        for (name, value) in &self.headers {
            text.extend([name, ": ", value, "\r\n"]);
        }
        send(link, format!("{text}\r\n{}", self.body)).await
    }
}

/// A browser that has been let in.
#[derive(Clone, Debug)]
pub(crate) struct Visitor {
    pub(crate) link: Url,
    pub(crate) cookie: String,
    /// The path below which everything lies.
    pub(crate) root: String,
    /// Where the ticket led.
    pub(crate) target: String,
}

impl Visitor {
    /// Opens `link` as a browser does that another program has started.
    pub(crate) async fn enter(link: Url) -> Self {
        let answer =
            Ask::get(&link, &path_of(&link)).with("Sec-Fetch-Site", "none").send(&link).await;
        assert_eq!(answer.status, 303, "{answer:?}");
        let cookie = answer.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
        let target = answer.header("location").unwrap().to_owned();
        let root = target[..=target[1..].find('/').unwrap() + 1].to_owned();
        Self { link, cookie, root, target }
    }

    pub(crate) fn ask(&self, name: &str) -> Ask {
        Ask::get(&self.link, &format!("{}{name}", self.root)).with("Cookie", &self.cookie)
    }

    pub(crate) async fn get(&self, name: &str) -> Answer {
        self.ask(name).send(&self.link).await
    }

    /// The token that our own forms carry.
    pub(crate) async fn token(&self) -> String {
        let page = self.get("").await.body;
        let (_, rest) = page.split_once("name=\"token\" value=\"").unwrap();
        rest.split('"').next().unwrap().to_owned()
    }

    pub(crate) fn post(&self, form: &str) -> Ask {
        Ask::post(&self.link, &format!("{}command", self.root), form).with("Cookie", &self.cookie)
    }
}

pub(crate) fn path_of(link: &Url) -> String {
    format!("{}?{}", link.path(), link.query().unwrap_or_default())
}
