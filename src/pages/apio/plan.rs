//! What APIO says of its plans: how they are made, and what stands in their rows.

use leptos::prelude::*;

use crate::browser::share;
use crate::components::field::SwitchField;
use crate::components::list::Column;
use crate::components::{Link, language, t, text};
use crate::domain::Language;
use crate::form::{Field, FieldValue};
use crate::list::csv::Csv;
use crate::pages::apio::profile::remains::lines;
use crate::pages::plan;
use crate::pages::plan::field_change::{ChangeableField, ChosenChange, FieldChange, ValueEntry};
use crate::pages::plan::grid::{SIGNS, outcome_with_notes};
use crate::pages::plan::import::facts::{FileFacts, people_missing};
use crate::pages::plan::import::mapping::Mapping;
use crate::pages::plan::import::mend;
use crate::pages::plan::import::not_done::SaveNotDone;
use crate::pages::plan::import::vendor::ImportPage;
use crate::pages::plan::vendor::{HandingOver, PlanPage, UndoGroup, WritePerson, labels};
use crate::plan::Row;
use crate::plan::kept::write_rows;
use crate::plan::selection::ValueChange;
use crate::route::{Query, Route};
use crate::state::apio::Apio;
use crate::state::apio::plan::{ApioPlan, KnownProfiles, ProfileAction, is_changeable};
use crate::state::plan::{Item, Outcome, RowNote, Tally};
use crate::state::system_plan::Everybody;
use crate::state::{Console, System};
use crate::text::plan::{self as texts, SelectionKind};
use crate::text::{
    LocalizedText, apio as apio_texts, common, import as import_texts, leaver as leaver_texts,
    person_plan as person_texts, xivo as xivo_texts,
};
use crate::wire::apio::GroupIds;
use crate::wire::apio::import::FIELDS;
use crate::wire::apio::profile::Department;
use crate::wire::apio::profile_form::ProfileField;
use crate::wire::import::ImportFields;

/// The plan of a system as `view` shows it, or that there is none.
pub fn page(system: System, view: ViewFn) -> AnyView {
    plan::page(Apio::of(system), view)
}

/// What shows the plan of a system.
pub fn view(system: System) -> AnyView {
    let server = Apio::of(system);
    plan::view(server, (move || plan::run(server)).into())
}

/// The list of those whom the plan is about, as it was searched; without a plan, where this system's
/// lists begin. Reactive.
fn list_of(apio: Apio) -> (Route, Query) {
    let plan = ApioPlan::of(apio);
    let system = apio.system.id();
    if let Some(GroupIds { tenant, group }) = plan.group_of_file() {
        return (Route::GroupUsers { system, tenant, group }, Console::get().navigation.list_query());
    }
    let list = plan.with_selection(|selection| selection.list.clone());
    list.unwrap_or_else(|| (Route::Tenants { system }, Query::default()))
}

impl PlanPage for Apio {
    const REOPEN: Option<fn(Self, &str)> = Some(Self::reopen_inverse);
    const HAND_OVER: Option<HandingOver<Self>> = Some((texts::save_pins, save_pins));

    fn back(self) -> AnyView {
        let back = move || {
            let (list, query) = list_of(self);
            view! {
                <Link to=list query=Signal::stored(query) class="back">
                    {t(apio_texts::back_to_users)}
                </Link>
            }
        };
        back.into_any()
    }

    fn no_plan(self) -> AnyView {
        view! { <p>{t(texts::no_plan)}</p> }.into_any()
    }

    fn facts(self) -> AnyView {
        let language = language();
        let plan = ApioPlan::of(self);
        let facts = move || {
            let selection = plan.with_selection(|selection| {
                let kind = match selection.action {
                    ProfileAction::Change { .. } => SelectionKind::Change,
                    ProfileAction::Delete { .. } => SelectionKind::Delete,
                    ProfileAction::NewPins { .. } => SelectionKind::NewPins,
                    ProfileAction::TakeBack(_) => return None,
                };
                Some(texts::selection(language.get(), kind, selection.users.len()))
            });
            selection.flatten().map(|facts| view! { <p>{facts}</p> })
        };
        view! {
            <FileFacts server=self />
            {facts}
        }
        .into_any()
    }

    fn form(self) -> AnyView {
        if ApioPlan::of(self).has_file() {
            return view! { <Mapping server=self /> }.into_any();
        }
        let form = match untrack(|| ApioPlan::of(self).action()) {
            Some(ProfileAction::Change { field, change }) => {
                view! { <ProfileChange apio=self field=field change=change /> }.into_any()
            }
            Some(ProfileAction::Delete { .. }) => view! { <DeletionChoice apio=self /> }.into_any(),
            Some(ProfileAction::NewPins { .. }) => {
                view! { <p class="advice">{t(texts::pins_once)}</p> }.into_any()
            }
            Some(ProfileAction::TakeBack(_)) | None => ().into_any(),
        };
        view! { <div class="narrow-field">{form}</div> }.into_any()
    }

