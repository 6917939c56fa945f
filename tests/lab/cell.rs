//! A cell: the private namespaces in which one scenario lives.
//!
//! Every scenario runs in a process that is number 1 of its own pid, mount, net, uts and ipc namespaces. All that it
//! makes hangs off them, so when the process ends, in whatever way, the kernel removes it all. The net namespace
//! starts empty, so nothing can reach the real network; `/etc`, `/run` and `/sys` are its own, so the name service,
//! the message bus and the network manager of this machine are out of reach too.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use anyhow::{Context as _, Result, bail};
use nix::mount::{MsFlags, mount};
use nix::sched::{CloneFlags, setns, unshare};
use nix::sys::prctl::set_pdeathsig;
use nix::sys::signal::Signal;
use nix::unistd::sethostname;

use crate::privacy::make_mounts_private;
use crate::world::Place;

/// The cell's own files: a fresh tmpfs.
pub(crate) const ROOM: &str = "/run/lab";

/// Runs `command` as the first process of a new cell. Its output is kept.
///
/// The calling thread is spent: it stays in the new namespaces.
pub(crate) fn run_in_new(command: &mut Command) -> Result<Output> {
    let flags = CloneFlags::CLONE_NEWPID
        | CloneFlags::CLONE_NEWNS
        | CloneFlags::CLONE_NEWNET
        | CloneFlags::CLONE_NEWUTS
        | CloneFlags::CLONE_NEWIPC;
    unshare(flags).context("making namespaces")?;
    Ok(command.output()?)
}

/// Furnishes the cell from inside, as its first process.
pub(crate) fn furnish() -> Result<()> {
    set_pdeathsig(Signal::SIGKILL)?;
    let none = None::<&str>;
    make_mounts_private().context("private mounts")?;
    mount(Some("proc"), "/proc", Some("proc"), MsFlags::empty(), none).context("/proc")?;
    mount(Some("tmpfs"), "/run", Some("tmpfs"), MsFlags::empty(), Some("mode=755"))
        .context("/run")?;
    sethostname("desktop")?;

    let etc = Path::new(ROOM).join("etc");
    fs::create_dir_all(&etc)?;
    for name in
        ["passwd", "group", "ld.so.cache", "ld.so.conf", "localtime", "protocols", "services"]
    {
        let from = Path::new("/etc").join(name);
        if from.exists() {
            fs::copy(&from, etc.join(name))
                .with_context(|| format!("copying {}", from.display()))?;
        }
    }
    // Only files and DNS: plug-ins such as nss-resolve would talk to a daemon of this machine.
    fs::write(etc.join("nsswitch.conf"), "passwd: files\ngroup: files\nhosts: files dns\n")?;
    mount(Some(&etc), "/etc", none, MsFlags::MS_BIND, none).context("/etc")?;
    Ok(())
}

/// Mounts a `/sys` that shows the desktop's interfaces.
pub(crate) fn mount_sys() -> Result<()> {
    let none = None::<&str>;
    within(Place::Desktop, || mount(Some("sysfs"), "/sys", Some("sysfs"), MsFlags::empty(), none))?
        .context("/sys")
}

/// Does something in the network namespace of `place`. Sockets and processes made there stay there.
///
/// `action` must not wait for anything that this thread would have to do: it is not async for that reason.
pub(crate) fn within<T>(place: Place, action: impl FnOnce() -> T) -> Result<T> {
    let home = File::open("/proc/thread-self/ns/net")?;
    let there = File::open(Path::new("/run/netns").join(place.name()))
        .with_context(|| format!("namespace {}", place.name()))?;
    setns(there, CloneFlags::CLONE_NEWNET)?;
    let result = action();
    setns(home, CloneFlags::CLONE_NEWNET)?;
    Ok(result)
}

/// Runs a short program with `input`, in `place` if one is given; an error says what it complained about.
pub(crate) fn feed(
    place: Option<Place>,
    program: &str,
    arguments: &[&str],
    input: &str,
) -> Result<()> {
    let run = || -> Result<Output> {
        let mut child = Command::new(program)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .with_context(|| format!("starting {program}"))?;
        if let Some(mut stdin) = child.stdin.take() {
            stdin.write_all(input.as_bytes())?;
        }
        Ok(child.wait_with_output()?)
    };
    let output = match place {
        Some(place) => within(place, run)??,
        None => run()?,
    };
    if !output.status.success() {
        bail!("{program} says: {}\n{input}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(())
}
