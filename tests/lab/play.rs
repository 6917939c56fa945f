//! Plays scenarios: the outside hands them out to cells, the inside makes one world and judges it.

use std::collections::VecDeque;
use std::fs;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use anyhow::{Context as _, Result, bail};
use clap::Parser;

use crate::authority::Authority;
use crate::cell::{self, within};
use crate::desktop::Said;
use crate::observer::Observer;
use crate::scenarios::{self, Scenario};
use crate::world::{Place, World};
use crate::{contacts, desktop, network, servers, soak, verdict};

/// Runs streamdoctor in broken networks and judges what it says.
#[derive(Debug, Parser)]
#[command(name = "lab")]
struct Options {
    /// Only scenarios whose name contains one of these.
    names: Vec<String>,
    /// Name the scenarios, and do nothing.
    #[arg(long)]
    list: bool,
    /// Prove by plain probes that each fault is there, and is not there in a healthy world; without the program.
    #[arg(long)]
    verify: bool,
    /// Run a command in the desktop of one scenario: `--shell ID -- COMMAND`.
    #[arg(long, value_name = "ID")]
    shell: Option<String>,
    /// How many scenarios at once.
    #[arg(long, short, value_name = "N")]
    jobs: Option<usize>,
    /// Run the daemon for so many seconds, with a new fault every ten, and compare what it takes at start and end.
    #[arg(long, value_name = "SECONDS")]
    soak: Option<u64>,
    /// Keep each answer of the program as DIR/ID.json.
    #[arg(long, value_name = "DIR")]
    answers: Option<PathBuf>,
    /// The program, instead of `STREAMDOCTOR_BIN` or the one that was built with the tests.
    #[arg(long, value_name = "FILE")]
    program: Option<PathBuf>,
    /// Be the first process of a cell.
    #[arg(long, hide = true, value_name = "ID")]
    inside: Option<String>,
}

pub(crate) fn main() -> ExitCode {
    let options = Options::parse();
    let result = match &options.inside {
        Some(id) => inside(id, &options),
        None => outside(&options),
    };
    result.unwrap_or_else(|error| {
        println!("the lab itself failed: {error:#}");
        ExitCode::from(2)
    })
}

