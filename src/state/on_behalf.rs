//! For whom something is done that takes several requests: who was signed in where when it was begun.

use std::cell::RefCell;
use std::future::poll_fn;
use std::pin::pin;
use std::rc::Rc;

/// Systems by their ids, each with the name under which somebody was signed in.
pub type SignedInPeople = Rc<Vec<(String, Option<String>)>>;

thread_local! {
    /// Those for whom the work is done that goes on at this moment.
    static PRESENT: RefCell<Option<SignedInPeople>> = const { RefCell::new(None) };
}

/// Does some work for these people, however often it waits: once somebody else has signed in to a
/// system instead, no more of it is written there.
pub async fn on_behalf_of<T>(people: SignedInPeople, work: impl Future<Output = T>) -> T {
    let mut work = pin!(work);
    poll_fn(|context| {
        let around = PRESENT.replace(Some(Rc::clone(&people)));
        let progress = work.as_mut().poll(context);
        PRESENT.set(around);
        progress
    })
    .await
}

/// Under which name somebody was signed in to a system when the work began that goes on at this moment;
/// `None` where no work is done for anybody.
pub fn person_behind(system: &str) -> Option<Option<String>> {
    PRESENT.with_borrow(|people| {
        let (_, person) = people.as_ref()?.iter().find(|(id, _)| id == system)?;
        Some(person.clone())
    })
}

#[cfg(test)]
mod tests {
    use std::pin::Pin;
    use std::task::{Context, Poll, Waker};

    use super::*;

    fn poll<T>(work: &mut Pin<Box<impl Future<Output = T>>>) -> Poll<T> {
        work.as_mut().poll(&mut Context::from_waker(Waker::noop()))
    }

    /// Waits once.
    async fn wait() {
        let mut has_waited = false;
        poll_fn(|_| if std::mem::replace(&mut has_waited, true) { Poll::Ready(()) } else { Poll::Pending })
            .await;
    }

    fn people(name: &str) -> SignedInPeople {
        Rc::new(vec![("pbx".to_owned(), Some(name.to_owned()))])
    }

    #[test]
    fn each_work_knows_its_own_people_after_it_has_waited() {
        let work = |name: &str| {
            Box::pin(on_behalf_of(people(name), async {
                let before = person_behind("pbx");
                wait().await;
                (before, person_behind("pbx"), person_behind("other"))
            }))
        };
        let (mut ada, mut boris) = (work("ada"), work("boris"));
        assert!(poll(&mut ada).is_pending());
        assert!(poll(&mut boris).is_pending());
        assert_eq!(person_behind("pbx"), None);
        let of = |name: &str| Some(Some(name.to_owned()));
        assert_eq!(poll(&mut ada), Poll::Ready((of("ada"), of("ada"), None)));
        assert_eq!(poll(&mut boris), Poll::Ready((of("boris"), of("boris"), None)));
    }
}
