//! What the lists of all vendors take from the console.

use leptos::prelude::*;

use crate::components::list::ListQuery;
use crate::state::Console;

/// The query of the address, in which a list keeps its search, order and columns.
pub fn query() -> ListQuery {
    let navigation = Console::get().navigation;
    ListQuery {
        query: navigation.query(),
        write: Callback::new(move |(name, value): (&'static str, String)| {
            navigation.set_query(name, &value);
        }),
    }
}
