#!/usr/bin/env bash
# Fetches what the build (and, with `tests`, the browser tests, with `tests all` every web server and browser and the
# fuzzer, with `fuzz` that alone, with `lint` the checks of the source; with `rust` nothing but what the compiler itself
# takes) need and this machine lacks: into .tools/ and tests/node_modules/, nowhere else. Where a package manager
# needs rights that the user lacks, it prints the one command to run.
# What is there already costs next to nothing.
set -euo pipefail
cd "$(dirname "$0")/../.."
# Where Debian keeps web servers.
PATH=$PATH:/usr/sbin

# Trunk from 0.22 on wants a newer Rust than this project does.
TRUNK=0.21.14
WASM_SPLIT=0.2.4
CARGO_DENY=0.20.2
GECKODRIVER=0.37.1
CARGO_FUZZ=0.13.2
WASM_BINDGEN=$(awk '$1 == "name" { name = $3 } $1 == "version" && name == "\"wasm-bindgen\"" { gsub(/"/, "", $3); print $3; exit }' Cargo.lock)

say() { printf '\033[1m== %s\033[0m\n' "$*"; }
stop() { printf '\n%s\n' "$*" >&2; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }
version_of() { [ -x ".tools/bin/$1" ] && ".tools/bin/$1" --version 2>/dev/null | awk '{ print $2 }' || true; }

# Debian's packages: installed when we may, asked for when we may not.
debian() {
  if ! has apt-get; then stop "Please install these by your own package manager, then run this again: $*"; fi
  if [ "$(id -u)" != 0 ]; then stop "Please run this, then run the same command again:

    sudo apt-get update && sudo apt-get install --yes --no-install-recommends $*"; fi
  say "Installing $* (Debian)"
  apt-get update -qq
  # The tests run web servers on ports of their own: none is to be started now.
  local policy=/usr/sbin/policy-rc.d
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod +x "$policy"
    trap "rm -f $policy" EXIT
  fi
  DEBIAN_FRONTEND=noninteractive apt-get install --yes -qq --no-install-recommends "$@" >/dev/null
}

# A tool is built once and runs for seconds: quick to build beats quick to run.
tool() {
  say "Building $1 $2 (once; some minutes)"
  # Whoever shows Cargo's progress asks for it.
  local quiet=--quiet
  [ "${CARGO_TERM_PROGRESS_WHEN:-}" != always ] || quiet=
  # What the tools have in common is compiled once.
  CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_OPT_LEVEL="${OPTIMISED:-1}" CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
    CARGO_TARGET_DIR=target/tools cargo install $quiet --root .tools --version "$2" --force "${@:3}" "$1"
}

has cargo || stop "Rust is missing: install it from https://rustup.rs, then run this again."
has cc || debian build-essential
has node && has npm || debian nodejs npm
[ "$(node --eval 'console.log(+process.versions.node.split(".")[0] >= 20)')" = true ] ||
  stop "Node.js 20 or later is needed; this is $(node --version)."

wasm_target() { [ -d "$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown/lib" ]; }
if ! wasm_target; then
  has rustup || stop "Rust's standard library for WebAssembly is missing: install the target wasm32-unknown-unknown."
  say "Adding Rust's standard library for WebAssembly"
  rustup --quiet target add wasm32-unknown-unknown
fi
[ "${1:-}" != rust ] || exit 0
# It only calls others here, and has nothing to fetch: without TLS and not
# optimised it is built in less than half the time.
[ "$(version_of trunk)" = "$TRUNK" ] || OPTIMISED=0 tool trunk "$TRUNK" --locked --no-default-features
# Without --locked: its own lock file may name a crate that is gone.
[ "$(version_of wasm-bindgen)" = "$WASM_BINDGEN" ] || tool wasm-bindgen-cli "$WASM_BINDGEN" --bin wasm-bindgen

# It does not tell its version; cargo wrote down what it installed.
grep -qs "\"wasm_split_cli_support $WASM_SPLIT " .tools/.crates.toml ||
  tool wasm_split_cli_support "$WASM_SPLIT" --locked --features build-binary

# The build takes wasm-opt and terser; Playwright and axe-core are for the tests alone.
omitted=(--omit=dev) packages="wasm-opt and terser"
[ "${1:-}" != tests ] || omitted=() packages="wasm-opt, terser, Playwright and axe-core"
if ! cmp -s tests/package-lock.json tests/node_modules/.switchroom-lock ||
  { [ "${1:-}" = tests ] && [ ! -e tests/node_modules/@playwright/test ]; }; then
  say "Fetching $packages (npm)"
  PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm --prefix tests ci "${omitted[@]}" --no-audit --no-fund --loglevel=error
  cp tests/package-lock.json tests/node_modules/.switchroom-lock
fi

if [ "${1:-}" = tests ]; then
  if [ -n "${CHROMIUM:-}" ]; then
    [ -x "$CHROMIUM" ] || stop "CHROMIUM names $CHROMIUM, which is no program."
  elif ! has chromium-headless-shell && ! has chromium && ! has chromium-browser && ! has google-chrome; then
    debian chromium-headless-shell || debian chromium
  fi

  missing=()
  has nginx || missing+=(nginx)
  has openssl || missing+=(openssl)
  has python3 || missing+=(python3)
  if [ "${2:-}" = all ]; then
    has apache2 || missing+=(apache2-bin)
    has lighttpd || missing+=(lighttpd)
    [ -e /usr/lib/lighttpd/mod_deflate.so ] || missing+=(lighttpd-mod-deflate)
    has caddy || missing+=(caddy)
    has curl || missing+=(curl)
    has lintian || missing+=(lintian)
    has firefox-esr || missing+=(firefox-esr)
    has WebKitWebDriver || missing+=(webkit2gtk-driver)
    has Xvfb || missing+=(xvfb)
    [ "$(version_of geckodriver)" = "$GECKODRIVER" ] || OPTIMISED=0 tool geckodriver "$GECKODRIVER" --locked
  fi
  [ "${#missing[@]}" = 0 ] || debian "${missing[@]}"
fi

if [ "${1:-}" = fuzz ] || [ "${2:-}" = all ]; then
  # The fuzzer's instruments are the nightly compiler's alone.
  if ! cargo +nightly --version >/dev/null 2>&1; then
    has rustup || stop "A nightly Rust is missing for the fuzzer: install it, then run this again."
    say "Adding a nightly Rust, for the fuzzer"
    rustup --quiet toolchain install nightly --profile minimal
  fi
  [ "$(version_of cargo-fuzz)" = "$CARGO_FUZZ" ] || OPTIMISED=0 tool cargo-fuzz "$CARGO_FUZZ" --locked
fi

if [ "${1:-}" = lint ]; then
  [ "$(version_of cargo-deny)" = "$CARGO_DENY" ] || OPTIMISED=0 tool cargo-deny "$CARGO_DENY" --locked
fi
rm -rf target/tools
