//! An Internet of one control and one service, on loopback.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};

use crate::server::{self, Act, Log};

/// Ends with the runtime of the test.
pub(crate) struct Internet {
    status: Arc<AtomicU16>,
    address: SocketAddr,
    /// What was asked for.
    pub(crate) requests: Log,
}

/// The service takes the request, and never answers.
pub(crate) const SILENCE: u16 = 0;

impl Internet {
    /// All is well.
    pub(crate) async fn new() -> Self {
        let status = Arc::new(AtomicU16::new(200));
        let now = Arc::clone(&status);
        let answer = move |request: &str| {
            if request.starts_with("GET /alive ") {
                return vec![server::response("204 No Content", "")];
            }
            match now.load(Ordering::SeqCst) {
                SILENCE => vec![Act::Stall],
                status => vec![server::response(&format!("{status} Whatever"), "hello")],
            }
        };
        let (address, requests) = server::http_by(answer).await;
        Self { status, address, requests }
    }

    /// From now on the service answers so.
    pub(crate) fn answers(&self, status: u16) {
        self.status.store(status, Ordering::SeqCst);
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
enabled = ["vidora"]
"#
        )
    }

    /// A `services/vidora.toml` for it.
    pub(crate) fn service(&self) -> String {
        let address = self.address;
        format!(
            r#"id = "vidora"
name = "Vidora"
[[target]]
role = "web"
url = "http://{address}/watch"
"#
        )
    }
}
