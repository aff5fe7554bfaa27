#!/usr/bin/env bash
# Runs Scrapy over the site of the benchmark and prints what it used. Scrapy is installed into
# target/scrapy when it is not there.
set -eu

cd "$(dirname "$0")/../.."
venv="${SCRAPY_VENV:-target/scrapy}"
if [ ! -x "$venv/bin/scrapy" ]; then
    mkdir -p "$(dirname "$venv")"
    python3 -m venv "$venv" >&2
    "$venv/bin/pip" install --quiet --disable-pip-version-check scrapy >&2
fi
output=$(mktemp)
trap 'rm -f "$output"' EXIT
"$venv/bin/python" benches/crawl/scrapy_spider.py "$1" "$output"
