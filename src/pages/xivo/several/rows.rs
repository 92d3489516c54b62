//! The rows of the table of outcomes.

use leptos::prelude::*;

use crate::browser::rows::Fill;
use crate::components::list::{Column, Sort};
use crate::components::refused::problem_sentence;
use crate::domain::{Language, Refusal};
use crate::list::sort_rows;
use crate::pages::xivo::cti::resource::state_text;
use crate::route::{Route, can_carry};
use crate::state::xivo::Xivo;
use crate::state::xivo::run::{Item, Outcome, Phase};
use crate::text::{common, refusal as sentences, several as texts, xivo as xivo_texts};

pub const COLUMNS: [Column; 3] = [
    Column { key: "name", label: texts::name, is_number: false },
    Column { key: "now", label: texts::now, is_number: false },
    Column { key: "outcome", label: texts::outcome, is_number: false },
];

pub struct Rows {
    pub xivo: Xivo,
    pub language: Signal<Language>,
    /// The people in the order of the table.
    pub order: StoredValue<Vec<usize>>,
}

impl Rows {
    fn with_item<T: Default>(&self, place: usize, read: impl FnOnce(&Item) -> T) -> T {
        let at = self.order.with_value(|order| order.get(place).copied());
        self.xivo.run.with(|items| at.and_then(|at| items.get(at)).map(read).unwrap_or_default())
    }
}

impl Fill for Rows {
    fn id(&self, place: usize) -> String {
        self.with_item(place, |item| item.id.as_str().to_owned())
    }

    fn row_of(&self, id: &str) -> Option<usize> {
        (0..self.order.with_value(Vec::len))
            .find(|place| self.with_item(*place, |item| item.id.as_str() == id))
    }

    fn url(&self, place: usize) -> Option<String> {
        let user = self.with_item(place, |item| item.id.as_str().to_owned());
        can_carry(&user).then(|| Route::UserCti { system: self.xivo.system.id(), user }.path())
    }

    fn cell(&self, place: usize, column: usize, out: &mut String) {
        let language = self.language.get_untracked();
        let is_ready = self.xivo.run.phase().get_untracked() == Phase::Ready;
        let text = self.with_item(place, |item| cell(self.xivo, language, item, column, is_ready));
        out.push_str(&text);
    }

    fn is_selected(&self, _: usize) -> bool {
        false
    }

    fn select_label(&self, _: usize) -> String {
        String::new()
    }
}

fn cell(xivo: Xivo, language: Language, item: &Item, column: usize, is_ready: bool) -> String {
    match column {
        0 if item.name.is_empty() => xivo_texts::unnamed(language).to_owned(),
        0 => item.name.clone(),
        1 => item.cti.map(|cti| untrack(|| state_text(xivo, language, &cti))).unwrap_or_default(),
        _ => outcome(language, item, is_ready),
    }
}

/// What became of somebody, with the reason; before the run, what will.
pub fn outcome(language: Language, item: &Item, is_ready: bool) -> String {
    let fixed = match &item.outcome {
        Outcome::Waiting if is_ready => texts::will_change(language),
        Outcome::Waiting => texts::waiting(language),
        Outcome::UnderWay => texts::under_way(language),
        Outcome::Changed => texts::changed(language),
        Outcome::ChangedAllTheSame => texts::changed_all_the_same(language),
        Outcome::AlreadySo => texts::already(language),
        Outcome::Lacks(account) => {
            texts::lacks(language, account.username == Some(false), account.password == Some(false))
        }
        Outcome::NotTold => texts::not_told(language),
        Outcome::NotOffered => texts::not_offered(language),
        Outcome::NotShown => texts::not_shown(language),
        Outcome::NotKept => texts::not_kept(language),
        Outcome::ProfileKept => texts::profile_kept(language),
        Outcome::Refused(_) => texts::refused(language),
        Outcome::PutBack(_) => texts::put_back(language),
        Outcome::Lost(_) => texts::lost(language),
        Outcome::Unknown(_) => texts::unknown(language),
        Outcome::NotTried => texts::not_tried(language),
    };
    let mut out = fixed.to_owned();
    if let Some(refusal) = item.outcome.refusal() {
        out.push_str(&reason(language, refusal));
    }
    out
}

/// The problems where there are some, each with its field; else what the refusal means.
fn reason(language: Language, refusal: &Refusal) -> String {
    if refusal.problems.is_empty() {
        return sentences::refusal(language, refusal);
    }
    let mut out = String::new();
    for problem in &refusal.problems {
        if !out.is_empty() {
            out.push(' ');
        }
        let field = problem.field.as_deref().and_then(crate::wire::xivo::Field::from_wire);
        if let Some(field) = field {
            out.push_str(xivo_texts::label(language, field.name()));
            out.push_str(common::colon(language));
        }
        out.push_str(&problem_sentence(language, problem));
    }
    out
}

/// The people in the order asked for; without one, in that of the list.
pub fn order(xivo: Xivo, language: Language, sort: Option<Sort>) -> Vec<usize> {
    let is_ready = xivo.run.phase().get_untracked() == Phase::Ready;
    xivo.run.with(|items| {
        let Some(sort) = sort else { return (0..items.len()).collect() };
        let texts: Vec<String> = items
            .iter()
            .map(|item| cell(xivo, language, item, sort.column, is_ready).to_lowercase())
            .collect();
        let mut order: Vec<u32> = (0..).zip(&texts).map(|(at, _)| at).collect();
        sort_rows(&mut order, &mut |a, b| texts.get(a as usize).cmp(&texts.get(b as usize)));
        if sort.descending {
            order.reverse();
        }
        order.into_iter().map(|at| at as usize).collect()
    })
}
