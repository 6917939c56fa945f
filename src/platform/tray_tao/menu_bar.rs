//! How the menu bar of macOS looks.

use crate::presentation::tray::icon::Theme;
use crate::presentation::tray::native::Look;

/// 36 pixels are the 18 points of the menu bar on a display of two pixels a point; the system colours the icon itself. By
/// custom there, any click opens the menu.
pub(super) fn look() -> Look {
    Look {
        theme: Theme::Template,
        size: 36,
        menu_on_left_click: true,
        title: None,
        tooltip: str::to_owned,
        writes_ticks: false,
    }
}
