//! Reads settings from dconf's database files, without dconf.
//!
//! The file is a GVDB table (a hash table of GVariant values, in gvdb's `gvdb-format.h`): a header, Bloom filter and buckets,
//! which we skip, and items. Each item knows its parent, from which its key is put together. We read the whole small
//! file; nothing is started, and no bus is needed. Only the four types that we ask for are decoded.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::LARGEST;
use crate::whole_file;

const SIGNATURE: &[u8; 8] = b"GVariant";
/// The signature as a machine of the other byte order writes it: two swapped words.
const SWAPPED: &[u8; 8] = b"raVGtnai";
/// An item's size, and where its type and its pointer stand.
const ITEM: usize = 24;
const TYPE: usize = 14;
const POINTER: usize = 16;
/// The type of an item with a value; others are folders.
const VALUE: u8 = b'v';
/// The number of words stands in the low bits, a shift in the others.
const BLOOM_WORDS: u32 = 0x07ff_ffff;
/// Deeper than any key; ends a circle of parents.
const DEPTH: usize = 16;
/// The administrator's choice of databases.
const PROFILE: &str = "/etc/dconf/profile/user";

/// A setting's value, of the types that we need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::platform) enum Value {
    Text(String),
    Number(i64),
    Switch(bool),
    Texts(Vec<String>),
}

/// The settings below `folder` (with slashes at both ends), by their path inside it: the user's own, else those that
/// the administrator gave. `None` where there is no database.
pub(in crate::platform) fn read(config: &Path, folder: &str) -> Option<BTreeMap<String, Value>> {
    let mut databases = vec![config.join("dconf/user")];
    databases.extend(
        whole_file::read_text(PROFILE.as_ref(), LARGEST).iter().flat_map(|it| system_databases(it)),
    );
    let mut found = None;
    // The first in the profile wins, so later ones fill only what is missing.
    for database in databases {
        if let Ok(bytes) = whole_file::read(&database, LARGEST) {
            let keys = found.get_or_insert_with(BTreeMap::new);
            for (key, value) in parse(&bytes, folder) {
                keys.entry(key).or_insert(value);
            }
        }
    }
    found
}

/// The administrator's databases that a profile names (dconf(7)).
fn system_databases(profile: &str) -> Vec<PathBuf> {
    let line = |line: &str| {
        let name = line.trim().strip_prefix("system-db:")?;
        let plain = !name.is_empty() && !name.contains(['/', '.']);
        plain.then(|| Path::new("/etc/dconf/db").join(name))
    };
    profile.lines().filter_map(line).collect()
}

fn parse(bytes: &[u8], folder: &str) -> BTreeMap<String, Value> {
    table(bytes, folder).unwrap_or_default()
}

/// `None` where the bytes end before the table does.
fn table(bytes: &[u8], folder: &str) -> Option<BTreeMap<String, Value>> {
    // The signature tells the byte order of the values. The table around them is little-endian always.
    let swapped = match bytes.get(..8)? {
        it if it == SIGNATURE => false,
        it if it == SWAPPED => true,
        _ => return None,
    };
    let root = span(bytes, bytes.get(16..24)?)?;
    let bloom_words = word(root, 0)? & BLOOM_WORDS;
    let buckets = word(root, 4)?;
    let skipped = usize::try_from(u64::from(bloom_words) + u64::from(buckets)).ok()?;
    let items = root.get(skipped.checked_mul(4)?.checked_add(8)?..)?;
    let items = items.chunks_exact(ITEM).collect::<Vec<_>>();
    let mut found = BTreeMap::new();
    for item in &items {
        if item[TYPE] == VALUE
            && let Some(key) = path(bytes, &items, item)
            && let Some(inside) = key.strip_prefix(folder)
            && let Some(value) = span(bytes, &item[POINTER..]).and_then(|it| variant(it, swapped))
        {
            found.insert(inside.to_owned(), value);
        }
    }
    Some(found)
}

