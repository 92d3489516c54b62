#!/usr/bin/env bash
# Prints the table of figures. What follows is passed on: --people 1000,10000 --rounds 3.
# Lays the built app, configured for the comparison with other apps, into
# target/bench/dist as well, where tests/bench/adaptor.json expects it.
set -euo pipefail
source "$(dirname "$0")/env.sh"

rm -rf target/bench && mkdir -p target/bench
cp -r dist target/bench/dist
cp tests/bench/config.json target/bench/dist/config.json
cargo build --quiet --profile reference --package reference-pbx
exec node tests/bench/bench.mjs "$@"
