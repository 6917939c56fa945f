//! What other resolvers say of a name, and walks to where they lead.

use std::net::IpAddr;

use tokio::task::JoinSet;

use super::waiting::Wait;
use super::{Found, Progress, Round};
use crate::observation::{Family, Lookup, Resolver, ResolverKind, Vantage, leads_somewhere};
use crate::probe::{Errand, Walker};

impl<P: Fn(Progress)> Round<'_, P> {
    /// Asks the configured resolvers directly and others beside them; walks to what the first of the others says.
    pub(super) fn ask_around(&mut self, name: &str, errand: Option<Errand>) {
        if name.parse::<IpAddr>().is_ok() {
            return;
        }
        if let Some(errand) = errand {
            self.to_be_led.entry(name.to_owned()).or_default().push(errand);
            self.follow_the_others(name);
        }
        // Each is asked once for each name.
        if !self.looked_up.insert(name.to_owned()) {
            return;
        }
        for resolver in self.configured().into_iter().chain(self.others()) {
            let wait = match resolver.kind {
                // Whether one of one's own is silent is a finding.
                ResolverKind::Configured | ResolverKind::System => Wait::Needed,
                kind @ (ResolverKind::Public | ResolverKind::PublicTcp | ResolverKind::Doh) => {
                    Wait::Question { kind, name: name.to_owned() }
                }
            };
            let (walker, name) = (self.walker.clone(), name.to_owned());
            self.spawn(wait, async move {
                let lookups = Box::pin(ask_both(&walker, &resolver, &name, None)).await;
                Found::Lookups(name, lookups)
            });
        }
    }

    pub(super) fn take_lookups(&mut self, name: &str, lookups: Vec<Lookup>) {
        self.snapshot.lookups.extend(lookups);
        self.follow_the_others(name);
        self.follow_the_private(name);
    }

    /// Begins the walks that wait for what others say of `name`, if one has said it.
    fn follow_the_others(&mut self, name: &str) {
        let own = |it: &&Lookup| {
            it.name != name
                || matches!(it.resolver.kind, ResolverKind::Configured | ResolverKind::System)
        };
        let said: Vec<Lookup> =
            self.snapshot.lookups.iter().filter(|it| !own(it)).cloned().collect();
        let Some((resolver, addresses)) = first_usable(&said) else { return };
        for errand in self.to_be_led.remove(name).unwrap_or_default() {
            let led = self.led.entry(name.to_owned()).or_default();
            led.push((errand.clone(), addresses.clone()));
            let vantage = Vantage::OtherResolver(resolver.clone());
            self.spawn_walk(Errand { vantage, addresses: Some(addresses.clone()), ..errand });
        }
    }

    /// Walks once more where an encrypted look-up leads elsewhere than the others did: they may have been answered on the
    /// way.
    fn follow_the_private(&mut self, name: &str) {
        let said = self.snapshot.lookups.iter();
        let private: Vec<Lookup> = said
            .filter(|it| it.name == name && it.resolver.kind == ResolverKind::Doh)
            .cloned()
            .collect();
        let Some((resolver, addresses)) = first_usable(&private) else { return };
        for (errand, before) in self.led.remove(name).unwrap_or_default() {
            let ordinary = self.snapshot.ordinary(&errand.subject);
            let own = ordinary.and_then(|it| it.last()).and_then(|it| it.lookup.as_ref());
            let own = own.map(|it| it.answer.addresses()).unwrap_or_default();
            if addresses.iter().any(|it| before.contains(it) || own.contains(it)) {
                continue;
            }
            let vantage = Vantage::OtherResolver(resolver.clone());
            self.spawn_walk(Errand { vantage, addresses: Some(addresses.clone()), ..errand });
        }
    }

    /// Walks to the addresses that DNS gives, past the hosts file.
    pub(super) fn go_past_hosts(&mut self, name: String, errand: Errand) {
        let (walker, begun) = (self.walker.clone(), self.begun);
        let (configured, others) = (self.configured(), self.others());
        self.spawn(Wait::Needed, async move {
            let (_, mut given) = ask_for_first(&walker, configured, &name, None).await;
            if given.is_none() {
                given = ask_for_first(&walker, others, &name, None).await.1;
            }
            let Some((_, addresses)) = given else { return Found::Trial(Vec::new()) };
            let errand =
                Errand { vantage: Vantage::PastHostsFile, addresses: Some(addresses), ..errand };
            Found::Trial(vec![walker.walk(&errand, begun).await])
        });
    }

    pub(super) fn configured(&self) -> Vec<Resolver> {
        let servers = self.snapshot.host.name_servers.iter().flatten();
        servers
            .map(|it| Resolver { kind: ResolverKind::Configured, address: it.address.to_string() })
            .collect()
    }

    pub(super) fn others(&self) -> Vec<Resolver> {
        let public = self.spec.public_resolvers.iter();
        let plain = public
            .clone()
            .map(|it| Resolver { kind: ResolverKind::Public, address: it.to_string() });
        // One over TCP: some networks answer or drop UDP only.
        let stream = public
            .clone()
            .take(1)
            .map(|it| Resolver { kind: ResolverKind::PublicTcp, address: it.to_string() });
        let private = self
            .spec
            .doh
            .iter()
            .map(|it| Resolver { kind: ResolverKind::Doh, address: it.to_string() });
        plain.chain(stream).chain(private).collect()
    }
}

/// Asks `resolver` for both families of `name`.
async fn ask_both(
    walker: &Walker,
    resolver: &Resolver,
    name: &str,
    via: Option<&str>,
) -> Vec<Lookup> {
    let (four, six) = tokio::join!(
        walker.look_up(resolver, name, Family::V4, via),
        walker.look_up(resolver, name, Family::V6, via)
    );
    vec![four, six]
}

/// Asks all `resolvers` at once, until one has given both families of `name`; what was said until then, and what it
/// gave.
pub(super) async fn ask_for_first(
    walker: &Walker,
    resolvers: Vec<Resolver>,
    name: &str,
    via: Option<&str>,
) -> (Vec<Lookup>, Option<Given>) {
    let mut asked = JoinSet::new();
    for resolver in resolvers {
        let (walker, name, via) = (walker.clone(), name.to_owned(), via.map(str::to_owned));
        asked.spawn(
            async move { Box::pin(ask_both(&walker, &resolver, &name, via.as_deref())).await },
        );
    }
    let mut all = Vec::new();
    while let Some(answer) = asked.join_next().await {
        let Ok(lookups) = answer else { continue };
        let given = first_usable(&lookups);
        all.extend(lookups);
        if given.is_some() {
            return (all, given);
        }
    }
    (all, None)
}

/// A resolver and the addresses that it gave.
pub(super) type Given = (String, Vec<IpAddr>);

/// The first resolver that gave addresses which can be somebody's, and these addresses.
fn first_usable(lookups: &[Lookup]) -> Option<Given> {
    let usable = |lookup: &Lookup| -> Vec<IpAddr> {
        let all = lookup.answer.addresses().iter();
        all.filter(|it| leads_somewhere(**it)).copied().collect()
    };
    let resolver = lookups.iter().find(|it| !usable(it).is_empty())?.resolver.clone();
    let addresses = lookups.iter().filter(|it| it.resolver == resolver).flat_map(usable).collect();
    Some((resolver.address, addresses))
}
