//! Usernames and passwords for those who have none.

use std::collections::HashSet;

use crate::domain::Secret;
use crate::list::fold;

/// Signs that nobody takes for one another: no 0 and o, no 1, i and l.
const SIGNS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz23456789-";
const PASSWORD_LENGTH: usize = 14;

/// A username made of a name, which nobody has yet; where the name has no Latin letters, of the
/// id. It is then taken. `taken` holds usernames in small letters.
pub fn make_username(name: &str, id: &str, taken: &mut HashSet<String>) -> String {
    let folded = fold(name);
    let words = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut base = words.collect::<Vec<_>>().join(".");
    if !base.contains(|c: char| c.is_ascii_alphabetic()) {
        let id: String = id.chars().filter(char::is_ascii_alphanumeric).collect();
        base = ["user", &id].concat();
    }
    let mut username = base.clone();
    let mut number = 2_u32;
    while !taken.insert(username.clone()) {
        username = [base.as_str(), &number.to_string()].concat();
        number += 1;
    }
    username
}

/// A password of random signs. `fill` fills with random bytes.
pub fn make_password(mut fill: impl FnMut(&mut [u8])) -> Secret {
    let mut bytes = [0; PASSWORD_LENGTH];
    fill(&mut bytes);
    // As many signs as divide 256: each is as likely as any other.
    let sign = |byte: u8| char::from(*SIGNS.get(usize::from(byte) % SIGNS.len()).unwrap_or(&b'a'));
    let mut signs: Vec<char> = bytes.into_iter().map(sign).collect();
    // In a file of cells an apostrophe would stand before a hyphen at the beginning.
    let hyphens = signs.iter().take_while(|sign| **sign == '-').count();
    signs.rotate_left(hyphens);
    Secret::new(signs.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::list::csv::guard;

    #[test]
    fn a_username_is_of_the_name_and_nobody_elses() {
        let mut taken = HashSet::from(["ada.sample".to_owned()]);
        for (name, id, username) in [
            ("Ada Sample", "1", "ada.sample2"),
            ("Ada Sample", "2", "ada.sample3"),
            ("Zoë O’Neil-Çelik", "3", "zoe.o.neil.celik"),
            ("太郎 山田", "4", "user4"),
            ("", "a-5", "usera5"),
        ] {
            assert_eq!(make_username(name, id, &mut taken), username);
        }
    }

    #[test]
    fn a_password_is_the_same_in_a_file() {
        let password =
            make_password(|bytes| bytes.iter_mut().zip(31..).for_each(|(byte, sign)| *byte = sign));
        assert!(password.satisfies(|text| text.len() == PASSWORD_LENGTH && guard(text) == text));
    }

    #[test]
    fn a_password_has_every_sign_by_chance() {
        let mut next = 0;
        let mut seen = HashSet::new();
        for _ in 0..64 {
            let password = make_password(|bytes| {
                for byte in bytes {
                    *byte = next;
                    next = next.wrapping_add(1);
                }
            });
            assert!(password.satisfies(|text| text.len() == PASSWORD_LENGTH));
            password.satisfies(|text| {
                seen.extend(text.chars());
                true
            });
        }
        assert_eq!(seen.len(), SIGNS.len());
    }
}
