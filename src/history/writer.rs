//! The one that writes: a thread of its own behind a bounded queue. Whoever hands something over never waits.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::file::{self, FILE, Unusable, is_damage, reason, set_aside};
use super::scrub::{PublicNames, Scrubber};
use super::store::{Entry, Happening, Limits, Store, json};
use super::traffic::{Counters, Warned, Warning, warn};
use super::{Reader, Round, Salt, Trouble, network_id};
use crate::clock::{Clock, Moment};
use crate::config::DataPlan;
use crate::diagnosis::Cause;
use crate::observation::{DataUse, Host, Snapshot, Usual};
use crate::platform;
use crate::remedy::{Feedback, Remedy};

/// How much may wait to be written: minutes of the quickest looks.
const QUEUE: usize = 256;

/// How much is written at once: what waits for the others of its batch is not yet safe.
const BATCH: usize = 8;

/// How long the first of a batch waits at most for the others, however slow the computer is just now.
const SOON: Duration = Duration::from_millis(500);

/// How much is kept while the disk takes nothing.
const BACKLOG: usize = 512;

/// How soon it is tried again then.
const AGAIN: Duration = Duration::from_mins(1);

/// How long after a round the others have done with it: a tray's host asks for the menu that the round has changed.
const SETTLED: Duration = Duration::from_secs(2);

/// How often old things are thinned out.
const THIN: Duration = Duration::from_hours(1);

/// How often "usual" is drawn anew.
const REFRESH: Duration = Duration::from_mins(15);

/// How long the end of the program waits for the last words.
const LAST_WORDS: Duration = Duration::from_secs(2);

/// The keys of what is kept beside the tables.
const COUNTERS: &str = "counters";
const WARNED: &str = "warned";

/// How a history is to be kept.
#[derive(Debug)]
pub struct Open {
    /// The data folder; `None` keeps it in memory.
    pub folder: Option<PathBuf>,
    pub limits: Limits,
    pub plan: Option<DataPlan>,
    /// Whose hours and days count.
    pub zone: TimeZone,
    /// The names that may stay in recorded rounds.
    pub public: PublicNames,
}

/// An open history, and the ways to it.
#[derive(Debug)]
pub struct History {
    pub writer: Writer,
    pub past: Past,
    pub reader: Reader,
}

/// Opens the history, and begins to keep it. Never fails: what cannot be in a file is in memory, and `Trouble` says so.
///
/// `on_warning` is called on the history's own thread when a word about the data plan is due.
pub fn open(
    how: Open,
    clock: Clock,
    on_warning: impl Fn(Warning) + Send + 'static,
) -> (History, Vec<Trouble>) {
    let file = how.folder.as_ref().map(|it| it.join(FILE));
    let mut troubles = Vec::new();
    let (store, file) = open_store(file, clock.wall(), &mut troubles);
    if let Err(error) = store.cut_short(clock.wall()) {
        tracing::debug!(%error, "the incidents of the last run stay open");
    }
    let known = Known {
        salt: store.salt.clone(),
        feedback: Feedback::default(),
        network: None,
        usual: Vec::new(),
        data_use: None,
    };
    let counters = store.state::<Counters>(COUNTERS);
    let warned = store.state::<Warned>(WARNED);
    let store = Arc::new(Mutex::new(store));
    let known = Arc::new(Mutex::new(known));
    let reader = match &file {
        Some(file) => Reader::new(file),
        None => Reader::of_memory(Arc::clone(&store)),
    };
    let (sender, messages) = sync_channel(QUEUE);
    let writer = Writer { sender, lost: Arc::default() };
    if let Some(file) = &file {
        check_beside(file.clone(), &writer.sender);
    }
    let keeper = Keeper {
        reader: reader.clone(),
        store,
        unchecked: file.is_some().then(Vec::new),
        file,
        how,
        clock,
        known: Arc::clone(&known),
        on_warning: Box::new(on_warning),
        lost: Arc::clone(&writer.lost),
        backlog: VecDeque::new(),
        ahead: SignedDuration::ZERO,
        thinned: None,
        refreshed: None,
        counters,
        counted_here: false,
        is_after_round: false,
        warned,
    };
    let started =
        std::thread::Builder::new().name("history".to_owned()).spawn(move || keeper.run(&messages));
    if let Err(error) = started {
        troubles.push(Trouble::NotWritten(error.to_string()));
    }
    (History { writer, past: Past { known }, reader }, troubles)
}

