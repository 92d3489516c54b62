//! The plan for one person over all systems: what each system is sent, and what must be done by hand.

pub mod leaver;
pub mod new_pin;

use leptos::prelude::*;

use crate::components::list::Column;
use crate::components::{CopyText, Link, language, t};
use crate::domain::Language;
use crate::form::FieldValue;
use crate::pages::icws::client::values::field_value_text;
use crate::pages::other_systems::LEAVER;
use crate::pages::other_systems::comparison::{field_label, value_text as person_value_text};
use crate::pages::person_plan::leaver::{AftermathList, LeaverForm, Remaining, RunButton};
use crate::pages::person_plan::new_pin::NewPins;
use crate::pages::plan;
use crate::pages::plan::vendor::{PlanPage, WritePerson};
use crate::plan::Row;
use crate::route::Route;
use crate::state::apio::Apio;
use crate::state::icws::Icws;
use crate::state::notices::Tone;
use crate::state::person::alignment::ByHand;
use crate::state::person::field::SystemField;
use crate::state::person::leaver::Leaver;
use crate::state::person::plan::{
    PersonKnown, PersonPlan, PersonPlanSource, PersonSystems, read_rows, write_rows,
};
use crate::state::plan::{Phase, RowNote, Tally};
use crate::state::system_plan::Beginning;
use crate::state::xivo::Xivo;
use crate::state::{Console, System};
use crate::text::{
    common, leaver as leaver_texts, person_plan as texts, plan as run_texts, xivo as xivo_texts,
};

/// The plan for a person of a system, with what `run` shows once it has rows, or that there is none.
pub fn page(system: System, run: ViewFn) -> AnyView {
    let server = PersonSystems { system };
    server.close_if_signed_out();
    let query = Console::get().navigation.query();
    // The address changes before this view goes, and the plan stays what it is then.
    let leaver = Memo::new(move |before: Option<&Option<Route>>| {
        let person = query.with(|query| query.get(LEAVER).map(Route::parse));
        let person = person.filter(|person| person.system() == Some(system.id().as_str()));
        person.or_else(|| before.cloned().flatten())
    });
    let view = move || {
        let person = leaver.get();
        untrack(|| {
            if let Some(person) = person {
                begin_leaver(server, person);
            }
            let run = run_of_rows(server, run.clone());
            plan::page(server, (move || plan::view(server, run.clone())).into())
        })
    };
    view! { {view} }.into_any()
}

/// The rows of the plan for a person of a system, and what runs them.
pub fn run(system: System) -> AnyView {
    plan::run(PersonSystems { system })
}

/// What `run` shows, once there are rows: of whoever leaves nothing has been chosen at first.
fn run_of_rows(server: PersonSystems, run: ViewFn) -> ViewFn {
    let rows = PersonPlan::of(server).run;
    let has_rows = Memo::new(move |_| {
        rows.plans().track();
        rows.with(|items| !items.is_empty())
    });
    let nothing = move || {
        view! {
            <p role="status">{t(run_texts::nothing_to_do)}</p>
            <div class="actions">
                <plan::Close server=server />
            </div>
        }
    };
    let shown = move || {
        let run = run.clone();
        view! {
            <Show when=move || has_rows.get() fallback=nothing>
                {run.run()}
            </Show>
        }
    };
    shown.into()
}

/// Begins the plan for whoever leaves, unless it is there or another one is being run.
fn begin_leaver(server: PersonSystems, person: Route) {
    let plan = PersonPlan::of(server);
    let is_there = |source: &Option<PersonPlanSource>| matches!(source, Some(PersonPlanSource::Leaver(leaver)) if leaver.person == person);
    if !plan.source.with_untracked(is_there) {
        let beginning = plan.begin(PersonPlanSource::Leaver(Leaver { person, chosen: Vec::new() }));
        // What is being run stays, and is what the page shows: it is somebody else's.
        if beginning == Beginning::StillRunning {
            Console::get().notices.say(Tone::Warning, |language| run_texts::still_open(language).to_owned());
        }
    }
}

fn is_leaver(server: PersonSystems) -> bool {
    let is_so = |source: &Option<PersonPlanSource>| matches!(source, Some(PersonPlanSource::Leaver(_)));
    PersonPlan::of(server).source.with_untracked(is_so)
}

/// The page on which the plan was begun, if there is a plan. Reactive.
fn person_page(plan: PersonPlan) -> Option<Route> {
    plan.source.with(|source| source.as_ref().and_then(PersonPlanSource::page))
}

