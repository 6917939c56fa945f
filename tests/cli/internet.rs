//! An Internet of one control and one service, on loopback.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};

use tokio::sync::watch;

use crate::server::{self, Act};

/// Ends with the runtime of the test.
pub(crate) struct Internet {
    status: Arc<AtomicU16>,
    address: SocketAddr,
    requests: watch::Sender<Vec<String>>,
}

/// The service takes the request, and never answers.
pub(crate) const SILENCE: u16 = 0;

impl Internet {
    /// All is well.
    pub(crate) async fn new() -> Self {
        let status = Arc::new(AtomicU16::new(200));
        let requests = watch::Sender::new(Vec::new());
        let (now, heard) = (Arc::clone(&status), requests.clone());
        let answer = move |request: &str| {
            heard.send_modify(|all| all.push(request.to_owned()));
            if request.starts_with("GET /alive ") {
                return vec![server::response("204 No Content", "")];
            }
            match now.load(Ordering::SeqCst) {
                SILENCE => vec![Act::Stall],
                status => vec![server::response(&format!("{status} Whatever"), "hello")],
            }
        };
        let (address, _log) = server::http_by(answer).await;
        Self { status, address, requests }
    }

    /// From now on the service answers so.
    pub(crate) fn answers(&self, status: u16) {
        self.status.store(status, Ordering::SeqCst);
    }

    /// Where the service is.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// How many requests have come.
    pub(crate) fn asked(&self) -> usize {
        self.requests.borrow().len()
    }

    /// Waits until `path` was asked for so many times.
    pub(crate) async fn until_asked_for(&self, path: &str, times: usize) {
        let line = format!("GET {path} ");
        let enough =
            |all: &Vec<String>| all.iter().filter(|it| it.starts_with(&line)).count() >= times;
        self.requests.subscribe().wait_for(enough).await.unwrap();
    }

    /// A `streamdoctor.toml` for it.
    pub(crate) fn settings(&self) -> String {
        let address = self.address;
        format!(
            r#"[controls]
endpoints = [{{ url = "http://{address}/alive", expect = {{ status = 204 }} }}]
addresses = ["{address}"]
[resolvers]
public = []
doh = []
[schedule]
interval = "10s"
quick = "10s"
[services]
enabled = ["bravo"]
"#
        )
    }

    /// A `services/bravo.toml` for it.
    pub(crate) fn service(&self) -> String {
        let address = self.address;
        format!(
            r#"id = "bravo"
name = "Bravo"
[[target]]
role = "web"
url = "http://{address}/watch"
"#
        )
    }
}
