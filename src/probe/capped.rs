//! A stream of which only so much is read: what a server may make us take, even where nothing of it is kept.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// Fails with [`io::ErrorKind::FileTooLarge`] once more than `left` bytes have come.
#[derive(Debug)]
pub(super) struct Capped<S> {
    stream: S,
    left: u64,
}

impl<S> Capped<S> {
    pub(super) fn new(stream: S, most: u64) -> Self {
        Self { stream, left: most }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Capped<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(context, buffer))?;
        let read = (buffer.filled().len() - before) as u64;
        Poll::Ready(if let Some(left) = self.left.checked_sub(read) {
            self.left = left;
            Ok(())
        } else {
            // Whoever fails must not have read anything.
            buffer.set_filled(before);
            Err(io::ErrorKind::FileTooLarge.into())
        })
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Capped<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::AsyncReadExt as _;

    use super::*;

    #[tokio::test]
    async fn what_is_within_is_read_and_what_is_beyond_fails() {
        let mut text = String::new();
        Capped::new(&b"12345"[..], 5).read_to_string(&mut text).await.unwrap();
        assert_eq!(text, "12345");
        let beyond = Capped::new(&b"12345"[..], 4).read_to_string(&mut text).await;
        assert_eq!(beyond.unwrap_err().kind(), io::ErrorKind::FileTooLarge);
    }
}
