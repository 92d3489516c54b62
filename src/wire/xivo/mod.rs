//! XiVO/Wazo: REST 1.0 and 1.1 (documents/xivo-*.txt and the recordings in tests/fixtures/xivo).
