//! The icons: one outline per [`Badge`], so that nobody needs to see colours, drawn in `assets/icons`.

use std::io::Cursor;

use crate::config::Icons;
use crate::presentation::Badge;

/// What the icon lies on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Theme {
    /// Not known: a deep colour within a white edge is readable on light, dark and grey.
    Any,
    /// A light panel.
    Light,
    /// A dark panel.
    Dark,
    /// A panel that paints the icon itself and takes the alpha channel only (macOS).
    Template,
}

impl Theme {
    /// What the user has chosen, if it is not left to the desktop.
    pub fn chosen(icons: Icons) -> Option<Self> {
        match icons {
            Icons::Auto => None,
            Icons::Light => Some(Self::Light),
            Icons::Dark => Some(Self::Dark),
        }
    }
}

/// Pixels, four bytes each: red, green, blue, alpha.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    pub width: u32,
    pub height: u32,
    pub rgba: Vec<u8>,
}

impl Image {
    /// One pixel of nothing.
    fn clear() -> Self {
        Self { width: 1, height: 1, rgba: vec![0; 4] }
    }
}

/// The icon for `badge`, in the drawn size that is nearest to `size` and not smaller, or else the largest.
pub fn icon(badge: Badge, theme: Theme, size: u32) -> Image {
    let drawn = drawn(badge, theme);
    let fitting = drawn.iter().find(|(it, _)| *it >= size).or(drawn.last());
    // The icons are part of the program, and `every_icon_can_be_read` reads them all.
    fitting.and_then(|(_, png)| decode(png).ok()).unwrap_or_else(Image::clear)
}

/// The icon of the program itself, as PNG of 64 pixels.
pub const APP: &[u8] = include_bytes!("../../../assets/icons/png/streamdoctor-64.png");

/// The sizes of one icon, the smallest first.
type Sizes = &'static [(u32, &'static [u8])];

/// The PNG of each size of one state in one theme.
macro_rules! sizes {
    ($theme:literal, $state:literal, $($size:literal)+) => {{
        const SIZES: Sizes = &[$((
            $size,
            include_bytes!(concat!("../../../assets/icons/png/", $theme, "/", $state, "-", $size, ".png")),
        ),)+];
        SIZES
    }};
}

/// All themes of one state.
macro_rules! themes {
    ($theme:expr, $state:literal) => {
        match $theme {
            Theme::Any => sizes!("any", $state, 16 22 24 32 48),
            Theme::Light => sizes!("light", $state, 16 20 22 24 32 48),
            Theme::Dark => sizes!("dark", $state, 16 20 22 24 32 48),
            Theme::Template => sizes!("template", $state, 18 36),
        }
    };
}

fn drawn(badge: Badge, theme: Theme) -> Sizes {
    match badge {
        Badge::Fine => themes!(theme, "fine"),
        Badge::Partial => themes!(theme, "partial"),
        Badge::ServiceDown => themes!(theme, "service_down"),
        Badge::MyNetwork => themes!(theme, "my_network"),
        Badge::Paused => themes!(theme, "paused"),
        Badge::Checking => themes!(theme, "checking"),
        Badge::Unknown => themes!(theme, "unknown"),
    }
}

fn decode(png: &[u8]) -> Result<Image, png::DecodingError> {
    let mut reader = png::Decoder::new(Cursor::new(png)).read_info()?;
    let mut rgba = vec![0; reader.output_buffer_size().unwrap_or_default()];
    let png::OutputInfo { width, height, .. } = reader.next_frame(&mut rgba)?;
    Ok(Image { width, height, rgba })
}

#[cfg(test)]
mod tests {
    use std::iter;

    use super::*;

    const BADGES: [Badge; 7] = [
        Badge::Fine,
        Badge::Partial,
        Badge::ServiceDown,
        Badge::MyNetwork,
        Badge::Paused,
        Badge::Checking,
        Badge::Unknown,
    ];
    const THEMES: [Theme; 4] = [Theme::Any, Theme::Light, Theme::Dark, Theme::Template];

