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
    let url = Url::parse(link).unwrap();
    let first = get(&url, "").await;
    let Some(target) = first.field("location") else { return first };
    let cookie = first.field("set-cookie").expect("a cookie comes with the ticket");
    let cookie = cookie.split(';').next().unwrap().to_owned();
    get(&url.join(&target).unwrap(), &cookie).await
}

async fn get(url: &Url, cookie: &str) -> Page {
    let authority = format!("{}:{}", url.host_str().unwrap(), url.port().unwrap());
    let path = &url[url::Position::BeforePath..];
    let cookie = if cookie.is_empty() { String::new() } else { format!("cookie: {cookie}\r\n") };
    let mut stream = TcpStream::connect(&authority).await.unwrap();
    let request = format!(
        "GET {path} HTTP/1.1\r\nhost: {authority}\r\nsec-fetch-site: none\r\nconnection: close\r\n{cookie}\r\n"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
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
