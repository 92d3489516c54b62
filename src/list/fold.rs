//! Folding: case and accents aside, so that `muller` finds `Müller`.
//!
//! Latin letters lose their marks, whether written as one character or with
//! combining marks; ligatures and letters such as ß, ø and ł are spelled
//! out. Greek and Cyrillic lose case and the marks that their composed
//! letters have. Every other script is kept as it is. Written by hand, for
//! Unicode's own tables weigh more than the rest of this module.

/// What the letters U+00C0 to U+02AF fold to. A capital stands for several
/// letters (see [`spelled_out`]), a dot for the character itself.
const LATIN: &[u8; 496] = b"\
aaaaaaAceeeeiiiidnooooo.ouuuuyTSaaaaaaAceeeeiiiidnooooo.ouuuuyTy\
aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiIIjjkkklllllll\
lllnnnnnnNnnooooooOOrrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs\
bbbbbboccdddddeeeffggHiikkllmnnoooQQpprssssttttuuuvyyzzzzzz.ss.w\
....DDDLLLJJJaaiioouuuuuuuuuueaaaaAAggggkkoooozzjDDDggHwnnaaAAoo\
aaaaeeeeiiiioooorrrruuuussttyyhhndUUzzaaeeooooooooyylntjBPacclts\
z''buveejjqqrryyaaobocddeeeeeeejggggohhhiiillllmmmnnnoOofrrrrrrr\
rrssjssttuuvvwyyzzzz'''c.beghjklq''DD.........hh";

/// The same for U+1E00 to U+1EFF, where Vietnamese is.
const LATIN_ADDITIONAL: &[u8; 256] = b"\
aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm\
mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv\
wwwwwwwwwwxxxxyyzzzzzzhtwyasssSdaaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee\
eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyyllvvyy";

fn spelled_out(code: u8) -> &'static str {
    match code {
        b'A' => "ae",
        b'B' => "db",
        b'D' => "dz",
        b'H' => "hv",
        b'I' => "ij",
        b'J' => "nj",
        b'L' => "lj",
        b'N' => "'n",
        b'O' => "oe",
        b'P' => "qp",
        b'Q' => "oi",
        b'S' => "ss",
        b'T' => "th",
        b'U' => "ou",
        _ => "",
    }
}

/// The folded text. Control characters become spaces, so that they can
/// separate texts.
pub fn fold(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    fold_into(text, &survey(text), &mut out);
    String::from_utf8(out).unwrap_or_default()
}

fn fold_into(text: &str, seen: &Survey, out: &mut Vec<u8>) {
    if seen.is_plain {
        // Most texts are plain ASCII, and much quicker so.
        let start = out.len();
        out.extend_from_slice(text.as_bytes());
        if let Some(added) = out.get_mut(start..) {
            added.make_ascii_lowercase();
        }
    } else {
        let mut before = '\0';
        for c in text.chars() {
            if let Some(whole) = composed(before, c) {
                // What goes together with the next character was written as it is.
                out.truncate(out.len() - before.len_utf8());
                push(whole, out);
                before = whole;
            } else {
                fold_char(c, out);
                before = c;
            }
        }
    }
}

