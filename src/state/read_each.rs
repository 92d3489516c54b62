//! Reading something of each of many, a few at a time.

use std::cell::Cell;
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
