//! Puts an article together: the profile first, metadata and the shape of the page where it is
//! silent. [`dates`] says when it was published and changed, [`writers`] who wrote it.

mod dates;
mod writers;

use std::collections::HashSet;

use aluehaku_article::time::PageTime;
use ego_tree::NodeId;
use scraper::ElementRef;
use url::Url;

use super::blocks::{self, Block, BlockKind};
use super::evidence::Found;
use super::evidence::{Evidence, EvidenceKind, EvidenceSet};
use super::generic;
use super::image::{self, Image, Places};
use super::metadata::{self, Metadata};
use super::profile::{CompiledProfile, Field};
use super::residue;
use super::stated_body;
use super::surroundings;
use super::survey::{Selected, Survey, attribute, language_of};
use super::trim;
use super::walk;
use super::warning::{Warning, WarningCode};

/// An article as it was read.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub(super) title: String,
    pub(super) lead: Option<String>,
    pub(super) body: String,
    pub(super) published: Option<PageTime>,
    pub(super) modified: Option<PageTime>,
    pub(super) authors: Vec<String>,
    pub(super) topics: Vec<String>,
    pub(super) image: Option<Image>,
    pub(super) language: Option<String>,
    pub(super) evidence: EvidenceSet,
    /// Bytes of links beside the body's text, where no profile says what the body is.
    pub(super) links: usize,
    /// How many headings of such a body are links.
    pub(super) linked_headings: usize,
    /// How many `article` elements such a body consists of.
    pub(super) cards: usize,
    /// How many articles are listed beside such a body.
    pub(super) listed: usize,
}

impl Reading {
    /// Whether no text was found.
    pub(super) fn is_empty(&self) -> bool {
        self.body.is_empty() && self.lead.is_none()
    }
}

/// What the reading of each value looks at.
struct Reader<'r, 'a> {
    survey: &'r Survey<'a>,
    metadata: &'r Metadata<'r, 'a>,
    profile: &'r CompiledProfile,
    /// What addresses are resolved against.
    base: Option<&'r Url>,
}

/// Reads the article of a page. Its address has the `path`; what stands on it is resolved against `base`.
pub(super) fn read(
    survey: &Survey<'_>,
    metadata: &Metadata<'_, '_>,
    profile: &CompiledProfile,
    path: Option<&str>,
    base: Option<&Url>,
    warnings: &mut Vec<Warning>,
) -> Reading {
    let reader = Reader {
        survey,
        metadata,
        profile,
        base,
    };
    let mut reading = Reading::default();
    keep(
        reader.title(),
        &mut reading.title,
        &mut reading.evidence.title,
    );
    let mut blocks = reader.body(&mut reading, warnings);
    let said = residue::remove(&mut blocks);
    let near = reader.lines_near_heading();
    reader.take_writer(&mut blocks, &near, &mut reading);
    reader.take_dates(&mut blocks, &near, &mut reading, path);
    let lead = reading.lead.clone().unwrap_or_default();
    if residue::repeats_lead(&blocks, &lead) {
        reading.lead = None;
        reading.evidence.lead = None;
    }
    residue::remove_repeated_beginning(&mut blocks, &[&reading.title, &lead]);
    residue::remove_cut_beginning(&mut blocks);
    if !profile.states(Field::Body) {
        let site = metadata.site_name().unwrap_or_default();
        trim::edges(&mut blocks, &reading.authors, &site);
    }
    reading.body = blocks::join(&blocks);
    keep(
        reader.topics(said),
        &mut reading.topics,
        &mut reading.evidence.topics,
    );
    reading.language = reader.language();
    reading
}

