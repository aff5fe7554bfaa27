//! The lines of an export, some pages of hits after another from one state of the index.

use std::sync::Arc;

use aluehaku_index::engine::Reader;
use aluehaku_index::search::fields::FIELD_TABLE;
use aluehaku_index::search::request::SearchRequest;
use aluehaku_index::search::response::Hit;
use aluehaku_query::{Query, parse};
use jiff::civil::Date;

use super::aliases;
use super::citation::Cited;
use super::index_access::Parts;
use super::listing::{require_listed_persons, retain_listed};
use super::params::read::Reading;
use super::params::{CitationForm, CsvForm, Place, SearchParams};
use super::problem::Problem;
use super::state::AppState;
use super::view::article::ArticleView;
use crate::i18n::Language;
use crate::spreadsheet;

/// Hits read at a time.
const PAGE: usize = 200;

/// Columns of CSV; lists are joined by `; `.
pub(crate) const COLUMNS: [&str; 12] = [
    "id",
    "published",
    "source",
    "language",
    "title",
    "url",
    "regions",
    "municipalities",
    "persons",
    "organisations",
    "projects",
    "topics",
];

/// How lines are written.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Form {
    /// Values divided by commas or semicolons.
    Csv(CsvForm),
    /// One JSON object a line.
    JsonLines,
    /// Citations that name sources in a language, and the day.
    Citations(CitationForm, Language, Date),
}

/// The lines of an export, page by page.
pub(crate) struct Rows {
    reader: Arc<dyn Reader>,
    query: Query,
    params: SearchParams,
    form: Form,
    state: AppState,
    is_first: bool,
    is_done: bool,
}

impl Rows {
    /// Finds out how many lines there are, and is ready to write them.
    ///
    /// # Errors
    /// [`Code::PersonNotListed`](super::problem::Code::PersonNotListed), or when the index cannot be read.
    pub(crate) fn new(
        reader: Arc<dyn Reader>,
        mut reading: Reading,
        form: Form,
        state: AppState,
    ) -> Result<(u64, Self), Problem> {
        aliases::resolve(&mut reading, reader.as_ref(), state.history())?;
        let params = SearchParams {
            histogram: None,
            facets: Vec::new(),
            explain: false,
            per_page: PAGE,
            place: Place::Start,
            ..reading.params
        };
        require_listed_persons(reader.as_ref(), &params)?;
        let query = parse(&params.q, &FIELD_TABLE).query;
        let request = SearchRequest {
            time_limit: None,
            shows_hits: false,
            ..params.to_request(query.clone())
        };
        let total = reader.search(&request)?.total.value;
        let rows = Self {
            reader,
            query,
            params,
            form,
            state,
            is_first: true,
            is_done: false,
        };
        Ok((total, rows))
    }

    fn lines(&self, hits: &[Hit]) -> Vec<u8> {
        match self.form {
            Form::JsonLines => self.json_lines(hits),
            Form::Csv(form) => self.csv_lines(hits, form),
            Form::Citations(format, language, today) => {
                let cited = hits
                    .iter()
                    .map(|hit| Cited::new(&hit.article.article, &self.state, language, today));
                format.written(&cited.collect::<Vec<_>>()).into_bytes()
            }
        }
    }

    fn json_lines(&self, hits: &[Hit]) -> Vec<u8> {
        let mut lines = Vec::new();
        for hit in hits {
            let show = self.state.show(&hit.article.article);
            let view = ArticleView::new(hit.article.clone(), show);
            // A view is plain data, and memory takes every byte.
            let _ = serde_json::to_writer(&mut lines, &view);
            lines.push(b'\n');
        }
        lines
    }

    fn csv_lines(&self, hits: &[Hit], form: CsvForm) -> Vec<u8> {
        let mut lines = Vec::new();
        if self.is_first && form.has_bom {
            lines.extend_from_slice("\u{feff}".as_bytes());
        }
        let delimiter = if form.has_semicolons { b';' } else { b',' };
        let mut writer = csv::WriterBuilder::new()
            .delimiter(delimiter)
            .from_writer(&mut lines);
        // Memory takes every byte, and all lines are of one length.
        if self.is_first {
            let _ = writer.write_record(COLUMNS);
        }
        for hit in hits {
            let _ = writer.write_record(cells(hit));
        }
        drop(writer);
        lines
    }
}

impl Parts for Rows {
    fn next(&mut self) -> Result<Option<Vec<u8>>, Problem> {
        if self.is_done {
            return Ok(None);
        }
        let request = SearchRequest {
            time_limit: None,
            ..self.params.to_request(self.query.clone())
        };
        let mut response = self.reader.search(&request)?;
        for hit in &mut response.hits {
            retain_listed(self.reader.as_ref(), &mut hit.article.entities.persons)?;
        }
        let lines = self.lines(&response.hits);
        self.is_first = false;
        match response.next {
            Some(cursor) => self.params.place = Place::After(cursor),
            None => self.is_done = true,
        }
        Ok(Some(lines))
    }
}

fn cell(text: &str) -> String {
    spreadsheet::cell(text.to_owned())
}

fn cells(hit: &Hit) -> [String; COLUMNS.len()] {
    let article = &hit.article.article;
    let entities = &hit.article.entities;
    let list = |values: &[String]| cell(&values.join("; "));
    [
        cell(article.id.as_str()),
        article
            .published
            .map_or_else(String::new, |time| time.to_string()),
        cell(article.source.as_str()),
        cell(article.language.as_deref().unwrap_or_default()),
        cell(&article.title),
        cell(article.url.as_deref().unwrap_or_default()),
        list(&entities.regions),
        list(&entities.municipalities),
        list(&entities.persons),
        list(&entities.organisations),
        list(&entities.projects),
        list(&article.topics),
    ]
}
