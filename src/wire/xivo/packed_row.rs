//! How a row is kept in memory: all of it in one allocation without a pointer inside.
//!
//! First what a list tells besides texts, then the length of each text, then
//! the texts, one behind the other. Numbers are written in groups of seven
//! bits, the lowest first, as long as the highest bit says that more follow:
//! nearly all of them are a single byte.

use std::borrow::Cow;

use super::column::Column;

/// How many texts a row holds: the columns, the id, the tenant and the numbers from outside.
pub(super) const TEXTS: usize = Column::ALL.len() + 3;
pub(super) const ID: usize = Column::ALL.len();
pub(super) const TENANT: usize = Column::ALL.len() + 1;
pub(super) const INCOMING_NUMBERS: usize = Column::ALL.len() + 2;
/// Texts that few rows have: their lengths are not even kept where they are empty.
const RARE: [usize; 2] = [TENANT, INCOMING_NUMBERS];
/// The first bit that says whether a row has a text of [`RARE`], behind the switches.
const FIRST_RARE_BIT: usize = 10;

/// What a list tells of somebody's CTI.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RowCti {
    /// `enableclient` of API 1.0; `None` where the list does not say.
    pub enabled: Option<bool>,
    /// `ctiprofileid` or `cti_profile`: absent kept apart from null.
    pub profile: Option<Option<i64>>,
}

/// What a row tells besides its texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct RowState {
    pub cti: RowCti,
    /// Columns that the server sent; a bit each.
    pub sent: u16,
    /// Values that were of a wrong type, a bit each: the columns, then the rest.
    pub odd: u16,
    pub has_password: Option<bool>,
    pub enabled: Option<bool>,
    /// Is there a voicemail?
    pub has_voicemail: Option<bool>,
}

/// RowState and texts, packed.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct PackedRow(Box<[u8]>);

