//! What the headings of a file name, whichever system the file is for.

use crate::form::Field;
use crate::list::fold;

/// What is known of the fields of a system's people, to find them in a file.
pub struct ImportFields<F: 'static> {
    /// The fields by which people are told apart, the surest first.
    pub keys: &'static [F],
    /// The one of them by which people are looked for where the file has none.
    pub id: F,
    /// Does a file change the others? The one whose column stands first is then most likely the one
    /// that it goes by.
    pub keys_are_changed: bool,
    /// What people and other programs call the fields, beside their labels and the servers' own
    /// names, [normalised](normalise).
    pub other_names: &'static [(&'static str, F)],
    pub first_name: F,
    pub last_name: F,
}

/// What is compared of a heading: letters and digits, without accents and capitals.
pub fn normalise(heading: &str) -> String {
    fold(heading).chars().filter(|c| c.is_alphanumeric()).collect()
}

impl<F: Field> ImportFields<F> {
    /// The keys in the order in which they are tried, where the columns are these.
    pub fn keys_of(&self, columns: &[Option<F>]) -> Vec<F> {
        let mut keys = self.keys.to_vec();
        if self.keys_are_changed {
            let place = |key: F| columns.iter().position(|column| *column == Some(key));
            keys.sort_by_key(|key| (*key != self.id, place(*key)));
        }
        keys
    }

    /// The field of each heading, where it names one. `labels` gives the names of a field on the
    /// screen.
    pub fn find<L>(&self, headings: &[String], labels: impl Fn(F) -> L) -> Vec<Option<F>>
    where
        L: IntoIterator<Item: AsRef<str>>,
    {
        let by_label: Vec<(String, F)> = F::ALL
            .iter()
            .flat_map(|field| labels(*field).into_iter().map(|label| (normalise(label.as_ref()), *field)))
            .collect();
        let mut taken = Vec::new();
        let mut fields: Vec<Option<F>> = headings
            .iter()
            .map(|heading| {
                let name = normalise(heading);
                let is_named = |(other, _): &&(String, F)| *other == name;
                let is_called = |(other, _): &&(&str, F)| *other == name;
                let field = F::from_wire(heading.trim())
                    .or_else(|| by_label.iter().find(is_named).map(|(_, field)| *field))
                    .or_else(|| self.other_names.iter().find(is_called).map(|(_, field)| *field))
                    .filter(|field| !taken.contains(field))?;
                taken.push(field);
                Some(field)
            })
            .collect();
        // "Nom" alone is the whole name, as in the French lists of users.
        if !taken.contains(&self.first_name) {
            for (field, heading) in fields.iter_mut().zip(headings) {
                if *field == Some(self.last_name) && normalise(heading) == "nom" {
                    *field = None;
                }
            }
        }
        fields
    }
}
