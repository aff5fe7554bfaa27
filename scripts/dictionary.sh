#!/usr/bin/env bash
# Makes a Finnish dictionary ready for the analyser and says in plain lines which one.
#
# The best one is the "sukija" build of Voikko's lexicon, made for indexing. Debian and Ubuntu ship its
# source (package voikko-fi); building it takes about half a minute. Where that cannot be done the
# packaged standard dictionary serves, and without any dictionary the analyser falls back to the
# Snowball stemmer. All three are ways to go on, so the exit code is 0 for each.
#
# The result lies in ${XDG_CACHE_HOME:-~/.cache}/aluehaku/dictionary/, as sukija/ and standard/, each
# with mor.vfst, the dictionary itself, index.txt, which says what it is, and autocorr.vfst, without which
# libvoikko would not open it. A second run finds it there and does nothing. The machine's package sources
# are read, never changed.
set -eu

cache="${XDG_CACHE_HOME:-$HOME/.cache}/aluehaku/dictionary"
tools_needed="foma voikkovfstc make python3 dpkg-source"
packages="foma libvoikko-dev make python3 dpkg-dev voikko-fi"
files="mor.vfst index.txt autocorr.vfst"
work=""

say() {
    echo "dictionary: $*" >&2
}

# True when the folder holds a whole dictionary.
is_ready() {
    local file
    for file in $files; do
        [ -s "$1/$file" ] || return 1
    done
}

# place FOLDER NAME: copies a dictionary into the cache, visible only once it is whole.
place() {
    local new="$cache/.$2.$$" file
    mkdir -p "$new"
    for file in $files; do
        cp "$1/$file" "$new/"
    done
    rm -rf "${cache:?}/$2"
    # Another run may have put its own there in between; one is as good as the other.
    mv "$new" "$cache/$2" 2>/dev/null || rm -rf "$new"
    is_ready "$cache/$2"
}

# The folder of a dictionary that some package has installed, the standard build before others.
find_packaged() {
    local root
    for root in "${VOIKKO_DICTIONARY_PATH:-}" "$HOME/.voikko" /usr/lib /usr/lib64 /usr/share \
        /usr/local/lib /usr/local/share /opt/homebrew/lib /opt/local/lib; do
        [ -n "$root" ] && [ -d "$root" ] || continue
        find "$root" -path '*/5/mor-*/mor.vfst' 2>/dev/null
    done | awk '/\/mor-standard\// { print; found = 1; exit } !first { first = $0 }
        END { if (!found && first) print first }' | sed 's|/mor\.vfst$||'
}

place_packaged() {
    local packaged
    packaged=$(find_packaged)
    [ -n "$packaged" ] && is_ready "$packaged" || return 1
    if is_ready "$cache/standard" && cmp -s "$packaged/mor.vfst" "$cache/standard/mor.vfst"; then
        return 0
    fi
    place "$packaged" standard || return 1
    say "copied the packaged dictionary $packaged to $cache/standard"
}

has_tools() {
    local tool
    for tool in $tools_needed; do
        command -v "$tool" >/dev/null 2>&1 || return 1
    done
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif ! command -v sudo >/dev/null 2>&1; then
        say "installing packages needs root or sudo"
        return 1
    elif [ -t 0 ]; then
        sudo "$@"
    else
        sudo -n "$@"
    fi
}

install_packages() {
    # shellcheck disable=SC2086 # the list is meant to be split
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
        $packages >"$work/install.log" 2>&1
}

install_tools() {
    if has_tools && [ -n "$(find_packaged)" ]; then
        return 0
    fi
    say "installing the packages $packages"
    install_packages && return 0
    say "they could not be installed at once; fetching the package lists first"
    as_root apt-get update -q >"$work/update.log" 2>&1 || true
    install_packages && return 0
    say "the packages could not be installed: $(tail -n 1 "$work/install.log")"
    has_tools
}

# apt-get with the machine's own sources turned into sources of source packages, in private folders.
private_apt_get() {
    apt-get -q -o "Dir::Etc::sourcelist=$work/sources.list" -o "Dir::Etc::sourceparts=$work/sources.d" \
        -o "Dir::State::lists=$work/lists" -o "Dir::Cache=$work/cache" -o APT::Sandbox::User=root \
        -o Debug::NoLocking=true "$@"
}

fetch_source() {
    local list
    mkdir -p "$work/sources.d" "$work/lists/partial" "$work/cache/archives/partial" "$work/source"
    for list in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
        [ -r "$list" ] && sed -n 's/^[[:space:]]*deb[[:space:]]/deb-src /p' "$list"
    done >"$work/sources.list" || true
    for list in /etc/apt/sources.list.d/*.sources; do
        [ -r "$list" ] && sed 's/^Types:.*/Types: deb-src/' "$list" >"$work/sources.d/${list##*/}"
    done || true
    say "fetching the source package voikko-fi"
    # Sources of other makers often have no source packages; only the fetching itself decides.
    private_apt_get update >"$work/lists.log" 2>&1 || true
    if ! (cd "$work/source" && private_apt_get source voikko-fi) >"$work/source.log" 2>&1; then
        say "the source package could not be fetched: $(grep -m 1 '^E:' "$work/source.log" || tail -n 1 "$work/source.log")"
        return 1
    fi
}

build() {
    local tree
    tree=$(find "$work/source" -mindepth 1 -maxdepth 1 -type d | head -n 1)
    say "building the sukija dictionary (about half a minute)"
    if ! make -C "$tree" vvfst-sukija >"$work/build.log" 2>&1 || ! is_ready "$tree/vvfst"; then
        say "the build failed: $(tail -n 1 "$work/build.log")"
        return 1
    fi
    place "$tree/vvfst" sukija
}

main() {
    if is_ready "$cache/sukija"; then
        say "the sukija dictionary is ready in $cache/sukija"
        return
    fi
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    mkdir -p "$cache"
    if ! command -v apt-get >/dev/null 2>&1; then
        say "no apt-get here, so the sukija dictionary cannot be built"
    elif install_tools && fetch_source && build; then
        place_packaged || true
        say "the sukija dictionary is ready in $cache/sukija"
        return
    fi
    if place_packaged || is_ready "$cache/standard"; then
        say "the standard dictionary serves instead: $cache/standard (finds somewhat less)"
        return
    fi
    say "WARNING: NO FINNISH DICTIONARY. Words are cut by the Snowball stemmer, which finds far less."
    say "WARNING: install the package voikko-fi, or name a dictionary in ALUEHAKU__FINNISH__DICTIONARY."
}

main
