//! The system's own look-up, as any program on this computer makes it: hosts file, stub resolver, caches and all.

use std::net::IpAddr;
use std::sync::Arc;
use std::thread;

use dns_lookup::{AddrFamily, AddrInfoHints, LookupError, LookupErrorKind, SockType};
use tokio::sync::{Semaphore, oneshot};

use super::budget::Budget;
use super::limits::Limits;
use crate::observation::{FailureKind, Family, LookupAnswer};

/// Look-ups that may be under way at once. One that hangs keeps its thread for half a minute, and cannot be stopped.
const AT_ONCE: usize = 64;

/// The system's resolver. Cloning is cheap.
#[derive(Clone, Debug)]
pub(super) struct System {
    permits: Arc<Semaphore>,
    ask: fn(&str, Option<Family>) -> LookupAnswer,
}

impl System {
    pub(super) fn new() -> Self {
        Self { permits: Arc::new(Semaphore::new(AT_ONCE)), ask: getaddrinfo }
    }

    /// Asks for the addresses of `name`; of both families at once where `family` is `None`.
    ///
    /// The question runs on a thread of its own and not on the runtime's pool: a hanging one would keep the runtime,
    /// and so the process, from ending.
    pub(super) async fn look_up(
        &self,
        name: &str,
        family: Option<Family>,
        limits: &Limits,
        budget: &Budget,
    ) -> Result<LookupAnswer, FailureKind> {
        budget.run(limits.lookup, async { Ok(self.ask(name.to_owned(), family).await) }).await
    }

    async fn ask(&self, name: String, family: Option<Family>) -> LookupAnswer {
        let Ok(permit) = Arc::clone(&self.permits).acquire_owned().await else {
            return LookupAnswer::Failed;
        };
        let (sender, receiver) = oneshot::channel();
        let ask = self.ask;
        let started = thread::Builder::new().name("look-up".to_owned()).spawn(move || {
            // Nobody listens any more after the time limit.
            drop(sender.send(ask(&name, family)));
            drop(permit);
        });
        match started {
            Ok(_) => receiver.await.unwrap_or(LookupAnswer::Failed),
            Err(_) => LookupAnswer::Failed,
        }
    }
}

fn getaddrinfo(name: &str, family: Option<Family>) -> LookupAnswer {
    let hints = AddrInfoHints {
        socktype: SockType::Stream.into(),
        address: match family {
            Some(Family::V4) => AddrFamily::Inet.into(),
            Some(Family::V6) => AddrFamily::Inet6.into(),
            None => 0,
        },
        ..AddrInfoHints::default()
    };
    match dns_lookup::getaddrinfo(Some(name), None, Some(hints)) {
        Ok(found) => {
            let mut addresses = Vec::<IpAddr>::new();
            for address in found.flatten().map(|it| it.sockaddr.ip()) {
                if !addresses.contains(&address) {
                    addresses.push(address);
                }
            }
            if addresses.is_empty() {
                LookupAnswer::NoData
            } else {
                LookupAnswer::Addresses(addresses)
            }
        }
        Err(err) => meaning(&err),
    }
}

/// What `getaddrinfo`'s code says, and no more.
///
/// SERVFAIL, silence and a closed port are all "try again" to it. Windows says "no such host" even without a network,
/// so there the word is no evidence; glibc and musl say it for NXDOMAIN only.
fn meaning(err: &LookupError) -> LookupAnswer {
    match err.kind() {
        LookupErrorKind::NoName if cfg!(windows) => LookupAnswer::Failed,
        LookupErrorKind::NoName => LookupAnswer::NoSuchName,
        LookupErrorKind::NoData => LookupAnswer::NoData,
        LookupErrorKind::Again
        | LookupErrorKind::Fail
        | LookupErrorKind::Badflags
        | LookupErrorKind::Family
        | LookupErrorKind::Socktype
        | LookupErrorKind::Service
        | LookupErrorKind::Memory
        | LookupErrorKind::System
        | LookupErrorKind::Unknown
        | LookupErrorKind::IO => LookupAnswer::Failed,
    }
}

/// The failure of a walk whose look-up gave `answer`; `None` where it gave addresses.
pub(super) fn failure(answer: &LookupAnswer) -> Option<FailureKind> {
    match answer {
        LookupAnswer::Addresses(_) => None,
        LookupAnswer::NoSuchName => Some(FailureKind::NoSuchName),
        LookupAnswer::NoData => Some(FailureKind::NoData),
        LookupAnswer::ServerFailure => Some(FailureKind::ServerFailure),
        LookupAnswer::Refused => Some(FailureKind::QueryRefused),
        LookupAnswer::TimedOut => Some(FailureKind::TimedOut),
        LookupAnswer::OtherCode(_)
        | LookupAnswer::Unreachable
        | LookupAnswer::Malformed
        | LookupAnswer::Failed => Some(FailureKind::LookupFailed),
    }
}

