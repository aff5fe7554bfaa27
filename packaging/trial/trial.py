"""What an administrator does in the first years of a service, in a few minutes: runs in the machine that debian.sh makes.

Each step says what it did and how long it took; the first that goes wrong ends the trial.
"""

import grp
import json
import os
import pwd
import re
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

import mailbox_of_trial as mailbox

SETTINGS = "/etc/aluehaku/aluehaku.toml"
DATA = "/var/lib/aluehaku"
BACKUP = "/var/lib/aluehaku-backup/aluehaku.db"
SERVICE = "http://127.0.0.1:8080"
READER = "aino@esimerkki.example"
OPERATOR = "yllapito@esimerkki.example"
# The source that is turned on last, whose articles are news to the reader.
LATE = "pielispiiri"
# Where the pretend sites of `aluehaku demo` are.
SITES_PORT = 8079
# The exposure that `systemd-analyze security` may find, of ten.
MOST_EXPOSED = 2.0

ADDED_SETTINGS = """
[alerts]
operator = "OPERATOR"

[alerts.smtp]
host = "127.0.0.1"
port = 2525
security = "none"
from = "Aluehaku <haku@esimerkki.example>"
""".replace("OPERATOR", OPERATOR)

PACE = "delay_ms = 0\nmax_delay_ms = 20\nlist_interval_m = 1\n"


def run(*command, code=0):
    """Runs a command and returns what it printed; it must end with the code."""
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    if ended.returncode != code:
        raise SystemExit(f"{' '.join(command)} ends with {ended.returncode}\n{ended.stdout}{ended.stderr}")
    return ended.stdout + ended.stderr


def as_service(*arguments, code=0):
    """Runs a command of the program as its user, the way the book says."""
    return run("runuser", "-u", "aluehaku", "--", "aluehaku", "--config", SETTINGS, *arguments, code=code)


def fetch(path, form=None):
    """The text of an answer of the service; nothing while it does not answer."""
    data = None if form is None else urllib.parse.urlencode(form).encode()
    try:
        with urllib.request.urlopen(SERVICE + path, data, timeout=20) as answer:
            return answer.read().decode()
    except urllib.error.HTTPError as error:
        raise SystemExit(f"{path} answers {error.code}: {error.read().decode()}") from error
    except OSError:
        return None


