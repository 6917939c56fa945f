//! OTLP's `ExportMetricsServiceRequest` in JSON
//! (<https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding>).
//!
//! By the rules of proto3's JSON, 64-bit integers are texts. Names and units are such that a collector that hands the
//! metrics on to Prometheus gives them the names that a scrape gives them.

use jiff::Timestamp;
use serde_json::{Value as Json, json};

use super::{Family, Kind, Sample, Unit, Value};

/// `AGGREGATION_TEMPORALITY_CUMULATIVE`: each sum is counted from the start.
const CUMULATIVE: u8 = 2;

/// Who sends, and since when it counts.
#[derive(Clone, Copy, Debug)]
pub struct Sender<'a> {
    /// Tells it from other senders of the same kind.
    pub instance: &'a str,
    pub since: Timestamp,
}

/// The families as they were at `now`, as the content of a request.
pub fn otlp(families: &[Family], sender: Sender<'_>, now: Timestamp) -> Json {
    let metrics = families.iter().map(|it| metric(it, sender.since, now)).collect::<Vec<_>>();
    let (name, version) = (env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"));
    let resource = [
        ("service.name", name),
        ("service.version", version),
        ("service.instance.id", sender.instance),
    ];
    json!({
        "resourceMetrics": [{
            "resource": { "attributes": resource.map(|(key, value)| attribute(key, value)) },
            "scopeMetrics": [{
                "scope": { "name": name, "version": version },
                "metrics": metrics,
            }],
        }],
    })
}

fn metric(family: &Family, since: Timestamp, now: Timestamp) -> Json {
    let now = nanoseconds(now);
    let point = |sample: &Sample| {
        let attributes =
            sample.labels.iter().map(|(key, value)| attribute(key, value)).collect::<Vec<_>>();
        let mut point = json!({ "attributes": attributes, "timeUnixNano": now });
        match sample.value {
            Value::Whole(value) => point["asInt"] = value.to_string().into(),
            Value::Real(value) => point["asDouble"] = value.into(),
        }
        if family.kind == Kind::Counter {
            point["startTimeUnixNano"] = nanoseconds(since).into();
        }
        point
    };
    let points = family.samples.iter().map(point).collect::<Vec<_>>();
    let mut metric = json!({
        "name": format!("streamdoctor.{}", family.stem),
        "description": family.help,
        // UCUM; an empty unit adds nothing to the name, "1" would add "_ratio".
        "unit": match family.unit {
            Unit::None => "",
            Unit::Seconds => "s",
            Unit::Bytes => "By",
        },
    });
    match family.kind {
        Kind::Gauge => metric["gauge"] = json!({ "dataPoints": points }),
        Kind::Counter => {
            metric["sum"] = json!({
                "dataPoints": points,
                "aggregationTemporality": CUMULATIVE,
                "isMonotonic": true,
            });
        }
    }
    metric
}

fn attribute(key: &str, value: &str) -> Json {
    json!({ "key": key, "value": { "stringValue": value } })
}

fn nanoseconds(time: Timestamp) -> String {
    time.as_nanosecond().max(0).to_string()
}

/// How many of the numbers a collector did not take, as its answer says; `None` where it took all.
pub fn rejected(answer: &[u8]) -> Option<u64> {
    let answer = serde_json::from_slice::<Json>(answer).ok()?;
    let count = answer.get("partialSuccess")?.get("rejectedDataPoints")?;
    let count = count.as_u64().or_else(|| count.as_str()?.parse().ok())?;
    (count > 0).then_some(count)
}
