//! The sections about what is remembered: `[history]` and `[data]`.

use super::schema::{DataPlan, Keeping};
use crate::catalogue::{Entry, Section};

/// Hours are kept for at least a week, at most ten years.
const DAYS: std::ops::RangeInclusive<u64> = 7..=3660;

/// A day of rounds takes a few MB.
const MEGABYTES: std::ops::RangeInclusive<u64> = 10..=10_000;

/// Units of data, as plans and people write them.
const UNITS: [(&str, u64); 8] = [
    ("mb", 1_000_000),
    ("gb", 1_000_000_000),
    ("tb", 1_000_000_000_000),
    ("mib", 1 << 20),
    ("gib", 1 << 30),
    ("tib", 1 << 40),
    ("m", 1_000_000),
    ("g", 1_000_000_000),
];

pub(super) fn keeping(mut section: Section<'_, '_>) -> Keeping {
    let default = Keeping::default();
    let on_disk = section.take("enabled").and_then(Entry::flag);
    let days = section.take("days").and_then(|it| it.whole(DAYS));
    let max_mb = section.take("max_mb").and_then(|it| it.whole(MEGABYTES));
    section.finish();
    let small = |it: Option<u64>| it.and_then(|it| u32::try_from(it).ok());
    Keeping {
        on_disk: on_disk.unwrap_or(default.on_disk),
        days: small(days).unwrap_or(default.days),
        max_mb: small(max_mb).unwrap_or(default.max_mb),
    }
}

pub(super) fn data_plan(mut section: Section<'_, '_>) -> Option<DataPlan> {
    // An empty section is one whose lines are still comments.
    let resets_on = section.take("resets_on");
    let plan = match resets_on {
        Some(_) => section.need("plan", "\"100 GB\""),
        None => section.take("plan"),
    };
    let bytes = plan.and_then(Entry::text).and_then(|it| it.parse(bytes));
    let resets_on = resets_on.and_then(|it| it.whole(1..=31));
    section.finish();
    let resets_on = resets_on.and_then(|it| i8::try_from(it).ok()).unwrap_or(1);
    Some(DataPlan { bytes: bytes?, resets_on })
}

fn bytes(text: &str) -> Result<u64, &'static str> {
    const FORM: &str = "is not an amount of data such as \"100 GB\" or \"1.5 TB\"";
    let text = text.trim();
    let end = text.find(|it: char| !it.is_ascii_digit() && it != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    let unit = unit.trim().to_ascii_lowercase();
    let (_, unit) = UNITS.iter().find(|(it, _)| *it == unit).ok_or(FORM)?;
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let whole: u64 = whole.parse().map_err(|_| FORM)?;
    if part.len() > 3 {
        return Err(FORM);
    }
    let thousandths: u64 = format!("{part:0<3}").parse().map_err(|_| FORM)?;
    let bytes = whole.checked_mul(*unit).and_then(|it| it.checked_add(unit / 1000 * thousandths));
    bytes.filter(|it| *it > 0 && *it < 1 << 60).ok_or(FORM)
}

/// An amount of data as people write it, and as it is read back.
pub(super) fn written(bytes: u64) -> String {
    let (unit, size) = [("TB", 1_000_000_000_000), ("GB", 1_000_000_000), ("MB", 1_000_000)]
        .into_iter()
        .find(|(_, size)| bytes >= *size)
        .unwrap_or(("MB", 1_000_000));
    let thousandths = bytes / (size / 1000);
    let number = format!("{}.{:03}", thousandths / 1000, thousandths % 1000);
    format!("{} {unit}", number.trim_end_matches('0').trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_plans_write_them() {
        assert_eq!(bytes("100 GB"), Ok(100_000_000_000));
        assert_eq!(bytes("1.5TB"), Ok(1_500_000_000_000));
        assert_eq!(bytes("500 mb"), Ok(500_000_000));
        assert_eq!(bytes("1 GiB"), Ok(1 << 30));
        for wrong in ["", "100", "GB", "-1 GB", "1..5 GB", "0 GB", "1 parsec", "99999999 TB"] {
            assert!(bytes(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        for amount in [500_000_000, 100_000_000_000, 1_500_000_000_000, 1_234_000_000] {
            assert_eq!(bytes(&written(amount)), Ok(amount));
        }
        assert_eq!(written(100_000_000_000), "100 GB");
    }
}
