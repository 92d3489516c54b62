//! What the parts of the client configuration share: the draft, and what the
//! server said about it.

use leptos::task::spawn_local;

use leptos::prelude::*;

use crate::components::refused::Complaint;
use crate::domain::inherited::Source;
use crate::domain::{Language, Problem, Refusal, Trouble};
use crate::state::icws::Icws;
use crate::text::{common, icws as words};
use crate::wire::icws::changes::ChangeResult;
use crate::wire::icws::draft::DisplayedValue;
use crate::wire::icws::property_path::find_index_base;
use crate::wire::icws::rights::Access;
use crate::wire::icws::{
    ClientConfiguration, ClientDraft, FollowMeEntry, FollowMeField, Property, PropertyChange, PropertyPath,
    PropertyValue, UserId, configuration_path,
};

/// An entry of the follow-me list, and a part of it.
pub type Entry = (usize, Option<FollowMeField>);

/// Why something was not saved, and what the server holds instead.
#[derive(Clone, Default)]
pub struct Complaints {
    pub problems: Vec<Problem>,
    pub refusal: Option<Refusal>,
    /// Something was saved in spite of the refusal.
    pub in_part: bool,
    /// Nobody knows whether anything was saved.
    pub in_doubt: bool,
    /// The follow-me list that was refused, for finding its entries.
    pub sent: Vec<FollowMeEntry>,
    /// What came out otherwise than asked.
    pub held: Vec<(Property, ChangeResult)>,
    /// Changed by somebody else meanwhile.
    pub conflicts: Vec<Property>,
}

impl Complaints {
    pub fn is_empty(&self) -> bool {
        self.problems.is_empty() && self.refusal.is_none() && self.conflicts.is_empty()
    }

    fn place(&self, problem: &Problem) -> Option<(Property, Option<Entry>)> {
        let place = PropertyPath::read(problem.field.as_deref()?)?;
        let first = find_index_base(&self.problems, &self.sent);
        Some((place.property, place.find_entry(problem.value.as_deref(), &self.sent, first)))
    }

    /// The problems of a property as a whole, or of one entry of its list.
    pub fn sentences(&self, language: Language, property: Property, entry: Option<Entry>) -> String {
        let here = self.problems.iter().filter(|problem| self.place(problem) == Some((property, entry)));
        let sentences: Vec<String> = here.map(|problem| whole_sentence(language, problem)).collect();
        sentences.join(" ")
    }

    pub fn is_at(&self, property: Property) -> bool {
        let mut places = self.problems.iter().filter_map(|problem| self.place(problem));
        places.any(|(other, _)| other == property)
    }

    /// Something else is typed: what was said of the property is of yesterday.
    fn forget(&mut self, property: Property) {
        let problems = std::mem::take(&mut self.problems);
        let had = !problems.is_empty();
        self.problems = problems
            .into_iter()
            .filter(|problem| self.place(problem).is_none_or(|(other, _)| other != property))
            .collect();
        self.held.retain(|(other, _)| *other != property);
        self.conflicts.retain(|other| *other != property);
        // The refusal goes with the last problem that it was about.
        if had && self.problems.is_empty() {
            self.refusal = None;
        }
    }

    /// The lines above the form.
    pub fn lines(&self, language: Language) -> Vec<Complaint> {
        let mut lines: Vec<Complaint> =
            self.problems.iter().map(|problem| self.line(language, problem)).collect();
        let licences = self.problems.iter().any(|problem| matches!(problem.trouble, Trouble::Licence(_)));
        if let Some(refusal) = self.refusal.as_ref().filter(|_| lines.is_empty() || licences) {
            lines.insert(0, Complaint { sentence: words::not_saved(language, refusal), control: None });
        }
        if !self.conflicts.is_empty() {
            let sentence = words::changed_meanwhile_next(language).to_owned();
            lines.push(Complaint { sentence, control: None });
        }
        let conflicts = self.conflicts.iter().map(|property| Complaint {
            sentence: words::gives(
                language,
                &words::label(language, property.name()),
                words::changed_elsewhere(language),
            ),
            control: Some(control_id(*property)),
        });
        lines.extend(conflicts);
        lines
    }

    fn line(&self, language: Language, problem: &Problem) -> Complaint {
        let sentence = whole_sentence(language, problem);
        match (self.place(problem), problem.field.as_deref()) {
            (Some((property, entry)), _) => {
                let mut what = words::label(language, property.name()).into_owned();
                if let Some((at, part)) = entry {
                    what.push_str(", ");
                    what.push_str(&words::follow_me_entry(language, at + 1));
                    if let Some(part) = part {
                        what.push_str(", ");
                        what.push_str(part_label(language, part));
                    }
                }
                let control = match entry {
                    Some(entry) => entry_id(entry),
                    None => control_id(property),
                };
                Complaint { sentence: words::gives(language, &what, &sentence), control: Some(control) }
            }
            (None, Some(field)) => {
                let what = words::visible(field);
                Complaint { sentence: words::gives(language, &what, &sentence), control: None }
            }
            (None, None) => Complaint { sentence, control: None },
        }
    }

