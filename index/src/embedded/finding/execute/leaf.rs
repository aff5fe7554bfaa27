//! Which articles of a segment one leaf of a query finds.

use std::sync::Arc;

use tantivy::postings::{BlockSegmentPostings, Postings, TermInfo};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, InvertedIndexReader, TERMINATED, Term};

use crate::analysis::TermKind;
use crate::analysis::listed::kind_byte;
use crate::deadline::Deadline;
use crate::embedded::finding::phrase::PhraseCursor;
use crate::embedded::finding::plan::{Leaf, Look, Scored, Source, Word};
use crate::embedded::state::scoring::Scoring;
use crate::embedded::state::segment::Segment;
use crate::embedded::state::set::{ArticleSet, Bits};
use crate::embedded::writing::schema::Fields;
use crate::plan::Place;
use crate::plan::formula::PREFIX_WEIGHT;
use crate::plan::lookup::SearchedField;
use crate::plan::word::Reach;
use aluehaku_article::TextPart;
use aluehaku_article::facet::Facet;

/// Words that a prefix stands for at most; more of them would take longer than anybody waits.
const MOST_PREFIX_WORDS: usize = 20_000;

/// Looks leaves up in one segment.
pub(crate) struct Finder<'a> {
    pub(crate) segment: &'a Segment,
    pub(crate) fields: &'a Fields,
    pub(crate) scoring: &'a Scoring,
    pub(crate) deadline: &'a Deadline,
}

