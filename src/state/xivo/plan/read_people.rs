//! Reading something of each of many people.

use std::collections::HashMap;

use crate::state::read_each::read_all;
use crate::wire::xivo::UserId;

/// Does `read` for the people of these ids, a few at a time, as long as that is wanted, and gives
/// what came by their ids. `count` is called with how many were read.
pub(super) async fn read_people<T: 'static, R: Future<Output = T>>(
    ids: Vec<String>,
    is_wanted: impl Fn() -> bool + Clone + 'static,
    count: impl Fn(usize) + Clone + 'static,
    read: impl Fn(UserId) -> R + Clone + 'static,
) -> HashMap<String, T> {
    // No address can carry every id that a server may give.
    let ids = ids.into_iter().map(UserId::new).filter(UserId::can_travel).collect();
    let found = read_all(ids, is_wanted, count, read).await;
    found.into_iter().map(|(id, what)| (id.as_str().to_owned(), what)).collect()
}
