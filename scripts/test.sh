#!/usr/bin/env bash
# Everything continuous integration runs, from the quickest to the slowest; ends in the test
# runner's own summary.
set -eu

cd "$(dirname "$0")/.."

# Where apt is, the set-up has installed a dictionary, libvoikko, a browser and Java, so a test that needs
# them and does not find them must fail rather than be left out.
if command -v apt-get >/dev/null 2>&1; then
    export ALUEHAKU_REQUIRE_DICTIONARY=1 ALUEHAKU_REQUIRE_BROWSER=1 ALUEHAKU_REQUIRE_OPENSEARCH=1
    export ALUEHAKU_REQUIRE_POSTGRES=1
fi
# Warnings are errors here only, so that they never stop anybody's own build.
if [ "${CI:-}" = true ]; then
    export RUSTFLAGS="-D warnings" RUSTDOCFLAGS="-D warnings"
fi

step() {
    echo "== $*" >&2
    "$@"
}

step cargo fmt --all --check
step cargo clippy --locked --workspace --all-targets
step cargo clippy --locked --package aluehaku --all-targets --features otel
step cargo doc --locked --workspace --no-deps --quiet
# Where schemathesis is, as after `make contract`, a short look at the API as others find it described.
if command -v schemathesis >/dev/null 2>&1 || [ -x target/contract/bin/schemathesis ]; then
    step cargo build --locked
    step bash scripts/contract.sh target/debug/aluehaku 15
fi
step cargo test --locked --package aluehaku --features otel --test all -- cli::telemetry
# What crawls and imports do to the archive, once more with the archive on a server.
if [ -n "$(command -v initdb || ls -d /usr/lib/postgresql/*/bin/initdb 2>/dev/null)" ]; then
    step env ALUEHAKU_TEST_ARCHIVE=postgres cargo test --locked --package aluehaku --test all -- \
        crawl:: cli::crawlers cli::import cli::names cli::sources
fi
step cargo test --locked --workspace
