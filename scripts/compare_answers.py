#!/usr/bin/env python3
"""Shows whether two builds of the program give the same answers, byte for byte.

    scripts/compare_answers.py BEFORE AFTER      # two executables; exit code 1 where answers differ

Each build crawls the pretend sites into a folder of its own and serves them on a free port of this machine; the same requests go
to both. What changes from run to run (ports, identifiers of requests, times of fetching) is masked. Python's standard library is enough.
"""

import difflib
import http.client
import os
import re
import subprocess
import sys
import tempfile
from urllib.parse import quote, urlencode

QUERIES = [
    "", "hanke", "vapaaehtoiset", "järjestöjen neuvottelukunta", '"avoimet ovet"', "hanke -kunta", "otsikko:hanke", "järjest*",
    "jarjesto", "=hanke", "yhdistys AND kylä", "sote OR hyte", "(kylä OR kunta) talkoot", "henkilö:virtanen", "förening", "volunteers",
    "olematonsana", "järjstö", "sosiaali- ja terveysjärjestöt", "syyskokous",
]
PARAMETERS = [
    {}, {"match": "all"}, {"sort": "-published"}, {"sort": "published", "per_page": "3"}, {"page": "2"}, {"explain": "1"},
    {"facets": "region,project,person"}, {"duplicates": "show"},
]
PLAIN = [
    "/", "/search?q=hanke", "/sources", "/docs", "/docs/problems", "/embed", "/privacy", "/accessibility", "/about", "/events",
    "/openapi.json", "/opensearch.xml", "/sitemap.xml", "/robots.txt", "/feeds/search.atom?q=hanke", "/feeds/search.json?q=hanke",
    "/feeds/events.ics?q=", "/api/v1/regions", "/api/v1/sources", "/api/v1/export.csv?q=hanke", "/api/v1/export.jsonl",
    "/api/v1/suggest?q=jär", "/api/v1/suggest?q=keski", "/api/v1/facets/region?q=hanke", "/api/v1/facets/person",
    "/api/v1/search?unknown=1", "/api/v1/search?from=x", "/api/v1/articles/none", "/none",
]
MASKS = [
    (re.compile(rb"127\.0\.0\.1(:|%3A)\d+"), b"127.0.0.1:PORT"),
    (re.compile(rb'"(request_id|instance)":"[^"]*"'), rb'"\1":"-"'),
    (re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)"), b"TIME"),
    (re.compile(rb"DTSTAMP:\d+T\d+Z"), b"DTSTAMP:TIME"),
    (re.compile(rb'"took_ms":[\d.]+'), b'"took_ms":0'),
]


def addresses(answers_of_search):
    """Some 200 addresses; those of articles come from the answer to an empty search."""
    for query in QUERIES:
        for parameters in PARAMETERS:
            yield "/api/v1/search?" + urlencode({"q": query, **parameters}, quote_via=quote)
    yield from PLAIN
    for identifier in re.findall(rb'"id":"([^"]+)"', answers_of_search)[:10]:
        name = identifier.decode()
        yield f"/api/v1/articles/{name}"
        yield f"/api/v1/articles/{name}/similar"
        yield f"/articles/{name}"


def get(port, address):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", quote(address, safe="/?&=%+:,-._~"))
        answer = connection.getresponse()
        body = answer.read()
    finally:
        connection.close()
    for pattern, mask in MASKS:
        body = pattern.sub(mask, body)
    return answer.status, body


def answers(program):
    with tempfile.TemporaryDirectory() as folder:
        run = [program, "--data-dir", folder]
        quiet = {"check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run([*run, "demo", "--port", "0", "--exit-after-crawl"], cwd=folder, **quiet)
        # Scores count replaced articles until their segments are merged; a fresh index has none.
        subprocess.run([*run, "reindex"], cwd=folder, **quiet)
        environment = {**os.environ, "ALUEHAKU__SERVER__RATE_LIMIT": "0"}
        service = subprocess.Popen(
            [*run, "serve", "--no-crawl", "--listen", "127.0.0.1:0"],
            cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment,
        )
        try:
            port = next(int(found[1]) for line in service.stdout if (found := re.search(r"127\.0\.0\.1:(\d+)", line)))
            _, first = get(port, "/api/v1/search?per_page=10&sort=-published")
            return {address: get(port, address) for address in addresses(first)}
        finally:
            service.terminate()
            service.wait()


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    before, after = (answers(os.path.abspath(program)) for program in sys.argv[1:])
    different = [address for address in before if before[address] != after.get(address)]
    for address in different:
        (old_status, old), (new_status, new) = before[address], after.get(address, (0, b""))
        print(f"DIFFERS {address}: {old_status} and {new_status}, {len(old)} and {len(new)} bytes")
        lines = [re.sub(rb"([,>])", rb"\1\n", text).decode(errors="replace").splitlines() for text in (old, new)]
        for line in list(difflib.unified_diff(*lines, lineterm="", n=0))[2:12]:
            print("   ", line[:200])
    print(f"{len(before) - len(different)} the same, {len(different)} different")
    sys.exit(1 if different else 0)


if __name__ == "__main__":
    main()
