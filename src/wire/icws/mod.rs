//! Genesys PureConnect ICWS (documents/icws-put-user-client.txt and tests/fixtures/icws).
