#!/usr/bin/env bash
# All checks, one after the other; with `all`, the very large ones too.
# The last line counts them: `N passed, N failed`.
set -uo pipefail
source "$(dirname "$0")/env.sh"

all=${1:-}
passed=0 failed=0 began=$SECONDS
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT
step() { printf '\n\033[1m== %s (%d s since the start)\033[0m\n' "$1" "$((SECONDS - began))"; }
finish() { printf '\n%d passed, %d failed\n' "$passed" "$failed"; [ "$failed" = 0 ] && [ "$passed" != 0 ]; exit; }
count() { passed=$((passed + $1)); failed=$((failed + $2)); }

# Cargo's own summaries, summed; a build that fails is one failure.
native() {
  local state=0 sums
  cargo test --no-fail-fast "$@" 2>&1 | tee "$logs/native" || state=1
  sums=$(awk '/^test result:/ { p += $4; f += $6 } END { print p + 0, f + 0 }' "$logs/native")
  # shellcheck disable=SC2086
  count $sums
  if [ "$state" != 0 ] && [ "${sums#* }" = 0 ]; then count 0 1; fi
}

# Node's own report, summed.
scripts() {
  local state=0 sums
  node --test --test-reporter tap "$@" >"$logs/scripts" 2>&1 || { state=1; cat "$logs/scripts"; }
  sums=$(awk '/^# pass / { p = $3 } /^# fail / { f = $3 } END { print p + 0, f + 0 }' "$logs/scripts")
  # shellcheck disable=SC2086
  count $sums
  if [ "$state" != 0 ] && [ "${sums#* }" = 0 ]; then count 0 1; fi
}

# Playwright's own report, summed.
browser() {
  local state=0 sums
  export SWITCHROOM_RESULTS="$logs/browser.json"
  rm -f "$SWITCHROOM_RESULTS"
  ALL=$([ "$all" = all ] && echo 1) playwright test --config "$1" || state=1
  if sums=$(node tests/tools/count.mjs "$SWITCHROOM_RESULTS"); then
    # shellcheck disable=SC2086
    count $sums
    if [ "$state" != 0 ] && [ "${sums#* }" = 0 ]; then count 0 1; fi
  else
    count 0 1
  fi
}

step "Native tests"
native --no-default-features --workspace --quiet
if [ "$all" = all ]; then
  step "Native tests, with Leptos and the browser"
  native --quiet
fi

step "The tools of the build"
scripts tests/tools/*.test.mjs

step "The app and its budget"
if bash tests/tools/build.sh; then count 1 0; else count 0 1; finish; fi

step "The reference PBX"
if ! cargo build --quiet --profile reference --package reference-pbx; then count 0 1; finish; fi

step "The packages"
if bash tests/tools/dist.sh; then count 1 0; else count 0 1; finish; fi

if [ "$all" = all ]; then
  step "The packages, built once more in another folder"
  if bash tests/tools/reproduce.sh; then count 1 0; else count 0 1; fi
fi

step "The packages, behind web servers"
browser tests/deploy

step "Browser tests"
browser tests/e2e

# A fault of each journey, or all of them at each of its requests.
if [ "$all" = all ]; then
  step "The fault campaign"
  if bash tests/tools/faults.sh --seed 1; then count 1 0; else count 0 1; fi
else
  step "A sample of the fault campaign"
  if bash tests/tools/faults.sh --seed 5 --sample 37; then count 1 0; else count 0 1; fi
fi

if [ "$all" = all ]; then
  step "The fuzzer"
  if RUNS=20000 bash tests/tools/fuzz.sh; then count 1 0; else count 0 1; fi
fi

if [ "$all" = all ]; then
  step "Firefox and WebKit"
  browser tests/webdriver
fi

step "Done"
finish
