//! Searching as one types.

use super::fold::{fold, key, spelled, trim_word};
use super::packed::Packed;
use super::rank::sort_rows;
use crate::domain::CountryCode;

/// Stands behind every column of a key, so that nothing is found across two.
pub(super) const SEPARATOR: u8 = 0x1F;

/// What is searched for: any of several alternatives, mostly of one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// None for an empty query, which matches everything.
    alternatives: Vec<Alternative>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Alternative {
    /// As it was typed.
    text: String,
    /// A row matches if all words of one reading are in it.
    readings: Vec<Vec<Word>>,
}

/// A word, in each form in which it may be found.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Word(Vec<String>);

impl Word {
    /// Is this one surely found wherever the other is?
    fn is_in(&self, other: &Self) -> bool {
        other.0.iter().all(|longer| self.0.iter().any(|form| longer.contains(form.as_str())))
    }

    fn is_found(&self, key: &[u8]) -> bool {
        self.0.iter().any(|form| find(key, form.as_bytes(), 0).is_some())
    }

    fn shortest(&self) -> usize {
        self.0.iter().map(String::len).min().unwrap_or(0)
    }
}

impl Query {
    /// Reads what was typed: words that must all be found, in any column and
    /// any order. Groups of digits (`02 555 01`) are read as one number and,
    /// if each has at least three digits (`4000 4001`), also as several. What
    /// stands between semicolons is searched for each by itself; numbers among
    /// them must be the whole of a number.
    pub fn new(text: &str, country: Option<CountryCode>) -> Self {
        let texts: Vec<&str> = text.split(';').map(str::trim).filter(|text| !text.is_empty()).collect();
        let is_one = texts.len() < 2;
        let alternatives = texts.into_iter().filter_map(|text| {
            let readings =
                if is_one { readings(text, country) } else { whole_number_readings(text, country) };
            (!readings.is_empty()).then(|| Alternative { text: text.to_owned(), readings })
        });
        Self { alternatives: alternatives.collect() }
    }

    pub fn is_empty(&self) -> bool {
        self.alternatives.is_empty()
    }

    /// Is everything that this one finds surely found by `other`, too?
    pub fn narrows(&self, other: &Self) -> bool {
        let theirs = || other.alternatives.iter().flat_map(|alternative| &alternative.readings);
        let within = |mine: &Vec<Word>| {
            theirs().any(|theirs| theirs.iter().all(|word| mine.iter().any(|longer| word.is_in(longer))))
        };
        other.is_empty() || (!self.is_empty() && self.readings().all(within))
    }

    fn readings(&self) -> impl Iterator<Item = &Vec<Word>> {
        self.alternatives.iter().flat_map(|alternative| &alternative.readings)
    }

    fn matches(&self, key: &[u8]) -> bool {
        self.is_empty() || self.readings().any(|words| words.iter().all(|word| word.is_found(key)))
    }

    /// The texts from `first` on that match, in order.
    pub(super) fn find_in(&self, keys: &Packed, first: u32) -> Vec<u32> {
        let found = self.readings().map(|words| find_all(words, keys, first));
        found.reduce(|all, more| merged(all, &more)).unwrap_or_else(|| (first..keys.len()).collect())
    }

    /// Those of `rows` that match.
    pub(super) fn find_among(&self, keys: &Packed, rows: &[u32]) -> Vec<u32> {
        rows.iter().copied().filter(|row| self.matches(keys.get(*row))).collect()
    }

    /// How well the texts of a row match, of which the first is a name: 0 where what is searched for is
    /// the whole of one, 1 where it begins a word of the name, 2 where it begins another text, 3 otherwise.
    pub(super) fn rank(&self, key: &[u8]) -> usize {
        let forms = || self.readings().flatten().flat_map(|word| &word.0);
        let is_found = |key: &[u8], text: String| find(key, text.as_bytes(), 0).is_some();
        let name = key.splitn(3, |byte| *byte == SEPARATOR).nth(1).unwrap_or_default();
        if forms().any(|form| is_found(key, ["\u{1F}", form, "\u{1F}"].concat())) {
            0
        } else if forms()
            .any(|form| name.starts_with(form.as_bytes()) || is_found(name, [" ", form].concat()))
        {
            1
        } else if forms().any(|form| is_found(key, ["\u{1F}", form].concat())) {
            2
        } else {
            3
        }
    }

    /// Of several alternatives those that match no text, as they were typed.
    pub(super) fn not_found(&self, keys: &Packed) -> Vec<&str> {
        if self.alternatives.len() < 2 {
            return Vec::new();
        }
        let is_missing =
            |one: &&Alternative| one.readings.iter().all(|words| find_all(words, keys, 0).is_empty());
        self.alternatives.iter().filter(is_missing).map(|one| one.text.as_str()).collect()
    }
}

