//! Keeps a mount namespace to itself.

use std::fs::File;

use anyhow::Result;
use nix::mount::{MsFlags, mount};
use nix::sched::{CloneFlags, setns};
use nix::unistd::{chroot, fchdir};

/// Keeps what is mounted in here from showing up outside.
pub(crate) fn make_mounts_private() -> Result<()> {
    // In a chroot, `/` is no mount point and cannot be marked. Entering one's own mount namespace leads out to its real
    // root, and the way back is the folder where we were.
    let here = File::open("/")?;
    setns(File::open("/proc/thread-self/ns/mnt")?, CloneFlags::CLONE_NEWNS)?;
    let none = None::<&str>;
    mount(none, "/", none, MsFlags::MS_REC | MsFlags::MS_PRIVATE, none)?;
    fchdir(here)?;
    chroot(".")?;
    Ok(())
}
