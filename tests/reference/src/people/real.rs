//! People as real directories hold them: values that somebody pasted, that an
//! import wrote, or that a web interface of another age let through.
//!
//! | no. | what is special |
//! | --- | --- |
//! | 1 | blanks at both ends of every text; mobile number `06 12 34 56 78 ` |
//! | 2 | line breaks in the description and the user field, LF and CR LF |
//! | 3 | tabs and control characters |
//! | 4 | decomposed accents; 5 is the same name, composed |
//! | 6 | emoji, with joiners and a flag |
//! | 7 | right-to-left marks and overrides; 8 Hebrew and Latin mixed |
//! | 9 | 128 characters in both names, 254 in the e-mail address |
//! | 10 | one letter in each name; no last name at 11; a blank as last name at 12 |
//! | 13 | caller ID of the own form with a number, `"Ada" <5550101>` |
//! | 14 | caller ID without quotes, as the document shows it |
//! | 15 | caller ID of another name; 16 of nothing, `""`; 17 an empty text |
//! | 18 | caller ID with a quote within; 19 with `+` before the number; 20 `anonymous` outgoing |
//! | 21 | outgoing caller ID `default`; 22 with a name and a number |
//! | 23 | two lines; 24 one line with three numbers; 25 three lines, one with two numbers |
//! | 26 | mobile number with dots; 27 with dashes and brackets; 28 international with blanks; 29 `00` before it; 30 with a no-break space |
//! | 31 | a time zone that is gone (`US/Pacific-New`); 32 one that never was; 33 an abbreviation; 34 an old name (`Asia/Calcutta`) |
//! | 35 | a language of another form (`fr`); 36 e-mail that is none; 37 two e-mail addresses in one |
//! | 38 | markup and character references; 39 quotes, backslashes, percent signs; 40 `null` and `undefined` as names |
//! | 41 to 80 | forty people of the last name Martin: ten first names, four times each |
//! | 81 to 84 | equal in everything |
//!
//! From 85 on people are drawn as everywhere, and one in three has one of the
//! oddities above.

use super::{Dice, Person, drawn};

pub fn person(number: u32) -> Person {
    match number {
        1..=40 => odd(number),
        41..=80 => martin(number),
        81..=84 => Person {
            first: "Jean".into(),
            last: Some("Dupont".into()),
            description: Some("accueil".into()),
            ..Person::default()
        },
        _ => {
            let mut dice = Dice(u64::from(number) << 20);
            let person = drawn(number);
            if dice.one_in(3) { with_oddity(person, 1 + dice.under(40) as u32) } else { person }
        }
    }
}

fn named(first: &str, last: &str) -> Person {
    Person { first: first.into(), last: (!last.is_empty()).then(|| last.into()), ..Person::default() }
}

const FIRST_NAMES: [&str; 10] =
    ["Alain", "Bernard", "Catherine", "Denise", "Éric", "Françoise", "Guy", "Hélène", "Isabelle", "Jean"];

fn martin(number: u32) -> Person {
    let at = number as usize - 41;
    let mut person = named(FIRST_NAMES.get(at % 10).copied().unwrap_or("Alain"), "Martin");
    // Every second one can only be told by the number.
    person.extension = at.is_multiple_of(2).then(|| (1000 + number).to_string());
    person
}

fn odd(number: u32) -> Person {
    let base = match number {
        1 => named(" Ada ", "Sample "),
        3 => named("Tab\tby", "Control\u{1}\u{7f}"),
        4 => named("Ame\u{301}lie", "Dupre\u{301} Franc\u{327}ois"),
        5 => named("Am\u{e9}lie", "Dupr\u{e9} Fran\u{e7}ois"),
        6 => named("Zoé 🎉", "👩\u{200d}👩\u{200d}👧 🇨🇭 O\u{1f3fd}"),
        7 => named("\u{200f}Rami\u{200e}", "\u{202e}desrever\u{202c}"),
        8 => named("דוד David", "לוי-Levy (IT)"),
        9 => named(
            &"Wilhelmina ".repeat(12)[..128],
            &"von und zu Überlänge ".repeat(7).chars().take(128).collect::<String>(),
        ),
        10 => named("A", "B"),
        11 => named("Cher", ""),
        12 => named("Blank", " "),
        38 => named("<b>Bold</b> &amp;", "&lt;i&gt; \"><img src=x onerror=alert(1)>"),
        39 => named("O\\'Neil 100%", "\"Quoted\" 'Single' \\n %s {0}"),
        40 => named("null", "undefined"),
        _ => named(
            FIRST_NAMES.get(number as usize % 10).copied().unwrap_or("Alain"),
            ["Durand", "Moreau", "Lefèvre"].get(number as usize % 3).copied().unwrap_or("Durand"),
        ),
    };
    with_oddity(base, number)
}

