//! What the rows of a plan send: of one row as a sheet, of all as a file.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::share;
use crate::components::lazy::{Lazy, NotLoaded, Part};
use crate::components::{language, t};
use crate::domain::Language;
use crate::form::FieldValue;
use crate::pages::plan::vendor::PlanPage;
use crate::pages::request_sheet::{self, Sheet, SheetRequests};
use crate::plan::Row;
use crate::route::Route;
use crate::state::Console;
use crate::state::notices::Tone;
use crate::state::row_requests::{RequestNote, RowRequester};
use crate::state::system_plan::Plan;
use crate::text::{LocalizedText, common, request_sheet as texts, visible};
use crate::wire::presentation::PresentedRequest;

/// Loads what shows the requests of the plan of an address. Provided once, by the shell.
#[derive(Clone, Copy)]
pub struct LoadPlanRequests(pub fn(Route) -> Option<Part<PlanRequests>>);

/// The requests of a plan. They are made and shown by code of their own, which comes when somebody
/// wants to see them.
pub type PlanRequests = Arc<dyn ShowsPlanRequests + Send + Sync>;

/// Shows the requests of a plan.
pub trait ShowsPlanRequests {
    /// Those of the row at a place.
    fn view(&self, at: usize) -> AnyView;

    /// Those of all rows as commands of curl, each row with a comment.
    fn to_curl(&self, language: Language) -> String;
}

/// What shows the requests of the plan of a system.
pub fn requests_of<S: PlanPage + RowRequester<S::Field>>(server: S) -> PlanRequests {
    Arc::new(RequestsOf(server))
}

struct RequestsOf<S>(S);

impl<S: PlanPage + RowRequester<S::Field>> ShowsPlanRequests for RequestsOf<S> {
    fn view(&self, at: usize) -> AnyView {
        let run = Plan::of(self.0).run;
        let sheet = run.with(|items| items.get(at).map(|item| self.sheet_of(&item.row_to_try())));
        let sheet = sheet.unwrap_or(Sheet::Nothing(texts::nothing_in_row));
        request_sheet::view(Signal::derive(move || sheet.clone()))
    }

    fn to_curl(&self, language: Language) -> String {
        let mut commands = vec![comment(texts::file(language))];
        Plan::of(self.0).run.with(|items| {
            for item in items.iter().filter(|item| item.row.is_to_do()) {
                commands.push(to_commands(language, &item.row.name, &self.sheet_of(&item.row_to_try())));
            }
        });
        commands.join("\n\n") + "\n"
    }
}

impl<S: PlanPage + RowRequester<S::Field>> RequestsOf<S> {
    fn sheet_of(&self, row: &Row<S::Field>) -> Sheet {
        if !row.is_to_do() {
            return Sheet::Nothing(texts::nothing_in_row);
        }
        let Ok(requests) = self.0.row_requests(row) else { return Sheet::Nothing(texts::refused) };
        let secrets = row.cells.iter().filter_map(|cell| FieldValue::as_secret(&cell.after).cloned());
        let notes = requests.notes.into_iter().map(note_text).collect();
        Sheet::Ready(SheetRequests::new::<S::Field>(
            requests.system,
            requests.requests,
            secrets.collect(),
            texts::row_hint,
            notes,
        ))
    }
}

fn note_text(note: RequestNote) -> LocalizedText {
    match note {
        RequestNote::CtiIsReadBefore => texts::cti_is_read_before,
        RequestNote::CtiAfterCreation => texts::cti_after_creation,
        RequestNote::AnswerDecides => texts::answer_decides,
        RequestNote::DeletedIfUnchanged => texts::deleted_if_unchanged,
        RequestNote::GivenBackTwice => texts::given_back_twice,
    }
}

/// The commands of a row below the name of whom it is about, and what is said of this row alone.
fn to_commands(language: Language, name: &str, sheet: &Sheet) -> String {
    let mut lines = vec![comment(name)];
    match sheet {
        Sheet::Nothing(why) => lines.push(comment(why(language))),
        Sheet::Ready(requests) => {
            lines.extend(requests.notes().iter().map(|note| comment(note(language))));
            lines.extend(requests.present().iter().map(PresentedRequest::to_curl));
        }
    }
    lines.join("\n")
}

/// A comment of a shell: a name with a line break would begin a command.
fn comment(text: &str) -> String {
    ["# ", &visible(text)].concat()
}

/// What is in the dialog of a row.
pub fn sheet_of_row<S: PlanPage>(server: S, at: usize) -> AnyView {
    let content = use_context::<LoadPlanRequests>().map(|LoadPlanRequests(load)| {
        let route = server.plan_route();
        let load = move || load(route.clone()).unwrap_or_else(|| Box::pin(async { Err(NotLoaded) }));
        Lazy::new(Arc::new(load)).view_within(move |requests: PlanRequests| requests.view(at))
    });
    view! { <div class="request-sheet">{content}</div> }.into_any()
}

/// A button that saves the requests of all rows.
#[component]
pub fn SaveRequests<S: PlanPage>(
    server: S,
    /// Do the rows not show yet what was chosen?
    #[prop(into)]
    is_blocked: Signal<bool>,
) -> impl IntoView {
    let language = language();
    let load = use_context::<LoadPlanRequests>();
    let notices = Console::get().notices;
    let save = move |_| {
        let coming = load.and_then(|LoadPlanRequests(load)| load(server.plan_route()));
        let Some(coming) = coming.filter(|_| !is_blocked.get_untracked()) else { return };
        let language = language.get_untracked();
        spawn_local(async move {
            match coming.await {
                Ok(requests) => share::save("requests.txt", "text/plain", &requests.to_curl(language)),
                Err(NotLoaded) => {
                    notices.say(Tone::Warning, |language| common::part_missing_why(language).to_owned());
                }
            }
        });
    };
    view! {
        <button type="button" aria-disabled=move || is_blocked.get().then_some("true") on:click=save>
            {t(texts::save_all)}
        </button>
    }
    .into_any()
}
