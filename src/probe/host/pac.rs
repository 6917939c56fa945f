//! Whether the automatic proxy script (PAC) can be had, and the ways that it names.
//!
//! It is not evaluated: that takes a whole JavaScript engine. Most scripts name their ways word for word, though, and
//! where every one of them is dead it does not matter which is whose.

use std::fs;
use std::io::Read as _;
use std::path::PathBuf;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use url::Url;

use super::proxy;
use crate::observation::{ProxyEndpoint, ScriptProxy, ScriptWays};

/// Browsers wait longer for a script and then go on without it; by then every page has been slow.
const LIMIT: Duration = Duration::from_secs(2);
/// `HTTP/1.1 200`, and no more, must come.
const STATUS_LINE: usize = 12;
/// Of a longer script nothing is read off: what is not seen may be a way.
const LONGEST: u64 = 64 * 1024;
/// With more proxies than these a script is not tried.
const MOST_PROXIES: usize = 8;

/// Whether the script at `url` can be fetched, and which ways it names.
pub(super) async fn observe(url: Option<&str>) -> (Option<bool>, Option<ScriptWays>) {
    let Some(fetched) = fetch(url).await else { return (None, None) };
    let Fetched::Script(script) = fetched else {
        return (Some(matches!(fetched, Fetched::Unread)), None);
    };
    let ways = match String::from_utf8_lossy(&script).parse() {
        Ok(Named { direct, proxies }) => Some(ScriptWays { direct, proxies: tried(proxies).await }),
        Err(Computed) => None,
    };
    (Some(true), ways)
}

/// What became of the wish for a script.
#[derive(Debug, PartialEq, Eq)]
enum Fetched {
    Script(Vec<u8>),
    /// It is there; what it says was not read.
    Unread,
    Missing,
}

/// `None` without an address, or with one that we cannot follow.
async fn fetch(url: Option<&str>) -> Option<Fetched> {
    let url = Url::parse(url?).ok()?;
    match url.scheme() {
        "http" => {
            let Some(answer) = timeout(LIMIT, get(&url)).await.ok().flatten() else {
                return Some(Fetched::Missing);
            };
            // What comes no further is there all the same.
            Some(timeout(LIMIT / 2, answer.read()).await.unwrap_or(Fetched::Unread))
        }
        "https" => {
            let there = timeout(LIMIT, connect(&url)).await.is_ok_and(|it| it.is_some());
            Some(if there { Fetched::Unread } else { Fetched::Missing })
        }
        "file" => {
            let path = url.to_file_path().unwrap_or_else(|()| PathBuf::from(url.path()));
            // Not opened before it is known to be a file: a pipe would hold us.
            let is_file = fs::metadata(&path).is_ok_and(|it| it.is_file());
            let opened = fs::File::open(path).ok().filter(|_| is_file);
            let mut script = Vec::new();
            Some(match opened.map(|it| it.take(LONGEST + 1).read_to_end(&mut script)) {
                Some(Ok(_)) if script.len() as u64 <= LONGEST => Fetched::Script(script),
                Some(Ok(_)) => Fetched::Unread,
                Some(Err(_)) | None => Fetched::Missing,
            })
        }
        // The script stands in the address itself.
        "data" => Some(Fetched::Unread),
        _ => None,
    }
}

/// An answer whose first line says that the script is there.
struct Answer {
    stream: TcpStream,
    is_script: bool,
}

