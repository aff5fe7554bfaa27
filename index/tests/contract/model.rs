//! Random articles and requests, answered by the engine and by plain loops over the articles.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

use aluehaku_article::EnrichedArticle;
use aluehaku_article::facet::Facet;
use aluehaku_article::time::PageTime;
use aluehaku_index::engine::{Document, Engine};
use aluehaku_index::search::request::{
    Duplicates, FacetFilter, Filters, HistogramStep, Matching, Page, SearchRequest, Sort,
};
use aluehaku_index::search::response::{Bucket, Histogram};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::support::{Build, article, ids, put, request, search};

/// Words that share no stems.
const WORDS: [&str; 5] = ["kissa", "koira", "hevonen", "lammas", "vuohi"];
const REGIONS: [&str; 4] = ["Uusimaa", "Lappi", "Kainuu", "Satakunta"];
const SOURCES: [&str; 3] = ["ejy", "kyt", "soste"];
const PUBLISHER: &str = "Keski-Suomi";
const STEPS: [HistogramStep; 5] = [
    HistogramStep::Fitting,
    HistogramStep::Day,
    HistogramStep::Week,
    HistogramStep::Month,
    HistogramStep::Year,
];
const FACETS: [Facet; 3] = [Facet::Region, Facet::Source, Facet::PublisherRegion];

fn articles() -> impl Strategy<Value = Vec<EnrichedArticle>> {
    let one = (
        proptest::collection::vec(0..WORDS.len(), 0..4),
        proptest::sample::subsequence(REGIONS.to_vec(), 0..3),
        0..SOURCES.len(),
        proptest::option::of(0i32..120),
        proptest::option::of(0u8..4),
    );
    proptest::collection::vec(one, 1..40).prop_map(|drawn| {
        let numbered = drawn.into_iter().enumerate();
        let built = numbered.map(|(number, (words, regions, source, day, group))| {
            let words: Vec<_> = words.into_iter().map(|word| WORDS[word]).collect();
            let mut built = article(&format!("a{number:02}"))
                .body(&words.join(" "))
                .about_regions(&regions)
                .published_by(SOURCES[source]);
            if let Some(day) = day {
                let day = date(2022, 1, 1)
                    .checked_add(jiff::Span::new().days(day))
                    .unwrap();
                built = built.published(&day.to_string());
            }
            match group {
                Some(group) => built.copy_of(&format!("g{group}")),
                None => built,
            }
        });
        built.collect()
    })
}

fn requests() -> impl Strategy<Value = Vec<(Vec<usize>, SearchRequest)>> {
    let filter = |facet: Facet, values: &'static [&'static str]| {
        let subset = move || proptest::sample::subsequence(values.to_vec(), 0..values.len());
        let owned = |values: Vec<&str>| values.into_iter().map(str::to_owned).collect();
        (subset(), proptest::option::weighted(0.3, subset())).prop_map(move |(any_of, none_of)| {
            FacetFilter {
                facet,
                any_of: owned(any_of),
                none_of: owned(none_of.unwrap_or_default()),
            }
        })
    };
    let day = || {
        proptest::option::weighted(0.3, 1i8..28).prop_map(|day| day.map(|day| date(2022, 2, day)))
    };
    let one = (
        proptest::collection::vec(0..WORDS.len(), 0..3),
        (
            proptest::bool::ANY,
            proptest::bool::ANY,
            proptest::bool::ANY,
        ),
        proptest::option::of(filter(Facet::Region, &REGIONS)),
        proptest::option::of(filter(Facet::Source, &SOURCES)),
        (day(), day()),
        (1usize..4, 1usize..12, 0usize..5),
        proptest::sample::select(STEPS.to_vec()),
    );
    let one = one.prop_map(
        |(
            words,
            (all, oldest, show),
            region,
            source,
            (from, to),
            (page, per_page, limit),
            step,
        )| {
            let text: Vec<_> = words.iter().map(|word| WORDS[*word]).collect();
            let asked = SearchRequest {
                matching: if all { Matching::All } else { Matching::Any },
                sort: if oldest {
                    Sort::OldestFirst
                } else {
                    Sort::NewestFirst
                },
                duplicates: if show {
                    Duplicates::Show
                } else {
                    Duplicates::Fold
                },
                filters: Filters {
                    facets: region.into_iter().chain(source).collect(),
                    from,
                    to,
                    event_days: None,
                },
                page: Page::Number { page, per_page },
                facets: FACETS.to_vec(),
                facet_limit: limit,
                histogram: Some(step),
                ..request(&text.join(" "))
            };
            (words, asked)
        },
    );
    proptest::collection::vec(one, 12)
}

