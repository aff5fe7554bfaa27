//! Holds segments against those that tantivy writes itself, file by file.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use tantivy::directory::MmapDirectory;
use tantivy::indexer::NoMergePolicy;
use tantivy::tokenizer::{RawTokenizer, TextAnalyzer, Token, TokenStream, Tokenizer};
use tantivy::{Index, IndexWriter, TantivyDocument};
use tempfile::TempDir;

use super::{KnownWords, SegmentBuilder};
use crate::analysis::finnish::FinnishAnalyzer;
use crate::document::TextLanguages;
use crate::document::encoding::{Encoder, TERM, WORDS};
use crate::embedded::writing::document::{add_document, columns, names};
use crate::embedded::writing::schema::Fields;
use crate::embedded::writing::tokens::TOKENIZER;
use crate::engine::Document;
use crate::search::response::IndexedArticle;
use aluehaku_article::ids::{ArticleId, SourceId};
use aluehaku_article::{Article, EnrichedArticle, Entities};
use aluehaku_finnish::Finnish;

/// Gives tantivy the terms of encoded words one after another.
#[derive(Clone, Default)]
struct TypedTerms;

struct Terms {
    terms: Vec<(usize, String)>,
    next: usize,
    token: Token,
}

impl Tokenizer for TypedTerms {
    type TokenStream<'a> = Terms;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Terms {
        let mut all = Vec::new();
        let marks = text.match_indices(WORDS);
        for (position, (start, mark)) in marks.enumerate() {
            let times = WORDS.iter().position(|word| mark.starts_with(*word));
            let word = text[start + 1..].split(WORDS).next().unwrap_or_default();
            for term in word.split(TERM).skip(1) {
                all.extend((0..=times.unwrap()).map(|_| (position, term.to_owned())));
            }
        }
        Terms {
            terms: all,
            next: 0,
            token: Token::default(),
        }
    }
}

impl TokenStream for Terms {
    fn advance(&mut self) -> bool {
        let Some((position, text)) = self.terms.get(self.next) else {
            return false;
        };
        self.next += 1;
        self.token.position = *position;
        self.token.text.clone_from(text);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

/// The articles of a small paper: long ones and empty ones, in two languages, with words that are hidden, that are
/// short for others and that occur in hundreds of articles.
fn articles() -> Vec<EnrichedArticle> {
    let article = |number: usize| {
        let id = ArticleId::from_canonical_url(&format!("https://lehti.example/{number}"));
        let source = SourceId::new("lehti").expect("is a word");
        let body = match number % 4 {
            0 => String::new(),
            1 => format!("Kylätalon remontti alkaa. Remonttia tehdään {number} päivää, kertoo Aino Kuusi.\n").repeat(number / 7),
            2 => "Sosiaali- ja terveyspalvelut, järjestöjen sote-muutostuki -hanke: kysy aino@kyla.example tai 040 123 4567.".to_owned(),
            _ => "Föreningen i byn ordnar en fest och alla är välkomna att dansa. Kylätalo on auki.".to_owned(),
        };
        let article = Article {
            title: format!("Kylän talo numero {}", number % 9),
            lead: number
                .is_multiple_of(3)
                .then(|| "Talo talolta, kylä kylältä".to_owned()),
            body,
            authors: vec!["Aino Kuusi".to_owned(), String::new(), "Aino".to_owned()],
            language: Some(if number % 4 == 3 { "sv" } else { "fi" }.to_owned()),
            ..Article::new(id, source)
        };
        EnrichedArticle {
            entities: Entities {
                persons: vec!["Aino Kuusi".to_owned(), "Onni Mänty".to_owned()],
                regions: vec!["Lappi".to_owned(); number % 3],
                ..Entities::default()
            },
            ..EnrichedArticle::from(article)
        }
    };
    (0..400).map(article).collect()
}

fn analyzer() -> FinnishAnalyzer {
    FinnishAnalyzer::new(Arc::new(Finnish::new(None)), 0)
}

fn document(article: &EnrichedArticle) -> Document<'_> {
    Document {
        article,
        publisher_region: Some("Lappi"),
    }
}

/// An article with its encoded words as values, for tantivy to take apart.
fn with_encoded_words(encoder: &mut Encoder, article: &EnrichedArticle) -> TantivyDocument {
    let (_, fields) = Fields::new();
    let indexed = IndexedArticle::masked(document(article));
    let languages = TextLanguages::of(&indexed.article);
    let mut text = String::new();
    let starts = encoder.article(&indexed.article, &languages, &mut text);
    let mut target = columns(&fields, &indexed, &starts, None);
    target.add_text(fields.text, text);
    for (field, name) in names(&fields, &indexed) {
        let mut words = String::new();
        encoder.name(name, languages.main, &mut words);
        target.add_text(field, words);
    }
    target
}

/// Writes some articles as the segment after one with all of them, with a run on the disk after so many.
fn second_segment(folder: &Path, articles: &[EnrichedArticle], run: usize) {
    let index = empty_index(folder);
    let (schema, fields) = Fields::new();
    let mut known = KnownWords::none(&schema);
    for articles in [&self::articles(), articles] {
        let mut builder = SegmentBuilder::new(index.new_segment(), known).unwrap();
        for (number, article) in (1..).zip(articles) {
            add_document(&fields, &analyzer(), document(article), &mut builder).unwrap();
            if number % run == 0 {
                builder.spill().unwrap();
            }
        }
        let (segment, words) = builder.finish().unwrap();
        assert_eq!(segment.max_doc() as usize, articles.len());
        known = words;
        if articles.len() == self::articles().len() {
            fs::read_dir(folder)
                .unwrap()
                .map(|entry| entry.unwrap().path())
                .filter(|path| path.to_string_lossy().contains(&segment.id().uuid_string()))
                .for_each(|path| fs::remove_file(path).unwrap());
        }
    }
}

fn empty_index(folder: &Path) -> Index {
    let (schema, _) = Fields::new();
    let directory = MmapDirectory::open(folder).unwrap();
    Index::create(directory, schema, tantivy::IndexSettings::default()).unwrap()
}

/// The files of the only segment by their endings.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let paths = entries.map(|entry| entry.path());
    let parts = ["term", "idx", "pos", "fieldnorm", "fast", "store"];
    let ending = |path: &Path| {
        path.extension()
            .map(|end| end.to_string_lossy().into_owned())
    };
    paths
        .filter_map(|path| Some((ending(&path)?, path)))
        .filter(|(ending, _)| parts.contains(&ending.as_str()))
        .map(|(ending, path)| (ending, fs::read(path).unwrap()))
        .collect()
}

