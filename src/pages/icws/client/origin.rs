//! Where a value comes from, in lines.

use crate::domain::Language;
use crate::domain::inherited::Source;
use crate::pages::icws::client::values::{displayed_value_text, property_value_text};
use crate::text::icws as texts;
use crate::wire::icws::{EditedClient, Property, PropertyValue, configuration_path};

/// A line on where a value comes from: `Inherited from ` `Workgroup Sales` `: Yes`.
#[derive(Clone, PartialEq, Default)]
pub struct OriginLine {
    pub before: &'static str,
    pub source: String,
    /// What the server calls the source, where it has such an address.
    pub uri: Option<String>,
    pub after: String,
}

impl OriginLine {
    fn of_text(before: &'static str) -> Self {
        Self { before, ..Self::default() }
    }
}

/// A source in words.
pub fn source_text(language: Language, source: &Source<PropertyValue>) -> String {
    texts::source(language, source.layer, source.name.as_deref().or(source.id.as_deref()))
}

/// Where the value comes from, a line each: set here and what would hold
/// without it, or inherited and from whom. `can_give_back` says whether there
/// is a button for it.
pub fn origin_lines(
    language: Language,
    client: EditedClient,
    property: Property,
    can_give_back: bool,
) -> Vec<OriginLine> {
    let Some(now) = client.now.get(property) else { return Vec::new() };
    let own = client.is_own(property);
    if !property.kind().is_inheritable() {
        let is_empty = match client.draft.is_changed(property) {
            true => client.draft.get(property).is_empty(),
            false => client.now.is_set_here(property) != Some(true),
        };
        return vec![OriginLine::of_text(if is_empty {
            texts::not_set(language)
        } else {
            texts::set_here(language)
        })];
    }
    let inherits = own == Some(false);
    let mut lines = Vec::new();
    if !inherits {
        let after = displayed_value_text(language, &client.value_without_own(property));
        lines.push(OriginLine::of_text(if own.is_some() {
            texts::set_here(language)
        } else {
            texts::not_said(language)
        }));
        lines.push(OriginLine {
            after: if can_give_back {
                texts::after_giving_back(language, &after)
            } else {
                texts::gives(language, texts::without_own(language), &after)
            },
            ..OriginLine::default()
        });
    } else if now.sources.is_empty() {
        lines.push(OriginLine::of_text(texts::inherited(language)));
    }
    // What a single source gives is what is shown already.
    let displayed = (inherits && now.sources.len() == 1)
        .then(|| displayed_value_text(language, &client.displayed_value(property)));
    lines.extend(now.sources.iter().map(|source| {
        let values: Vec<String> =
            source.values.iter().map(|value| property_value_text(language, value)).collect();
        let values =
            Some(values.join(", ")).filter(|values| !values.is_empty() && displayed.as_ref() != Some(values));
        OriginLine {
            before: if inherits { texts::inherited_from(language, source.layer) } else { "" },
            source: source_text(language, source),
            uri: source.uri.as_deref().and_then(configuration_path).map(str::to_owned),
            after: values.map(|values| texts::gives(language, "", &values)).unwrap_or_default(),
        }
    }));
    lines
}