/// The answer by plain loops.
struct Model<'a> {
    articles: &'a [EnrichedArticle],
    words: &'a [usize],
    request: &'a SearchRequest,
}

impl<'a> Model<'a> {
    fn values(article: &EnrichedArticle, facet: Facet) -> Vec<String> {
        match facet {
            Facet::Region => article.entities.regions.clone(),
            Facet::Source => vec![article.article.source.to_string()],
            _ => vec![PUBLISHER.to_owned()],
        }
    }

    fn day(article: &EnrichedArticle) -> Option<Date> {
        article.article.published.map(PageTime::finnish_date)
    }

    /// Whether an article is found, perhaps without what is chosen in a facet.
    fn matches(&self, article: &EnrichedArticle, without: Option<Facet>) -> bool {
        let has = |word: &usize| {
            article
                .article
                .body
                .split(' ')
                .any(|other| other == WORDS[*word])
        };
        let by_words = match self.request.matching {
            _ if self.words.is_empty() => true,
            Matching::Any => self.words.iter().any(has),
            Matching::Best | Matching::All => self.words.iter().all(has),
        };
        let by_filters = self.request.filters.facets.iter().all(|filter| {
            let values = Self::values(article, filter.facet);
            let has_any = |of: &[String]| values.iter().any(|value| of.contains(value));
            let is_chosen = filter.any_of.is_empty()
                || without == Some(filter.facet)
                || has_any(&filter.any_of);
            is_chosen && !has_any(&filter.none_of)
        });
        let Filters { from, to, .. } = self.request.filters;
        let day = Self::day(article);
        let by_day = (from.is_none() && to.is_none())
            || day.is_some_and(|day| {
                from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to)
            });
        by_words && by_filters && by_day
    }

    /// The articles found, copies among them.
    fn found(&self) -> Vec<&'a EnrichedArticle> {
        let articles = self.articles.iter();
        articles
            .filter(|article| self.matches(article, None))
            .collect()
    }

    /// The hits in order, each with the copies beside it.
    fn hits(&self) -> Vec<(&'a EnrichedArticle, Vec<String>)> {
        let mut found = self.found();
        found.sort_by_key(|article| {
            let second = article
                .article
                .published
                .map(|time| time.timestamp().as_second());
            let newest = second.map_or(i64::MAX, |second| -second);
            let oldest = second.unwrap_or(i64::MAX);
            let key = if self.request.sort == Sort::OldestFirst {
                oldest
            } else {
                newest
            };
            (key, article.article.id.clone())
        });
        let mut hits: Vec<(&EnrichedArticle, Vec<String>)> = Vec::new();
        for article in found {
            let group = article.duplicate_group.as_ref();
            let best = hits
                .iter_mut()
                .find(|(hit, _)| group.is_some() && hit.duplicate_group.as_ref() == group);
            match best.filter(|_| self.request.duplicates == Duplicates::Fold) {
                Some((_, copies)) => copies.push(article.article.id.to_string()),
                None => hits.push((article, vec![])),
            }
        }
        hits
    }

    /// How many hits there are among articles: copies are one where they are folded.
    fn count(&self, articles: impl Iterator<Item = &'a EnrichedArticle>) -> u64 {
        let folds = self.request.duplicates == Duplicates::Fold;
        let hits = articles.map(|article| match &article.duplicate_group {
            Some(group) if folds => (None, Some(group)),
            _ => (Some(&article.article.id), None),
        });
        hits.collect::<HashSet<_>>().len() as u64
    }

    /// Buckets, missing and other of a facet.
    fn counts(&self, facet: Facet) -> (Vec<Bucket>, u64, u64) {
        let found = || {
            let articles = self.articles.iter();
            articles.filter(|article| self.matches(article, Some(facet)))
        };
        let missing = found().filter(|article| Self::values(article, facet).is_empty());
        let missing = self.count(missing);
        let values = found().flat_map(|article| Self::values(article, facet));
        let counted = values.map(|value| {
            let having = found().filter(|article| Self::values(article, facet).contains(&value));
            let count = self.count(having);
            (value, count)
        });
        let mut counts: BTreeMap<String, u64> = counted.collect();
        let own = self
            .request
            .filters
            .facets
            .iter()
            .filter(|filter| filter.facet == facet);
        let selected: Vec<&String> = own.flat_map(|filter| &filter.any_of).collect();
        selected
            .iter()
            .for_each(|value| _ = counts.entry((*value).clone()).or_default());
        let mut buckets: Vec<Bucket> = counts
            .into_iter()
            .map(|(value, count)| Bucket {
                selected: selected.contains(&&value),
                value,
                count,
            })
            .collect();
        buckets.sort_by_key(|bucket| Reverse(bucket.count));
        let mut place = 0;
        let mut other = 0;
        buckets.retain(|bucket| {
            place += 1;
            let is_kept = place <= self.request.facet_limit && bucket.count > 0 || bucket.selected;
            other += if is_kept { 0 } else { bucket.count };
            is_kept
        });
        (buckets, missing, other)
    }

    fn check(&self, engine: &dyn Engine) {
        let response = search(engine, self.request);
        let hits = self.hits();
        assert_eq!(response.total.value, hits.len() as u64);
        let Page::Number { page, per_page } = self.request.page else {
            unreachable!()
        };
        let expected: Vec<_> = hits
            .iter()
            .skip((page - 1) * per_page)
            .take(per_page)
            .collect();
        let expected_ids: Vec<_> = expected
            .iter()
            .map(|(hit, _)| hit.article.id.as_str())
            .collect();
        assert_eq!(ids(&response), expected_ids);
        assert_eq!(
            response.next.is_some(),
            !expected.is_empty() && hits.len() > page * per_page
        );
        for (hit, (_, copies)) in response.hits.iter().zip(expected) {
            let beside: Vec<_> = hit.also_on.iter().map(|copy| copy.id.to_string()).collect();
            assert_eq!(&beside, copies);
        }
        for counts in &response.facets {
            let (buckets, missing, other) = self.counts(counts.facet);
            assert_eq!(
                (&counts.buckets, counts.missing, counts.other),
                (&buckets, missing, other)
            );
        }
        self.check_histogram(&response.histogram.unwrap());
    }

    /// Each period counts what narrowing to its days would find.
    fn check_histogram(&self, histogram: &Histogram) {
        let found = self.found();
        let published = |article: &&&EnrichedArticle, from, to| {
            Self::day(article).is_some_and(|day| from <= day && day <= to)
        };
        for period in &histogram.periods {
            let within = found
                .iter()
                .filter(|article| published(article, period.from, period.to));
            assert_eq!(period.count, self.count(within.copied()), "{period:?}");
        }
        let dated = found.iter().filter(|article| Self::day(article).is_some());
        let outside = dated.filter(|article| {
            let mut periods = histogram.periods.iter();
            !periods.any(|period| published(article, period.from, period.to))
        });
        assert_eq!(outside.count(), 0);
        let undated = found.iter().filter(|article| Self::day(article).is_none());
        assert_eq!(histogram.missing, self.count(undated.copied()));
    }
}

/// Puts the articles in by a rebuild and two commits, so that several segments and deletions occur.
fn fill(engine: &dyn Engine, articles: &[EnrichedArticle]) {
    let (rebuilt, rest) = articles.split_at(articles.len() / 3);
    let mut rebuild = engine.rebuild().unwrap();
    for article in rebuilt {
        rebuild
            .add(Document {
                article,
                publisher_region: Some(PUBLISHER),
            })
            .unwrap();
    }
    rebuild.finish(1, rebuilt.len() as u64).unwrap();
    let (first, second) = rest.split_at(rest.len() / 2);
    put(engine, first);
    put(engine, &[second, &rebuilt[..rebuilt.len() / 2]].concat());
}

pub(crate) fn answers_are_those_of_plain_loops(engine: &dyn Engine) {
    let mut runner = TestRunner::new(Config {
        cases: 12,
        failure_persistence: None,
        ..Config::default()
    });
    let cases = (articles(), requests());
    let checked = runner.run(&cases, |(articles, requests)| {
        fill(engine, &articles);
        for (words, request) in &requests {
            Model {
                articles: &articles,
                words,
                request,
            }
            .check(engine);
        }
        Ok(())
    });
    checked.unwrap();
}
