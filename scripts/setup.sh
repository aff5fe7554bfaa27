#!/usr/bin/env bash
# Installs what is missing on a Debian machine with Rust and make, the Swedish dictionary among it, then makes
# the Finnish dictionary ready. `setup.sh run` is for building and running, `setup.sh test` adds what the tests compare with.
# Where apt is absent it says what to install and goes on with what is there.
set -eu

purpose="${1:-run}"
packages="ca-certificates gcc libc6-dev hunspell-sv"
if [ "$purpose" = test ]; then
    packages="$packages libvoikko1 procps chromium php-cli"
    # A Node.js of one's own is as good as the distribution's.
    command -v npm >/dev/null 2>&1 || packages="$packages nodejs npm"
fi

say() {
    echo "setup: $*" >&2
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null 2>&1; then
        sudo "$@"
    else
        say "installing packages needs root or sudo"
        return 1
    fi
}

missing_packages() {
    local package
    for package in $packages; do
        dpkg-query --show --showformat='${db:Status-Status}\n' "$package" 2>/dev/null |
            grep -qx installed || printf '%s ' "$package"
    done
}

install() {
    # shellcheck disable=SC2086 # the list is meant to be split
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $1 >&2
}

if ! command -v cargo >/dev/null 2>&1; then
    say "cargo is not here: install Rust from https://rustup.rs or your distribution, then run this again"
    exit 1
fi

if command -v apt-get >/dev/null 2>&1; then
    missing=$(missing_packages)
    if [ -n "$missing" ]; then
        say "installing the packages $missing"
        if ! install "$missing"; then
            say "fetching the package lists first"
            as_root apt-get update -q >&2 || true
            install "$missing" || say "these packages could not be installed; going on with what is there: $missing"
        fi
    fi
else
    say "no apt-get here; please see that these are installed by other means: $packages"
fi

if [ "$purpose" = test ] && command -v npm >/dev/null 2>&1; then
    browser="$(dirname "$0")/../tests/browser"
    if ! npm ls --prefix "$browser" >/dev/null 2>&1; then
        say "installing what the browser tests use"
        npm ci --prefix "$browser" >&2 || say "the browser tests cannot be run"
    fi
fi

if [ ! -e /usr/share/hunspell/sv_FI.dic ] && [ ! -e /usr/share/hunspell/sv_SE.dic ]; then
    say "NO SWEDISH DICTIONARY: Swedish words are cut by the Snowball stemmer, which finds less; install hunspell-sv,"
    say "or name a dictionary in ALUEHAKU__SWEDISH__DICTIONARY"
fi

exec bash "$(dirname "$0")/dictionary.sh"
