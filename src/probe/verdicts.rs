//! Verdicts on chains that hold for a while: two of the three signatures that a handshake has checked are the same each
//! time.
//!
//! A verdict is remembered for exactly the bytes of the chain, the name, and the roots that judged it (their set has a
//! memory of its own). It never outlives a certificate of the chain, nor [`LIFETIME`] by either clock. Only a chain
//! that was accepted is remembered. That the other side has the key is no part of it: that is checked each time.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use ring::digest::{Context, SHA256};
use rustls_pki_types::{CertificateDer, ServerName, UnixTime};

use super::trust::Verdict;
use crate::clock::Moment;

/// A chain is checked in full at least this often: roots come and go.
const LIFETIME: Duration = Duration::from_hours(1);

/// Enough for the targets of the largest list; each takes a few hundred bytes.
const MOST: usize = 16 * 1024;

/// The time by both clocks: the wall clock may be set, and the other knows no dates.
#[derive(Clone, Copy, Debug)]
pub(super) struct Now {
    pub(super) wall: UnixTime,
    pub(super) moment: Moment,
}

/// What a verdict was about: a SHA-256 over all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Key([u8; 32]);

impl Key {
    /// The key of `chain`, shown for `name`.
    pub(super) fn of(chain: &[CertificateDer<'_>], name: &ServerName<'_>) -> Self {
        let mut hash = Context::new(&SHA256);
        // Each part after its length: no part can pass for the end of another.
        let mut add = |part: &[u8]| {
            hash.update(&part.len().to_be_bytes());
            hash.update(part);
        };
        // TLS compares names without regard to case, and so does the memory. An address is no name of DNS.
        add(name.to_str().to_ascii_lowercase().as_bytes());
        for certificate in chain {
            add(certificate);
        }
        let mut key = [0; 32];
        key.copy_from_slice(hash.finish().as_ref());
        Self(key)
    }
}

/// The verdicts of one set of roots.
#[derive(Debug, Default)]
pub(super) struct Verdicts(Mutex<HashMap<Key, Remembered>>);

#[derive(Debug)]
struct Remembered {
    verdict: Verdict,
    found: Now,
    /// The earliest end of a certificate of the chain, in seconds since 1970.
    not_after: u64,
}

impl Remembered {
    fn holds(&self, now: Now) -> bool {
        // A clock that was set back makes nothing younger: what is in the future is not known.
        let age = now.wall.as_secs().checked_sub(self.found.wall.as_secs());
        age.is_some_and(|it| it < LIFETIME.as_secs())
            && now.moment.since(self.found.moment) < LIFETIME
            && now.wall.as_secs() <= self.not_after
    }
}

impl Verdicts {
    /// The verdict on `key`, if it still holds.
    pub(super) fn recall(&self, key: Key, now: Now) -> Option<Verdict> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(&key).filter(|it| it.holds(now)).map(|it| it.verdict.clone())
    }

    /// Remembers `verdict` on the chain whose key is `key`, if it is one that may be remembered.
    pub(super) fn remember(&self, key: Key, verdict: &Verdict, now: Now) {
        let end = verdict.ends.and_then(|it| u64::try_from(it).ok());
        let (None, Some(not_after)) = (&verdict.failure, end) else { return };
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST {
            known.retain(|_, it| it.holds(now));
        }
        // Too many at a time: they are only a saving, and come back by themselves.
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(key, Remembered { verdict: verdict.clone(), found: now, not_after });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn der(bytes: &[u8]) -> CertificateDer<'static> {
        CertificateDer::from(bytes.to_vec())
    }

    fn name(text: &str) -> ServerName<'static> {
        ServerName::try_from(text.to_owned()).unwrap()
    }

    #[test]
    fn the_key_is_of_every_byte_and_of_where_each_part_ends() {
        let key = |parts: &[&[u8]], host: &str| {
            Key::of(&parts.iter().map(|it| der(it)).collect::<Vec<_>>(), &name(host))
        };
        let one = key(&[b"leaf", b"issuer"], "a.example");
        assert_eq!(key(&[b"leaf", b"issuer"], "A.EXAMPLE"), one);
        for other in [
            key(&[b"leaf", b"issues"], "a.example"),
            key(&[b"leafi", b"ssuer"], "a.example"),
            key(&[b"leafissuer"], "a.example"),
            key(&[b"issuer", b"leaf"], "a.example"),
            key(&[b"leaf"], "a.example"),
            key(&[b"leaf", b"issuer"], "b.example"),
        ] {
            assert_ne!(other, one);
        }
        assert_ne!(key(&[b"leaf"], "192.0.2.1"), key(&[b"leaf"], "192.0.2.2"));
    }
}
