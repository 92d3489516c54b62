//! Netaxis APIO (documents/apio-profile-pincode.txt and tests/fixtures/apio).
