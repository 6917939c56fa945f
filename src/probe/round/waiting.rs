//! What a round still waits for, and whether it would miss it.

use std::collections::BTreeMap;

use crate::observation::{Lookup, ResolverKind};

/// How something is awaited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wait {
    /// The round is not over without it.
    Needed,
    /// A question to one of several resolvers of a kind: another one's word is as good.
    Question { kind: ResolverKind, name: String },
}

/// Everything that is awaited, by its task.
#[derive(Clone, Debug)]
pub(super) struct Waiting<I>(BTreeMap<I, Wait>);

impl<I: Ord> Default for Waiting<I> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<I: Ord> Waiting<I> {
    pub(super) fn add(&mut self, id: I, wait: Wait) {
        self.0.insert(id, wait);
    }

    pub(super) fn remove(&mut self, id: &I) {
        self.0.remove(id);
    }

    /// Whether nothing is needed any more: each open question has been answered by another resolver of the same kind. One
    /// that is silent tells nothing then, and would be waited for as long as a dead one is.
    pub(super) fn is_dispensable(&self, said: &[Lookup]) -> bool {
        !self.0.is_empty()
            && self.0.values().all(|wait| match wait {
                Wait::Needed => false,
                Wait::Question { kind, name } => said.iter().any(|it| {
                    it.resolver.kind == *kind && it.name == *name && it.answer.answered()
                }),
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observation::{LookupAnswer, Resolver};

    fn said(kind: ResolverKind, name: &str, answer: LookupAnswer) -> Lookup {
        Lookup {
            resolver: Resolver { kind, address: "192.0.2.1:53".to_owned() },
            name: name.to_owned(),
            family: None,
            answer,
            took_ms: 1,
        }
    }

    fn question(name: &str) -> Wait {
        Wait::Question { kind: ResolverKind::Public, name: name.to_owned() }
    }

    #[test]
    fn a_silent_resolver_is_not_waited_for_where_another_of_its_kind_has_spoken() {
        let mut waiting = Waiting::default();
        waiting.add(1, question("alfa.example"));
        assert!(!waiting.is_dispensable(&[]));
        let of_another = said(ResolverKind::Public, "bravo.example", LookupAnswer::NoData);
        let by_doh = said(ResolverKind::Doh, "alfa.example", LookupAnswer::NoData);
        let silent = said(ResolverKind::Public, "alfa.example", LookupAnswer::TimedOut);
        assert!(!waiting.is_dispensable(&[of_another, by_doh, silent]));
        let denied = said(ResolverKind::Public, "alfa.example", LookupAnswer::NoSuchName);
        assert!(waiting.is_dispensable(&[denied]));
    }

    #[test]
    fn what_is_needed_is_waited_for() {
        let mut waiting = Waiting::default();
        let said = [said(ResolverKind::Public, "alfa.example", LookupAnswer::NoData)];
        waiting.add(1, question("alfa.example"));
        waiting.add(2, Wait::Needed);
        assert!(!waiting.is_dispensable(&said));
        waiting.remove(&2);
        assert!(waiting.is_dispensable(&said));
    }

    #[test]
    fn nothing_is_awaited_and_nothing_is_left_out() {
        assert!(!Waiting::<u32>::default().is_dispensable(&[]));
    }
}
