#!/usr/bin/env bash
# Puts what is shipped into target/dist: the program, its completions, an archive of both with unit and settings, and the
# Debian package where cargo-deb is at hand. The program is built before (`make dist`).
set -eu

cd "$(dirname "$0")/.."
program="${CARGO_TARGET_DIR:-target}/release/aluehaku"
dist=target/dist

say() {
    echo "dist: $*" >&2
}

if [ ! -x "$program" ]; then
    say "$program is not there: run \`make dist\`, which builds it"
    exit 1
fi
version=$("$program" --version | cut -d ' ' -f 2)
name="aluehaku-$version-$(uname -m)-$(uname -s | tr '[:upper:]' '[:lower:]')"
rm -rf "${dist:?}"
mkdir -p "$dist/$name/bin" "$dist/$name/share/doc/aluehaku" "$dist/completions"
"$program" completions bash >"$dist/completions/aluehaku.bash"
"$program" completions zsh >"$dist/completions/_aluehaku"
"$program" completions fish >"$dist/completions/aluehaku.fish"
cp "$program" "$dist/$name/bin/"
cp -r "$dist/completions" packaging/systemd "$dist/$name/share/"
cp aluehaku.toml README.md CHANGELOG.md LICENSE-* docs/*.md "$dist/$name/share/doc/aluehaku/"
tar -C "$dist" -czf "$dist/$name.tar.gz" "$name"
rm -r "${dist:?}/$name"
say "$dist/$name.tar.gz"

if cargo deb --version >/dev/null 2>&1; then
    cargo deb --no-build --package aluehaku --output "$dist/" >&2
    say "$(ls "$dist"/*.deb)"
else
    say "no Debian package: install cargo-deb (\`cargo install cargo-deb\`) and run this again"
fi
(cd "$dist" && sha256sum ./*.tar.gz ./*.deb 2>/dev/null >SHA256SUMS || true)
