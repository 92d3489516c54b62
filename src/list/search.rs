//! Searching as one types.

use super::fold::{fold, key, trim_word};
use super::packed::Packed;
use super::rank::sort_rows;

/// Stands behind every column of a key, so that nothing is found across two.
pub(super) const SEPARATOR: u8 = 0x1F;

/// What is searched for. A row matches if all words of one reading are in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// One reading, or two where digits may be one number or several; none
    /// for an empty query, which matches everything.
    readings: Vec<Vec<String>>,
}

impl Query {
    /// Reads what was typed: words that must all be found, in any column and
    /// any order. Groups of digits (`02 555 01`) are read as one number and,
    /// if each has at least three digits (`4000 4001`), also as several.
    pub fn new(text: &str) -> Self {
        let folded = fold(text);
        let one = words(&key(&folded));
        if one.is_empty() {
            return Self::default();
        }
        let several: Vec<String> = folded.split(' ').flat_map(|word| words(&key(word))).collect();
        let long_enough = |word: &String| {
            let digits = word.bytes().filter(u8::is_ascii_digit).count();
            digits >= 3 || word.bytes().any(|byte| !byte.is_ascii_digit())
        };
        let mut readings = vec![one];
        if readings.first() != Some(&several) && several.iter().all(long_enough) {
            readings.push(several);
        }
        Self { readings }
    }

    pub fn is_empty(&self) -> bool {
        self.readings.is_empty()
    }

    /// Is everything that this one finds surely found by `other`, too?
    pub fn narrows(&self, other: &Self) -> bool {
        let within = |mine: &Vec<String>| {
            other.readings.iter().any(|theirs| {
                theirs.iter().all(|word| mine.iter().any(|longer| longer.contains(word.as_str())))
            })
        };
        other.is_empty() || (!self.is_empty() && self.readings.iter().all(within))
    }

    fn matches(&self, key: &[u8]) -> bool {
        let has = |word: &String| find(key, word.as_bytes(), 0).is_some();
        self.is_empty() || self.readings.iter().any(|words| words.iter().all(has))
    }

    /// The texts from `first` on that match, in order.
    pub(super) fn find_in(&self, keys: &Packed, first: u32) -> Vec<u32> {
        match self.readings.as_slice() {
            [] => (first..keys.len()).collect(),
            [words] => find_all(words, keys, first),
            [one, several, ..] => merged(find_all(one, keys, first), &find_all(several, keys, first)),
        }
    }

    /// Those of `rows` that match.
    pub(super) fn find_among(&self, keys: &Packed, rows: &[u32]) -> Vec<u32> {
        rows.iter().copied().filter(|row| self.matches(keys.get(*row))).collect()
    }
}

fn words(key: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in key.split(' ').map(trim_word).filter(|word| !word.is_empty()) {
        // A word that is in another need not be looked for.
        if !words.iter().any(|other| other.contains(word)) {
            words.retain(|other| !word.contains(other.as_str()));
            // The longest first: it is found fewest times.
            let place = words.partition_point(|other| other.len() >= word.len());
            words.insert(place, word.to_owned());
        }
    }
    words
}

/// Walks the whole buffer for the first word, and looks for the others only where it was found.
fn find_all(words: &[String], keys: &Packed, first: u32) -> Vec<u32> {
    let mut rows = Vec::new();
    let Some((rarest, others)) = words.split_first() else { return rows };
    let (bytes, ends) = (keys.bytes(), keys.ends());
    let mut row = first;
    let mut from = keys.start(first);
    while let Some(at) = find(bytes, rarest.as_bytes(), from) {
        while ends.get(row as usize).is_some_and(|end| *end as usize <= at) {
            row += 1;
        }
        let Some(end) = ends.get(row as usize) else { break };
        let end = *end as usize;
        let key = bytes.get(keys.start(row)..end).unwrap_or_default();
        if others.iter().all(|word| find(key, word.as_bytes(), 0).is_some()) {
            rows.push(row);
        }
        from = end;
    }
    rows
}

/// Where `needle` is first found from `from` on.
fn find(hay: &[u8], needle: &[u8], from: usize) -> Option<usize> {
    let first = *needle.first()?;
    let mut at = from;
    loop {
        at += find_byte(hay.get(at..)?, first)?;
        if hay.get(at..)?.starts_with(needle) {
            return Some(at);
        }
        at += 1;
    }
}

