//! One PureConnect: its sessions on either host of a pair, its people, and
//! their client configuration.

pub mod client;
mod credentials;
pub mod overrides;
pub mod people;
pub mod plan;
pub mod probe;
mod read_people;
mod server;
mod sessions;

pub use credentials::IcwsCredentials;
pub use people::People;
pub use server::Icws;
pub use sessions::SignIn;
