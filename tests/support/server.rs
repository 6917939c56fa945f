//! TCP, TLS and HTTP servers whose every byte a test decides.

use std::future::{Future, pending};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rustls::ServerConfig;
use socket2::SockRef;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

/// Serves each connection to a new port of 127.0.0.1 by `handler`.
pub(crate) async fn serve<F, R>(handler: F) -> SocketAddr
where
    F: Fn(TcpStream) -> R + Send + 'static,
    R: Future<Output = ()> + Send + 'static,
{
    serve_at(Ipv4Addr::LOCALHOST.into(), 0, handler).await
}

/// The same at a given address.
pub(crate) async fn serve_at<F, R>(address: IpAddr, port: u16, handler: F) -> SocketAddr
where
    F: Fn(TcpStream) -> R + Send + 'static,
    R: Future<Output = ()> + Send + 'static,
{
    let listener = TcpListener::bind((address, port)).await.unwrap();
    let bound = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(handler(stream));
        }
    });
    bound
}

/// A port of 127.0.0.1 at which nobody listens.
pub(crate) async fn closed_port() -> SocketAddr {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap().local_addr().unwrap()
}

/// An address that swallows every SYN: its queue of connections is full and nobody takes one out.
#[cfg(target_os = "linux")]
pub(crate) async fn black_hole(address: IpAddr, port: u16) -> (SocketAddr, impl Drop) {
    use socket2::{Domain, Socket, Type};

    struct Hold(#[expect(dead_code, reason = "only held")] Socket, Vec<TcpStream>);
    impl Drop for Hold {
        fn drop(&mut self) {
            self.1.clear();
        }
    }

    let socket =
        Socket::new(Domain::for_address((address, port).into()), Type::STREAM, None).unwrap();
    socket.bind(&SocketAddr::new(address, port).into()).unwrap();
    socket.listen(0).unwrap();
    let bound = socket.local_addr().unwrap().as_socket().unwrap();
    let mut queued = Vec::new();
    let patience = Duration::from_millis(100);
    while let Ok(Ok(stream)) = tokio::time::timeout(patience, TcpStream::connect(bound)).await {
        queued.push(stream);
    }
    (bound, Hold(socket, queued))
}

/// What a server does, in order, once the request has come.
#[derive(Clone, Debug)]
pub(crate) enum Act {
    Send(Vec<u8>),
    /// Sends this again and again, with a pause in between, for ever.
    Drip(Vec<u8>, Duration),
    /// Sends this for ever, as fast as it is taken.
    Flood(Vec<u8>),
    /// Does nothing for ever.
    Stall,
    /// Ends the connection with a reset.
    Reset,
}

/// Sends `text`.
pub(crate) fn send(text: &str) -> Act {
    Act::Send(text.as_bytes().to_vec())
}

/// A plain response with `content`.
pub(crate) fn response(status: &str, content: &str) -> Act {
    send(&format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n\r\n{content}", content.len()))
}

/// A redirect to `location`.
pub(crate) fn redirect(location: &str) -> Act {
    send(&format!("HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n"))
}

/// The requests that a server has read.
pub(crate) type Log = Arc<Mutex<Vec<String>>>;

/// An HTTP server in clear text that answers every request by `acts`, and closes.
pub(crate) async fn http(acts: Vec<Act>) -> SocketAddr {
    http_by(move |_| acts.clone()).await.0
}

/// An HTTP server in clear text that answers by what is asked.
pub(crate) async fn http_by(
    answer: impl Fn(&str) -> Vec<Act> + Send + Sync + 'static,
) -> (SocketAddr, Log) {
    let (answer, log) = (Arc::new(answer), Log::default());
    let kept = Arc::clone(&log);
    let address = serve(move |mut stream| {
        let (answer, log) = (Arc::clone(&answer), Arc::clone(&log));
        async move {
            let request = read_head(&mut stream).await;
            log.lock().unwrap().push(request.clone());
            if perform(&mut stream, answer(&request)).await {
                set_reset(&stream);
            }
        }
    });
    (address.await, kept)
}

/// The same over TLS with HTTP/1.1.
pub(crate) async fn https(config: Arc<ServerConfig>, acts: Vec<Act>) -> SocketAddr {
    https_by(config, move |_| acts.clone()).await.0
}

/// The same over TLS with HTTP/1.1, answering by what is asked.
pub(crate) async fn https_by(
    config: Arc<ServerConfig>,
    answer: impl Fn(&str) -> Vec<Act> + Send + Sync + 'static,
) -> (SocketAddr, Log) {
    let (answer, log) = (Arc::new(answer), Log::default());
    let kept = Arc::clone(&log);
    let address = serve(move |stream| {
        let (config, answer, log) = (Arc::clone(&config), Arc::clone(&answer), Arc::clone(&log));
        async move {
            let Some(mut stream) = accept_tls(stream, config).await else { return };
            let request = read_head(&mut stream).await;
            log.lock().unwrap().push(request.clone());
            if perform(&mut stream, answer(&request)).await {
                set_reset(stream.get_ref().0);
            }
        }
    });
    (address.await, kept)
}

/// Shakes hands as a server; `None` where the client does not like it.
pub(crate) async fn accept_tls(
    stream: TcpStream,
    config: Arc<ServerConfig>,
) -> Option<TlsStream<TcpStream>> {
    TlsAcceptor::from(config).accept(stream).await.ok()
}

/// Reads a request up to the empty line; what came until then if the client stops.
pub(crate) async fn read_head(stream: &mut (impl AsyncRead + Unpin)) -> String {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read_u8().await {
            Ok(byte) => head.push(byte),
            Err(_) => break,
        }
    }
    String::from_utf8_lossy(&head).into_owned()
}

/// Makes the kernel reset the connection instead of closing it.
pub(crate) fn set_reset(stream: &TcpStream) {
    SockRef::from(stream).set_linger(Some(Duration::ZERO)).unwrap();
}

/// Performs `acts`; says whether the connection is to be reset.
async fn perform(stream: &mut (impl AsyncRead + AsyncWrite + Unpin), acts: Vec<Act>) -> bool {
    for act in acts {
        match act {
            Act::Send(bytes) => {
                if stream.write_all(&bytes).await.is_err() {
                    return false;
                }
                // Errors mean that the client has gone.
                drop(stream.flush().await);
            }
            Act::Drip(bytes, pause) => loop {
                if stream.write_all(&bytes).await.is_err() || stream.flush().await.is_err() {
                    return false;
                }
                tokio::time::sleep(pause).await;
            },
            Act::Flood(bytes) => while stream.write_all(&bytes).await.is_ok() {},
            Act::Stall => pending().await,
            Act::Reset => return true,
        }
    }
    drop(stream.shutdown().await);
    // Until the client closes too: closing first with bytes unread would reset the connection.
    let mut rest = [0; 1024];
    while matches!(stream.read(&mut rest).await, Ok(1..)) {}
    false
}