impl<'a> Reader<'_, 'a> {
    fn title(&self) -> Found<String> {
        let selected = self.survey.preferred(Field::Title);
        let title = selected.iter().find_map(|selected| {
            let title = blocks::line_of(selected.element);
            (!title.is_empty()).then(|| (title, self.selector(selected)))
        });
        title.or_else(|| self.metadata.title())
    }

    /// The blocks of the body; the lead is kept apart.
    fn body(&self, reading: &mut Reading, warnings: &mut Vec<Warning>) -> Vec<Block> {
        let roots = self.body_roots();
        if roots.is_empty() {
            if self.profile.states(Field::Body) {
                warnings.push(Warning::new(
                    WarningCode::ProfileMissed,
                    "the profile's body selects nothing here; the text was found by its shape",
                ));
            }
            return self.generic_body(reading);
        }
        let lead = self.survey.preferred(Field::Lead).into_iter().next();
        reading.lead = lead.and_then(|lead| {
            reading.evidence.lead = Some(self.selector(&lead));
            Some(blocks::line_of(lead.element)).filter(|text| !text.is_empty())
        });
        reading.evidence.body = roots.first().map(|root| self.selector(root));
        let removed = self.survey.selected_ids(&[Field::Remove, Field::Title]);
        let text = roots.iter().map(|root| root.element).collect();
        self.take_image(text, &removed, reading);
        let skip = |element: ElementRef<'a>| {
            removed.contains(&element.id())
                || lead.is_some_and(|lead| lead.element.id() == element.id())
        };
        roots
            .iter()
            .flat_map(|root| blocks::read(root.element, &skip))
            .collect()
    }

    /// What the profile selects as body, each part once.
    fn body_roots(&self) -> Vec<Selected<'a>> {
        let articles = self.survey.selected_ids(&[Field::Article]);
        let bodies = self.survey.selected_ids(&[Field::Body]);
        let is_root = |body: &&Selected<'a>| {
            let is_in_article = articles.is_empty() || walk::is_inside_any(body.element, &articles);
            is_in_article && !walk::is_below_any(body.element, &bodies)
        };
        self.survey
            .selected(Field::Body)
            .iter()
            .filter(is_root)
            .copied()
            .collect()
    }

    /// The lines before and behind the heading of a page that no profile describes.
    fn lines_near_heading(&self) -> Vec<Block> {
        let heading = self.metadata.heading();
        let heading = heading.filter(|_| !self.profile.states(Field::Body));
        heading.map(surroundings::lines).unwrap_or_default()
    }

    fn generic_body(&self, reading: &mut Reading) -> Vec<Block> {
        let heading = self.metadata.heading();
        let Some(found) = generic::find(self.survey, heading) else {
            return Vec::new();
        };
        reading.links = found.links;
        reading.listed = found.listed;
        reading.evidence.body = Some(Evidence::new(
            EvidenceKind::Text,
            format!("{} bytes of running text", found.text),
        ));
        let lead = found.roots.first().and_then(|root| {
            let description = self.metadata.description();
            surroundings::lead(heading, *root, description.as_deref())
        });
        reading.lead = lead.map(blocks::line_of).filter(|text| !text.is_empty());
        reading.evidence.lead = lead.map(|lead| {
            let detail = attribute(lead, "class").unwrap_or("description");
            Evidence::new(EvidenceKind::Microdata, detail)
        });
        let mut removed = self.survey.selected_ids(&[Field::Remove]);
        removed.extend(&found.left_out);
        self.take_image(found.roots.clone(), &removed, reading);
        let skip = |element: ElementRef<'a>| {
            removed.contains(&element.id())
                || heading.is_some_and(|heading| heading.id() == element.id())
                || lead.is_some_and(|lead| lead.id() == element.id())
        };
        reading.cards = self.cards(&found);
        let roots = found.roots.iter();
        let roots = roots.filter(|root| lead.is_none_or(|lead| lead.id() != root.id()));
        let mut blocks: Vec<Block> = roots.flat_map(|root| blocks::read(*root, &skip)).collect();
        blocks::remove_repeated(&mut blocks);
        let is_linked = |block: &&Block| block.kind == BlockKind::Heading && block.is_link();
        reading.linked_headings = blocks.iter().filter(is_linked).count();
        if let Some(stated) = self.metadata.stated_body() {
            stated_body::reconcile(&mut blocks, stated);
        }
        blocks
    }

    /// How many `article` elements with links stand in a body and hold most of its text, or hold the
    /// parts that it consists of.
    fn cards(&self, found: &generic::Found<'a>) -> usize {
        let roots: HashSet<NodeId> = found.roots.iter().map(|root| root.id()).collect();
        let leads_on = |card: &ElementRef<'a>| {
            let mut inside = card.descendent_elements();
            inside.any(|inner| inner.value().name() == "a")
        };
        let cards = || self.survey.articles.iter().filter(|card| leads_on(card));
        let inside = cards().filter(|card| {
            walk::is_below_any(**card, &roots) && !walk::is_inside_any(**card, &found.left_out)
        });
        let inside: Vec<_> = inside.collect();
        let text = inside.iter().flat_map(|card| card.text());
        let text: usize = text.map(|text| text.trim().len()).sum();
        if 2 * text > found.text {
            return inside.len();
        }
        let holds_root = |card: &&ElementRef<'a>| {
            let card = HashSet::from([card.id()]);
            found
                .roots
                .iter()
                .any(|root| walk::is_below_any(*root, &card))
        };
        if found.roots.len() > 1 {
            cards().filter(holds_root).count()
        } else {
            0
        }
    }

    /// The picture, beside the elements that hold the text, and those in them that do not belong to it.
    fn take_image(
        &self,
        text: Vec<ElementRef<'a>>,
        left_out: &HashSet<NodeId>,
        reading: &mut Reading,
    ) {
        let selected = self.survey.preferred(Field::Image);
        let selected = selected
            .iter()
            .map(|selected| (selected.element, self.selector(selected)));
        let found = image::find(&Places {
            survey: self.survey,
            selected: selected.collect(),
            stated: self.metadata.images(),
            text,
            left_out,
            base: self.base,
        });
        if let Some((image, evidence)) = found {
            reading.image = Some(image);
            reading.evidence.image = Some(evidence);
        }
    }

    fn topics(&self, said: residue::Said) -> Found<Vec<String>> {
        let selected = self.survey.selected(Field::Topics);
        let mut topics: Vec<String> = Vec::new();
        for selected in selected {
            let line = blocks::line_of(selected.element);
            match residue::topic_line(&line) {
                Some(words) => topics.extend(words),
                None => topics.extend(line.split(',').map(|word| word.trim().to_owned())),
            }
        }
        metadata::unique(&mut topics);
        if let Some(first) = selected.first().filter(|_| !topics.is_empty()) {
            return Some((topics, self.selector(first)));
        }
        if !said.topics.is_empty() {
            return Some((said.topics, Evidence::new(EvidenceKind::Text, "topic line")));
        }
        self.metadata.topics()
    }

    /// The language the page states for the text, else for itself.
    fn language(&self) -> Option<String> {
        let inner = self.body_roots().first().map(|root| root.element);
        let stated = inner
            .or(self.survey.articles.first().copied())
            .and_then(language_of);
        stated
            .and_then(metadata::short_language)
            .or_else(|| self.metadata.language())
    }

    fn selector(&self, selected: &Selected<'_>) -> Evidence {
        Evidence::new(
            EvidenceKind::Profile,
            self.profile.selector(selected.selector),
        )
    }
}

/// Keeps a value and what led to it.
fn keep<T>(found: Found<T>, value: &mut T, evidence: &mut Option<Evidence>) {
    if let Some((found, led)) = found {
        *value = found;
        *evidence = Some(led);
    }
}

/// Keeps a value that may be missing, and what led to it.
fn keep_some<T>(found: Found<T>, value: &mut Option<T>, evidence: &mut Option<Evidence>) {
    if let Some((found, led)) = found {
        *value = Some(found);
        *evidence = Some(led);
    }
}
