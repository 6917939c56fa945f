//! Prometheus' text format, version 0.0.4
//! (<https://prometheus.io/docs/instrumenting/exposition_formats/>).

use std::fmt::Write as _;

use super::{Family, Kind, Unit, Value};

/// The media type of the text.
pub const CONTENT_TYPE: &str = "text/plain; version=0.0.4; charset=utf-8";

/// The families as text.
pub fn exposition(families: &[Family]) -> String {
    let mut text = String::new();
    for family in families {
        // Writing into a text does not fail.
        let _infallible = write(&mut text, family);
    }
    text
}

fn write(text: &mut String, family: &Family) -> std::fmt::Result {
    let name = name(family);
    let kind = match family.kind {
        Kind::Gauge => "gauge",
        Kind::Counter => "counter",
    };
    writeln!(text, "# HELP {name} {}", escaped(family.help, false))?;
    writeln!(text, "# TYPE {name} {kind}")?;
    for sample in &family.samples {
        text.push_str(&name);
        for (index, (label, value)) in sample.labels.iter().enumerate() {
            let before = if index == 0 { '{' } else { ',' };
            write!(text, "{before}{label}=\"{}\"", escaped(value, true))?;
        }
        let end = if sample.labels.is_empty() { "" } else { "}" };
        match sample.value {
            Value::Whole(value) => writeln!(text, "{end} {value}")?,
            Value::Real(value) => writeln!(text, "{end} {value}")?,
        }
    }
    Ok(())
}

/// The name by Prometheus' rules: the unit in full, and what a counter counts ends in `_total`.
fn name(family: &Family) -> String {
    let unit = match family.unit {
        Unit::None => "",
        Unit::Seconds => "_seconds",
        Unit::Bytes => "_bytes",
    };
    let kind = match family.kind {
        Kind::Gauge => "",
        Kind::Counter => "_total",
    };
    format!("streamdoctor_{}{unit}{kind}", family.stem)
}

fn escaped(text: &str, quoted: bool) -> String {
    let text = text.replace('\\', "\\\\").replace('\n', "\\n");
    if quoted { text.replace('"', "\\\"") } else { text }
}
