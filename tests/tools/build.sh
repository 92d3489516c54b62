#!/usr/bin/env bash
# Builds the app into dist/ and weighs it, beside the tools for that where they are missing; with `reference-pbx`
# that as well. Does nothing where nothing changed.
set -euo pipefail
source "$(dirname "$0")/env.sh"

inputs() { find src style index.html Trunk.toml Cargo.toml Cargo.lock tests/tools/finish.mjs tests/tools/parts.mjs tests/tools/markup.mjs .cargo tests/package-lock.json "$@"; }
bash tests/tools/fetch.sh rust
if [ ! -e dist/index.html ] || [ -n "$(inputs -newer dist/index.html -print -quit)" ]; then
  printf '\033[1m== Building the app, and what it takes (the first time some minutes)\033[0m\n'
  # No path of this machine goes into what is handed out: places of panics begin at the crate's name.
  # The macros and build scripts are compiled for this machine, and have crates of their own.
  cargo fetch --quiet --locked --target wasm32-unknown-unknown --target "$(rustc --print host-tuple)"
  for registry in "${CARGO_HOME:-$HOME/.cargo}"/registry/src/*; do
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS+=" --remap-path-prefix=$registry/="
  done
  export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS
  node tests/tools/together.mjs tools program "$@"
  printf '\033[1m== Cutting the app into its parts (a minute or two)\033[0m\n'
  # Trunk warns that it cannot read wasm-bindgen's glue; finish.mjs can, and comes after.
  trunk build --offline --release --locked | sed -u '/Failed to minify JS: RequiredTokenNotFound/d'
  touch dist/index.html
fi
node tests/tools/size.mjs dist
