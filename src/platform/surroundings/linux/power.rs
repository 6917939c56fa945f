//! Whether the battery pays, as the kernel's power supplies tell.

use std::fs;
use std::path::Path;

/// Whether the computer runs on its battery; `None` where there is none, or nothing tells.
pub(super) fn on_battery() -> Option<bool> {
    judge(supplies(Path::new("/sys/class/power_supply")))
}

/// A power supply: what it is, and whether it gives power; a battery says whether it loses some.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Supply {
    kind: String,
    online: Option<bool>,
    status: String,
    /// A mouse has a battery, too.
    is_of_a_device: bool,
}

fn supplies(folder: &Path) -> Vec<Supply> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let read = |folder: &Path, name: &str| {
        fs::read_to_string(folder.join(name)).unwrap_or_default().trim().to_owned()
    };
    entries
        .map(|entry| {
            let folder = entry.path();
            Supply {
                kind: read(&folder, "type"),
                online: match read(&folder, "online").as_str() {
                    "" => None,
                    "0" => Some(false),
                    _ => Some(true),
                },
                status: read(&folder, "status"),
                is_of_a_device: read(&folder, "scope") == "Device",
            }
        })
        .collect()
}

fn judge(supplies: Vec<Supply>) -> Option<bool> {
    let (batteries, mains): (Vec<_>, Vec<_>) =
        supplies.into_iter().filter(|it| !it.is_of_a_device).partition(|it| it.kind == "Battery");
    if batteries.is_empty() {
        return None;
    }
    if mains.iter().any(|it| it.online == Some(true)) {
        return Some(false);
    }
    let discharging = batteries.iter().any(|it| it.status == "Discharging");
    Some(discharging || mains.iter().any(|it| it.online == Some(false)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(files: &[(&str, &str, &str)]) -> Option<bool> {
        let folder = tempfile::tempdir().unwrap();
        for (supply, file, text) in files {
            fs::create_dir_all(folder.path().join(supply)).unwrap();
            fs::write(folder.path().join(supply).join(file), format!("{text}\n")).unwrap();
        }
        judge(supplies(folder.path()))
    }

    #[test]
    fn a_laptop_without_its_cable_runs_on_battery() {
        let laptop = |online, status| {
            found(&[
                ("AC", "type", "Mains"),
                ("AC", "online", online),
                ("BAT0", "type", "Battery"),
                ("BAT0", "status", status),
            ])
        };
        assert_eq!(laptop("0", "Discharging"), Some(true));
        assert_eq!(laptop("1", "Charging"), Some(false));
        assert_eq!(laptop("1", "Not charging"), Some(false), "full, and the cable is in");
    }

    #[test]
    fn where_only_the_battery_is_told_it_says_so_itself() {
        let battery = |status| found(&[("BAT0", "type", "Battery"), ("BAT0", "status", status)]);
        assert_eq!(battery("Discharging"), Some(true));
        assert_eq!(battery("Charging"), Some(false));
    }

    #[test]
    fn a_desktop_has_none_and_a_mouses_does_not_count() {
        assert_eq!(found(&[]), None);
        let mouse = [
            ("hid-1", "type", "Battery"),
            ("hid-1", "scope", "Device"),
            ("hid-1", "status", "Discharging"),
        ];
        assert_eq!(found(&mouse), None);
    }
}