/// How a text may be meant; none if there is nothing in it.
fn readings(text: &str, country: Option<CountryCode>) -> Vec<Vec<Word>> {
    // As mail programs write somebody: by the address, or by the name.
    if let Some((name, address)) = text.split_once('<').filter(|(_, address)| address.contains('@')) {
        let address = words(&[address], country);
        let name = words(&[name], country);
        return [address, name].into_iter().filter(|words| !words.is_empty()).collect();
    }
    let one = words(&[text], country);
    if one.is_empty() {
        return Vec::new();
    }
    let folded = fold(text);
    let groups: Vec<&str> = folded.split(' ').collect();
    let several = words(&groups, country);
    // Each as it was typed: of words of which one is within another only the longer one is looked for.
    let are_long_enough = |group: &&str| words(&[group], country).iter().all(long_enough);
    let mut readings = vec![one];
    if readings.first() != Some(&several) && groups.iter().all(are_long_enough) {
        readings.push(several);
    }
    readings
}

/// Is it long enough to be a number by itself, or no number at all?
fn long_enough(word: &Word) -> bool {
    word.0.iter().all(|form| {
        let digits = form.bytes().filter(u8::is_ascii_digit).count();
        digits >= 3 || form.bytes().any(|byte| !byte.is_ascii_digit())
    })
}

/// The same where several texts are searched for: a number is then found only as a whole.
fn whole_number_readings(text: &str, country: Option<CountryCode>) -> Vec<Vec<Word>> {
    let mut readings = readings(text, country);
    let mut number = words(&[text], country);
    if let [Word(forms)] = number.as_mut_slice()
        && forms.iter().all(|form| form.bytes().all(|byte| byte.is_ascii_digit() || byte == b'+'))
    {
        for form in forms {
            *form = ["\u{1F}", form, "\u{1F}"].concat();
        }
        readings = vec![number];
    }
    readings
}

/// The words of texts, of which none is within another.
fn words(texts: &[&str], country: Option<CountryCode>) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    for text in texts {
        let (plain, spelled) = (key(text), spelled(text).map(|text| key(&text)));
        let mut spelled_words = spelled.as_deref().unwrap_or(&plain).split(' ');
        for form in plain.split(' ') {
            let other = spelled_words.next().unwrap_or(form);
            let form = trim_word(form);
            if form.is_empty() {
                continue;
            }
            let mut forms = vec![form.to_owned()];
            forms.extend(Some(trim_word(other)).filter(|other| *other != form).map(str::to_owned));
            forms.extend(country.and_then(|country| country.national(form)));
            let word = Word(forms);
            // A word that is in another need not be looked for.
            if !words.iter().any(|longer| word.is_in(longer)) {
                words.retain(|other| !other.is_in(&word));
                // The longest first: it is found fewest times.
                let place = words.partition_point(|other| other.shortest() >= word.shortest());
                words.insert(place, word);
            }
        }
    }
    words
}

/// Walks the whole buffer for each form of the first word, and looks for the others only
/// where it was found.
fn find_all(words: &[Word], keys: &Packed, first: u32) -> Vec<u32> {
    let Some((rarest, others)) = words.split_first() else { return Vec::new() };
    let found = rarest.0.iter().map(|form| find_form(form, others, keys, first));
    found.reduce(|all, more| merged(all, &more)).unwrap_or_default()
}

