//! Reading something of each of many, a few at a time.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures_channel::oneshot;
use leptos::task::spawn_local;

use super::plan::AT_ONCE;

/// Does `read` for each number below `count`, a few at a time, as long as that is wanted; ends when
/// all are through.
pub async fn read_each<R: Future<Output = ()>>(
    count: usize,
    is_wanted: impl Fn() -> bool + Clone + 'static,
    read: impl Fn(usize) -> R + Clone + 'static,
) {
    let next = Rc::new(Cell::new(0));
    let mut ends = Vec::new();
    for _ in 0..AT_ONCE.min(count) {
        let (next, is_wanted, read) = (Rc::clone(&next), is_wanted.clone(), read.clone());
        let (sender, receiver) = oneshot::channel();
        ends.push(receiver);
        spawn_local(async move {
            while next.get() < count && is_wanted() {
                let at = next.get();
                next.set(at + 1);
                read(at).await;
            }
            // Whoever waited for it may have gone away.
            let _ = sender.send(());
        });
    }
    for end in ends {
        let _ = end.await;
    }
}

/// Does `read` for each of these, a few at a time, as long as that is wanted, and gives what came of
/// which. `count` is called with how many were read.
pub async fn read_all<K: Clone + 'static, T: 'static, R: Future<Output = T>>(
    keys: Vec<K>,
    is_wanted: impl Fn() -> bool + Clone + 'static,
    count: impl Fn(usize) + Clone + 'static,
    read: impl Fn(K) -> R + Clone + 'static,
) -> Vec<(K, T)> {
    let all = keys.len();
    let keys = Rc::new(keys);
    let found: Rc<RefCell<Vec<(K, T)>>> = Rc::default();
    let read_at = {
        let found = Rc::clone(&found);
        move |at: usize| {
            let (keys, found, count, read) =
                (Rc::clone(&keys), Rc::clone(&found), count.clone(), read.clone());
            async move {
                let Some(key) = keys.get(at) else { return };
                let what = read(key.clone()).await;
                found.borrow_mut().push((key.clone(), what));
                let read = found.borrow().len();
                count(read);
            }
        }
    };
    read_each(all, is_wanted, read_at).await;
    found.take()
}
