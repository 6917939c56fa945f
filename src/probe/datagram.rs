//! Waits for datagrams.

use std::io::{self, ErrorKind};

use tokio::io::Interest;
use tokio::net::UdpSocket;

/// Takes the next datagram from the peer that `socket` is connected to.
///
/// Not `UdpSocket::recv`: that spins where a system reports a refused datagram as a connection that failed, and then has
/// nothing to read. It never gives its thread back, so no time limit would end it. Wine does that.
pub(super) async fn receive(socket: &UdpSocket, buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        let ready = socket.ready(Interest::READABLE).await?;
        match socket.try_recv(buffer) {
            Err(error) if error.kind() == ErrorKind::WouldBlock => {
                if ready.is_read_closed() {
                    return Err(refusal(socket));
                }
            }
            taken => return taken,
        }
    }
}

/// Why nothing comes any more.
fn refusal(socket: &UdpSocket) -> io::Error {
    let pending = socket.take_error().ok().flatten();
    pending.unwrap_or_else(|| ErrorKind::ConnectionRefused.into())
}

#[cfg(test)]
mod tests {
    use std::net::{Ipv4Addr, Shutdown};
    use std::time::Duration;

    use socket2::SockRef;
    use tokio::time::timeout;

    use super::*;

    /// Two sockets, connected to each other.
    async fn pair() -> (UdpSocket, UdpSocket) {
        let one = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let other = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        one.connect(other.local_addr().unwrap()).await.unwrap();
        other.connect(one.local_addr().unwrap()).await.unwrap();
        (one, other)
    }

    #[tokio::test]
    async fn a_datagram_is_taken() {
        let (one, other) = pair().await;
        other.send(b"hello").await.unwrap();
        let mut buffer = [0; 16];
        let length = receive(&one, &mut buffer).await.unwrap();
        assert_eq!(&buffer[..length], b"hello");
    }

    #[tokio::test]
    async fn a_socket_that_is_closed_for_reading_ends_the_wait() {
        let (one, _other) = pair().await;
        SockRef::from(&one).shutdown(Shutdown::Read).unwrap();
        let error = receive(&one, &mut [0; 16]).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ConnectionRefused);
    }

    #[tokio::test(start_paused = true)]
    async fn silence_is_waited_out() {
        let (one, _other) = pair().await;
        let waited = timeout(Duration::from_secs(1), receive(&one, &mut [0; 16])).await;
        assert!(waited.is_err(), "{waited:?}");
    }
}
