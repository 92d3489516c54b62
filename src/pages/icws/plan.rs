//! What PureConnect says of its plans: what they are made of, and what stands in their rows.

use leptos::prelude::*;

use crate::components::list::Column;
use crate::components::{Link, language, t};
use crate::domain::Language;
use crate::form::FieldValue;
use crate::list::csv::Csv;
use crate::pages::icws::client::problems;
use crate::pages::icws::client::values::{field_value_text, property_value_text};
use crate::pages::icws::copy::FROM;
use crate::pages::icws::navigation::Back;
use crate::pages::plan;
use crate::pages::plan::vendor::{PlanPage, WritePerson, labels};
use crate::plan::Row;
use crate::plan::kept::write_rows;
use crate::route::{Query, Route};
use crate::state::icws::Icws;
use crate::state::icws::plan::{IcwsPlan, Purpose};
use crate::state::plan::RowNote;
use crate::state::system_plan::Everybody;
use crate::state::{Console, System};
use crate::text::overrides::{self as texts, PlanPurpose};
use crate::text::{LocalizedText, icws as icws_texts};
use crate::wire::icws::Property;

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
                let source = source.as_ref()?;
                let purpose = match &source.purpose {
                    Purpose::GiveBack => PlanPurpose::GiveBack,
                    Purpose::GiveBackRedundant => PlanPurpose::GiveBackRedundant,
                    Purpose::Copy(from) => PlanPurpose::Copy(&from.name),
                    Purpose::Undo => PlanPurpose::Undo,
                };
                Some(texts::plan_of(language.get(), purpose, source.people.len()))
            })
        };
        view! { <p>{facts}</p> }.into_any()
    }

    fn form(self) -> AnyView {
        ().into_any()
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

    /// What holds once a value is given back is what the server says, or known after saving.
    fn value_text(
        self,
        language: Language,
        row: &Row<Property>,
        property: Property,
        value: &FieldValue,
    ) -> Option<String> {
        if *value != FieldValue::Inherited {
            return (!value.is_empty()).then(|| field_value_text(language, property, value));
        }
        let key = (row.id()?.to_owned(), property);
        let inherited = IcwsPlan::of(self).everybody.with_untracked(|everybody| match everybody {
            Everybody::Known(inherited) => inherited.get(&key).cloned(),
            _ => None,
        });
        let text = match inherited {
            Some(Some(Some(inherited))) => property_value_text(language, &inherited),
            Some(Some(None)) => icws_texts::nothing(language).to_owned(),
            Some(None) => icws_texts::known_after_saving(language).to_owned(),
            // It was not read for this plan.
            None => return Some(icws_texts::inherited(language).to_owned()),
        };
        Some(texts::inherits(language, &text))
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
}

/// The label of the property at a place of `Property::ALL`, as a word of its own.
fn label_at(language: Language, at: usize) -> &'static str {
    let name = Property::ALL.get(at).map_or("", |property| property.name());
    icws_texts::known_label(language, name).unwrap_or_default()
}

const LABELS: [LocalizedText; Property::ALL.len()] =
    labels! { label_at: 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 };
