#!/usr/bin/env bash
# The fault campaign over the app in dist/ (tests/faults/campaign.mjs has the options).
set -euo pipefail
source "$(dirname "$0")/env.sh"

cargo build --quiet --profile reference --package reference-pbx
exec node tests/faults/campaign.mjs "$@"
