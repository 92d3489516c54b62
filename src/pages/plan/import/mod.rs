//! A file of people is chosen. What comes of it, the [plan](super) of the system shows.

pub mod facts;
pub mod mapping;
pub mod mend;
pub mod not_done;
pub mod vendor;

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::files;
use crate::components::{Link, Title, t, text};
use crate::list::csv::reader::{self, Table, Unreadable};
use crate::pages::plan::begin::begin_plan;
use crate::pages::plan::import::vendor::{ImportPage, columns_of};
use crate::pages::plan::vendor::PlanPage;
use crate::plan::import::ImportFile;
use crate::route::Route;
use crate::state::Console;
use crate::state::system_plan::Plan;
use crate::text::{LocalizedText, import as texts, plan as plan_texts};

/// The import of a system: `way_back` stands above it, `page` is its address, and `source` makes of
/// the file what a plan is made of.
pub fn view<S: ImportPage>(
    server: S,
    way_back: AnyView,
    page: Route,
    source: impl Fn(ImportFile<S::Field>) -> S::Source + Send + Sync + 'static,
) -> AnyView {
    let source = move |name, table: Table| {
        let columns = columns_of::<S>(&table);
        Ok(source(ImportFile { name, table, columns, creates: false }))
    };
    view_of_table(server, way_back, page, texts::introduction, source)
}

/// The same for a file whose columns have one meaning, which `introduction` tells; `source` may say
/// why the file is none.
pub fn view_of_table<S: PlanPage>(
    server: S,
    way_back: AnyView,
    page: Route,
    introduction: LocalizedText,
    source: impl Fn(String, Table) -> Result<S::Source, LocalizedText> + Send + Sync + 'static,
) -> AnyView {
    let plan = Plan::of(server);
    let begin = Callback::new(move |(name, table): (String, Table)| {
        // Whoever has left the page meanwhile has thought better of it.
        if Console::get().navigation.here() != page {
            return None;
        }
        match source(name, table) {
            Ok(source) => {
                begin_plan(server, source);
                None
            }
            Err(word) => Some(word),
        }
    });
    view! {
        <div class="people run import">
            {way_back}
            <Title title=text(texts::title) />
            <Show when=move || plan.is_there()>
                <p>
                    <Link to=server.plan_route()>{t(plan_texts::open_plan)}</Link>
                </p>
            </Show>
            <FileChoice introduction=introduction begin=begin />
        </div>
    }
    .into_any()
}

/// Where a file is dropped or chosen; `begin` is given its name and what is in it, and may say what is
/// wrong with it.
#[component]
fn FileChoice(
    introduction: LocalizedText,
    begin: Callback<(String, Table), Option<LocalizedText>>,
) -> impl IntoView {
    let problem = RwSignal::new(None::<LocalizedText>);
    let take = move |file: Option<files::File>| {
        let Some(file) = file else { return };
        spawn_local(async move {
            let bytes = files::read(&file).await;
            let read = bytes.map(|bytes| reader::read(&bytes));
            let word: LocalizedText = match read {
                None => texts::not_readable,
                Some(Err(Unreadable::NoRows)) => texts::no_rows,
                Some(Err(Unreadable::Workbook)) => texts::workbook,
                Some(Err(Unreadable::NotText)) => texts::not_text,
                Some(Ok(table)) => {
                    let Some(Some(word)) = begin.try_run((file.name(), table)) else { return };
                    word
                }
            };
            problem.try_set(Some(word));
        });
    };
    let dropped = move |event: ev::DragEvent| {
        event.prevent_default();
        take(files::dropped(&event));
    };
    view! {
        <p>{t(introduction)}</p>
        <div class="drop" on:dragover=|event: ev::DragEvent| event.prevent_default() on:drop=dropped>
            <p>{t(texts::drop)}</p>
            <label for="import-file">{t(texts::file)}</label>
            <input
                id="import-file"
                type="file"
                accept=".csv,.txt,text/csv,text/plain"
                on:change:target=move |event| take(files::take_chosen(&event.target()))
            />
        </div>
        <div role="alert">
            {move || problem.get().map(|word| view! { <p class="problem">{t(word)}</p> })}
        </div>
    }
    .into_any()
}
