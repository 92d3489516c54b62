//! XiVO/Wazo: REST 1.0 and 1.1 (documents/xivo-*.txt and the recordings in tests/fixtures/xivo).
//!
//! What a server of some age can do is one value, the [`Dialect`]; everything
//! else here is made with it. Where a document and a recording differ, the
//! recording is followed and the document still understood.
//!
//! - [`field`]: the fields of a user and their names on the wire
//! - [`dialect`]: what this server can do, found from configuration or behaviour
//! - [`user`]: one user, read; [`row`] and [`rows`]: many users, read piece by piece;
//!   [`records`]: many whole users
//! - [`import`]: what the columns and cells of a file mean
//! - [`changes`], [`check`]: what may be sent, and the same checks at typing and at sending
//! - [`mod@form`]: between a user and the form that edits one
//! - [`cti_plan`]: what somebody's CTI is, wherever it is kept, and what it shall be
//! - [`comparison`]: what became of what was sent
//! - [`telephone`]: the lines, extensions and voicemail of a user
//! - [`attachments`]: what may stay behind when a user is deleted
//! - [`users`], [`cti`], [`cti_profile`], [`cti_profiles`], [`tenants`], [`moh`],
//!   [`contexts`], [`token`]: the calls
//! - [`refusal`]: every style of "no", with its problems at their fields

pub mod account;
mod ages;
pub mod attachments;
pub mod changes;
pub mod check;
mod column;
pub mod comparison;
pub mod cti;
pub mod cti_plan;
pub mod cti_profile;
pub mod cti_profiles;
pub mod database;
pub mod dialect;
pub mod field;
pub mod form;
pub mod import;
pub mod labels;
mod learn;
mod meaning;
mod packed_row;
pub mod phrases;
pub mod probe;
mod python;
pub mod records;
pub mod refusal;
pub mod row;
mod row_values;
pub mod rows;
pub mod scrub;
pub mod split;
pub mod telephone;
pub mod tenants;
pub mod token;
pub mod user;
mod user_id;
pub mod users;

pub use ages::{Api, CallerIdRule, LANGUAGES, Limits, LineAtDeletion};
pub use changes::{Changes, NewValue, Unsendable};
pub use column::{COMMON_FIELDS, Column};
pub use dialect::{Clearing, Configured, CtiResource, Dialect, View};
pub use field::{Field, FieldKind, FieldSet};
pub use learn::Learned;
pub use packed_row::RowCti;
pub use row::UserRow;
pub use rows::{CommonValues, ListEnd, ListShape, UserRowReader};
pub use scrub::scrub;
pub use user::{FieldValue, User};
pub use user_id::UserId;