impl Finder<'_> {
    /// The articles of a word.
    pub(crate) fn word(
        &self,
        place: Place,
        word: &Word,
        reach: Reach,
    ) -> tantivy::Result<ArticleSet> {
        if let Some(part) = place.part {
            let (articles, _) = self.word_in_part(part, word, reach)?;
            return Ok(ArticleSet::from_unordered(articles));
        }
        let field = self.fields.searched(place.field);
        let index = self.segment.reader.inverted_index(field)?;
        let (mut lists, mut common) = (Vec::new(), Vec::new());
        for info in self.lists(word, reach) {
            // What ranking keeps of a common term tells faster which articles have it than its list does.
            let known = match place.field {
                SearchedField::Text => self.segment.peaks.known_occurrences(info),
                SearchedField::Words(_) | SearchedField::Values(_) => None,
            };
            match known {
                Some(occurrences) => common.push(occurrences),
                None => lists
                    .push(index.read_block_postings_from_terminfo(info, IndexRecordOption::Basic)?),
            }
        }
        Ok(self.union(lists, &common))
    }

    /// The articles of values of the facet that a place names.
    pub(crate) fn values_of(&self, place: Place, values: &[String]) -> tantivy::Result<ArticleSet> {
        match place.field {
            SearchedField::Values(facet) => self.values(facet, values),
            SearchedField::Text | SearchedField::Words(_) => Ok(ArticleSet::Few(Vec::new())),
        }
    }

    /// Articles and scores of a leaf that is found by places in the text, in order.
    pub(crate) fn scored(&self, leaf: &Leaf) -> tantivy::Result<Scored> {
        match &leaf.look {
            Look::Word(word) => match leaf.place.part {
                Some(part) => self.word_in_part(part, word, Reach::Loose),
                None => Ok(Scored::default()),
            },
            Look::Phrase(words) => self.phrase(leaf.place, words),
            Look::Prefix(start) => {
                let articles: Vec<DocId> = self.prefix(leaf.place, start)?.iter().collect();
                let scores = vec![PREFIX_WEIGHT; articles.len()];
                Ok((articles, scores))
            }
            Look::Values(_) => Ok(Scored::default()),
        }
    }

    /// Entries of the lists of a word: a bound on its articles.
    pub(crate) fn entries(&self, leaf: &Leaf, reach: Reach) -> usize {
        let Look::Word(word) = &leaf.look else {
            return usize::MAX;
        };
        let lists = self.lists(word, reach);
        lists.map(|info| info.doc_freq as usize).sum()
    }

    /// Leaves of a set the articles that a word finds, looked up one by one.
    pub(crate) fn narrow(
        &self,
        word: &Word,
        reach: Reach,
        set: &mut ArticleSet,
    ) -> tantivy::Result<()> {
        let mut cursors = Vec::new();
        for info in self.lists(word, reach) {
            let list = self
                .segment
                .text
                .read_block_postings_from_terminfo(info, IndexRecordOption::Basic)?;
            cursors.push(list);
        }
        set.retain(|article| {
            cursors.iter_mut().any(|cursor| {
                let place = cursor.seek(article);
                cursor.docs().get(place) == Some(&article)
            })
        });
        Ok(())
    }

    fn lists<'w>(
        &self,
        word: &'w Word,
        reach: Reach,
    ) -> impl Iterator<Item = &'w TermInfo> + use<'w> {
        let number = self.segment.number as usize;
        word.within(reach)
            .filter_map(move |source| source.list[number].as_ref())
    }

    /// The articles that have any of some values of a facet.
    pub(crate) fn values(&self, facet: Facet, values: &[String]) -> tantivy::Result<ArticleSet> {
        let field = self.fields.facet(facet);
        let index = self.segment.reader.inverted_index(field)?;
        let mut lists = Vec::new();
        for value in values {
            let term = Term::from_field_text(field, value);
            lists.extend(index.read_block_postings(&term, IndexRecordOption::Basic)?);
        }
        Ok(self.union(lists, &[]))
    }

    /// The articles in any of some lists, and those where a common term occurs, by occurrences in each article.
    fn union(&self, lists: Vec<BlockSegmentPostings>, common: &[Arc<[u8]>]) -> ArticleSet {
        let entries: usize = lists.iter().map(|list| list.doc_freq() as usize).sum();
        let articles = self.segment.articles();
        if common.is_empty() && ArticleSet::is_few(entries, articles) {
            let mut found = Vec::with_capacity(entries);
            for mut list in lists {
                each_block(&mut list, |block| found.extend_from_slice(block));
            }
            return ArticleSet::from_unordered(found);
        }
        let mut bits = Bits::none(articles);
        for occurrences in common {
            bits.insert_where(occurrences, |occurrences| occurrences > 0);
        }
        for mut list in lists {
            each_block(&mut list, |block| {
                block.iter().for_each(|article| bits.insert(*article));
            });
        }
        ArticleSet::Many(bits)
    }

    fn prefix(&self, place: Place, start: &str) -> tantivy::Result<ArticleSet> {
        let mut first = vec![kind_byte(TermKind::Surface)];
        first.extend_from_slice(start.as_bytes());
        let field = self.fields.searched(place.field);
        let index = self.segment.reader.inverted_index(field)?;
        let mut terms = index.terms().range().ge(&first).into_stream()?;
        let mut bits = Bits::none(self.segment.articles());
        let mut words = 0;
        while terms.advance() && terms.key().starts_with(&first) {
            words += 1;
            if words > MOST_PREFIX_WORDS || !self.deadline.goes_on() {
                self.deadline.cut();
                break;
            }
            match place.part {
                None => {
                    let mut list = index.read_block_postings_from_terminfo(
                        terms.value(),
                        IndexRecordOption::Basic,
                    )?;
                    each_block(&mut list, |block| {
                        block.iter().for_each(|article| bits.insert(*article));
                    });
                }
                Some(part) => {
                    let found = self.in_part(&index, terms.value(), part)?;
                    found.iter().for_each(|(article, _)| bits.insert(*article));
                }
            }
        }
        Ok(ArticleSet::Many(bits))
    }

    /// The articles that have a term in one of their texts, with the number of occurrences there.
    fn in_part(
        &self,
        index: &InvertedIndexReader,
        info: &TermInfo,
        part: TextPart,
    ) -> tantivy::Result<Vec<(DocId, u32)>> {
        let option = IndexRecordOption::WithFreqsAndPositions;
        let mut postings = index.read_postings_from_terminfo(info, option)?;
        let (mut found, mut positions) = (Vec::new(), Vec::new());
        while postings.doc() != TERMINATED {
            let article = postings.doc();
            positions.clear();
            postings.positions(&mut positions);
            let range = self.segment.positions_of(article, part);
            let inside = positions
                .iter()
                .filter(|position| range.contains(*position));
            let occurrences = inside.count() as u32;
            if occurrences > 0 {
                found.push((article, occurrences));
            }
            postings.advance();
        }
        Ok(found)
    }

    fn word_in_part(&self, part: TextPart, word: &Word, reach: Reach) -> tantivy::Result<Scored> {
        let mut scored = Vec::new();
        let number = self.segment.number as usize;
        for source in word.within(reach) {
            let Some(info) = &source.list[number] else {
                continue;
            };
            for (article, occurrences) in self.in_part(&self.segment.text, info, part)? {
                scored.push((article, source.weight * self.share(article, occurrences)));
            }
        }
        Ok(best_of_each(scored))
    }

    fn phrase(&self, place: Place, words: &[Word]) -> tantivy::Result<Scored> {
        let field = self.fields.searched(place.field);
        let index = self.segment.reader.inverted_index(field)?;
        let Some(mut cursor) = PhraseCursor::open(&index, self.segment.number, words)? else {
            return Ok(Scored::default());
        };
        let weight = words.iter().map(best_weight).sum::<f32>();
        let mut found = Scored::default();
        let mut article = cursor.seek(0);
        while article != TERMINATED && self.deadline.goes_on() {
            let starts = cursor.starts(article);
            let occurrences = match place.part {
                None => starts.len(),
                Some(part) => {
                    let range = self.segment.positions_of(article, part);
                    starts.iter().filter(|start| range.contains(*start)).count()
                }
            };
            if occurrences > 0 {
                found.0.push(article);
                found
                    .1
                    .push(weight * self.share(article, occurrences as u32));
            }
            article = cursor.seek(article + 1);
        }
        Ok(found)
    }

    fn share(&self, article: DocId, occurrences: u32) -> f32 {
        let length = self.segment.lengths.fieldnorm_id(article);
        self.scoring.share(occurrences, length)
    }
}

/// Gives each block of a list.
fn each_block(list: &mut BlockSegmentPostings, mut take: impl FnMut(&[DocId])) {
    while !list.docs().is_empty() {
        take(list.docs());
        list.advance();
    }
}

/// Each article once, in order, with its best score.
fn best_of_each(mut scored: Vec<(DocId, f32)>) -> Scored {
    scored.sort_by(|one, other| one.0.cmp(&other.0).then(other.1.total_cmp(&one.1)));
    scored.dedup_by_key(|(article, _)| *article);
    scored.into_iter().unzip()
}

/// The weight of a word in a phrase: that of its most telling form.
fn best_weight(word: &Word) -> f32 {
    let weights = word.sources.iter().map(|source: &Source| source.weight);
    weights.fold(0.0, f32::max)
}
