//! Giving back what a write changed, wherever that is asked for.

use leptos::task::spawn_local;

use super::vendor::pages_of;
use crate::browser::dom;
use crate::client::LocalBoxFuture;
use crate::components::PageShell;
use crate::components::lazy::Part;
use crate::components::undo::Undoing;
use crate::domain::Language;
use crate::journal::{ChangeKind, Entry, JournalValue, Undo};
use crate::route::Route;
use crate::state::Console;
use crate::state::notices::Tone;
use crate::text::{common, journal as texts, refusal as refusals};

/// Loads what gives an entry back. `None` where nothing does.
pub type LoadUndo = fn(Undoing) -> Option<Part<LocalBoxFuture<'static, ()>>>;

/// What the buttons for it call. Provided once, by the shell.
#[derive(Clone, Copy)]
pub struct RunUndo {
    pub load: LoadUndo,
    pub shell: PageShell,
}

impl RunUndo {
    /// Gives an entry back, unless that is under way. It goes on when the page is left.
    pub fn run(self, number: u32) {
        let console = Console::get();
        if !console.journal.begin_undo(number) {
            return;
        }
        let Some(entry) = console.journal.entry(number) else { return };
        let undoing = Undoing { entry, shell: self.shell };
        spawn_local(async move {
            let is_loaded = match (self.load)(undoing.clone()) {
                Some(part) => match part.await {
                    Ok(undo) => {
                        console.systems.on_behalf_of_present_people(undo).await;
                        true
                    }
                    Err(_) => false,
                },
                None => false,
            };
            if !is_loaded {
                undoing.set(Undo::NotTried);
                console.notices.say(Tone::Failed, |language| common::part_missing_why(language).to_owned());
            }
        });
    }
}

/// The id of the button that closes a notice.
pub fn close_id(notice: u32) -> String {
    ["notice-", &notice.to_string()].concat()
}

/// Enters how far an entry came, and says so in the place of the notice that offered Undo.
pub fn set_undo(console: Console, number: u32, undo: Undo) {
    console.journal.set_undo(number, undo.clone());
    let Some(entry) = console.journal.entry(number) else { return };
    let tone = match undo {
        Undo::Done | Undo::AlreadySo => Tone::Done,
        Undo::NotTried | Undo::UnderWay => return,
        _ => Tone::Warning,
    };
    // Whoever was created and deleted again has no page any more.
    let is_gone = entry.kind == ChangeKind::Created && undo.is_done();
    if is_gone && let (true, Some(system)) = (console.navigation.here() == entry.route, entry.route.system())
    {
        console.navigation.replace_with_list(Route::Users { system: system.to_owned() });
    }
    // What is not known may be looked up a moment later, and said then.
    let is_open = undo == Undo::Unknown;
    // The icon of the notice stands in the place of the sign.
    let words = move |language| sentence(language, &entry).trim_start_matches(texts::SIGNS).to_owned();
    let notice = console.notices.replace(number, is_open, tone, words);
    if let Some(notice) = notice {
        // The button that was pressed has gone with its notice.
        dom::focus_soon_if_lost(&close_id(notice));
    }
}

/// How far an entry was given back, in words. Reactive: the labels are those of its vendor's part.
pub fn sentence(language: Language, entry: &Entry) -> String {
    match &entry.undo {
        Undo::Conflict(fields) | Undo::NotKept(fields) => {
            let labels: Vec<String> = fields.iter().map(|field| label(language, entry, field)).collect();
            texts::undone(language, &entry.undo, &labels.join(", "))
        }
        Undo::Refused(refusal) => {
            let problems = refusal.problems.iter().map(|problem| {
                let sentence = refusals::problem(language, problem);
                match problem.field.as_deref() {
                    Some(field) => common::labelled(language, &label(language, entry, field), &sentence),
                    None => sentence,
                }
            });
            let sentences: Vec<String> =
                std::iter::once(refusals::refusal(language, refusal)).chain(problems).collect();
            [&texts::undone(language, &entry.undo, ""), sentences.join(" ").as_str()].concat()
        }
        undo => {
            let sentence = texts::undone(language, undo, "");
            let is_left = |value: &&JournalValue| value.is_secret && entry.kind == ChangeKind::Changed;
            let left = entry.values.iter().filter(is_left).map(|value| label(language, entry, &value.field));
            let left = left.collect::<Vec<_>>().join(", ");
            if left.is_empty() || !undo.is_done() {
                sentence
            } else {
                texts::undone_but(language, &sentence, &left)
            }
        }
    }
}

/// What a field is called, in the words of its vendor's part. Reactive.
pub fn label(language: Language, entry: &Entry, field: &str) -> String {
    let system = entry.route.system().and_then(|id| Console::get().systems.by_id(id));
    let pages = system.and_then(|system| pages_of(system.vendor())?.get());
    pages.map_or_else(|| field.to_owned(), |pages| pages.field_label(language, field))
}
