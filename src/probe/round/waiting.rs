//! What a round still waits for, and whether it would miss it.

use std::collections::BTreeMap;

use crate::observation::{ResolverKind, Snapshot, Subject, Transport, Vantage, Walk};
use crate::probe::plan::is_thin;

/// How something is awaited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wait {
    /// The round is not over without it.
    Needed,
    /// A question to one of several resolvers of a kind: another one's word is as good.
    Question { kind: ResolverKind, name: String },
    /// The same once more after a pause, which tells a passing hitch from a fault that lasts.
    Again(Subject),
    /// What tells a dead line from others' faults: nothing where all that was asked has answered.
    Line,
    /// How busy this computer is, which matters only where content came thinly.
    Pressure,
}

/// For how long the round goes on for the sake of what is awaited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Patience {
    /// Nothing that is outstanding can change what is said.
    Over,
    /// Another word of the same kind may be on its way, and would be welcome.
    Grace,
    /// Until it comes.
    Needed,
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

    /// How much of what is awaited would be missed, given what was `seen`.
    ///
    /// A resolver that is silent where another of its kind has spoken tells nothing, and would be waited for as long as a
    /// dead one is.
    pub(super) fn patience(&self, seen: &Snapshot) -> Patience {
        let each = self.0.values().map(|wait| match wait {
            Wait::Needed => Patience::Needed,
            Wait::Question { kind, name } => {
                let said = seen.lookups.iter().any(|it| {
                    it.resolver.kind == *kind && it.name == *name && it.answer.answered()
                });
                if said { Patience::Grace } else { Patience::Needed }
            }
            Wait::Again(subject) => over_if(lasts(seen, subject)),
            Wait::Line => over_if(seen.walks.iter().all(answered)),
            Wait::Pressure => over_if(!seen.walks.iter().any(is_thin)),
        });
        // Of nothing there is no end to wait for: whoever asks looks first whether something is outstanding.
        each.max().unwrap_or(Patience::Needed)
    }
}

fn over_if(is_over: bool) -> Patience {
    if is_over { Patience::Over } else { Patience::Needed }
}

/// Whether somebody certainly answered a walk: the service's own side inside its session, or as it was expected.
fn answered(walk: &Walk) -> bool {
    walk.succeeded() || walk.exchange().is_some_and(|it| it.transport == Transport::Tls)
}

