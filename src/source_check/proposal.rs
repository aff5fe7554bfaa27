//! What to write into the settings for a source that was checked.

use aluehaku_extract::profile::{Profile, ProfileSet, general};
use aluehaku_extract::suggest::suggest;
use aluehaku_extract::{PageContent, PageInput, PageKind};
use serde::Serialize;
use url::Url;

use super::{Sample, SourceCheck};
use crate::crawl::source::CrawlSource;

/// Articles from which a profile is proposed.
const LEAST_SAMPLES: usize = 2;

/// The keys of a `[[sources]]` table that should stand there.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
struct SourceTable {
    id: String,
    name: String,
    start: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    only: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    profile: String,
    enabled: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    allow_loopback: bool,
}

/// The tables to write, with the reasons as comments; none when the settings are right as they are.
#[must_use]
pub fn of(
    check: &SourceCheck,
    source: &CrawlSource,
    profiles: &ProfileSet,
    is_configured: bool,
) -> Option<String> {
    if !check.read_anything() {
        return None;
    }
    let mut lines = Vec::new();
    let fitting = fitting_profile(check, profiles, source.profile.name());
    if let Some(name) = fitting {
        lines.push(format!(
            "# The profile {name:?} finds the articles that were tried."
        ));
    } else if check.by_general_rules {
        lines.push(
            "# No profile that is known finds the articles; general rules read them.".to_owned(),
        );
    }
    let profile = match fitting {
        Some(name) => name,
        None if check.by_general_rules => "generic",
        None => source.profile.name(),
    };
    let only = common_folder(&check.samples, source).filter(|_| source.settings.only.is_empty());
    let only = only.filter(|_| check.links.others > check.links.named);
    if let Some(folder) = &only {
        lines.push(format!(
            "# All articles that were read lie below {folder}; other pages need not be visited."
        ));
    }
    let own = own_profile(check);
    if is_configured
        && fitting.is_none()
        && !check.by_general_rules
        && only.is_none()
        && own.is_none()
    {
        return None;
    }
    let language = check
        .samples
        .iter()
        .find_map(|sample| sample.extraction.language_hint.clone());
    let table = SourceTable {
        id: source.settings.id.clone(),
        name: source.settings.name.clone(),
        start: source.settings.start.clone(),
        only: only
            .into_iter()
            .chain(source.settings.only.clone())
            .collect(),
        region: source.settings.region.clone(),
        language: source.settings.language.clone().or(language),
        profile: if own.is_some() {
            source.id().to_owned()
        } else {
            profile.to_owned()
        },
        enabled: is_configured || source.settings.enabled,
        allow_loopback: source.settings.allow_loopback,
    };
    lines.push("[[sources]]".to_owned());
    lines.push(toml::to_string(&table).ok()?.trim_end().to_owned());
    if let Some(own) = own {
        lines.push(String::new());
        lines.push(
            "# What these pages have in common where the date, the title or the text stands."
                .to_owned(),
        );
        lines.push(format!("[profiles.{}]", source.id()));
        lines.push("inherits = \"generic\"".to_owned());
        lines.push(toml::to_string(&own).ok()?.trim_end().to_owned());
    }
    Some(lines.join("\n"))
}

/// Another profile that finds the article on every page that was read.
fn fitting_profile<'a>(
    check: &SourceCheck,
    profiles: &'a ProfileSet,
    own: &str,
) -> Option<&'a str> {
    let reads_all = |name: &&str| {
        let profile = profiles.get(name).filter(|profile| profile.names_article());
        profile.is_some_and(|profile| {
            check.samples.iter().all(|sample| {
                let input = PageInput {
                    url: Some(&sample.url),
                    ..PageInput::new(PageContent::Bytes(&sample.content))
                };
                let read = aluehaku_extract::extract(&input, &profile);
                let has_body = read.evidence.body.is_some_and(|found| {
                    found.kind == aluehaku_extract::evidence::EvidenceKind::Profile
                });
                read.kind == PageKind::Article && has_body
            })
        })
    };
    let is_tried = check.by_general_rules || own == general().name();
    let mut names = profiles.names().filter(|name| *name != own);
    names
        .find(reads_all)
        .filter(|_| is_tried && !check.samples.is_empty())
}

/// A profile of the site's own, where articles are read by general rules and lack a date.
fn own_profile(check: &SourceCheck) -> Option<Profile> {
    let lacks = check
        .samples
        .iter()
        .any(|sample| sample.extraction.published.is_none());
    if !lacks || check.samples.len() < LEAST_SAMPLES {
        return None;
    }
    let pages: Vec<Vec<u8>> = check
        .samples
        .iter()
        .map(|sample| sample.content.clone())
        .collect();
    let proposed = suggest(&pages, general());
    (proposed.date.is_some()).then_some(proposed)
}

/// The beginning of the paths of all articles that were read and of the pages that lead to them, when it
/// is not the whole site. It has no slash at its end, as the list of a folder often has none.
fn common_folder(samples: &[Sample], source: &CrawlSource) -> Option<String> {
    let folder = |url: &Url| {
        let first = url.path().trim_start_matches('/').split_once('/')?.0;
        (!first.is_empty()).then(|| format!("/{first}"))
    };
    let first = folder(&samples.first()?.url)?;
    let is_year = first.bytes().any(|byte| byte.is_ascii_digit());
    let leads = |sample: &Sample| {
        let found_on = Url::parse(&sample.found_on).ok();
        found_on.is_some_and(|page| source.begins_at(&page) || page.path().starts_with(&first))
    };
    let same = |sample: &Sample| folder(&sample.url).as_ref() == Some(&first) && leads(sample);
    let all = samples.len() >= LEAST_SAMPLES && samples.iter().all(same);
    (all && !is_year).then_some(first)
}
