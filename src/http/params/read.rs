//! From an address to [`SearchParams`] and a list of faults.
//!
//! Every fault is found in one go, and the parameters without fault are read all the same: the API
//! refuses the request with all of them named, a page shows its results and says what it left out.

use aluehaku_article::facet::Facet;
use jiff::civil::Date;
use url::form_urlencoded;

use super::draft::Draft;
use super::fault::Fault;
use super::names::{NameBook, Resolved};
use super::table::{self, Accepts, Endpoint};
use super::{
    CitationForm, CsvForm, MAX_FILTER_VALUES, MAX_NUMBERED_HIT, MAX_VALUE_CHARACTERS, Place,
    SearchParams,
};
use crate::i18n::Language;

/// An address as it was read.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    /// The parameters without fault.
    pub(crate) params: SearchParams,
    /// The form of an export as CSV.
    pub(crate) csv: CsvForm,
    /// In which form citations are asked for, where they are.
    pub(crate) citation_form: Option<CitationForm>,
    /// First day of the month of a calendar.
    pub(crate) month: Option<Date>,
    /// What is wrong with the others.
    pub(crate) faults: Vec<Fault>,
    /// Filter values that name nothing known, with the nearest known name.
    pub(crate) unknown_values: Vec<UnknownValue>,
}

/// A filter value that names nothing known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct UnknownValue {
    /// The filter.
    pub(crate) facet: Facet,
    /// As given.
    pub(crate) value: String,
    /// The known name it is probably a misspelling of.
    pub(crate) nearest: Option<String>,
}

/// Reads the part of an address after the question mark by the parameters that `endpoint` takes.
///
/// Parameters with nothing behind the equals sign count as absent: forms send all their fields.
pub(crate) fn read(query: &str, endpoint: Endpoint, names: NameBook<'_>) -> Reading {
    read_as(Manner::Lenient, query, endpoint, names)
}

/// The same for programs: a word, number or day with nothing behind the equals sign, or with blanks around it, is a
/// fault like any other value that cannot be used.
pub(crate) fn read_strictly(query: &str, endpoint: Endpoint, names: NameBook<'_>) -> Reading {
    read_as(Manner::Strict, query, endpoint, names)
}

/// How values are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Manner {
    /// Blanks count for nothing.
    Lenient,
    /// A value is as it is.
    Strict,
}

fn read_as(manner: Manner, query: &str, endpoint: Endpoint, names: NameBook<'_>) -> Reading {
    let mut reader = Reader {
        names,
        draft: Draft::default(),
        faults: Vec::new(),
        unknown_values: Vec::new(),
        seen: Vec::new(),
    };
    let mut filter_values = 0;
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        let Some(spec) = table::find(&name).filter(|spec| spec.belongs_to(endpoint)) else {
            let known = table::taken_by(endpoint).map(|spec| spec.name);
            let nearest = table::nearest(&name, known);
            reader.fault(Fault::Unknown {
                name: name.into_owned(),
                nearest,
            });
            continue;
        };
        let is_free = matches!(
            spec.accepts,
            Accepts::Text | Accepts::Filter(_) | Accepts::Cursor
        );
        let is_strict = manner == Manner::Strict && !is_free;
        if value.trim().is_empty() && !is_strict {
            continue;
        }
        if let Accepts::Filter(facet) = spec.accepts {
            filter_values += 1;
            if filter_values > MAX_FILTER_VALUES {
                reader.fault(Fault::TooMany(spec.name));
                break;
            }
            reader.filter(spec.name, facet, &value);
        } else if reader.seen.contains(&spec.name) {
            reader.fault(Fault::Repeated(spec.name));
        } else {
            reader.seen.push(spec.name);
            let value = if is_strict { &*value } else { value.trim() };
            if let Err(fault) = (spec.read)(&mut reader.draft, spec, value) {
                reader.fault(fault);
            }
        }
    }
    reader.finish()
}

/// The language that an address names, read on its own where nothing else matters.
pub(crate) fn read_language(query: &str) -> Option<Language> {
    form_urlencoded::parse(query.as_bytes())
        .find(|(name, _)| name == "ui")
        .and_then(|(_, value)| Language::from_code(&value))
}

struct Reader<'a> {
    names: NameBook<'a>,
    draft: Draft,
    faults: Vec<Fault>,
    unknown_values: Vec<UnknownValue>,
    seen: Vec<&'static str>,
}

impl Reader<'_> {
    fn fault(&mut self, fault: Fault) {
        // The same fault twice teaches nothing.
        if !self.faults.contains(&fault) {
            self.faults.push(fault);
        }
    }

    fn filter(&mut self, name: &'static str, facet: Facet, value: &str) {
        let (excluded, text) = match value.trim().strip_prefix('-') {
            Some(text) => (true, text.trim()),
            None => (false, value.trim()),
        };
        if text.chars().count() > MAX_VALUE_CHARACTERS {
            return self.fault(Fault::TooLong(name));
        }
        if text.is_empty() {
            return;
        }
        let value = match self.names.resolve(facet, text) {
            Resolved::Value(value) => value,
            Resolved::Unknown { value, nearest } => {
                let unknown = UnknownValue {
                    facet,
                    value: value.clone(),
                    nearest,
                };
                self.unknown_values.push(unknown);
                value
            }
        };
        self.draft.params.add_filter(facet, value, excluded);
    }

    /// The rules that bind several parameters together.
    fn finish(mut self) -> Reading {
        let filters = &mut self.draft.params.filters;
        if let (Some(from), Some(to)) = (filters.from, filters.to)
            && from > to
        {
            (filters.from, filters.to) = (None, None);
            self.fault(Fault::DatesReversed { from, to });
        }
        let per_page = self.draft.params.per_page;
        self.draft.params.place = match (self.draft.page, self.draft.after.take()) {
            (Some(_), Some(_)) => {
                self.fault(Fault::PageAndCursor);
                Place::Start
            }
            (Some(page), None) if page.saturating_mul(per_page) > MAX_NUMBERED_HIT => {
                self.fault(Fault::PageDepth);
                Place::Start
            }
            (Some(page), None) => Place::Number(page),
            (None, Some(cursor)) => Place::After(cursor),
            (None, None) => Place::Start,
        };
        Reading {
            params: self.draft.params,
            csv: self.draft.csv,
            citation_form: self.draft.citation_form,
            month: self.draft.month,
            faults: self.faults,
            unknown_values: self.unknown_values,
        }
    }
}

