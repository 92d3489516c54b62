//! A list: a table of many rows, with search, order, columns, selection, count
//! and export around it.

mod arrangement;
pub mod choice;
pub mod column;
pub mod export;
pub mod model;
pub mod page;
mod row_selection;
pub mod selection_bar;
pub mod table;
pub mod without;

pub use column::{Column, RowButton, Rows, Sort};
pub use model::{Cells, HiddenColumns, ListModel, ListQuery, ListTexts};
pub use page::{ListPage, incomplete_sentence};
pub use table::Table;
pub use without::{Lack, WithoutChoice, without};
