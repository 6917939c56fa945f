//! The proxy settings of the desktop, as texts. What they mean is the host probe's to say.

#[cfg(any(target_os = "linux", test))]
pub(super) mod dconf;
#[cfg(any(target_os = "linux", test))]
#[cfg_attr(not(target_os = "linux"), expect(dead_code, reason = "what reads the files is Linux's"))]
mod gnome;
#[cfg(any(target_os = "linux", test))]
#[cfg_attr(not(target_os = "linux"), expect(dead_code, reason = "what reads the files is Linux's"))]
mod kde;
#[cfg(any(target_os = "macos", test))]
mod scutil;
#[cfg(any(windows, test))]
mod wininet;

/// Larger than any file of settings: a database of dconf is some 100 KiB.
#[cfg(any(target_os = "linux", test))]
const LARGEST: u64 = 16 << 20;

/// A desktop's proxy settings, not yet judged. All empty: the desktop says "no proxy".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct DesktopProxy {
    /// Where they were found, for messages.
    pub(crate) place: &'static str,
    pub(crate) http: Option<String>,
    pub(crate) https: Option<String>,
    /// For everything that has no proxy of its own; SOCKS where no scheme stands before it.
    pub(crate) socks: Option<String>,
    pub(crate) bypass: Vec<String>,
    pub(crate) pac: Option<String>,
    /// Whether programs go the direct way where the script cannot be had.
    pub(crate) pac_optional: bool,
}

/// The settings of the desktop that this process runs in; `None` where it has none, or they cannot be read.
#[cfg(target_os = "linux")]
pub(crate) fn desktop() -> Option<DesktopProxy> {
    let config = crate::platform::environment("XDG_CONFIG_HOME")
        .map(std::path::PathBuf::from)
        .or_else(|| directories::BaseDirs::new().map(|it| it.config_dir().to_owned()))?;
    let is_kde = crate::platform::environment("XDG_CURRENT_DESKTOP")
        .is_some_and(|it| it.split(':').any(|name| name.eq_ignore_ascii_case("KDE")));
    let gnome =
        || gnome::read(&config, crate::platform::environment("GSETTINGS_BACKEND").as_deref());
    let kde = || kde::read(&config);
    // A desktop ignores the other's settings, but where neither is named either may be meant.
    if is_kde { kde().or_else(gnome) } else { gnome().or_else(kde) }
}

/// The settings of WinINET, which most programs on Windows obey.
#[cfg(windows)]
pub(crate) fn desktop() -> Option<DesktopProxy> {
    wininet::read()
}

/// The settings of the active network service.
#[cfg(target_os = "macos")]
pub(crate) fn desktop() -> Option<DesktopProxy> {
    scutil::read()
}

/// A text of the settings, unless it is blank.
fn filled(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// A host and its port, as two settings that make one.
#[cfg(any(not(windows), test))]
fn host_and_port(host: &str, port: u16) -> Option<String> {
    let host = filled(host)?;
    let bare_v6 = host.contains(':') && !host.contains('[') && !host.contains("//");
    let host = if bare_v6 { format!("[{host}]") } else { host };
    Some(if port == 0 { host } else { format!("{host}:{port}") })
}
