# The two commands are `make serve` and `make test`.
.PHONY: help serve build dist test test-all faults fuzz bench fmt lint clean

help:
	@echo "make serve      build, then start the console and made-up phone systems on loopback"
	@echo "                (PORT=8080 and PEOPLE=1000 can be set)"
	@echo "make test       everything that is checked, headless"
	@echo "make test-all   the same with the very large ones"
	@echo "make faults     every writing journey under every fault of a phone system (FAULTS=\"--only delete\")"
	@echo "make fuzz       every decoder under a coverage-guided fuzzer (RUNS=100000 inputs each)"
	@echo "make bench      figures of speed and size (BENCH=\"--people 100000 --rounds 1\")"
	@echo "make build      the app into dist/, and what it weighs"
	@echo "make dist       the packages for a phone system into target/package/"
	@echo "make fmt, lint  format; complain"
	@echo "make clean      remove what was built; the fetched tools in .tools stay"

serve:
	@bash tests/tools/build.sh reference-pbx
	@bash tests/tools/serve.sh

build:
	@bash tests/tools/build.sh

dist: build
	@bash tests/tools/dist.sh

test:
	@bash tests/tools/fetch.sh tests
	@bash tests/tools/test.sh

test-all:
	@bash tests/tools/fetch.sh tests all
	@bash tests/tools/test.sh all

faults: build
	@bash tests/tools/fetch.sh tests
	@bash tests/tools/faults.sh $(FAULTS)

fuzz:
	@bash tests/tools/fetch.sh fuzz
	@bash tests/tools/fuzz.sh

bench:
	@bash tests/tools/fetch.sh tests
	@bash tests/tools/build.sh
	@bash tests/tools/bench.sh $(BENCH)

fmt:
	cargo fmt --all

lint:
	cargo fmt --all --check
	cargo clippy --no-default-features --workspace --all-targets -- --deny warnings
	cargo clippy --package switchroom --target wasm32-unknown-unknown -- --deny warnings
	@bash tests/tools/fetch.sh lint
	.tools/bin/cargo-deny --locked check bans licenses sources
	@if .tools/bin/cargo-deny --locked fetch db >/dev/null 2>&1; then .tools/bin/cargo-deny --locked check advisories; \
	else echo "Left out: advisories. Their database (github.com/RustSec/advisory-db) is not reached from here."; fi

clean:
	rm -rf dist target tests/node_modules tests/e2e/test-results tests/deploy/test-results tests/webdriver/test-results
