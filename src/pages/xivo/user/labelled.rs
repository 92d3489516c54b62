//! What the server names and people label: music on hold, chosen from a list, and contexts.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::field::{Entry, SelectField, TextField};
use crate::components::language;
use crate::form::Draft;
use crate::state::xivo::Xivo;
use crate::state::xivo::labels::Labels;
use crate::text::xivo as texts;
use crate::wire::xivo::Field;

/// The music that a server plays where nothing else is chosen. It is taken, listed or not.
const DEFAULT_MUSIC: &str = "default";

/// The lists of the tenant that somebody is of, read once it is known which tenant that is.
/// `None` where the server has no labels.
pub fn labels_of(xivo: Xivo, tenant: Signal<Option<String>>) -> Signal<Option<Labels>> {
    Effect::new(move |_| {
        let tenant = tenant.get();
        if xivo.dialect.get().has_labels() {
            spawn_local(async move { xivo.read_labels(tenant).await });
        }
    });
    Signal::derive(move || xivo.labels_of(&tenant.get()))
}

/// Music on hold: by label from a list where the server has one, and else as it is typed.
#[component]
pub fn MusicOnHold(
    xivo: Xivo,
    draft: RwSignal<Draft<Field>>,
    is_new: bool,
    id: String,
    label: Signal<String>,
    problem: Signal<String>,
    changed: Signal<bool>,
    offer: Option<Callback<(), Vec<String>>>,
    on_leave: Callback<()>,
) -> impl IntoView {
    let language = language();
    let tenant = Signal::derive(move || {
        if is_new {
            return xivo.tenant_of_new_users();
        }
        Some(draft.with(|draft| draft.text(Field::TenantUuid).to_owned())).filter(|uuid| !uuid.is_empty())
    });
    let labels = labels_of(xivo, tenant);
    let value = Signal::derive(move || draft.with(|draft| draft.text(Field::MusicOnHold).to_owned()));
    let write = move |typed: String| draft.update(|draft| draft.set_text(Field::MusicOnHold, typed));
    // What stands in the record is offered whatever the list has.
    let stored =
        Signal::derive(move || draft.with(|draft| draft.base(Field::MusicOnHold).as_text().to_owned()));
    let options = Signal::derive(move || {
        let mut options = vec![(String::new(), texts::none(language.get()).to_owned())];
        let listed = labels.get().and_then(|labels| labels.music_on_hold).unwrap_or_default();
        options.extend(listed.iter().map(|music| (music.name.clone(), music.label().to_owned())));
        for name in [DEFAULT_MUSIC.to_owned(), stored.get(), value.get()] {
            if !options.iter().any(|(known, _)| *known == name) {
                options.push((name.clone(), name));
            }
        }
        options
    });
    // A list that cannot be had leaves the field to be typed in.
    let is_listed = Memo::new(move |_| {
        labels.with(|labels| {
            labels.as_ref().is_some_and(|labels| !labels.is_read || labels.music_on_hold.is_some())
        })
    });
    move || {
        let id = id.clone();
        if is_listed.get() {
            view! {
                <SelectField
                    id=id
                    label=label
                    value=value
                    options=options
                    on_change=write
                    problem=problem
                    changed=changed
                />
            }
            .into_any()
        } else {
            view! {
                <TextField
                    id=id
                    label=label
                    value=value
                    on_input=write
                    problem=problem
                    changed=changed
                    entry=Entry::TEXT
                    offer=offer
                    on_leave=on_leave
                />
            }
            .into_any()
        }
    }
}