/// Where `byte` is first found, looking at eight bytes at a time.
fn find_byte(hay: &[u8], byte: u8) -> Option<usize> {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGHS: u64 = 0x8080_8080_8080_8080;
    let pattern = ONES * u64::from(byte);
    let (chunks, rest) = hay.as_chunks::<8>();
    for (number, chunk) in chunks.iter().enumerate() {
        // A byte that is equal becomes zero; subtracting one borrows its high bit.
        let differing = u64::from_le_bytes(*chunk) ^ pattern;
        let found = differing.wrapping_sub(ONES) & !differing & HIGHS;
        if found != 0 {
            return Some(number * 8 + (found.trailing_zeros() / 8) as usize);
        }
    }
    rest.iter().position(|other| *other == byte).map(|at| chunks.len() * 8 + at)
}

/// Both, in order, each row once.
fn merged(mut rows: Vec<u32>, others: &[u32]) -> Vec<u32> {
    rows.extend_from_slice(others);
    sort_rows(&mut rows, &mut |a, b| a.cmp(&b));
    rows.dedup();
    rows
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::fold::key_into;
    use super::*;

    fn keys(rows: &[&[&str]]) -> Packed {
        let mut keys = Packed::default();
        for row in rows {
            keys.push(|out| {
                for text in *row {
                    key_into(text, out);
                    out.push(SEPARATOR);
                }
            });
        }
        keys
    }

    #[test]
    fn all_words_must_be_found_in_any_column_and_order() {
        let keys = keys(&[
            &["Élodie", "Müller", "4000"],
            &["Ada", "Lovelace", "4001"],
            &["Mel", "Ledi", "02 555 01 23"],
        ]);
        for (text, rows) in [
            ("", &[0u32, 1, 2][..]),
            ("  ", &[0, 1, 2]),
            ("MULLER elo", &[0]),
            ("elodiemuller", &[]),
            ("el", &[0, 1, 2]),
            ("el le", &[0, 2]),
            ("400", &[0, 1]),
            ("ada 400", &[1]),
            ("0255501", &[2]),
            ("02.555.", &[2]),
            ("02 55", &[2]),
            ("(02) 5", &[2]),
            ("mel 02 555", &[2]),
            ("02 23", &[]),
            ("555 012", &[2]),
        ] {
            assert_eq!(Query::new(text).find_in(&keys, 0), rows, "{text}");
        }
        assert_eq!(Query::new("400").find_in(&keys, 1), [1]);
    }

    #[test]
    fn long_groups_of_digits_are_read_both_ways() {
        let keys = keys(&[&["4000", "2001"], &["40002001", ""], &["4000", ""]]);
        assert_eq!(Query::new("4000 2001").find_in(&keys, 0), [0, 1]);
        assert_eq!(Query::new("40 00").find_in(&keys, 0), [0, 1, 2]);
    }

    #[test]
    fn a_longer_query_narrows_and_a_shorter_one_does_not() {
        let narrows = |new: &str, old: &str| Query::new(new).narrows(&Query::new(old));
        assert!(narrows("ann", "an"));
        assert!(narrows("an b", "an"));
        assert!(narrows("b ann", "an"));
        assert!(narrows("x", ""));
        assert!(narrows("02 5", "02"));
        assert!(narrows("4000 200", "4000 "));
        assert!(!narrows("an", "ann"));
        assert!(!narrows("", "a"));
        assert!(!narrows("an b", "an c"));
    }

    proptest! {
        #[test]
        fn finding_bytes_agrees_with_the_standard_library(hay in "[abc]{0,40}", needle in "[abc]{1,4}", from in 0usize..45) {
            let expected = hay.get(from..).and_then(|rest| rest.find(&needle)).map(|at| at + from);
            prop_assert_eq!(find(hay.as_bytes(), needle.as_bytes(), from), expected);
            let any: Vec<u8> = hay.bytes().map(|byte| byte.wrapping_mul(85)).collect();
            for byte in [0, 1, 0x7f, 0x80, 0xff, b'a'.wrapping_mul(85)] {
                prop_assert_eq!(find_byte(&any, byte), any.iter().position(|other| *other == byte));
            }
        }

        #[test]
        fn whatever_is_typed_finds_the_same_by_all_ways(
            rows in prop::collection::vec(prop::collection::vec("[ab01 .é-]{0,6}", 2), 0..20),
            old in "[ab01 .é-]{0,5}",
            more in "[ab01 .é-]{0,3}",
        ) {
            let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
            let keys = keys(&rows.iter().map(Vec::as_slice).collect::<Vec<_>>());
            let all: Vec<u32> = (0..keys.len()).collect();
            let (old, new) = (Query::new(&old), Query::new(&format!("{old}{more}")));
            let found = new.find_in(&keys, 0);
            prop_assert_eq!(&found, &new.find_among(&keys, &all));
            if new.narrows(&old) {
                prop_assert_eq!(&found, &new.find_among(&keys, &old.find_in(&keys, 0)));
            }
        }
    }
}
