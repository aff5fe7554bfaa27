"""How the service bears many clients at once, and one that means ill.

Serves a data directory and asks, on loopback only:
1. quiet:  64 honest clients, each a query a second;
2. mixed:  256 connections that ask for everything without a pause, while an import and a crawl run;
3. slow:   1,100 connections of one client that send half a head, or pipeline and never read, beside the honest 64.

usage: load_trial.py BINARY DATA_DIR ARTICLES.jsonl [SECONDS]   (the data directory is changed: give it a copy)

Prints the times of each phase, what was answered with which status, and the memory of the service.
"""

import asyncio
import collections
import http.server
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

HONEST, MIXED, SLOW = 64, 256, 1_100
WORDS = "hanke järjestö kunta hyvinvointialue yhdistys nuoret avustus kirjasto tapahtuma verkosto ja maakunta".split()
PATHS = [
    "/api/v1/search?q={}",
    "/api/v1/search?q={}&facets=region,person,project&match=any",
    "/search?q={}",
    "/api/v1/suggest?q={}",
    "/feeds/search.atom?q={}",
    "/api/v1/export.csv?q={}",
    "/api/v1/search?q={}&page=3&sort=newest",
    "/projects",
    "/compare?q={}&regions=Lappi",
    "/api/v1/search?q=%22&region=nowhere&from=notaday",
    "/nothing/here",
]
ANSWERED = {200, 304, 400, 404, 422, 429, 503}


class Pages(http.server.BaseHTTPRequestHandler):
    """A site without end: lists that lead to further lists and to articles."""

    def do_GET(self):
        number = int((re.search(r"\d+", self.path) or [0])[0])
        if self.path.startswith("/robots"):
            return self.answer("text/plain", "User-agent: *\nAllow: /\n")
        if self.path.startswith("/article"):
            text = " ".join(random.Random(number).choices(WORDS, k=120))
            body = f"<article><h1>Uutinen {number}</h1><time datetime=2026-01-02>2.1.2026</time><p>{text}.</p></article>"
        else:
            links = "".join(f"<li><a href=/article/{number * 20 + at}>Uutinen {at}</a></li>" for at in range(20))
            body = f"<ul>{links}</ul><a rel=next href=/list/{number + 1}>Seuraava</a>"
        return self.answer("text/html; charset=utf-8", f"<html lang=fi><title>Sivu {number}</title>{body}</html>")

    def answer(self, kind, text):
        content = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


class Service:
    """The served data directory, which crawls the site without end."""

    def __init__(self, binary, data, site):
        self.folder = Path(tempfile.mkdtemp())
        source = f'[[sources]]\nid = "endless"\nname = "Loputon"\nstart = ["http://site.localhost:{site}/list/1"]\nallow_loopback = true\n'
        (self.folder / "aluehaku.toml").write_text(f"[crawler]\ndelay_ms = 1\n[server]\nrate_limit = 0\n{source}")
        self.command = [binary, "--config", str(self.folder / "aluehaku.toml"), "--data-dir", data]
        log = open(self.folder / "service.log", "w")
        serve = [*self.command, "serve", "--listen", "127.0.0.1:0"]
        self.process = subprocess.Popen(serve, stdout=subprocess.PIPE, stderr=log, text=True)
        self.port = int(re.search(r":(\d+)", self.process.stdout.readline().split("//")[1])[1])

    def memory(self):
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return {name: int(re.search(name + r":\s+(\d+)", status)[1]) // 1024 for name in ("VmRSS", "RssAnon")}

    def end(self):
        self.process.terminate()
        return self.process.wait(timeout=60)


class Tally:
    """Times and statuses of requests."""

    def __init__(self):
        self.times, self.statuses, self.faults = [], collections.Counter(), collections.Counter()
        self.by_kind = collections.defaultdict(collections.Counter)

    def percentile(self, share):
        times = sorted(self.times)
        return 1000 * times[min(len(times) - 1, int(len(times) * share))] if times else float("nan")

    def __str__(self):
        return (
            f"{len(self.times)} answers, p50 {self.percentile(0.5):.1f} ms, p99 {self.percentile(0.99):.1f} ms, "
            f"{dict(self.statuses)}, faults {dict(self.faults)}"
        )


async def ask(reader, writer, path, tally):
    """One request over an open connection; whether the connection can be used again."""
    begun = time.perf_counter()
    writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    status = int(head.split()[1])
    length = re.search(r"content-length: (\d+)", head)
    if length:
        await reader.readexactly(int(length[1]))
    elif "chunked" in head:
        while size := int(await reader.readline(), 16):
            await reader.readexactly(size + 2)
        await reader.readline()
    tally.times.append(time.perf_counter() - begun)
    tally.statuses[status] += 1
    tally.by_kind[path.partition("?")[0]][status] += 1
    if status not in ANSWERED or (status in (429, 503) and "retry-after" not in head):
        tally.faults[f"{status} {path}"] += 1
    return "connection: close" not in head


async def client(port, address, until, pause, tally, dice):
    """A client that asks until a time, with a pause between requests."""
    paths = PATHS if pause == 0 else PATHS[:1]
    while time.monotonic() < until:
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(address, 0), limit=1 << 20)
            open_ = True
            while open_ and time.monotonic() < until:
                path = dice.choice(paths).format("%20".join(map(encoded, dice.sample(WORDS, 2))))
                open_ = await asyncio.wait_for(ask(reader, writer, path, tally), 60)
                await asyncio.sleep(pause * dice.uniform(0.5, 1.5))
            writer.close()
        except asyncio.IncompleteReadError:
            await asyncio.sleep(0.01)  # the service ends connections after many requests, and idle ones
        except (OSError, asyncio.TimeoutError) as fault:
            tally.faults[type(fault).__name__] += 1
            await asyncio.sleep(0.1)


