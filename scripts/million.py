"""How a whole build bears a million articles: import, start, memory, pages, and 64 connections beside an import.

usage: million.py BINARY FOLDER [ARTICLES] [SECONDS]

Makes ARTICLES (1,000,000) invented short articles, imports them as they are into FOLDER/data, or goes on with what an
earlier run left there; then serves them on loopback only and prints a table as docs/performance.md keeps it: the time
until ready, the first suggestion, each kind of request by itself, and SECONDS (60) of 64 connections while an import runs.
It takes some 8 GB of disk, and most of an hour the first time.
"""

import http.client
import json
import random
import re
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import quote

CONNECTIONS = 64
ASKED = 300
SOURCES = 400
PERSONS = 20_000
GRAMMAR = "ja on että ei myös oli se ovat joka kun mutta kuin sekä tai hän mukaan jo jotka ole vain kanssa ne niin nyt".split()
STEMS = """järjestö palvelu talo koulu kunta kirjasto museo teatteri laulu juhla kahvila sairaala asema satama tori puisto
metsä kylä säätiö seura kerho nuoriso opettaja johtaja hoitaja ohjaaja asiantuntija tutkija kirjailija taiteilija raha vero
maksu työ hoiva neuvola turva kriisi ongelma ratkaisu suunnitelma ohjelma kokeilu kysely raportti julkaisu kirja viesti kuva
elokuva sivu tarina historia kulttuuri urheilu liikunta matkailu ilmasto energia peruna marja puutarha koira poro kala matka
juna pyörä päivä kesä musiikki tanssi konsertti näyttely leiri kisa ottelu mestari yrittäjä kalastaja tukija vaali valtuusto
hallinto laki oikeus""".split()
ENDINGS = ["", "", "", "n", "n", "a", "ssa", "sta", "lla", "lle", "t", "issa", "ille", "nsa"]
REGIONS = """Uusimaa Varsinais-Suomi Satakunta Kanta-Häme Pirkanmaa Päijät-Häme Kymenlaakso Etelä-Karjala Etelä-Savo
Pohjois-Savo Pohjois-Karjala Keski-Suomi Etelä-Pohjanmaa Pohjanmaa Keski-Pohjanmaa Pohjois-Pohjanmaa Kainuu Lappi""".split()
MUNICIPALITIES = "Helsinki Turku Pori Hämeenlinna Tampere Lahti Kotka Lappeenranta Mikkeli Kuopio Joensuu Jyväskylä Oulu".split()


def ranked(dice, words):
    """One of the words, the first as much more often as words of a language are."""
    return words[int(len(words) ** dice.random()) - 1]


def invented_words(dice, count):
    """Letters with vowel harmony, as of names and words that no dictionary knows."""
    syllables = [["ka", "to", "mu", "ri", "saa", "lo", "nie", "pu", "va", "hoi"], ["kä", "tö", "my", "ri", "sää", "lö", "nie", "py", "vä", "höi"]]
    return ["".join(dice.choices(dice.choice(syllables), k=dice.randint(2, 4))) for _ in range(count)]


class Articles:
    """Invented short articles, each always the same by its number."""

    def __init__(self):
        dice = random.Random(1)
        compounds = [one + other for one in STEMS for other in STEMS]
        dice.shuffle(compounds)
        self.nouns = STEMS + compounds + invented_words(dice, 20_000)
        names = [name.capitalize() for name in invented_words(dice, 4_000)]
        self.persons = [f"{dice.choice(names)} {dice.choice(names)}" for _ in range(PERSONS)]
        self.projects = [f"{word.capitalize()}-hanke" for word in invented_words(dice, 2_000)]

    def words(self, dice, count):
        words = []
        for _ in range(count):
            if dice.random() < 0.35:
                words.append(ranked(dice, GRAMMAR))
            else:
                words.append(ranked(dice, self.nouns) + dice.choice(ENDINGS))
        return words

    def sentence(self, dice, count):
        return " ".join(self.words(dice, count)).capitalize()

    def record(self, number):
        dice = random.Random(number)
        persons = [ranked(dice, self.persons) for _ in range(dice.randrange(3))]
        body = [self.sentence(dice, dice.randint(6, 12)) for _ in range(dice.randint(1, 4))]
        body += [f"{person} kertoo lisää" for person in persons]
        return {
            "url": f"https://uutiset{number % SOURCES}.example/{number}",
            "source": f"s{number % SOURCES}",
            "title": self.sentence(dice, 6),
            "lead": self.sentence(dice, 10) + ".",
            "body": ". ".join(body) + ".",
            "published": f"{dice.randint(2008, 2026)}-{dice.randint(1, 11):02}-{dice.randint(1, 28):02}",
            "language": "fi",
            "persons": persons,
            "projects": [ranked(dice, self.projects) for _ in range(dice.randrange(2))],
            "regions": [ranked(dice, REGIONS) for _ in range(dice.randrange(2))],
            "municipalities": [ranked(dice, MUNICIPALITIES) for _ in range(dice.randrange(2))],
        }

    def write(self, path, numbers):
        with open(path, "w", encoding="utf-8") as file:
            for number in numbers:
                file.write(json.dumps(self.record(number), ensure_ascii=False) + "\n")


