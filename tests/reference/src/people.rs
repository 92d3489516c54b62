//! Made-up people: the same in every run, whatever their number, and made
//! when asked for, so that 100,000 of them weigh nothing.
//!
//! The first sixteen are fixed, so that browser tests can rely on them. "Line
//! 1001" is a SIP line with that extension; passwords are `s3cret` there.
//!
//! | no. | name | what is special |
//! | --- | --- | --- |
//! | 1 | Ada Sample | username `ada` and password, line 1001, mobile, e-mail, en_US, America/Montreal; CTI on, profile 3 (Client) |
//! | 2 | Boris | no last name; nothing at all: can be deleted, cannot have CTI on |
//! | 3 | Chloe Madeup | username `chloe` and password, no line, no voicemail; CTI off, profile 2 (Agent): CTI can be switched on |
//! | 4 | Élodie Façade | line 1004 and voicemail 1004, no username |
//! | 5 | Milo Voicer | voicemail 1005, no line |
//! | 6 | Lena Liner | line 1006, no voicemail; username `lena` but no password |
//! | 7 | Dora Desk | everything: username `dora` and password, line 1007, voicemail 1007, agent 7; CTI on, profile 1 (Supervisor) |
//! | 8 | `<script>alert(1)</script>` `O'Brien "Q" & Söhne` | markup, quotes, ampersand |
//! | 9 | Ada Sample | the same name as no. 1, nothing else; can be deleted |
//! | 10 | 128 letters, 128 letters | as long as the servers take |
//! | 11 | محمد الأمين | right to left; line 1011 |
//! | 12 | 太郎 山田 | CJK; username `taro` and password; CTI off, no profile |
//! | 13 | =1+1 Formula | first characters that a spreadsheet takes for a formula, here to no. 16 |
//! | 14 | +Plus Sign | |
//! | 15 | @At Sign | |
//! | 16 | -Dash Sign | |
//!
//! From 17 on they are drawn: about one in thirty has no last name, names
//! repeat, four in five have a line, half a voicemail, two in three a username
//! and a password (`userN`, `pw-...`), some an agent, some CTI on.

mod real;

use serde::Deserialize;

/// What kind of people a system has.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// As the table above says.
    #[default]
    MadeUp,
    /// As real directories hold them: the table in [`real`].
    Real,
    /// The fixed ones, and from no. 17 on the first of [`real`] at each odd
    /// number.
    Mixed,
}

impl std::str::FromStr for Kind {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "made-up" => Ok(Self::MadeUp),
            "real" => Ok(Self::Real),
            "mixed" => Ok(Self::Mixed),
            other => Err(format!("no kind of people: {other}")),
        }
    }
}

/// The person of that number, from 1, among people of that kind.
pub fn person_of(kind: Kind, number: u32) -> Person {
    let mut person = match kind {
        Kind::Real => real::person(number),
        Kind::Mixed if number > 16 && number % 2 == 1 => real::person((number - 15) / 2),
        Kind::MadeUp | Kind::Mixed => person(number),
    };
    person.number = number;
    person
}

/// One made-up person, as no vendor in particular knows them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// From 1.
    pub number: u32,
    pub first: String,
    pub last: Option<String>,
    pub username: Option<String>,
    pub password: Option<String>,
    pub email: Option<String>,
    pub mobile: Option<String>,
    /// Their SIP line has this extension.
    pub extension: Option<String>,
    /// Their voicemail has this number.
    pub voicemail: Option<String>,
    pub agent: Option<u32>,
    /// 1 Supervisor, 2 Agent, 3 Client, 4 Switchboard.
    pub cti_profile: Option<u32>,
    pub cti_enabled: bool,
    pub language: Option<String>,
    pub timezone: Option<String>,
    pub description: Option<String>,
    pub userfield: Option<String>,
    /// Another one than the name in quotes.
    pub caller_id: Option<String>,
    pub outgoing_caller_id: Option<String>,
    /// Further numbers on the line of `extension`.
    pub more_numbers: Vec<String>,
    /// Further lines.
    pub more_extensions: Vec<String>,
}

impl Person {
    /// First and last name, as one writes them.
    pub fn full_name(&self) -> String {
        match &self.last {
            Some(last) => format!("{} {last}", self.first),
            None => self.first.clone(),
        }
    }
}

