//! The system's own look-up, as any program on this computer makes it: hosts file, stub resolver, caches and all.

use std::collections::VecDeque;
use std::net::IpAddr;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::{fmt, io, panic, thread};

use dns_lookup::{AddrFamily, AddrInfoHints, LookupError, LookupErrorKind, SockType};
use tokio::sync::{Semaphore, oneshot};

use super::budget::Budget;
use super::limits::Limits;
use crate::observation::{FailureKind, Family, LookupAnswer};

/// Look-ups that may be under way at once. One that hangs keeps its thread for half a minute, and cannot be stopped.
const AT_ONCE: usize = 64;

/// Threads that wait for the next question: enough for probes that are spread over time. One costs a few pages while it
/// waits, and starting one costs more than many a look-up.
const KEPT: usize = 2;

/// The system's resolver. Cloning is cheap.
#[derive(Clone, Debug)]
pub(super) struct System {
    permits: Arc<Semaphore>,
    threads: Arc<Threads>,
    ask: fn(&str, Option<Family>) -> LookupAnswer,
}

impl System {
    pub(super) fn new() -> Self {
        let permits = Arc::new(Semaphore::new(AT_ONCE));
        Self { permits, threads: Arc::default(), ask: getaddrinfo }
    }

    /// Asks for the addresses of `name`; of both families at once where `family` is `None`.
    ///
    /// The question runs on a thread of ours and not on the runtime's pool: a hanging one would keep the runtime, and so
    /// the process, from ending.
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
        let started = self.threads.run(move || {
            let answer = ask(&name, family);
            drop(permit);
            // Nobody listens any more after the time limit.
            drop(sender.send(answer));
        });
        match started {
            Ok(()) => receiver.await.unwrap_or(LookupAnswer::Failed),
            Err(_) => LookupAnswer::Failed,
        }
    }
}

type Job = Box<dyn FnOnce() + Send>;

/// Threads for questions that may hang. None is waited for; those that have nothing to do end with this.
#[derive(Default)]
struct Threads(Arc<Queue>);

#[derive(Default)]
struct Queue {
    state: Mutex<State>,
    called: Condvar,
}

#[derive(Default)]
struct State {
    /// For threads that wait; there are never more jobs than these.
    jobs: VecDeque<Job>,
    waiting: usize,
    closed: bool,
}

impl Threads {
    /// Runs `job` on a thread that waits for one, or on a new one.
    fn run(&self, job: impl FnOnce() + Send + 'static) -> io::Result<()> {
        let job: Job = Box::new(job);
        let mut state = self.0.state();
        if state.jobs.len() < state.waiting {
            state.jobs.push_back(job);
            self.0.called.notify_one();
            return Ok(());
        }
        drop(state);
        let queue = Arc::clone(&self.0);
        let serve = move || {
            let mut next = Some(job);
            while let Some(job) = next {
                // A fault in one question is no reason to lose the thread.
                drop(panic::catch_unwind(panic::AssertUnwindSafe(job)));
                next = queue.next();
            }
        };
        thread::Builder::new().name("look-up".to_owned()).spawn(serve).map(drop)
    }
}

impl Drop for Threads {
    fn drop(&mut self) {
        self.0.state().closed = true;
        self.0.called.notify_all();
    }
}

impl Queue {
    /// The next job; `None` if enough others wait for one, or none will come.
    fn next(&self) -> Option<Job> {
        let mut state = self.state();
        if state.waiting >= KEPT {
            return None;
        }
        state.waiting += 1;
        let idle = |it: &mut State| it.jobs.is_empty() && !it.closed;
        let mut state = self.called.wait_while(state, idle).unwrap_or_else(PoisonError::into_inner);
        state.waiting -= 1;
        state.jobs.pop_front()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Threads {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Threads").field("waiting", &self.0.state().waiting).finish()
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
    async fn questions_one_after_another_share_a_thread_and_hanging_ones_do_not() {
        fn name_of_thread(name: &str, _: Option<Family>) -> LookupAnswer {
            if name == "hangs" {
                loop {
                    thread::park();
                }
            }
            // The number of the thread, as an address.
            let number = format!("{:?}", thread::current().id());
            let number = number.chars().filter(char::is_ascii_digit).collect::<String>();
            LookupAnswer::Addresses(vec![
                std::net::Ipv6Addr::from_bits(number.parse().unwrap()).into(),
            ])
        }
        let system = System { ask: name_of_thread, ..System::new() };
        let limits = Limits { lookup: Duration::from_millis(20), ..Limits::default() };
        let generous = Limits::default();
        let budget = Budget::new(Duration::from_mins(1), None);
        let first = system.look_up("a", None, &generous, &budget).await.unwrap();
        // Until the thread waits again: it answers first.
        while system.threads.0.state().waiting == 0 {
            tokio::task::yield_now().await;
        }
        assert_eq!(system.look_up("b", None, &generous, &budget).await, Ok(first.clone()));
        let late = system.look_up("hangs", None, &limits, &budget).await;
        assert_eq!(late, Err(FailureKind::TimedOut));
        assert!(system.look_up("c", None, &generous, &budget).await.is_ok());
    }

    #[test]
    fn few_threads_wait_and_they_end_with_their_owner() {
        let threads = Threads::default();
        let queue = Arc::clone(&threads.0);
        let gate = Arc::new(std::sync::Barrier::new(8));
        for _ in 0..8 {
            let gate = Arc::clone(&gate);
            let job = move || {
                gate.wait();
            };
            threads.run(job).unwrap();
        }
        // Those that find enough others waiting let go of the queue.
        let held_by = |wanted: usize| {
            while Arc::strong_count(&queue) > wanted {
                thread::yield_now();
            }
        };
        held_by(2 + KEPT);
        drop(threads);
        held_by(1);
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