    pub fn heading(&self, language: Language) -> &'static str {
        match (&self.refusal, self.in_part) {
            _ if self.in_doubt => words::perhaps_saved(language),
            _ if self.problems.is_empty() && self.refusal.is_none() => words::changed_meanwhile(language),
            (Some(_), true) => words::saved_in_part(language),
            (Some(_), false) => common::not_saved(language),
            (None, _) => common::problems_heading(language),
        }
    }
}

/// The sentence, the value that was refused, and the server's words where
/// the sentence says too little.
fn whole_sentence(language: Language, problem: &Problem) -> String {
    let mut out = words::problem(language, problem);
    let is_licence = matches!(problem.trouble, Trouble::Licence(_));
    if let Some(value) = problem.value.as_deref().filter(|_| !is_licence) {
        out.push(' ');
        // As the control shows it, where it is a value of the property's kind.
        let path = problem.field.as_deref().and_then(PropertyPath::read);
        let shown = match path.and_then(|path| path.read_value(value)) {
            Some(value) => value_text(language, &value),
            None if value.is_empty() => words::empty_text(language).to_owned(),
            None => value.to_owned(),
        };
        out.push_str(&words::refused_value(language, &shown));
    }
    if let Some(said) = &problem.server_message {
        out.push_str(" (");
        out.push_str(&words::visible(said));
        out.push(')');
    }
    out
}

/// One person's configuration while it is edited.
#[derive(Clone, Copy)]
pub struct Editing {
    pub icws: Icws,
    pub id: StoredValue<UserId>,
    pub access: Access,
    pub draft: RwSignal<ClientDraft>,
    pub complaints: RwSignal<Complaints>,
    /// Counts what was read of the person: what an earlier asking for sources
    /// still brings is no answer to a later one.
    pub reading: StoredValue<u32>,
}

impl Editing {
    /// Puts what was read anew under the changes. Its sources are known when
    /// they are told anew. Returns what somebody else changed meanwhile, and
    /// `None` if the page was left.
    pub fn put_under(&self, fresh: ClientConfiguration) -> Option<Vec<Property>> {
        self.reading.try_update_value(|reading| *reading += 1);
        self.draft
            .try_update(|draft| draft.rebase(fresh).into_iter().map(|conflict| conflict.property).collect())
    }

    /// Some servers tell where a value comes from only one property at a
    /// time: asks for what is not told yet.
    pub fn read_sources(self) {
        let lacking = self.draft.try_with_untracked(|draft| draft.base().properties_without_sources());
        // The page may have been left while its person was read.
        let (Some(lacking), Some(id)) = (lacking, self.id.try_get_value()) else { return };
        if lacking.is_empty() {
            return;
        }
        self.reading.update_value(|reading| *reading += 1);
        let reading = self.reading.get_value();
        spawn_local(async move {
            let found = |answer: ClientConfiguration| {
                let is_newest = self.reading.try_get_value() == Some(reading);
                is_newest && self.draft.try_update(|draft| draft.base_mut().add_sources(&answer)).is_some()
            };
            self.icws.read_sources(&id, lacking, found).await;
        });
    }

    pub fn is_read_only(&self) -> bool {
        matches!(self.access, Access::ReadOnly(_))
    }

    pub fn set(&self, property: Property, value: PropertyValue) {
        self.draft.update(|draft| {
            draft.set(property, value);
        });
        self.forget(property);
    }

    pub fn give_back(&self, property: Property) {
        self.draft.update(|draft| {
            draft.use_inherited(property);
        });
        self.forget(property);
    }

    pub fn revert(&self, property: Property) {
        self.draft.update(|draft| draft.revert(property));
        self.forget(property);
    }

    fn forget(&self, property: Property) {
        let said = self.complaints.with_untracked(|complaints| {
            complaints.is_at(property)
                || complaints.held.iter().any(|(other, _)| *other == property)
                || complaints.conflicts.contains(&property)
        });
        if said {
            self.complaints.update(|complaints| complaints.forget(property));
        }
    }

    pub fn revert_all(&self) {
        self.draft.update(ClientDraft::revert_all);
        self.complaints.set(Complaints::default());
    }
}

/// The id of a property's control.
pub fn control_id(property: Property) -> String {
    ["client-", property.name()].concat()
}

/// What a part of an entry of the follow-me list is called.
pub fn part_label(language: Language, part: FollowMeField) -> &'static str {
    match part {
        FollowMeField::PhoneNumber => words::follow_me_number(language),
        FollowMeField::Timeout => words::follow_me_timeout(language),
        FollowMeField::UsePin => words::follow_me_pin(language),
    }
}

