//! The word about the user's data plan.

use jiff::civil::Date;

use super::super::words::{Words, t};
use super::{Kind, Notice};
use crate::observation::DataUse;

/// The key of the word about the data plan.
pub const DATA_PLAN: &str = "data_plan";

/// Says that most of the data plan is used, or all of it, and when it renews.
pub fn data_plan(words: Words, used: DataUse, is_used_up: bool, renews: Date) -> Notice {
    let (used, plan) = (amount(words, used.used_bytes), amount(words, used.plan_bytes));
    let date = words.day_of_year(renews);
    let (title, body) = if is_used_up {
        let body = t!(words, "notice-plan-used-up-body", used = used, plan = plan, date = date);
        (words.say("notice-plan-used-up"), body)
    } else {
        let body = t!(words, "notice-plan-nearly-body", used = used, plan = plan, date = date);
        (words.say("notice-plan-nearly"), body)
    };
    Notice::new(words, DATA_PLAN, Kind::Opened, &title, body.into_owned())
}

/// An amount of data as plans are sold: "512 MB", "81.5 GB".
fn amount(words: Words, bytes: u64) -> String {
    let (unit, size) = match bytes {
        1_000_000_000_000.. => ("TB", 1_000_000_000_000),
        1_000_000_000..1_000_000_000_000 => ("GB", 1_000_000_000),
        0..1_000_000_000 => ("MB", 1_000_000),
    };
    let tenths = bytes / (size / 10);
    match (tenths / 10, tenths % 10) {
        (whole, 0) => format!("{whole} {unit}"),
        (whole, tenth) => words.decimal(&format!("{whole}.{tenth} {unit}")),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn both_words_say_how_much_and_until_when() {
        let used = DataUse { used_bytes: 81_560_000_000, plan_bytes: 100_000_000_000 };
        let most = data_plan(Words::English, used, false, date(2026, 4, 1));
        assert_eq!(most.title, "Most of your data plan is used");
        assert_eq!(
            most.body,
            "This computer alone has used 81.5 GB of 100 GB on this connection. When it is used up, your provider may \
             slow the line down or close it; it renews on 1 April."
        );
        let all = data_plan(
            Words::English,
            DataUse { used_bytes: 2_000_000_000_000, ..used },
            true,
            date(2026, 4, 1),
        );
        assert_eq!(all.title, "Your data plan is used up");
        assert!(all.body.contains("used 2 TB of 100 GB"), "{}", all.body);
    }
}
