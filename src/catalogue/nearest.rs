//! The known word that somebody may have meant.

/// The member of `known` that differs least from `word`, if it is close enough to be a slip of the fingers.
pub(crate) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    known
        .into_iter()
        .map(|candidate| (distance(&word, &candidate.to_lowercase()), candidate))
        .filter(|(distance, candidate)| *distance <= tolerance(candidate.chars().count()))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// How many slips a word of this length may hold and still be recognised.
pub(crate) fn tolerance(length: usize) -> usize {
    (length / 3).clamp(1, 3)
}

/// How many insertions, deletions, replacements and swaps of neighbours lead from one word to the other
/// (optimal string alignment).
pub(crate) fn distance(from: &str, to: &str) -> usize {
    let from = from.chars().collect::<Vec<_>>();
    let to = to.chars().collect::<Vec<_>>();
    let mut before = Vec::new();
    let mut above = (0..=to.len()).collect::<Vec<_>>();
    for (i, a) in from.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in to.iter().enumerate() {
            let replaced = above[j] + usize::from(a != b);
            let mut least = replaced.min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == to[j - 1] && from[i - 1] == *b {
                let swapped: usize = before[j - 1];
                least = least.min(swapped + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut above, row);
    }
    above.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_slip_counts_once() {
        assert_eq!(distance("netflix", "netflix"), 0);
        assert_eq!(distance("netflx", "netflix"), 1);
        assert_eq!(distance("nettflix", "netflix"), 1);
        assert_eq!(distance("metflix", "netflix"), 1);
        assert_eq!(distance("netfilx", "netflix"), 1);
        assert_eq!(distance("", "abc"), 3);
    }

    #[test]
    fn a_slip_is_recognised_and_another_word_is_not() {
        let known = ["netflix", "twitch", "hulu"];
        assert_eq!(nearest("Netflics", known), Some("netflix"));
        assert_eq!(nearest("hul", known), Some("hulu"));
        assert_eq!(nearest("vimeo", known), None);
    }
}
