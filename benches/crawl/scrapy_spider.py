"""Reads the articles of the benchmark's site with Scrapy, by the same selectors, into a file of
JSON Lines, and prints the processor time and peak memory of the process."""

import resource
import sys

import scrapy
from scrapy.crawler import CrawlerProcess


class Articles(scrapy.Spider):
    name = "articles"

    def parse(self, response):
        for link in response.css("h2.entry-title a"):
            yield response.follow(link, self.parse_article)
        for link in response.css("a[rel=next]"):
            yield response.follow(link, self.parse)

    def parse_article(self, response):
        paragraphs = response.css(".entry-content p")
        yield {
            "url": response.url,
            "title": response.css("h1.entry-title::text").get(),
            "published": response.css("time.published::attr(datetime)").get(),
            "body": "\n\n".join("".join(p.css("::text").getall()).strip() for p in paragraphs),
        }


def main():
    start, output = sys.argv[1:3]
    process = CrawlerProcess(
        {
            "ROBOTSTXT_OBEY": True,
            "DOWNLOAD_DELAY": 0,
            "AUTOTHROTTLE_ENABLED": False,
            "TELNETCONSOLE_ENABLED": False,
            "LOG_LEVEL": "ERROR",
            "FEEDS": {output: {"format": "jsonlines", "overwrite": True}},
        }
    )
    process.crawl(Articles, start_urls=[start])
    before = resource.getrusage(resource.RUSAGE_SELF)
    process.start()
    after = resource.getrusage(resource.RUSAGE_SELF)
    with open(output, encoding="utf-8") as articles:
        count = sum(1 for _ in articles)
    if count != 2000:
        sys.exit(f"Scrapy read {count} articles")
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print("usage", seconds, after.ru_maxrss / 1024)


main()
