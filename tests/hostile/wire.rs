//! A hostile server's end of a connection: it counts what it gets rid of.

use std::future::Future;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Duration;

use rustls::ServerConfig;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt as _};

use crate::support::server::{accept_tls, read_head, serve};

/// Something that is done to whoever connects. Ends when the other side has gone.
pub(crate) type Script =
    Arc<dyn Fn(Box<dyn Duplex>, Taken) -> Pin<Box<dyn Future<Output = ()> + Send>> + Send + Sync>;

pub(crate) trait Duplex: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Duplex for T {}

/// The bytes that were taken from us.
#[derive(Clone, Debug, Default)]
pub(crate) struct Taken(Arc<AtomicUsize>);

impl Taken {
    pub(crate) fn count(&self) -> usize {
        self.0.load(Relaxed)
    }

    /// Writes `bytes`; `false` where nobody takes them.
    pub(crate) async fn write(&self, stream: &mut (impl AsyncWrite + Unpin), bytes: &[u8]) -> bool {
        let sent = stream.write_all(bytes).await.is_ok() && stream.flush().await.is_ok();
        self.0.fetch_add(bytes.len(), Relaxed);
        sent
    }
}

pub(crate) fn script<F>(act: impl Fn(Box<dyn Duplex>, Taken) -> F + Send + Sync + 'static) -> Script
where
    F: Future<Output = ()> + Send + 'static,
{
    Arc::new(move |stream, taken| Box::pin(act(stream, taken)))
}

/// After a request: `begin`, then `again` for ever, with a pause in between; then silence if there is no `again`.
pub(crate) fn flood(
    begin: impl Into<Vec<u8>>,
    again: impl Into<Vec<u8>>,
    pause: Duration,
) -> Script {
    let (begin, again) = (begin.into(), again.into());
    script(move |mut stream, taken| {
        let (begin, again) = (begin.clone(), again.clone());
        async move {
            read_head(&mut stream).await;
            if !taken.write(&mut stream, &begin).await || again.is_empty() {
                stream.shutdown().await.ok();
                drain(&mut stream).await;
                return;
            }
            while taken.write(&mut stream, &again).await {
                if pause.is_zero() {
                    tokio::task::yield_now().await;
                } else {
                    tokio::time::sleep(pause).await;
                }
            }
        }
    })
}

/// Sends at once, whatever is asked.
pub(crate) fn blurt(
    begin: impl Into<Vec<u8>>,
    again: impl Into<Vec<u8>>,
    pause: Duration,
) -> Script {
    let (begin, again) = (begin.into(), again.into());
    script(move |mut stream, taken| {
        let (begin, again) = (begin.clone(), again.clone());
        async move {
            if !taken.write(&mut stream, &begin).await {
                return;
            }
            while !again.is_empty() && taken.write(&mut stream, &again).await {
                if pause.is_zero() {
                    tokio::task::yield_now().await;
                } else {
                    tokio::time::sleep(pause).await;
                }
            }
            drain(&mut stream).await;
        }
    })
}

/// Reads until the other side has gone.
pub(crate) async fn drain(stream: &mut (impl AsyncRead + Unpin)) {
    let mut sink = tokio::io::sink();
    tokio::io::copy(stream, &mut sink).await.ok();
}

/// Serves `script` in clear text.
pub(crate) async fn clear(script: Script, taken: Taken) -> SocketAddr {
    serve(move |stream| script(Box::new(stream), taken.clone())).await
}

/// Serves `script` inside TLS sessions.
pub(crate) async fn tls(config: Arc<ServerConfig>, script: Script, taken: Taken) -> SocketAddr {
    serve(move |stream| {
        let (config, script, taken) = (Arc::clone(&config), Arc::clone(&script), taken.clone());
        async move {
            let Some(stream) = accept_tls(stream, config).await else { return };
            script(Box::new(stream), taken).await;
        }
    })
    .await
}
