//! What XiVO says of its plans: how they are made, and what stands in their rows.

pub mod maker;
pub mod save;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::list::Column;
use crate::components::{Link, t};
use crate::domain::Language;
use crate::form::FieldValue;
use crate::pages::plan;
use crate::pages::plan::import::facts::{FileFacts, people_missing};
use crate::pages::plan::import::mapping::Mapping;
use crate::pages::plan::import::mend;
use crate::pages::plan::import::not_done::SaveNotDone;
use crate::pages::plan::import::vendor::ImportPage;
use crate::pages::plan::vendor::{HandingOver, PlanPage, WritePerson, labels};
use crate::pages::xivo::cti::state_text::profile_name;
use crate::pages::xivo::plan::maker::{SelectionFacts, SelectionForm};
use crate::pages::xivo::user::delete::{attached_text, join_names};
use crate::pages::xivo::user::navigation::Back;
use crate::plan::import::CellRules;
use crate::plan::{Action, Row};
use crate::route::Route;
use crate::state::plan::{Item, RowNote, Tally};
use crate::state::xivo::Xivo;
use crate::state::xivo::plan::attached::AttachedFate;
use crate::state::xivo::plan::make_rows::XivoRules;
use crate::state::xivo::plan::{Known, XivoPlan};
use crate::state::{Console, System};
use crate::text::{LocalizedText, common, import as import_texts, plan as texts, xivo as xivo_texts};
use crate::wire::import::ImportFields;
use crate::wire::xivo::Field;
use crate::wire::xivo::import::FIELDS;
use crate::wire::xivo::users::LeftOver;

/// The plan of a system as `view` shows it, or that there is none.
pub fn page(system: System, view: ViewFn) -> AnyView {
    plan::page(Xivo::of(system), view)
}

/// What shows the plan of a system.
pub fn view(system: System) -> AnyView {
    let server = Xivo::of(system);
    plan::view(server, (move || plan::run(server)).into())
}

impl PlanPage for Xivo {
    const HAND_OVER: Option<HandingOver<Self>> = Some((texts::save_credentials, save::credentials));

    /// The names of the profiles stand in the rows.
    fn read_names(self) {
        if self.dialect.with_untracked(|dialect| dialect.lists_cti_profiles()) {
            spawn_local(async move { self.read_profiles().await });
        }
    }

    fn track_names(self) {
        self.profiles.track();
    }

    fn back(self) -> AnyView {
        view! { <Back xivo=self /> }.into_any()
    }

    fn no_plan(self) -> AnyView {
        let system = self.system.id();
        view! {
            <p>{t(texts::no_plan)}</p>
            <p>
                <Link to=Route::ImportUsers { system }>{t(import_texts::title)}</Link>
            </p>
        }
        .into_any()
    }

    fn facts(self) -> AnyView {
        let plan = XivoPlan::of(self);
        view! {
            <FileFacts server=self />
            <SelectionFacts plan=plan />
        }
        .into_any()
    }

    fn form(self) -> AnyView {
        match XivoPlan::of(self).has_file() {
            true => view! { <Mapping server=self /> }.into_any(),
            false => view! { <SelectionForm xivo=self /> }.into_any(),
        }
    }

    fn advice(self, known: &Known) -> AnyView {
        people_missing(known.missing)
    }

    fn close_label(self) -> LocalizedText {
        if XivoPlan::of(self).has_file() { import_texts::other_file } else { common::close }
    }

    fn close(self) {
        let navigation = Console::get().navigation;
        let plan = XivoPlan::of(self);
        let has_file = plan.has_file();
        plan.close();
        let system = self.system.id();
        match has_file {
            true => navigation.go(&Route::ImportUsers { system }),
            false => navigation.replace_with_list(Route::Users { system }),
        }
    }

    fn is_incomplete(self) -> bool {
        XivoPlan::of(self).is_incomplete()
    }

    fn can_mend(self, item: &Item<Self::Field>) -> bool {
        mend::can_mend(self, item)
    }

