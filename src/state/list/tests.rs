//! What pages change while a list is read is not lost to the reading.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use leptos::prelude::*;

use super::{ListStore, PageSource, Row, ShortRows};
use crate::domain::Refusal;
use crate::list::{Completeness, PageEnd, PageRequest, Progress};

struct Person {
    id: String,
    name: String,
}

impl Row for Person {
    type Facts = ();
    const SORT_COLUMNS: usize = 1;

    fn id(&self) -> &str {
        &self.id
    }

    fn write_search_texts(&self, write: &mut dyn FnMut(&[&str])) {
        write(&[&self.name]);
    }

    fn sort_text<'a>(&'a self, _column: usize, _facts: &'a ()) -> &'a str {
        &self.name
    }
}

/// Somebody as "id name".
fn person(text: &str) -> Person {
    let (id, name) = text.split_once(' ').expect("an id and a name");
    Person { id: id.to_owned(), name: name.to_owned() }
}

/// A server whose answers come when the test hands them in.
#[derive(Default)]
struct Server {
    pages: RefCell<VecDeque<(Vec<Person>, usize)>>,
    /// Does its shorter list have all there is to tell?
    has_short_list: bool,
}

impl Server {
    fn answer(&self, people: &[&str], total: usize) {
        let people = people.iter().map(|text| person(text)).collect();
        self.pages.borrow_mut().push_back((people, total));
    }

    async fn next_answer(&self, take: &mut dyn FnMut(Person)) -> usize {
        let next = |_: &mut Context<'_>| match self.pages.borrow_mut().pop_front() {
            Some(page) => Poll::Ready(page),
            None => Poll::Pending,
        };
        let (people, total) = poll_fn(next).await;
        people.into_iter().for_each(take);
        total
    }
}

impl PageSource<Person> for Server {
    const READINGS: &'static [PageRequest] = &[PageRequest::From(0), PageRequest::From(0)];

    async fn read_short_rows(
        &self,
        take: &mut dyn FnMut(Person),
        _arrived: &dyn Fn(),
    ) -> Result<ShortRows, Refusal> {
        if !self.has_short_list {
            return Ok(ShortRows::None);
        }
        Ok(ShortRows::Whole { total: Some(self.next_answer(take).await) })
    }

    async fn read_page(
        &self,
        _request: PageRequest,
        take: &mut dyn FnMut(Person),
        _arrived: &dyn Fn(),
    ) -> Result<PageEnd, Refusal> {
        let total = self.next_answer(take).await;
        Ok(PageEnd { total: Some(total), ..PageEnd::default() })
    }
}

/// Goes on as far as there are answers. Is the list read?
fn go_on(reading: &mut Pin<Box<impl Future<Output = ()>>>) -> bool {
    reading.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_ready()
}

fn people(store: ListStore<Person>) -> Vec<String> {
    store.with(|rows| rows.iter().map(|person| format!("{} {}", person.id, person.name)).collect())
}

fn completeness(store: ListStore<Person>) -> Option<Completeness> {
    match store.progress().get_untracked() {
        Progress::Read(completeness) => Some(completeness),
        _ => None,
    }
}

#[test]
fn what_pages_change_while_a_list_is_read_anew_is_in_the_new_rows() {
    let (store, server) = (ListStore::new(None), Server::default());
    server.answer(&["1 Ada", "2 Boris", "3 Chris", "4 Dora"], 4);
    assert!(go_on(&mut Box::pin(store.read(&server, false))));
    // What was changed before the reading is as the server has it now.
    store.remove_row("4");
    store.put_row(person("3 Christine"));

    let mut reading = Box::pin(store.read(&server, true));
    server.answer(&["1 Ada", "2 Boris", "3 Chris"], 5);
    assert!(!go_on(&mut reading));
    store.remove_row("2");
    store.remove_row("5");
    store.put_row(person("1 Ada Byron"));
    store.put_row(person("4 Dorothy"));
    store.put_row(person("6 Fay"));
    assert_eq!(people(store), ["1 Ada Byron", "3 Christine", "4 Dorothy", "6 Fay"]);
    server.answer(&["3 Chris", "4 Dora", "5 Eve"], 5);
    assert!(go_on(&mut reading));

    assert_eq!(people(store), ["1 Ada Byron", "3 Chris", "4 Dorothy", "6 Fay"]);
    assert_eq!(completeness(store), Some(Completeness::Whole));
    // They are found by what they are called now.
    store.with(|rows| {
        assert_eq!(rows.list().best_matches("byron", 9).1, 1);
        assert_eq!(rows.list().best_matches("dora", 9).1, 0);
    });
}

#[test]
fn whoever_is_taken_out_during_the_first_reading_does_not_come_back_with_a_later_page() {
    let (store, server) = (ListStore::new(None), Server::default());
    let mut reading = Box::pin(store.read(&server, false));
    server.answer(&["1 Ada", "2 Boris"], 4);
    assert!(!go_on(&mut reading));
    store.remove_row("1");
    store.remove_row("3");
    store.put_row(person("4 Dorothy"));
    server.answer(&["2 Boris", "3 Chris", "4 Dora"], 4);
    assert!(go_on(&mut reading));
    assert_eq!(people(store), ["2 Boris", "4 Dorothy"]);
    assert_eq!(completeness(store), Some(Completeness::Whole));
}

#[test]
fn whoever_is_put_in_before_the_shorter_list_comes_is_there_once() {
    let (store, server) = (ListStore::new(None), Server { has_short_list: true, ..Server::default() });
    let mut reading = Box::pin(store.read(&server, false));
    assert!(!go_on(&mut reading));
    store.put_row(person("1 Ada Byron"));
    server.answer(&["1 Ada", "2 Boris"], 2);
    assert!(go_on(&mut reading));
    assert_eq!(people(store), ["1 Ada Byron", "2 Boris"]);
}

#[test]
fn whoever_is_put_in_while_a_shifted_list_is_read_again_stays() {
    let (store, server) = (ListStore::new(None), Server::default());
    let mut reading = Box::pin(store.read(&server, false));
    server.answer(&["1 Ada", "2 Boris", "3 Chris"], 5);
    // 1 is deleted by somebody else: the page does not begin with the last row of before.
    server.answer(&["4 Dora", "5 Eve"], 4);
    assert!(!go_on(&mut reading));
    store.put_row(person("6 Fay"));
    server.answer(&["2 Boris", "3 Chris", "4 Dora", "5 Eve"], 4);
    assert!(go_on(&mut reading));
    assert_eq!(people(store), ["2 Boris", "3 Chris", "4 Dora", "5 Eve", "6 Fay"]);
    assert_eq!(completeness(store), Some(Completeness::Whole));
}