#[rustfmt::skip]
const FIRST: [&str; 48] = [
    "Ada",
    "Boris",
    "Chloé",
    "Dora",
    "Élodie",
    "Farid",
    "Grace",
    "Hana",
    "Ivo",
    "Jürgen",
    "Kari",
    "Lena",
    "Milo",
    "Nadia",
    "Óscar",
    "Petra",
    "Quentin",
    "Renée",
    "Søren",
    "Tomás",
    "Ursula",
    "Vera",
    "Willem",
    "Xenia",
    "Yusuf",
    "Zoë",
    "Anaïs",
    "Björn",
    "Cécile",
    "Đorđe",
    "Eirik",
    "Françoise",
    "Gülşen",
    "Håkon",
    "İbrahim",
    "Jean-Luc",
    "Krzysztof",
    "Łucja",
    "Mary Ann",
    "Niamh",
    "Oľga",
    "Paweł",
    "Rosa",
    "Štěpán",
    "Théo",
    "Ümit",
    "Vojtěch",
    "Žofie",
];

#[rustfmt::skip]
const LAST: [&str; 48] = [
    "Sample",
    "Madeup",
    "Façade",
    "O'Brien",
    "van der Berg",
    "de la Cruz",
    "Müller",
    "Nguyễn",
    "Smith",
    "Smith",
    "Garcia",
    "Łukasiewicz",
    "D'Arcy",
    "Öztürk",
    "Núñez",
    "Papadopoulos",
    "St. John",
    "Håkansson",
    "Tremblay",
    "Bergström",
    "Kowalski",
    "Lefèvre",
    "McDonald",
    "Ngũgĩ",
    "Østergaard",
    "Peña",
    "Rossi",
    "Şahin",
    "Tóth",
    "Ueda",
    "Villeneuve",
    "Weiß",
    "Ximénez",
    "Yıldız",
    "Zieliński",
    "Ó Súilleabháin",
    "Abdallah",
    "Brontë",
    "Çelik",
    "Dvořák",
    "Eriksson",
    "Fernández-Vega",
    "Gruber",
    "Hämäläinen",
    "Ivanov",
    "Jónsdóttir",
    "Kaplan",
    "Long-Double",
];

const OTHER_SCRIPTS: [(&str, &str); 8] = [
    ("ليلى", "حداد"),
    ("דוד", "לוי"),
    ("秀英", "王"),
    ("さくら", "田中"),
    ("민준", "김"),
    ("Анна", "Иванова"),
    ("Ελένη", "Παππά"),
    ("अनिल", "शर्मा"),
];

const LANGUAGES: [&str; 4] = ["en_US", "fr_FR", "de_DE", "es_ES"];
const TIMEZONES: [&str; 4] = ["America/Montreal", "Europe/Paris", "Europe/Zurich", "Asia/Tokyo"];

/// The person of that number, from 1.
pub fn person(number: u32) -> Person {
    let mut person = fixed(number).unwrap_or_else(|| drawn(number));
    person.number = number;
    person
}

