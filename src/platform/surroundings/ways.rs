//! From the system's many small events to the few that matter: the ways out of this computer have become others.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{Notify, mpsc};
use tokio::task::spawn_blocking;
use tokio::time::timeout;
use tracing::debug;

use super::Change;
use crate::observation::DefaultRoute;
use crate::platform::network::{self, Network};

/// A change of network is dozens of events within a second or two: link, addresses of both families, routes. It counts
/// as done when nothing was heard for so long.
const CALM: Duration = Duration::from_millis(1_500);
/// An adapter that never calms down must not keep the change to itself.
const LONGEST: Duration = Duration::from_secs(10);

/// Sends [`Change::Network`] when after events from `events` the ways out are not what they were. Ends with the channel.
pub(super) async fn follow(events: Arc<Notify>, changes: mpsc::Sender<Change>) {
    follow_by(&events, &changes, || async {
        spawn_blocking(|| Ways::of(&network::read())).await.unwrap_or_default()
    })
    .await;
}

async fn follow_by<F: Future<Output = Ways>>(
    events: &Notify,
    changes: &mpsc::Sender<Change>,
    read: impl Fn() -> F,
) {
    let mut known = read().await;
    loop {
        tokio::select! {
            () = events.notified() => {}
            () = changes.closed() => return,
        }
        let settling = async { while timeout(CALM, events.notified()).await.is_ok() {} };
        // Either way it is time to look.
        let _calm = timeout(LONGEST, settling).await;
        let now = read().await;
        if now != known {
            known = now;
            send(changes, Change::Network);
        }
    }
}

/// What of the network decides how the world is reached.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Ways {
    routes: Vec<DefaultRoute>,
    /// The links that lead out, with whether they carry and the addresses that they have.
    links: Vec<(String, Option<bool>, Vec<std::net::IpAddr>)>,
}

impl Ways {
    fn of(network: &Network) -> Self {
        let routes = network.routes.clone().unwrap_or_default();
        let leads_out = |name: &str| routes.iter().any(|it| it.interface == name);
        let mut links = network
            .links
            .iter()
            .flatten()
            .map(|it| &it.interface)
            .filter(|it| leads_out(&it.name))
            .map(|it| {
                // Temporary IPv6 addresses come and go all day, and the way stays the same.
                let mut addresses =
                    it.addresses.iter().filter(|it| it.is_ipv4()).copied().collect::<Vec<_>>();
                addresses.sort_unstable();
                (it.name.clone(), it.carrier, addresses)
            })
            .collect::<Vec<_>>();
        links.sort_unstable();
        Self { routes, links }
    }
}

/// One thing that is said when it changes, and not before it is known.
pub(super) struct Said {
    change: fn(Option<bool>) -> Change,
    last: Mutex<Option<bool>>,
}

impl Said {
    pub(super) fn new(change: fn(Option<bool>) -> Change) -> Self {
        Self { change, last: Mutex::new(None) }
    }

    /// Sends `now`, unless that is what was said last.
    pub(super) fn say(&self, now: Option<bool>, changes: &mpsc::Sender<Change>) {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if *last != now {
            *last = now;
            send(changes, (self.change)(now));
        }
    }
}

/// Sends without waiting: the system's threads must not be held up.
pub(super) fn send(changes: &mpsc::Sender<Change>, change: Change) {
    if let Err(error) = changes.try_send(change) {
        debug!(?change, %error, "a change is not told");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observation::{Family, Interface};
    use crate::platform::network::Link;

    fn network(gateway: &str, addresses: &[&str]) -> Network {
        let interface = Interface {
            name: "Ethernet".to_owned(),
            carrier: Some(true),
            addresses: addresses.iter().map(|it| it.parse().unwrap()).collect(),
            ..Interface::default()
        };
        let route = DefaultRoute {
            family: Family::V4,
            gateway: Some(gateway.parse().unwrap()),
            interface: interface.name.clone(),
            metric: 25,
        };
        let other = Interface { name: "VMnet8".to_owned(), ..Interface::default() };
        let links = [interface, other].map(|interface| Link { index: 7, interface });
        Network { links: Some(links.into()), routes: Some(vec![route]), ..Network::default() }
    }

    #[test]
    fn another_gateway_or_address_is_another_way() {
        let home = Ways::of(&network("192.168.1.1", &["192.168.1.5", "fe80::1"]));
        assert_ne!(home, Ways::of(&network("10.0.0.1", &["192.168.1.5"])));
        assert_ne!(home, Ways::of(&network("192.168.1.1", &["192.168.1.6"])));
    }

    #[test]
    fn temporary_addresses_and_links_that_lead_nowhere_are_not() {
        let home = Ways::of(&network("192.168.1.1", &["192.168.1.5"]));
        let mut later = network("192.168.1.1", &["2001:db8::77", "192.168.1.5"]);
        if let Some([_, other]) = later.links.as_deref_mut() {
            other.interface.carrier = Some(false);
        }
        assert_eq!(home, Ways::of(&later));
    }

    #[tokio::test(start_paused = true)]
    async fn a_burst_of_events_is_one_change_and_no_change_is_none() {
        let (sender, mut changes) = mpsc::channel(16);
        let events = Arc::new(Notify::new());
        let gateway = Arc::new(Mutex::new("192.168.1.1"));
        let (heard, seen) = (Arc::clone(&events), Arc::clone(&gateway));
        let following = tokio::spawn(async move {
            let read = || async { Ways::of(&network(*seen.lock().unwrap(), &["192.168.1.5"])) };
            follow_by(&heard, &sender, read).await;
        });
        tokio::task::yield_now().await;
        for _ in 0..5 {
            events.notify_one();
            tokio::time::sleep(CALM / 3).await;
        }
        tokio::time::sleep(CALM * 2).await;
        assert!(changes.try_recv().is_err(), "the ways are the same");
        *gateway.lock().unwrap() = "10.0.0.1";
        for _ in 0..5 {
            events.notify_one();
            tokio::time::sleep(CALM / 3).await;
        }
        assert_eq!(changes.recv().await, Some(Change::Network));
        tokio::time::sleep(CALM * 2).await;
        assert!(changes.try_recv().is_err(), "one change is told once");
        drop(changes);
        following.await.unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn an_adapter_that_never_rests_does_not_hide_a_change() {
        let (sender, mut changes) = mpsc::channel(16);
        let events = Arc::new(Notify::new());
        let gateway = Arc::new(Mutex::new("192.168.1.1"));
        let (heard, seen) = (Arc::clone(&events), Arc::clone(&gateway));
        tokio::spawn(async move {
            let read = || async { Ways::of(&network(*seen.lock().unwrap(), &[])) };
            follow_by(&heard, &sender, read).await;
        });
        tokio::task::yield_now().await;
        *gateway.lock().unwrap() = "10.0.0.1";
        let noise = async {
            loop {
                events.notify_one();
                tokio::time::sleep(CALM / 2).await;
            }
        };
        tokio::select! {
            change = changes.recv() => assert_eq!(change, Some(Change::Network)),
            () = noise => {}
        }
    }

    #[test]
    fn what_was_said_is_not_said_again_and_what_is_not_known_is_not_said_first() {
        let (sender, mut changes) = mpsc::channel(16);
        let battery = Said::new(Change::Battery);
        for now in [None, Some(true), Some(true), None, Some(false)] {
            battery.say(now, &sender);
        }
        drop(sender);
        let told = std::iter::from_fn(|| changes.try_recv().ok()).collect::<Vec<_>>();
        assert_eq!(told, [Some(true), None, Some(false)].map(Change::Battery));
    }
}