def encoded(word):
    return "".join(f"%{byte:02X}" for byte in word.encode())


async def slow(port, number, until):
    """A client that sends half a head, or asks for much and reads nothing."""
    request = b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: " if number % 2 else b"GET /api/v1/export.jsonl HTTP/1.1\r\nHost: x\r\n\r\n" * 20
    while time.monotonic() < until:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port, limit=1024)
            writer.transport.pause_reading()
            writer.write(request)
            while time.monotonic() < until and not writer.is_closing():
                await asyncio.sleep(2)
                writer.write(b"a" if number % 2 else b"")
            writer.close()
        except OSError:
            await asyncio.sleep(1)


async def honest(port, seconds):
    tally, until = Tally(), time.monotonic() + seconds
    addresses = [f"127.0.1.{number + 1}" for number in range(HONEST)]
    await asyncio.gather(*(client(port, one, until, 1, tally, random.Random(one)) for one in addresses))
    return tally


async def mixed(service, seconds, lines):
    tally, until = Tally(), time.monotonic() + seconds
    work = [client(service.port, f"127.0.2.{at % 16 + 1}", until, 0, tally, random.Random(at)) for at in range(MIXED)]
    importing = subprocess.Popen([*service.command, "import", "--quiet", lines], stderr=subprocess.DEVNULL)

    async def watch():
        while time.monotonic() < until:
            print(f"   {seconds - int(until - time.monotonic())} s: memory {service.memory()}", flush=True)
            await asyncio.sleep(seconds / 10)

    await asyncio.gather(watch(), *work)
    importing.terminate()
    importing.wait()
    for kind, statuses in sorted(tally.by_kind.items()):
        print(f"   {kind}: {dict(statuses)}")
    return tally


async def trial(binary, data, lines, seconds):
    site = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    service = Service(binary, data, site.server_address[1])
    try:
        quiet = await honest(service.port, max(seconds // 10, 10))
        print(f"quiet: {quiet}; memory {service.memory()}", flush=True)
        print(f"mixed, {MIXED} connections, an import and a crawl:", flush=True)
        print(f"   {await mixed(service, seconds, lines)}", flush=True)
        until = time.monotonic() + max(seconds // 5, 20)
        pests = asyncio.gather(*(slow(service.port, number, until) for number in range(SLOW)))
        beside = await honest(service.port, max(seconds // 5, 20))
        await pests
        print(f"beside {SLOW} slow connections: {beside}; memory {service.memory()}")
        print(f"honest p99, times its quiet value: {beside.percentile(0.99) / quiet.percentile(0.99):.2f}")
    finally:
        print(f"the service ends with {service.end()}; its log is in {service.folder}")
        site.shutdown()


if __name__ == "__main__":
    asyncio.run(trial(*sys.argv[1:4], int(sys.argv[4]) if len(sys.argv) > 4 else 600))
