//! Every page and state as those meet it who do not see it, or see it otherwise: axe-core finds nothing.
//!
//! `scripts/setup.sh` fetches axe-core, at one version with one checksum, to where the build keeps its own things.

use std::path::Path;

use serde_json::{Value, json};
use streamdoctor::presentation::View;
use streamdoctor::presentation::words::Words;

use crate::looks::half_way;
use crate::scene::{Stage, dns_down, fine, first_run, overloaded, vpn_blocked};
use crate::webdriver::{Browser, missing};

const AXE: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/axe-core/axe.min.js");

/// All rules of WCAG 2.2 at level AA, and what is good practice besides.
const RULES: &str = "{ preload: false, resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }";

#[tokio::test]
async fn axe_finds_nothing_on_any_page_in_any_state() {
    let Ok(axe) = std::fs::read_to_string(Path::new(AXE)) else {
        missing("axe-core");
        return;
    };
    let Some(browser) = Browser::start().await else { return };
    let mut found = Vec::new();
    let mut looked = 0;
    let (en, de) = (Words::English, Words::German);
    for (scheme, width, words) in
        [("light", 1100, en), ("dark", 1100, en), ("light", 320, en), ("dark", 320, de)]
    {
        let feature = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        browser.cdp("Emulation.setEmulatedMedia", feature).await;
        let device =
            json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500 });
        browser.cdp("Emulation.setDeviceMetricsOverride", device).await;
        for (view, name) in states() {
            let stage = Stage::set(View { words, ..view });
            stage.progress.send_replace(half_way());
            browser.go(&stage, name).await;
            browser
                .run("document.querySelectorAll('details').forEach((it) => { it.open = true })")
                .await;
            let tag = browser.run("return document.documentElement.lang").await;
            assert_eq!(tag, words.tag());
            browser.run(&axe).await;
            let script = format!("axe.run(document, {RULES}).then((it) => it.violations)");
            let violations = browser.run_async(&script).await;
            for it in violations.as_array().expect("a list of violations") {
                found.push(format!("{scheme}, {width}, {}, “{name}”: {}", words.tag(), short(it)));
            }
            looked += 1;
        }
    }
    browser.quit().await;
    println!("axe-core looked at {looked} states and found {} violations", found.len());
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Every page, in each state that looks different.
pub(crate) fn states() -> Vec<(View, &'static str)> {
    let mut checking = vpn_blocked();
    checking.checking = true;
    let mut asking = vpn_blocked();
    asking.asks_outside_tunnel = true;
    asking.problems[0].steps[0].trial = streamdoctor::remedy::TrialResult::NotTried;
    let mut paused = fine();
    paused.badge = streamdoctor::presentation::Badge::Paused;
    paused.paused_until = Some(crate::scene::minutes_ago(-30));
    let mut muted = fine();
    muted.services[0].muted = true;
    muted.starts_at_login = Some(true);
    vec![
        (fine(), ""),
        (paused, ""),
        (first_run(), ""),
        (dns_down(), ""),
        (vpn_blocked(), "problem?key=netflix"),
        (vpn_blocked(), "problem?key=netflix&on=tv"),
        (vpn_blocked(), "problem?key=netflix&done=turn_off_vpn&note=no_help"),
        (checking, "problem?key=netflix&done=turn_off_vpn"),
        (asking, "problem?key=netflix"),
        (overloaded(), "problem?key=disney_plus"),
        (fine(), "problem?key=gone"),
        (fine(), "explain?code=NW-2-5&service=netflix&on=tv"),
        (fine(), "explain?code=zzz"),
        (fine(), "explain?code="),
        (fine(), "history"),
        (muted, "settings"),
        (fine(), "about"),
    ]
}

/// What is wrong, and where.
fn short(violation: &Value) -> String {
    let nodes = violation["nodes"].as_array().into_iter().flatten();
    let nodes = nodes.map(|it| it["html"].as_str().unwrap_or_default().to_owned());
    format!("{}: {}", violation["id"], nodes.collect::<Vec<_>>().join(" | "))
}
