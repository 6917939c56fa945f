//! The local socket between starts of the program: where it is, and who may speak there.

use std::io;
use std::path::{Path, PathBuf};

use interprocess::local_socket::ListenerOptions;
use interprocess::local_socket::tokio::Stream;

#[cfg(unix)]
use super::peer::{ROOT, user_id};

/// Where the socket of the session with this folder is. The folder keeps it to its owner.
#[cfg(unix)]
pub fn local_socket(folder: &Path) -> PathBuf {
    folder.join("streamdoctor.sock")
}

/// The named pipe of the session with this folder. Pipes have no folders, and the folder's own name may be too long, or
/// of characters that a pipe's name cannot have; so it stands there as a number.
#[cfg(windows)]
pub fn local_socket(folder: &Path) -> PathBuf {
    use std::os::windows::ffi::OsStrExt as _;

    // FNV-1a. Nothing rests on it but that two folders have two numbers: who may speak is decided by the pipe's rights.
    let number = folder
        .as_os_str()
        .encode_wide()
        .flat_map(u16::to_le_bytes)
        .fold(0xcbf2_9ce4_8422_2325_u64, |number, byte| {
            (number ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
    PathBuf::from(format!(r"\\.\pipe\streamdoctor-{number:016x}"))
}

/// `options` for a socket that only this user may speak to.
#[cfg(unix)]
pub fn for_this_user(options: ListenerOptions<'_>) -> io::Result<ListenerOptions<'_>> {
    Ok(options)
}

/// `options` for a pipe that only this user may speak to. Without a word of ours everybody could read from it (Named Pipe
/// Security and Access Rights).
#[cfg(windows)]
pub fn for_this_user(options: ListenerOptions<'_>) -> io::Result<ListenerOptions<'_>> {
    use interprocess::os::windows::local_socket::ListenerOptionsExt as _;
    use interprocess::os::windows::security_descriptor::SecurityDescriptor;
    use widestring::U16CString;

    // Protected against inherited rights; everything to the user, nothing to anybody else.
    let rights = format!("D:P(A;;GA;;;{})", super::user::own()?);
    let rights = U16CString::from_str(rights).map_err(io::Error::other)?;
    Ok(options.security_descriptor(SecurityDescriptor::deserialize(&rights)?))
}

/// Whether the program at the other end of `stream` is this user's own, or the administrator's. The folder tells nothing:
/// the environment may name somebody else's, as under `sudo -E`.
#[cfg(unix)]
pub fn leads_to_this_user(stream: &Stream) -> bool {
    use interprocess::local_socket::traits::StreamCommon as _;

    // From outside the container that we live in there is no number for it here.
    let theirs = stream.peer_creds().ok().and_then(|it| it.euid());
    theirs.is_none_or(|it| [user_id(), ROOT].contains(&it))
}

/// Whether the program at the other end of `stream` is this user's own: anybody may take a pipe's name while it is free.
#[cfg(windows)]
pub fn leads_to_this_user(stream: &Stream) -> bool {
    use interprocess::local_socket::traits::StreamCommon as _;

    let process = stream.peer_creds().ok().and_then(|it| it.pid());
    process.is_some_and(|it| {
        super::user::own().is_ok_and(|own| super::user::of(it).is_ok_and(|other| other == own))
    })
}

#[cfg(all(test, windows))]
mod tests {
    use super::*;

    #[test]
    fn folders_of_any_name_have_pipes_of_their_own() {
        let pipe = |folder: &str| local_socket(Path::new(folder)).to_string_lossy().into_owned();
        let jürgen = pipe(r"C:\Users\Jürgen\AppData\Local\streamdoctor");
        assert_ne!(jürgen, pipe(r"C:\Users\Jörgen\AppData\Local\streamdoctor"));
        assert_ne!(jürgen, pipe(r"C:\Users\Jrgen\AppData\Local\streamdoctor"));
        assert_eq!(jürgen, pipe(r"C:\Users\Jürgen\AppData\Local\streamdoctor"));
        assert!(jürgen.is_ascii() && pipe(&"x".repeat(300)).len() < 256, "{jürgen}");
    }
}
