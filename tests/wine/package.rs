//! What users get: the packed folder, and what Windows reads in the programs without starting them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// A folder as somebody may unpack the program into.
const FOLDER: &str = "Zoë's Programme 映画";
/// Kinds of resources (winuser.h): `RT_GROUP_ICON`, `RT_VERSION`, `RT_MANIFEST`.
const ICON: u8 = 14;
const VERSION: u8 = 16;
const MANIFEST: u8 = 24;

/// The package, unpacked.
pub(crate) struct Package(TempDir);

impl Package {
    pub(crate) fn unpack() -> Self {
        let zip = std::env::var_os("STREAMDOCTOR_ZIP").expect("`scripts/windows test` packs one");
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join(FOLDER);
        let output = Command::new("unzip").arg("-q").arg(zip).arg("-d").arg(&folder).output();
        let output = output.unwrap();
        assert!(output.status.success(), "{output:?}");
        Self(place)
    }

    /// A file of the only folder in it.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        let mut folders = fs::read_dir(self.0.path().join(FOLDER)).unwrap();
        let folder = folders.next().expect("there is a folder in it").unwrap().path();
        assert!(folders.next().is_none(), "one folder, so that nothing is strewn about");
        folder.join(name)
    }
}

/// Whether Windows gives `program` a console: it asks the header.
pub(crate) fn wants_console(program: &Path) -> bool {
    let bytes = fs::read(program).unwrap();
    let number = |at: usize| u16::from_le_bytes([bytes[at], bytes[at + 1]]);
    let header = usize::from(number(0x3c));
    assert_eq!(&bytes[header..header + 4], b"PE\0\0");
    match number(header + 0x5c) {
        2 => false,
        3 => true,
        other => panic!("subsystem {other}"),
    }
}

/// The widths of the icon's pictures.
pub(crate) fn icon_sizes(program: &Path) -> Vec<u16> {
    let icon = resource(program, ICON);
    let count = u16::from_le_bytes([icon[4], icon[5]]);
    let entries = icon[6..].chunks(16).take(usize::from(count));
    // One byte holds the width, and 0 is 256.
    entries.map(|it| if it[0] == 0 { 256 } else { u16::from(it[0]) }).collect()
}

pub(crate) fn manifest(program: &Path) -> String {
    String::from_utf8(resource(program, MANIFEST)).unwrap()
}

/// What the properties of the file show: names and values in turn, among others.
pub(crate) fn version(program: &Path) -> Vec<String> {
    let bytes = resource(program, VERSION);
    let units: Vec<u16> =
        bytes.chunks_exact(2).map(|it| u16::from_le_bytes([it[0], it[1]])).collect();
    let texts = units.split(|it| *it == 0).map(String::from_utf16_lossy);
    texts.filter(|it| !it.is_empty()).collect()
}

/// A resource as `wrestool` of icoutils gives it: that of an icon is the whole file.
fn resource(program: &Path, kind: u8) -> Vec<u8> {
    let mut command = Command::new("wrestool");
    command.arg("--extract").arg(format!("--type={kind}")).arg(program);
    // Only of an icon does it know how its parts make a file.
    if kind != ICON {
        command.arg("--raw");
    }
    let output = command.output().unwrap();
    assert!(output.status.success() && !output.stdout.is_empty(), "{kind}: {output:?}");
    output.stdout
}
