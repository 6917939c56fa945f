//! The tray icon and its menu: what to show ([`menu`], [`icon`]) is decided here and is pure; `native` draws it, and
//! the loops that each system wants are in `platform`.

mod text;
pub mod icon;
pub mod menu;
pub mod native;

pub(super) use text::clip;
