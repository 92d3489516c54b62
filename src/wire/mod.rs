//! The documented JSON of the vendors, without I/O.
//!
//! For each documented call there is a value that says what to send and how
//! to read what comes back: a [`Call`]. `client` sends them.

pub mod apio;
pub mod html;
pub mod http;
pub mod icws;
pub mod import;
pub mod json;
pub mod presentation;
pub mod probe;
pub mod read_list;
pub mod xivo;

pub use crate::domain::percent;
pub use http::{Body, Call, Method, Request, Response};
