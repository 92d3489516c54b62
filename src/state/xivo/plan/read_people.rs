//! Reading something of each of many people.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use crate::state::read_each::read_each;
use crate::wire::xivo::UserId;

/// Does `read` for the people of these ids, a few at a time, as long as that is wanted, and gives
/// what came by their ids. `count` is called with how many were read.
pub(super) async fn read_people<T: 'static, R: Future<Output = T>>(
    ids: Vec<String>,
    is_wanted: impl Fn() -> bool + Clone + 'static,
    count: impl Fn(usize) + Clone + 'static,
    read: impl Fn(UserId) -> R + Clone + 'static,
) -> HashMap<String, T> {
    let found: Rc<RefCell<HashMap<String, T>>> = Rc::default();
    // No address can carry every id that a server may give.
    let ids: Rc<Vec<UserId>> = Rc::new(ids.into_iter().map(UserId::new).filter(UserId::can_travel).collect());
    let all = ids.len();
    let read_at = {
        let found = Rc::clone(&found);
        move |at: usize| {
            let (ids, found, count, read) = (Rc::clone(&ids), Rc::clone(&found), count.clone(), read.clone());
            async move {
                let Some(id) = ids.get(at) else { return };
                let what = read(id.clone()).await;
                found.borrow_mut().insert(id.as_str().to_owned(), what);
                let read = found.borrow().len();
                count(read);
            }
        }
    };
    read_each(all, is_wanted, read_at).await;
    found.take()
}
