//! The address at which Prometheus fetches the numbers: they can be read there, and nothing else can be done.

use std::convert::Infallible;
use std::future::pending;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::header::{self, HeaderName, HeaderValue};
use hyper::http::uri::Authority;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use super::Source;
use crate::presentation::metrics::{CONTENT_TYPE, exposition};

/// Some scrapers, and somebody who looks. Who comes while all places are taken waits in the system's queue.
const MAX_CONNECTIONS: usize = 8;
/// A scraper's request has a few hundred bytes.
const MAX_HEAD: usize = 8 * 1024;
/// For a whole head.
const READ_TIME: Duration = Duration::from_secs(5);
/// For one request and its answer: scrapers themselves wait no longer.
const CONNECTION_LIFE: Duration = Duration::from_secs(15);
/// After the system refused a connection.
const ACCEPT_PAUSE: Duration = Duration::from_millis(200);
/// Until an address that could not be had is tried again.
const BIND_PAUSE: Duration = Duration::from_mins(1);

/// What every response carries. Nobody's web page can read it.
const HEADERS: [(HeaderName, &str); 3] = [
    (header::CACHE_CONTROL, "no-store"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Serves the numbers at `address` for ever; without one it only waits.
pub(super) async fn serve(address: Option<SocketAddr>, source: &Source) {
    let Some(address) = address else { return pending().await };
    let listener = listen(address).await;
    let is_private = address.ip().is_loopback();
    let places = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    let mut connections = JoinSet::new();
    loop {
        // One that is not closed, as nobody closes it.
        let Ok(place) = places.clone().acquire_owned().await else { return pending().await };
        match listener.accept().await {
            Ok((stream, _)) => {
                let source = source.clone();
                connections.spawn(async move {
                    converse(stream, source, is_private).await;
                    drop(place);
                });
            }
            Err(error) => {
                tracing::debug!(%error, "a connection for the numbers cannot be taken");
                sleep(ACCEPT_PAUSE).await;
            }
        }
        while connections.try_join_next().is_some() {}
    }
}

/// Waits until the address can be had.
async fn listen(address: SocketAddr) -> TcpListener {
    let mut is_told = false;
    loop {
        let bound = TcpListener::bind(address).await.and_then(|it| Ok((it.local_addr()?, it)));
        match bound {
            Ok((address, listener)) => {
                tracing::info!("the numbers are at http://{address}/metrics");
                return listener;
            }
            Err(error) if !is_told => {
                tracing::warn!("the numbers cannot be fetched at {address}: {}", why(&error));
                is_told = true;
            }
            Err(_) => {}
        }
        sleep(BIND_PAUSE).await;
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "most kinds need no words of ours")]
fn why(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::AddrInUse => "another program listens there; it is tried again".to_owned(),
        io::ErrorKind::AddrNotAvailable => {
            "this computer does not have that address now; it is tried again".to_owned()
        }
        _ => error.to_string(),
    }
}

/// Answers one request.
async fn converse(stream: TcpStream, source: Source, is_private: bool) {
    let service = service_fn(|request| {
        let response = answer(&request, &source, is_private);
        async { Ok::<_, Infallible>(response) }
    });
    let conversation = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(READ_TIME)
        .max_header_size(MAX_HEAD)
        .max_buf_size(2 * MAX_HEAD)
        // The next scrape is a long time away, and a place is worth more than a handshake on one computer.
        .keep_alive(false)
        .serve_connection(TokioIo::new(stream), service);
    if let Ok(Err(error)) = timeout(CONNECTION_LIFE, conversation).await {
        tracing::debug!(%error, "a request for the numbers ended early");
    }
}

fn answer(request: &Request<Incoming>, source: &Source, is_private: bool) -> Response<Full<Bytes>> {
    let names_us = !is_private || request.headers().get_all(header::HOST).iter().all(is_here);
    let (status, kind, body) = if !names_us {
        let says = "Ask for 127.0.0.1 or localhost.\n".to_owned();
        (StatusCode::MISDIRECTED_REQUEST, "text/plain; charset=utf-8", says)
    } else if request.uri().path() != "/metrics" {
        let says = "The numbers are at /metrics.\n".to_owned();
        (StatusCode::NOT_FOUND, "text/plain; charset=utf-8", says)
    } else if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let says = "The numbers can only be read.\n".to_owned();
        (StatusCode::METHOD_NOT_ALLOWED, "text/plain; charset=utf-8", says)
    } else {
        (StatusCode::OK, CONTENT_TYPE, exposition(&source.read()))
    };
    let mut response = Response::new(Full::new(Bytes::from(body)));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    if status == StatusCode::METHOD_NOT_ALLOWED {
        headers.insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Whether the request is for this computer by a name that only this computer can have. A web page whose own name leads
/// here is not to learn what is watched (DNS rebinding).
fn is_here(host: &HeaderValue) -> bool {
    let Some(authority) = host.to_str().ok().and_then(|it| it.parse::<Authority>().ok()) else {
        return false;
    };
    let host = authority.host().trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost")
        || host.parse::<IpAddr>().is_ok_and(|it| it.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_computers_own_names_are_here() {
        for here in ["127.0.0.1:9469", "localhost", "LOCALHOST:1", "[::1]:9469", "127.3.2.1"] {
            assert!(is_here(&HeaderValue::from_static(here)), "{here}");
        }
        for there in
            ["rebound.example:9469", "192.0.2.1", "localhost.example", "", "127.0.0.1.example"]
        {
            assert!(!is_here(&HeaderValue::from_static(there)), "{there}");
        }
    }
}