fn outside(options: &Options) -> Result<ExitCode> {
    let all = scenarios::all();
    if options.list {
        for scenario in &all {
            println!("{:28} {}", scenario.id, scenario.text);
        }
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(reason) = missing() {
        println!("lab skipped: {reason}");
        let must = std::env::var_os("CI").is_some_and(|it| !it.is_empty());
        return Ok(if must { ExitCode::FAILURE } else { ExitCode::SUCCESS });
    }
    // A copy that anybody may run, since the build may lie where only root can look.
    let shelf = tempfile::tempdir()?;
    let program = shelf.path().join("streamdoctor");
    let built =
        options.program.clone().or_else(|| std::env::var_os("STREAMDOCTOR_BIN").map(Into::into));
    let built = built.unwrap_or_else(|| env!("CARGO_BIN_EXE_streamdoctor").into());
    fs::copy(&built, &program).with_context(|| format!("no program at {}", built.display()))?;
    if let Some(id) = &options.shell {
        let mut command = inner(id, &program, options)?;
        command.arg("--shell").arg(id).arg("--").args(&options.names);
        let played = in_cell(command, false)?;
        return Ok(if played.fine { ExitCode::SUCCESS } else { ExitCode::FAILURE });
    }
    if let Some(seconds) = options.soak {
        let mut command = inner("healthy", &program, options)?;
        command.arg("--soak").arg(seconds.to_string());
        let played = in_cell(command, false)?;
        return Ok(if played.fine { ExitCode::SUCCESS } else { ExitCode::FAILURE });
    }
    if let Some(folder) = &options.answers {
        fs::create_dir_all(folder)?;
    }

    let wanted = |it: &&Scenario| {
        options.names.is_empty() || options.names.iter().any(|name| it.id.contains(name))
    };
    let chosen = all.iter().filter(wanted).map(|it| it.id).collect::<VecDeque<_>>();
    if chosen.is_empty() {
        bail!("no scenario has such a name; --list names them");
    }
    let count = chosen.len();
    let queue = Mutex::new(chosen);
    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
    let jobs =
        options.jobs.unwrap_or_else(|| thread::available_parallelism().map_or(2, NonZero::get) + 1);
    let times = Mutex::new(Vec::new());
    let work = || {
        let mut failed = 0;
        while let Some(id) = next() {
            let played = inner(id, &program, options).and_then(|command| in_cell(command, true));
            if let Ok(played) = &played {
                times.lock().unwrap_or_else(PoisonError::into_inner).extend(played.times);
            }
            let words = match played {
                Ok(played) if played.fine => continue,
                Ok(played) => played.words,
                Err(error) => format!("{error:#}"),
            };
            println!("{id:28} {}", words.trim().replace('\n', "; "));
            failed += 1;
        }
        failed
    };
    let failed = thread::scope(|scope| {
        let workers = (0..jobs.clamp(1, 4)).map(|_| scope.spawn(work)).collect::<Vec<_>>();
        workers.into_iter().map(|it| it.join().unwrap_or(1)).sum::<usize>()
    });
    tell(&times.into_inner().unwrap_or_else(PoisonError::into_inner));
    println!("{} passed, {failed} failed", count.saturating_sub(failed));
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What stands before the two figures of a look in what the inner program prints.
const TIMES: &str = "times ";

/// How long a look took, and how long after its first failing probe the verdict stood, where one failed.
type Times = (u64, Option<u64>);

/// Tells how long people would have waited.
fn tell(times: &[Times]) {
    let figures = |what: &str, mut all: Vec<u64>| {
        all.sort_unstable();
        let (Some(middle), Some(longest)) = (all.get(all.len() / 2), all.last()) else { return };
        println!("{what:32} median {middle} ms, longest {longest} ms, of {}", all.len());
    };
    figures("a look took", times.iter().map(|it| it.0).collect());
    figures("from the first failure, verdict", times.iter().filter_map(|it| it.1).collect());
}

/// Why the lab cannot run here.
fn missing() -> Option<String> {
    if !nix::unistd::geteuid().is_root() {
        return Some("it makes network namespaces, which needs root".to_owned());
    }
    let answers = |program: &str, argument: &str| {
        let quiet = Stdio::null;
        let mut command = Command::new(program);
        command.arg(argument).stdin(quiet()).stdout(quiet()).stderr(quiet());
        command.status().is_ok_and(|it| it.success())
    };
    let tools = [("ip", "-V", "iproute2"), ("nft", "-v", "nftables")];
    if let Some((tool, _, package)) =
        tools.iter().find(|(tool, argument, _)| !answers(tool, argument))
    {
        return Some(format!("there is no `{tool}` (package {package})"));
    }
    let made = thread::spawn(|| cell::run_in_new(&mut Command::new("true"))).join();
    match made {
        Ok(Ok(output)) if output.status.success() => None,
        Ok(Err(error)) => Some(format!("this machine allows no namespaces: {error:#}")),
        _ => Some("this machine allows no namespaces".to_owned()),
    }
}

fn inner(id: &str, program: &Path, options: &Options) -> Result<Command> {
    let mut command = Command::new(std::env::current_exe()?);
    command.arg("--inside").arg(id).arg("--program").arg(program);
    if options.verify {
        command.arg("--verify");
    }
    if let Some(folder) = &options.answers {
        command.arg("--answers").arg(folder.canonicalize()?);
    }
    Ok(command)
}

struct Played {
    fine: bool,
    times: Option<Times>,
    words: String,
}

/// Runs `command` in a new cell.
fn in_cell(mut command: Command, quiet: bool) -> Result<Played> {
    if quiet {
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    } else {
        command.stdin(Stdio::inherit()).stdout(Stdio::inherit()).stderr(Stdio::inherit());
    }
    let ran = thread::spawn(move || cell::run_in_new(&mut command)).join();
    let output = match ran {
        Ok(output) => output?,
        Err(_) => bail!("the thread of the cell panicked"),
    };
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let said = text(&output.stdout);
    let times = said.lines().find_map(|it| it.strip_prefix(TIMES)).and_then(|it| {
        let (took, verdict) = it.split_once(' ')?;
        Some((took.parse().ok()?, verdict.parse().ok()))
    });
    let words = said.lines().filter(|it| !it.starts_with(TIMES)).collect::<Vec<_>>().join("\n")
        + &text(&output.stderr);
    Ok(Played { fine: output.status.success(), times, words })
}

#[tokio::main(flavor = "current_thread")]
async fn inside(id: &str, options: &Options) -> Result<ExitCode> {
    let all = scenarios::all();
    let scenario =
        all.iter().find(|it| it.id == id).context("no such scenario; --list names them")?;
    let mut world = World::healthy();
    (scenario.arrange)(&mut world);
    let world = Arc::new(world);
    let authority = Arc::new(Authority::new(world.days_ahead)?);

    cell::furnish()?;
    network::build(&world)?;
    cell::mount_sys()?;
    desktop::furnish(&world, &authority, options.program.as_deref().context("no program")?)?;
    servers::start(&world, &authority)?;

    if options.shell.is_some() {
        let status = desktop::shell(&world, &options.names).await?;
        return Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE });
    }
    let wrong = if let Some(seconds) = options.soak {
        soak::run(&world, std::time::Duration::from_secs(seconds)).await?
    } else if options.verify {
        let id = scenario.id;
        tokio::task::spawn_blocking(move || prove(id, &world, &authority)).await??
    } else {
        contacts::watch()?;
        let said = desktop::check(&world).await?;
        if let Some(folder) = &options.answers {
            fs::write(folder.join(format!("{id}.json")), &said.stdout)?;
        }
        if let Some((took, verdict)) = verdict::times(&said) {
            println!(
                "{TIMES}{took} {}",
                verdict.map_or_else(|| "-".to_owned(), |it| it.to_string())
            );
        }
        let mut wrong = verdict::complaints(scenario, &said);
        wrong.extend(contacts::strangers(&world).await?);
        if id == "healthy" {
            wrong.extend(too_lenient(&all, &said));
        }
        wrong
    };
    for complaint in &wrong {
        println!("{complaint}");
    }
    Ok(if wrong.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The judge judged: "all is well" may pass only where that is a right answer.
fn too_lenient(all: &[Scenario], all_is_well: &Said) -> Vec<String> {
    let broken =
        all.iter().filter(|it| !it.truths.iter().flatten().any(|truth| truth.cause == "none"));
    let passed = broken.filter(|it| verdict::complaints(it, all_is_well).is_empty());
    passed.map(|it| format!("\"all is well\" would pass for {}", it.id)).collect()
}

/// Proves that what scenario `id` says can be seen in its world; in the healthy one, that nothing else can.
fn prove(id: &str, world: &World, authority: &Authority) -> Result<Vec<String>> {
    let observer = Observer::new(world, authority)?;
    within(Place::Desktop, || {
        let holds = |it: &&Scenario| (it.proof)(&observer);
        let all = scenarios::all();
        let own = all.iter().filter(|it| it.id == id);
        let mut wrong = own
            .filter(|it| !holds(it))
            .map(|_| "its fault does not show".to_owned())
            .collect::<Vec<_>>();
        if id == "healthy" {
            let others = all.iter().filter(|it| it.id != id).filter(holds);
            wrong.extend(others.map(|it| format!("{} shows here too", it.id)));
        }
        wrong
    })
}
