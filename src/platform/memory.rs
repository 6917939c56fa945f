//! Memory that is not needed goes back to the system: a program that waits most of its life should hold little.
//!
//! The C library of Linux keeps a heap for each thread that ever allocated, and what was freed in the middle of one. And a
//! page of the program's code stays mapped once it was near something that ran. Other systems see to both by themselves.

#[cfg(target_os = "linux")]
mod code;

#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[expect(unsafe_code, reason = "the C library's own switches")]
mod glibc {
    /// One heap for all threads. They hardly ever allocate at the same time: a look-up waits, it does not compute.
    pub(super) fn share_heap() {
        // SAFETY: it takes two numbers and changes how later calls of `malloc` choose a heap.
        let _taken = unsafe { libc::mallopt(libc::M_ARENA_MAX, 1) };
    }

    pub(super) fn trim() {
        // SAFETY: it takes a number, and gives only pages back that hold nothing.
        let _released = unsafe { libc::malloc_trim(0) };
    }
}

/// To be called before the first thread starts.
pub fn share_heap() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    glibc::share_heap();
}

/// Gives back what a burst of work has left over.
pub fn give_back() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    glibc::trim();
    #[cfg(target_os = "linux")]
    code::unmap_idle();
}
