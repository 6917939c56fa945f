//! A browser, as far as a page on loopback needs one.

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use url::Url;

/// What a server answers.
pub(crate) struct Page {
    pub(crate) status: u16,
    head: String,
    pub(crate) content: String,
}

/// Opens a link as a desktop does, and follows it to the page that it leads to.
pub(crate) async fn open(link: &str) -> Page {
    match enter(link).await {
        Ok((target, cookie)) => read(get(&target, &cookie).await).await,
        Err(refused) => refused,
    }
}

/// Opens a link and keeps the page visible, as its script tells the program, until the connection is dropped.
pub(crate) async fn stay(link: &str) -> TcpStream {
    let Ok((target, cookie)) = enter(link).await else { panic!("it is let in") };
    let events = target.join("events").unwrap();
    let mut stream = get(&events, &cookie).await;
    let mut status = [0; 12];
    stream.read_exact(&mut status).await.unwrap();
    assert_eq!(&status, b"HTTP/1.1 200");
    stream
}

/// Exchanges a ticket: where it leads, and the cookie; or what is said to those who are not let in.
async fn enter(link: &str) -> Result<(Url, String), Page> {
    let url = Url::parse(link).unwrap();
    let first = read(get(&url, "").await).await;
    let Some(target) = first.field("location") else { return Err(first) };
    let cookie = first.field("set-cookie").expect("a cookie comes with the ticket");
    Ok((url.join(&target).unwrap(), cookie.split(';').next().unwrap().to_owned()))
}

async fn get(url: &Url, cookie: &str) -> TcpStream {
    let authority = format!("{}:{}", url.host_str().unwrap(), url.port().unwrap());
    let path = &url[url::Position::BeforePath..];
    let cookie = if cookie.is_empty() { String::new() } else { format!("cookie: {cookie}\r\n") };
    let mut stream = TcpStream::connect(&authority).await.unwrap();
    let request = format!(
        "GET {path} HTTP/1.1\r\nhost: {authority}\r\nsec-fetch-site: none\r\nconnection: close\r\n{cookie}\r\n"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    stream
}

async fn read(mut stream: TcpStream) -> Page {
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    let (head, content) = answer.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Page { status, head: head.to_owned(), content: content.to_owned() }
}

impl Page {
    fn field(&self, name: &str) -> Option<String> {
        let fields = self.head.lines().filter_map(|line| line.split_once(": "));
        let mut values = fields.filter(|(key, _)| key.eq_ignore_ascii_case(name));
        values.next().map(|(_, value)| value.to_owned())
    }
}
