//! The page of the documentation about services, codes and steps, in Markdown. Generated from the data, so that it
//! cannot say anything else. Pure.

use super::words::{Platform, Words};
use crate::catalogue::{Code, Service, Trust, explain};
use crate::diagnosis::Cause;
use crate::remedy::Remedy;

/// Statuses that every service may show, and that most people come with.
const STATUSES: [&str; 3] = ["503", "502", "403"];

/// What is known about `catalogue`, and about codes that are nobody's.
pub fn handbook(catalogue: &[Service]) -> String {
    let mut page = String::from(
        "# Services, codes and steps\n\n\
         Generated from `config/` by `streamdoctor services --markdown`; a test keeps it current. A code with “often” has \
         one weak source, or sources that disagree.\n",
    );
    statuses(&mut page, catalogue);
    services(&mut page, catalogue);
    for service in catalogue.iter().filter(|it| !it.codes.is_empty()) {
        codes(&mut page, service);
    }
    remedies(&mut page);
    page
}

/// Which steps are reachable from the statuses, and by which command.
fn statuses(page: &mut String, catalogue: &[Service]) {
    page.push_str("\n## From a status to its steps\n\n| status | it means | steps, in this order | shown by |\n|---|---|---|---|\n");
    for status in STATUSES {
        let explanation = explain(status, None, catalogue);
        for meaning in explanation.meanings.iter().filter(|it| it.service.is_none()) {
            row(
                page,
                &[
                    status,
                    &meaning.says,
                    &steps(&meaning.remedies),
                    &format!("`streamdoctor explain {status}`"),
                ],
            );
        }
    }
}

fn services(page: &mut String, catalogue: &[Service]) {
    page.push_str("\n## Services\n\n| service | id | watched unless you say otherwise | what is looked at | vendor's own status |\n|---|---|---|---|---|\n");
    for service in catalogue {
        let targets = service.targets.iter().map(|it| format!("`{}`", it.url)).collect::<Vec<_>>();
        let watched = if service.default_enabled { "yes" } else { "" };
        let status = if service.status.is_some() { "read" } else { "" };
        let id = format!("`{}`", service.id);
        row(page, &[&service.name, &id, watched, &targets.join(" "), status]);
    }
}

fn codes(page: &mut String, service: &Service) {
    page.push_str("\n## ");
    page.push_str(&cell(&service.name));
    page.push_str(
        "\n\n| on the screen | it means | where the fault is | steps |\n|---|---|---|---|\n",
    );
    for code in &service.codes {
        row(page, &[&shown(code), &meaning(code), &places(&code.causes), &steps(&code.remedies)]);
    }
}

fn remedies(page: &mut String) {
    page.push_str(
        "\n## Steps\n\n| step | id | at another device than a computer |\n|---|---|---|\n",
    );
    for remedy in Remedy::ALL {
        let id = format!("`{remedy}`");
        let elsewhere = [Platform::Tv, Platform::Phone, Platform::Console];
        let names = ["TV", "phone", "console"];
        let devices = names.iter().zip(elsewhere).filter(|(_, it)| it.knows(*remedy));
        let devices = devices.map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
        row(page, &[&Words::English.remedy_title(*remedy), &id, &devices]);
    }
}

/// The code, or the words that are shown in its place.
fn shown(code: &Code) -> String {
    let codes = code.codes.iter().map(|it| format!("`{it}`"));
    let texts = code.texts.iter().map(|it| format!("“{it}”"));
    codes.chain(texts).collect::<Vec<_>>().join(" ")
}

fn meaning(code: &Code) -> String {
    match code.confidence {
        Trust::Low if !code.meaning.to_lowercase().contains("often") => {
            format!("Often: {}", code.meaning)
        }
        Trust::Low | Trust::Medium | Trust::High => code.meaning.clone(),
    }
}

fn places(causes: &[Cause]) -> String {
    causes.iter().map(|it| format!("`{it}`")).collect::<Vec<_>>().join(" ")
}

fn steps(remedies: &[Remedy]) -> String {
    let titles = remedies.iter().map(|it| Words::English.remedy_title(*it));
    titles.collect::<Vec<_>>().join("; ")
}

fn row(page: &mut String, cells: &[&str]) {
    for text in cells {
        page.push_str("| ");
        page.push_str(&cell(text));
        page.push(' ');
    }
    page.push_str("|\n");
}

/// A text that neither ends its cell nor begins anything else.
fn cell(text: &str) -> String {
    text.replace('\\', "\\\\").replace('|', "\\|").replace('<', "&lt;").replace(['\n', '\r'], " ")
}
