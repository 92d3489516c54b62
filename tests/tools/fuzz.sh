#!/usr/bin/env bash
# The fuzzer over every decoder, the reader of the configuration and the list
# store: RUNS inputs each (100,000), from the recordings, by a fixed seed.
# It prints how many inputs were tried; a panic, more than 512 MB, or ten
# seconds for one input end it with 1.
set -euo pipefail
source "$(dirname "$0")/env.sh"

runs=${RUNS:-100000}
corpus=$PWD/target/fuzz/corpus
node tests/fuzz/corpus.mjs "$corpus"
cd tests/fuzz
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! cargo +nightly fuzz build --fuzz-dir . --target-dir ../../target/fuzz --sanitizer none >"$log" 2>&1; then
  cat "$log"
  exit 1
fi
tried=0
for target in xivo icws apio config list; do
  seeds=$(find "$corpus/$target" -type f | wc -l)
  if ! cargo +nightly fuzz run --fuzz-dir . --target-dir ../../target/fuzz --sanitizer none "$target" "$corpus/$target" -- \
    -runs="$runs" -seed=1 -max_len=65536 -timeout=10 -rss_limit_mb=512 -verbosity=1 -print_final_stats=1 >"$log" 2>&1; then
    tail -40 "$log"
    echo "The target $target failed: its input stands in tests/fuzz/artifacts/$target."
    exit 1
  fi
  number=$(awk '/stat::number_of_executed_units/ { print $2 }' "$log")
  peak=$(awk '/stat::peak_rss_mb/ { print $2 }' "$log")
  echo "$target: $number inputs tried, from $seeds recorded ones; at most $peak MB"
  tried=$((tried + number))
done
echo "$tried inputs tried, no panic."