def wait_for(what, found, seconds=180):
    """Waits until something is found, and returns it."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = found()
        if value:
            return value
        time.sleep(0.5)
    log = run("journalctl", "--unit", "aluehaku", "--lines", "40", "--no-pager")
    raise SystemExit(f"{what}: not within {seconds} s\n{log}")


def articles():
    """How many articles are found."""
    answer = fetch("/api/v1/search?per_page=1&duplicates=show")
    return json.loads(answer)["total"]["value"] if answer else 0


def is_crawled():
    """Whether there are articles, and no more of them since a while."""
    found = articles()
    time.sleep(8)
    return found > 0 and found == articles()


def answers():
    """What the service answers to many questions, without what is different each time."""
    paths = [
        "/api/v1/search?per_page=100&sort=-published&duplicates=show&facets=region,source,project,person",
        "/api/v1/search?q=vapaaehtoiset",
        "/api/v1/search?q=yhdistys&region=Keski-Suomi",
        "/api/v1/search?q=sanoi&match=any&sort=published",
        "/api/v1/export.jsonl?duplicates=show",
    ]
    return {path: plain(path, fetch(path)) for path in paths}


def plain(path, answer):
    if "export" in path:
        return sorted(answer.splitlines())
    value = json.loads(answer)
    # Scores, and the place of the next page that is made of them, count articles that were replaced until the index has
    # merged them away; the order is what readers see.
    for name in ("took_ms", "revision", "generation", "next"):
        value.pop(name, None)
    for hit in value["hits"]:
        hit.pop("score", None)
    return value


def difference(before, after, place=""):
    """The first place where two answers differ, with both values."""
    if type(before) is type(after) and isinstance(before, (dict, list)) and len(before) == len(after):
        for name in before if isinstance(before, dict) else range(len(before)):
            if isinstance(after, dict) and name not in after:
                return f"{place}.{name} is gone"
            if before[name] != after[name]:
                return difference(before[name], after[name], f"{place}.{name}")
    return f"{place} was {str(before)[:400]} and is {str(after)[:400]}"


def settings_now():
    with open(SETTINGS, encoding="utf-8") as file:
        return file.read()


def write_settings(text):
    with open(SETTINGS, "w", encoding="utf-8") as file:
        file.write(text)


def install():
    run("apt-get", "install", "-y", "-q", "--no-install-recommends", "/trial/aluehaku.deb")
    wait_for("the unit starts with the installation", lambda: fetch("/health/live"))
    ready = json.loads(fetch("/health/ready"))
    if "voikko" not in ready["analyser"]["name"]:
        raise SystemExit(f"the service does not find the dictionary: {ready['analyser']}")
    if run("systemctl", "is-enabled", "aluehaku").strip() != "enabled":
        raise SystemExit("the unit is not enabled")
    for path in ("bash-completion/completions/aluehaku", "zsh/vendor-completions/_aluehaku"):
        os.stat("/usr/share/" + path)
    return f"installed, started, enabled; analyser {ready['analyser']['dictionary']}"


def judge_units():
    """The units hold, and give the service little."""
    run("systemd-analyze", "verify", "aluehaku.service", "aluehaku-backup.service", "aluehaku-backup.timer")
    said = []
    for unit in ("aluehaku.service", "aluehaku-backup.service"):
        judged = run("systemd-analyze", "security", "--no-pager", unit)
        exposure = re.search(r"level for \S+: ([0-9.]+) (\w+)", judged)
        if float(exposure[1]) > MOST_EXPOSED:
            raise SystemExit(f"{unit} is exposed:\n{judged}")
        said.append(f"{unit} {exposure[1]} {exposure[2]}")
    user = run("systemctl", "show", "--property=MainPID", "--value", "aluehaku").strip()
    owner = pwd.getpwuid(os.stat(f"/proc/{user}").st_uid).pw_name
    if owner != "aluehaku":
        raise SystemExit(f"the service runs as {owner}")
    return "; ".join(said)


def start_world():
    """The pretend sites and a mail server, each as somebody else."""
    run(
        "systemd-run", "--unit=sites", "--uid=nobody", "--property=PrivateTmp=yes",
        "/usr/bin/aluehaku", "demo", "--port", "8090",
    )
    mailbox.start()
    probe = lambda: os.system(f"bash -c '</dev/tcp/127.0.0.1/{SITES_PORT}' 2>/dev/null") == 0
    wait_for("the pretend sites", probe)


def configure():
    with open("/trial/sources.toml", encoding="utf-8") as file:
        sources = file.read().replace(".localhost/", f".localhost:{SITES_PORT}/")
    late = sources.index(f'id = "{LATE}"')
    sources = sources[:late] + sources[late:].replace("enabled = true", "enabled = false", 1)
    text = settings_now()
    text = text.replace('# public_url = "https://haku.example"', f'public_url = "{SERVICE}"')
    text = text.replace('# name = "Esimerkkiyhdistys ry"', 'name = "Esimerkkiyhdistys ry"')
    text = text.replace('# contact = "haku@esimerkki.example"', 'contact = "haku@esimerkki.example"')
    text = text.replace("[crawler]\n", "[crawler]\n" + PACE)
    write_settings(text + ADDED_SETTINGS + sources)
    as_service("config", "show")
    run("systemctl", "restart", "aluehaku")


def crawl():
    wait_for("the pretend sites are crawled", is_crawled)
    as_service("doctor")
    return f"{articles()} articles"


def ask_for_alert():
    fetch("/alerts?ui=fi", {"recipient": READER, "search": f"source={LATE}", "rhythm": "at_once"})
    mail = wait_for("the confirmation", lambda: mailbox.take(READER))
    link = mailbox.link(mail, "/alerts/confirm/")
    fetch(urllib.parse.urlparse(link).path, {})
    return mail["Subject"]


def get_alert():
    """The source that was off until now brings news to the reader."""
    text = settings_now()
    late = text.index(f'id = "{LATE}"')
    write_settings(text[:late] + text[late:].replace("enabled = false", "enabled = true", 1))
    run("systemctl", "restart", "aluehaku")
    mail = wait_for("the alert", lambda: mailbox.take(READER))
    if "List-Unsubscribe=One-Click" not in mail["List-Unsubscribe-Post"]:
        raise SystemExit("the alert cannot be left at one click")
    wait_for("everything is crawled", is_crawled)
    # What came in several batches is told in several mails.
    time.sleep(15)
    rest = len(mailbox.take_all(READER))
    return f"{mail['Subject']} (and {rest} more)"


def back_up():
    run("systemctl", "start", "aluehaku-backup.service")
    if os.stat(BACKUP).st_mode & 0o077:
        raise SystemExit("others may read the backup")
    run("systemctl", "enable", "--now", "aluehaku-backup.timer")
    # Elsewhere, as the book says.
    run("cp", BACKUP, "/var/tmp/aluehaku.db")
    return f"{os.stat(BACKUP).st_size} bytes"


def remove_and_lose():
    run("systemctl", "stop", "aluehaku")
    run("apt-get", "remove", "-y", "-q", "aluehaku")
    if not os.path.exists(f"{DATA}/archive.db"):
        raise SystemExit("removing the package removed the archive")
    run("apt-get", "purge", "-y", "-q", "aluehaku")
    left = [path for path in (DATA, "/var/lib/aluehaku-backup", "/etc/aluehaku", "/usr/bin/aluehaku") if os.path.exists(path)]
    users = [user.pw_name for user in pwd.getpwall() if user.pw_name == "aluehaku"]
    groups = [group.gr_name for group in grp.getgrall() if group.gr_name == "aluehaku"]
    if left or users or groups:
        raise SystemExit(f"a purge leaves {left} {users} {groups}")
    return "a purge leaves nothing"


def restore():
    install()
    run("install", "-o", "aluehaku", "-m", "0600", "/var/tmp/aluehaku.db", f"{DATA}/from-elsewhere.db")
    said = as_service("restore", f"{DATA}/from-elsewhere.db", "--yes")
    run("cp", f"{DATA}/aluehaku.toml.from-backup", SETTINGS)
    run("systemctl", "restart", "aluehaku")
    return " ".join(said.split())[:300]


def compare(before):
    wait_for("the service is back", lambda: articles() > 0)
    after = answers()
    for path, answer in before.items():
        if after[path] != answer:
            raise SystemExit(f"another answer to {path}: {difference(answer, after[path])}")
    again = mailbox.take_all(READER)
    if again:
        raise SystemExit(f"old articles are told as news: {again[0]['Subject']}")
    as_service("alerts", "remove", READER)
    return f"{len(before)} answers are the same, {articles()} articles, the reader is known and told nothing old"


def fill_disk():
    """A disk that is nearly full is told to the operator, by doctor and status, and when there is space again."""
    mailbox.take_all(OPERATOR)
    move_data("mount", "-t", "tmpfs", "-o", "size=400m,mode=0750", "none", DATA)
    mail = wait_for("the alarm", lambda: mailbox.take(OPERATOR))
    if "disk_nearly_full" not in mail["Subject"]:
        raise SystemExit(f"another alarm: {mail['Subject']}")
    as_service("doctor", code=2)
    as_service("status", code=1)
    move_data("umount", DATA)
    over = wait_for("that the alarm is over", lambda: mailbox.take(OPERATOR))
    if "disk_nearly_full" not in mailbox.text(over):
        raise SystemExit(f"something else is over: {mailbox.text(over)}")
    return f"{mail['Subject']}; {over['Subject']}"


def move_data(*command):
    """Changes the disk under the data directory, whose files stay."""
    run("systemctl", "stop", "aluehaku")
    run("cp", "-a", f"{DATA}/.", "/var/tmp/moved")
    run(*command)
    run("cp", "-a", "/var/tmp/moved/.", DATA)
    run("rm", "-rf", "/var/tmp/moved")
    run("chown", "aluehaku:aluehaku", DATA)
    run("systemctl", "start", "aluehaku")


def lose_dictionary():
    """Without the Finnish dictionary the service goes on, and says so wherever somebody looks."""
    run("dpkg", "--remove", "--force-depends", "voikko-fi")
    since = time.strftime("%Y-%m-%d %H:%M:%S")
    run("systemctl", "restart", "aluehaku")
    wait_for("the service without a dictionary", lambda: articles() > 0)
    told = {
        "serve": run("journalctl", "--unit", "aluehaku", "--since", since, "--no-pager"),
        "doctor": as_service("doctor"),
        "health": fetch("/health/ready"),
    }
    silent = [name for name, text in told.items() if "snowball" not in text.lower()]
    if silent:
        raise SystemExit(f"nothing is said of the missing dictionary by {silent}: {told}")
    return "told by " + ", ".join(told)


def step(name, work, *arguments):
    begun = time.monotonic()
    said = work(*arguments)
    told = "" if said is None or isinstance(said, dict) else f": {said}"
    print(f"{time.monotonic() - begun:6.1f} s  {name}{told}", flush=True)
    return said


def main():
    step("install", install)
    step("units", judge_units)
    step("world", start_world)
    step("settings", configure)
    step("crawl", crawl)
    step("alert asked for", ask_for_alert)
    step("alert sent", get_alert)
    before = step("answers", answers)
    step("backup", back_up)
    step("remove and purge", remove_and_lose)
    step("restore on a new machine", restore)
    step("compare", compare, before)
    step("disk nearly full", fill_disk)
    step("no dictionary", lose_dictionary)
    print("every step went well")


if __name__ == "__main__":
    sys.exit(main())
