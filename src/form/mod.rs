//! A form: draft, checked, sendable; what changed; whose problem it is.
