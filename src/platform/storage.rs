//! What keeps things: folders and files for their owner alone, the kind of disk that they lie on, and what tells one start of the
//! computer, and one network, from another.

use std::io;
use std::net::IpAddr;
use std::path::Path;

#[cfg(unix)]
use super::peer::{ROOT, user_id};

/// Makes `folder` where there is none, and lets nobody but its owner into it. Fails where that would be somebody else's:
/// under `sudo -E` the environment still names the folders of the user who typed it, and what the administrator leaves
/// there is in that user's way.
#[cfg(unix)]
pub fn make_own(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    let found = |it| Some((it, std::fs::metadata(it).ok()?.uid()));
    if let Some((place, owner)) = folder.ancestors().find_map(found)
        && !is_for(user_id(), owner, place == folder)
    {
        return Err(io::Error::other(format!(
            "{} belongs to another user of this computer; start it as that user, without sudo",
            place.display()
        )));
    }
    std::fs::create_dir_all(folder)?;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))
}

/// Whether a user's own folder may be one of this owner, or else may be made in one.
#[cfg(unix)]
fn is_for(user: u32, owner: u32, is_the_folder: bool) -> bool {
    owner == user || (owner == ROOT && !is_the_folder)
}

/// Makes `folder` where there is none: a user's own folders are closed to others on Windows by inheritance.
#[cfg(not(unix))]
pub fn make_own(folder: &Path) -> io::Result<()> {
    std::fs::create_dir_all(folder)
}

/// Makes `file` where there is none, and lets nobody but its owner read it.
#[cfg(unix)]
pub fn create_private(file: &Path) -> io::Result<()> {
    use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
    match std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(file) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o600))
        }
        made => made.map(drop),
    }
}

/// Makes `file` where there is none: a user's own folders are closed to others on Windows by inheritance.
#[cfg(not(unix))]
pub fn create_private(file: &Path) -> io::Result<()> {
    std::fs::OpenOptions::new().append(true).create(true).open(file).map(drop)
}

/// Whether `folder` lies on another computer's disk, where memory cannot be shared between programs as SQLite's
/// write-ahead log needs it. False where that cannot be known.
pub fn is_remote(folder: &Path) -> bool {
    if cfg!(windows) {
        return folder.to_string_lossy().replace('/', "\\").starts_with(r"\\");
    }
    let folder = std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    let mounts = std::fs::read_to_string("/proc/self/mounts").unwrap_or_default();
    kind_of_mount(&mounts, &folder).is_some_and(|it| REMOTE.contains(&it))
}

/// File systems whose files are elsewhere.
const REMOTE: [&str; 14] = [
    "9p",
    "afs",
    "ceph",
    "cifs",
    "coda",
    "davfs",
    "fuse.davfs2",
    "fuse.glusterfs",
    "fuse.sshfs",
    "lustre",
    "ncpfs",
    "nfs",
    "nfs4",
    "smb3",
];

/// The kind of the file system that holds `folder`, in the words of `/proc/self/mounts` (fstab(5)). The last line wins:
/// a later mount covers an earlier one.
fn kind_of_mount<'a>(mounts: &'a str, folder: &Path) -> Option<&'a str> {
    let mut best: Option<(usize, &str)> = None;
    for line in mounts.lines() {
        let mut fields = line.split(' ').skip(1);
        let (Some(point), Some(kind)) = (fields.next(), fields.next()) else { continue };
        let point = point.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\");
        let depth = Path::new(&point).components().count();
        if folder.starts_with(&point) && best.is_none_or(|(known, _)| depth >= known) {
            best = Some((depth, kind));
        }
    }
    best.map(|(_, kind)| kind)
}

/// What is another after each start of the computer; `None` where the system has no such thing.
pub fn boot_id() -> Option<String> {
    let id = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
    Some(id.trim().to_owned())
}

/// The hardware address of a neighbour, as the kernel's table has it; `None` where it cannot be read.
pub fn hardware_address(neighbour: IpAddr) -> Option<String> {
    let table = std::fs::read_to_string("/proc/net/arp").ok()?;
    in_arp_table(&table, neighbour)
}

/// Looks `neighbour` up in `/proc/net/arp` (proc(5)): address, type, flags, hardware address, mask, device.
fn in_arp_table(table: &str, neighbour: IpAddr) -> Option<String> {
    let neighbour = neighbour.to_string();
    let mut rows = table.lines().skip(1).map(|it| it.split_whitespace().collect::<Vec<_>>());
    rows.find_map(|it| {
        let address = *it.get(3).filter(|_| it[0] == neighbour)?;
        (address != "00:00:00:00:00:00").then(|| address.to_ascii_lowercase())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOUNTS: &str = "/dev/sda1 / ext4 rw 0 0\n\
        server:/home /home nfs4 rw 0 0\n\
        /dev/sdb1 /home/local\\040disk xfs rw 0 0\n\
        tmpfs /homework tmpfs rw 0 0\n";

    #[test]
    fn the_nearest_mount_tells_the_kind_of_disk() {
        let kind = |path: &str| kind_of_mount(MOUNTS, Path::new(path));
        assert_eq!(kind("/var/lib"), Some("ext4"));
        assert_eq!(kind("/home/maria/.local"), Some("nfs4"));
        assert_eq!(kind("/home/local disk/data"), Some("xfs"));
        assert_eq!(kind("/homework"), Some("tmpfs"));
        assert_eq!(kind_of_mount("", Path::new("/")), None);
    }

    #[test]
    fn a_neighbour_without_a_hardware_address_has_none() {
        let table = "IP address       HW type     Flags       HW address            Mask     Device\n\
            192.168.1.1      0x1         0x2         3C:A6:2F:01:02:03     *        eth0\n\
            192.168.1.9      0x1         0x0         00:00:00:00:00:00     *        eth0\n";
        let find = |it: &str| in_arp_table(table, it.parse().unwrap());
        assert_eq!(find("192.168.1.1").as_deref(), Some("3c:a6:2f:01:02:03"));
        assert_eq!(find("192.168.1.9"), None);
        assert_eq!(find("192.168.1.2"), None);
    }

    #[cfg(unix)]
    #[test]
    fn a_users_folder_is_their_own_and_lies_in_theirs_or_the_systems() {
        let (anna, bert) = (1000, 1001);
        assert!(is_for(anna, anna, true) && is_for(anna, anna, false));
        assert!(is_for(anna, ROOT, false), "as below /tmp");
        assert!(!is_for(anna, ROOT, true), "left there by sudo");
        assert!(!is_for(anna, bert, true) && !is_for(anna, bert, false));
        assert!(!is_for(ROOT, anna, true) && !is_for(ROOT, anna, false), "under sudo -E");
    }

    #[cfg(unix)]
    #[test]
    fn an_own_folder_is_closed_to_others() {
        use std::os::unix::fs::PermissionsExt;
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("a/b");
        make_own(&folder).unwrap();
        make_own(&folder).unwrap();
        assert_eq!(std::fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
    }

    #[cfg(unix)]
    #[test]
    fn a_private_file_is_for_its_owner_alone_even_if_it_was_not() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        std::fs::write(&file, "kept").unwrap();
        create_private(&file).unwrap();
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "kept");
    }
}
