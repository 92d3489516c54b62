//! Addresses: what a path means, and how it is written.