/// The one character that two make, in the scripts whose letters are kept: Hangul,
/// Arabic with hamza or madda, Kana with voicing marks (Unicode, chapter 3.12 and
/// UnicodeData.txt).
fn composed(before: char, c: char) -> Option<char> {
    let (first, second) = (u32::from(before), u32::from(c));
    let whole = match (first, second) {
        (0x1100..=0x1112, 0x1161..=0x1175) => 0xAC00 + ((first - 0x1100) * 21 + second - 0x1161) * 28,
        (0xAC00..=0xD7A3, 0x11A8..=0x11C2) if (first - 0xAC00).is_multiple_of(28) => first + second - 0x11A7,
        (0x627, 0x653) => 0x622,
        (0x627, 0x654) => 0x623,
        (0x648, 0x654) => 0x624,
        (0x627, 0x655) => 0x625,
        (0x64A, 0x654) => 0x626,
        (0x6D5, 0x654) => 0x6C0,
        (0x6C1, 0x654) => 0x6C2,
        (0x6D2, 0x654) => 0x6D3,
        (0x3046, 0x3099) => 0x3094,
        (0x30A6, 0x3099) => 0x30F4,
        (0x304B..=0x3062 | 0x30AB..=0x30C2, 0x3099) if first % 2 == 1 => first + 1,
        (0x3064 | 0x3066 | 0x3068 | 0x30C4 | 0x30C6 | 0x30C8, 0x3099) => first + 1,
        (0x306F..=0x307B | 0x30CF..=0x30DB, 0x3099 | 0x309A) if first.is_multiple_of(3) => {
            first + second - 0x3098
        }
        _ => return None,
    };
    char::from_u32(whole)
}

/// The text as people write it without umlauts: `Mueller` for `Müller`, `Soeren` for
/// `Søren`. None where that makes no difference.
pub(super) fn spelled(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let mut out = String::with_capacity(text.len() + 2);
    let mut is_other = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let mark = match c {
            'a' | 'A' | 'o' | 'O' | 'u' | 'U' => chars.next_if(|next| matches!(next, '\u{308}' | '\u{30A}')),
            _ => None,
        };
        let vowels = match (c, mark) {
            ('ä' | 'Ä', _) | ('a' | 'A', Some('\u{308}')) => "ae",
            ('ö' | 'Ö' | 'ø' | 'Ø', _) | ('o' | 'O', Some('\u{308}')) => "oe",
            ('ü' | 'Ü', _) | ('u' | 'U', Some('\u{308}')) => "ue",
            ('å' | 'Å', _) | ('a' | 'A', Some(_)) => "aa",
            _ => {
                out.push(c);
                out.extend(mark);
                continue;
            }
        };
        is_other = true;
        out.push_str(vowels);
    }
    is_other.then_some(out)
}

/// What one look at the bytes of a text tells.
struct Survey {
    /// All of it is printable ASCII.
    is_plain: bool,
    /// A separator follows a digit, so there may be digits to join.
    has_gaps: bool,
}

const ODD: u8 = 1;
const SEPARATOR: u8 = 2;
const DIGIT: u8 = 4;

/// What kind of byte each is, for [`survey`] runs over every byte of a list.
#[allow(clippy::indexing_slicing, reason = "it would not compile")]
static KINDS: [u8; 256] = {
    let mut kinds = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        kinds[byte] = match byte as u8 {
            b' ' | b'.' | b'-' | b'/' | b'(' | b')' => SEPARATOR,
            b'0'..=b'9' => DIGIT,
            0x20..0x7F => 0,
            _ => ODD,
        };
        byte += 1;
    }
    kinds
};

fn kind(byte: u8) -> u8 {
    KINDS.get(usize::from(byte)).copied().unwrap_or(ODD)
}

fn survey(text: &str) -> Survey {
    let (mut all, mut gaps, mut before) = (0, 0, 0);
    for byte in text.as_bytes() {
        let kind = kind(*byte);
        all |= kind;
        gaps |= (before & DIGIT) >> 1 & kind;
        before = kind;
    }
    // Odd spaces and digits become plain ones only when they are folded.
    Survey { is_plain: all & ODD == 0, has_gaps: gaps != 0 || all & ODD != 0 }
}

fn fold_char(c: char, out: &mut Vec<u8>) {
    let code = u32::from(c);
    match code {
        0..0x20 | 0x7F..=0xA0 => out.push(b' '),
        0x20..0x7F => push(c.to_ascii_lowercase(), out),
        0xC0..0x2B0 => push_latin(LATIN, code - 0xC0, c, out),
        0x1E00..0x1F00 => push_latin(LATIN_ADDITIONAL, code - 0x1E00, c, out),
        // Combining marks of the European scripts, and signs that are not seen.
        0x300..0x370 | 0x1AB0..0x1B00 | 0x1DC0..0x1E00 | 0x20D0..0x2100 | 0xFE20..0xFE30 => {}
        0xAD | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x2069 | 0xFEFF => {}
        0xFB00..=0xFB06 => out.extend_from_slice(ligature(code).as_bytes()),
        _ => push(fold_other(c, code), out),
    }
}