/// A plain GET. A redirect counts as served: whoever fetches the script will follow it.
async fn get(url: &Url) -> Option<Answer> {
    let mut stream = connect(url).await?;
    let (host, path) = (
        &url[url::Position::BeforeHost..url::Position::AfterPort],
        &url[url::Position::BeforePath..url::Position::AfterQuery],
    );
    let agent = concat!("streamdoctor/", env!("CARGO_PKG_VERSION"));
    // Version 1.0 keeps the answer free of chunks.
    let request = format!(
        "GET {path} HTTP/1.0\r\nhost: {host}\r\nuser-agent: {agent}\r\naccept: */*\r\nconnection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await.ok()?;
    let mut line = [0; STATUS_LINE];
    stream.read_exact(&mut line).await.ok()?;
    let is_there = line.starts_with(b"HTTP/1.") && matches!(line[9], b'2' | b'3');
    is_there.then_some(Answer { stream, is_script: line[9] == b'2' })
}

impl Answer {
    async fn read(mut self) -> Fetched {
        let mut rest = Vec::new();
        let read = self.read_all(&mut rest).await;
        let (Ok(()), Some((begin, fields))) = (read, head(&rest).filter(|_| self.is_script)) else {
            return Fetched::Unread;
        };
        if fields.contains("transfer-encoding:") || fields.contains("content-encoding:") {
            return Fetched::Unread;
        }
        let is_whole = rest.len() as u64 <= LONGEST;
        if is_whole { Fetched::Script(rest.split_off(begin)) } else { Fetched::Unread }
    }

    /// Reads to the end, or as far as the answer says that it goes: not every server hangs up when it is asked to.
    async fn read_all(&mut self, rest: &mut Vec<u8>) -> std::io::Result<()> {
        let mut stream = (&mut self.stream).take(LONGEST + 1);
        while stream.read_buf(rest).await? > 0 {
            let end = head(rest).and_then(|(begin, fields)| {
                let length = fields.lines().find_map(|it| it.strip_prefix("content-length:"))?;
                Some(length.trim().parse::<usize>().ok()?.saturating_add(begin))
            });
            if end.is_some_and(|end| rest.len() >= end) {
                return Ok(());
            }
        }
        Ok(())
    }
}

/// Where the content of an answer begins, and the fields before it in lower case; `None` before they are all there.
fn head(answer: &[u8]) -> Option<(usize, String)> {
    let end = answer.windows(4).position(|it| it == b"\r\n\r\n")?;
    Some((end + 4, String::from_utf8_lossy(&answer[..end]).to_ascii_lowercase()))
}

async fn connect(url: &Url) -> Option<TcpStream> {
    let host = url.host_str()?.trim_start_matches('[').trim_end_matches(']');
    TcpStream::connect((host, url.port_or_known_default()?)).await.ok()
}

/// Tries them all at once.
async fn tried(proxies: Vec<ProxyEndpoint>) -> Vec<ScriptProxy> {
    let attempts = proxies.into_iter().map(|endpoint| {
        tokio::spawn(async move {
            let connecting = TcpStream::connect((endpoint.host.as_str(), endpoint.port));
            let answers = matches!(timeout(LIMIT, connecting).await, Ok(Ok(_)));
            ScriptProxy { endpoint, answers }
        })
    });
    let mut tried = Vec::new();
    for attempt in attempts.collect::<Vec<_>>() {
        tried.extend(attempt.await);
    }
    tried
}

/// What a script names.
#[derive(Debug, Default, PartialEq, Eq)]
struct Named {
    direct: bool,
    proxies: Vec<ProxyEndpoint>,
}

/// Some way of the script is put together when it runs, so that no list of them is all of them.
#[derive(Debug, PartialEq, Eq)]
struct Computed;

impl std::str::FromStr for Named {
    type Err = Computed;

    /// Each text of the script that is a list of ways, as `"PROXY a.example:8080; DIRECT"`, adds to what it names.
    fn from_str(script: &str) -> Result<Self, Computed> {
        let mut named = Self::default();
        for Text { text, is_joined } in texts(script)? {
            for way in text.split(';').map(str::trim) {
                let (kind, place) = way.split_once(char::is_whitespace).unwrap_or((way, ""));
                let scheme = match kind.to_ascii_uppercase().as_str() {
                    "DIRECT" => {
                        named.direct = true;
                        continue;
                    }
                    "PROXY" | "HTTP" => "http",
                    "HTTPS" => "https",
                    "SOCKS" | "SOCKS5" => "socks5",
                    "SOCKS4" => "socks4",
                    // Another text, as most are: a name, an address, a pattern.
                    _ => continue,
                };
                // A word that is compared with something.
                if place.is_empty() && !is_joined {
                    continue;
                }
                let has_port = place.rsplit(':').next().is_some_and(|it| it.parse::<u16>().is_ok());
                if is_joined || !has_port {
                    return Err(Computed);
                }
                let place = format!("{scheme}://{}", place.trim());
                let (endpoint, _) = proxy::parse(&place).map_err(|_| Computed)?;
                if !named.proxies.contains(&endpoint) {
                    named.proxies.push(endpoint);
                }
            }
        }
        if named.proxies.len() > MOST_PROXIES { Err(Computed) } else { Ok(named) }
    }
}

/// A text in quotes.
struct Text<'a> {
    text: &'a str,
    /// Whether something is put before or behind it.
    is_joined: bool,
}

