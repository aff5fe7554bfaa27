#!/usr/bin/env bash
# Packs the program that was built, with what belongs to it: completions, units, settings, the book, and, where cargo-deb
# is at hand, the Debian package: scripts/dist.sh.
set -eu

cd "$(dirname "$0")/.."
machine=$(rustc -vV | sed -n 's/^host: //p')
version=$(cargo metadata --locked --offline --no-deps --format-version 1 |
    python3 -c 'import json, sys; print(next(p["version"] for p in json.load(sys.stdin)["packages"] if p["name"] == "aluehaku"))')
name=aluehaku-$version-$machine
folder=target/dist/$name
completions=target/dist/completions
rm -rf "$folder" "$completions"
mkdir -p "$folder/docs" "$completions"
target/release/aluehaku completions bash >"$completions/aluehaku.bash"
target/release/aluehaku completions zsh >"$completions/_aluehaku"
target/release/aluehaku completions fish >"$completions/aluehaku.fish"
cp target/release/aluehaku aluehaku.toml README.md CHANGELOG.md SECURITY.md LICENSE-APACHE LICENSE-MIT LICENSE-DATA.md "$folder/"
cp docs/*.md "$folder/docs/"
cp -r "$completions" packaging/systemd "$folder/"
cargo metadata --locked --offline --format-version 1 --filter-platform "$machine" |
    python3 scripts/bill_of_materials.py >"$folder/aluehaku.cdx.json"
tar -czf "target/dist/$name.tar.gz" -C target/dist "$name"
(cd target/dist && sha256sum "$name.tar.gz" >"$name.tar.gz.sha256")
echo "target/dist/$name.tar.gz"
if cargo deb --version >/dev/null 2>&1; then
    cargo deb --no-build --package aluehaku --output target/dist/
else
    echo "no Debian package: install cargo-deb (cargo install cargo-deb) and run this again" >&2
fi
