#![doc = include_str!("../README.md")]
//!
//! # Map of the code
//!
//! Understands an article: its language and which parts of Finland it tells about. Pure.
//!
//! - [`language`]: which language a text is in.
//! - [`places`]: where a text names a region, a municipality or a wellbeing services county.
//! - [`names`]: which persons, organisations and projects it names.
//! - [`events`]: events with their days, hours, names and places; [`quotes`]: who said what.
//! - [`backing`]: who pays for a project, runs it and takes part in it.
//! - `given`: entity lists that come with an article.
//! - `settling`: what is claimed as a place and as another name.
//! - [`surroundings`]: the sentence around a place in a text.
//! - `within`: parts of texts, whatever their bounds.
//! - [`removal`]: persons who were removed are taken out.
//! - [`contained`]: an article that cannot be understood stops no other.
//! - [`pieces`]: very long texts a piece at a time.
//! - [`knowledge`]: what all of it needs to know.
//! - [`fingerprint`]: a sketch of a text by which near-copies are found.

pub mod backing;
pub mod contained;
pub mod events;
pub mod fingerprint;
#[cfg(test)]
mod fixture_tests;
mod given;
#[cfg(test)]
mod hostile_tests;
#[cfg(test)]
mod kind_tests;
pub mod knowledge;
pub mod language;
#[cfg(test)]
mod name_tests;
pub mod names;
#[cfg(test)]
mod person_kind_tests;
#[cfg(test)]
mod person_tests;
pub mod pieces;
pub mod places;
#[cfg(test)]
mod project_kind_tests;
pub mod quotes;
pub mod removal;
mod settling;
pub mod surroundings;
mod within;

use aluehaku_article::region::{Region, RegionKind, RegionRegister};
use aluehaku_article::{
    Article, EnrichedArticle, Entities, EntityKind, EntityList, Evidence, Mention, TextPart,
};

use jiff::civil::Date;

pub use given::Given;
use names::register::{Lesson, Register};
use names::{FoundName, NameFinder, ReadTexts, Words};
use places::{Place, PlaceFinder};
use removal::Removed;

/// What enrichment knows beside the article.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// Finds names of regions.
    pub places: &'a PlaceFinder,
    /// The register they come from.
    pub regions: &'a RegionRegister,
    /// Finds names of persons, organisations and projects.
    pub names: NameFinder<'a>,
    /// What is known of names across articles.
    pub register: &'a Register,
    /// Persons who were removed.
    pub removed: &'a Removed,
    /// How an article is understood: [`enrich_and_observe`], or what stands for it.
    pub understand: Understand,
    /// Language the page states (`lang`).
    pub stated_language: Option<&'a str>,
    /// Language most articles of the source are in.
    pub source_language: Option<&'a str>,
    /// The day on which the article was read, where that is known.
    pub read_on: Option<Date>,
}

