//! When the article was published and changed.

use std::cell::OnceCell;

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
use super::super::surroundings::{self, StatedDates};
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
        let shown = Shown::on(heading, near, blocks, is_generic);
        let change = self.metadata.modified();
        let stated = self.metadata.published();
        let stated = stated.filter(|(stated, _)| !is_time_of_build(*stated, &change, &shown));
        let elsewhere: OnceCell<StatedDates> = OnceCell::new();
        let find = || heading.map(surroundings::anywhere_around);
        let published = self
            .profile_date(Field::Date)
            .or(stated)
            .or_else(|| shown.published())
            .or_else(|| {
                let found = elsewhere.get_or_init(|| find().unwrap_or_default());
                let published = found.published.as_ref();
                published.filter(|found| !shown.is_change(found)).cloned()
            })
            .or_else(|| {
                let signature = signature?;
                let evidence = Evidence::new(EvidenceKind::Signature, signature.line);
                Some((signature.date, evidence))
            })
            .or_else(|| date_in_path(path?).filter(|_| is_generic));
        let modified = self
            .profile_date(Field::Modified)
            .or(change)
            .or_else(|| shown.modified())
            .or_else(|| elsewhere.get()?.modified.clone());
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

/// What the page shows of its dates, by where it does.
struct Shown<'a> {
    heading: Option<ElementRef<'a>>,
    /// Elements around the heading; looked at when they are asked for.
    around: OnceCell<StatedDates>,
    /// Lines beside the heading.
    near: StatedDates,
    /// The first and the last lines of the text.
    head: StatedDates,
    tail: StatedDates,
}

impl<'a> Shown<'a> {
    fn on(
        heading: Option<ElementRef<'a>>,
        near: &[Block],
        blocks: &[Block],
        is_generic: bool,
    ) -> Self {
        let (head, tail) = if is_generic {
            (GENERIC_HEAD, GENERIC_TAIL)
        } else {
            (HEAD, 0)
        };
        Self {
            heading,
            around: OnceCell::new(),
            near: surroundings::in_lines(near),
            head: surroundings::in_lines(&blocks[..head.min(blocks.len())]),
            tail: surroundings::in_lines(&blocks[blocks.len().saturating_sub(tail)..]),
        }
    }

    fn around(&self) -> &StatedDates {
        let find = || self.heading.map(surroundings::in_elements);
        self.around.get_or_init(|| find().unwrap_or_default())
    }

    /// The first that speaks of publication, in the order in which they are believed.
    fn published(&self) -> Found<PageTime> {
        let lines = [&self.near, &self.head, &self.tail];
        let mut all = std::iter::once(self.around()).chain(lines);
        all.find_map(|stated| {
            let published = stated.published.as_ref();
            published.filter(|found| !self.is_change(found)).cloned()
        })
    }

    /// Whether a line says no more than an element around the heading that calls itself a change.
    fn is_change(&self, (time, evidence): &(PageTime, Evidence)) -> bool {
        let change = self.around().modified.as_ref();
        change.is_some_and(|(change, _)| change.finnish_date() == time.finnish_date())
            && self.around().published.is_none()
            && !date_line::is_published(&evidence.detail)
    }

    /// The same for the last change.
    fn modified(&self) -> Found<PageTime> {
        let lines = [&self.near, &self.head, &self.tail];
        let mut all = std::iter::once(self.around()).chain(lines);
        all.find_map(|stated| stated.modified.clone())
    }

    /// The day of publication that stands beside the heading or has a label.
    fn beside_heading(&self) -> Option<PageTime> {
        let lines = [&self.near, &self.head].into_iter();
        let mut lines = lines.filter_map(|stated| stated.published.as_ref());
        let labelled = || {
            let around = self.around().published.as_ref();
            around.filter(|(_, evidence)| date_line::is_published(&evidence.detail))
        };
        lines.next().or_else(labelled).map(|(time, _)| *time)
    }
}

/// Whether what machines are told is when the site was built: it is no earlier than the last change,
/// and readers are shown an earlier day.
fn is_time_of_build(stated: PageTime, change: &Found<PageTime>, shown: &Shown<'_>) -> bool {
    let stated = stated.finnish_date();
    let is_last_change = change
        .as_ref()
        .is_some_and(|(change, _)| stated >= change.finnish_date());
    // The day before may be the same one in another time zone.
    let is_earlier = |shown: PageTime| {
        let day_before = stated.yesterday();
        day_before.is_ok_and(|day| shown.finnish_date() < day)
    };
    is_last_change && shown.beside_heading().is_some_and(is_earlier)
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
