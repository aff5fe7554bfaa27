"""How a whole build bears a million articles: import, start, memory, pages, and 64 connections beside an import.

usage: million.py FOLDER BINARY [BEFORE] [--articles N] [--seconds N]

Makes invented short articles and imports them as they are into FOLDER/now, or goes on with what an earlier run left
there; then serves them on loopback only and prints a table as docs/performance.md keeps it: the time until ready, the
first suggestion, each kind of request by itself, and some seconds (60) of 64 connections while an import runs. An earlier
build, BEFORE, has FOLDER/before, and its figures stand beside. A million takes some 8 GB of disk for each build, and a
quarter of an hour the first time.
"""

import argparse
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
    """The served articles of a folder."""

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

    def word():
        body = articles.record(dice.randrange(count))["body"]
        return dice.choice(re.findall(r"\w{4,}", body))

    def some(pattern, words):
        return [pattern.format(quote(" ".join(word() for _ in range(words)))) for _ in range(ASKED)]

    return {
        "one word": some("/api/v1/search?q={}", 1),
        "two words, any": some("/api/v1/search?match=any&q={}", 2),
        "two words": some("/api/v1/search?q={}", 2),
        "page of results, one word": some("/search?q={}", 1),
        "page of results, two words": some("/search?q={}", 2),
        "front page": ["/"] * ASKED,
        "suggestion": [f"/api/v1/suggest?q={quote(word()[:3])}" for _ in range(ASKED)],
        "newest of a region": [f"/api/v1/search?region={quote(region)}&sort=-published" for region in REGIONS * 10],
        "list of persons": ["/persons"] * 50,
        "feed": some("/feeds/search.atom?q={}", 1)[:100],
    }


def crowd(service, addresses, seconds):
    """Many connections that ask without a pause: times of the answers, and how often there was another status."""
    times, others, lock, until = [], {}, threading.Lock(), time.monotonic() + seconds

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
                    others[status] = others.get(status, 0) + 1

    readers = [threading.Thread(target=reader, args=(number,)) for number in range(CONNECTIONS)]
    for thread in readers:
        thread.start()
    while time.monotonic() < until:
        print(f"   memory {service.memory()} MB, {len(times)} answers", file=sys.stderr, flush=True)
        time.sleep(max(min(seconds / 10, until - time.monotonic()), 0.1))
    for thread in readers:
        thread.join()
    return times, others


def filled(command, articles, folder, count):
    """Imports the articles where an earlier run has not, and says how many a second."""
    if (folder / "filled").exists():
        return "there already"
    lines = folder / "articles.jsonl"
    articles.write(lines, range(count))
    begun = time.perf_counter()
    subprocess.run([*command, "import", "--quiet", "--no-enrich", str(lines)], check=True)
    rate = count / (time.perf_counter() - begun)
    lines.unlink()
    (folder / "filled").touch()
    return f"{rate:.0f}"


def measured(binary, folder, articles, options):
    """The figures of a build, by what they are of."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = folder / "aluehaku.toml"
    settings.write_text("[server]\nrate_limit = 0\n")
    command = [binary, "--config", str(settings), "--data-dir", str(folder / "data")]
    figures = {"import: articles a second": filled(command, articles, folder, options.articles)}
    # The first start may read what is new; from then on nothing is.
    Service(command, folder).end()
    service = Service(command, folder)
    try:
        figures["ready, ms"] = f"{1000 * service.ready:.0f}"
        figures["first suggestion after that, ms"] = f"{1000 * service.ask('/api/v1/suggest?q=ma')[1]:.0f}"
        addresses = kinds(articles, options.articles)
        for kind, paths in addresses.items():
            answers = [service.ask(path) for path in paths]
            if any(status != 200 for status, _ in answers):
                sys.exit(f"{kind}: some answers are no answers")
            figures[f"{kind}: p50 / p99, ms"] = percentiles([took for _, took in answers])
        figures["memory after all that, MB"] = str(service.memory())
        more = folder / "more.jsonl"
        articles.write(more, range(options.articles, options.articles + 1_000 * options.seconds))
        importing = subprocess.Popen([*command, "import", "--quiet", str(more)])
        every = [path for paths in addresses.values() for path in paths]
        times, others = crowd(service, every, options.seconds)
        importing.terminate()
        importing.wait()
        beside = f"{CONNECTIONS} connections for {options.seconds} s beside an import"
        figures[f"{beside}: p50 / p99, ms"] = percentiles(times)
        figures["   answers"] = str(len(times))
        figures["   no answers"] = str(others or 0)
        figures["   memory, MB"] = str(service.memory())
    finally:
        service.end()
    return figures


def percentiles(times):
    times = sorted(times)
    half, most = (1000 * times[min(len(times) - 1, int(len(times) * share))] for share in (0.5, 0.99))
    return f"{half:.1f} / {most:.1f}"


def trial():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("binary")
    parser.add_argument("before", nargs="?")
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=int, default=60)
    options = parser.parse_args()
    articles = Articles()
    now = measured(options.binary, options.folder / "now", articles, options)
    builds = [("now", now)]
    if options.before:
        builds.insert(0, ("before", measured(options.before, options.folder / "before", articles, options)))
    print(f"| {options.articles} articles | " + " | ".join(name for name, _ in builds) + " |")
    print("|---|" + "---:|" * len(builds))
    for name in now:
        print(f"| {name} | " + " | ".join(figures.get(name, "") for _, figures in builds) + " |")


if __name__ == "__main__":
    trial()