fn push(c: char, out: &mut Vec<u8>) {
    out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
}

fn push_latin(table: &[u8], at: u32, c: char, out: &mut Vec<u8>) {
    match table.get(at as usize) {
        None | Some(b'.') => push(c, out),
        Some(code) if code.is_ascii_uppercase() => out.extend_from_slice(spelled_out(*code).as_bytes()),
        Some(code) => out.push(*code),
    }
}

fn ligature(code: u32) -> &'static str {
    match code {
        0xFB00 => "ff",
        0xFB01 => "fi",
        0xFB02 => "fl",
        0xFB03 => "ffi",
        0xFB04 => "ffl",
        _ => "st",
    }
}

/// One character for one: other scripts, digits, spaces, quotes and dashes.
fn fold_other(c: char, code: u32) -> char {
    let shifted = |by: u32| char::from_u32(code + by).unwrap_or(c);
    let ascii = |base: u8, from: u32| char::from_u32(u32::from(base) + code - from).unwrap_or(c);
    // Blocks where capitals and small letters take turns.
    let paired = |capital_is_even: bool| {
        if code.is_multiple_of(2) == capital_is_even { shifted(1) } else { c }
    };
    match code {
        0xAA => 'a',
        0xBA => 'o',
        0xB2 | 0xB3 => ascii(b'2', 0xB2),
        0xB9 => '1',
        0x370..0x400 => fold_greek(c, code),
        0x400..0x460 => fold_cyrillic(code).unwrap_or(c),
        0x460..=0x481 | 0x48A..=0x4BF | 0x4D0..=0x52F => paired(true),
        0x4C0 => '\u{4CF}',
        0x4C1..=0x4CE => paired(false),
        0x531..=0x556 => shifted(48),
        0x2000..=0x200A | 0x2028 | 0x2029 | 0x202F | 0x205F | 0x3000 => ' ',
        0x2010..=0x2015 | 0x2212 => '-',
        0x2018 | 0x2019 | 0x2BB | 0x2BC => '\'',
        0x201C | 0x201D => '"',
        // The small letters of two capitals that are in the table.
        0x2C65 => 'a',
        0x2C66 => 't',
        // Letters and digits as wide as a CJK character.
        0xFF01..=0xFF5E => ascii(b'!', 0xFF01).to_ascii_lowercase(),
        _ => DIGIT_ZEROS
            .iter()
            .find(|zero| (**zero..**zero + 10).contains(&code))
            .map_or(c, |zero| ascii(b'0', *zero)),
    }
}

/// The zero of the digits of each script in use (Unicode, general category Nd), from Arabic
/// and Persian to Khmer.
const DIGIT_ZEROS: [u32; 17] = [
    0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xE50, 0xED0, 0xF20,
    0x1040, 0x17E0,
];

fn fold_greek(c: char, code: u32) -> char {
    match code {
        0x386 | 0x3AC => 'α',
        0x388 | 0x3AD => 'ε',
        0x389 | 0x3AE => 'η',
        0x38A | 0x390 | 0x3AA | 0x3AF | 0x3CA => 'ι',
        0x38C | 0x3CC => 'ο',
        0x38E | 0x3AB | 0x3B0 | 0x3CB | 0x3CD => 'υ',
        0x38F | 0x3CE => 'ω',
        0x3C2 => 'σ',
        0x391..=0x3A9 => char::from_u32(code + 32).unwrap_or(c),
        _ => c,
    }
}

