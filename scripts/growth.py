"""A year of crawling a country: what the crawlers, the archive and the index have to do, hour by hour.

usage: growth.py [--sources 10000] [--crawlers 1] [--places 16] [--delay 2.0] [--years-before 5]

Nothing is requested and nothing waited for. Addresses are visited by the rules of `src/crawl/schedule.rs` and
`src/rhythm.rs`: lists by the rhythm of their source, articles the rarer the longer they stay as they are. What a visit,
an article and a page cost was measured; `docs/scale.md` says how. What is assumed of the sources stands below. The same
arguments give the same table.
"""

import argparse
import math
import random
from dataclasses import dataclass, field

HOUR, DAY, WEEK, DAYS = 3_600, 86_400, 604_800, 365

# Rules of the crawler.
WORTH_OF_A_LOOK = 450.0
SHORTEST_LOOK, LONGEST_PAUSE_D = 900, 90
JITTER = 1.125  # a pause is up to a quarter longer than asked

# Measured on two shared processors.
VISIT_MS = 0.43  # processor time of a visit that brings nothing, with all it notes in the archive
ARTICLE_MS = 31.0  # of a long real page that is fetched, read, enriched, archived and indexed
ARTICLE_KB, PAGE_KB, INDEX_KB = 10.6, 35.0, 8.8  # in the archive, the page as it came, in the index
ADDRESS_KB, LOGGED_VISIT_KB, LOG_D = 0.34, 0.1, 90
FETCHED_KB = 40  # a real page on its way, packed

# Assumed of the sources.
ARTICLES_A_WEEK, SPREAD = 0.7, 1.4  # median, and sigma of the logarithm
LEADING_ADDRESSES = 2  # a start page and a feed
ANSWER_S = 0.3
ADDRESSES_AN_ARTICLE = 1.5
UNCHANGED_IS_SAID = 0.5  # share of visits to what did not change that are answered without a body
BUSY_SHARE, BUSY_HOURS = 0.75, range(8, 17)  # of the news, on working days
JULY, JULY_SHARE = range(181, 212), 0.5


@dataclass
class Month:
    """What was done in about a twelfth of the year."""

    requests: float = 0.0
    busiest: float = 0.0
    articles: float = 0.0
    processor_s: float = 0.0
    fetched_kb: float = 0.0
    waiting: float = 0.0
    archive_gb: float = 0.0
    index_gb: float = 0.0


@dataclass
class Country:
    """Sources with what is known of them and what has been read."""

    rates: list  # articles a second of each source
    weights: list  # of the hours of the week, 1 on the average
    unread: float = 0.0  # articles that were there before, not read yet
    read: float = 0.0
    old: float = 0.0  # read articles that are visited every ninety days
    due: list = field(default_factory=lambda: [0.0] * (DAYS + LONGEST_PAUSE_D + 1))  # visits to articles, by day
    addresses: float = 0.0
    visits: list = field(default_factory=lambda: [0.0] * DAYS)  # by day


def week():
    """How much more news come in each hour of the week than on the average."""
    busy = len(BUSY_HOURS) * 5
    rest = 168 - busy
    return [
        BUSY_SHARE * 168 / busy
        if hour // 24 < 5 and hour % 24 in BUSY_HOURS
        else (1 - BUSY_SHARE) * 168 / rest
        for hour in range(168)
    ]


def looks_an_hour(rate, weight):
    """Looks at a list of a source: T**3 = 1.5 * w**2 / r, at most every quarter of an hour."""
    density = (rate * weight / (1.5 * WORTH_OF_A_LOOK**2)) ** (1 / 3)
    return HOUR * min(density, 1 / SHORTEST_LOOK)


def poisson(dice, mean):
    """A number of events; for many of them by the normal distribution."""
    if mean > 50:
        return max(0, round(dice.gauss(mean, math.sqrt(mean))))
    left, number = math.exp(-mean), -1
    product = 1.0
    while product > left:
        product *= dice.random()
        number += 1
    return number


def ages_of_visits():
    """Days after publication at which an article is visited again: its age, between a day and ninety days, later."""
    age, ages = 1, []
    while age <= DAYS:
        ages.append(age)
        age += min(max(age, 1), LONGEST_PAUSE_D)
    return ages


