//! What was typed into a form and not saved, as a text that outlives the page.
//!
//! A secret cannot be in it: [`Unsaved::of`] is the only way in, and it has
//! no place for one.

use serde_json::{Map, Value as Json, json};

use super::draft::Draft;
use super::value::{Field, FieldValue, Values};

/// The changed values of one form, without the secrets, and whose they are.
#[derive(Clone, PartialEq)]
pub struct Unsaved<F> {
    /// Who typed it, as they signed in; empty where nobody signs in.
    person: String,
    /// When it was typed, in milliseconds since 1970.
    typed_at: f64,
    values: Vec<(F, FieldValue)>,
}

impl<F: Field> Unsaved<F> {
    /// What would be lost of a form. `None` if nothing would.
    pub fn of(draft: &Draft<F>, person: &str, typed_at: f64) -> Option<Self> {
        let values: Vec<(F, FieldValue)> = draft
            .changed()
            .into_iter()
            .filter(|field| !field.is_secret())
            .map(|field| (field, draft.get(field).clone()))
            .filter(|(_, value)| field_value_to_json(value).is_some())
            .collect();
        (!values.is_empty()).then(|| Self { person: person.to_owned(), typed_at, values })
    }

    pub fn to_text(&self) -> String {
        let values: Map<String, Json> = self
            .values
            .iter()
            .filter_map(|(field, value)| Some((field.wire_name().to_owned(), field_value_to_json(value)?)))
            .collect();
        json!({ "person": self.person, "typedAt": self.typed_at, "values": values }).to_string()
    }

    /// Reads what [`Self::to_text`] wrote for this person. `None` if it is
    /// somebody else's, or nothing that this form has.
    pub fn read(text: &str, person: &str) -> Option<Self> {
        let json: Json = serde_json::from_str(text).ok()?;
        if json.get("person")?.as_str()? != person {
            return None;
        }
        let typed_at = json.get("typedAt")?.as_f64()?;
        let kept = json.get("values")?.as_object()?;
        let value = |field: &F| Some((*field, field_value_from_json(kept.get(field.wire_name())?)?));
        let values: Vec<(F, FieldValue)> =
            F::ALL.iter().filter(|field| !field.is_secret()).filter_map(value).collect();
        (!values.is_empty()).then(|| Self { person: person.to_owned(), typed_at, values })
    }

    /// How long ago it was typed, in whole minutes.
    pub fn age_in_minutes(&self, now: f64) -> u32 {
        // A clock that was put back makes it new, not older than time.
        ((now - self.typed_at).max(0.0) / 60_000.0) as u32
    }

    /// The fields, in the form's order.
    pub fn fields(&self) -> impl Iterator<Item = F> {
        self.values.iter().map(|(field, _)| *field)
    }

    /// Would it change anything in the form?
    pub fn is_news_to(&self, shown: &Values<F>) -> bool {
        self.values.iter().any(|(field, value)| !shown.get(*field).is_same(value))
    }

    /// Puts it back into the form, as if it were typed once more.
    pub fn put_into(&self, draft: &mut Draft<F>) {
        for (field, value) in &self.values {
            draft.set(*field, value.clone());
        }
    }
}

/// A pair of the kind and the value. `None` for what is not kept: a secret, and what nobody can type.
pub fn field_value_to_json(value: &FieldValue) -> Option<Json> {
    Some(match value {
        FieldValue::Secret(_) | FieldValue::Unattributed(_) => return None,
        FieldValue::Absent => json!(["absent"]),
        FieldValue::Inherited => json!(["inherited"]),
        FieldValue::Text(text) => json!(["text", text]),
        FieldValue::Switch(is_on) => json!(["switch", is_on]),
        FieldValue::Choice(key) => json!(["choice", key]),
        FieldValue::Rows(rows) => json!(["rows", rows]),
    })
}

/// Reads what [`field_value_to_json`] wrote.
pub fn field_value_from_json(json: &Json) -> Option<FieldValue> {
    let value = json.get(1);
    Some(match json.get(0)?.as_str()? {
        "absent" => FieldValue::Absent,
        "inherited" => FieldValue::Inherited,
        "text" => FieldValue::Text(value?.as_str()?.to_owned()),
        "switch" => FieldValue::Switch(value?.as_bool()?),
        "choice" => FieldValue::Choice(value?.as_str().map(str::to_owned)),
        "rows" => {
            let row =
                |row: &Json| row.as_array()?.iter().map(|cell| Some(cell.as_str()?.to_owned())).collect();
            FieldValue::Rows(value?.as_array()?.iter().map(row).collect::<Option<_>>()?)
        }
        _ => return None,
    })
}
