//! What our own questions cost: bytes on the wire, as far as a program can tell.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::metered::{Meter, Metered};

/// The heads of an IP packet and of a TCP segment with timestamps (RFC 791, RFC 9293, RFC 7323).
const HEADS: u64 = 52;

/// What a segment usually carries.
const SEGMENT: u64 = 1400;

/// A connection opens with three packets and ends with about as many.
const OPENING: u64 = 7 * HEADS;

/// A question to a resolver and its answer, for one family: rarely more than this, and usually one of a few dozen in a
/// round.
const LOOK_UP: u64 = 250;

/// Counts the bytes of everything that shares it. Cloning is cheap.
#[derive(Clone, Debug, Default)]
pub(super) struct Traffic(Arc<AtomicU64>);

impl Traffic {
    pub(super) fn total(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    pub(super) fn add(&self, bytes: u64) {
        self.0.fetch_add(bytes, Ordering::Relaxed);
    }

    /// An attempt to connect that came to nothing.
    pub(super) fn add_attempt(&self) {
        self.add(2 * HEADS);
    }

    /// So many questions to a resolver, with their answers.
    pub(super) fn add_look_ups(&self, count: u64) {
        self.add(count * LOOK_UP);
    }

    /// The same stream, counted from its opening on.
    pub(super) fn counted<S>(&self, stream: S) -> Metered<S, Self> {
        self.add(OPENING);
        Metered { stream, meter: self.clone() }
    }

    /// So many bytes in one go: with the heads of the packets that carry them, and the answers to these.
    fn carry(&self, bytes: usize) {
        let bytes = bytes as u64;
        if bytes > 0 {
            self.add(bytes + bytes.div_ceil(SEGMENT) * HEADS * 3 / 2);
        }
    }
}

impl Meter for Traffic {
    fn read(&mut self, bytes: usize) -> io::Result<()> {
        self.carry(bytes);
        Ok(())
    }

    fn written(&mut self, bytes: usize) {
        self.carry(bytes);
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, duplex};

    use super::*;

    #[tokio::test]
    async fn both_ways_are_counted_with_the_heads_of_their_packets() {
        let traffic = Traffic::default();
        let (ours, mut theirs) = duplex(64 * 1024);
        let mut ours = traffic.counted(ours);
        assert_eq!(traffic.total(), OPENING);
        ours.write_all(&[1; 1000]).await.unwrap();
        assert_eq!(traffic.total(), OPENING + 1000 + HEADS * 3 / 2);
        theirs.write_all(&[2; 3000]).await.unwrap();
        let mut buffer = vec![0; 3000];
        ours.read_exact(&mut buffer).await.unwrap();
        assert_eq!(traffic.total(), OPENING + 4000 + HEADS * 3 / 2 + 3 * HEADS * 3 / 2);
    }
}
