//! Windows: to which user a process belongs.
#![expect(unsafe_code, reason = "the system tells it through handles and raw structures")]

use std::io;
use std::ptr;

use windows_sys::Win32::Foundation::{CloseHandle, FALSE, HANDLE, LocalFree};
use windows_sys::Win32::Security::Authorization::ConvertSidToStringSidW;
use windows_sys::Win32::Security::{GetTokenInformation, TOKEN_QUERY, TOKEN_USER, TokenUser};
use windows_sys::Win32::System::RemoteDesktop::ProcessIdToSessionId;
use windows_sys::Win32::System::Threading::{
    GetCurrentProcess, OpenProcess, OpenProcessToken, PROCESS_QUERY_LIMITED_INFORMATION,
};

/// A `TOKEN_USER` with the longest identifier that there is (`SECURITY_MAX_SID_SIZE`), in eight-byte words.
const USER_WORDS: usize = (size_of::<TOKEN_USER>() + 68).div_ceil(size_of::<u64>());

/// The security identifier of the user whom this process serves, as text: `S-1-5-21-…`.
pub(super) fn own() -> io::Result<String> {
    // SAFETY: the call only gives a constant that stands for this process.
    of_process(unsafe { GetCurrentProcess() })
}

/// The security identifier of the user whom the process with this number serves.
pub(super) fn of(process: u32) -> io::Result<String> {
    // SAFETY: the call takes plain numbers, and gives a handle or null.
    let handle = unsafe { OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, process) };
    if handle.is_null() {
        return Err(io::Error::last_os_error());
    }
    let handle = Handle(handle);
    of_process(handle.0)
}

/// The session (0: services; else somebody's desktop) in which the process with this number runs.
pub(super) fn session_of(process: u32) -> Option<u32> {
    let mut session = 0;
    // SAFETY: the call writes one number there, or fails.
    let told = unsafe { ProcessIdToSessionId(process, &raw mut session) };
    (told != FALSE).then_some(session)
}

fn of_process(process: HANDLE) -> io::Result<String> {
    let mut token = ptr::null_mut();
    // SAFETY: the process is open, and the call puts a handle there or fails.
    done(unsafe { OpenProcessToken(process, TOKEN_QUERY, &raw mut token) })?;
    let token = Handle(token);
    let mut user = [0_u64; USER_WORDS];
    let mut used = 0;
    let size = u32::try_from(size_of_val(&user)).unwrap_or(0);
    // SAFETY: the buffer is ours, of that size, and aligned for the structure.
    done(unsafe {
        GetTokenInformation(token.0, TokenUser, user.as_mut_ptr().cast(), size, &raw mut used)
    })?;
    let mut text = ptr::null_mut();
    // SAFETY: the call above has filled in the structure, whose pointer leads to the identifier behind it.
    done(unsafe {
        let user = user.as_ptr().cast::<TOKEN_USER>();
        ConvertSidToStringSidW((*user).User.Sid, &raw mut text)
    })?;
    // SAFETY: the call above made a text that ends with a zero.
    let sid = unsafe { widestring::U16CStr::from_ptr_str(text) }.to_string_lossy();
    // SAFETY: it made that text for us to give back; nobody else has it.
    unsafe { LocalFree(text.cast()) };
    Ok(sid)
}

fn done(result: i32) -> io::Result<()> {
    if result == FALSE { Err(io::Error::last_os_error()) } else { Ok(()) }
}

/// A handle of ours, closed in the end.
struct Handle(HANDLE);

impl Drop for Handle {
    fn drop(&mut self) {
        // SAFETY: it is open, and nobody else has it.
        unsafe { CloseHandle(self.0) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_process_serves_one_user_in_a_session() {
        let own = own().unwrap();
        assert!(own.starts_with("S-1-"), "{own}");
        assert_eq!(of(std::process::id()).unwrap(), own);
        assert!(session_of(std::process::id()).is_some());
    }

    #[test]
    fn a_process_that_is_not_there_has_no_user() {
        // Numbers of processes are multiples of four.
        assert!(of(3).is_err());
    }
}
