//! Finds where any of thousands of texts may begin, in one pass over a page.
//!
//! A text is met by its first four bytes, whatever the case of ASCII letters; who asks compares the rest. For most places
//! of a page one look into a table tells that nothing begins there. An automaton took twice the time and several
//! times the memory, as the texts are in many languages and thousands.

/// How many bytes of a text are looked for.
const LENGTH: usize = size_of::<u32>();
/// Places in the table, as a power of two: several times as many as there are texts, so that most are empty.
const BITS: u32 = 13;

/// The beginnings of texts.
#[derive(Debug)]
pub(super) struct Beginnings {
    /// The beginning and the number of each text, by their places in the table.
    texts: Vec<(u32, u16)>,
    /// Where in `texts` those of a place begin; they end where the next place's begin.
    table: Vec<u16>,
    /// Which bytes of a beginning count: all, and those that a shorter text has.
    masks: Vec<u32>,
}

impl Beginnings {
    /// The beginnings of `texts`, which are numbered as they come; 65,535 at most.
    pub(super) fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut masks = Vec::new();
        let mut table = vec![0; (1 << BITS) + 1];
        let mut placed = Vec::new();
        for (text, number) in texts.into_iter().zip(0..u16::MAX) {
            let [mut beginning, mut mask] = [[0; LENGTH]; 2];
            for (at, byte) in text.bytes().take(LENGTH).enumerate() {
                (beginning[at], mask[at]) = (byte.to_ascii_lowercase(), u8::MAX);
            }
            let [beginning, mask] = [beginning, mask].map(u32::from_be_bytes);
            if !masks.contains(&mask) {
                masks.push(mask);
            }
            table[place(beginning) + 1] += 1;
            placed.push((beginning, number));
        }
        placed.sort_by_key(|(beginning, _)| place(*beginning));
        let mut before = 0;
        for it in &mut table {
            before += *it;
            *it = before;
        }
        Self { texts: placed, table, masks }
    }

    /// Calls `met` with the number of each text that may begin in `page`, and the byte at which; a short one that ends the
    /// page perhaps more than once.
    pub(super) fn each(&self, page: &str, mut met: impl FnMut(usize, usize)) {
        let (page, texts, table) = (page.as_bytes(), &*self.texts, &*self.table);
        // Behind the end stands nothing.
        let shift = |window: u32, at: usize| {
            let byte = if at < page.len() { page[at].to_ascii_lowercase() } else { 0 };
            window << u8::BITS | u32::from(byte)
        };
        let mut window = (0..LENGTH - 1).fold(0, shift);
        for at in 0..page.len() {
            window = shift(window, at + LENGTH - 1);
            for mask in &self.masks {
                let beginning = window & mask;
                let place = place(beginning);
                let (from, to) = (usize::from(table[place]), usize::from(table[place + 1]));
                for (its, text) in &texts[from..to] {
                    if *its == beginning {
                        met(usize::from(*text), at);
                    }
                }
            }
        }
    }

    /// What it takes of memory, in bytes.
    #[cfg(test)]
    pub(super) fn size(&self) -> usize {
        size_of_val(&*self.texts) + size_of_val(&*self.table) + size_of_val(&*self.masks)
    }
}

/// Its place in the table (D. Knuth, *The Art of Computer Programming*, 6.4: hashing by multiplication).
fn place(beginning: u32) -> usize {
    (beginning.wrapping_mul(0x9E37_79B1) >> (u32::BITS - BITS)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn met(texts: &[&str], page: &str) -> Vec<(usize, usize)> {
        let mut met = Vec::new();
        Beginnings::of(texts.iter().copied()).each(page, |text, at| met.push((text, at)));
        met.sort_unstable();
        met.dedup();
        met
    }

    #[test]
    fn a_text_is_met_wherever_its_beginning_stands_in_any_case() {
        assert_eq!(met(&["Access denied"], "acce ACCEss"), [(0, 0), (0, 5)]);
        assert_eq!(met(&["access denied"], "acc"), []);
        assert_eq!(met(&["被阻止"], "已被阻止"), [(0, 3)]);
    }

    #[test]
    fn a_short_text_is_met_whole_even_at_the_end() {
        assert_eq!(met(&["vpn", "vpn service"], "a vpn, a VPN"), [(0, 2), (0, 9)]);
        assert_eq!(met(&["vpn", "vpn service"], "vpn s"), [(0, 0), (1, 0)]);
        assert_eq!(met(&["vpn"], "vp"), []);
        assert_eq!(met(&["é"], "é"), [(0, 0)]);
    }

    #[test]
    fn texts_that_begin_alike_are_all_met() {
        assert_eq!(met(&["blocked", "block", "blog"], "a block"), [(0, 2), (1, 2)]);
        assert_eq!(met(&[], "page"), []);
        assert_eq!(met(&["page"], ""), []);
    }

    /// Against the plain way, with texts and pages of few letters, so that much is alike.
    #[test]
    fn nothing_is_missed() {
        let mut state = 1_u32;
        let mut letter = || {
            state = state.wrapping_mul(1_103_515_245).wrapping_add(12_345);
            ['a', 'B', 'b', 'é', ' '][(state >> 16) as usize % 5]
        };
        for round in 0..200 {
            let texts = (0..20)
                .map(|it| (0..=(it + round) % 7).map(|_| letter()).collect::<String>())
                .collect::<Vec<_>>();
            let page = (0..round % 60).map(|_| letter()).collect::<String>();
            let texts = texts.iter().map(String::as_str).collect::<Vec<_>>();
            let begins = |text: &str, at: usize| {
                let (text, page) = (&text.as_bytes()[..text.len().min(LENGTH)], page.as_bytes());
                page[at..].get(..text.len()).is_some_and(|it| it.eq_ignore_ascii_case(text))
            };
            let expected = (0..texts.len())
                .flat_map(|text| (0..page.len()).map(move |at| (text, at)))
                .filter(|(text, at)| begins(texts[*text], *at))
                .collect::<Vec<_>>();
            assert_eq!(met(&texts, &page), expected, "{texts:?} in {page:?}");
        }
    }
}
