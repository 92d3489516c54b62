//! One XiVO: what is known of it, and what can be done there.

mod credentials;
pub mod cti;
pub mod labels;
pub mod people;
pub mod plan;
pub mod probe;
mod read_labels;
mod read_people;
pub mod row_journal;
mod server;
mod session_time;
pub mod tenant_choice;
pub mod tenants;
pub mod user;

pub use people::People;
pub use server::{Profiles, Xivo};
