//! The rows of a windowed table: a pool of elements that are written anew as
//! the window moves, rather than made and dropped.
//!
//! An element keeps its row as long as the row stays in the window, so that
//! the focus and a screen reader's place stay where they are.

use std::collections::VecDeque;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, Text};

use super::{dom, history, window};

/// Where the text of the rows comes from.
pub trait RowSource {
    /// What tells the row from all others, wherever it stands; empty where there is none.
    fn id(&self, row: usize) -> String;
    /// Where the row of this id stands now.
    fn row_of(&self, id: &str) -> Option<usize>;
    /// Where the row leads, below the base; none if no address can carry its id.
    fn url(&self, row: usize) -> Option<String>;
    /// Writes the text of a cell into `out`, which is empty.
    fn cell(&self, row: usize, column: usize, out: &mut String);
    /// Is the row selected? Asked only where rows can be.
    fn is_selected(&self, row: usize) -> bool;
    /// The name of the checkbox that selects the row.
    fn select_label(&self, row: usize) -> String;
}

/// A cell of the table, by its row and its place in the row, the checkbox first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CellPlace {
    /// None for the heading.
    pub row: Option<usize>,
    pub column: usize,
}

struct Row {
    element: Element,
    check: Option<HtmlInputElement>,
    link: Element,
    cells: Vec<Element>,
    /// The text of each cell.
    texts: Vec<Text>,
    /// Which row it shows.
    index: Option<usize>,
    /// Where it leads.
    url: Option<String>,
    /// What stands in `texts`.
    written: Vec<String>,
}

/// The elements of a table's body.
pub struct RowElements {
    body: Element,
    top: HtmlElement,
    bottom: HtmlElement,
    rows: VecDeque<Row>,
    /// The names of the columns, by which styles know them.
    columns: Vec<&'static str>,
    selectable: bool,
    /// The column that has a button in each row.
    button: Option<&'static str>,
    scratch: String,
    /// The one cell that the Tab key leads to.
    tab_stop: Option<HtmlElement>,
}

fn make(name: &str) -> Option<Element> {
    window().document()?.create_element(name).ok()
}

fn spacer(columns: usize) -> Option<(Element, HtmlElement)> {
    let row = make("tr")?;
    let cell = make("td")?;
    let _ = row.set_attribute("class", "spacer");
    let _ = row.set_attribute("aria-hidden", "true");
    let _ = cell.set_attribute("colspan", &columns.max(1).to_string());
    let _ = row.append_child(&cell);
    Some((row, cell.dyn_into().ok()?))
}