impl PlanPage for PersonSystems {
    const REOPEN: Option<fn(Self, &str)> = Some(|this, text| {
        if let Some(rows) = read_rows(text) {
            // There is no other plan where this is offered.
            let _ = PersonPlan::of(this).begin(PersonPlanSource::Rows(rows));
        }
    });

    fn back(self) -> AnyView {
        let plan = PersonPlan::of(self);
        let system = self.system.id();
        let back = move || {
            let page = person_page(plan).unwrap_or_else(|| Route::Users { system: system.clone() });
            view! { <Link to=page class="back">{t(texts::back)}</Link> }
        };
        back.into_any()
    }

    fn no_plan(self) -> AnyView {
        view! { <p>{t(texts::no_plan)}</p> }.into_any()
    }

    fn facts(self) -> AnyView {
        match is_leaver(self) {
            true => view! { <p>{t(leaver_texts::title)}</p> }.into_any(),
            false => view! { <p>{t(texts::alignment)}</p> }.into_any(),
        }
    }

    fn form(self) -> AnyView {
        match is_leaver(self) {
            true => view! { <LeaverForm server=self /> }.into_any(),
            false => ().into_any(),
        }
    }

    fn run_button(self, tally: Memo<Tally>) -> Option<AnyView> {
        is_leaver(self).then(|| view! { <RunButton server=self tally=tally /> }.into_any())
    }

    fn advice(self, known: &PersonKnown) -> AnyView {
        if is_leaver(self) {
            let phase = PersonPlan::of(self).run.phase();
            return view! {
                <NewPins server=self />
                <AftermathList known=known.clone() />
                <Show when=move || phase.get() != Phase::Ready>
                    <Remaining server=self />
                </Show>
            }
            .into_any();
        }
        let language = language();
        let by_hand = StoredValue::new(known.by_hand.clone());
        if by_hand.with_value(Vec::is_empty) {
            return ().into_any();
        }
        let lines = move || {
            let language = language.get();
            by_hand.with_value(|all| all.iter().map(|one| by_hand_text(language, one)).collect::<Vec<_>>())
        };
        let line = |line: String| view! { <li>{line}</li> };
        view! {
            <section aria-labelledby="by-hand">
                <h2 id="by-hand">{t(texts::by_hand)}</h2>
                <ul>{move || lines().into_iter().map(line).collect_view()}</ul>
                <CopyText
                    text=Signal::derive(move || lines().join("\n"))
                    copy=texts::copy
                    label=texts::by_hand
                    id="by-hand-text"
                    rows="4"
                />
            </section>
        }
        .into_any()
    }

    fn close(self) {
        let navigation = Console::get().navigation;
        let plan = PersonPlan::of(self);
        let page = untrack(|| person_page(plan));
        plan.close();
        navigation.go(&page.unwrap_or_else(|| Route::Users { system: self.system.id() }));
    }

    fn route_of(self, user: String) -> Route {
        Route::parse(&user)
    }

    fn unnamed(language: Language) -> &'static str {
        xivo_texts::unnamed(language)
    }

    fn id_label(language: Language) -> &'static str {
        texts::page(language)
    }

    fn column(field: SystemField) -> Option<Column> {
        match field {
            SystemField::Xivo(field) => Xivo::column(field),
            SystemField::Icws(property) => Icws::column(property),
            SystemField::Apio(field) => Apio::column(field),
        }
    }

    fn value_text(
        self,
        language: Language,
        _row: &Row<SystemField>,
        field: SystemField,
        value: &FieldValue,
    ) -> Option<String> {
        field.icws().map(|property| field_value_text(language, property, value))
    }

    /// What a deletion took along is said above the rows.
    fn note_text(language: Language, name: &str, note: &RowNote) -> Option<String> {
        match note {
            RowNote::Licence(_) => Icws::note_text(language, name, note),
            RowNote::LeftOver(_) => Xivo::note_text(language, name, note),
            RowNote::Attachments(_) | RowNote::Deletion { .. } => None,
        }
    }

    fn person_headings(_language: Language, _fields: &[SystemField]) -> Vec<String> {
        Vec::new()
    }

    fn with_person_cells(self, _fields: &[SystemField], write: &mut dyn FnMut(WritePerson)) {
        write(&|_, _| {});
    }

    fn write_inverse(rows: &[Row<SystemField>]) -> String {
        write_rows(rows)
    }
}

fn by_hand_text(language: Language, ByHand { system, field, value, .. }: &ByHand) -> String {
    let label = field_label(*field)(language);
    let value = person_value_text(language, value);
    let wanted = common::labelled(language, label, &value);
    common::labelled(language, &system.name(), &wanted)
}