impl PackedRow {
    pub(super) fn new(state: &RowState, texts: &[Cow<'_, str>; TEXTS]) -> Self {
        let mut head = Vec::with_capacity(32);
        write(u64::from(state.sent), &mut head);
        write(u64::from(state.odd), &mut head);
        let profile = match state.cti.profile {
            None => 0,
            Some(None) => 1,
            Some(Some(_)) => 2,
        };
        let switches = [
            switch(state.cti.enabled),
            switch(state.has_password),
            switch(state.enabled),
            profile,
            switch(state.has_voicemail),
        ];
        let switches = (0..).step_by(2).zip(switches).fold(0, |all, (shift, two)| all | two << shift);
        let is_there = |at: usize| texts.get(at).is_some_and(|text| !text.is_empty());
        let rare = (FIRST_RARE_BIT..).zip(RARE).filter(|(_, at)| is_there(*at));
        write(rare.fold(switches, |all, (bit, _)| all | 1 << bit), &mut head);
        if let Some(Some(profile)) = state.cti.profile {
            // Small numbers stay short whatever their sign.
            write((profile << 1 ^ profile >> 63).cast_unsigned(), &mut head);
        }
        let lengths = texts.iter().enumerate().filter(|(at, _)| !RARE.contains(at) || is_there(*at));
        lengths.for_each(|(_, text)| write(text.len() as u64, &mut head));
        let length = texts.iter().map(|text| text.len()).sum::<usize>();
        let mut packed = Vec::with_capacity(head.len() + length);
        packed.append(&mut head);
        texts.iter().for_each(|text| packed.extend_from_slice(text.as_bytes()));
        Self(packed.into_boxed_slice())
    }

    pub(super) fn state(&self) -> RowState {
        self.open().0
    }

    /// A text by its number; empty where there is none.
    pub(super) fn text(&self, at: usize) -> &str {
        let (_, switches, mut rest) = self.open();
        let is_kept = |at: usize| {
            let rare = (FIRST_RARE_BIT..).zip(RARE).find(|(_, rare)| *rare == at);
            rare.is_none_or(|(bit, _)| switches >> bit & 1 != 0)
        };
        let lengths: [usize; TEXTS] =
            std::array::from_fn(|at| if is_kept(at) { read(&mut rest) as usize } else { 0 });
        let start = lengths.iter().take(at).sum::<usize>();
        let end = start + lengths.get(at).copied().unwrap_or_default();
        rest.get(start..end).and_then(|text| str::from_utf8(text).ok()).unwrap_or_default()
    }

    /// The same with another text in one place.
    pub(super) fn with_text(&self, state: &RowState, at: usize, text: &str) -> Self {
        let mut texts: [Cow<'_, str>; TEXTS] = std::array::from_fn(|at| Cow::Borrowed(self.text(at)));
        if let Some(place) = texts.get_mut(at) {
            *place = Cow::Borrowed(text);
        }
        Self::new(state, &texts)
    }

    /// Bytes held, with the pointer to them.
    pub(super) fn bytes(&self) -> usize {
        size_of::<Self>() + self.0.len()
    }

    /// The state, the switches as they are kept, and what stands behind them.
    fn open(&self) -> (RowState, u64, &[u8]) {
        let mut rest: &[u8] = &self.0;
        let (sent, odd) = (read(&mut rest) as u16, read(&mut rest) as u16);
        let switches = read(&mut rest);
        let profile = match switches >> 6 & 3 {
            0 => None,
            1 => Some(None),
            _ => {
                let number = read(&mut rest);
                Some(Some((number >> 1).cast_signed() ^ -(number & 1).cast_signed()))
            }
        };
        let cti = RowCti { enabled: switched(switches), profile };
        let state = RowState {
            cti,
            sent,
            odd,
            has_password: switched(switches >> 2),
            enabled: switched(switches >> 4),
            has_voicemail: switched(switches >> 8),
        };
        (state, switches, rest)
    }
}

/// Two bits for a switch that may be unknown.
fn switch(on: Option<bool>) -> u64 {
    match on {
        None => 0,
        Some(false) => 1,
        Some(true) => 2,
    }
}

fn switched(bits: u64) -> Option<bool> {
    match bits & 3 {
        0 => None,
        other => Some(other == 2),
    }
}

fn write(mut number: u64, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn read(bytes: &mut &[u8]) -> u64 {
    let (mut number, mut shift) = (0, 0);
    while let Some(byte) = bytes.split_off_first() {
        number |= u64::from(byte & 0x7F).checked_shl(shift).unwrap_or_default();
        shift += 7;
        if byte & 0x80 == 0 {
            break;
        }
    }
    number
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn any_state() -> impl Strategy<Value = RowState> {
        let cti = (any::<Option<bool>>(), any::<Option<Option<i64>>>())
            .prop_map(|(enabled, profile)| RowCti { enabled, profile });
        (cti, any::<u16>(), any::<u16>(), any::<[Option<bool>; 3]>()).prop_map(
            |(cti, sent, odd, [has_password, enabled, has_voicemail])| RowState {
                cti,
                sent,
                odd,
                has_password,
                enabled,
                has_voicemail,
            },
        )
    }

    proptest! {
        #[test]
        fn what_is_read_is_what_was_packed(
            state in any_state(),
            texts in prop::array::uniform12(prop_oneof![Just(String::new()), ".{0,8}", ".{100,300}"]),
        ) {
            let given: [Cow<'_, str>; TEXTS] = std::array::from_fn(|at| Cow::Borrowed(texts[at].as_str()));
            let packed = PackedRow::new(&state, &given);
            prop_assert_eq!(packed.state(), state);
            for (at, text) in texts.iter().enumerate() {
                prop_assert_eq!(packed.text(at), text);
            }
            prop_assert_eq!(packed.text(TEXTS), "");
            let other = packed.with_text(&state, 4, "1001");
            prop_assert_eq!((other.text(3), other.text(4), other.text(5)), (packed.text(3), "1001", packed.text(5)));
        }
    }

    #[test]
    fn a_usual_row_costs_little_beside_its_text() {
        let mut texts: [Cow<'_, str>; TEXTS] = std::array::from_fn(|_| Cow::Borrowed("0123456789"));
        texts[TENANT] = Cow::Borrowed("");
        texts[INCOMING_NUMBERS] = Cow::Borrowed("");
        let state = RowState { sent: 0x1FF, has_password: Some(true), ..RowState::default() };
        assert!(PackedRow::new(&state, &texts).0.len() < 100 + 16);
    }
}