/// A file that cannot be trusted is found out before it is needed. Nothing waits for that: a year of it takes a while.
fn check_beside(file: PathBuf, sender: &SyncSender<Message>) {
    let to_keeper = sender.clone();
    let check = move || {
        let said = to_keeper.send(Message::Checked(file::is_sound(&file)));
        // Who wanted to know may have gone.
        said.unwrap_or_default();
    };
    if std::thread::Builder::new().name("history check".to_owned()).spawn(check).is_err() {
        // Nobody looks, so nobody finds anything.
        sender.try_send(Message::Checked(true)).unwrap_or_default();
    }
}

/// Opens `file`, or sets it aside and begins anew, or takes to memory.
fn open_store(
    file: Option<PathBuf>,
    now: Timestamp,
    troubles: &mut Vec<Trouble>,
) -> (Store, Option<PathBuf>) {
    if let Some(file) = file {
        let mut opened = open_file(&file);
        if let Err(Unusable::Damaged | Unusable::Newer) = &opened {
            let is_newer = matches!(opened, Err(Unusable::Newer));
            let why = if is_newer { "newer" } else { "damaged" };
            opened = match set_aside(&file, why, now) {
                Ok(place) if is_newer => {
                    troubles.push(Trouble::Newer(place));
                    open_file(&file)
                }
                Ok(place) => {
                    troubles.push(Trouble::Damaged(place));
                    open_file(&file)
                }
                Err(error) => Err(Unusable::OutOfReach(error.to_string())),
            };
        }
        match opened {
            Ok(store) => return (store, Some(file)),
            Err(Unusable::OutOfReach(reason)) => troubles.push(Trouble::InMemory(reason)),
            Err(Unusable::Damaged | Unusable::Newer) => {
                troubles.push(Trouble::InMemory("a new file is damaged, too".to_owned()));
            }
        }
    }
    let store = file::in_memory().and_then(Store::new);
    (store.expect("memory takes tables that a test has made in it"), None)
}

fn open_file(file: &std::path::Path) -> Result<Store, Unusable> {
    Ok(Store::new(file::open(file)?)?)
}

/// Hands over what is to be kept. Cloning is cheap.
#[derive(Clone, Debug)]
pub struct Writer {
    sender: SyncSender<Message>,
    /// What did not fit into the queue.
    lost: Arc<AtomicU64>,
}

#[derive(Debug)]
enum Message {
    Round(Box<Round>),
    Happened(Timestamp, Happening),
    Judged(Cause, Remedy, bool),
    /// Whether the file that there was at the start is sound.
    Checked(bool),
    /// Answer when everything before is written.
    Done(SyncSender<()>),
}

impl Writer {
    /// Keeps a finished round.
    pub fn record(&self, round: Round) {
        self.send(Message::Round(Box::new(round)));
    }

    /// Keeps what became of a problem, at this time of the wall clock.
    pub fn happened(&self, at: Timestamp, what: Happening) {
        self.send(Message::Happened(at, what));
    }

    /// Keeps what the user said of a remedy against a cause, on the present network.
    pub fn judged(&self, cause: Cause, remedy: Remedy, helped: bool) {
        self.send(Message::Judged(cause, remedy, helped));
    }

    /// Waits a moment until everything is written; whether it is.
    pub fn finish(&self) -> bool {
        let (done, is_done) = sync_channel(1);
        self.sender.try_send(Message::Done(done)).is_ok()
            && is_done.recv_timeout(LAST_WORDS).is_ok()
    }

