//! When the article was published and changed.

use aluehaku_article::time::PageTime;
use scraper::ElementRef;

use super::super::blocks::{self, Block};
use super::super::byline::{self, Signature};
use super::super::date_line;
use super::super::dates;
use super::super::evidence::Found;
use super::super::evidence::{Evidence, EvidenceKind};
use super::super::metadata;
use super::super::profile::Field;
use super::super::surroundings;
use super::super::text::folded;
use super::super::walk;
use super::{Reader, Reading, keep_some};

/// How many blocks at the beginning can be a line with the date.
const HEAD: usize = 2;

/// The same where no profile says where the text begins.
const GENERIC_HEAD: usize = 8;

/// How many blocks at the end can be such a line there.
const GENERIC_TAIL: usize = 3;

/// Most words of a line that leaves the text because it says when it was published.
const MAX_WORDS: usize = 8;

impl<'a> Reader<'_, 'a> {
    /// When it was published and changed. Lines of the text that say nothing else leave it.
    pub(super) fn take_dates(
        &self,
        blocks: &mut Vec<Block>,
        near: &[Block],
        reading: &mut Reading,
        path: Option<&str>,
    ) {
        let is_generic = !self.profile.states(Field::Body);
        let signs = self.profile.has_signature() || is_generic;
        let signature = if signs {
            byline::take_signature(blocks)
        } else {
            None
        };
        take_signed_author(signature.as_ref(), reading);
        let heading = self.metadata.heading().filter(|_| is_generic);
        let around = heading.map(surroundings::in_elements).unwrap_or_default();
        let near = surroundings::in_lines(near);
        let head = if is_generic { GENERIC_HEAD } else { HEAD };
        let head = surroundings::in_lines(&blocks[..head.min(blocks.len())]);
        let tail = if is_generic { GENERIC_TAIL } else { 0 };
        let tail = surroundings::in_lines(&blocks[blocks.len().saturating_sub(tail)..]);
        let stated_change = self.metadata.modified();
        let is_labelled =
            |(_, evidence): &&(PageTime, Evidence)| date_line::is_published(&evidence.detail);
        let shown = || {
            let labelled = around.published.as_ref().filter(is_labelled);
            let shown = [near.published.as_ref(), head.published.as_ref(), labelled];
            shown.into_iter().flatten().next()
        };
        let stated = self.metadata.published().filter(|(stated, _)| {
            shown().is_none_or(|(shown, _)| !is_time_of_build(*stated, &stated_change, *shown))
        });
        let published = self
            .profile_date(Field::Date)
            .or(stated)
            .or(around.published)
            .or(near.published)
            .or(head.published)
            .or(tail.published)
            .or_else(|| surroundings::anywhere_around(heading?).published)
            .or_else(|| {
                let signature = signature?;
                let evidence = Evidence::new(EvidenceKind::Signature, signature.line);
                Some((signature.date, evidence))
            })
            .or_else(|| date_in_path(path?).filter(|_| is_generic));
        let modified = self
            .profile_date(Field::Modified)
            .or(stated_change)
            .or(around.modified)
            .or(near.modified)
            .or(head.modified)
            .or(tail.modified);
        let stated: Vec<PageTime> = [&published, &modified]
            .into_iter()
            .flatten()
            .map(|(time, _)| *time)
            .collect();
        remove_date_line(blocks, &stated);
        keep_some(
            published,
            &mut reading.published,
            &mut reading.evidence.published,
        );
        keep_some(
            modified,
            &mut reading.modified,
            &mut reading.evidence.modified,
        );
    }

    /// The date in what the profile selects for publication or change.
    fn profile_date(&self, field: Field) -> Found<PageTime> {
        // Nothing is selected as the date of publication twice.
        let published = self.survey.selected_ids(&[Field::Date]);
        let is_published = |element: ElementRef<'a>| {
            field == Field::Modified && walk::is_inside_any(element, &published)
        };
        let read = if field == Field::Modified {
            date_line::modified_in
        } else {
            date_line::published_in
        };
        let selected = self.survey.preferred(field);
        selected
            .iter()
            .filter(|selected| !is_published(selected.element))
            .find_map(|selected| {
                let machine = metadata::machine_date(selected.element);
                let time = machine.or_else(|| read(&blocks::line_of(selected.element)))?;
                Some((time, self.selector(selected)))
            })
    }
}

/// Whether what machines are told is when the site was built: it is no earlier than the last change,
/// and readers are shown an earlier day.
fn is_time_of_build(stated: PageTime, change: &Found<PageTime>, shown: PageTime) -> bool {
    let stated = stated.finnish_date();
    let is_last_change = change
        .as_ref()
        .is_some_and(|(change, _)| stated >= change.finnish_date());
    // The day before may be the same one in another time zone.
    let is_earlier = stated
        .yesterday()
        .is_ok_and(|day| shown.finnish_date() < day);
    is_last_change && is_earlier
}

/// Whoever signed the article is its author, where nobody else is.
fn take_signed_author(signature: Option<&Signature>, reading: &mut Reading) {
    let Some(signature) = signature.filter(|_| reading.authors.is_empty()) else {
        return;
    };
    if let Some(author) = &signature.author {
        reading.authors.push(author.clone());
        reading.evidence.authors = Some(Evidence::new(
            EvidenceKind::Signature,
            signature.line.clone(),
        ));
    }
}

/// The day in the address.
fn date_in_path(path: &str) -> Found<PageTime> {
    let date = dates::in_address(path)?;
    Some((
        PageTime::day(date),
        Evidence::new(EvidenceKind::Address, path),
    ))
}

/// Takes out a line at the beginning that says nothing but when it was published or changed.
fn remove_date_line(blocks: &mut Vec<Block>, stated: &[PageTime]) {
    let is_stated = |time: Option<PageTime>| {
        time.is_some_and(|time| {
            stated
                .iter()
                .any(|stated| stated.finnish_date() == time.finnish_date())
        })
    };
    let number = blocks.iter().take(HEAD).position(|block| {
        let said = date_line::read(&block.text);
        (is_stated(said.published) || is_stated(said.modified))
            && folded(&block.text).split(' ').count() <= MAX_WORDS
    });
    if let Some(number) = number {
        blocks.remove(number);
    }
}
