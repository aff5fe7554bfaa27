#!/usr/bin/env bash
# Installs what is missing on a machine with Rust and make: Debian and Ubuntu (apt), Fedora (dnf) and macOS (Homebrew),
# the Swedish dictionary among it, then makes the Finnish dictionary ready. `setup.sh run` is for building and running,
# `setup.sh test` adds what the tests compare with.
#
# What a package is for and how it is called there stands in the tables below. Each is installed by itself, so that one
# that is missing keeps no other away, and is named at the end. Elsewhere it says what to install and goes on with what
# is there.
set -eu

purpose="${1:-run}"
lacking=""
fetched=""

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

has() {
    command -v "$1" >/dev/null 2>&1
}

# The packages of each kind of machine, for building and running and for the tests.
packages() {
    case "$1 $purpose" in
        "apt "*) echo "ca-certificates gcc libc6-dev hunspell-sv" ;;
        "dnf "*) echo "ca-certificates gcc glibc-devel hunspell-sv voikko-fi" ;;
        "brew "*) echo "hunspell libvoikko" ;;
    esac
    [ "$purpose" = test ] || return 0
    case "$1" in
        apt) echo "libvoikko1 procps" ;;
        dnf) echo "libvoikko procps-ng" ;;
    esac
    # A Node.js and a browser of one's own are as good as the distribution's.
    has npm || case "$1" in
        apt) echo "nodejs npm" ;;
        dnf) echo "nodejs-npm" ;;
        brew) echo "node" ;;
    esac
    has_browser || case "$1" in
        apt | dnf) echo "chromium" ;;
    esac
    # Other browsers than the first.
    has firefox || has firefox-esr || case "$1" in
        apt) echo "firefox-esr" ;;
        dnf) echo "firefox" ;;
    esac
    has WebKitWebDriver || case "$1" in
        apt) echo "webkit2gtk-driver" ;;
    esac
    has Xvfb || case "$1" in
        apt) echo "xvfb" ;;
    esac
    has php || case "$1" in
        apt | dnf) echo "php-cli" ;;
        brew) echo "php" ;;
    esac
    # For the tests of the cluster of search engines, and for a client made of the description of the API.
    has javac || case "$1" in
        apt) echo "openjdk-17-jdk-headless" ;;
        dnf) echo "java-devel" ;;
        brew) echo "openjdk" ;;
    esac
    has mvn || echo "maven"
    # For the tests of an archive that machines share.
    has_postgres || case "$1" in
        apt) echo "postgresql" ;;
        dnf) echo "postgresql-server" ;;
        brew) echo "postgresql@17" ;;
    esac
}

has_postgres() {
    has initdb || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1
}

has_browser() {
    local browser
    for browser in chromium chromium-browser google-chrome google-chrome-stable; do
        has "$browser" && return 0
    done
    [ -d "/Applications/Google Chrome.app" ] || [ -d "/Applications/Chromium.app" ]
}

is_installed() {
    case "$1" in
        apt)
            dpkg-query --show --showformat='${db:Status-Status}\n' "$2" 2>/dev/null | grep -qx installed
            ;;
        dnf) rpm --query --quiet "$2" ;;
        brew) brew list --versions "$2" >/dev/null 2>&1 ;;
    esac
}

install_one() {
    case "$1" in
        apt) as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$2" >&2 ;;
        dnf) as_root dnf install -y -q "$2" >&2 ;;
        brew) brew install --quiet "$2" >&2 ;;
    esac
}

# Lists of packages are fetched once, and only when something could not be installed without.
fetch_lists() {
    [ -z "$fetched" ] && [ "$1" = apt ] || return 1
    fetched=yes
    say "fetching the package lists first"
    as_root apt-get update -q >&2 || true
}

install_missing() {
    local manager="$1" package
    for package in $(packages "$manager"); do
        is_installed "$manager" "$package" && continue
        say "installing the package $package"
        install_one "$manager" "$package" && continue
        fetch_lists "$manager" && install_one "$manager" "$package" && continue
        lacking="$lacking $package"
    done
}

# What goes without a package, and how it is had otherwise.
tell_lacking() {
    local package
    for package in $lacking; do
        case "$package" in
            chromium)
                say "not installed: chromium. Ubuntu has it as a snap (\`sudo snap install chromium\`), others as Google Chrome;"
                say "without a browser the browser tests are left out"
                ;;
            gcc | libc6-dev | glibc-devel) say "not installed: $package. Building needs a C compiler: install one by other means" ;;
            hunspell-sv) ;;
            nodejs | npm | nodejs-npm | node) say "not installed: $package. The browser tests are left out" ;;
            firefox-esr | firefox) say "not installed: $package. The tests in Firefox are left out" ;;
            webkit2gtk-driver | xvfb) say "not installed: $package. The tests in WebKit are left out" ;;
            postgresql*) say "not installed: $package. The tests of an archive on a server are left out" ;;
            openjdk-17-jdk-headless | java-devel | openjdk | maven)
                say "not installed: $package. The tests of the cluster of search engines and of a generated client are left out"
                ;;
            php-cli | php) say "not installed: $package. The tests of the WordPress plugin are left out" ;;
            *) say "not installed: $package. Going on without" ;;
        esac
    done
}

has_swedish() {
    local folder name
    for folder in /usr/share/hunspell /usr/share/myspell /usr/local/share/hunspell /opt/homebrew/share/hunspell; do
        for name in sv_FI sv_SE; do
            [ -e "$folder/$name.dic" ] && return 0
        done
    done
    return 1
}

if ! has cargo; then
    say "cargo is not here: install Rust from https://rustup.rs or your distribution, then run this again"
    exit 1
fi

if has apt-get; then
    install_missing apt
elif has dnf; then
    install_missing dnf
elif has brew; then
    install_missing brew
    has cc || say "building needs a C compiler: run \`xcode-select --install\`"
else
    say "neither apt-get nor dnf nor brew here; please see that a C compiler, certificates and hunspell-sv are installed"
fi
tell_lacking

if [ "$purpose" = test ] && has npm; then
    browser="$(dirname "$0")/../tests/browser"
    if ! npm ls --prefix "$browser" >/dev/null 2>&1; then
        say "installing what the browser tests use"
        npm ci --prefix "$browser" >&2 || say "the browser tests cannot be run"
    fi
fi

if [ "$purpose" = test ]; then
    bash "$(dirname "$0")/opensearch/fetch.sh" || say "the tests of the cluster of search engines are left out"
fi

# The generator of clients comes from Maven Central; what Maven keeps stays in the same folder.
generator_version=7.14.0
generator="$(cd "$(dirname "$0")/.." && pwd)/tests/browser/generator"
if [ "$purpose" = test ] && has java && has mvn && [ ! -e "$generator/openapi-generator-cli-$generator_version.jar" ]; then
    say "fetching openapi-generator"
    mvn --quiet --batch-mode -Dmaven.repo.local="$generator/repository" dependency:copy \
        -Dartifact="org.openapitools:openapi-generator-cli:$generator_version" -DoutputDirectory="$generator" >&2 &&
        rm -rf "$generator/repository" || say "the test of a generated client cannot be run"
fi

if ! has_swedish; then
    say "NO SWEDISH DICTIONARY: Swedish words are cut by the Snowball stemmer, which finds less; install hunspell-sv,"
    say "or name a dictionary in ALUEHAKU__SWEDISH__DICTIONARY"
fi

exec bash "$(dirname "$0")/dictionary.sh"
