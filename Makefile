# setup: installs what is missing and makes the Finnish and Swedish dictionaries ready; a second run does nothing.
# demo:  builds, crawls five pretend sites on this machine and serves a search over them.
# bench-search: the engine beside stock tantivy and PostgreSQL; ARTICLES=1000000 for more.
# bench-load: the service under 64 connections at once, for SECONDS=60.
# test:  everything continuous integration runs.
# screenshots: pictures of every page into target/screenshots.

CARGO ?= cargo

.PHONY: setup setup-test demo test screenshots bench bench-load bench-search

setup:
	@bash scripts/setup.sh run

setup-test:
	@bash scripts/setup.sh test

demo: setup
	$(CARGO) build --release --locked
	./target/release/aluehaku demo

test: setup-test
	@bash scripts/test.sh

screenshots: setup-test
	SCREENSHOTS="$(CURDIR)/target/screenshots" $(CARGO) test --locked --test all browser::pictures

bench: setup-test
	$(CARGO) bench --locked --workspace

ARTICLES ?= 100000

bench-search:
	@bash scripts/bench_search.sh $(ARTICLES)

SECONDS ?= 60

bench-load:
	$(CARGO) bench --locked --bench load -- $(ARTICLES) $(SECONDS)
