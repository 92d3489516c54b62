//! A file of people is chosen. What comes of it, the [plan](super::plan) of the system shows.

pub mod mapping;

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::files;
use crate::components::{Link, Title, t, text};
use crate::list::csv::reader::{self, Unreadable};
use crate::pages::plan::begin::begin_plan;
use crate::pages::xivo::import::mapping::columns_of;
use crate::pages::xivo::user::navigation::Back;
use crate::route::Route;
use crate::state::xivo::Xivo;
use crate::state::xivo::plan::{ImportFile, PlanSource, XivoPlan};
use crate::state::xivo::tenant_choice::TenantChoice;
use crate::state::{Console, System};
use crate::text::{LocalizedText, import as texts, plan as plan_texts};

/// The import of a system.
pub fn page(system: System) -> AnyView {
    view! { <Page xivo=Xivo::of(system) /> }.into_any()
}

#[component]
fn Page(xivo: Xivo) -> impl IntoView {
    let query = Console::get().navigation.query();
    let tenant = query.with_untracked(|query| query.get("tenant").map(str::to_owned));
    if tenant.is_some() {
        xivo.choose_tenant(TenantChoice::from_query(tenant.as_deref()));
    }
    let plan = XivoPlan::of(xivo);
    view! {
        <div class="people run import">
            <p><Back xivo=xivo /></p>
            <Title title=text(texts::title) />
            <Show when=move || plan.is_there()>
                <p>
                    <Link to=Route::Plan { system: xivo.system.id() }>{t(plan_texts::open_plan)}</Link>
                </p>
            </Show>
            <FileChoice xivo=xivo />
        </div>
    }
    .into_any()
}

/// Where a file is dropped or chosen.
#[component]
fn FileChoice(xivo: Xivo) -> impl IntoView {
    let navigation = Console::get().navigation;
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
                    let columns = columns_of(&table);
                    let file = ImportFile { name: file.name(), table, columns, creates: false };
                    // Whoever has left the page meanwhile has thought better of it.
                    if matches!(navigation.here(), Route::ImportUsers { .. }) {
                        begin_plan(xivo, PlanSource::File(file));
                    }
                    return;
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
        <p>{t(texts::introduction)}</p>
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
