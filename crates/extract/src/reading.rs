//! Puts an article together: the profile first, metadata and the shape of the page where it is
//! silent.

use std::collections::HashSet;

use aluehaku_article::time::PageTime;
use ego_tree::NodeId;
use scraper::ElementRef;
use url::Url;

use super::blocks::{self, Block, BlockKind};
use super::byline;
use super::date_line;
use super::evidence::{Evidence, EvidenceKind, EvidenceSet};
use super::generic;
use super::image::{self, Image, Places};
use super::metadata::{self, Found, Metadata};
use super::profile::{CompiledProfile, Field};
use super::residue;
use super::stated_body;
use super::surroundings;
use super::survey::{Selected, Survey, attribute, language_of};
use super::text::folded;
use super::trim;
use super::walk;
use super::warning::{Warning, WarningCode};

/// How many blocks at the beginning can be a line with the date.
const HEAD: usize = 2;

/// The same where no profile says where the text begins.
const GENERIC_HEAD: usize = 8;

/// How many blocks at the end can be such a line there.
const GENERIC_TAIL: usize = 3;

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
    reader.take_writer(&mut blocks, &mut reading);
    reader.date(&mut blocks, &mut reading, path);
    let lead = reading.lead.clone().unwrap_or_default();
    residue::remove_repeated_beginning(&mut blocks, &[&reading.title, &lead]);
    if !profile.states(Field::Body) {
        let site = metadata.site_name().unwrap_or_default();
        trim::edges(&mut blocks, &reading.authors, &site);
    }
    reading.body = blocks::join(&blocks);
    if let Some((modified, evidence)) = reader.modified() {
        reading.modified = Some(modified);
        reading.evidence.modified = Some(evidence);
    }
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

    fn generic_body(&self, reading: &mut Reading) -> Vec<Block> {
        let heading = self.metadata.heading();
        let Some(found) = generic::find(self.survey, heading) else {
            return Vec::new();
        };
        reading.links = found.links;
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
        let roots = found.roots.iter();
        let roots = roots.filter(|root| lead.is_none_or(|lead| lead.id() != root.id()));
        let mut blocks: Vec<Block> = roots.flat_map(|root| blocks::read(*root, &skip)).collect();
        let is_linked = |block: &&Block| block.kind == BlockKind::Heading && block.is_link();
        reading.linked_headings = blocks.iter().filter(is_linked).count();
        if let Some(stated) = self.metadata.stated_body() {
            stated_body::reconcile(&mut blocks, stated);
        }
        blocks
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

    /// The authors: a labelled line of the text, the profile, an author box, the metadata.
    fn take_writer(&self, blocks: &mut Vec<Block>, reading: &mut Reading) {
        let line = byline::take_labelled(blocks)
            .map(|(names, line)| (names, Evidence::new(EvidenceKind::Text, line)));
        let found = line
            .or_else(|| self.profile_authors())
            .or_else(|| {
                let author = byline::take_author_box(blocks)?;
                Some((
                    vec![author.clone()],
                    Evidence::new(EvidenceKind::Text, author),
                ))
            })
            .or_else(|| self.metadata.authors())
            .or_else(|| {
                if self.profile.states(Field::Author) {
                    None
                } else {
                    surroundings::authors(self.metadata.heading()?)
                }
            });
        keep(found, &mut reading.authors, &mut reading.evidence.authors);
    }

    fn profile_authors(&self) -> Found<Vec<String>> {
        let selected = self.survey.selected(Field::Author);
        let mut names: Vec<String> = selected
            .iter()
            .flat_map(|selected| byline::names(&blocks::line_of(selected.element)))
            .filter(|name| self.metadata.is_writer(name))
            .collect();
        metadata::unique(&mut names);
        let first = selected.first().filter(|_| !names.is_empty())?;
        Some((names, self.selector(first)))
    }

    /// When it was published. Lines of the text that say so leave it.
    fn date(&self, blocks: &mut Vec<Block>, reading: &mut Reading, path: Option<&str>) {
        let is_generic = !self.profile.states(Field::Body);
        let signs = self.profile.has_signature() || is_generic;
        let signature = if signs {
            byline::take_signature(blocks)
        } else {
            None
        };
        if let Some(author) = signature
            .as_ref()
            .and_then(|signature| signature.author.clone())
            && reading.authors.is_empty()
        {
            reading.authors.push(author);
            let line = signature.as_ref().map(|signature| signature.line.clone());
            reading.evidence.authors =
                line.map(|line| Evidence::new(EvidenceKind::Signature, line));
        }
        let found = self
            .profile_date(Field::Date)
            .or_else(|| self.metadata.published())
            .or_else(|| {
                if is_generic {
                    surroundings::date(self.metadata.heading()?)
                } else {
                    None
                }
            })
            .or_else(|| date_in_head(blocks, if is_generic { GENERIC_HEAD } else { HEAD }))
            .or_else(|| date_in_tail(blocks).filter(|_| is_generic))
            .or_else(|| {
                let signature = signature?;
                Some((
                    signature.date,
                    Evidence::new(EvidenceKind::Signature, signature.line),
                ))
            })
            .or_else(|| {
                if is_generic {
                    date_in_path(path?)
                } else {
                    None
                }
            });
        if let Some((published, evidence)) = found {
            remove_date_line(blocks, published);
            reading.published = Some(published);
            reading.evidence.published = Some(evidence);
        }
    }

    /// When it was last changed. Some themes call the date of publication `updated`: what the
    /// profile selects as that date is not read again.
    fn modified(&self) -> Found<PageTime> {
        self.profile_date(Field::Modified)
            .or_else(|| self.metadata.modified())
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

/// The date in one of the first lines of the text, where the line says so or is nothing else.
fn date_in_head(blocks: &[Block], within: usize) -> Found<PageTime> {
    blocks.iter().take(within).find_map(|block| {
        let published = date_line::read(&block.text).published?;
        Some((
            published,
            Evidence::new(EvidenceKind::Text, block.text.clone()),
        ))
    })
}

/// The date in one of the last lines, where the line says that it is the publication or nothing
/// else.
fn date_in_tail(blocks: &[Block]) -> Found<PageTime> {
    let last = &blocks[blocks.len().saturating_sub(GENERIC_TAIL)..];
    date_in_head(last, GENERIC_TAIL)
}

/// The day in the address.
fn date_in_path(path: &str) -> Found<PageTime> {
    let date = super::dates::in_address(path)?;
    Some((
        PageTime::day(date),
        Evidence::new(EvidenceKind::Address, path),
    ))
}

/// Takes out a line at the beginning that says nothing but when it was published.
fn remove_date_line(blocks: &mut Vec<Block>, published: PageTime) {
    let number = blocks.iter().take(HEAD).position(|block| {
        let said = date_line::read(&block.text);
        let is_same = |time: PageTime| time.finnish_date() == published.finnish_date();
        said.published.is_some_and(is_same) && folded(&block.text).split(' ').count() <= 8
    });
    if let Some(number) = number {
        blocks.remove(number);
    }
}
