//! One search: from parameters to what was found, for the API, the pages and everything after them.

use std::time::{Duration, Instant};

use aluehaku_index::engine::Reader;
use aluehaku_index::search::fields::FIELD_TABLE;
use aluehaku_index::search::request::Filters;
use aluehaku_index::search::response::{Basis, SearchResponse};
use aluehaku_query::{Warning, parse};

use super::params::read::{Reading, UnknownValue};
use super::params::{MAX_NUMBERED_HIT, Place, SearchParams};
use super::problem::Problem;
use super::warning::WarningView;
use crate::i18n::{Language, query_texts};

/// What a search found, and how it was read.
#[derive(Debug)]
pub(crate) struct Found {
    /// What was asked.
    pub(crate) params: SearchParams,
    /// What the engine answered.
    pub(crate) response: SearchResponse,
    /// Time that reading and answering took.
    pub(crate) took: Duration,
    query_warnings: Vec<Warning>,
    unknown_values: Vec<UnknownValue>,
}

/// Reads the search text and asks the index.
///
/// # Errors
/// When the index cannot be read.
pub(crate) fn search(reader: &dyn Reader, reading: Reading) -> Result<Found, Problem> {
    let started = Instant::now();
    let Reading {
        params,
        unknown_values,
        ..
    } = reading;
    let parsed = parse(&params.q, &FIELD_TABLE);
    let response = reader.search(&params.to_request(parsed.query))?;
    Ok(Found {
        params,
        response,
        took: started.elapsed(),
        query_warnings: parsed.warnings,
        unknown_values,
    })
}

/// How the words and values of a search are read where they are not read word for word, whatever is found.
pub(crate) fn warnings_of(reading: &Reading, language: Language) -> Vec<WarningView> {
    let q = &reading.params.q;
    let parsed = parse(q, &FIELD_TABLE);
    as_views(&parsed.warnings, &reading.unknown_values, q, language)
}

impl Found {
    /// How the search was read where it was not read word for word.
    pub(crate) fn warnings(&self, language: Language) -> Vec<WarningView> {
        let q = &self.params.q;
        let mut views = as_views(&self.query_warnings, &self.unknown_values, q, language);
        let nowhere = self.nowhere(language);
        let warnings = self.response.warnings.iter();
        let of_engine = warnings.map(|warning| WarningView::of_engine(warning, nowhere, language));
        let hyphens = self.response.hyphens.iter();
        let of_hyphens =
            hyphens.map(|reading| WarningView::of_hyphen(reading, &self.params, language));
        let of_basis = WarningView::of_basis(&self.response.basis, nowhere, language);
        views.extend(of_hyphens.chain(of_engine).chain(of_basis));
        views
    }

    /// Whether the hits are what was asked for: where they only have some of the words, those who count or
    /// follow a topic are told of none.
    pub(crate) fn is_whole(&self) -> bool {
        self.response.basis == Basis::Everything
    }

    /// Words that were left out, since no article has all of them.
    pub(crate) fn left_out(&self) -> &[String] {
        match &self.response.basis {
            Basis::SomeWords { left_out, .. } => left_out,
            Basis::Everything | Basis::Likeness => &[],
        }
    }

    /// Which articles do not have what was asked for.
    fn nowhere(&self, language: Language) -> &'static str {
        let t = query_texts(language);
        match self.params.filters == Filters::default() {
            true => t.no_article,
            false => t.no_filtered_article,
        }
    }

    /// The search for the next page; absent on the last one.
    ///
    /// Whoever pages by number stays with numbers as far as they reach; others get a cursor.
    pub(crate) fn next(&self) -> Option<SearchParams> {
        let cursor = self.response.next.clone()?;
        let reach = |page: usize| page.saturating_mul(self.params.per_page);
        let place = match self.params.place {
            Place::Number(page) if reach(page + 1) <= MAX_NUMBERED_HIT => Place::Number(page + 1),
            Place::Start | Place::Number(_) | Place::After(_) => Place::After(cursor),
        };
        Some(SearchParams {
            place,
            ..self.params.clone()
        })
    }

    /// The search for the previous page; absent on the first one and where a cursor led here.
    pub(crate) fn previous(&self) -> Option<SearchParams> {
        match self.params.place {
            Place::Number(page) if page > 1 => Some(SearchParams {
                place: Place::Number(page - 1),
                ..self.params.clone()
            }),
            Place::Start | Place::Number(_) | Place::After(_) => None,
        }
    }
}

fn as_views(
    of_query: &[Warning],
    of_values: &[UnknownValue],
    q: &str,
    language: Language,
) -> Vec<WarningView> {
    let of_query = of_query
        .iter()
        .map(|warning| WarningView::of_query(warning, q, language));
    let of_values = of_values
        .iter()
        .map(|unknown| WarningView::of_value(unknown, language));
    of_query.chain(of_values).collect()
}
