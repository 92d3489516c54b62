use std::pin::pin;
use std::task::{Context, Poll, Waker};

use futures_channel::oneshot;
use leptos::prelude::*;

use super::read_list;
use crate::domain::{Refusal, RefusalKind};
use crate::list::{PageEnd, PageRequest};
use crate::state::apio::lists::{TableList, TableRow};
use crate::state::list::PageSource;

/// A server that answers when the test lets it.
struct Server(StoredValue<Option<oneshot::Receiver<()>>>);

impl PageSource<TableRow> for Server {
    const READINGS: &'static [PageRequest] = &[PageRequest::Everything];

    async fn read_page(
        &self,
        _request: PageRequest,
        _take: &mut dyn FnMut(TableRow),
        _arrived: &dyn Fn(),
    ) -> Result<PageEnd, Refusal> {
        if let Some(answer) = self.0.try_update_value(Option::take).flatten() {
            let _ = answer.await;
        }
        Ok(PageEnd::default())
    }
}

#[test]
fn nobody_waits_for_a_list_that_a_sign_out_has_forgotten() {
    let (answer, comes) = oneshot::channel();
    let (list, server) = (TableList::new(None), Server(StoredValue::new(Some(comes))));
    let mut reading = pin!(read_list(list, &server));
    let mut go_on = || reading.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    assert!(go_on().is_pending());
    list.forget();
    answer.send(()).expect("the reading waits");
    assert_eq!(go_on(), Poll::Ready(Err(Refusal::new(RefusalKind::NotSignedIn))));
}