/// The small letter without the mark that Unicode takes apart: й is и with a breve.
fn fold_cyrillic(code: u32) -> Option<char> {
    let small = match code {
        0x400..0x410 => code + 80,
        0x410..0x430 => code + 32,
        _ => code,
    };
    Some(match small {
        0x439 | 0x45D => 'и',
        0x450 | 0x451 => 'е',
        0x453 => 'г',
        0x457 => 'і',
        0x45C => 'к',
        0x45E => 'у',
        _ => return char::from_u32(small),
    })
}

/// Appends the search key of a text: folded, and with the spaces, dots,
/// hyphens, slashes and brackets between two digits left out, so that a
/// phone number is found however it is written. It is UTF-8.
pub(super) fn key_into(text: &str, out: &mut Vec<u8>) {
    let seen = survey(text);
    let start = out.len();
    fold_into(text, &seen, out);
    if seen.has_gaps {
        let length = out.get_mut(start..).map_or(0, join_digits);
        out.truncate(start + length);
    }
}

/// The search key as a text.
pub(super) fn key(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    key_into(text, &mut out);
    String::from_utf8(out).unwrap_or_default()
}

/// Moves together, in place, what is left without the separators between
/// digits, and gives its length.
fn join_digits(folded: &mut [u8]) -> usize {
    let mut length = 0;
    // The length after the last digit, as long as only separators followed.
    let mut digit_end = None;
    for at in 0..folded.len() {
        let Some(byte) = folded.get(at).copied() else { break };
        let kind = kind(byte);
        if let (DIGIT, Some(end)) = (kind, digit_end) {
            length = end;
        }
        if let Some(slot) = folded.get_mut(length) {
            *slot = byte;
        }
        length += 1;
        match kind {
            DIGIT => digit_end = Some(length),
            SEPARATOR => {}
            _ => digit_end = None,
        }
    }
    length
}