    fn send(&self, message: Message) {
        if self.sender.try_send(message).is_err() {
            self.lost.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// What a round may know of the past. Cloning is cheap; nothing here waits for a disk.
#[derive(Clone, Debug)]
pub struct Past {
    known: Arc<Mutex<Known>>,
}

#[derive(Debug)]
struct Known {
    salt: Salt,
    /// The network that the rest is about.
    network: Option<String>,
    usual: Vec<Usual>,
    data_use: Option<DataUse>,
    feedback: Feedback,
}

impl Past {
    /// Adds what is known of the network that `snapshot` was made on, and tells what helped there before.
    pub fn add_to(&self, snapshot: &mut Snapshot) -> Feedback {
        let known = locked(&self.known);
        let network = network_id(&snapshot.host, &known.salt, platform::hardware_address);
        if network.is_none() || network != known.network {
            return Feedback::default();
        }
        snapshot.usual.clone_from(&known.usual);
        snapshot.host.data_use = known.data_use;
        known.feedback.clone()
    }

    /// The same, read from a history that another process keeps. What cannot be read is not known.
    pub fn read(
        reader: &Reader,
        plan: Option<DataPlan>,
        zone: &TimeZone,
        snapshot: &mut Snapshot,
    ) -> Feedback {
        let network = reader
            .salt()
            .and_then(|salt| network_id(&snapshot.host, &salt, platform::hardware_address));
        let Some(network) = network else { return Feedback::default() };
        let now = snapshot.started_at;
        snapshot.usual = reader.usual(&network, now, zone).unwrap_or_default();
        snapshot.host.data_use = plan.and_then(|plan| {
            let begin = plan.begin(zone.to_datetime(now).date());
            Some(plan.data_use(reader.used_since(&network, begin).ok()?))
        });
        reader.feedback(Some(&network)).unwrap_or_default()
    }
}

/// The thread's own.
struct Keeper {
    reader: Reader,
    store: Arc<Mutex<Store>>,
    /// Where it is kept; `None` in memory.
    file: Option<PathBuf>,
    how: Open,
    clock: Clock,
    known: Arc<Mutex<Known>>,
    on_warning: Box<dyn Fn(Warning) + Send>,
    lost: Arc<AtomicU64>,
    /// What could not be written yet.
    backlog: VecDeque<Entry>,
    /// What was written into a file that may prove damaged; `None` once that is known.
    unchecked: Option<Vec<Entry>>,
    /// How far true time is ahead of the wall clock.
    ahead: SignedDuration,
    thinned: Option<Moment>,
    /// When, and for which network, "usual" was drawn.
    refreshed: Option<(Moment, Option<String>)>,
    counters: Option<Counters>,
    /// Whether the counters were read in this run.
    counted_here: bool,
    /// Whether what the last round has left in memory is still to be given back.
    is_after_round: bool,
    warned: Option<Warned>,
}

impl Keeper {
    fn run(mut self, messages: &Receiver<Message>) {
        loop {
            let first = match (self.is_after_round, self.backlog.is_empty()) {
                (true, _) => messages.recv_timeout(SETTLED),
                (false, false) => messages.recv_timeout(AGAIN),
                (false, true) => messages.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            let first = match first {
                Ok(message) => Some(message),
                Err(RecvTimeoutError::Timeout) if self.is_after_round => {
                    self.is_after_round = false;
                    locked(&self.store).let_go();
                    platform::memory::give_back();
                    continue;
                }
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => {
                    self.write(Vec::new());
                    return;
                }
            };
            self.take(first.into_iter().chain(messages.try_iter().take(BATCH)));
        }
    }

    /// Writes `batch`, or its first part where it takes long: nobody takes what is left from it.
    fn take(&mut self, batch: impl IntoIterator<Item = Message>) {
        let begin = self.clock.now();
        let mut entries = Vec::new();
        let mut waiting = Vec::new();
        let mut thin_at = None;
        let mut seen = None;
        for message in batch {
            match message {
                Message::Round(round) => {
                    thin_at = round.is_dated.then_some(round.at).or(thin_at);
                    let network = self.network(&round.snapshot.host);
                    seen = Some((round.at, network.clone()));
                    self.ahead = round.at.duration_since(round.snapshot.started_at);
                    self.count(&round, network.as_ref(), &mut entries);
                    entries.push(Entry::Round { round: self.scrubbed(round), network });
                }
                Message::Happened(at, what) => {
                    entries.push(Entry::Happened { at: self.true_time(at), what });
                }
                Message::Judged(cause, remedy, helped) => {
                    let network = locked(&self.known).network.clone();
                    locked(&self.known).feedback.add(
                        cause,
                        remedy,
                        u32::from(helped),
                        u32::from(!helped),
                    );
                    entries.push(Entry::Judged { cause, network, remedy, helped });
                }
                Message::Checked(is_sound) => {
                    let written = self.unchecked.take().unwrap_or_default();
                    if !is_sound {
                        self.begin_anew();
                        let newer = std::mem::replace(&mut self.backlog, written.into());
                        self.backlog.extend(newer);
                    }
                }
                Message::Done(done) => waiting.push(done),
            }
            if self.clock.now() - begin >= SOON {
                break;
            }
        }
        self.write(entries);
        for done in waiting {
            // Who waited may have given up.
            done.try_send(()).unwrap_or_default();
        }
        self.is_after_round |= seen.is_some();
        if let Some((at, network)) = seen {
            self.look_back(at, network);
        }
        if let Some(at) = thin_at {
            self.thin(at);
        }
        let lost = self.lost.swap(0, Ordering::Relaxed);
        if lost > 0 {
            tell(&Trouble::Overrun(lost));
        }
    }

    fn network(&self, host: &Host) -> Option<String> {
        let salt = locked(&self.known).salt.clone();
        network_id(host, &salt, platform::hardware_address)
    }

    fn scrubbed(&self, round: Box<Round>) -> Box<Round> {
        let salt = locked(&self.known).salt.clone();
        let mut round = round;
        round.snapshot = Scrubber::new(&salt, &self.how.public).scrub(&round.snapshot);
        round
    }

    fn true_time(&self, at: Timestamp) -> Timestamp {
        at.checked_add(self.ahead).unwrap_or(at)
    }

    /// The local day of `at`.
    fn day(&self, at: Timestamp) -> Date {
        self.how.zone.to_datetime(at).date()
    }

    /// Counts the bytes since the last round.
    fn count(&mut self, round: &Round, network: Option<&String>, entries: &mut Vec<Entry>) {
        let now = Counters::of(&round.snapshot.host, platform::boot_id(), network.cloned());
        let before = self.counters.replace(now.clone());
        let bytes = before.map_or(0, |before| now.since(&before, self.counted_here));
        self.counted_here = true;
        if let (Some(network), 1..) = (network, bytes) {
            let (network, day) = (network.clone(), self.day(round.at));
            entries.push(Entry::Traffic { network, day, bytes });
        }
        entries.push(Entry::State { key: COUNTERS, value: json(&now) });
    }

    /// Draws anew what the next round may know.
    fn look_back(&mut self, at: Timestamp, network: Option<String>) {
        let now = self.clock.now();
        let is_fresh = self
            .refreshed
            .as_ref()
            .is_some_and(|(then, of)| *of == network && now - *then < REFRESH);
        if !is_fresh {
            let usual = network.as_ref().map(|it| self.reader.usual(it, at, &self.how.zone));
            let feedback = self.reader.feedback(network.as_deref());
            let mut known = locked(&self.known);
            known.usual = usual.and_then(Result::ok).unwrap_or_default();
            known.feedback = feedback.unwrap_or_default();
            known.network.clone_from(&network);
            drop(known);
            self.refreshed = Some((now, network.clone()));
        }
        let (Some(plan), Some(network)) = (self.how.plan, network) else { return };
        let today = self.day(at);
        let Ok(used) = self.reader.used_since(&network, plan.begin(today)) else { return };
        locked(&self.known).data_use = Some(plan.data_use(used));
        if let Some((warning, warned)) = warn(plan, &network, used, today, self.warned.as_ref()) {
            self.write(vec![Entry::State { key: WARNED, value: json(&warned) }]);
            self.warned = Some(warned);
            (self.on_warning)(warning);
        }
    }

    /// Writes `entries`, and what could not be written before.
    fn write(&mut self, entries: Vec<Entry>) {
        let was_held_up = !self.backlog.is_empty();
        self.backlog.extend(entries);
        let excess = self.backlog.len().saturating_sub(BACKLOG);
        self.backlog.drain(..excess);
        if self.backlog.is_empty() {
            return;
        }
        let mut written = locked(&self.store).write(&self.backlog);
        // Before it is known how it is, the check has the file open.
        if self.unchecked.is_none() && written.as_ref().is_err_and(is_damage) {
            self.begin_anew();
            written = locked(&self.store).write(&self.backlog);
        }
        match written {
            Ok(()) => {
                match &mut self.unchecked {
                    Some(unchecked) if unchecked.len() < BACKLOG => {
                        unchecked.extend(self.backlog.drain(..));
                    }
                    Some(_) | None => self.backlog.clear(),
                }
                if was_held_up {
                    tell(&Trouble::WrittenAgain);
                }
            }
            Err(error) if !was_held_up => tell(&Trouble::NotWritten(reason(&error))),
            Err(error) => tracing::debug!(%error, "the history still cannot be written"),
        }
    }

    /// Sets the file aside and begins a new one, with what is remembered.
    fn begin_anew(&mut self) {
        let Some(file) = self.file.clone() else { return };
        let mut troubles = Vec::new();
        let memory = file::in_memory().and_then(Store::new);
        let Ok(memory) = memory else { return };
        let mut store = locked(&self.store);
        // The old one is closed before it gets another name.
        drop(std::mem::replace(&mut *store, memory));
        match set_aside(&file, "damaged", self.clock.wall()) {
            Ok(place) => {
                troubles.push(Trouble::Damaged(place));
                match open_file(&file) {
                    Ok(new) => *store = new,
                    Err(_) => {
                        troubles.push(Trouble::InMemory("no new file can be made".to_owned()));
                    }
                }
            }
            Err(error) => troubles.push(Trouble::InMemory(error.to_string())),
        }
        let salt = store.salt.clone();
        drop(store);
        locked(&self.known).salt = salt;
        troubles.iter().for_each(tell);
    }

    fn thin(&mut self, at: Timestamp) {
        let now = self.clock.now();
        if self.thinned.is_some_and(|it| now - it < THIN) {
            return;
        }
        self.thinned = Some(now);
        if let Err(error) = locked(&self.store).thin(at, self.how.limits) {
            tracing::debug!(%error, "the history could not be thinned out");
        }
    }
}

/// Says once what went wrong, to whoever reads the log.
fn tell(trouble: &Trouble) {
    if *trouble == Trouble::WrittenAgain {
        tracing::info!("{trouble}");
    } else {
        tracing::warn!("{trouble}");
    }
}

fn locked<T>(it: &Mutex<T>) -> MutexGuard<'_, T> {
    it.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::{Context, Waker};

    use super::*;
    use crate::diagnosis::diagnose;
    use crate::presentation::report;
    use crate::presentation::words::Platform;

    fn round(second: i64) -> Round {
        let snapshot = Snapshot::empty(Timestamp::from_second(second).unwrap());
        let told = report(&snapshot, &diagnose(&snapshot), &[], Platform::Linux);
        Round::of(snapshot, &told)
    }

    /// A keeper of a file in `folder`, on this thread.
    fn keeper(folder: &std::path::Path) -> Keeper {
        let file = folder.join(FILE);
        let store = open_file(&file).unwrap();
        let salt = store.salt.clone();
        let known = Known {
            salt,
            network: None,
            usual: Vec::new(),
            data_use: None,
            feedback: Feedback::default(),
        };
        Keeper {
            reader: Reader::new(&file),
            store: Arc::new(Mutex::new(store)),
            file: Some(file),
            how: Open {
                folder: None,
                limits: Limits { days: 366, bytes: 1 << 30 },
                plan: None,
                zone: TimeZone::UTC,
                public: PublicNames::default(),
            },
            clock: Clock::system(),
            known: Arc::new(Mutex::new(known)),
            on_warning: Box::new(|_| ()),
            lost: Arc::default(),
            backlog: VecDeque::new(),
            unchecked: None,
            ahead: SignedDuration::ZERO,
            thinned: None,
            refreshed: None,
            counters: None,
            counted_here: false,
            is_after_round: false,
            warned: None,
        }
    }

    fn pages(keeper: &Keeper, most: i64) {
        let store = locked(&keeper.store);
        let set = |it: i64| {
            store
                .connection
                .pragma_update_and_check(None, "max_page_count", it, |row| row.get::<_, i64>(0))
        };
        set(most).unwrap();
    }

    #[test]
    fn what_comes_while_the_disk_is_full_is_written_when_it_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let mut keeper = keeper(folder.path());
        keeper.take([Message::Round(Box::new(round(1_000)))]);
        // SQLite takes no less than there is, and says "full" at the next page.
        pages(&keeper, 1);
        let much = json(&"x".repeat(100_000));
        keeper.write(vec![Entry::State { key: WARNED, value: much }]);
        keeper.take([Message::Round(Box::new(round(2_000)))]);
        assert!(!keeper.backlog.is_empty(), "the disk is full");
        let nearest = |keeper: &Keeper| {
            let found = keeper.reader.nearest(Timestamp::from_second(2_000).unwrap());
            found.unwrap().unwrap().at.as_second()
        };
        assert_eq!(nearest(&keeper), 1_000, "what was written before can be read");
        pages(&keeper, 1_000_000);
        keeper.take([]);
        assert!(keeper.backlog.is_empty());
        assert_eq!(nearest(&keeper), 2_000);
    }

    #[test]
    fn what_waits_for_a_full_disk_is_bounded() {
        let folder = tempfile::tempdir().unwrap();
        let mut keeper = keeper(folder.path());
        pages(&keeper, 1);
        let much = json(&"x".repeat(100_000));
        for _ in 0..2 * BACKLOG {
            keeper.write(vec![Entry::State { key: COUNTERS, value: much.clone() }]);
        }
        assert_eq!(keeper.backlog.len(), BACKLOG);
    }

    /// However slow the computer is: what has come first does not wait for what comes behind it.
    #[tokio::test(start_paused = true)]
    async fn a_batch_that_takes_long_is_written_before_its_end() {
        let folder = tempfile::tempdir().unwrap();
        let mut keeper = keeper(folder.path());
        // Time stands still since before the keeper's clock was made.
        tokio::time::advance(Duration::from_hours(1)).await;
        let mut messages = (1..=BATCH).map(|second| {
            let time = pin!(tokio::time::advance(Duration::from_millis(200)));
            let now = time.poll(&mut Context::from_waker(Waker::noop()));
            assert!(now.is_pending(), "it passes at once, and then lets others go on");
            Message::Round(Box::new(round(i64::try_from(second).unwrap())))
        });
        for last in [3, 6] {
            keeper.take(&mut messages);
            let newest = keeper.reader.nearest(Timestamp::from_second(1_000).unwrap());
            assert_eq!(newest.unwrap().unwrap().at.as_second(), last);
        }
        keeper.take(&mut messages);
        assert_eq!(messages.next().map(|_| ()), None, "none is left out");
    }

    #[test]
    fn who_hands_over_never_waits_and_what_is_too_much_is_counted() {
        let (sender, messages) = sync_channel(2);
        let writer = Writer { sender, lost: Arc::default() };
        for second in 0..5 {
            writer.record(round(second));
        }
        assert_eq!(writer.lost.load(Ordering::Relaxed), 3);
        assert_eq!(messages.try_iter().count(), 2);
    }
}
