//! Reads the names of every article of the pretend sites, with a register learnt from all of them, and compares with
//! what must be read; and, on a machine that has them, of the real texts of the kind.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use aluehaku_article::{Article, EnrichedArticle};
use serde::Deserialize;

use super::fixture_tests::{article, expectations, finnish};
use super::knowledge::Knowledge;
use super::names::register::{Edits, Observations, Register};
use super::{Given, enrich, observed};

/// The articles, enriched with a register learnt from all of them.
fn enriched(
    articles: &[Article],
    publishers: &[String],
    edits: &Edits,
    finnish: Arc<aluehaku_finnish::Finnish>,
) -> Vec<EnrichedArticle> {
    let mut knowledge = Knowledge::new(finnish);
    let mut observations = Observations::default();
    for article in articles {
        observations.add(&observed(article, &knowledge.context()));
    }
    let register = Register::new(&observations, edits, publishers, knowledge.finnish());
    knowledge.set_register(register);
    articles
        .iter()
        .map(|article| enrich(article.clone(), Given::default(), &knowledge.context()))
        .collect()
}

/// A name as it is compared: in small letters, without its legal form.
fn bare(name: &str) -> String {
    let lower = name.to_lowercase();
    [" ry", " rf", " oy"]
        .iter()
        .find_map(|form| lower.strip_suffix(form))
        .unwrap_or(&lower)
        .to_owned()
}

#[derive(Debug, Default)]
struct Share {
    right: usize,
    found: usize,
    stated: usize,
}

impl Share {
    fn add(
        &mut self,
        stated: &BTreeSet<String>,
        optional: &BTreeSet<String>,
        found: &BTreeSet<String>,
    ) {
        self.right += stated.intersection(found).count();
        self.stated += stated.len();
        self.found += found
            .iter()
            .filter(|name| !optional.contains(*name))
            .count();
    }

    fn recall(&self) -> f64 {
        self.right as f64 / self.stated as f64
    }

    fn precision(&self) -> f64 {
        self.right as f64 / self.found as f64
    }
}

/// By rules alone: what no article says (that something is a project, what it is called in Swedish) is missed.
#[test]
fn names_of_every_article_are_read() {
    check_every_article(
        &Edits::default(),
        [(0.99, 0.99), (0.93, 0.96), (0.72, 0.92)],
    );
}

/// With what their administrator knows.
#[test]
fn names_of_every_article_are_read_with_a_register() {
    let edits = Edits::from_toml(include_str!("../../../fixtures/register.toml")).unwrap();
    check_every_article(&edits, [(1.0, 1.0), (1.0, 1.0), (1.0, 1.0)]);
}

/// Compares with what must be read: least recall and precision of persons, organisations and projects.
fn check_every_article(edits: &Edits, least: [(f64, f64); 3]) {
    let Some(finnish) = finnish() else { return };
    let expectations = expectations();
    let articles: Vec<Article> = expectations
        .values()
        .map(|expected| Article {
            authors: expected.authors.clone(),
            ..article(expected)
        })
        .collect();
    let publishers: toml::Table =
        toml::from_str(include_str!("../../../fixtures/sources.toml")).unwrap();
    let publishers = publishers["sources"].as_array().unwrap().iter();
    let publishers: Vec<String> = publishers
        .map(|source| source["name"].as_str().unwrap().to_owned())
        .collect();
    let enriched = enriched(&articles, &publishers, edits, finnish);
    let mut differences = String::new();
    let (mut persons, mut organisations, mut projects) =
        (Share::default(), Share::default(), Share::default());
    for ((name, expected), read) in expectations.iter().zip(&enriched) {
        let set =
            |list: &[String]| -> BTreeSet<String> { list.iter().map(|name| bare(name)).collect() };
        let mut compare = |field: &str, share: &mut Share, stated: &[String], found: &[String]| {
            let optional = set(expected.optional.get(field).map_or(&[][..], Vec::as_slice));
            let (stated, found) = (set(stated), set(found));
            share.add(&stated, &optional, &found);
            let wrong: Vec<_> = found
                .difference(&stated)
                .filter(|name| !optional.contains(*name))
                .collect();
            let missed: Vec<_> = stated.difference(&found).collect();
            if !wrong.is_empty() || !missed.is_empty() {
                writeln!(
                    differences,
                    "{name} {field}: missed {missed:?}, wrong {wrong:?}"
                )
                .unwrap();
            }
            for forbidden in expected.forbidden.get(field).into_iter().flatten() {
                assert!(
                    !found.contains(&bare(forbidden)),
                    "{name} {field}: {forbidden}"
                );
            }
        };
        let entities = &read.entities;
        compare(
            "persons",
            &mut persons,
            &expected.persons,
            &entities.persons,
        );
        compare(
            "organisations",
            &mut organisations,
            &expected.organisations,
            &entities.organisations,
        );
        compare(
            "projects",
            &mut projects,
            &expected.projects,
            &entities.projects,
        );
    }
    eprintln!("{differences}");
    let shares = [
        (persons, "persons"),
        (organisations, "organisations"),
        (projects, "projects"),
    ];
    for ((share, what), (recall, precision)) in shares.into_iter().zip(least) {
        eprintln!(
            "{what}: recall {:.3}, precision {:.3}",
            share.recall(),
            share.precision()
        );
        assert!(
            share.recall() >= recall && share.precision() >= precision,
            "{what}: {share:?}"
        );
    }
}

