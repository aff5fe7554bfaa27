//! What is doubtful about a source that was checked, in plain words.

use std::collections::BTreeMap;

use aluehaku_extract::warning::WarningCode;

use super::{Sample, SourceCheck};
use crate::archive::frontier::PageKind;
use crate::archive::remarks::Remark;
use crate::archive::source_states::RobotsWord;
use crate::crawl::source::CrawlSource;

/// Letters of text below which an article looks as if most of it was missed.
const SHORT: usize = 300;

/// What an administrator should look at.
#[must_use]
pub fn of(check: &SourceCheck, source: &CrawlSource) -> Vec<String> {
    let mut doubts = Vec::new();
    of_robots(check, &mut doubts);
    of_failures(check, &mut doubts);
    if check.read_anything() {
        of_pages(check, source, &mut doubts);
    }
    of_samples(&check.samples, source, &mut doubts);
    doubts
}

fn of_robots(check: &SourceCheck, doubts: &mut Vec<String>) {
    match check.robots {
        Some(RobotsWord::Nothing) => doubts.push(
            "robots.txt forbids every start address: ask the site's owner, or leave the source out"
                .to_owned(),
        ),
        Some(RobotsWord::Unreachable) => {
            doubts.push("robots.txt cannot be read, so nothing is visited until it can".to_owned());
        }
        _ => {}
    }
    if check.links.forbidden > 0 {
        doubts.push(format!(
            "robots.txt forbids {} of the links",
            check.links.forbidden
        ));
    }
}

fn of_failures(check: &SourceCheck, doubts: &mut Vec<String>) {
    let failed = check
        .looked
        .iter()
        .filter(|looked| looked.outcome.is_failure());
    doubts.extend(failed.map(|looked| {
        format!(
            "{} could not be read: {}",
            looked.url,
            looked.outcome.as_str()
        )
    }));
}

fn of_pages(check: &SourceCheck, source: &CrawlSource, doubts: &mut Vec<String>) {
    let mut remarks: BTreeMap<Remark, Vec<&str>> = BTreeMap::new();
    for looked in &check.looked {
        if let Some(remark) = looked
            .remark
            .filter(|remark| *remark != Remark::ProfileMissed)
        {
            remarks.entry(remark).or_default().push(looked.url.as_str());
        }
    }
    for (remark, pages) in remarks {
        let first = pages.first().copied().unwrap_or_default();
        doubts.push(format!(
            "{} pages, {first} first: {}",
            pages.len(),
            remark.advice()
        ));
    }
    let profile = source.profile.name();
    if check.by_general_rules {
        doubts.push(format!(
            "the profile {profile:?} finds no article on any page that was tried, so they are read by general rules"
        ));
    }
    if source.profile.names_lists() && !check.lists_fit {
        doubts.push(format!(
            "the profile {profile:?} finds its list on no page, so all links are followed"
        ));
    }
    let has_list =
        |looked: &super::Looked| matches!(looked.kind, PageKind::Feed | PageKind::Sitemap);
    if !check.looked.iter().any(has_list) {
        doubts.push(
            "no feed and no sitemap was found: new articles are found by links alone".to_owned(),
        );
    }
    if check.samples.is_empty() {
        doubts.push("no article was found on the pages that were tried: give the address of the list of news as start address".to_owned());
    }
}

fn of_samples(samples: &[Sample], source: &CrawlSource, doubts: &mut Vec<String>) {
    let count = |is: &dyn Fn(&Sample) -> bool| samples.iter().filter(|sample| is(sample)).count();
    let all = samples.len();
    let undated = count(&|sample| sample.extraction.published.is_none());
    if undated > 0 {
        doubts.push(format!(
            "{undated} of {all} articles state no date of publication: they are shown without a day"
        ));
    }
    let short = count(&|sample| sample.extraction.body.chars().count() < SHORT);
    if short > 0 {
        doubts.push(format!(
            "{short} of {all} articles have hardly any text: a part of it may be missed"
        ));
    }
    let titles = samples.iter().map(|sample| &sample.extraction.title);
    if all > 1 && titles.collect::<std::collections::BTreeSet<_>>().len() == 1 {
        doubts.push("all articles have the same title, that of the site: the profile should say what theirs is".to_owned());
    }
    let language = source.settings.language.as_deref();
    let stated = samples
        .iter()
        .filter_map(|sample| sample.extraction.language_hint.as_deref());
    let others: std::collections::BTreeSet<&str> = stated
        .filter(|stated| language.is_some_and(|own| own != *stated))
        .collect();
    for other in others {
        doubts.push(format!(
            "pages say that they are in {other:?}, the settings say {:?}",
            language.unwrap_or_default()
        ));
    }
    let mut warnings: BTreeMap<&str, &str> = BTreeMap::new();
    for warning in samples
        .iter()
        .flat_map(|sample| &sample.extraction.warnings)
    {
        if warning.code != WarningCode::NoDate {
            warnings
                .entry(warning.code.as_str())
                .or_insert(&warning.text);
        }
    }
    doubts.extend(
        warnings
            .into_iter()
            .map(|(code, text)| format!("{code}: {text}")),
    );
}