/// The texts in quotes, without the comments.
fn texts(script: &str) -> Result<Vec<Text<'_>>, Computed> {
    let mut found = Vec::new();
    let mut rest = script;
    while let Some(at) = rest.find(['"', '\'', '`', '/']) {
        let (before, mark, after) = (&rest[..at], rest.as_bytes()[at], &rest[at + 1..]);
        rest = match mark {
            b'/' if after.starts_with('/') => after.split_once('\n').map_or("", |it| it.1),
            b'/' if after.starts_with('*') => after[1..].split_once("*/").map_or("", |it| it.1),
            b'/' => after,
            _ => {
                let (text, after) = after.split_once(char::from(mark)).ok_or(Computed)?;
                // Something else than it seems: a quote in a pattern, or a text that is to be read otherwise.
                if text.contains(['\\', '\n', '$']) {
                    return Err(Computed);
                }
                let before = before.trim_end();
                let is_joined = before.ends_with('+')
                    || before.ends_with("+=")
                    || after.trim_start().starts_with(['+', '.']);
                found.push(Text { text, is_joined });
                after
            }
        };
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

    use proptest::prelude::*;
    use tokio::net::TcpListener;

    use super::*;

    async fn reachable(url: Option<&str>) -> Option<bool> {
        observe(url).await.0
    }

    /// A server that gives one answer, and then is gone.
    async fn serve(answer: &'static [u8]) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut request = Vec::new();
            // To its end: what is left unread resets the connection, and the answer with it.
            while !request.ends_with(b"\r\n\r\n") {
                request.push(stream.read_u8().await.unwrap());
            }
            assert!(request.starts_with(b"GET /p.pac HTTP"));
            stream.write_all(answer).await.unwrap();
        });
        format!("http://{address}/p.pac")
    }

    #[tokio::test]
    async fn a_script_that_is_served_is_reachable() {
        let url = serve(b"HTTP/1.1 200 OK\r\n\r\n").await;
        assert_eq!(reachable(Some(&url)).await, Some(true));
    }

    #[tokio::test]
    async fn a_script_that_is_missing_or_no_http_is_not() {
        for answer in [b"HTTP/1.1 404 Not Found\r\n\r\n".as_slice(), b"220 hello\r\n\r\n\r\n", b""]
        {
            let url = serve(answer).await;
            assert_eq!(reachable(Some(&url)).await, Some(false));
        }
    }

    /// A server that does this with each connection, and counts them.
    async fn hostile<R: Future<Output = ()> + Send>(
        act: impl Fn(TcpStream) -> R + Send + 'static,
    ) -> (String, Arc<AtomicUsize>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let visits = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&visits);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                counted.fetch_add(1, Relaxed);
                act(stream).await;
            }
        });
        (format!("http://{address}/p.pac"), visits)
    }

    #[tokio::test]
    async fn of_a_script_without_end_the_status_is_read_and_no_more() {
        let taken = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&taken);
        let (ended, mut end) = tokio::sync::mpsc::unbounded_channel();
        let (url, _) = hostile(move |mut stream| {
            let (count, ended) = (Arc::clone(&count), ended.clone());
            async move {
                let head = b"HTTP/1.1 200 OK\r\nContent-Length: 10737418240\r\n\r\n";
                stream.write_all(head).await.unwrap();
                let noise = vec![0x80; 64 * 1024];
                while stream.write_all(&noise).await.is_ok() {
                    count.fetch_add(noise.len(), Relaxed);
                }
                ended.send(()).unwrap();
            }
        })
        .await;
        assert_eq!(reachable(Some(&url)).await, Some(true));
        end.recv().await.unwrap();
        // What lies in the buffers of the system, and nothing of ours.
        assert!(taken.load(Relaxed) < 16 << 20, "{taken:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn a_script_that_drips_or_never_comes_is_given_up() {
        for pause in [Duration::from_secs(1), Duration::from_hours(1)] {
            let (url, _) = hostile(move |mut stream| async move {
                for byte in b"HTTP/1.1 200 OK\r\n\r\n".iter().cycle() {
                    tokio::time::sleep(pause).await;
                    if stream.write_all(&[*byte]).await.is_err() {
                        break;
                    }
                }
            })
            .await;
            assert_eq!(reachable(Some(&url)).await, Some(false));
        }
    }

    #[tokio::test]
    async fn a_redirect_is_not_followed() {
        let (url, visits) = hostile(move |mut stream| async move {
            let away = b"HTTP/1.1 302 Found\r\nLocation: /p.pac\r\nContent-Length: 0\r\n\r\n";
            stream.write_all(away).await.unwrap();
        })
        .await;
        assert_eq!(reachable(Some(&url)).await, Some(true));
        assert_eq!(visits.load(Relaxed), 1);
    }

    #[tokio::test]
    async fn noise_in_place_of_a_script_is_none() {
        for noise in [
            [0; 64],
            [0xff; 64],
            *b"HTTP/1.\xff\xff\xff\xff\xff and what follows it is of no interest here.\0\0\0\0\0\0\0\0",
        ] {
            let (url, _) = hostile(move |mut stream| async move {
                stream.write_all(&noise).await.unwrap();
            })
            .await;
            assert_eq!(reachable(Some(&url)).await, Some(false));
        }
    }

    #[tokio::test]
    async fn a_port_that_nobody_listens_on_is_not() {
        let address = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
        for scheme in ["http", "https"] {
            assert_eq!(reachable(Some(&format!("{scheme}://{address}/"))).await, Some(false));
        }
    }

    #[tokio::test]
    async fn a_file_is_reachable_where_it_exists() {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(b"x").unwrap();
        let url = Url::from_file_path(file.path()).unwrap();
        assert_eq!(reachable(Some(url.as_str())).await, Some(true));
        drop(file);
        assert_eq!(reachable(Some(url.as_str())).await, Some(false));
    }

    #[tokio::test]
    async fn what_cannot_be_tried_is_not_measured() {
        for url in [None, Some("rubbish"), Some("gopher://x/")] {
            assert_eq!(reachable(url).await, None);
        }
    }

    fn named(script: &str) -> Result<Named, Computed> {
        script.parse()
    }

    fn proxies(all: &[(&str, u16)]) -> Vec<ProxyEndpoint> {
        let endpoint = |(host, port): &(&str, u16)| ProxyEndpoint {
            scheme: crate::observation::ProxyScheme::Http,
            host: (*host).to_owned(),
            port: *port,
        };
        all.iter().map(endpoint).collect()
    }

    #[test]
    fn the_ways_of_a_script_are_read_off_it() {
        let script = r#"
            // "DIRECT" would be nice
            function FindProxyForURL(url, host) {
                /* return "PROXY old.example:1"; */
                if (shExpMatch(host, "*.example") || host == 'proxy')
                    return 'PROXY a.example:8080; proxy b.example:3128';
                return "HTTP 10.0.0.1:80;PROXY a.example:8080;";
            }"#;
        let all = proxies(&[("a.example", 8080), ("b.example", 3128), ("10.0.0.1", 80)]);
        assert_eq!(named(script), Ok(Named { direct: false, proxies: all }));
        let direct = named(r#"return isPlainHostName(host) ? "DIRECT" : "PROXY a:1""#);
        assert_eq!(direct, Ok(Named { direct: true, proxies: proxies(&[("a", 1)]) }));
        assert_eq!(named("no script at all"), Ok(Named::default()));
    }

    #[test]
    fn a_way_that_is_put_together_makes_the_list_unknown() {
        for script in [
            r#"return "PROXY " + server;"#,
            r#"return "PROXY a:1; PROXY " + server"#,
            r#"return "PROXY a" + ":1 DI" + "RECT""#,
            r#"return "PROXY a:1" + rest"#,
            r#"ways = "PROXY a:1"; ways += "; PROXY b:1""#,
            r#"return "PROXY a""#,
            r#"return "PROXY a:""#,
            r"return `PROXY ${server}:80`",
            r#"return "PROXY a:1\x3b DIRECT""#,
            r#"return "PROXY a:99999""#,
            "if (/[\"]/.test(url)) return \"DIRECT\";\nreturn \"PROXY a:1\"",
            "return \"PROXY a:1",
        ] {
            assert_eq!(named(script), Err(Computed), "{script}");
        }
        let many = (0..=MOST_PROXIES).map(|it| format!("'PROXY a{it}:1';")).collect::<Vec<_>>();
        let many = many.concat();
        assert_eq!(named(&many), Err(Computed));
    }

    #[tokio::test]
    async fn the_proxies_of_a_script_are_tried() {
        let open = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let closed = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
        let mut file = tempfile::NamedTempFile::new().unwrap();
        let open = open.local_addr().map(|it| (it, open)).unwrap();
        write!(file, "return 'PROXY {}; SOCKS5 {closed}'", open.0).unwrap();
        let url = Url::from_file_path(file.path()).unwrap();
        let (reachable, ways) = observe(Some(url.as_str())).await;
        let ways = ways.unwrap();
        let answers = ways.proxies.iter().map(|it| it.answers).collect::<Vec<_>>();
        assert_eq!((reachable, ways.direct, answers), (Some(true), false, vec![true, false]));
    }

    #[tokio::test]
    async fn a_served_script_is_read_unless_it_comes_in_chunks() {
        let url = serve(b"HTTP/1.1 200 OK\r\n\r\nreturn 'DIRECT'").await;
        let expected = ScriptWays { direct: true, proxies: Vec::new() };
        assert_eq!(observe(Some(&url)).await, (Some(true), Some(expected)));
        let url = serve(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n").await;
        assert_eq!(observe(Some(&url)).await, (Some(true), None));
        let url = serve(b"HTTP/1.1 302 Found\r\nLocation: /\r\n\r\nreturn 'DIRECT'").await;
        assert_eq!(observe(Some(&url)).await, (Some(true), None));
    }

    #[tokio::test]
    async fn a_script_is_read_though_its_server_does_not_hang_up() {
        let (url, _) = hostile(|mut stream| async move {
            let script = b"HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\nreturn 'DIRECT'";
            stream.write_all(script).await.unwrap();
            std::future::pending::<()>().await;
        })
        .await;
        let expected = ScriptWays { direct: true, proxies: Vec::new() };
        assert_eq!(observe(Some(&url)).await, (Some(true), Some(expected)));
    }

    proptest! {
        #[test]
        fn no_script_makes_it_panic(script in "(PROXY |DIRECT|[;'\"`/*\n]|a:1|\\PC)*") {
            named(&script).ok();
        }
    }
}
