//! Other ways out: past the tunnel, over another interface, and whether this computer lets us take them.

use std::collections::BTreeSet;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use tokio::time::timeout;

use super::elsewhere::ask_for_first;
use super::waiting::Wait;
use super::{Found, Progress, Round};
use crate::observation::{
    AttemptOutcome, FailureKind, Lookup, Phase, Resolver, ResolverKind, Subject, Vantage, Walk,
};
use crate::probe::plan::Trial;
use crate::probe::{Errand, Walker, dns, resolve};

/// So many literal addresses, and so many controls, are tried outside a tunnel.
const REFERENCES_OUTSIDE: usize = 2;

const DNS_PORT: u16 = 53;

/// So long a public resolver's word is awaited where a router has given its own: it is nearer, and may be a filter's.
const HEAD_START: Duration = Duration::from_millis(700);

impl<P: Fn(Progress)> Round<'_, P> {
    /// Walks over another interface, with addresses that were asked for over it too.
    ///
    /// The system's resolver is never asked: its question would take the ordinary way, which may be what is broken.
    pub(super) fn go_around(
        &mut self,
        name: String,
        interface: String,
        vantage: Option<Vantage>,
        errand: Errand,
    ) {
        let Some(vantage) = vantage else { return };
        let (walker, begun, public) = (self.walker.clone(), self.begun, self.others());
        let routers = self.routers_on(&interface);
        let known = self
            .snapshot
            .ordinary(&errand.subject)
            .and_then(|walk| walk.hops.first()?.lookup.clone())
            .map(|it| it.answer.addresses().to_vec())
            .unwrap_or_default();
        let anchors: Vec<IpAddr> = self.spec.anchors.iter().map(SocketAddr::ip).collect();
        self.spawn(Wait::Needed, async move {
            let learnt = match name.parse::<IpAddr>() {
                Ok(literal) => Ok(vec![literal]),
                Err(_) => learn(&walker, public, routers, &name, &interface).await,
            };
            let learnt = learnt.or_else(|why| if known.is_empty() { Err(why) } else { Ok(known) });
            let errand = Errand { vantage, ..errand };
            let mut walk = match learnt {
                Ok(addresses) => {
                    let errand = Errand { addresses: Some(addresses), ..errand };
                    walker.walk(&errand, begun).await
                }
                Err(why) => walker.stay(&errand, why, begun),
            };
            let tried = silent_peers(&walk);
            let tried = if tried.is_empty() { anchors } else { tried };
            if is_silence(&walk) && all_held_back(&tried, &interface).await {
                forbid(&mut walk);
            }
            Found::Trial(vec![walk])
        });
    }

    /// The gateways on `interface`, as the resolvers that home routers are.
    fn routers_on(&self, interface: &str) -> Vec<Resolver> {
        let routes = self.snapshot.host.routes.iter().flatten();
        let gateways: BTreeSet<IpAddr> = routes
            .filter(|it| it.interface == interface)
            .filter_map(|it| it.gateway)
            // A link-local address means nothing without its interface.
            .filter(IpAddr::is_ipv4)
            .collect();
        gateways
            .into_iter()
            .map(|it| Resolver {
                kind: ResolverKind::Configured,
                address: SocketAddr::new(it, DNS_PORT).to_string(),
            })
            .collect()
    }

    /// Walks to literal addresses and to controls outside the tunnel, where one carries everything: contrasts without
    /// any DNS of the tunnel's, and what a portal below it would change.
    pub(super) fn go_to_references_outside(&mut self) {
        let Some(ways) = &self.ways else { return };
        let Some(physical) = ways.tunnel.as_ref().and(ways.physical.clone()) else { return };
        let some = |wanted: fn(&Subject) -> bool| {
            let all = self.jobs.iter().enumerate();
            let such =
                all.filter(move |(_, it)| wanted(&it.errand.subject)).map(|(index, _)| index);
            such.take(REFERENCES_OUTSIDE).collect::<Vec<_>>()
        };
        let anchors = some(|it| matches!(it, Subject::Anchor(_)));
        let controls = some(|it| matches!(it, Subject::Control(_)));
        for index in anchors.into_iter().chain(controls) {
            self.start(index, &Trial::OutsideTunnel(physical.clone()));
        }
    }
}

