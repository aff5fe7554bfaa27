#!/usr/bin/env bash
# The tests that kill the program and damage its files, many more times than `make test` does:
# scripts/torture.sh [KILLS] [FLIPS]. Takes an hour or so.
set -eu

cd "$(dirname "$0")/.."
export ALUEHAKU_KILLS=${1:-1000} ALUEHAKU_FLIPS=${2:-2000}
cargo test --locked --test all -- cli::crash cli::damage cli::forget