/// Whether an error of a service has been met more than once, and by nothing that was tried is it avoided: a third look a
/// moment later, which finds the same, would add nothing, and one that finds it well again is the next round's.
///
/// Its look-alike, an error that stands alone, may be a hitch; and whoever names a time to come back is waited for.
fn lasts(seen: &Snapshot, subject: &Subject) -> bool {
    let Subject::Target { service, .. } = subject else { return false };
    let of_service = |walk: &&Walk| matches!(&walk.subject, Subject::Target { service: other, .. } if other == service);
    let fails = |walk: &&Walk| {
        walk.exchange().is_some_and(|it| {
            it.transport == Transport::Tls
                && (500..=599).contains(&it.status)
                && it.headers.get("retry-after").is_none()
        })
    };
    let walks = || seen.walks.iter().filter(of_service);
    let own = seen.ordinary(subject).is_some_and(|it| fails(&it));
    let avoided = walks().any(|it| it.vantage != Vantage::Ordinary && it.succeeded());
    own && !avoided && walks().filter(fails).count() >= 2
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use url::Url;

    use super::*;
    use crate::observation::{
        Exchange, FailureKind, Headers, Hop, HttpVersion, Lookup, LookupAnswer, Phase, Resolver,
        Throughput,
    };

    fn said(kind: ResolverKind, name: &str, answer: LookupAnswer) -> Lookup {
        Lookup {
            resolver: Resolver { kind, address: "192.0.2.1:53".to_owned() },
            name: name.to_owned(),
            family: None,
            answer,
            took_ms: 1,
        }
    }

    fn looked_up(lookups: Vec<Lookup>) -> Snapshot {
        Snapshot { lookups, ..Snapshot::empty(Timestamp::UNIX_EPOCH) }
    }

    fn walked(walks: Vec<Walk>) -> Snapshot {
        Snapshot { walks, ..Snapshot::empty(Timestamp::UNIX_EPOCH) }
    }

    fn question(name: &str) -> Wait {
        Wait::Question { kind: ResolverKind::Public, name: name.to_owned() }
    }

    fn target(service: &str, index: usize) -> Subject {
        Subject::Target { service: service.to_owned(), index }
    }

    /// A walk that was answered with `status` inside a session of the service.
    fn answer(subject: Subject, vantage: Vantage, status: u16) -> Walk {
        let mut hop = Hop::to(&Url::parse("https://www.alfa.example/").unwrap());
        hop.outcome = Ok(Some(Exchange {
            transport: Transport::Tls,
            version: HttpVersion::Http11,
            status,
            reason: None,
            headers: Headers::default(),
            body: None,
            as_expected: status < 400,
            throughput: None,
        }));
        Walk { subject, vantage, at_ms: 0, took_ms: 40, hops: vec![hop] }
    }

    fn ordinary(service: &str, index: usize, status: u16) -> Walk {
        answer(target(service, index), Vantage::Ordinary, status)
    }

    fn exchange(walk: &mut Walk) -> &mut Exchange {
        walk.hops[0].outcome.as_mut().unwrap().as_mut().unwrap()
    }

    fn patience(wait: Wait, seen: &Snapshot) -> Patience {
        let mut waiting = Waiting::default();
        waiting.add(1, wait);
        waiting.patience(seen)
    }

    #[test]
    fn a_silent_resolver_is_not_waited_for_where_another_of_its_kind_has_spoken() {
        let asked = |said: Vec<Lookup>| patience(question("alfa.example"), &looked_up(said));
        assert_eq!(asked(vec![]), Patience::Needed);
        let of_another = said(ResolverKind::Public, "bravo.example", LookupAnswer::NoData);
        let by_doh = said(ResolverKind::Doh, "alfa.example", LookupAnswer::NoData);
        let silent = said(ResolverKind::Public, "alfa.example", LookupAnswer::TimedOut);
        assert_eq!(asked(vec![of_another, by_doh, silent]), Patience::Needed);
        let denied = said(ResolverKind::Public, "alfa.example", LookupAnswer::NoSuchName);
        assert_eq!(asked(vec![denied]), Patience::Grace);
    }

    #[test]
    fn what_is_needed_is_waited_for() {
        let mut waiting = Waiting::default();
        let seen =
            looked_up(vec![said(ResolverKind::Public, "alfa.example", LookupAnswer::NoData)]);
        waiting.add(1, question("alfa.example"));
        waiting.add(2, Wait::Needed);
        assert_eq!(waiting.patience(&seen), Patience::Needed);
        waiting.remove(&2);
        assert_eq!(waiting.patience(&seen), Patience::Grace);
    }

    #[test]
    fn nothing_is_awaited_and_nothing_is_left_out() {
        assert_eq!(Waiting::<u32>::default().patience(&walked(vec![])), Patience::Needed);
    }

    #[test]
    fn an_error_that_several_parts_of_a_service_show_is_not_waited_out() {
        let again = |walks| patience(Wait::Again(target("alfa", 0)), &walked(walks));
        let (web, api) = (ordinary("alfa", 0, 503), ordinary("alfa", 1, 502));
        assert_eq!(again(vec![web.clone(), api.clone()]), Patience::Over);
        assert_eq!(again(vec![web.clone()]), Patience::Needed, "it stands alone");
        let other = ordinary("bravo", 0, 503);
        assert_eq!(again(vec![web.clone(), other]), Patience::Needed, "it is another's");
        let refused = ordinary("alfa", 1, 403);
        assert_eq!(again(vec![web.clone(), refused]), Patience::Needed, "it is another matter");
        let elsewhere = Vantage::Address("192.0.2.2".parse().unwrap());
        let same = answer(target("alfa", 0), elsewhere.clone(), 503);
        assert_eq!(again(vec![web.clone(), same]), Patience::Over);
        let well = answer(target("alfa", 0), elsewhere, 200);
        assert_eq!(again(vec![web, api, well]), Patience::Needed, "elsewhere it is well");
    }

    #[test]
    fn a_service_that_names_a_time_is_asked_again_then() {
        let (mut web, api) = (ordinary("alfa", 0, 503), ordinary("alfa", 1, 503));
        exchange(&mut web).headers = Headers(vec![("retry-after".into(), "2".into())]);
        let seen = walked(vec![web, api]);
        assert_eq!(patience(Wait::Again(target("alfa", 0)), &seen), Patience::Needed);
    }

    #[test]
    fn what_somebody_in_clear_text_says_is_no_services_error() {
        let mut both = vec![ordinary("alfa", 0, 503), ordinary("alfa", 1, 503)];
        for walk in &mut both {
            exchange(walk).transport = Transport::Plain;
        }
        let seen = walked(both);
        assert_eq!(patience(Wait::Again(target("alfa", 0)), &seen), Patience::Needed);
        assert_eq!(patience(Wait::Line, &seen), Patience::Needed);
    }

    #[test]
    fn the_line_is_looked_at_until_all_have_answered() {
        let fine = vec![ordinary("alfa", 0, 200), ordinary("bravo", 0, 503)];
        assert_eq!(patience(Wait::Line, &walked(fine.clone())), Patience::Over);
        let mut silent = ordinary("bravo", 1, 200);
        silent.hops[0].outcome = Err(FailureKind::TimedOut.at(Phase::Connect));
        let seen = walked(fine.into_iter().chain([silent]).collect());
        assert_eq!(patience(Wait::Line, &seen), Patience::Needed);
    }

    #[test]
    fn how_busy_the_computer_is_matters_where_content_comes_thinly() {
        let mut media = ordinary("alfa", 0, 200);
        assert_eq!(patience(Wait::Pressure, &walked(vec![media.clone()])), Patience::Over);
        exchange(&mut media).throughput = Some(Throughput { bytes: 190_000, millis: 9_000.0 });
        assert_eq!(patience(Wait::Pressure, &walked(vec![media])), Patience::Needed);
    }
}
