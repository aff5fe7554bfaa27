#!/usr/bin/env bash
# Holds a served demo archive against its own description of the API, with requests that schemathesis makes up:
# scripts/contract.sh BINARY [EXAMPLES]. Needs Python; schemathesis is taken from the machine, or from PyPI into target/.
set -eu

cd "$(dirname "$0")/.."
binary=$(realpath "$1")
examples=${2:-100}
tools=target/contract

if ! command -v python3 >/dev/null 2>&1; then
    echo "contract: there is no python3; nothing is checked" >&2
    exit 0
fi
schemathesis=$(command -v schemathesis || true)
if [ -z "$schemathesis" ]; then
    schemathesis=$tools/bin/schemathesis
    if ! [ -x "$schemathesis" ]; then
        python3 -m venv "$tools" && "$tools/bin/pip" install --quiet 'schemathesis>=4,<5' || {
            echo "contract: schemathesis cannot be installed; nothing is checked" >&2
            exit 0
        }
    fi
fi

folder=$(mktemp -d)
service=
end() {
    if [ -n "$service" ]; then kill "$service" 2>/dev/null || true; fi
    rm -rf "$folder"
}
trap end EXIT
hooks=$(realpath scripts/contract_hooks.py)
schemathesis=$(realpath -s "$schemathesis")
cd "$folder"
export ALUEHAKU__DATA_DIR="$folder/data" ALUEHAKU__SERVER__RATE_LIMIT=0
"$binary" demo --exit-after-crawl --quiet >demo.txt 2>&1
mkfifo address
"$binary" serve --no-crawl --listen 127.0.0.1:0 >address 2>service.txt &
service=$!
read -r address <address
SCHEMATHESIS_HOOKS="$hooks" "$schemathesis" run "${address}openapi.json" \
    --max-examples "$examples" --continue-on-failure --no-color --workers 2 \
    --header 'Accept-Encoding: gzip' ${SEED:+--seed "$SEED"}
