//! A stream whose bytes are watched: counted as what they cost, or held against what may come.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// Watches a stream.
pub(super) trait Meter {
    /// So many bytes have come. Where that is too much, whoever reads gets the error in their place.
    fn read(&mut self, bytes: usize) -> io::Result<()>;

    /// So many bytes have gone, in one go.
    fn written(&mut self, _bytes: usize) {}
}

/// The stream, and what watches it.
#[derive(Debug)]
pub(super) struct Metered<S, M> {
    pub(super) stream: S,
    pub(super) meter: M,
}

impl<S: AsyncRead + Unpin, M: Meter + Unpin> AsyncRead for Metered<S, M> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(context, buffer))?;
        let read = self.meter.read(buffer.filled().len() - before);
        if read.is_err() {
            // Whoever fails must not have read anything.
            buffer.set_filled(before);
        }
        Poll::Ready(read)
    }
}

impl<S: AsyncWrite + Unpin, M: Meter + Unpin> AsyncWrite for Metered<S, M> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = ready!(Pin::new(&mut self.stream).poll_write(context, bytes))?;
        self.meter.written(written);
        Poll::Ready(Ok(written))
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = ready!(Pin::new(&mut self.stream).poll_write_vectored(context, pieces))?;
        self.meter.written(written);
        Poll::Ready(Ok(written))
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}

/// What a server may make us take, even where nothing of it is kept: fails with [`io::ErrorKind::FileTooLarge`] once
/// more than so many bytes have come.
#[derive(Debug)]
pub(super) struct Cap(pub(super) u64);

impl Meter for Cap {
    fn read(&mut self, bytes: usize) -> io::Result<()> {
        self.0 = self.0.checked_sub(bytes as u64).ok_or(io::ErrorKind::FileTooLarge)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::AsyncReadExt as _;

    use super::*;

    #[tokio::test]
    async fn what_is_within_is_read_and_what_is_beyond_fails() {
        let capped = |most| Metered { stream: &b"12345"[..], meter: Cap(most) };
        let mut text = String::new();
        capped(5).read_to_string(&mut text).await.unwrap();
        assert_eq!(text, "12345");
        let beyond = capped(4).read_to_string(&mut text).await;
        assert_eq!(beyond.unwrap_err().kind(), io::ErrorKind::FileTooLarge);
    }
}
