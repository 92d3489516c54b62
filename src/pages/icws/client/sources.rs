//! Where values come from, on servers that tell it only one property at a time.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::form_page::Editing;
use crate::pages::icws::client::resource::ClientForm;
use crate::wire::icws::ClientConfiguration;

/// Asks for what did not come with the rest, anew after each save: the
/// sources of before may be those of yesterday.
pub fn read_sources(editing: Editing<ClientForm>) {
    let Editing { resource: ClientForm { icws, id, .. }, object, draft, is_saving, .. } = editing;
    // Counts what was read: what an earlier asking still brings is no answer to a later one.
    let newest = StoredValue::new(0_u32);
    let is_at_rest = Memo::new(move |_| {
        let is_looking = draft.with(|draft| draft.outcome().is_some_and(|outcome| outcome.is_looking));
        !is_saving.get() && !is_looking
    });
    Effect::new(move |_| {
        let reading = newest.get_value() + 1;
        newest.set_value(reading);
        if !is_at_rest.get() {
            return;
        }
        let lacking = object.with_untracked(ClientConfiguration::properties_without_sources);
        let whose = id.get_value();
        spawn_local(async move {
            // The page may have been left meanwhile.
            let found = |answer: ClientConfiguration| {
                newest.try_get_value() == Some(reading)
                    && object.try_update(|now| now.add_sources(&answer)).is_some()
            };
            icws.read_sources(&whose, lacking, found).await;
        });
    });
}
