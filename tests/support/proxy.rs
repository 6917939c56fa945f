//! Forward proxies: HTTP (CONNECT) and SOCKS, which lead everything to one server whatever is asked for.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::TcpStream;

use super::server::{Log, read_head, serve};

/// An HTTP proxy that opens a tunnel to `target` for every CONNECT.
pub(crate) async fn http_connect(target: SocketAddr) -> (SocketAddr, Log) {
    let log = Log::default();
    let kept = Arc::clone(&log);
    let address = serve(move |mut stream| {
        let log = Arc::clone(&log);
        async move {
            let request = read_head(&mut stream).await;
            log.lock().unwrap().push(request);
            stream.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n").await.unwrap();
            relay(stream, target).await;
        }
    });
    (address.await, kept)
}

/// What a SOCKS client asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Asked {
    /// Kind of address, address and port, as they came.
    pub(crate) destination: Vec<u8>,
    pub(crate) user: Option<(String, String)>,
}

/// A SOCKS 5 proxy that answers with `reply`, and leads to `target` if that is zero.
pub(crate) async fn socks5(
    target: SocketAddr,
    reply: u8,
    wants_password: bool,
) -> (SocketAddr, Arc<Mutex<Asked>>) {
    let asked = Arc::new(Mutex::new(Asked::default()));
    let kept = Arc::clone(&asked);
    let address = serve(move |mut stream| {
        let asked = Arc::clone(&asked);
        async move {
            let mut head = [0; 2];
            stream.read_exact(&mut head).await.unwrap();
            let methods = bytes(&mut stream, usize::from(head[1])).await;
            if wants_password {
                if !methods.contains(&2) {
                    stream.write_all(&[5, 0xff]).await.unwrap();
                    return;
                }
                stream.write_all(&[5, 2]).await.unwrap();
                assert_eq!(stream.read_u8().await.unwrap(), 1);
                let (user, password) = (text(&mut stream).await, text(&mut stream).await);
                let accepted = password == "open sesame";
                asked.lock().unwrap().user = Some((user, password));
                stream.write_all(&[1, u8::from(!accepted)]).await.unwrap();
            } else {
                stream.write_all(&[5, 0]).await.unwrap();
            }
            let Ok(version) = stream.read_u8().await else { return };
            assert_eq!((version, bytes(&mut stream, 2).await), (5, vec![1, 0]));
            let kind = stream.read_u8().await.unwrap();
            let length = match kind {
                1 => 4,
                4 => 16,
                _ => usize::from(stream.read_u8().await.unwrap()),
            };
            let mut destination = vec![kind];
            destination.extend(bytes(&mut stream, length + 2).await);
            asked.lock().unwrap().destination = destination;
            stream.write_all(&[5, reply, 0, 1, 0, 0, 0, 0, 0, 0]).await.unwrap();
            if reply == 0 {
                relay(stream, target).await;
            }
        }
    });
    (address.await, kept)
}

/// A SOCKS 4 proxy that answers with `reply`, and leads to `target` if it grants the wish.
pub(crate) async fn socks4(target: SocketAddr, reply: u8) -> SocketAddr {
    serve(move |mut stream| async move {
        let _request = bytes(&mut stream, 8).await;
        while stream.read_u8().await.unwrap() != 0 {}
        stream.write_all(&[0, reply, 0, 0, 0, 0, 0, 0]).await.unwrap();
        if reply == 90 {
            relay(stream, target).await;
        }
    })
    .await
}

async fn relay(mut stream: TcpStream, target: SocketAddr) {
    let mut onward = TcpStream::connect(target).await.unwrap();
    // An error ends the tunnel, which is all that there is to do about it.
    drop(copy_bidirectional(&mut stream, &mut onward).await);
}

async fn bytes(stream: &mut TcpStream, length: usize) -> Vec<u8> {
    let mut bytes = vec![0; length];
    stream.read_exact(&mut bytes).await.unwrap();
    bytes
}

async fn text(stream: &mut TcpStream) -> String {
    let length = usize::from(stream.read_u8().await.unwrap());
    String::from_utf8(bytes(stream, length).await).unwrap()
}
