#!/usr/bin/env bash
# Fetches OpenSearch from Maven's central repository, some 50 MB, and compiles what starts nodes of it for the tests.
#
# fetch.sh [VERSION]
#
# The result lies in ${XDG_CACHE_HOME:-~/.cache}/aluehaku/opensearch/: lib/ with the jars, classes/ with the compiled
# class, and made-from, which says of what. A second run finds it there and does nothing. Another version than that of
# pom.xml lies beside it, in opensearch-VERSION/; the tests take it where ALUEHAKU_OPENSEARCH names that folder and, where
# it needs a newer Java, ALUEHAKU_JAVA the program.
set -eu

here="$(cd "$(dirname "$0")" && pwd)"
version="${1:-}"
cache="${XDG_CACHE_HOME:-$HOME/.cache}/aluehaku/opensearch${version:+-$version}"

say() {
    echo "opensearch: $*" >&2
}

for tool in java javac mvn; do
    command -v "$tool" >/dev/null 2>&1 || {
        say "no $tool here"
        exit 1
    }
done

made_from="$(cat "$here/pom.xml" "$here/TestCluster.java" | cksum)"
if [ "$(cat "$cache/made-from" 2>/dev/null)" = "$made_from" ]; then
    exit 0
fi

say "fetching the jars"
new="$cache.new.$$"
trap 'rm -rf "$new"' EXIT
mkdir -p "$new/classes"
mvn -q -f "$here/pom.xml" ${version:+-Dopensearch="$version"} dependency:copy-dependencies -DoutputDirectory="$new/lib" -DincludeScope=runtime >&2
javac -nowarn -cp "$new/lib/*" -d "$new/classes" "$here/TestCluster.java" 2>&1 | grep -v '^Note:' >&2 || true
[ -s "$new/classes/TestCluster.class" ] || {
    say "TestCluster.java cannot be compiled"
    exit 1
}
echo "$made_from" >"$new/made-from"
rm -rf "$cache"
mkdir -p "$(dirname "$cache")"
mv "$new" "$cache"
say "ready in $cache"