/// The whole key of an item: its ancestors' parts before its own.
fn path(bytes: &[u8], items: &[&[u8]], item: &[u8]) -> Option<String> {
    let mut parts = Vec::new();
    let mut current = item;
    for _ in 0..DEPTH {
        let start = usize::try_from(word(current, 8)?).ok()?;
        let size = usize::from(u16::from_le_bytes(current.get(12..14)?.try_into().ok()?));
        parts.push(std::str::from_utf8(bytes.get(start..start.checked_add(size)?)?).ok()?);
        match word(current, 4)? {
            u32::MAX => return Some(parts.into_iter().rev().collect()),
            parent => current = items.get(usize::try_from(parent).ok()?)?,
        }
    }
    None
}

/// What a pointer (start and end) points to.
fn span<'a>(bytes: &'a [u8], pointer: &[u8]) -> Option<&'a [u8]> {
    let start = usize::try_from(word(pointer, 0)?).ok()?;
    let end = usize::try_from(word(pointer, 4)?).ok()?;
    bytes.get(start..end)
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

/// A serialised variant: the value, a zero byte, the type's name (GVariant specification, section 2.5.4).
fn variant(bytes: &[u8], swapped: bool) -> Option<Value> {
    let zero = bytes.iter().rposition(|byte| *byte == 0)?;
    let (value, name) = (&bytes[..zero], &bytes[zero + 1..]);
    match name {
        b"s" => text(value).map(Value::Text),
        b"b" => Some(Value::Switch(*value.first()? != 0)),
        b"i" => {
            let number = i32::from_le_bytes(value.try_into().ok()?);
            Some(Value::Number(i64::from(if swapped { number.swap_bytes() } else { number })))
        }
        b"as" => texts(value).map(Value::Texts),
        _ => None,
    }
}

/// A string: UTF-8 with a zero byte behind it.
fn text(bytes: &[u8]) -> Option<String> {
    let (last, text) = bytes.split_last()?;
    (*last == 0).then(|| std::str::from_utf8(text).ok().map(str::to_owned)).flatten()
}

/// An array of strings: the strings, then the end of each as a number, as wide as the whole needs. Those numbers are
/// little-endian always, and one byte wide for all but very long lists.
fn texts(bytes: &[u8]) -> Option<Vec<String>> {
    if bytes.is_empty() {
        return Some(Vec::new());
    }
    let width = match bytes.len() {
        ..=0xff => 1,
        0x100..=0xffff => 2,
        _ => return None,
    };
    let number = |bytes: &[u8]| bytes.iter().rev().fold(0, |sum, it| sum << 8 | usize::from(*it));
    let body = number(bytes.get(bytes.len() - width..)?);
    let ends = bytes.get(body..)?.chunks_exact(width).map(number);
    let mut start = 0;
    let mut found = Vec::new();
    for end in ends {
        found.push(text(bytes.get(start..end)?)?);
        start = end;
    }
    Some(found)
}