def first_crawl_days(rates, years, options):
    """Days until every source was read for the first time, each at its pace, as many at a time as there are places."""
    pace = options.delay * JITTER + ANSWER_S
    lengths = sorted((rate * years * 365 * DAY * pace for rate in rates), reverse=True)
    places = options.crawlers * options.places
    return max(lengths[0], sum(lengths) / places) / DAY


def simulate(options):
    """The months of a year."""
    dice = random.Random(20_221_006)
    rates = [dice.lognormvariate(math.log(ARTICLES_A_WEEK), SPREAD) / WEEK for _ in range(options.sources)]
    country = Country(rates, week())
    country.unread = sum(rates) * options.years_before * 365 * DAY
    looks = [LEADING_ADDRESSES * sum(looks_an_hour(rate, weight) for rate in rates) for weight in country.weights]
    capacity = options.crawlers * options.places * HOUR / (options.delay * JITTER + ANSWER_S)
    months = [Month() for _ in range(12)]
    ages = ages_of_visits()
    waiting = 0.0
    for hour in range(DAYS * 24):
        day, month = hour // 24, months[min(hour // 730, 11)]
        season = JULY_SHARE if day in JULY else 1.0
        mean = sum(rates) * HOUR * country.weights[hour % 168] * season
        new = poisson(dice, mean)
        for age in ages:
            if day + age < len(country.due):
                country.due[day + age] += new
        again = country.due[day] / 24 + country.old / LONGEST_PAUSE_D / 24
        wanted = waiting + looks[hour % 168] + new + again
        done = min(wanted, capacity)
        waiting = wanted - done
        first = min(country.unread, capacity - done)
        country.unread -= first
        country.old += first
        country.visits[day] += done + first
        country.addresses += (new + first) * ADDRESSES_AN_ARTICLE
        note(month, country, day, (done, new, first), waiting)
    return months, rates, max(looks) / HOUR, capacity / HOUR


def note(month, country, day, visits, waiting):
    """Adds an hour to a month."""
    done, new, first = visits
    articles = new + first
    country.read += articles
    unchanged = max(0.0, done - new)
    month.requests += done + first
    month.busiest = max(month.busiest, (done + first) / HOUR)
    month.articles += articles
    month.processor_s += ((done + first) * VISIT_MS + articles * ARTICLE_MS) / 1_000
    month.fetched_kb += (articles + unchanged * (1 - UNCHANGED_IS_SAID)) * FETCHED_KB
    month.waiting = max(month.waiting, waiting)
    logged = sum(country.visits[max(0, day - LOG_D) : day + 1])
    month.archive_gb = (
        country.read * (ARTICLE_KB + PAGE_KB) + country.addresses * ADDRESS_KB + logged * LOGGED_VISIT_KB
    ) / 1e6
    month.index_gb = country.read * INDEX_KB / 1e6


def main():
    """Prints the year."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sources", type=int, default=10_000)
    parser.add_argument("--crawlers", type=int, default=1)
    parser.add_argument("--places", type=int, default=16, help="crawler.parallel_sources")
    parser.add_argument("--delay", type=float, default=2.0, help="crawler.delay_ms in seconds")
    parser.add_argument("--years-before", type=float, default=5.0, help="what the sources have published already")
    options = parser.parse_args()
    months, rates, looks, capacity = simulate(options)
    a_year = sum(rates) * 365 * DAY
    print(f"{options.sources} sources, {a_year:,.0f} articles a year, {a_year * options.years_before:,.0f} before")
    print(f"{looks:.1f} looks a second in busy hours; the crawlers make {capacity:.1f} requests a second at most")
    print(f"first crawl: {first_crawl_days(rates, options.years_before, options):.1f} days if nothing else is visited")
    print("\n| month | requests a second, mean / busiest hour | articles | processor, % of one | fetched, GB | waiting requests, most | archive, GB | index, GB |")
    print("|---:|---:|---:|---:|---:|---:|---:|---:|")
    for number, month in enumerate(months, 1):
        seconds = 730 * HOUR
        print(
            f"| {number} | {month.requests / seconds:.1f} / {month.busiest:.1f} | {month.articles:,.0f} "
            f"| {100 * month.processor_s / seconds:.1f} | {month.fetched_kb / 1e6:,.0f} | {month.waiting:,.0f} "
            f"| {month.archive_gb:.1f} | {month.index_gb:.1f} |"
        )


if __name__ == "__main__":
    main()
