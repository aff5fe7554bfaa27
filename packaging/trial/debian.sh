#!/usr/bin/env bash
# Tries the Debian package from an empty machine to a restored service: packaging/trial/debian.sh [SUITE] [PACKAGE].
#
# A minimal Debian (bookworm unless another suite is named) is made by debootstrap and started with its own systemd in a
# container that has no network but its own loopback. In it `trial.py` installs the package, starts the unit, has the
# pretend sites crawled, gets an alert by mail from a real SMTP server, backs up, loses everything, restores on a machine
# that never had it, and compares the answers. Takes about four minutes, the first time two more.
#
# Needs root, the packages debootstrap and systemd-container, and the network for Debian's packages. Without a PACKAGE
# it takes the one that `make dist` has made. Ends with 0 when every step went well; what happened stands in
# target/trial/SUITE.log.
#
# Ubuntu goes the same way, with its packages from its own mirror:
# TRIAL_MIRROR=http://archive.ubuntu.com/ubuntu TRIAL_COMPONENTS=main,universe packaging/trial/debian.sh noble
set -eu

cd "$(dirname "$0")/../.."
suite="${1:-bookworm}"
package="${2:-$(ls -t target/dist/aluehaku_*.deb 2>/dev/null | head -n 1)}"
mirror="${TRIAL_MIRROR:-http://deb.debian.org/debian}"
components="${TRIAL_COMPONENTS:-main}"
folder="$PWD/target/trial"
base="$folder/$suite"
machine="$folder/$suite-machine"
log="$folder/$suite.log"

say() {
    echo "trial: $*" >&2
}

# What installs in the machine while it is not yet started.
within() {
    chroot "$machine" env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 "$@"
}

if [ "$(id -u)" -ne 0 ]; then
    say "making a machine needs root: run it with sudo"
    exit 2
fi
for tool in debootstrap systemd-nspawn; do
    if ! command -v "$tool" >/dev/null 2>&1; then
        say "$tool is not here: apt-get install debootstrap systemd-container"
        exit 2
    fi
done
if [ ! -f "$package" ]; then
    say "there is no package: run \`make dist\` with cargo-deb installed, or name one"
    exit 2
fi

# The empty machine is kept for the next time, whole or not at all.
if [ ! -d "$base" ]; then
    say "making a minimal $suite"
    rm -rf "$base.new"
    mkdir -p "$folder"
    if ! debootstrap --variant=minbase --include=systemd-sysv,dbus --components="$components" \
        "$suite" "$base.new" "$mirror" >"$log" 2>&1; then
        say "debootstrap failed: $(tail -n 1 "$log")"
        exit 1
    fi
    mv "$base.new" "$base"
fi

say "fetching what the package depends on, and a mail server"
rm -rf "$machine"
cp -a "$base" "$machine"
mkdir "$machine/trial"
cp "$package" "$machine/trial/aluehaku.deb"
cp fixtures/sources.toml packaging/trial/*.py "$machine/trial/"
{
    within apt-get update -q
    within apt-get install -y -q --no-install-recommends python3-aiosmtpd
    within apt-get install -y -q --no-install-recommends --download-only /trial/aluehaku.deb
} >"$log" 2>&1 || {
    say "that failed: $(tail -n 1 "$log")"
    exit 1
}

# The trial is a unit of the machine, whose end is the machine's end.
cat >"$machine/etc/systemd/system/trial.service" <<'UNIT'
[Unit]
After=multi-user.target dbus.service
SuccessAction=exit
FailureAction=exit

[Service]
Type=oneshot
ExecStart=/usr/bin/python3 -u /trial/trial.py
StandardOutput=file:/trial/log
StandardError=inherit
TimeoutStartSec=900
UNIT
mkdir -p "$machine/etc/systemd/system/graphical.target.wants"
ln -s ../trial.service "$machine/etc/systemd/system/graphical.target.wants/"

say "starting the machine"
ended=0
timeout 1200 systemd-nspawn --quiet --directory "$machine" --boot --private-network --register=no --keep-unit \
    --resolv-conf=off --console=pipe </dev/null >"$log" 2>&1 || ended=$?
cat "$machine/trial/log"
cat "$machine/trial/log" >>"$log"
if [ "$ended" -ne 0 ]; then
    say "the trial failed; the machine is left in $machine, what it said in $log"
    exit 1
fi
rm -rf "$machine"
say "the package does what it should on $suite"
