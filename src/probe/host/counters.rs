//! How much went through each interface since it exists.

use sysinfo::Networks;
use tracing::debug;

use crate::observation::Interface;

/// Fills in the counters of `interfaces`. One that the system does not count keeps `None`.
pub(super) fn fill_in<'a>(interfaces: impl IntoIterator<Item = &'a mut Interface>) {
    let counted = match Networks::new_with_refreshed_list() {
        Ok(counted) => counted,
        Err(error) => return debug!(%error, "the interfaces' counters could not be read"),
    };
    for interface in interfaces {
        if let Some(data) = counted.get(std::ffi::OsStr::new(&interface.name)) {
            interface.received_bytes = Some(data.total_received());
            interface.sent_bytes = Some(data.total_transmitted());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interface_that_is_not_there_has_no_counters() {
        let mut interfaces =
            [Interface { name: "no-such-interface".to_owned(), ..Interface::default() }];
        fill_in(&mut interfaces);
        assert_eq!(interfaces[0].received_bytes, None);
    }
}
