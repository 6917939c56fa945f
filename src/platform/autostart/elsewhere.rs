//! A system whose switch is not known yet.

use std::io;

pub(super) fn state() -> Option<bool> {
    None
}

pub(super) fn set(_: bool) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
