#!/usr/bin/env bash
# Starts the reference PBX with the built app on loopback. Ctrl-C ends it.
#
#     PORT=8080 PEOPLE=1000 PEOPLE_KIND=real make serve
set -euo pipefail
source "$(dirname "$0")/env.sh"

printf '\033[1m== Building the reference PBX\033[0m\n'
cargo build --quiet --profile reference --package reference-pbx
exec "$REFERENCE_PBX" --port "${PORT:-8080}" --people "${PEOPLE:-1000}" --kind "${PEOPLE_KIND:-made-up}" --dist dist
