//! Switchroom: one browser console for a company's phone systems.
//!
//! The layers, and which way their arrows go:
//!
//! `domain` <- `form`, `list` <- `plan`, `journal` and `wire` <- `client` <- `state` <- `pages` <- `app`
//!
//! - [`domain`]: vendor-neutral values (secrets, refusals, inherited values, PINs)
//! - [`form`]: draft, checked, sendable; what changed; which field a problem belongs to
//! - [`list`]: fold, filter, sort and select over many rows
//! - [`plan`]: intended changes of many people, what is in their way, and the way back
//! - [`journal`]: what was written in this session, what became of it, and the way back
//! - [`wire`]: the documented JSON, one folder a vendor; no I/O
//! - [`route`], [`config`]: addresses and `config.json`, as values
//! - [`text`]: every word on the screen, by language
//! - `client`: the only HTTP
//! - `state`: sessions, caches, drafts, notices, runs over many people
//! - `components`: widgets that do no I/O
//! - `pages`: the views, one folder a vendor
//! - `browser`: the only place that touches window, document, history, storage, clipboard
//! - `app`: the shell and the route table
//!
//! `domain`, `form`, `list`, `plan`, `journal`, `wire`, `route`, `config` and `text` know neither
//! Leptos nor the browser; `tests/layers/` holds the arrows.

// Nothing panics and nothing is printed, but in tests, which need no `# Errors` either.
#![cfg_attr(
    not(test),
    deny(
        clippy::disallowed_macros,
        clippy::disallowed_methods,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::missing_errors_doc,
        clippy::panic,
        clippy::print_stderr,
        clippy::print_stdout,
        clippy::string_slice,
        clippy::unreachable,
        clippy::unwrap_used
    )
)]
#![warn(unreachable_pub)]

pub mod config;
pub mod domain;
pub mod form;
pub mod journal;
pub mod list;
pub mod plan;
pub mod route;
pub mod text;
pub mod wire;

#[cfg(feature = "app")]
pub mod app;
#[cfg(feature = "app")]
pub mod browser;
#[cfg(feature = "app")]
pub mod client;
#[cfg(feature = "app")]
pub mod components;
#[cfg(feature = "app")]
pub mod pages;
#[cfg(feature = "app")]
pub mod state;