#[test]
fn a_segment_is_the_one_that_tantivy_writes() {
    assert_the_same_segment(usize::MAX);
}

#[test]
fn a_segment_of_several_runs_is_the_one_that_tantivy_writes() {
    assert_the_same_segment(130);
}

fn assert_the_same_segment(run: usize) {
    let [theirs, ours] = [(); 2].map(|()| TempDir::new().unwrap());
    let index = empty_index(theirs.path());
    index.tokenizers().register(TOKENIZER, TypedTerms);
    let raw = TextAnalyzer::from(RawTokenizer::default());
    index.tokenizers().register("raw", raw);
    let mut writer: IndexWriter = index.writer_with_num_threads(1, 60_000_000).unwrap();
    writer.set_merge_policy(Box::new(NoMergePolicy));
    let mut encoder = Encoder::new(Arc::new(analyzer()));
    let articles = articles();
    let some = &articles[..390];
    for article in some {
        let document = with_encoded_words(&mut encoder, article);
        writer.add_document(document).unwrap();
    }
    writer.commit().unwrap();
    second_segment(ours.path(), some, run);
    let (theirs, ours) = (files(theirs.path()), files(ours.path()));
    assert_eq!(ours.len(), 6);
    for (part, bytes) in &theirs {
        assert!(ours[part] == *bytes, "{part} differs");
    }
}

#[test]
fn a_value_is_known_while_its_document_waits() {
    let folder = TempDir::new().unwrap();
    let (schema, fields) = Fields::new();
    let segment = empty_index(folder.path()).new_segment();
    let mut builder = SegmentBuilder::new(segment, KnownWords::none(&schema)).unwrap();
    let articles = articles();
    for article in &articles[..20] {
        add_document(&fields, &analyzer(), document(article), &mut builder).unwrap();
    }
    let is_known =
        |article: &EnrichedArticle| builder.has_value(fields.id, article.article.id.as_str());
    assert!(is_known(&articles[7]));
    assert!(!is_known(&articles[20]));
}