/// Understands an article and says what it teaches about names.
pub type Understand = fn(Article, Given, &Context<'_>) -> (EnrichedArticle, Lesson);

/// An article with the entities that were given and no others; who was removed is taken out all the same.
#[must_use]
pub fn taken_as_given(
    mut article: Article,
    mut given: Given,
    context: &Context<'_>,
) -> EnrichedArticle {
    without_removed(&mut article, &mut given, context);
    let given = with_given(article, given, context);
    retold(given, context.read_on)
}

/// An article with the entities that were given, but for persons who were removed, and nothing that follows from them.
fn with_given(article: Article, mut given: Given, context: &Context<'_>) -> EnrichedArticle {
    given.leave_out(context.removed);
    let entities = Given::or(given.lists, Entities::default());
    EnrichedArticle {
        article,
        entities,
        mentions: given.mentions.unwrap_or_default(),
        events: Vec::new(),
        quotes: Vec::new(),
        duplicate_group: None,
    }
}

/// An article with its entities and the events and quotes that follow from them.
fn told(
    article: Article,
    entities: Entities,
    mentions: Vec<Mention>,
    read_on: Option<Date>,
) -> EnrichedArticle {
    EnrichedArticle {
        events: events::of(&article, &entities, &mentions, read_on),
        quotes: quotes::of(&article, &mentions),
        article,
        entities,
        mentions,
        duplicate_group: None,
    }
}

/// The same article with its events and quotes understood anew from the entities that it has.
#[must_use]
pub fn retold(enriched: EnrichedArticle, read_on: Option<Date>) -> EnrichedArticle {
    EnrichedArticle {
        duplicate_group: enriched.duplicate_group,
        ..told(
            enriched.article,
            enriched.entities,
            enriched.mentions,
            read_on,
        )
    }
}

fn without_removed(article: &mut Article, given: &mut Given, context: &Context<'_>) {
    if context.removed.mask(article, &context.names) {
        // Their places are in a text that was.
        given.mentions = None;
    }
    given.leave_out(context.removed);
}

/// Adds what can be understood to an article.
#[must_use]
pub fn enrich(article: Article, given: Given, context: &Context<'_>) -> EnrichedArticle {
    enrich_and_observe(article, given, context).0
}

/// Adds what can be understood to an article, and says what it teaches about names.
#[must_use]
pub fn enrich_and_observe(
    mut article: Article,
    mut given: Given,
    context: &Context<'_>,
) -> (EnrichedArticle, Lesson) {
    without_removed(&mut article, &mut given, context);
    if article.language.is_none() {
        let mut words = Words::new(context.names.tagger.finnish().analyzer());
        article.language = language::detect(
            &article.whole_text(),
            context.stated_language,
            context.source_language,
            |word| words.knows(word),
        );
    }
    let language = article.language.as_deref();
    article.parts = language.map_or_else(Vec::new, |language| {
        language::parts(article.paragraphs(), language)
    });
    let texts = beginnings(&article);
    let mut read = context.names.read(&texts);
    let (mut names, lesson) = found_and_taught(&mut read, context);
    let language = article.language.as_deref();
    let mut places = context.places.find(&texts, language, &read.tagged());
    settling::settle(&mut names, &mut places, context.regions);
    let mut derived = Regions::of(&places, context.regions).0;
    let named = Named::of(&names, &places, &article, context);
    derived.persons = named.persons;
    derived.organisations = named.organisations;
    derived.projects = named.projects;
    let mentions = given
        .mentions
        .unwrap_or_else(|| mentions(&names, &places, context.regions));
    let entities = Given::or(given.lists, derived);
    let enriched = told(article, entities, mentions, context.read_on);
    (enriched, lesson)
}

/// What the texts of an article teach about names, without those who were removed.
#[must_use]
pub fn observed(article: &Article, context: &Context<'_>) -> Lesson {
    let mut article = article.clone();
    context.removed.mask(&mut article, &context.names);
    Lesson::of(
        &context
            .names
            .find(&beginnings(&article), &Register::default()),
    )
}

/// The names in texts, and what the texts teach about names: what is read in them without a register.
fn found_and_taught(
    read: &mut ReadTexts<'_, '_>,
    context: &Context<'_>,
) -> (Vec<FoundName>, Lesson) {
    let names = read.names(context.register);
    let lesson = if context.register.is_empty() {
        Lesson::of(&names)
    } else {
        Lesson::of(&read.names(&Register::default()))
    };
    (names.found, lesson)
}

/// As much of title, lead and body as names and places are looked for in: a book is no article.
fn beginnings(article: &Article) -> [&str; 3] {
    article
        .texts()
        .map(|(_, text)| pieces::pieces(text).next().unwrap_or_default())
}

/// Every mention, in the order of the texts.
fn mentions(
    names: &[FoundName],
    places: &[(usize, Place)],
    regions: &RegionRegister,
) -> Vec<Mention> {
    let of_names = names
        .iter()
        .filter(|name| !name.name.is_empty())
        .map(|name| Mention {
            part: TextPart::ALL[name.text_number],
            start: name.bytes.start,
            end: name.bytes.end,
            text: name.text.clone(),
            kind: name.kind,
            name: name.name.clone(),
            role: name.role.clone(),
            evidence: name.evidence,
        });
    let of_places = places.iter().map(|(text, place)| Mention {
        part: TextPart::ALL[*text],
        start: place.start,
        end: place.end,
        text: place.text.clone(),
        kind: EntityKind::Place,
        name: regions.all()[place.region].name_fi.clone(),
        role: None,
        evidence: Evidence::Register,
    });
    let mut mentions: Vec<Mention> = of_names.chain(of_places).collect();
    mentions.sort_by_key(|mention| (mention.part, mention.start, mention.kind));
    mentions
}

/// Canonical names of whom and what is named, each once, by first mention.
#[derive(Debug, Default)]
struct Named {
    persons: Vec<String>,
    organisations: Vec<String>,
    projects: Vec<String>,
}

impl Named {
    fn of(
        names: &[FoundName],
        places: &[(usize, Place)],
        article: &Article,
        context: &Context<'_>,
    ) -> Self {
        let mut named = Self::default();
        for name in names {
            let list = match name.kind {
                EntityKind::Person => &mut named.persons,
                EntityKind::Organisation => &mut named.organisations,
                EntityKind::Project => &mut named.projects,
                EntityKind::Place => continue,
            };
            add(list, &name.name);
        }
        // Who wrote it is a person of the article, too.
        for author in article.authors.iter().filter(|author| author.contains(' ')) {
            add(&mut named.persons, author);
        }
        for (_, place) in places {
            let region = &context.regions.all()[place.region];
            if region.kind == RegionKind::Hyvinvointialue {
                add(&mut named.organisations, &region.name_fi);
            }
        }
        named.organisations.retain(|name| {
            !context
                .regions
                .all()
                .iter()
                .any(|region| region.name_fi == *name && region.kind != RegionKind::Hyvinvointialue)
        });
        for (kind, list) in [
            (EntityKind::Person, &mut named.persons),
            (EntityKind::Organisation, &mut named.organisations),
            (EntityKind::Project, &mut named.projects),
        ] {
            let register = context.register;
            list.retain(|name| !register.is_blocked(name) && !register.is_doubtful(kind, name));
        }
        named
    }
}

fn add(list: &mut Vec<String>, name: &str) {
    if !name.is_empty() && !list.iter().any(|known| known == name) {
        list.push(name.to_owned());
    }
}

/// The lists of regions that are told about, each once, by first mention.
#[derive(Debug, Default)]
struct Regions(Entities);

impl Regions {
    fn of(found: &[(usize, Place)], register: &RegionRegister) -> Self {
        let mut told = Self::default();
        for (_, place) in found {
            let region = &register.all()[place.region];
            told.add(region);
            // A municipality or county gives its maakunta, and a place its county where there is
            // only one it can mean.
            if let Some(maakunta) = register.maakunta_of(region) {
                told.add(maakunta);
            }
            if let Some(county) = register.hyvinvointialue_of(region) {
                told.add(county);
            }
        }
        told
    }

    fn add(&mut self, region: &Region) {
        let list = self.0.get_mut(match region.kind {
            RegionKind::Maakunta => EntityList::Regions,
            RegionKind::Municipality => EntityList::Municipalities,
            RegionKind::Hyvinvointialue => EntityList::Hyvinvointialueet,
        });
        if !list.contains(&region.name_fi) {
            list.push(region.name_fi.clone());
        }
    }
}