fn fixed(number: u32) -> Option<Person> {
    let named = |first: &str, last: &str| Person {
        first: first.to_owned(),
        last: (!last.is_empty()).then(|| last.to_owned()),
        ..Person::default()
    };
    let some = |text: &str| Some(text.to_owned());
    Some(match number {
        1 => Person {
            username: some("ada"),
            password: some("s3cret"),
            email: some("ada@sample.example"),
            mobile: some("5555550101"),
            extension: some("1001"),
            cti_profile: Some(3),
            cti_enabled: true,
            language: some("en_US"),
            timezone: some("America/Montreal"),
            description: some("made-up user"),
            userfield: some("blue"),
            ..named("Ada", "Sample")
        },
        2 => named("Boris", ""),
        3 => Person {
            username: some("chloe"),
            password: some("s3cret"),
            cti_profile: Some(2),
            ..named("Chloe", "Madeup")
        },
        4 => Person {
            extension: some("1004"),
            voicemail: some("1004"),
            language: some("fr_FR"),
            ..named("Élodie", "Façade")
        },
        5 => Person { voicemail: some("1005"), ..named("Milo", "Voicer") },
        6 => Person { extension: some("1006"), username: some("lena"), ..named("Lena", "Liner") },
        7 => Person {
            username: some("dora"),
            password: some("s3cret"),
            email: some("dora@sample.example"),
            extension: some("1007"),
            voicemail: some("1007"),
            agent: Some(7),
            cti_profile: Some(1),
            cti_enabled: true,
            ..named("Dora", "Desk")
        },
        8 => named("<script>alert(1)</script>", "O'Brien \"Q\" & Söhne"),
        9 => named("Ada", "Sample"),
        10 => named(&"Maximiliana".repeat(12)[..128], &"Longbottom-".repeat(12)[..128]),
        11 => Person { extension: some("1011"), ..named("محمد", "الأمين") },
        12 => Person { username: some("taro"), password: some("s3cret"), ..named("太郎", "山田") },
        13 => named("=1+1", "Formula"),
        14 => named("+Plus", "Sign"),
        15 => named("@At", "Sign"),
        16 => named("-Dash", "Sign"),
        _ => return None,
    })
}

fn drawn(number: u32) -> Person {
    let mut dice = Dice(u64::from(number));
    let (first, last) = if dice.one_in(40) {
        let (first, last) = *dice.of(&OTHER_SCRIPTS);
        (first.to_owned(), Some(last.to_owned()))
    } else {
        let first = (*dice.of(&FIRST)).to_owned();
        let last = (!dice.one_in(30)).then(|| (*dice.of(&LAST)).to_owned());
        (first, last)
    };
    let extension = if number < 9000 { 1000 + number } else { 100_000 + number }.to_string();
    let mut made = Person { number, first, last, ..Person::default() };
    if dice.under(3) < 2 {
        made.username = Some(format!("user{number}"));
        made.password = Some(format!("pw-{:08x}", dice.next() as u32));
    }
    if dice.under(2) == 0 {
        made.email = Some(format!("user{number}@sample.example"));
    }
    if dice.under(5) < 3 {
        made.mobile = Some(format!("555{:07}", dice.under(10_000_000)));
    }
    if dice.under(5) < 4 {
        made.extension = Some(extension.clone());
    }
    if dice.under(2) == 0 {
        made.voicemail = Some(extension);
    }
    if dice.one_in(12) {
        made.agent = Some(number);
    }
    if dice.under(3) < 2 {
        made.cti_profile = Some(1 + dice.under(4) as u32);
        made.cti_enabled = made.username.is_some() && dice.under(2) == 0;
    }
    if dice.under(2) == 0 {
        made.language = Some((*dice.of(&LANGUAGES)).to_owned());
        made.timezone = Some((*dice.of(&TIMEZONES)).to_owned());
    }
    if dice.one_in(6) {
        made.description = Some(format!("made-up user no. {number}"));
    }
    made
}

/// A small generator of numbers (splitmix64): the same for the same person,
/// whoever was asked for before.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn under(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    fn one_in(&mut self, n: u64) -> bool {
        self.under(n) == 0
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.under(all.len() as u64) as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fixed_ones_are_as_the_table_says() {
        assert_eq!(person(1).full_name(), "Ada Sample");
        assert_eq!(person(2).last, None);
        assert_eq!(person(10).first.len(), 128);
        assert_eq!(person(9).full_name(), person(1).full_name());
        assert!(person(16).first.starts_with('-'));
    }

    #[test]
    fn the_drawn_ones_are_the_same_each_time_and_varied() {
        let all: Vec<Person> = (17..3000).map(person).collect();
        assert_eq!(all, (17..3000).map(person).collect::<Vec<_>>());
        let share = |f: fn(&Person) -> bool| all.iter().filter(|p| f(p)).count() * 100 / all.len();
        assert!((2..6).contains(&share(|p| p.last.is_none())));
        assert!((75..85).contains(&share(|p| p.extension.is_some())));
        assert!((45..55).contains(&share(|p| p.voicemail.is_some())));
        assert!((15..50).contains(&share(|p| p.cti_enabled)));
        assert!(all.iter().all(|p| !p.cti_enabled || p.password.is_some()));
    }
}
