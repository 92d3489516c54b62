//! A file of people is chosen; what comes of it, [`plan`] shows in its place.

pub mod grid;
pub mod mapping;
pub mod plan;
pub mod save;

use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::{clock, files};
use crate::components::{Title, t, text};
use crate::list::csv::reader::{self, Unreadable};
use crate::pages::xivo::import::mapping::columns_of;
use crate::pages::xivo::user::navigation::Back;
use crate::state::navigation::Leaving;
use crate::state::notices::Tone;
use crate::state::plan::Phase;
use crate::state::xivo::Xivo;
use crate::state::xivo::import::{Import, ImportFile};
use crate::state::xivo::tenant_choice::TenantChoice;
use crate::state::{Console, System};
use crate::text::{LocalizedText, import as texts};

/// The import of a system. `plan` shows what comes of a file.
pub fn page(system: System, plan: ViewFn) -> AnyView {
    view! { <Page xivo=Xivo::of(system) plan=plan /> }.into_any()
}

#[component]
fn Page(xivo: Xivo, plan: ViewFn) -> impl IntoView {
    let console = Console::get();
    let Import { file, run, .. } = Import::of(xivo);
    console.navigation.guard_as(Leaving::Running, move || run.is_under_way());
    let tenant = console.navigation.query().with_untracked(|query| query.get("tenant").map(str::to_owned));
    if tenant.is_some() {
        xivo.choose_tenant(TenantChoice::from_query(tenant.as_deref()));
    }
    on_cleanup(move || stop_when_left(xivo, console));
    let has_file = Memo::new(move |_| file.with(Option::is_some));
    view! {
        <div class="people run import">
            <p><Back xivo=xivo /></p>
            <Title title=text(texts::title) />
            {move || match has_file.get() {
                true => plan.run(),
                false => view! { <FileChoice xivo=xivo /> }.into_any(),
            }}
        </div>
    }
    .into_any()
}

/// The page is left: what runs is stopped, and what was done is there when one comes back.
fn stop_when_left(xivo: Xivo, console: Console) {
    let run = Import::of(xivo).run;
    if !matches!(run.phase().get_untracked(), Phase::Running | Phase::Paused) {
        return;
    }
    // Only once the view is gone: what it was made of must not be notified any more.
    spawn_local(async move {
        clock::sleep(Duration::ZERO).await;
        run.stop();
        console.notices.say(Tone::Warning, |language| texts::left(language).to_owned());
    });
}

/// Where a file is dropped or chosen.
#[component]
fn FileChoice(xivo: Xivo) -> impl IntoView {
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
                    Import::of(xivo).file.set(Some(ImportFile {
                        name: file.name(),
                        table,
                        columns,
                        creates: false,
                    }));
                    return xivo.check_import().await;
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