fn find_form(form: &str, others: &[Word], keys: &Packed, first: u32) -> Vec<u32> {
    let mut rows = Vec::new();
    let (bytes, ends) = (keys.bytes(), keys.ends());
    let mut row = first;
    let mut from = keys.start(first);
    while let Some(at) = find(bytes, form.as_bytes(), from) {
        while ends.get(row as usize).is_some_and(|end| *end as usize <= at) {
            row += 1;
        }
        let Some(end) = ends.get(row as usize) else { break };
        let end = *end as usize;
        let key = bytes.get(keys.start(row)..end).unwrap_or_default();
        if others.iter().all(|word| word.is_found(key)) {
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

    use super::super::write_key;
    use super::*;

    fn query(text: &str) -> Query {
        Query::new(text, CountryCode::parse("33"))
    }

    fn keys(rows: &[&[&str]]) -> Packed {
        let mut keys = Packed::default();
        for row in rows {
            keys.push(|out| write_key(row, CountryCode::parse("33"), out));
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
            assert_eq!(query(text).find_in(&keys, 0), rows, "{text}");
        }
        assert_eq!(query("400").find_in(&keys, 1), [1]);
    }

    #[test]
    fn long_groups_of_digits_are_read_both_ways() {
        let keys = keys(&[&["4000", "2001"], &["40002001", ""], &["4000", ""]]);
        assert_eq!(query("4000 2001").find_in(&keys, 0), [0, 1]);
        assert_eq!(query("40 00").find_in(&keys, 0), [0, 1, 2]);
        // A short group is the end of a number, though it stands within the long one, too.
        let keys = self::keys(&[&["4000"], &["40004"]]);
        assert_eq!(query("4000 4").find_in(&keys, 0), [1]);
    }

    #[test]
    fn people_are_found_however_their_names_are_spelled() {
        let keys = keys(&[
            &["Jörg Müller"],
            &["Joerg Mueller"],
            &["So\u{308}ren Østergaard"],
            &["Soeren Oestergaard"],
            &["Søren Ostergaard"],
        ]);
        for (text, rows) in [
            ("Müller", &[0u32, 1][..]),
            ("mueller", &[0, 1]),
            ("Mu\u{308}ller", &[0, 1]),
            ("muller", &[0]),
            ("jörg mueller", &[0, 1]),
            ("joerg müller", &[0, 1]),
            ("Soeren", &[2, 3, 4]),
            ("Søren", &[2, 3, 4]),
            ("søren øst", &[2, 3, 4]),
            ("oestergaard", &[2, 3]),
            ("Østergaard", &[2, 3, 4]),
        ] {
            assert_eq!(query(text).find_in(&keys, 0), rows, "{text}");
        }
    }

    #[test]
    fn numbers_are_found_however_they_are_written() {
        let written = ["+33 6 12 34 56 78", "0033 6.12.34.56.78", "+33 (0)6 12-34/56/78", "06 12 34 56 78"];
        let rows: Vec<[&str; 1]> = written.iter().map(|number| [*number]).collect();
        let rows: Vec<&[&str]> = rows.iter().map(<[&str; 1]>::as_slice).collect();
        let keys = keys(&rows);
        for text in
            written.iter().chain(&["0612345678", "(+33) 6 12 34 56 78", "\u{202A}+33612345678\u{202C}"])
        {
            assert_eq!(query(text).find_in(&keys, 0), [0, 1, 2, 3], "{text}");
        }
        assert_eq!(query("33612345678").find_in(&keys, 0), [0, 1], "as it is stored, too");
        assert_eq!(query("+33 6 12").find_in(&keys, 0), [0, 1, 2, 3], "while it is typed");
        assert_eq!(query("+44 6 12").find_in(&keys, 0), [0u32; 0]);
        let none = Query::new("06 12 34 56 78", None);
        assert!(none.find_in(&keys, 0).contains(&3));
    }

    #[test]
    fn what_is_pasted_is_understood() {
        let keys = keys(&[
            &["Ada Sample", "1001", "ada@example.org"],
            &["Bo Sample", "1002", "0612341001"],
            &["Cy Other", "1003", ""],
        ]);
        for (text, rows) in [
            ("Sample, Ada", &[0u32][..]),
            ("Ada Sample <ada@example.org>", &[0]),
            ("\"Sample, Bo\" <nobody@example.org>", &[1]),
            ("<ada@example.org>", &[0]),
            ("1001; 1003", &[0, 2]),
            ("1001;1003;1009;Nobody", &[0, 2]),
            ("sample;", &[0, 1]),
            (";", &[0, 1, 2]),
            ("ada@example.org; cy", &[0, 2]),
            ("100; 1003", &[2]),
        ] {
            assert_eq!(query(text).find_in(&keys, 0), rows, "{text}");
        }
        assert_eq!(query("1001;1003; 1009 ;Nobody").not_found(&keys), ["1009", "Nobody"]);
        assert!(query("1009").not_found(&keys).is_empty(), "the list says so itself");
    }

    #[test]
    fn a_longer_query_narrows_and_a_shorter_one_does_not() {
        let narrows = |new: &str, old: &str| query(new).narrows(&query(old));
        assert!(narrows("ann", "an"));
        assert!(narrows("an b", "an"));
        assert!(narrows("b ann", "an"));
        assert!(narrows("x", ""));
        assert!(narrows("02 5", "02"));
        assert!(narrows("4000 200", "4000 "));
        assert!(!narrows("an", "ann"));
        assert!(!narrows("", "a"));
        assert!(!narrows("an b", "an c"));
        assert!(!narrows("+33 6", "+33"), "which finds 06, too");
        assert!(narrows("+33 61", "+33 6"));
        assert!(narrows("üb", "ü"));
        assert!(!narrows("a; b", "a"));
        assert!(!narrows("1001; 10", "1001; 1"));
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
            rows in prop::collection::vec(prop::collection::vec("[aeü01 .+;é-]{0,6}", 2), 0..20),
            old in "[aeü01 .+;é-]{0,5}",
            more in "[aeü01 .+;é-]{0,3}",
        ) {
            let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
            let keys = keys(&rows.iter().map(Vec::as_slice).collect::<Vec<_>>());
            let all: Vec<u32> = (0..keys.len()).collect();
            let (old, new) = (query(&old), query(&format!("{old}{more}")));
            let found = new.find_in(&keys, 0);
            prop_assert_eq!(&found, &new.find_among(&keys, &all));
            if new.narrows(&old) {
                prop_assert_eq!(&found, &new.find_among(&keys, &old.find_in(&keys, 0)));
            }
        }
    }
}
