#!/usr/bin/env bash
# Measures the search engine beside stock tantivy and PostgreSQL on the same invented articles.
# PostgreSQL runs on a private socket in a temporary folder and is gone afterwards; where it is not
# installed, the others are measured without it. Usage: bench_search.sh [ARTICLES]
set -eu

cd "$(dirname "$0")/.."
articles="${1:-100000}"
folder="$(mktemp -d)"
postgres=""

finish() {
    if [ -n "$postgres" ]; then
        as_owner "$binaries/pg_ctl" -D "$folder/data" -m fast -w stop >/dev/null || true
    fi
    rm -rf "$folder"
}
trap finish EXIT

# PostgreSQL refuses to run as root.
as_owner() {
    if [ "$(id -u)" = 0 ]; then
        setpriv --reuid=nobody --regid=nogroup --clear-groups "$@"
    else
        "$@"
    fi
}

binaries="$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)"
if [ -n "$binaries" ] && command -v psql >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ]; then chown nobody "$folder"; fi
    as_owner "$binaries/initdb" -D "$folder/data" -U "$(id -un)" -A trust --no-sync >/dev/null
    as_owner "$binaries/pg_ctl" -D "$folder/data" -w -l "$folder/log" start -o \
        "-k $folder -c listen_addresses='' -c shared_buffers=512MB -c maintenance_work_mem=256MB -c fsync=off" >/dev/null
    postgres=yes
    export ALUEHAKU_BENCH_POSTGRES="$folder"
else
    echo "PostgreSQL is not installed (apt-get install postgresql): measured without it" >&2
fi
cargo bench --locked --workspace --bench engine -- "$articles"