/// The same person with what is special about that number, but for the name.
fn with_oddity(person: Person, number: u32) -> Person {
    let some = |text: &str| Some(text.to_owned());
    let line = || some(&(20_000 + person.number.max(number)).to_string());
    match number {
        1 => Person {
            email: some(" ada@sample.example"),
            mobile: some("06 12 34 56 78 "),
            description: some("  Room 12  "),
            userfield: some(" blue "),
            ..person
        },
        2 => Person {
            description: some("Room 12\nBuilding B"),
            userfield: some("first line\r\nsecond line\n"),
            ..person
        },
        3 => Person { description: some("a\tb\u{b}c\u{1b}[31m\u{85}"), userfield: some("\t"), ..person },
        4 => Person { description: some("cafe\u{301}"), ..person },
        6 => Person { description: some("☎️ 🚀"), userfield: some("🟦"), ..person },
        7 => Person { description: some("\u{202e}evil\u{2066}x\u{2069}"), ..person },
        9 => Person { email: some(&format!("{}@sample.example", "a".repeat(239))), ..person },
        13 => Person { caller_id: some("\"Ada\" <5550101>"), ..person },
        14 => Person { caller_id: some("Front Desk"), ..person },
        15 => Person { caller_id: some("\"Reception\""), ..person },
        16 => Person { caller_id: some("\"\""), ..person },
        17 => Person { caller_id: some(""), ..person },
        18 => Person { caller_id: some("\"The \"Boss\"\""), ..person },
        19 => Person { caller_id: some("\"Ada\" <+15550101>"), ..person },
        20 => Person { outgoing_caller_id: some("anonymous"), ..person },
        21 => Person { outgoing_caller_id: some("default"), ..person },
        22 => Person { outgoing_caller_id: some("\"Support\" <5550199>"), ..person },
        23 => Person { extension: line(), more_extensions: vec!["2301".into()], ..person },
        24 => Person { extension: line(), more_numbers: vec!["2401".into(), "2402".into()], ..person },
        25 => Person {
            extension: line(),
            more_numbers: vec!["2501".into()],
            more_extensions: vec!["2502".into(), "2503".into()],
            ..person
        },
        26 => Person { mobile: some("06.12.34.56.78"), ..person },
        27 => Person { mobile: some("(555) 010-1234"), ..person },
        28 => Person { mobile: some("+33 6 12 34 56 78"), ..person },
        29 => Person { mobile: some("0033612345678"), ..person },
        30 => Person { mobile: some("06\u{a0}12\u{a0}34\u{a0}56\u{a0}78"), ..person },
        31 => Person { timezone: some("US/Pacific-New"), ..person },
        32 => Person { timezone: some("Mars/Olympus_Mons"), ..person },
        33 => Person { timezone: some("CEST"), ..person },
        34 => Person { timezone: some("Asia/Calcutta"), ..person },
        35 => Person { language: some("fr"), ..person },
        36 => Person { email: some("nonsense"), ..person },
        37 => Person { email: some("a@sample.example, b@sample.example"), ..person },
        _ => person,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_as_the_table_says() {
        assert_eq!(person(1).mobile.as_deref(), Some("06 12 34 56 78 "));
        assert_eq!(person(1).last.as_deref(), Some("Sample "));
        assert!(person(2).description.is_some_and(|text| text.contains('\n')));
        assert_ne!(person(4).full_name(), person(5).full_name());
        for name in [person(9).first, person(9).last.unwrap_or_default()] {
            assert_eq!(name.chars().count(), 128);
        }
        assert_eq!(person(9).email.map(|text| text.len()), Some(254));
        assert_eq!(person(11).last, None);
        assert_eq!((41..=80).filter(|n| person(*n).last.as_deref() == Some("Martin")).count(), 40);
        assert!((82..=84).all(|n| person(n) == person(81)));
        assert_eq!(person(25).more_extensions.len(), 2);
    }

    #[test]
    fn no_text_is_longer_than_its_column() {
        for person in (1..500).map(person) {
            let texts = [
                (Some(&person.first), 128),
                (person.last.as_ref(), 128),
                (person.email.as_ref(), 254),
                (person.mobile.as_ref(), 128),
                (person.caller_id.as_ref(), 160),
                (person.outgoing_caller_id.as_ref(), 80),
                (person.userfield.as_ref(), 128),
            ];
            for (text, most) in texts {
                assert!(text.is_none_or(|text| text.chars().count() <= most), "{person:?}");
            }
        }
    }

    #[test]
    fn the_mixed_keep_the_fixed_ones() {
        use super::super::{Kind, person as made_up, person_of};
        for number in 1..=16 {
            assert_eq!(person_of(Kind::Mixed, number), made_up(number));
        }
        assert_eq!(person_of(Kind::Mixed, 17).last.as_deref(), Some("Sample "));
        assert_eq!(person_of(Kind::Mixed, 18), made_up(18));
        assert_eq!(person_of(Kind::Real, 1).first, " Ada ");
    }
}