    fn advice(self, known: &KnownProfiles) -> AnyView {
        people_missing(known.missing)
    }

    fn close_label(self) -> LocalizedText {
        if ApioPlan::of(self).has_file() { import_texts::other_file } else { common::close }
    }

    fn close(self) {
        let plan = ApioPlan::of(self);
        let navigation = Console::get().navigation;
        let (group, (list, query)) = untrack(|| (plan.group_of_file(), list_of(self)));
        plan.close();
        match group {
            Some(GroupIds { tenant, group }) => {
                navigation.go(&Route::ImportGroupUsers { system: self.system.id(), tenant, group });
            }
            None => navigation.replace_with(&list.url(&query)),
        }
    }

    fn is_incomplete(self) -> bool {
        ApioPlan::of(self).is_incomplete()
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
        Route::parse(&user)
    }

    fn unnamed(language: Language) -> &'static str {
        apio_texts::user_id(language)
    }

    fn id_label(language: Language) -> &'static str {
        person_texts::page(language)
    }

    fn column(field: ProfileField) -> Option<Column> {
        Some(Column { key: field.wire_name(), label: *LABELS.get(field as usize)?, is_number: false })
    }

    /// A department is known by a key, and shown by its name; by its path where another one of the
    /// group has that name.
    fn value_text(
        self,
        _language: Language,
        _row: &Row<ProfileField>,
        field: ProfileField,
        value: &FieldValue,
    ) -> Option<String> {
        let key = value.as_choice().filter(|_| field == ProfileField::Department)?;
        let department = Department::from_key(key)?;
        let path = ApioPlan::of(self).everybody.with_untracked(|everybody| match everybody {
            Everybody::Known(known) => known.path_of_double(&department).map(str::to_owned),
            _ => None,
        });
        Some(path.unwrap_or(department.name))
    }

    fn note_text(language: Language, _name: &str, note: &RowNote) -> Option<String> {
        match note {
            RowNote::Deletion { report, .. } if report.is_empty() => {
                Some(apio_texts::deleted_nothing_named(language).to_owned())
            }
            RowNote::Deletion { report, with_devices } => {
                Some(lines(language, report, !with_devices).join(" "))
            }
            RowNote::Attachments(_) | RowNote::LeftOver(_) | RowNote::Licence(_) => None,
        }
    }

    fn person_headings(language: Language, _fields: &[ProfileField]) -> Vec<String> {
        vec![apio_texts::user_id(language).to_owned()]
    }

    fn with_person_cells(self, _fields: &[ProfileField], write: &mut dyn FnMut(WritePerson)) {
        write(&|page: &str, csv: &mut Csv| {
            csv.cell(&user_id_of(page));
        });
    }

    fn write_inverse(rows: &[Row<ProfileField>]) -> String {
        write_rows(rows)
    }

    fn has_undo_file(self) -> bool {
        true
    }

    fn undo_group(self, row: &Row<ProfileField>) -> Option<UndoGroup> {
        match Route::parse(row.id()?) {
            Route::Profile { tenant, group, .. } => Some(UndoGroup { name: group, within: tenant }),
            _ => None,
        }
    }

    fn write_undo_file(self, rows: &[Row<ProfileField>]) -> String {
        ApioPlan::of(self).everybody.with_untracked(|everybody| match everybody {
            Everybody::Known(known) => known.write_group_file(rows),
            _ => KnownProfiles::default().write_group_file(rows),
        })
    }
}

impl ImportPage for Apio {
    const FIELDS: ImportFields<ProfileField> = FIELDS;
    /// Nobody is created here.
    const CREATES: bool = false;
    const NO_KEY: LocalizedText = import_texts::no_key_in_group;

    fn writes(self, field: ProfileField, _creates: bool) -> bool {
        is_changeable(field)
    }
}

fn label_at(language: Language, at: usize) -> &'static str {
    apio_texts::field_label(language, ProfileField::ALL.get(at).map_or("", |field| field.wire_name()))
}

const LABELS: [LocalizedText; ProfileField::ALL.len()] =
    labels! { label_at: 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 };

