//! The pages of the program's own file: its code and constants.
//!
//! Whoever reads one page has the kernel map the sixteen around it, so that after a round nearly the whole program counts as
//! ours. Handed back, they stay in the system's cache of files, and what is used again is mapped again without a disk.
#![expect(
    unsafe_code,
    reason = "only the kernel can be told, and only the loader knows where the program lies"
)]

use std::ffi::{c_int, c_void};
use std::ops::Range;

/// Lets go of what is mapped of the program's file, until it is used again.
pub(super) fn unmap_idle() {
    // SAFETY: `visit` keeps to the loader's interface, and ignores the pointer that is passed through.
    let _stopped = unsafe { libc::dl_iterate_phdr(Some(visit), std::ptr::null_mut()) };
}

/// The loader names the program itself first; anything but zero ends its list.
unsafe extern "C" fn visit(
    object: *mut libc::dl_phdr_info,
    _size: usize,
    _data: *mut c_void,
) -> c_int {
    const LAST: c_int = 1;
    // SAFETY: the loader hands out a valid object, whose table of headers has as many entries as it says.
    let (start, headers) = unsafe {
        let object = &*object;
        (
            object.dlpi_addr,
            std::slice::from_raw_parts(object.dlpi_phdr, usize::from(object.dlpi_phnum)),
        )
    };
    let Some(page) = page_size() else { return LAST };
    for header in headers {
        let fixed = header.p_type == libc::PT_LOAD && header.p_flags & libc::PF_W == 0;
        let Ok(range) = usize::try_from(start + header.p_vaddr)
            .and_then(|from| Ok(from..from + usize::try_from(header.p_memsz)?))
        else {
            continue;
        };
        let range = whole_pages(range, page);
        if fixed && !range.is_empty() {
            // SAFETY: a segment that cannot be written is what the file says, so a page of it that is dropped comes back
            // as it was. What the loader wrote (relocations) is in the others.
            let _refused = unsafe {
                libc::madvise(
                    std::ptr::with_exposed_provenance_mut(range.start),
                    range.len(),
                    libc::MADV_DONTNEED,
                )
            };
        }
    }
    LAST
}

fn page_size() -> Option<usize> {
    // SAFETY: it takes a number.
    usize::try_from(unsafe { libc::sysconf(libc::_SC_PAGESIZE) }).ok()
}

/// The pages that lie in `range` entirely: those at its ends may belong to a neighbour too.
fn whole_pages(range: Range<usize>, page: usize) -> Range<usize> {
    range.start.next_multiple_of(page)..range.end / page * page
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::hint::black_box;
    use std::os::unix::fs::FileExt as _;

    use super::*;

    const WIDE: usize = 1 << 20;

    /// So wide that the kernel does not map its middle for the sake of a neighbour.
    static CONSTANTS: [u8; WIDE] = [7; WIDE];

    /// May be written, so it is not what the file says.
    static VARIABLES: std::sync::Mutex<[u8; WIDE]> = std::sync::Mutex::new([7; WIDE]);

    /// Whether the page at an address is mapped now.
    fn mapped(address: usize) -> bool {
        const PRESENT: u64 = 1 << 63;
        const ENTRY: usize = 8;
        let at = address / page_size().unwrap() * ENTRY;
        let mut entry = [0; ENTRY];
        let entries = File::open("/proc/self/pagemap").unwrap();
        entries.read_exact_at(&mut entry, u64::try_from(at).unwrap()).unwrap();
        u64::from_ne_bytes(entry) & PRESENT != 0
    }

    #[test]
    fn a_constant_is_let_go_and_comes_back_when_it_is_read() {
        let middle = &raw const CONSTANTS[WIDE / 2];
        // Another test may let go of it at the same time.
        assert!((0..100).any(|_| black_box(CONSTANTS[WIDE / 2]) == 7 && mapped(middle.addr())));
        unmap_idle();
        assert!(!mapped(middle.addr()));
        assert_eq!(black_box(CONSTANTS[WIDE / 2]), 7);
    }

    #[test]
    fn what_was_written_stays() {
        VARIABLES.lock().unwrap()[WIDE / 2] = 9;
        unmap_idle();
        assert_eq!(VARIABLES.lock().unwrap()[WIDE / 2], 9);
    }

    #[test]
    fn only_pages_that_are_ours_entirely() {
        assert_eq!(whole_pages(0x1240..0x5678, 0x1000), 0x2000..0x5000);
        assert_eq!(whole_pages(0x1000..0x5000, 0x1000), 0x1000..0x5000);
        assert!(whole_pages(0x1240..0x1678, 0x1000).is_empty());
        assert!(whole_pages(0x1240..0x2678, 0x1000).is_empty());
    }
}
