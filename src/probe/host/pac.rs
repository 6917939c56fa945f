//! Whether the automatic proxy script can be had. What it says is not evaluated.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use url::Url;

/// Browsers wait longer for a script and then go on without it; by then every page has been slow.
const LIMIT: Duration = Duration::from_secs(2);
/// `HTTP/1.1 200`, and no more, is read.
const STATUS_LINE: usize = 12;

/// Whether the script at `url` can be fetched; `None` without one, or with one that we cannot fetch.
pub(super) async fn reachable(url: Option<&str>) -> Option<bool> {
    let url = Url::parse(url?).ok()?;
    match url.scheme() {
        "http" => Some(timeout(LIMIT, is_served(&url)).await.is_ok_and(|it| it.unwrap_or(false))),
        "https" => Some(timeout(LIMIT, connect(&url)).await.is_ok_and(|it| it.is_some())),
        "file" => {
            let path = url.to_file_path().unwrap_or_else(|()| PathBuf::from(url.path()));
            Some(fs::metadata(path).is_ok_and(|it| it.is_file()))
        }
        // The script stands in the address itself.
        "data" => Some(true),
        _ => None,
    }
}

/// A plain GET. A redirect counts as served: whoever fetches the script will follow it.
async fn is_served(url: &Url) -> Option<bool> {
    let mut stream = connect(url).await?;
    let (host, path) = (
        &url[url::Position::BeforeHost..url::Position::AfterPort],
        &url[url::Position::BeforePath..url::Position::AfterQuery],
    );
    let agent = concat!("streamdoctor/", env!("CARGO_PKG_VERSION"));
    let request = format!(
        "GET {path} HTTP/1.1\r\nhost: {host}\r\nuser-agent: {agent}\r\naccept: */*\r\nconnection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await.ok()?;
    let mut line = [0; STATUS_LINE];
    stream.read_exact(&mut line).await.ok()?;
    Some(line.starts_with(b"HTTP/1.") && matches!(line[9], b'2' | b'3'))
}

async fn connect(url: &Url) -> Option<TcpStream> {
    let host = url.host_str()?.trim_start_matches('[').trim_end_matches(']');
    TcpStream::connect((host, url.port_or_known_default()?)).await.ok()
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use tokio::net::TcpListener;

    use super::*;

    /// A server that gives one answer, and then is gone.
    async fn serve(answer: &'static [u8]) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut request = [0; 16];
            stream.read_exact(&mut request).await.unwrap();
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
}