/// Offers the PINs that were set, and those that perhaps were, once: then they are forgotten.
fn save_pins(apio: Apio, language: Language) {
    let plan = ApioPlan::of(apio);
    let mut csv = Csv::in_language(language);
    let label = |field: ProfileField| apio_texts::field_label(language, field.wire_name());
    let (user_id, pin) = (label(ProfileField::UserId), label(ProfileField::NewPin));
    csv.line([user_id, texts::user(language), pin, texts::outcome(language)]);
    plan.run.with(|items| {
        for item in items {
            let tried = item.to_hand_over();
            let Some((row, pin)) =
                tried.as_ref().and_then(|row| Some((row, row.secret(ProfileField::NewPin)?)))
            else {
                continue;
            };
            let user = user_id_of(row.id().unwrap_or_default());
            let is_set = item.done.as_ref().is_some_and(|done| done.secret(ProfileField::NewPin).is_some());
            let outcome = outcome_with_notes(apio, language, item);
            // What the last try came to does not say what an earlier one has done.
            let outcome = match &item.outcome {
                Some(Outcome::Unknown(_)) => outcome,
                _ if is_set => outcome,
                _ => {
                    [leaver_texts::pin_perhaps_set(language), " ", outcome.trim_start_matches(SIGNS)].concat()
                }
            };
            csv.line([&user, &row.name, pin.for_field().as_str(), outcome.trim_start_matches(SIGNS)]);
        }
    });
    share::save("pins.csv", Csv::MEDIA_TYPE, &csv.into_text());
    plan.run.forget_secrets();
}

/// The id of the person who has a page of this address.
fn user_id_of(page: &str) -> String {
    match Route::parse(page) {
        Route::Profile { user, .. } => user,
        _ => String::new(),
    }
}

/// Which field is changed, and how.
#[component]
fn ProfileChange(apio: Apio, field: Option<ProfileField>, change: ValueChange) -> impl IntoView {
    let language = language();
    let everybody = ApioPlan::of(apio).everybody;
    let fields = Signal::derive(move || {
        let language = language.get();
        let departments: Vec<(String, String)> = everybody.with(|everybody| match everybody {
            Everybody::Known(known) => {
                let option = |choice: &Department| (choice.key(), choice.display_name().to_owned());
                known.departments.iter().map(option).collect()
            }
            _ => Vec::new(),
        });
        let changeable = |field: ProfileField| ChangeableField {
            name: field.wire_name(),
            label: apio_texts::field_label(language, field.wire_name()).to_owned(),
            entry: match field {
                ProfileField::Department => ValueEntry::Choice(departments.clone()),
                _ => ValueEntry::Text,
            },
            clear: Some(texts::way_clear(language).to_owned()),
        };
        let fields = ProfileField::ALL.iter().copied().filter(|field| is_changeable(*field));
        fields.map(changeable).collect::<Vec<_>>()
    });
    let on_change = Callback::new(move |ChosenChange { field, change, is_typing }| {
        let field = field.and_then(|name| ProfileField::from_wire(&name));
        let plan = ApioPlan::of(apio);
        plan.set_action(ProfileAction::Change { field, change });
        match is_typing {
            true => plan.make_soon(),
            false => plan.make(),
        }
    });
    let field = field.map(|field| field.wire_name().to_owned());
    view! {
        <FieldChange fields=fields field=field change=change on_change=on_change />
        // Nobody can choose a department for people of several groups.
        <Show when=move || {
            let action = ApioPlan::of(apio).action();
            matches!(action, Some(ProfileAction::Change { field: Some(ProfileField::Department), .. }))
                && everybody.with(|known| matches!(known, Everybody::Known(known) if known.departments.is_empty()))
        }>
            <p class="advice">{t(apio_texts::no_common_departments)}</p>
        </Show>
    }
    .into_any()
}

/// What goes with those who are deleted.
#[component]
fn DeletionChoice(apio: Apio) -> impl IntoView {
    let language = language();
    let with_devices = Memo::new(move |_| {
        matches!(ApioPlan::of(apio).action(), Some(ProfileAction::Delete { with_devices: true }))
    });
    let phones = move || match with_devices.get() {
        true => apio_texts::delete_says_phones(language.get()),
        false => apio_texts::delete_says_kept_phones(language.get()),
    };
    view! {
        <SwitchField
            id="plan-phones"
            label=text(apio_texts::delete_phones_too)
            value=with_devices
            on_change=move |with_devices| {
                ApioPlan::of(apio).set_action(ProfileAction::Delete { with_devices });
            }
        />
        <div class="advice">
            <ul>
                <li>{phones}</li>
                <li>{t(apio_texts::delete_takes_data)}</li>
                <li>{t(xivo_texts::delete_no_way_back)}</li>
            </ul>
        </div>
    }
    .into_any()
}