class Service:
    """The served articles."""

    def __init__(self, command, folder):
        self.begun = time.perf_counter()
        log = open(folder / "service.log", "w")
        serve = [*command, "serve", "--listen", "127.0.0.1:0"]
        self.process = subprocess.Popen(serve, stdout=subprocess.PIPE, stderr=log, text=True)
        self.port = int(re.search(r":(\d+)", self.process.stdout.readline().split("//")[1])[1])
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        while self.ask("/health/ready")[0] != 200:
            time.sleep(0.005)
        self.ready = time.perf_counter() - self.begun

    def ask(self, path, connection=None):
        """Status, and seconds until the answer was whole."""
        connection = connection or self.connection
        begun = time.perf_counter()
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        return answer.status, time.perf_counter() - begun

    def memory(self):
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"RssAnon:\s+(\d+)", status)[1]) // 1024

    def processor(self):
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / 100

    def end(self):
        self.process.terminate()
        return self.process.wait(timeout=60)


def kinds(articles, count):
    """Addresses of each kind of request."""
    dice = random.Random(7)

    def query(words):
        picked = []
        while len(picked) < words:
            word = dice.choice(re.findall(r"\w{4,}", articles.record(dice.randrange(count))["body"]))
            picked.append(word)
        return quote(" ".join(picked))

    def some(pattern, words):
        return [pattern.format(query(words)) for _ in range(ASKED)]

    return {
        "one word": some("/api/v1/search?q={}", 1),
        "two words, any": some("/api/v1/search?match=any&q={}", 2),
        "two words": some("/api/v1/search?q={}", 2),
        "page of results, one word": some("/search?q={}", 1),
        "page of results, two words": some("/search?q={}", 2),
        "front page": ["/"] * ASKED,
        "suggestion": [f"/api/v1/suggest?q={query(1)[:3].strip('%')}" for _ in range(ASKED)],
        "newest of a region": [f"/api/v1/search?region={quote(region)}&sort=-published" for region in REGIONS * 10],
        "list of persons": ["/persons"] * 50,
        "feed": some("/feeds/search.atom?q={}", 1)[:100],
    }


def percentile(times, share):
    return 1000 * sorted(times)[min(len(times) - 1, int(len(times) * share))]


def crowd(service, addresses, seconds, numbers):
    """Many connections that ask without a pause while an import runs; prints what came of it."""
    times, faults, lock, until = [], {}, threading.Lock(), time.monotonic() + seconds

    def reader(number):
        dice = random.Random(number)
        # Each a reader of its own: one alone may not ask for so much at a time.
        address = (f"127.0.1.{number + 1}", 0)
        connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=120, source_address=address)
        while time.monotonic() < until:
            try:
                status, took = service.ask(dice.choice(addresses), connection)
            except (OSError, http.client.HTTPException) as fault:
                status, took = type(fault).__name__, None
                connection.close()
            with lock:
                if status == 200:
                    times.append(took)
                else:
                    faults[status] = faults.get(status, 0) + 1

    readers = [threading.Thread(target=reader, args=(number,)) for number in range(CONNECTIONS)]
    for thread in readers:
        thread.start()
    while time.monotonic() < until:
        print(f"   memory {service.memory()} MB, {len(times)} answers", flush=True)
        time.sleep(max(min(seconds / 10, until - time.monotonic()), 0.1))
    for thread in readers:
        thread.join()
    print(f"{CONNECTIONS} connections for {seconds} s beside an import: {len(times)} answers, "
          f"p50 {percentile(times, .5):.0f} ms, p99 {percentile(times, .99):.0f} ms, others {faults}, memory {service.memory()} MB")


def filled(command, articles, folder, count):
    """Imports the articles where an earlier run has not."""
    if (folder / "filled").exists():
        return
    lines = folder / "articles.jsonl"
    articles.write(lines, range(count))
    begun = time.perf_counter()
    subprocess.run([*command, "import", "--quiet", "--no-enrich", str(lines)], check=True)
    print(f"import: {count / (time.perf_counter() - begun):.0f} articles a second", flush=True)
    lines.unlink()
    (folder / "filled").touch()


def trial(binary, folder, count=1_000_000, seconds=60):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    settings = folder / "aluehaku.toml"
    settings.write_text("[server]\nrate_limit = 0\n")
    command = [binary, "--config", str(settings), "--data-dir", str(folder / "data")]
    articles = Articles()
    filled(command, articles, folder, count)
    for name in ("archive.db", "index"):
        size = subprocess.run(["du", "-sm", str(folder / "data" / name)], capture_output=True, text=True).stdout.split()
        print(f"{name}: {size[0] if size else 0} MB")
    # The first start may read what is new; from then on nothing is.
    Service(command, folder).end()
    service = Service(command, folder)
    try:
        print(f"ready after {1000 * service.ready:.0f} ms, {service.processor():.2f} s of processor time")
        print(f"first suggestion: {1000 * service.ask('/api/v1/suggest?q=ma')[1]:.0f} ms")
        addresses = kinds(articles, count)
        for kind, paths in addresses.items():
            answers = [service.ask(path) for path in paths]
            times, wrong = [took for _, took in answers], [status for status, _ in answers if status != 200]
            print(f"{kind}: p50 {percentile(times, .5):.1f} ms, p99 {percentile(times, .99):.1f} ms, memory {service.memory()} MB"
                  + (f", {len(wrong)} not 200" if wrong else ""), flush=True)
        more = folder / "more.jsonl"
        articles.write(more, range(count, count + 20 * seconds * 10))
        importing = subprocess.Popen([*command, "import", "--quiet", str(more)])
        crowd(service, [path for paths in addresses.values() for path in paths], seconds, count)
        importing.terminate()
        importing.wait()
    finally:
        print(f"the service ends with {service.end()}; its log is {folder / 'service.log'}")


if __name__ == "__main__":
    trial(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:5]))