/// The addresses of `name`, asked for over `interface` alone: what a public resolver says, or else what the router
/// there does. The error is why nobody gave any.
async fn learn(
    walker: &Walker,
    public: Vec<Resolver>,
    routers: Vec<Resolver>,
    name: &str,
    interface: &str,
) -> Result<Vec<IpAddr>, FailureKind> {
    let public = ask_for_first(walker, public, name, Some(interface));
    let routers = ask_for_first(walker, routers, name, Some(interface));
    tokio::pin!(public, routers);
    let (public, routers) = tokio::select! {
        public = &mut public => {
            let given = public.1.is_some();
            (Some(public), if given { None } else { Some(routers.await) })
        }
        routers = &mut routers => {
            let public = if routers.1.is_some() {
                timeout(HEAD_START, public).await.ok()
            } else {
                Some(public.await)
            };
            (public, Some(routers))
        }
    };
    let answers = || public.iter().chain(&routers);
    let given = answers().find_map(|(_, given)| given.clone());
    given.map(|(_, addresses)| addresses).ok_or_else(|| {
        // An answer without an address says more than silence.
        let all = || answers().flat_map(|(lookups, _)| lookups);
        let telling: Option<&Lookup> =
            all().find(|it| it.answer.answered()).or_else(|| all().next());
        telling.and_then(|it| resolve::failure(&it.answer)).unwrap_or(FailureKind::LookupFailed)
    })
}

/// Whether a walk ended because nothing came back, so that it may not have left this computer.
fn is_silence(walk: &Walk) -> bool {
    walk.failure().is_some_and(|it| {
        matches!(it.phase, Phase::Resolve | Phase::Connect)
            && matches!(it.kind, FailureKind::TimedOut | FailureKind::LookupFailed)
    })
}

/// The addresses that nothing came back from. Those of a family without a route were never tried.
fn silent_peers(walk: &Walk) -> Vec<IpAddr> {
    let attempts = walk.hops.iter().flat_map(|it| &it.attempts);
    attempts
        .filter(|it| it.outcome == AttemptOutcome::Failed(FailureKind::TimedOut))
        .map(|it| it.peer.ip())
        .collect()
}

/// Whether rules of this computer let nothing out to any of `addresses` over `interface`: a kill switch.
async fn all_held_back(addresses: &[IpAddr], interface: &str) -> bool {
    for address in addresses {
        if !dns::is_held_back(*address, interface).await {
            return false;
        }
    }
    !addresses.is_empty()
}

/// Says of a walk that this computer did not let it out.
fn forbid(walk: &mut Walk) {
    let Some(hop) = walk.hops.last_mut() else { return };
    if let Err(failure) = &mut hop.outcome {
        failure.kind = FailureKind::PermissionDenied;
    }
    for attempt in &mut hop.attempts {
        if attempt.outcome == AttemptOutcome::Failed(FailureKind::TimedOut) {
            attempt.outcome = AttemptOutcome::Failed(FailureKind::PermissionDenied);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observation::{Attempt, Hop};
    use url::Url;

    fn silent_walk() -> Walk {
        let mut hop = Hop::to(&Url::parse("tcp://192.0.2.1:443").unwrap());
        hop.attempts = vec![Attempt {
            peer: "192.0.2.1:443".parse().unwrap(),
            outcome: AttemptOutcome::Failed(FailureKind::TimedOut),
            took_ms: 4_000,
        }];
        hop.outcome = Err(FailureKind::TimedOut.at(Phase::Connect));
        Walk {
            subject: Subject::Anchor(0),
            vantage: Vantage::OutsideTunnel("eth0".to_owned()),
            at_ms: 0,
            took_ms: 4_000,
            hops: vec![hop],
        }
    }

    #[test]
    fn a_walk_that_this_computer_held_back_is_said_to_be_forbidden() {
        let mut walk = silent_walk();
        assert!(is_silence(&walk));
        forbid(&mut walk);
        assert_eq!(walk.failure(), Some(&FailureKind::PermissionDenied.at(Phase::Connect)));
        let forbidden = AttemptOutcome::Failed(FailureKind::PermissionDenied);
        assert_eq!(walk.hops[0].attempts[0].outcome, forbidden);
    }

    #[test]
    fn a_family_without_a_route_is_no_witness_of_silence() {
        let mut walk = silent_walk();
        walk.hops[0].attempts.push(Attempt {
            peer: "[2001:db8::1]:443".parse().unwrap(),
            outcome: AttemptOutcome::Failed(FailureKind::NetworkUnreachable),
            took_ms: 0,
        });
        assert_eq!(silent_peers(&walk), ["192.0.2.1".parse::<IpAddr>().unwrap()]);
    }

    #[test]
    fn a_refusal_came_back_and_so_was_not_held_back() {
        let mut walk = silent_walk();
        walk.hops[0].outcome = Err(FailureKind::Refused.at(Phase::Connect));
        assert!(!is_silence(&walk));
    }

    #[tokio::test]
    async fn nothing_is_held_back_where_nothing_was_tried() {
        assert!(!all_held_back(&[], "lo").await);
    }
}
