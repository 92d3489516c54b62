//! Fields and their values.

use std::marker::PhantomData;

use crate::domain::Secret;

/// The fields of one form: usually an enum without data.
pub trait Field: Copy + Eq + Send + Sync + 'static {
    /// Every field, in the order in which the form shows them.
    const ALL: &'static [Self];

    /// The name that the documents and refusals use (`firstname`, `newPassword`).
    fn wire_name(self) -> &'static str;

    /// Is the value a password, a PIN or a token? It is then held as a
    /// [`Secret`], whoever sets it, and never repeated in a problem.
    fn is_secret(self) -> bool {
        false
    }

    /// Does the server take "no value" for it, once it has one?
    fn is_clearable(self) -> bool {
        true
    }

    /// Are spaces around the text part of it? Elsewhere they are cut off
    /// when the form is checked. Secrets are never cut.
    fn keeps_spaces(self) -> bool {
        false
    }

    /// Does the object have this value? What only proves who asks, such as an
    /// old password, or is typed twice, is a part of the form alone.
    fn is_stored(self) -> bool {
        true
    }

    /// The field that a refusal means. To be overridden where servers of
    /// different age use different names for it.
    fn from_wire(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.wire_name() == name)
    }
}

/// Where a field stands in `ALL`; fields are few, so a walk is quick.
pub(super) fn index<F: Field>(field: F) -> Option<usize> {
    F::ALL.iter().position(|other| *other == field)
}

/// The value of a field. It has no Debug, for it may be a secret.
#[derive(Clone, Default, PartialEq)]
pub enum FieldValue {
    /// Not there: the server did not send it, and nothing was typed.
    #[default]
    Absent,
    /// No own value: what is inherited holds. Not the same as an empty text.
    Inherited,
    /// Some value holds, and the server does not say whether it is the
    /// object's own or inherited. The text only tells one from another. It is
    /// never typed.
    Unattributed(String),
    /// A text or a number as typed.
    Text(String),
    Secret(Secret),
    Switch(bool),
    /// One of a list of keys, or none of them.
    Choice(Option<String>),
    /// A list whose rows are edited as a whole; what each cell means, the field knows.
    Rows(Vec<Vec<String>>),
}

pub(super) static ABSENT: FieldValue = FieldValue::Absent;

impl FieldValue {
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub fn choice(key: impl Into<String>) -> Self {
        Self::Choice(Some(key.into()))
    }

    /// A text or the absence of one, as decoded.
    pub fn text_or_absent(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::Absent, |text| Self::Text(text.into()))
    }

    /// Is there nothing in it? An inherited value is something, and so is one
    /// that may be inherited, and a switch that is off.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Absent | Self::Choice(None) => true,
            Self::Text(text) | Self::Choice(Some(text)) => text.is_empty(),
            Self::Secret(secret) => secret.is_empty(),
            Self::Rows(rows) => rows.is_empty(),
            Self::Inherited | Self::Unattributed(_) | Self::Switch(_) => false,
        }
    }

    /// Does it mean the same for the server? All empty values do: a field
    /// that was typed into and emptied again has not changed.
    pub fn is_same(&self, other: &Self) -> bool {
        (self.is_empty() && other.is_empty()) || self == other
    }

    /// The text of a text or a choice, empty for anything else.
    pub fn as_text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Choice(Some(text)) => text,
            _ => "",
        }
    }

    pub fn as_secret(&self) -> Option<&Secret> {
        match self {
            Self::Secret(secret) => Some(secret),
            _ => None,
        }
    }

    /// Is it the object's own? `None` where the server does not say, or has no such value.
    pub fn is_own(&self) -> Option<bool> {
        match self {
            Self::Absent | Self::Unattributed(_) => None,
            Self::Inherited => Some(false),
            _ => Some(true),
        }
    }

    /// On or off; `None` if it is not a switch or not known.
    pub fn as_switch(&self) -> Option<bool> {
        match self {
            Self::Switch(on) => Some(*on),
            _ => None,
        }
    }

    /// The key that is chosen, if one is.
    pub fn as_choice(&self) -> Option<&str> {
        match self {
            Self::Choice(key) => key.as_deref(),
            _ => None,
        }
    }

    pub fn as_rows(&self) -> &[Vec<String>] {
        match self {
            Self::Rows(rows) => rows,
            _ => &[],
        }
    }

    pub(super) fn trimmed(&self) -> Self {
        match self {
            Self::Text(text) => Self::Text(text.trim().to_owned()),
            other => other.clone(),
        }
    }

    pub(super) fn hidden_if(self, secret: bool) -> Self {
        match self {
            Self::Text(text) if secret => Self::Secret(Secret::new(text)),
            other => other,
        }
    }
}

/// A value for every field of a form; those that nobody set are absent.
#[derive(Clone, PartialEq)]
pub struct Values<F> {
    all: Vec<FieldValue>,
    fields: PhantomData<F>,
}

impl<F: Field> Default for Values<F> {
    fn default() -> Self {
        Self { all: vec![FieldValue::Absent; F::ALL.len()], fields: PhantomData }
    }
}

impl<F: Field> Values<F> {
    /// All absent.
    pub fn new() -> Self {
        Self::default()
    }

    /// For writing out a resource: `Values::new().with(FirstName, FieldValue::text("Ada"))`.
    pub fn with(mut self, field: F, value: FieldValue) -> Self {
        self.set(field, value);
        self
    }

    pub fn set(&mut self, field: F, value: FieldValue) {
        if let Some(slot) = index(field).and_then(|at| self.all.get_mut(at)) {
            *slot = value.hidden_if(field.is_secret());
        }
    }

    pub fn get(&self, field: F) -> &FieldValue {
        index(field).and_then(|at| self.all.get(at)).unwrap_or(&ABSENT)
    }

    /// All fields with their values, in the form's order.
    pub fn iter(&self) -> impl Iterator<Item = (F, &FieldValue)> {
        F::ALL.iter().copied().zip(&self.all)
    }

    /// The fields whose values differ, in the form's order.
    pub(super) fn differing(&self, other: &Self) -> Vec<F> {
        self.iter()
            .zip(&other.all)
            .filter(|((_, mine), theirs)| !mine.is_same(theirs))
            .map(|((field, _), _)| field)
            .collect()
    }

    /// As they would be sent: where the text of a field differs from that of
    /// `base`, the spaces around it are cut off, if they mean nothing there.
    /// A text that nobody touched stays as it is.
    pub(super) fn trimmed(&self, base: &Self) -> Self {
        let cut = |((field, value), base): ((F, &FieldValue), &FieldValue)| {
            if field.keeps_spaces() || value == base { value.clone() } else { value.trimmed() }
        };
        Self { all: self.iter().zip(&base.all).map(cut).collect(), fields: PhantomData }
    }
}

impl<F: Field> FromIterator<(F, FieldValue)> for Values<F> {
    fn from_iter<I: IntoIterator<Item = (F, FieldValue)>>(pairs: I) -> Self {
        let mut values = Self::new();
        for (field, value) in pairs {
            values.set(field, value);
        }
        values
    }
}
