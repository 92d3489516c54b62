#!/usr/bin/env bash
# Builds the packages once more, from nothing and in another folder, and compares them with those of `make dist`:
# the same source gives the same bytes, wherever it lies.
set -euo pipefail
source "$(dirname "$0")/env.sh"

elsewhere=$(mktemp -d)
trap 'rm -rf "$elsewhere"' EXIT
tar --create --exclude=./.git --exclude=./.tools --exclude=./dist --exclude=./target --exclude=node_modules \
  --exclude=test-results . | tar --extract --directory "$elsewhere"
ln -s "$PWD/.tools" "$elsewhere/.tools"
ln -s "$(realpath tests/node_modules)" "$elsewhere/tests/node_modules"
env --unset=CARGO_TARGET_DIR make --directory "$elsewhere" dist
diff target/package/SHA256SUMS "$elsewhere/target/package/SHA256SUMS"
echo "The packages are the same, byte by byte."
