#!/usr/bin/env bash
# Tries the container image where no registry can be reached: packaging/trial/image.sh [SUITE].
#
# The base images of the Containerfile are stood in for by a minimal Debian that debootstrap makes (bookworm unless
# another suite is named), and its stage `program` by target/release/aluehaku, which `make dist` has built. Everything
# else is built as it stands. The image is then run as its user says, with a root that can only be read, no capability
# and no network but its own loopback, until its health check says yes.
#
# Needs root, debootstrap, buildah, bubblewrap and the network for Debian's packages. Takes about five minutes. Where
# registries are reached, `buildah build -f packaging/container/Containerfile .` builds all of it.
set -eu

cd "$(dirname "$0")/../.."
suite="${1:-bookworm}"
mirror="${TRIAL_MIRROR:-http://deb.debian.org/debian}"
folder="$PWD/target/trial"
base="$folder/$suite"
log="$folder/image.log"
work="$folder/image"
program="target/release/aluehaku"

say() {
    echo "image: $*" >&2
}

if [ "$(id -u)" -ne 0 ]; then
    say "making a base image needs root: run it with sudo"
    exit 2
fi
for tool in debootstrap buildah bwrap; do
    if ! command -v "$tool" >/dev/null 2>&1; then
        say "$tool is not here: apt-get install debootstrap buildah bubblewrap"
        exit 2
    fi
done
if [ ! -x "$program" ]; then
    say "there is no $program: run \`make dist\` first"
    exit 2
fi

rm -rf "$work"
mkdir -p "$work/program/build/target/release" "$work/data"
cp "$program" "$work/program/build/target/release/"
# Everything in a storage of its own, which goes with the folder.
printf '[storage]\ndriver = "vfs"\ngraphroot = "%s/storage"\nrunroot = "%s/run"\n' "$work" "$work" >"$work/storage.conf"
export CONTAINERS_STORAGE_CONF="$work/storage.conf" BUILDAH_ISOLATION=chroot
sed "s/trixie/$suite/" packaging/container/Containerfile >"$work/Containerfile"

if [ ! -d "$base" ]; then
    say "making a minimal $suite"
    mkdir -p "$folder"
    rm -rf "$base.new"
    debootstrap --variant=minbase --include=systemd-sysv,dbus "$suite" "$base.new" "$mirror" >"$log" 2>&1 || {
        say "debootstrap failed: $(tail -n 1 "$log")"
        exit 1
    }
    mv "$base.new" "$base"
fi

say "building the image"
{
    container=$(buildah from scratch)
    buildah add --quiet "$container" "$base" /
    buildah commit --quiet "$container" "docker.io/library/debian:$suite-slim"
    buildah build --network host --pull=never --build-context "program=$work/program" \
        -f "$work/Containerfile" -t aluehaku .
} >"$log" 2>&1 || {
    say "that failed: $(grep -v '^subprocess' "$log" | tail -n 1); all of it stands in $log"
    exit 1
}

say "running it with a root that can only be read"
container=$(buildah from --pull=never localhost/aluehaku)
root=$(buildah mount "$container")
user=$(buildah inspect --format '{{.OCIv1.Config.User}}' "$container")
chown "$user" "$work/data"
# The health check of the image, until it says yes or a minute has passed; then what may not be written, is not.
# shellcheck disable=SC2016 # expanded inside
inside='aluehaku --config /etc/aluehaku/aluehaku.toml serve & served=$!
for second in $(seq 60); do
    if aluehaku --quiet health; then healthy=yes; break; fi
    kill -0 $served || break
    sleep 1
done
[ "${healthy:-}" = yes ] || { echo "it is not healthy"; exit 1; }
[ "$(id -u)" != 0 ] || { echo "it runs as root"; exit 1; }
if touch /usr/bin/x /etc/x 2>/dev/null; then echo "the root can be written"; exit 1; fi
aluehaku --config /etc/aluehaku/aluehaku.toml doctor >/tmp/doctor || { cat /tmp/doctor; exit 1; }
grep analyser /tmp/doctor || { echo "doctor tells of no analyser"; exit 1; }
kill -TERM $served && wait $served'
bwrap --unshare-ipc --unshare-net --unshare-pid --unshare-uts --die-with-parent \
    --ro-bind "$root" / --bind "$work/data" /var/lib/aluehaku --proc /proc --dev /dev --tmpfs /tmp \
    --clearenv --setenv PATH /usr/bin:/bin --setenv ALUEHAKU__DATA_DIR /var/lib/aluehaku \
    --setenv ALUEHAKU__SERVER__LISTEN 0.0.0.0:8080 \
    setpriv --reuid "${user%:*}" --regid "${user#*:}" --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all \
    sh -c "$inside" 2>>"$log" || {
    say "that failed; what it said stands in $log"
    exit 1
}
buildah rm --all >/dev/null
rm -rf "$work"
say "the image does what it should"
