//! What PureConnect says of its plans: what they are made of, and what stands in their rows.

use leptos::prelude::*;

use crate::components::list::Column;
use crate::components::{Link, language, t};
use crate::domain::inherited::{Layer, Source};
use crate::domain::{Inherited, Language, Problem};
use crate::form::FieldValue;
use crate::list::csv::Csv;
use crate::pages::icws::client::origin::source_text;
use crate::pages::icws::client::problems;
use crate::pages::icws::client::values::{field_value_text, property_value_text};
use crate::pages::icws::copy::FROM;
use crate::pages::icws::navigation::Back;
use crate::pages::plan;
use crate::pages::plan::field_change::{ChangeableField, ChosenChange, FieldChange, ValueEntry};
use crate::pages::plan::vendor::{PlanPage, WritePerson, labels};
use crate::plan::Row;
use crate::plan::kept::write_rows;
use crate::plan::selection::ValueChange;
use crate::route::{Query, Route};
use crate::state::icws::Icws;
use crate::state::icws::plan::{ClientChanges, IcwsPlan, Purpose};
use crate::state::plan::RowNote;
use crate::state::system_plan::Everybody;
use crate::state::{Console, System};
use crate::text::overrides::{self as texts, PlanPurpose};
use crate::text::plan::{self as plan_texts, SelectionKind};
use crate::text::{LocalizedText, common, icws as icws_texts, import as import_texts, visible};
use crate::wire::icws::values_file::ValuesFile;
use crate::wire::icws::{Property, PropertyKind, PropertyValue, SearchOption};

/// The plan of a system as `view` shows it, or that there is none.
pub fn page(system: System, view: ViewFn) -> AnyView {
    plan::page(Icws::of(system), view)
}

/// What shows the plan of a system.
pub fn view(system: System) -> AnyView {
    let server = Icws::of(system);
    plan::view(server, (move || plan::run(server)).into())
}

impl PlanPage for Icws {
    const REOPEN: Option<fn(Self, &str)> = Some(Icws::reopen_inverse);

    fn back(self) -> AnyView {
        view! { <Back icws=self /> }.into_any()
    }

    fn no_plan(self) -> AnyView {
        let system = self.system.id();
        view! {
            <p>{t(texts::no_plan)}</p>
            <p>
                <Link to=Route::Overrides { system }>{t(texts::title)}</Link>
            </p>
        }
        .into_any()
    }

    fn facts(self) -> AnyView {
        let language = language();
        let plan = IcwsPlan::of(self);
        let facts = move || {
            plan.source.with(|source| {
                let changes = source.as_ref()?;
                let ClientChanges { purpose, people } = changes;
                let purpose = match purpose {
                    Purpose::GiveBack => PlanPurpose::GiveBack,
                    Purpose::GiveBackRedundant => PlanPurpose::GiveBackRedundant,
                    Purpose::Copy(from) => PlanPurpose::Copy(&from.name),
                    Purpose::Change { .. } => {
                        let kind = SelectionKind::Change;
                        return Some(plan_texts::selection(language.get(), kind, people.len()));
                    }
                    Purpose::File(name) => PlanPurpose::File(name),
                    Purpose::Undo => PlanPurpose::Undo,
                };
                Some(texts::plan_of(language.get(), purpose, changes.count()))
            })
        };
        view! { <p>{facts}</p> }.into_any()
    }

    fn form(self) -> AnyView {
        match untrack(|| IcwsPlan::of(self).common_change()) {
            Some((property, change)) => {
                view! { <CommonChange icws=self property=property change=change /> }.into_any()
            }
            None => ().into_any(),
        }
    }

    fn is_incomplete(self) -> bool {
        IcwsPlan::of(self).is_incomplete()
    }

    fn close_label(self) -> LocalizedText {
        let is_of_file = |source: &ClientChanges| matches!(source.purpose, Purpose::File(_));
        let plan = IcwsPlan::of(self);
        match plan.source.with_untracked(|source| source.as_ref().is_some_and(is_of_file)) {
            true => import_texts::other_file,
            false => common::close,
        }
    }

