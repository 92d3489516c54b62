# For the other scripts to source: stands at the top of the project, with the
# fetched tools found first, and with the browser named.
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
export PATH="$PWD/.tools/bin:$PWD/tests/node_modules/.bin:$PATH"
# A colour setting of the caller's breaks Trunk, which reads NO_COLOR=1 as no answer.
unset NO_COLOR
if [ -z "${CHROMIUM:-}" ]; then
  # The shell has no windows, and no pages of its own in them: a test takes a quarter less of the processor.
  CHROMIUM=$(command -v chromium-headless-shell || command -v chromium || command -v chromium-browser || command -v google-chrome || true)
fi
export CHROMIUM
export REFERENCE_PBX="${REFERENCE_PBX:-${CARGO_TARGET_DIR:-$PWD/target}/reference/reference-pbx}"
