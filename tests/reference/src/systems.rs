//! Which systems are mounted, and what `config.json` says of them.

use serde_json::Value;

use crate::http::Pbx;
use crate::{apio, icws, xivo};

/// One mounted system.
pub struct System {
    /// The id in `config.json`, and for faults and the log.
    pub id: &'static str,
    /// The system answers under `/api/<mount>/` for each of these.
    pub mounts: Vec<&'static str>,
    /// The system is told its prefix in `X-Script-Name`, and writes it into
    /// `Location` and links by itself.
    pub script_name: bool,
    /// Its entry in `config.json`; null for a host that is part of another system.
    pub config: Value,
    /// How one signs in, for the person who started the process: one or more
    /// lines, empty if nothing is asked.
    pub accounts: String,
    pub pbx: Box<dyn Pbx>,
}

/// All systems, each with its own `people` made-up people.
///
/// A vendor adds its systems with one line here.
pub fn all(people: usize) -> Vec<System> {
    let mut systems = Vec::new();
    systems.extend(xivo::systems(people));
    systems.extend(icws::systems(people));
    systems.extend(apio::systems(people));
    systems
}