/// The id of a control within the follow-me list.
pub fn entry_id((at, part): Entry) -> String {
    let part = part.unwrap_or(FollowMeField::PhoneNumber).name();
    ["client-followMe-", &at.to_string(), "-", part].concat()
}

/// A value in words.
pub fn value_text(language: Language, value: &PropertyValue) -> String {
    match value {
        PropertyValue::Boolean(true) => words::yes(language).to_owned(),
        PropertyValue::Boolean(false) => words::no(language).to_owned(),
        PropertyValue::Text(text) if text.is_empty() => words::empty_text(language).to_owned(),
        PropertyValue::Text(text) => words::visible(text).into_owned(),
        PropertyValue::Integer(number) => number.to_string(),
        PropertyValue::SearchOption(option) => words::search_option(language, option.number())
            .map_or_else(|| words::unknown_number(language, option.number()), str::to_owned),
        PropertyValue::FollowMe(entries) if entries.is_empty() => words::no_numbers(language).to_owned(),
        PropertyValue::FollowMe(entries) => {
            let text = |entry: &FollowMeEntry| {
                words::follow_me_number_text(language, &entry.phone_number, entry.timeout, entry.use_pin)
            };
            entries.iter().map(text).collect::<Vec<_>>().join(", ")
        }
    }
}

/// What is shown of a property, in words.
pub fn shown_text(language: Language, shown: &DisplayedValue) -> String {
    match shown {
        DisplayedValue::Value(value) => value_text(language, value),
        DisplayedValue::NoValue => words::nothing(language).to_owned(),
        DisplayedValue::KnownAfterSaving => words::known_after_saving(language).to_owned(),
        DisplayedValue::NotReported => words::value_not_sent(language).to_owned(),
    }
}

/// A line on where a value comes from: `Inherited from ` `Workgroup Sales` `: Yes`.
#[derive(Clone, PartialEq, Default)]
pub struct Line {
    before: &'static str,
    source: String,
    /// What the server calls the source, where it has such an address.
    pub uri: Option<String>,
    after: String,
}

impl Line {
    fn word(before: &'static str) -> Self {
        Self { before, ..Self::default() }
    }

    /// What stands before the source, the source, and what stands after it.
    pub fn parts(&self) -> [&str; 3] {
        [self.before, &self.source, &self.after]
    }
}

/// A source in words.
pub fn source_text(language: Language, source: &Source<PropertyValue>) -> String {
    words::source(language, source.layer, source.name.as_deref().or(source.id.as_deref()))
}

/// Where the value comes from, a line each: set here and what would hold
/// without it, or inherited and from whom. `can_give_back` says whether there
/// is a button for it.
pub fn origin(language: Language, draft: &ClientDraft, property: Property, can_give_back: bool) -> Vec<Line> {
    let Some(now) = draft.base().get(property) else { return Vec::new() };
    if !property.kind().is_inheritable() {
        let has_some = match draft.edit(property) {
            Some(PropertyChange::Set(PropertyValue::FollowMe(entries))) => Some(!entries.is_empty()),
            Some(PropertyChange::Set(_)) => Some(true),
            _ => draft.base().is_set_here(property),
        };
        let word = if has_some == Some(true) { words::set_here } else { words::not_set };
        return vec![Line::word(word(language))];
    }
    let own = draft.is_own(property);
    let inherits = own == Some(false);
    let mut lines = Vec::new();
    if !inherits {
        let after = shown_text(language, &draft.value_without_own(property));
        lines.push(Line::word(if own.is_some() {
            words::set_here(language)
        } else {
            words::not_said(language)
        }));
        lines.push(Line {
            after: if can_give_back {
                words::after_giving_back(language, &after)
            } else {
                words::gives(language, words::without_own(language), &after)
            },
            ..Line::default()
        });
    } else if now.sources.is_empty() {
        lines.push(Line::word(words::inherited(language)));
    }
    // What a single source gives is what is shown already.
    let shown =
        (inherits && now.sources.len() == 1).then(|| shown_text(language, &draft.displayed_value(property)));
    lines.extend(now.sources.iter().map(|source| {
        let values: Vec<String> = source.values.iter().map(|value| value_text(language, value)).collect();
        let values =
            Some(values.join(", ")).filter(|values| !values.is_empty() && shown.as_ref() != Some(values));
        Line {
            before: if inherits { words::inherited_from(language, source.layer) } else { "" },
            source: source_text(language, source),
            uri: source.uri.as_deref().and_then(configuration_path).map(str::to_owned),
            after: values.map(|values| words::gives(language, "", &values)).unwrap_or_default(),
        }
    }));
    lines
}
