//! The reference PBX: the servers that the console talks to, with made-up
//! people and with faults on demand, as the recordings show them.
//!
//! Each vendor is a [`Pbx`]: a plain value that answers requests, so that a
//! recording can be replayed against it without a network.

pub mod http;
