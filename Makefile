# setup: installs what is missing and makes the Finnish and Swedish dictionaries ready; a second run does nothing.
# demo:  builds, crawls five pretend sites on this machine and serves a search over them; PORT=8081 takes another port,
#        PORT=0 a free one.
# bench-search: the engine beside stock tantivy and PostgreSQL; ARTICLES=1000000 for more.
# bench-cluster: a cluster of three nodes of OpenSearch beside the embedded engine: the same answers, and how fast.
# bench-load: the service under 64 connections at once, for SECONDS=60.
# bench-million: a million articles imported and served: start, memory, pages, 64 connections beside an import; takes
#        8 GB in FOLDER=target/million, and some twenty minutes the first time; BEFORE=/path/to/aluehaku, another build beside it.
# bench-service: import, rebuild, start and memory of the whole program; BEFORE=/path/to/aluehaku measures another
#        build beside it, in turn.
# performance: all that is measured in docs/performance.md one after the other, some hours; BEFORE as above.
# test:  everything continuous integration runs.
# eval-names: how names of real text are read before and after the register, where ../shared is at hand.
# contract: holds the service against its description of the API, with requests that schemathesis makes up.
# dist: the program with its licences, completions, unit, the book and its bill of materials (CycloneDX) as
#        target/dist/aluehaku-VERSION-MACHINE.tar.gz, and the Debian package where cargo-deb is at hand.
# trial: tries the Debian package on an empty Debian, SUITE=bookworm or another, from installation to a restored service;
#        needs root, debootstrap, systemd-container and cargo-deb, and takes some minutes.
# screenshots: pictures of every page into target/screenshots.

CARGO ?= cargo

.PHONY: setup setup-test demo test contract dist trial eval-names screenshots bench bench-cluster bench-load bench-million \
        bench-search bench-service performance

setup:
	@bash scripts/setup.sh run

setup-test:
	@bash scripts/setup.sh test

demo: setup
	$(CARGO) build --release --locked
	./target/release/aluehaku demo $(if $(PORT),--port $(PORT))

test: setup-test
	@bash scripts/test.sh

EXAMPLES ?= 100

contract: setup-test
	$(CARGO) build --locked
	@bash scripts/contract.sh target/debug/aluehaku $(EXAMPLES)

dist:
	$(CARGO) build --release --locked
	@bash scripts/dist.sh

SUITE ?= bookworm

trial: dist
	@bash packaging/trial/debian.sh $(SUITE)

NAMED_TEXTS = $(wildcard ../shared/data/turku-ner/train.tsv ../shared/data/turku-ner/dev.tsv)

eval-names: setup-test
ifeq ($(NAMED_TEXTS),)
	@echo "eval-names: there are no texts in ../shared/data/turku-ner; nothing is measured"
else
	$(CARGO) run --release --locked -p aluehaku-enrich --example eval_names -- $(NAMED_TEXTS)
endif

screenshots: setup-test
	SCREENSHOTS="$(CURDIR)/target/screenshots" $(CARGO) test --locked --test all browser::pictures

bench: setup-test
	$(CARGO) bench --locked --workspace

ARTICLES ?= 100000

bench-search:
	@bash scripts/bench_search.sh $(ARTICLES)

bench-cluster: setup-test
	$(CARGO) bench --locked -p aluehaku-index --bench cluster -- $(ARTICLES)

SECONDS ?= 60

bench-load:
	$(CARGO) bench --locked --bench load -- $(ARTICLES) $(SECONDS)

BEFORE ?=
FOLDER ?= target/million

bench-million:
	$(CARGO) build --release --locked
	python3 scripts/million.py $(FOLDER) target/release/aluehaku $(BEFORE) --seconds $(SECONDS)

bench-service:
	$(CARGO) bench --locked --bench service -- $(ARTICLES) $(BEFORE)

performance: bench-service bench-search bench-load bench-million
	$(CARGO) bench --locked --bench enrich --bench extract --bench crawl
