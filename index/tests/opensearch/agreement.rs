//! The same articles in both engines, asked the same: first places, numbers and counts agree.

use std::path::Path;
use std::time::Duration;

use aluehaku_article::EnrichedArticle;
use aluehaku_article::facet::Facet;
use aluehaku_article::ids::{ArticleId, SourceId};
use aluehaku_index::analysis::snowball::Snowball;
use aluehaku_index::embedded::{self, Embedded};
use aluehaku_index::engine::{Engine, Reader};
use aluehaku_index::opensearch::Options;
use aluehaku_index::search::request::{HistogramStep, Matching, SearchRequest};
use aluehaku_index::search::response::SearchResponse;
use std::sync::Arc;

use crate::cluster::{Cluster, fresh_name, shared};
use crate::{article, document, open, options, request};

/// Words of the articles, from common to rare.
const WORDS: [&str; 16] = [
    "kylä",
    "talkoot",
    "hanke",
    "avustus",
    "järjestö",
    "kunta",
    "tapahtuma",
    "nuoret",
    "kahvila",
    "retki",
    "satama",
    "myrsky",
    "kirjasto",
    "pyörätie",
    "ikkuna",
    "sauna",
];
const REGIONS: [&str; 4] = ["Lappi", "Kainuu", "Uusimaa", "Satakunta"];
const ARTICLES: usize = 600;

/// Numbers that look random and are the same each time.
struct Draw(u64);

impl Draw {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) as usize % limit
    }

    /// A word: the later ones of the table are rarer.
    fn word(&mut self) -> &'static str {
        let first = self.below(WORDS.len());
        WORDS[first.min(self.below(WORDS.len()))]
    }

    fn words(&mut self, count: usize) -> String {
        let words: Vec<_> = (0..count).map(|_| self.word()).collect();
        words.join(" ")
    }
}

fn articles() -> Vec<EnrichedArticle> {
    let mut draw = Draw(7);
    let drawn = (0..ARTICLES).map(|number| {
        let length = 5 + draw.below(60);
        let mut built = article(&format!("a{number:04}"), &draw.words(length));
        built.article.title = draw.words(3);
        built.article.lead = Some(draw.words(8));
        built.article.source = SourceId::new(["kyt", "ejy", "soste"][draw.below(3)]).unwrap();
        built.entities.regions = vec![REGIONS[draw.below(4)].to_owned()];
        let month = 1 + draw.below(12);
        let day = 1 + draw.below(28);
        built.article.published =
            (draw.below(10) > 0).then(|| format!("2024-{month:02}-{day:02}").parse().unwrap());
        if draw.below(5) == 0 {
            let group = format!("g{}", draw.below(40));
            built.duplicate_group = Some(ArticleId::new(&group).unwrap());
        }
        built
    });
    drawn.collect()
}

fn fill(engine: &dyn Engine, articles: &[EnrichedArticle]) {
    let mut rebuild = engine.rebuild().unwrap();
    for article in articles {
        rebuild.add(document(article)).unwrap();
    }
    rebuild.finish(1, articles.len() as u64).unwrap();
}

fn first_ids(response: &SearchResponse) -> Vec<String> {
    let hits = response.hits.iter();
    hits.map(|hit| hit.article.article.id.to_string()).collect()
}

/// The same articles in the embedded engine and in an index of a name in a cluster.
fn both(
    directory: &Path,
    (cluster, name): (&Cluster, &str),
    articles: &[EnrichedArticle],
) -> (Arc<dyn Reader>, Arc<dyn Reader>) {
    let near = Embedded::open(directory, Arc::new(Snowball), embedded::Options::default()).unwrap();
    let far = open(Options {
        lock_patience: Duration::from_secs(5),
        ..options(cluster, name)
    })
    .unwrap();
    fill(&near, articles);
    fill(&far, articles);
    (near.reader().unwrap(), far.reader().unwrap())
}

#[test]
fn the_first_that_come_close_are_the_same_among_many_with_only_a_common_word() {
    let Some(cluster) = shared() else { return };
    let name = fresh_name();
    let articles: Vec<EnrichedArticle> = (0..2_600)
        .map(|number| {
            let words = [
                "kylä",
                "sauna",
                "kylä sauna",
                "ikkuna kylä",
                "kylä retki retki",
            ];
            let place = match number {
                0..30 => 1,
                30..33 => 2,
                33..36 => 3,
                36..90 => 4,
                _ => 0,
            };
            article(&format!("a{number:04}"), words[place])
        })
        .collect();
    let directory = tempfile::tempdir().unwrap();
    let (near, far) = both(directory.path(), (cluster, &name), &articles);
    for query in [
        "kylä sauna",
        "ikkuna sauna kylä",
        "retki sauna",
        "ikkuna retki sauna",
        "kylä ikkuna",
    ] {
        let asked = [near.as_ref(), far.as_ref()].map(|reader| {
            let response = reader.search(&request(query)).unwrap();
            let close = response.close.as_ref().map(|close| {
                let ids = close
                    .hits
                    .iter()
                    .map(|hit| hit.article.article.id.to_string());
                (close.total, ids.collect::<Vec<_>>())
            });
            (first_ids(&response), close)
        });
        assert_eq!(asked[0], asked[1], "{query}");
    }
    cluster.forget(&name);
}

#[test]
fn both_engines_give_the_same_first_places_and_counts() {
    let Some(cluster) = shared() else { return };
    let name = fresh_name();
    let directory = tempfile::tempdir().unwrap();
    let (near, far) = both(directory.path(), (cluster, &name), &articles());
    let mut draw = Draw(11);
    let (mut asked, mut same_order) = (0, 0);
    for number in 0..120 {
        let words = 1 + draw.below(4);
        let asking = SearchRequest {
            matching: [Matching::Best, Matching::Any, Matching::All][number % 3],
            facets: vec![Facet::Region, Facet::Source],
            histogram: Some(HistogramStep::Fitting),
            ..request(&draw.words(words))
        };
        let (one, other) = (near.search(&asking).unwrap(), far.search(&asking).unwrap());
        let text = &asking.query;
        assert_eq!(one.total, other.total, "{text}");
        assert_eq!(one.basis, other.basis, "{text}");
        assert_eq!(one.facets, other.facets, "{text}");
        assert_eq!(one.histogram, other.histogram, "{text}");
        let snippets = |response: &SearchResponse| {
            let hits = response.hits.iter();
            hits.map(|hit| {
                (
                    hit.article.article.id.clone(),
                    hit.snippet.clone(),
                    hit.also_on.clone(),
                )
            })
            .collect::<Vec<_>>()
        };
        asked += 1;
        if first_ids(&one) == first_ids(&other) {
            same_order += 1;
            assert_eq!(snippets(&one), snippets(&other), "{text}");
        }
    }
    // Scores are added up in other orders, so that the last digit may part or join two articles.
    assert!(same_order * 100 >= asked * 97, "{same_order} of {asked}");
    println!("the same first ten in order: {same_order} of {asked}");
    cluster.forget(&name);
}
