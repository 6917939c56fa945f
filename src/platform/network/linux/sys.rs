//! What `/sys/class/net` tells and netlink does not.

use std::fs;
use std::path::PathBuf;

/// A network device's folder.
pub(super) struct Device(PathBuf);

impl Device {
    /// The folder of the interface. In a container `/sys` may still show another network namespace, with an interface
    /// of the same name, so the number must agree as well.
    pub(super) fn find(name: &str, index: u32) -> Option<Self> {
        // The kernel allows neither in a name; a path must not leave the folder in any case.
        if name.contains('/') || name.starts_with('.') {
            return None;
        }
        let device = Self(PathBuf::from("/sys/class/net").join(name));
        let theirs = device.text("ifindex")?.trim().parse::<u32>().ok()?;
        (theirs == index).then_some(device)
    }

    pub(super) fn is_wireless(&self) -> bool {
        self.0.join("wireless").exists() || self.0.join("phy80211").exists()
    }

    /// Whether a bus device stands behind it.
    pub(super) fn is_hardware(&self) -> bool {
        self.0.join("device").exists()
    }

    /// Mbit/s; drivers say -1, or refuse, where there is none to tell.
    pub(super) fn speed_mbps(&self) -> Option<u32> {
        self.text("speed")?.trim().parse().ok().filter(|it| *it > 0)
    }

    /// `DEVTYPE` of the uevent.
    pub(super) fn device_type(&self) -> Option<String> {
        device_type(&self.text("uevent")?)
    }

    fn text(&self, file: &str) -> Option<String> {
        fs::read_to_string(self.0.join(file)).ok()
    }
}

fn device_type(uevent: &str) -> Option<String> {
    uevent.lines().find_map(|line| line.strip_prefix("DEVTYPE=")).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_device_type_is_one_line_of_the_uevent() {
        assert_eq!(device_type("DEVTYPE=wlan\nINTERFACE=w\nIFINDEX=3\n").as_deref(), Some("wlan"));
        assert_eq!(device_type("INTERFACE=eth0\nIFINDEX=2\n"), None);
    }

    #[test]
    fn a_name_never_leaves_the_folder() {
        assert!(Device::find("../../etc", 1).is_none());
        assert!(Device::find("..", 1).is_none());
    }
}