    fn close(self) {
        let plan = IcwsPlan::of(self);
        let purpose = plan.source.with_untracked(|source| Some(source.as_ref()?.purpose.clone()));
        plan.close();
        let navigation = Console::get().navigation;
        let system = self.system.id();
        match purpose {
            Some(Purpose::GiveBack | Purpose::GiveBackRedundant) => {
                navigation.replace(&Route::Overrides { system });
            }
            Some(Purpose::Copy(from)) => {
                let query = Query::default().with(FROM, &from.id);
                navigation.go_to(&Route::CopyClient { system }.url(&query));
            }
            Some(Purpose::File(_)) => navigation.go(&Route::ImportUsers { system }),
            _ => navigation.replace_with_list(Route::Users { system }),
        }
    }

    fn route_of(self, user: String) -> Route {
        Route::UserClient { system: self.system.id(), user }
    }

    fn unnamed(language: Language) -> &'static str {
        icws_texts::user_id(language)
    }

    fn id_label(language: Language) -> &'static str {
        icws_texts::user_id(language)
    }

    fn column(property: Property) -> Option<Column> {
        Some(Column { key: property.name(), label: *LABELS.get(property as usize)?, is_number: false })
    }

    /// What is inherited is said to be, with where it comes from; what holds once a value is given back
    /// is what the server says, or known after saving.
    fn value_text(
        self,
        language: Language,
        row: &Row<Property>,
        property: Property,
        value: &FieldValue,
    ) -> Option<String> {
        // What is no value of the property is shown as it was typed.
        match value {
            FieldValue::Text(typed) if property.kind() != PropertyKind::Text => return Some(typed.clone()),
            _ => {}
        }
        if *value != FieldValue::Inherited {
            return (!value.is_empty()).then(|| field_value_text(language, property, value));
        }
        let text = IcwsPlan::of(self).everybody.with_untracked(|everybody| match everybody {
            Everybody::Known(known) => Some(inherited_text(language, known.get(row.id()?)?.get(property)?)),
            _ => None,
        });
        // It may not have been read for this plan.
        Some(text.unwrap_or_else(|| icws_texts::inherited(language).to_owned()))
    }

    /// As at the field of a person.
    fn problem_text(language: Language, problem: &Problem) -> String {
        problems::sentence(language, problem)
    }

    fn note_text(language: Language, _name: &str, note: &RowNote) -> Option<String> {
        match note {
            RowNote::Licence(problem) => Some(problems::licence_note(language, problem)),
            RowNote::Attachments(_) | RowNote::LeftOver(_) | RowNote::Deletion { .. } => None,
        }
    }

    fn person_headings(language: Language, _fields: &[Property]) -> Vec<String> {
        vec![icws_texts::extension(language).to_owned()]
    }

    fn with_person_cells(self, _fields: &[Property], write: &mut dyn FnMut(WritePerson)) {
        self.people.with(|rows| {
            write(&|id: &str, csv: &mut Csv| {
                let row = rows.list().row_of(id).and_then(|at| rows.row(at));
                csv.cell(row.and_then(|row| row.extension.as_deref()).unwrap_or_default());
            });
        });
    }

    fn write_inverse(rows: &[Row<Property>]) -> String {
        write_rows(rows)
    }

    fn has_undo_file(self) -> bool {
        true
    }

    fn write_undo_file(self, rows: &[Row<Property>]) -> String {
        let mut file = ValuesFile::default();
        for row in rows {
            for cell in &row.cells {
                file.add(row.id().unwrap_or_default(), &row.name, cell.field, &cell.after);
            }
        }
        file.into_text()
    }
}

