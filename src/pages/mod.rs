//! The views. What all systems share lies here, what one vendor has in its folder.

pub mod apio;
pub mod changes;
pub mod check;
pub mod config;
pub mod dialogs;
pub mod found;
pub mod icws;
pub mod jump;
pub mod list;
pub mod not_found;
pub mod notices;
pub mod plan;
pub mod preferences;
pub mod rail;
pub mod request_sheet;
pub mod saved_views;
pub mod shortcut_list;
pub mod shortcuts;
pub mod sign_in;
pub mod steps;
pub mod system_facts;
pub mod systems;
pub mod undo;
pub mod vendor;
pub mod xivo;
