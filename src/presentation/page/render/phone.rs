//! The phone as a second place to look from: over mobile data it takes another way to the same service.

use std::fmt::Write as _;

use maud::{Markup, html};
use qrcode::{Color, EcLevel, QrCode};

use super::super::links;
use super::super::place::{Note, Place};
use super::Scene;
use super::parts::{SLOTS, filled, form};
use crate::presentation::words::{Words, t};

/// The border that readers need around the code, in modules: ISO/IEC 18004, section 6.3.8.
const QUIET_ZONE: usize = 4;

/// Asks whether the service opens on a phone.
pub(super) fn phone(scene: &Scene<'_>, place: &Place) -> Markup {
    let answered = matches!(place.note, Some(Note::OpensOnThePhone | Note::FailsOnThePhone));
    let Some((service, name, address)) = scene.extras.phone.as_ref().filter(|_| !answered) else {
        return html! {};
    };
    let Some(link) = links::vet(address) else { return html! {} };
    let url = link.url.as_str();
    let words = scene.view.words;
    let Some(code) = code(words, url) else { return html! {} };
    let address = html! {
        a href=(url) rel="noreferrer noopener" target="_blank" { (link.label(words)) }
    };
    html! {
        details.card #phone {
            summary { (t!(words, "page-phone", name = name.as_str())) }
            div.phone {
                (code)
                div {
                    ol.lines {
                        li { (t!(words, "page-phone-wifi")) }
                        li { (filled(&t!(words, "page-phone-scan", address = SLOTS[0]), &[address])) }
                        li { (t!(words, "page-phone-does-it")) }
                    }
                    (form(scene, place, &html! {
                        input type="hidden" name="do" value="phone";
                        input type="hidden" name="service" value=(service);
                        div.actions {
                            button.second #phone-yes name="opens" value="yes" { (t!(words, "page-phone-yes")) }
                            button.second #phone-no name="opens" value="no" { (t!(words, "page-phone-no")) }
                        }
                    }))
                }
            }
        }
    }
}

/// `text` as a QR code; `None` where it is too long for one.
fn code(words: Words, text: &str) -> Option<Markup> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let width = code.width();
    let mut path = String::new();
    for (row, modules) in code.to_colors().chunks(width).enumerate() {
        let mut column = 0;
        // One stroke for each run of dark modules.
        for run in modules.chunk_by(|one, other| one == other) {
            if run.first() == Some(&Color::Dark) {
                let (x, y, long) = (column + QUIET_ZONE, row + QUIET_ZONE, run.len());
                // Writing to a string never fails.
                write!(path, "M{x} {y}h{long}v1h-{long}z").ok();
            }
            column += run.len();
        }
    }
    let size = width + 2 * QUIET_ZONE;
    Some(html! {
        svg.qr viewBox={ "0 0 " (size) " " (size) } role="img" aria-label=(t!(words, "page-phone-code", address = text)) shape-rendering="crispEdges" {
            rect width=(size) height=(size) fill="#fff" {}
            path d=(path) fill="#000" {}
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_is_drawn_dark_on_light_with_its_border() {
        let drawn = code(Words::English, "https://www.alfa.example/").unwrap().into_string();
        // Version 2 has 25 modules; the finder pattern begins behind the border with seven dark ones.
        assert!(drawn.contains("viewBox=\"0 0 33 33\""), "{drawn}");
        assert!(drawn.contains("d=\"M4 4h7v1h-7z"), "{drawn}");
    }

    #[test]
    fn what_fits_no_code_is_not_drawn() {
        assert!(code(Words::English, &"x".repeat(5000)).is_none());
    }
}