#[cfg(test)]
pub(in crate::platform) mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Makes a database as dconf's service writes it: items with parents, values aligned behind them.
    pub(in crate::platform) fn database(keys: &[(&str, &[u8])]) -> Vec<u8> {
        let mut parts = Vec::<(u32, String, Option<&[u8]>)>::new();
        let mut known = BTreeMap::<String, u32>::new();
        for (key, value) in keys {
            let mut parent = u32::MAX;
            let mut path = String::new();
            for part in key.split_inclusive('/') {
                path.push_str(part);
                let is_leaf = path == *key;
                parent = *known.entry(path.clone()).or_insert_with(|| {
                    parts.push((parent, part.to_owned(), is_leaf.then_some(*value)));
                    u32::try_from(parts.len() - 1).unwrap()
                });
            }
        }
        let table = 24;
        let items = table + 8 + 4; // one bucket, no Bloom filter
        let mut bytes = vec![0; items + parts.len() * ITEM];
        for (at, (parent, part, value)) in parts.iter().enumerate() {
            let key_at = u32::try_from(bytes.len()).unwrap();
            bytes.extend(part.as_bytes());
            bytes.resize(bytes.len().next_multiple_of(8), 0);
            let start = u32::try_from(bytes.len()).unwrap();
            bytes.extend(value.unwrap_or_default());
            let end = u32::try_from(bytes.len()).unwrap();
            let mut item = Vec::new();
            item.extend(0_u32.to_le_bytes());
            item.extend(parent.to_le_bytes());
            item.extend(key_at.to_le_bytes());
            item.extend(u16::try_from(part.len()).unwrap().to_le_bytes());
            item.extend([if value.is_some() { b'v' } else { b'L' }, 0]);
            item.extend(start.to_le_bytes());
            item.extend(end.to_le_bytes());
            bytes[items + at * ITEM..][..ITEM].copy_from_slice(&item);
        }
        bytes[..8].copy_from_slice(SIGNATURE);
        let end = u32::try_from(items + parts.len() * ITEM).unwrap();
        bytes[16..20].copy_from_slice(&24_u32.to_le_bytes());
        bytes[20..24].copy_from_slice(&end.to_le_bytes());
        bytes[28..32].copy_from_slice(&1_u32.to_le_bytes());
        bytes
    }

    #[test]
    fn each_type_is_read() {
        let bytes = database(&[
            ("/system/proxy/mode", b"manual\0\0s"),
            ("/system/proxy/http/host", b"10.0.0.1\0\0s"),
            ("/system/proxy/http/port", b"\x38\x0c\0\0\0i"),
            ("/system/proxy/http/use-authentication", b"\x01\0b"),
            ("/system/proxy/ignore-hosts", b"a\0bc\0\x02\x05\0as"),
            ("/system/locale/region", b"x\0\0s"),
        ]);
        let expected = [
            ("http/host", Value::Text("10.0.0.1".to_owned())),
            ("http/port", Value::Number(3128)),
            ("http/use-authentication", Value::Switch(true)),
            ("ignore-hosts", Value::Texts(vec!["a".to_owned(), "bc".to_owned()])),
            ("mode", Value::Text("manual".to_owned())),
        ];
        let expected = expected.map(|(key, value)| (key.to_owned(), value));
        assert_eq!(parse(&bytes, "/system/proxy/"), expected.into());
    }

    /// Written by dconf's own service.
    #[test]
    fn a_real_database_is_read() {
        let found = parse(include_bytes!("../../../tests/data/dconf-user"), "/system/proxy/");
        assert_eq!(found["mode"], Value::Text("manual".to_owned()));
        assert_eq!(found["http/host"], Value::Text("10.1.2.3".to_owned()));
        assert_eq!(found["http/port"], Value::Number(3128));
        assert_eq!(found["http/use-authentication"], Value::Switch(true));
        assert_eq!(found["https/host"], Value::Text("px.example".to_owned()));
        let hosts = ["localhost", "*.home", "10.0.0.0/8"].map(str::to_owned).to_vec();
        assert_eq!(found["ignore-hosts"], Value::Texts(hosts));
    }

    #[test]
    fn a_number_of_the_other_byte_order_is_turned() {
        let mut bytes = database(&[("/system/proxy/http/port", b"\0\0\x0c\x38\0i")]);
        bytes[..8].copy_from_slice(SWAPPED);
        assert_eq!(parse(&bytes, "/system/proxy/")["http/port"], Value::Number(3128));
    }

    #[test]
    fn an_empty_list_is_a_list() {
        assert_eq!(variant(b"\0as", false), Some(Value::Texts(Vec::new())));
    }

    #[test]
    fn a_circle_of_parents_ends() {
        let mut bytes = database(&[("/a", b"x\0\0s")]);
        bytes[36 + 4..36 + 8].copy_from_slice(&1_u32.to_le_bytes());
        assert!(parse(&bytes, "/").is_empty());
    }

    #[test]
    fn a_profile_names_the_administrators_databases() {
        let profile = "user-db:user\nsystem-db:local\n# system-db:no\nsystem-db:../../etc/passwd\n";
        assert_eq!(system_databases(profile), [Path::new("/etc/dconf/db/local")]);
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes: Vec<u8>) {
            parse(&bytes, "/system/proxy/");
            variant(&bytes, true);
        }

        #[test]
        fn no_damage_makes_it_panic(at: prop::sample::Index, byte: u8, cut: prop::sample::Index) {
            let mut bytes = database(&[
                ("/system/proxy/mode", b"auto\0\0s"),
                ("/system/proxy/ignore-hosts", b"a\0bc\0\x02\x05\0as"),
            ]);
            *at.get_mut(&mut bytes) = byte;
            bytes.truncate(cut.index(bytes.len() + 1));
            parse(&bytes, "/system/proxy/");
        }
    }
}