/// A word of a query without the signs that stand around words in what is pasted
/// (`Sample, Ada`), and without the separators around its outer digits: while
/// `02.` is being typed, `02` is meant.
pub(super) fn trim_word(word: &str) -> &str {
    let bare_word = word.trim_matches([',', ';', '<', '>', '"']);
    let word = if bare_word.is_empty() { word } else { bare_word };
    let bare = |c: char| c.is_ascii() && kind(c as u8) == SEPARATOR;
    let left = word.trim_start_matches(bare);
    let word = if left.starts_with(|c: char| c.is_ascii_digit() || c == '+') { left } else { word };
    let right = word.trim_end_matches(bare);
    if right.ends_with(|c: char| c.is_ascii_digit()) { right } else { word }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn accents_and_case_are_set_aside() {
        for (text, folded) in [
            ("Élodie Lefèvre-Çağlar", "elodie lefevre-caglar"),
            ("Hélène Œuvrard, ÆON", "helene oeuvrard, aeon"),
            ("GROSS Straße STRAẞE Müller", "gross strasse strasse muller"),
            ("Łukasz Żółć, Ścibor", "lukasz zolc, scibor"),
            ("Nguyễn Thị Hồng Đào Ưng Ơn", "nguyen thi hong dao ung on"),
            ("Søren Þór Ðuro Ångström", "soren thor duro angstrom"),
            ("İSTANBUL Işık", "istanbul isik"),
            ("Dvořák Ķēniņš Ŝtefo", "dvorak kenins stefo"),
            ("ǅ ĳ ŉ ﬁn", "dz ij 'n fin"),
            ("Ɛdwom ɛdwom Ɔ ɔ", "edwom edwom o o"),
            ("Άννα Σωκράτης ΐ", "αννα σωκρατησ ι"),
            ("Ёлка Йод Чайка Ґ", "елка иод чаика ґ"),
            ("Արմեն", "արմեն"),
            ("d’Arc “x” – y", "d'arc \"x\" - y"),
            ("ＡＢｃ１２", "abc12"),
            ("a\u{A0}b\tc\u{AD}d\u{200B}e", "a b cde"),
            ("٠١٢ ۳", "012 3"),
            ("०१९ ๕ ໙ ០", "019 5 9 0"),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
    }

    #[test]
    fn other_scripts_are_kept() {
        for text in ["محمد عبدُ الله", "田中太郎 さん ガ", "김민수", "אברהם", "राम", "สมชาย", "🙂 × ÷"]
        {
            assert_eq!(fold(text), text);
        }
    }

    #[test]
    fn decomposed_text_folds_like_composed() {
        for (decomposed, composed) in [
            ("E\u{301}lodie", "Élodie"),
            ("Nguye\u{302}\u{303}n", "Nguyễn"),
            ("o\u{31B}\u{323}", "ợ"),
            ("A\u{30A}", "Å"),
            ("и\u{306}", "й"),
            ("α\u{301}", "ά"),
            ("\u{1100}\u{1175}\u{11B7}\u{1106}\u{1175}\u{11AB}\u{1109}\u{116E}", "김민수"),
            ("\u{627}\u{654}حمد", "أحمد"),
            ("\u{627}\u{655}براهيم", "إبراهيم"),
            ("か\u{3099}ウ\u{3099}ハ\u{309A}ヒ\u{3099}ド", "がヴパビド"),
        ] {
            assert_eq!(fold(decomposed), fold(composed));
        }
    }

    #[test]
    fn umlauts_are_spelled_out() {
        for (text, expected) in [
            ("Müller", Some("Mueller")),
            ("Mu\u{308}ller", Some("Mueller")),
            ("Søren Østergård", Some("Soeren oestergaard")),
            ("A\u{30A}se", Some("aase")),
            ("Élodie", None),
            ("Muller", None),
        ] {
            assert_eq!(spelled(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn capitals_fold_like_small_letters() {
        // Scripts whose capitals nobody writes a name in are left alone.
        let kept = |c: char| matches!(u32::from(c), 0x370..0x378 | 0x37F | 0x3CF..0x400 | 0x10A0..0x1400 | 0x1C80..0x1CC0 | 0x1F00..0x2000 | 0x2100..0x2200 | 0x24B0..0x24F0 | 0x2C00..0x3000 | 0xA640..0xAC00 | 0x10000..);
        for c in ('\0'..='\u{10FFFF}').filter(|c| !kept(*c)) {
            let small: String = c.to_lowercase().collect();
            assert_eq!(fold(&c.to_string()), fold(&small), "{c} {:x}", u32::from(c));
        }
    }

    #[test]
    fn digits_are_joined_whatever_stands_between_them() {
        for (text, expected) in [
            ("02 555.01-23", "025550123"),
            ("+33 (0)6 12/34", "+3306 12/34".replace([' ', '/'], "").as_str()),
            ("(02) 5", "(025"),
            ("Room 12, 45", "room 12, 45"),
            ("sip-4000 a", "sip-4000 a"),
            ("4000 ", "4000 "),
            ("10.0.0.1", "10001"),
            ("é1 2é", "e12e"),
        ] {
            assert_eq!(key(text), expected, "{text}");
        }
        let mut out = b"1\x1f".to_vec();
        key_into("2 3", &mut out);
        assert_eq!(out, b"1\x1f23", "what stood before is left alone");
    }

    #[test]
    fn a_word_is_taken_without_its_outer_separators() {
        for (word, expected) in [
            ("sample,", "sample"),
            ("<a@b>", "a@b"),
            (",", ","),
            ("(+33", "+33"),
            ("02.", "02"),
            ("(02", "02"),
            ("-", "-"),
            ("a-", "a-"),
            ("-b", "-b"),
            ("(0)", "0"),
        ] {
            assert_eq!(trim_word(word), expected);
        }
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in any::<String>()) {
            let once = fold(&text);
            prop_assert_eq!(&fold(&once), &once);
            let once = key(&text);
            prop_assert_eq!(&key(&once), &once);
            prop_assert!(!once.contains(|c: char| c < ' '));
        }
    }
}