/// Whether `name` is one that means this computer or its own network, so that an address of this computer is a
/// sensible answer: a literal address, `localhost`, a name of one label, or one under a name that never is public
/// (RFC 6761, RFC 6762, RFC 8375, ICANN's `internal`).
pub(super) fn is_local_name(name: &str) -> bool {
    const LOCAL: [&str; 6] = ["localhost", "local", "internal", "home.arpa", "lan", "home"];
    let name = name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase();
    name.parse::<IpAddr>().is_ok()
        || !name.contains('.')
        || LOCAL.iter().any(|it| name.strip_suffix(it).is_some_and(|rest| rest.ends_with('.')))
}

/// Whether a service can be at `address`: not the unspecified one and not this computer itself, which is what filters
/// answer in order to deny a name.
pub(super) fn is_usable(address: IpAddr) -> bool {
    let address = address.to_canonical();
    !address.is_unspecified()
        && !address.is_loopback()
        && !matches!(address, IpAddr::V4(it) if it.octets()[0] == 0)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[cfg(unix)]
    #[test]
    fn codes_say_no_more_than_they_mean() {
        // The values of glibc and musl.
        let meaning_of = |code| meaning(&LookupError::new(code));
        if cfg!(target_os = "linux") {
            assert_eq!(meaning_of(-2), LookupAnswer::NoSuchName);
            assert_eq!(meaning_of(-3), LookupAnswer::Failed);
            assert_eq!(meaning_of(-4), LookupAnswer::Failed);
            assert_eq!(meaning_of(-5), LookupAnswer::NoData);
            assert_eq!(meaning_of(-11), LookupAnswer::Failed);
        }
    }

    #[tokio::test]
    async fn the_system_knows_localhost() {
        let budget = Budget::new(Duration::from_secs(10), None);
        let answer = System::new()
            .look_up("localhost", Some(Family::V4), &Limits::default(), &budget)
            .await
            .unwrap();
        assert_eq!(answer, LookupAnswer::Addresses(vec!["127.0.0.1".parse().unwrap()]));
    }

    #[test]
    fn a_look_up_that_hangs_keeps_nothing_waiting() {
        let (done, is_done) = std::sync::mpsc::channel();
        thread::spawn(move || {
            let hang = |_: &str, _| loop {
                thread::park();
            };
            let system = System { ask: hang, ..System::new() };
            let limits = Limits { lookup: Duration::from_millis(20), ..Limits::default() };
            let runtime =
                tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
            let answer = runtime.block_on(async {
                let budget = Budget::new(Duration::from_secs(10), None);
                system.look_up("www.example.test", None, &limits, &budget).await
            });
            drop(runtime);
            done.send(answer).unwrap();
        });
        let answer = is_done.recv_timeout(Duration::from_secs(10)).unwrap();
        assert_eq!(answer, Err(FailureKind::TimedOut));
    }

    #[tokio::test]
    async fn a_name_that_no_resolver_takes_is_a_failure_and_no_panic() {
        let budget = Budget::new(Duration::from_secs(10), None);
        let answer = System::new().look_up("a\0b", None, &Limits::default(), &budget).await;
        assert_eq!(answer, Ok(LookupAnswer::Failed));
    }

    #[test]
    fn local_names_may_lie_here() {
        for name in ["localhost", "media.localhost", "jellyfin", "nas.lan", "tv.home.arpa", "::1"] {
            assert!(is_local_name(name), "{name}");
        }
        for name in ["www.example.com", "localhost.example.com", "notlocal.example", "mylan.tv"] {
            assert!(!is_local_name(name), "{name}");
        }
    }

    #[test]
    fn sinks_are_no_service() {
        for sink in ["0.0.0.0", "127.0.0.1", "127.0.0.53", "::", "::1", "::ffff:127.0.0.1"] {
            assert!(!is_usable(sink.parse().unwrap()), "{sink}");
        }
        for host in ["192.168.1.20", "10.0.0.1", "100.64.0.1", "2001:db8::1", "fe80::1"] {
            assert!(is_usable(host.parse().unwrap()), "{host}");
        }
    }
}