/// What somebody inherits, and from where, as far as the server says.
fn inherited_text(language: Language, value: &Inherited<PropertyValue>) -> String {
    // Without an own value, what holds is what is inherited.
    let in_effect = value.effective.as_ref().filter(|_| value.is_own() == Some(false));
    let Some(inherited) = value.after_giving_back().or_else(|| in_effect.map(Option::as_ref)) else {
        return texts::inherits(language, icws_texts::known_after_saving(language), "");
    };
    let text = match inherited {
        Some(inherited) => property_value_text(language, inherited),
        None => icws_texts::nothing(language).to_owned(),
    };
    // Those that would give something else are overruled.
    let gives_it = |source: &&Source<PropertyValue>| {
        source.values.is_empty() || source.values.iter().any(|value| Some(value) == inherited)
    };
    // A cell is narrow: what kind of source it is stands on the page of the person.
    let named = |source: &Source<PropertyValue>| match &source.name {
        Some(name) if source.layer != Layer::DefaultUser => visible(name).into_owned(),
        _ => source_text(language, source),
    };
    let sources = value.sources.iter().filter(gives_it).map(named);
    texts::inherits(language, &text, &sources.collect::<Vec<_>>().join(", "))
}

/// Which property is changed for all, and how.
#[component]
fn CommonChange(icws: Icws, property: Option<Property>, change: ValueChange) -> impl IntoView {
    let language = language();
    let configuration = icws.open_untracked().and_then(|open| open.features.configuration());
    let fields = Signal::derive(move || {
        let language = language.get();
        let known = Property::known_to(configuration);
        known.into_iter().map(|property| changeable(language, property)).collect::<Vec<_>>()
    });
    let on_change = Callback::new(move |ChosenChange { field, change, is_typing }| {
        let plan = IcwsPlan::of(icws);
        plan.set_common_change(field.and_then(|name| Property::from_name(&name)), change);
        match is_typing {
            true => plan.make_soon(),
            false => plan.make(),
        }
    });
    let description = move || {
        let (property, _) = IcwsPlan::of(icws).common_change()?;
        icws_texts::description(language.get(), property?.name())
    };
    let field = property.map(|property| property.name().to_owned());
    view! {
        <div class="narrow-field">
            <FieldChange fields=fields field=field change=change on_change=on_change />
            <p class="hint">{description}</p>
        </div>
    }
    .into_any()
}

/// How a property is changed for many: as its own form does, but that a list of numbers can only be
/// emptied.
fn changeable(language: Language, property: Property) -> ChangeableField {
    let choice = |value: &str, word: &str| (value.to_owned(), word.to_owned());
    let entry = match property.kind() {
        PropertyKind::Boolean => ValueEntry::Choice(vec![
            choice("true", icws_texts::yes(language)),
            choice("false", icws_texts::no(language)),
        ]),
        PropertyKind::Text | PropertyKind::Integer => ValueEntry::WholeText,
        PropertyKind::SearchOption => {
            let option = |option: SearchOption| {
                let number = option.number();
                let name = icws_texts::search_option(language, number).unwrap_or_default();
                choice(&number.to_string(), name)
            };
            ValueEntry::Choice(SearchOption::ALL.into_iter().map(option).collect())
        }
        PropertyKind::FollowMe => ValueEntry::Nothing,
    };
    let clear = match property.kind() {
        PropertyKind::SearchOption => None,
        PropertyKind::FollowMe => Some(plan_texts::way_clear(language)),
        _ => Some(icws_texts::use_inherited_value(language)),
    };
    let label = icws_texts::label(language, property.name()).into_owned();
    ChangeableField { name: property.name(), label, entry, clear: clear.map(str::to_owned) }
}

/// The label of the property at a place of `Property::ALL`, as a word of its own.
fn label_at(language: Language, at: usize) -> &'static str {
    let name = Property::ALL.get(at).map_or("", |property| property.name());
    icws_texts::known_label(language, name).unwrap_or_default()
}

const LABELS: [LocalizedText; Property::ALL.len()] =
    labels! { label_at: 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 };
