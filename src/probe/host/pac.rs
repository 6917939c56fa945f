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
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

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
}
