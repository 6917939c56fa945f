//! The way through a route table, worked out by its own rules, for systems that are not asked for it.

use std::cmp::Reverse;
use std::net::IpAddr;

use super::{Candidate, Exit, SOMEWHERE_V4, SOMEWHERE_V6};
use crate::observation::Family;

/// A route, as the table has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) prefix: IpAddr,
    pub(super) length: u8,
    pub(super) gateway: Option<IpAddr>,
    pub(super) index: u32,
    pub(super) metric: u32,
    /// Whether it refuses instead of leading anywhere.
    pub(super) refuses: bool,
    /// Whether only sockets that are bound to its link use it.
    pub(super) scoped: bool,
}

impl Row {
    fn contains(&self, address: IpAddr) -> bool {
        let same = |ours: u128, theirs: u128, width: u8| {
            let shift = u32::from(width.saturating_sub(self.length));
            ours.checked_shr(shift) == theirs.checked_shr(shift)
        };
        match (self.prefix, address) {
            (IpAddr::V4(ours), IpAddr::V4(theirs)) => {
                same(u128::from(ours.to_bits()), u128::from(theirs.to_bits()), 32)
            }
            (IpAddr::V6(ours), IpAddr::V6(theirs)) => same(ours.to_bits(), theirs.to_bits(), 128),
            (IpAddr::V4(_), IpAddr::V6(_)) | (IpAddr::V6(_), IpAddr::V4(_)) => false,
        }
    }
}

/// Which way ordinary traffic to everywhere takes, for each family.
pub(super) fn exits(rows: &[Row]) -> Vec<(Family, Exit)> {
    let v4 = SOMEWHERE_V4.map(|it| exit(rows, it.into()));
    let v6 = SOMEWHERE_V6.map(|it| exit(rows, it.into()));
    vec![(Family::V4, Exit::most(&v4)), (Family::V6, Exit::most(&v6))]
}

/// The longest prefix wins, then the lowest metric, then the first in the table.
fn exit(rows: &[Row], address: IpAddr) -> Exit {
    let fitting = rows.iter().filter(|row| !row.scoped && row.contains(address));
    match fitting.min_by_key(|row| (Reverse(row.length), row.metric)) {
        Some(row) if !row.refuses => Exit::Through { index: row.index, gateway: row.gateway },
        Some(_) | None => Exit::Nowhere,
    }
}

/// The default routes, those for bound sockets only among them: they tell of another link with a way out.
pub(super) fn candidates(rows: &[Row]) -> Vec<Candidate> {
    let candidate = |row: &Row| Candidate {
        family: Family::of(row.prefix),
        gateway: row.gateway,
        index: row.index,
        metric: row.metric,
    };
    rows.iter().filter(|row| row.length == 0 && !row.refuses).map(candidate).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn row(prefix: &str, index: u32, metric: u32) -> Row {
        let (prefix, length) = prefix.split_once('/').unwrap();
        Row {
            prefix: prefix.parse().unwrap(),
            length: length.parse().unwrap(),
            gateway: None,
            index,
            metric,
            refuses: false,
            scoped: false,
        }
    }

    fn v4(rows: &[Row]) -> Exit {
        exits(rows)[0].1
    }

    fn through(index: u32) -> Exit {
        Exit::Through { index, gateway: None }
    }

    #[test]
    fn a_pair_of_half_spaces_beats_the_default_route() {
        let rows = [row("0.0.0.0/0", 1, 25), row("0.0.0.0/1", 2, 300), row("128.0.0.0/1", 2, 300)];
        assert_eq!(v4(&rows), through(2));
        assert_eq!(candidates(&rows).len(), 1);
    }

    #[test]
    fn one_half_alone_does_not_carry_everything() {
        let rows = [row("0.0.0.0/0", 1, 25), row("128.0.0.0/1", 2, 1)];
        assert_eq!(v4(&rows), through(1));
    }

    #[test]
    fn between_default_routes_the_metric_decides() {
        assert_eq!(v4(&[row("0.0.0.0/0", 1, 50), row("0.0.0.0/0", 2, 25)]), through(2));
    }

    #[test]
    fn a_family_without_a_route_leads_nowhere() {
        let exits = exits(&[row("::/0", 1, 1), row("192.168.1.0/24", 1, 1)]);
        assert_eq!(exits, [(Family::V4, Exit::Nowhere), (Family::V6, through(1))]);
    }

    #[test]
    fn a_route_that_refuses_or_serves_bound_sockets_only_is_not_taken() {
        let refuses = Row { refuses: true, ..row("0.0.0.0/1", 2, 1) };
        let scoped = Row { scoped: true, ..row("0.0.0.0/0", 3, 0) };
        assert_eq!(v4(&[row("0.0.0.0/0", 1, 25), scoped]), through(1));
        assert_eq!(
            v4(&[refuses, Row { prefix: "128.0.0.0".parse().unwrap(), ..refuses }]),
            Exit::Nowhere
        );
        assert_eq!(candidates(&[scoped]).len(), 1);
    }

    proptest! {
        #[test]
        fn no_table_makes_it_panic(prefix: IpAddr, length: u8, metric: u32) {
            let row = Row { prefix, length, gateway: None, index: 1, metric, refuses: false, scoped: false };
            exits(&[row]);
            candidates(&[row]);
        }
    }
}