    fn mend_form(self, at: usize, first: Option<Self::Field>) -> Option<AnyView> {
        mend::view(self, at, first)
    }

    fn more_buttons(self, tally: Memo<Tally>) -> AnyView {
        view! { <SaveNotDone server=self tally=tally /> }.into_any()
    }

    fn route_of(self, user: String) -> Route {
        Route::User { system: self.system.id(), user }
    }

    fn unnamed(language: Language) -> &'static str {
        xivo_texts::unnamed(language)
    }

    fn id_label(language: Language) -> &'static str {
        xivo_texts::label(language, Field::Id.name())
    }

    fn column(field: Field) -> Option<Column> {
        Some(Column { key: field.name(), label: *LABELS.get(field as usize)?, is_number: false })
    }

    fn value_text(
        self,
        language: Language,
        _row: &Row<Field>,
        field: Field,
        value: &FieldValue,
    ) -> Option<String> {
        match (field, value) {
            (Field::CtiProfile, FieldValue::Choice(Some(id))) => {
                Some(untrack(|| profile_name(self, language, id.parse().ok())))
            }
            (Field::CtiProfile, FieldValue::Choice(None)) => {
                Some(xivo_texts::no_profile(language).to_owned())
            }
            _ => None,
        }
    }

    fn deletion_note(self, language: Language, row: &Row<Field>) -> Option<String> {
        let Action::Delete { id } = &row.action else { return None };
        let AttachedFate { goes, stays, not_known, is_unread } = self.attached_fate(id);
        let names = |of: &[_]| join_names(language, of);
        let unread = if is_unread { xivo_texts::delete_not_looked_up(language) } else { "" };
        Some(
            [
                &xivo_texts::goes_and_stays(language, &names(&goes), &names(&stays), &names(&not_known)),
                unread,
            ]
            .concat(),
        )
    }

    fn note_text(language: Language, name: &str, note: &RowNote) -> Option<String> {
        match note {
            RowNote::Attachments(attached) => Some(attached_text(language, attached)),
            RowNote::LeftOver(LeftOver::Device) => {
                Some(xivo_texts::deleted_but(language, name, xivo_texts::Left::Device))
            }
            RowNote::LeftOver(LeftOver::Voicemail) => {
                Some(xivo_texts::deleted_but(language, name, xivo_texts::Left::Voicemail))
            }
            RowNote::Licence(_) | RowNote::Deletion { .. } => None,
        }
    }

    fn person_headings(language: Language, fields: &[Field]) -> Vec<String> {
        known_fields(fields).map(|field| xivo_texts::label(language, field.name()).to_owned()).collect()
    }

    fn with_person_cells(self, fields: &[Field], write: &mut dyn FnMut(WritePerson)) {
        XivoPlan::of(self).everybody.with_untracked(|everybody| {
            let people = save::people_by_id(everybody);
            write(&|id, csv| {
                let person = people.get(id);
                for field in known_fields(fields) {
                    csv.cell(person.map_or("", |person| person.values.get(field).as_text()));
                }
            });
        });
    }
}

impl ImportPage for Xivo {
    const FIELDS: ImportFields<Field> = FIELDS;
    const CREATES: bool = true;
    const NO_KEY: LocalizedText = import_texts::no_key;

    fn writes(self, field: Field, creates: bool) -> bool {
        XivoRules { dialect: self.dialect.get(), profiles: None }.writes(field, creates)
    }
}

/// How people are known elsewhere, as far as the plan does not change it.
fn known_fields(changed: &[Field]) -> impl Iterator<Item = Field> {
    [Field::Username, Field::Line, Field::MobilePhoneNumber]
        .into_iter()
        .filter(|field| !changed.contains(field))
}

fn label_at(language: Language, at: usize) -> &'static str {
    xivo_texts::label(language, Field::ALL.get(at).map_or("", |field| field.name()))
}

#[rustfmt::skip]
const LABELS: [LocalizedText; Field::ALL.len()] = labels! { label_at:
    0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39
    40 41 42 43
};
