#!/usr/bin/env bash
# Packs the program that was built, with what belongs to it: scripts/dist.sh.
set -eu

cd "$(dirname "$0")/.."
machine=$(rustc -vV | sed -n 's/^host: //p')
version=$(cargo metadata --locked --offline --no-deps --format-version 1 |
    python3 -c 'import json, sys; print(next(p["version"] for p in json.load(sys.stdin)["packages"] if p["name"] == "aluehaku"))')
name=aluehaku-$version-$machine
folder=target/dist/$name
rm -rf "$folder"
mkdir -p "$folder"
cp target/release/aluehaku README.md CHANGELOG.md SECURITY.md LICENSE-APACHE LICENSE-MIT LICENSE-DATA.md "$folder/"
cargo metadata --locked --offline --format-version 1 --filter-platform "$machine" |
    python3 scripts/bill_of_materials.py >"$folder/aluehaku.cdx.json"
tar -czf "target/dist/$name.tar.gz" -C target/dist "$name"
(cd target/dist && sha256sum "$name.tar.gz" >"$name.tar.gz.sha256")
echo "target/dist/$name.tar.gz"
