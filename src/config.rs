//! What `config.json` may say, and what is wrong with it.
