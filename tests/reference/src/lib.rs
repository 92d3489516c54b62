//! The reference PBX: the servers that the console talks to, with made-up
//! people and with faults on demand, as the recordings show them.
//!
//! Each vendor is a [`Pbx`](http::Pbx): a plain value that answers requests,
//! so that a recording can be replayed against it without a network.
//!
//! - [`http`]: a request and an answer, without a network
//! - [`people`]: the made-up people, the same in every run
//! - [`systems`]: which systems are mounted, and what `config.json` says of them
//! - [`serve`]: the process: files, mounting, faults, the log, `/__reference/`
//! - [`apio`]: APIO at the gateway and behind Core
//! - [`xivo`]: six dialects of XiVO, and Wazo
//! - [`icws`]: PureConnect, a pair of hosts and an old one

// One record of 2019 is a long json! of its own.
#![recursion_limit = "256"]

pub mod apio;
pub mod http;
pub mod icws;
pub mod people;
pub mod serve;
pub mod systems;
pub mod xivo;
