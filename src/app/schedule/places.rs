//! Where in its interval something is looked at: the same place for ever, so that probes never come in a herd.

use std::collections::BTreeMap;
use std::time::Duration;

use super::{Subject, TOGETHER};

/// Each service's place in its interval. Those that are as few as are looked at together share one.
pub(super) fn places(subjects: &[Subject], interval: Duration) -> Vec<(u32, u32)> {
    let mut parts: BTreeMap<Duration, usize> = BTreeMap::new();
    for subject in subjects {
        *parts.entry(subject.every.unwrap_or(interval)).or_default() += subject.parts.max(1);
    }
    let place = |subject: &Subject| {
        let every = subject.every.unwrap_or(interval);
        let wanted = parts[&every].div_ceil(TOGETHER) as u64;
        let places = wanted.clamp(1, every.as_secs().max(1));
        let place = hash(&subject.id) % places;
        (u32::try_from(place).unwrap_or(0), u32::try_from(places).unwrap_or(1))
    };
    subjects.iter().map(place).collect()
}

pub(super) fn offset(period: Duration, (place, places): (u32, u32)) -> Duration {
    period.mul_f64(f64::from(place) / f64::from(places.max(1)))
}

/// The same for the same id, today and after every update: FNV-1a.
pub(super) fn hash(id: &str) -> u64 {
    let fold = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    mix(id.bytes().fold(0xcbf2_9ce4_8422_2325, fold))
}

/// Spreads what differs in a few bits over all of them (the finalizer of splitmix64).
pub(super) fn mix(mut it: u64) -> u64 {
    it = (it ^ (it >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    it = (it ^ (it >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    it ^ (it >> 31)
}