#[derive(Debug, Deserialize)]
struct Seed {
    title: String,
    #[serde(default)]
    author: Option<String>,
    persons: Vec<String>,
    person_mentions: std::collections::BTreeMap<String, String>,
    organisations: SeedOrganisations,
    #[serde(default)]
    organisation_long_names: std::collections::BTreeMap<String, String>,
    projects: Vec<SeedProject>,
    regions: Vec<String>,
    municipalities: Vec<String>,
    forbidden: std::collections::BTreeMap<String, Vec<String>>,
}

#[derive(Debug, Deserialize)]
struct SeedOrganisations {
    required: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct SeedProject {
    canonical: String,
    #[serde(default)]
    regional_name: Option<String>,
}

/// Where the real texts are, if this machine has them.
fn seeds() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/seeds");
    folder.join("gold.json").is_file().then_some(folder)
}

#[test]
fn names_of_real_texts_are_read() {
    let (Some(folder), Some(finnish)) = (seeds(), finnish()) else {
        return;
    };
    let gold: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(&std::fs::read_to_string(folder.join("gold.json")).unwrap()).unwrap();
    let seeds: Vec<(String, Seed)> = gold
        .into_iter()
        .filter(|(name, _)| !name.starts_with('_'))
        .map(|(name, seed)| (name, serde_json::from_value(seed).unwrap()))
        .collect();
    let articles: Vec<Article> = seeds
        .iter()
        .map(|(name, seed)| {
            let text = std::fs::read_to_string(folder.join(name)).unwrap();
            Article {
                id: aluehaku_article::ids::ArticleId::from_canonical_url(name),
                url: None,
                source: aluehaku_article::ids::SourceId::new("seeds").unwrap(),
                title: seed.title.clone(),
                lead: None,
                body: text,
                published: None,
                modified: None,
                authors: seed.author.iter().cloned().collect(),
                topics: Vec::new(),
                language: Some("fi".to_owned()),
                parts: Vec::new(),
                snippet_only: false,
            }
        })
        .collect();
    let enriched = enriched(&articles, &[], &Edits::default(), finnish);
    let mut differences = String::new();
    for ((name, seed), read) in seeds.iter().zip(&enriched) {
        let entities = &read.entities;
        let has = |list: &[String], name: &str| list.iter().any(|found| bare(found) == bare(name));
        let mut need = |field: &str, list: &[String], names: &[&str]| {
            if !names.iter().any(|name| has(list, name)) {
                writeln!(
                    differences,
                    "{name} {field}: {names:?} is not among {list:?}"
                )
                .unwrap();
            }
        };
        for person in &seed.persons {
            need("persons", &entities.persons, &[person]);
        }
        for organisation in &seed.organisations.required {
            let long = seed
                .organisation_long_names
                .get(organisation)
                .map_or(organisation.as_str(), String::as_str);
            need(
                "organisations",
                &entities.organisations,
                &[organisation, long],
            );
        }
        for project in &seed.projects {
            let regional = project
                .regional_name
                .as_deref()
                .unwrap_or(&project.canonical);
            need(
                "projects",
                &entities.projects,
                &[&project.canonical, regional],
            );
        }
        for region in &seed.regions {
            need("regions", &entities.regions, &[region]);
        }
        for municipality in &seed.municipalities {
            need("municipalities", &entities.municipalities, &[municipality]);
        }
        for (mention, person) in &seed.person_mentions {
            let at = articles
                .iter()
                .zip(&seeds)
                .find(|(_, (other, _))| other == name)
                .map(|(article, _)| article.body.find(mention.as_str()));
            let found = at.flatten().is_some_and(|start| {
                read.mentions.iter().any(|found| {
                    found.name == *person
                        && found.part == aluehaku_article::TextPart::Body
                        && found.start < start + mention.len()
                        && start < found.end
                })
            });
            if !found {
                writeln!(differences, "{name} mention {mention}: not {person}").unwrap();
            }
        }
        for (field, forbidden) in &seed.forbidden {
            let list = match field.as_str() {
                "persons" => &entities.persons,
                "municipalities" => &entities.municipalities,
                "regions" => &entities.regions,
                _ => continue,
            };
            for value in forbidden {
                if has(list, value) {
                    writeln!(differences, "{name} {field}: forbidden {value}").unwrap();
                }
            }
        }
        eprintln!(
            "{name}\n  {:?}\n  {:?}\n  {:?}",
            entities.persons, entities.organisations, entities.projects
        );
    }
    assert!(differences.is_empty(), "{differences}");
}