#[cfg(test)]
mod tests {
    use aluehaku_article::region::RegionRegister;
    use jiff::civil::date;

    use super::*;

    fn read_all(query: &str) -> Reading {
        let names = NameBook::new(RegionRegister::shipped(), &[]);
        read(query, Endpoint::Search, names)
    }

    fn params(query: &str) -> SearchParams {
        let reading = read_all(query);
        assert_eq!(reading.faults, [], "{query}");
        reading.params
    }

    #[track_caller]
    fn check_fault(query: &str, parameter: &str, detail: &str) {
        let faults = read_all(query).faults;
        let fault = faults
            .first()
            .unwrap_or_else(|| panic!("{query} has no fault"));
        assert_eq!(fault.parameter(), parameter, "{query}");
        let told = fault.detail(Language::English);
        assert!(told.contains(detail), "{query}: {told}");
    }

    #[test]
    fn empty_fields_of_a_form_count_as_absent() {
        assert_eq!(
            params("q=&region=&from=&to=&page=&sort=&facets="),
            SearchParams::default()
        );
    }

    #[test]
    fn programs_are_told_of_values_that_are_empty_or_have_blanks_around_them() {
        let names = || NameBook::new(RegionRegister::shipped(), &[]);
        for query in [
            "sort=",
            "page=",
            "page=+1",
            "from=",
            "to=%092022",
            "ui=",
            "histogram=+",
            "facets=%0c",
            "facets=region;",
            "per_page=5%20",
        ] {
            let reading = read_strictly(query, Endpoint::Search, names());
            assert_eq!(reading.faults.len(), 1, "{query}");
            assert_eq!(
                read(query, Endpoint::Search, names()).faults.len(),
                usize::from(query == "facets=region;"),
                "{query}"
            );
        }
        for query in [
            "q=",
            "region=",
            "facets=",
            "facets=region,+source",
            "after=",
        ] {
            let reading = read_strictly(query, Endpoint::Search, names());
            assert_eq!(reading.faults, [], "{query}");
        }
    }

    #[test]
    fn filters_gather_wanted_and_excluded_values_once() {
        let params = params("region=Nyland&region=-Lappi&region=uusimaa&source=kyt");
        let region = params.filter(Facet::Region).unwrap();
        assert_eq!(region.any_of, ["Uusimaa"]);
        assert_eq!(region.none_of, ["Lappi"]);
        assert_eq!(params.filter(Facet::Source).unwrap().any_of, ["kyt"]);
    }

    #[test]
    fn dates_of_any_coarseness_bound_the_days() {
        let filters = params("from=2022&to=2023-02").filters;
        assert_eq!(filters.from, Some(date(2022, 1, 1)));
        assert_eq!(filters.to, Some(date(2023, 2, 28)));
    }

    #[test]
    fn every_fault_names_its_parameter_and_what_is_accepted() {
        check_fault("regoin=x", "regoin", "`region`");
        check_fault("page=0", "page", "1 to 10000");
        check_fault("per_page=1000000000", "per_page", "1 to 100");
        check_fault("per_page=99999999999999999999999", "per_page", "1 to 100");
        check_fault("per_page=-1", "per_page", "1 to 100");
        check_fault("page=1001", "page", "10000");
        check_fault("page=99999999999999999999999", "page", "10000");
        check_fault("page=2&after=0000000000000000aa", "after", "not both");
        check_fault("after=forged", "after", "previous answer");
        check_fault("from=eilen", "from", "2022-10-06");
        check_fault("from=2023&to=2022", "from", "2022-12-31");
        check_fault("sort=title", "sort", "relevance, -published, published");
        check_fault("facets=region,colour", "facets", "colour");
        check_fault("facet_limit=0", "facet_limit", "1 to 500");
        check_fault("match=some", "match", "best, any, all");
        check_fault("explain=yes", "explain", "0, 1");
        check_fault("ui=de", "ui", "fi, sv, en");
        check_fault("q=a&q=b", "q", "only once");
        check_fault(&format!("person={}", "x".repeat(301)), "person", "300");
        check_fault(&"topic=x&".repeat(201), "topic", "200");
    }

    #[test]
    fn all_faults_are_named_and_the_rest_is_read() {
        let reading = read_all("q=sote&regoin=x&page=0&per_page=5");
        assert_eq!(reading.faults.len(), 2);
        assert_eq!(reading.params.q, "sote");
        assert_eq!(reading.params.per_page, 5);
    }

    #[test]
    fn a_cursor_and_a_page_number_exclude_each_other() {
        let cursor = "0000000000000001 61".replace(' ', "");
        assert!(matches!(
            params(&format!("after={cursor}")).place,
            Place::After(_)
        ));
        assert_eq!(
            read_all(&format!("after={cursor}&page=1")).faults,
            [Fault::PageAndCursor]
        );
    }

    #[test]
    fn bytes_that_are_no_text_do_no_harm() {
        assert_eq!(params("q=%ff%fe").q, "\u{fffd}\u{fffd}");
        assert_eq!(params("&&&q=a").q, "a");
    }
}