    #[test]
    fn every_icon_can_be_read() {
        for (badge, theme) in BADGES.iter().flat_map(|it| THEMES.map(|theme| (*it, theme))) {
            for (size, png) in drawn(badge, theme) {
                let image = decode(png).unwrap();
                assert_eq!((image.width, image.height), (*size, *size), "{badge:?} {theme:?}");
                assert_eq!(image.rgba.len(), (size * size * 4) as usize, "{badge:?} {theme:?}");
            }
        }
    }

    #[test]
    fn a_size_that_is_not_drawn_is_taken_from_the_next_larger_one() {
        let width = |theme, size| icon(Badge::Fine, theme, size).width;
        let sizes = [16, 20, 24, 28, 32, 40, 96].map(|it| width(Theme::Dark, it));
        assert_eq!(sizes, [16, 20, 24, 32, 32, 48, 48]);
        assert_eq!([16, 18, 22, 64].map(|it| width(Theme::Any, it)), [16, 22, 22, 48]);
    }

    /// In grey, each two icons differ in at least one pixel of ten of those that either of them covers.
    #[test]
    fn every_state_is_told_without_colour() {
        for theme in THEMES {
            for (i, a) in BADGES.iter().enumerate() {
                for b in &BADGES[i + 1..] {
                    let (left, right) = (grey(*a, theme), grey(*b, theme));
                    let covered =
                        iter::zip(&left, &right).filter(|(a, b)| a.1.max(b.1) > 64).count();
                    let differ = iter::zip(&left, &right)
                        .filter(|(a, b)| a.0.abs_diff(b.0) > 48 || a.1.abs_diff(b.1) > 96)
                        .count();
                    assert!(differ * 10 > covered, "{a:?} {b:?} {theme:?}: {differ} of {covered}");
                }
            }
        }
    }

    /// At 16 pixels, each theme has enough that stands out by 3:1 (WCAG 2.2, 1.4.11) on the panels that it is for.
    #[test]
    fn every_theme_is_readable_on_its_panels() {
        let panels = [
            (Theme::Any, &[0x1e, 0x70, 0xf6][..]),
            (Theme::Light, &[0xd8, 0xf6, 0xff]),
            (Theme::Dark, &[0x00, 0x1e, 0x38]),
        ];
        for (theme, panel) in
            panels.iter().flat_map(|(it, all)| all.iter().map(|panel| (*it, *panel)))
        {
            for badge in BADGES {
                let grey = grey(badge, theme);
                let stands_out = grey.iter().filter(|it| contrast(over(**it, panel), panel) >= 3.0);
                let stands_out = stands_out.count();
                assert!(stands_out >= 34, "{badge:?} {theme:?} on {panel:#x}: {stands_out}");
            }
        }
    }

    #[test]
    fn what_the_user_has_chosen_is_not_left_to_the_desktop() {
        let chosen = [Icons::Auto, Icons::Light, Icons::Dark].map(Theme::chosen);
        assert_eq!(chosen, [None, Some(Theme::Light), Some(Theme::Dark)]);
    }

    /// Grey value and alpha of each pixel of the smallest size.
    fn grey(badge: Badge, theme: Theme) -> Vec<(u8, u8)> {
        let image = icon(badge, theme, 1);
        let weigh = |it: &[u8]| {
            let sum = 299 * u32::from(it[0]) + 587 * u32::from(it[1]) + 114 * u32::from(it[2]);
            u8::try_from(sum / 1000).unwrap()
        };
        image.rgba.chunks(4).map(|it| (weigh(it), it[3])).collect()
    }

    fn over((grey, alpha): (u8, u8), panel: u8) -> u8 {
        let mix = u32::from(grey) * u32::from(alpha) + u32::from(panel) * u32::from(255 - alpha);
        u8::try_from(mix / 255).unwrap()
    }

    fn contrast(a: u8, b: u8) -> f64 {
        let light = |it: u8| (f64::from(it) / 255.0).powf(2.2) + 0.05;
        (light(a) / light(b)).max(light(b) / light(a))
    }
}
