//! Understands an article: its language and which parts of Finland it tells about. Pure.
//!
//! - [`language`]: which language a text is in.
//! - [`places`]: where a text names a region, a municipality or a wellbeing services county.
//! - [`fingerprint`]: a sketch of a text by which near-copies are found.

pub mod fingerprint;
#[cfg(test)]
mod fixture_tests;
pub mod language;
pub mod places;

use aluehaku_index::article::{Article, EnrichedArticle, Entities, EntityKind, Mention, TextPart};
use aluehaku_index::region::{Region, RegionKind, RegionRegister};

use places::{Place, PlaceFinder};

/// What enrichment knows beside the article.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// Finds names of regions.
    pub places: &'a PlaceFinder,
    /// The register they come from.
    pub regions: &'a RegionRegister,
    /// Language the page states (`lang`).
    pub stated_language: Option<&'a str>,
    /// Language most articles of the source are in.
    pub source_language: Option<&'a str>,
}

/// Entity lists that were given with an imported article: they are kept, absent ones are derived.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// Persons.
    pub persons: Option<Vec<String>>,
    /// Organisations.
    pub organisations: Option<Vec<String>>,
    /// Projects.
    pub projects: Option<Vec<String>>,
    /// Maakunnat.
    pub regions: Option<Vec<String>>,
    /// Municipalities.
    pub municipalities: Option<Vec<String>>,
    /// Wellbeing services counties.
    pub hyvinvointialueet: Option<Vec<String>>,
    /// Mentions.
    pub mentions: Option<Vec<Mention>>,
}

impl Given {
    /// Names of the lists that were given, as the archive keeps them.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let lists = [
            ("persons", self.persons.is_some()),
            ("organisations", self.organisations.is_some()),
            ("projects", self.projects.is_some()),
            ("regions", self.regions.is_some()),
            ("municipalities", self.municipalities.is_some()),
            ("hyvinvointialueet", self.hyvinvointialueet.is_some()),
            ("mentions", self.mentions.is_some()),
        ];
        lists
            .iter()
            .filter(|(_, given)| *given)
            .map(|(name, _)| (*name).to_owned())
            .collect()
    }
}

/// Adds what can be understood to an article.
#[must_use]
pub fn enrich(mut article: Article, given: Given, context: &Context<'_>) -> EnrichedArticle {
    if article.language.is_none() {
        article.language = language::detect(
            &whole_text(&article),
            context.stated_language,
            context.source_language,
        );
    }
    let found = find_places(&article, context);
    let told = Told::of(&found, context.regions);
    let derived = found
        .into_iter()
        .map(|(part, place)| mention(part, &place, context.regions));
    let mentions = given.mentions.unwrap_or_else(|| derived.collect());
    EnrichedArticle {
        entities: Entities {
            persons: given.persons.unwrap_or_default(),
            organisations: given.organisations.unwrap_or_default(),
            projects: given.projects.unwrap_or_default(),
            regions: given.regions.unwrap_or(told.regions),
            municipalities: given.municipalities.unwrap_or(told.municipalities),
            hyvinvointialueet: given.hyvinvointialueet.unwrap_or(told.hyvinvointialueet),
        },
        mentions,
        article,
        duplicate_group: None,
    }
}

/// Title, lead and body, each with its name.
fn parts(article: &Article) -> [(TextPart, &str); 3] {
    [
        (TextPart::Title, &article.title),
        (TextPart::Lead, article.lead.as_deref().unwrap_or_default()),
        (TextPart::Body, &article.body),
    ]
}

/// Title, lead and body as one text.
#[must_use]
pub fn whole_text(article: &Article) -> String {
    parts(article).map(|(_, text)| text).join("\n\n")
}

fn find_places(article: &Article, context: &Context<'_>) -> Vec<(TextPart, Place)> {
    let parts = parts(article);
    let texts = parts.map(|(_, text)| text);
    let language = article.language.as_deref();
    let found = context.places.find(&texts, language);
    found
        .into_iter()
        .map(|(text, place)| (parts[text].0, place))
        .collect()
}

fn mention(part: TextPart, place: &Place, regions: &RegionRegister) -> Mention {
    let region = &regions.all()[place.region];
    Mention {
        part,
        start: place.start,
        end: place.end,
        text: place.text.clone(),
        kind: EntityKind::Place,
        name: region.name_fi.clone(),
    }
}

/// Canonical names of what is told about, each once, by first mention.
#[derive(Debug, Default)]
struct Told {
    regions: Vec<String>,
    municipalities: Vec<String>,
    hyvinvointialueet: Vec<String>,
}

impl Told {
    fn of(found: &[(TextPart, Place)], register: &RegionRegister) -> Self {
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
        let list = match region.kind {
            RegionKind::Maakunta => &mut self.regions,
            RegionKind::Municipality => &mut self.municipalities,
            RegionKind::Hyvinvointialue => &mut self.hyvinvointialueet,
        };
        if !list.contains(&region.name_fi) {
            list.push(region.name_fi.clone());
        }
    }
}
