//! How often: durations as people write them, within what is gentle and what is a watch.

use std::time::Duration;

use jiff::SignedDuration;

/// Looking more often is not gentle.
const LEAST: Duration = Duration::from_secs(10);

/// Looking more seldom is no watch.
const MOST: Duration = Duration::from_hours(24);

/// Reads `20s`, `3m`, `1h 30m`; the error is what the text is not.
pub(crate) fn interval(text: &str) -> Result<Duration, String> {
    const FORM: &str = "is not a duration such as \"20s\", \"3m\" or \"1h 30m\"";
    let parsed = text.trim().parse::<SignedDuration>().map_err(|_| FORM)?;
    let parsed = Duration::try_from(parsed).map_err(|_| FORM)?;
    if !(LEAST..=MOST).contains(&parsed) {
        return Err(format!("is not from \"{}\" to \"{}\"", written(LEAST), written(MOST)));
    }
    Ok(parsed)
}

/// A duration as people write it.
pub(crate) fn written(duration: Duration) -> String {
    let seconds = duration.as_secs();
    let parts = [(seconds / 3600, "h"), (seconds / 60 % 60, "m"), (seconds % 60, "s")];
    let parts = parts.iter().filter(|(amount, _)| *amount > 0);
    let parts = parts.map(|(amount, unit)| format!("{amount}{unit}")).collect::<Vec<_>>();
    if parts.is_empty() { "0s".to_owned() } else { parts.join(" ") }
}
