//! Who wrote the article.

use super::super::blocks::{self, Block};
use super::super::byline;
use super::super::evidence::Found;
use super::super::evidence::{Evidence, EvidenceKind};
use super::super::metadata;
use super::super::profile::Field;
use super::super::surroundings;
use super::{Reader, Reading, keep};

impl Reader<'_, '_> {
    /// The authors: a labelled line of the text, the profile, an author box, the metadata, what
    /// stands around the title, a signature. Where nobody else is named, the organisation that the
    /// page states is its author.
    pub(super) fn take_writer(
        &self,
        blocks: &mut Vec<Block>,
        near: &[Block],
        reading: &mut Reading,
    ) {
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
            .or_else(|| self.authors_around(near))
            .or_else(|| self.signed(blocks))
            .or_else(|| self.metadata.stated_organisation());
        keep(found, &mut reading.authors, &mut reading.evidence.authors);
    }

    /// Who is named around the title of a page whose profile does not say where writers stand.
    fn authors_around(&self, near: &[Block]) -> Found<Vec<String>> {
        if self.profile.states(Field::Author) {
            return None;
        }
        let (mut names, evidence) = surroundings::authors(self.metadata.heading()?)
            .or_else(|| surroundings::authors_in_lines(near))?;
        names.retain(|name| !self.metadata.names_account(name));
        (!names.is_empty()).then_some((names, evidence))
    }

    /// Those whose names end a text that no profile describes.
    fn signed(&self, blocks: &[Block]) -> Found<Vec<String>> {
        if self.profile.states(Field::Body) {
            return None;
        }
        let authors = byline::signed_authors(blocks)?;
        let evidence = Evidence::new(EvidenceKind::Signature, authors.join(", "));
        Some((authors, evidence))
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
}