impl RowElements {
    /// An empty pool in this `tbody`, whose content is replaced.
    pub fn new(
        body: Element,
        columns: &[&'static str],
        selectable: bool,
        button: Option<&'static str>,
    ) -> Option<Self> {
        body.set_text_content(None);
        let wide = columns.len() + usize::from(selectable);
        let (top_row, top) = spacer(wide)?;
        let (bottom_row, bottom) = spacer(wide)?;
        let _ = body.append_child(&top_row);
        let _ = body.append_child(&bottom_row);
        Some(Self {
            body,
            top,
            bottom,
            rows: VecDeque::new(),
            columns: columns.to_vec(),
            selectable,
            button,
            scratch: String::new(),
            tab_stop: None,
        })
    }

    /// Shows the rows `first..last` between two spaces of these heights in px.
    /// `anew` writes every row, also those that were shown already. Gives whether somebody else
    /// stands now where another was.
    pub fn show(
        &mut self,
        first: usize,
        last: usize,
        above: f64,
        below: f64,
        fill: &dyn RowSource,
        anew: bool,
    ) -> bool {
        let wanted = last.saturating_sub(first);
        self.resize(wanted);
        self.keep(first, wanted);
        let mut has_moved = false;
        for at in 0..wanted {
            let index = first + at;
            let Some(row) = self.rows.get_mut(at) else {
                break;
            };
            if row.index != Some(index) {
                row.leave_focus();
                row.index = Some(index);
                row.write(index, fill, &mut self.scratch);
            } else if anew {
                let before = row.url.clone();
                row.write(index, fill, &mut self.scratch);
                has_moved |= before.is_some() && before != row.url;
            }
        }
        dom::set_pixels(&self.top, "height", above);
        dom::set_pixels(&self.bottom, "height", below);
        has_moved
    }

    /// Moves elements from one end to the other, so that rows that stay in
    /// the window stay on their elements.
    fn keep(&mut self, first: usize, wanted: usize) {
        let Some(before) = self.rows.front().and_then(|row| row.index) else {
            return;
        };
        let moved = first.abs_diff(before);
        if moved == 0 || moved >= wanted {
            return;
        }
        for _ in 0..moved {
            if first > before {
                let Some(row) = self.rows.pop_front() else {
                    return;
                };
                let _ = self.body.insert_before(&row.element, self.bottom_row().as_ref().map(AsRef::as_ref));
                self.rows.push_back(row);
            } else {
                let Some(row) = self.rows.pop_back() else {
                    return;
                };
                let next = self.rows.front().map(|row| row.element.clone());
                let _ = self.body.insert_before(&row.element, next.as_ref().map(AsRef::as_ref));
                self.rows.push_front(row);
            }
        }
    }

    fn bottom_row(&self) -> Option<Element> {
        self.body.last_element_child()
    }

    fn resize(&mut self, wanted: usize) {
        while self.rows.len() > wanted {
            if let Some(row) = self.rows.pop_back() {
                row.element.remove();
            }
        }
        while self.rows.len() < wanted {
            let Some(row) = Row::new(&self.columns, self.selectable, self.button) else {
                return;
            };
            let _ = self.body.insert_before(&row.element, self.bottom_row().as_ref().map(AsRef::as_ref));
            self.rows.push_back(row);
        }
    }

    fn stop(&self, row: usize, column: usize) -> Option<HtmlElement> {
        let row = self.rows.iter().find(|shown| shown.index == Some(row))?;
        let check = row.check.as_ref().map(AsRef::<Element>::as_ref);
        let mut stops = check.into_iter().chain(&row.cells);
        stops.nth(column)?.clone().dyn_into().ok()
    }

    /// Makes a cell of a row that is in the window the one that the Tab key leads to: what can
    /// be used in the cell, where there is something. Gives what is to have the focus.
    pub fn set_tab_stop(&mut self, row: usize, column: usize) -> Option<HtmlElement> {
        let stop = self.stop(row, column)?;
        if self.tab_stop.as_ref() != Some(&stop) {
            if let Some(before) = self.tab_stop.replace(stop.clone()) {
                let _ = before.set_attribute("tabindex", "-1");
            }
            let _ = stop.set_attribute("tabindex", "0");
        }
        Some(stop)
    }

    /// Which cell of the table an event's target lies in.
    pub fn place_of(&self, target: &Element) -> Option<CellPlace> {
        let row = target.closest("tr").ok().flatten()?;
        let cell = target.closest("td, th").ok().flatten()?;
        let mut column = 0;
        let mut before = cell.previous_element_sibling();
        while let Some(cell) = before {
            column += 1;
            before = cell.previous_element_sibling();
        }
        if let Some(shown) = self.rows.iter().find(|shown| shown.element == row) {
            return shown.index.map(|row| CellPlace { row: Some(row), column });
        }
        row.closest("thead").ok().flatten().map(|_| CellPlace { row: None, column })
    }
}

impl Row {
    fn new(columns: &[&'static str], selectable: bool, button: Option<&'static str>) -> Option<Self> {
        let element = make("tr")?;
        let mut check = None;
        if selectable {
            let cell = make("td")?;
            let _ = cell.set_attribute("class", "check");
            let input: HtmlInputElement = make("input")?.dyn_into().ok()?;
            input.set_type("checkbox");
            let _ = input.set_attribute("tabindex", "-1");
            let _ = cell.append_child(&input);
            let _ = element.append_child(&cell);
            check = Some(input);
        }
        let link = make("a")?;
        let mut cells = Vec::with_capacity(columns.len());
        let mut texts = Vec::with_capacity(columns.len());
        for (column, key) in columns.iter().enumerate() {
            // The first column names the row for those who hear the table.
            let cell = make(if column == 0 { "th" } else { "td" })?;
            let _ = cell.set_attribute("dir", "auto");
            let _ = cell.set_attribute("data-column", key);
            let _ = element.append_child(&cell);
            if column == 0 {
                let _ = cell.set_attribute("scope", "row");
                let _ = cell.append_child(&link);
                cells.push(link.clone());
            } else if button == Some(*key) {
                let button = make("button")?;
                let _ = button.set_attribute("type", "button");
                let _ = button.set_attribute("class", "quiet");
                let _ = cell.append_child(&button);
                cells.push(button);
            } else {
                cells.push(cell);
            }
            if let Some(stop) = cells.last() {
                let text = window().document()?.create_text_node("");
                let _ = stop.append_child(&text);
                texts.push(text);
                let _ = stop.set_attribute("tabindex", "-1");
            }
        }
        Some(Self {
            element,
            check,
            link,
            cells,
            texts,
            index: None,
            url: None,
            written: vec![String::new(); columns.len()],
        })
    }

    fn write(&mut self, index: usize, fill: &dyn RowSource, scratch: &mut String) {
        // The heading is the first row for those who hear the table.
        let _ = self.element.set_attribute("aria-rowindex", &(index + 2).to_string());
        self.url = fill.url(index);
        match &self.url {
            Some(url) => self.link.set_attribute("href", &history::href(url)),
            None => self.link.remove_attribute("href"),
        }
        .unwrap_or_default();
        for (column, (text, written)) in self.texts.iter().zip(&mut self.written).enumerate() {
            scratch.clear();
            fill.cell(index, column, scratch);
            dom::shorten(scratch);
            if scratch != written {
                text.set_data(scratch);
                std::mem::swap(scratch, written);
            }
        }
        if let Some(check) = &self.check {
            let selected = fill.is_selected(index);
            check.set_checked(selected);
            let mut label = fill.select_label(index);
            dom::shorten(&mut label);
            let _ = check.set_attribute("aria-label", &label);
            let _ = self.element.class_list().toggle_with_force("is-selected", selected);
        }
    }

    /// An element that is about to show another row gives the focus back to
    /// the list, lest it silently stand on somebody else.
    fn leave_focus(&self) {
        let Some(active) = window().document().and_then(|document| document.active_element()) else {
            return;
        };
        if self.element.contains(Some(&active))
            && let Some(scroller) = self.element.closest("[tabindex]").ok().flatten()
            && let Some(scroller) = scroller.dyn_ref::<HtmlElement>()
        {
            let _ = scroller.focus();
        }
    }
}
