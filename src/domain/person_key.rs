//! By what people of several systems are known to be the same person.

/// What the same person has in every system (`same_person_by` in `config.json`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonKey {
    Email,
    Extension,
    /// The name to sign in with: PureConnect and APIO use it as the id.
    Username,
}
