//! Memory that is not needed goes back to the system: a program that waits most of its life should hold little.
//!
//! The C library of Linux keeps a heap for each thread that ever allocated, and what was freed in the middle of one; Linux
//! itself maps sixteen pages of the program for each one that was needed. Other systems give it back by themselves.

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

#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
#[expect(
    unsafe_code,
    reason = "the loader's list of what it has mapped, and the system's advice on it"
)]
mod mapped {
    use std::ptr;

    /// Unmaps the pages of the program that nobody can have written to. They stay in the system's cache of files, and those
    /// that are needed again come from there at the next touch.
    pub(super) fn release() {
        // SAFETY: `first` has the type that is asked for, does not unwind, and takes nothing from the pointer.
        let _stopped = unsafe { libc::dl_iterate_phdr(Some(first), ptr::null_mut()) };
    }

    /// The first that is told is the program itself; ends there.
    unsafe extern "C" fn first(
        object: *mut libc::dl_phdr_info,
        _size: usize,
        _data: *mut libc::c_void,
    ) -> libc::c_int {
        // SAFETY: the loader gives a valid object, whose headers are as many as it says.
        let (base, headers) = unsafe {
            let object = &*object;
            (
                object.dlpi_addr,
                std::slice::from_raw_parts(object.dlpi_phdr, object.dlpi_phnum.into()),
            )
        };
        // SAFETY: it takes a number and returns one.
        let page = unsafe { libc::sysconf(libc::_SC_PAGESIZE) };
        let Ok(page) = libc::Elf64_Addr::try_from(page) else { return 1 };
        for header in headers {
            // What may be written is another segment, also where the loader protects it later.
            if header.p_type != libc::PT_LOAD || header.p_flags & libc::PF_W != 0 {
                continue;
            }
            let begin = (base + header.p_vaddr).next_multiple_of(page);
            let end = (base + header.p_vaddr + header.p_memsz) / page * page;
            if let (Ok(at), Ok(length)) =
                (usize::try_from(begin), usize::try_from(end.saturating_sub(begin)))
            {
                // SAFETY: whole pages of a read-only mapping of the program's file, which hold what the file holds.
                let _advised = unsafe {
                    libc::madvise(ptr::with_exposed_provenance_mut(at), length, libc::MADV_DONTNEED)
                };
            }
        }
        1
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
    #[cfg(all(target_os = "linux", target_pointer_width = "64"))]
    mapped::release();
}

#[cfg(all(test, target_os = "linux", target_pointer_width = "64"))]
mod tests {
    use std::fs;

    use super::*;

    /// How much of the program's own code is in memory, in KiB.
    fn resident() -> u64 {
        let program = std::env::current_exe().unwrap();
        let mapped = fs::read_to_string("/proc/self/smaps").unwrap();
        let code = mapped
            .lines()
            .skip_while(|it| !(it.contains(" r-xp ") && it.ends_with(program.to_str().unwrap())));
        let resident = code.skip(1).find_map(|it| it.strip_prefix("Rss:")).unwrap();
        resident.trim().trim_end_matches(" kB").parse().unwrap()
    }

    #[test]
    fn code_that_is_not_needed_is_given_back() {
        // Other tests touch their own code meanwhile.
        let less = (0..10).any(|_| {
            let before = resident();
            give_back();
            resident() < before
        });
        assert!(less);
    }
}
