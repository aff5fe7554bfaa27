//! From an address to [`SearchParams`] and a list of faults.
//!
//! Every fault is found in one go, and the parameters without fault are read all the same: the API
//! refuses the request with all of them named, a page shows its results and says what it left out.

use std::str::FromStr;

use aluehaku_article::facet::Facet;
use aluehaku_index::search::cursor::Cursor;
use aluehaku_index::search::request::{Duplicates, Matching, Sort};
use jiff::civil::Date;
use url::form_urlencoded;

use super::dates::{first_day, last_day};
use super::fault::Fault;
use super::names::{NameBook, Resolved};
use super::table::{self, Accepts};
use super::{
    CsvForm, FacetOrder, HISTOGRAM_STEPS, MAX_FILTER_VALUES, MAX_NUMBERED_HIT,
    MAX_VALUE_CHARACTERS, Place, SearchParams,
};
use crate::i18n::Language;

/// An address as it was read.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    /// The parameters without fault.
    pub(crate) params: SearchParams,
    /// The form of an export as CSV.
    pub(crate) csv: CsvForm,
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

/// Reads the part of an address after the question mark; `known` are the parameters accepted here.
///
/// Parameters with nothing behind the equals sign count as absent: forms send all their fields.
pub(crate) fn read(query: &str, known: &[&'static str], names: NameBook<'_>) -> Reading {
    let mut reader = Reader {
        names,
        reading: Reading::default(),
        seen: Vec::new(),
        page: None,
        after: None,
    };
    let mut filter_values = 0;
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        let accepted = known.contains(&name.as_ref());
        let Some(spec) = table::find(&name).filter(|_| accepted) else {
            let nearest = table::nearest(&name, known.iter().copied());
            reader.fault(Fault::Unknown {
                name: name.into_owned(),
                nearest,
            });
            continue;
        };
        if value.trim().is_empty() {
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
            reader.single(spec.name, spec.accepts, &value);
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
    reading: Reading,
    seen: Vec<&'static str>,
    page: Option<usize>,
    after: Option<Cursor>,
}

impl Reader<'_> {
    fn fault(&mut self, fault: Fault) {
        // The same fault twice teaches nothing.
        if !self.reading.faults.contains(&fault) {
            self.reading.faults.push(fault);
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
                self.reading.unknown_values.push(unknown);
                value
            }
        };
        self.reading.params.add_filter(facet, value, excluded);
    }

    fn single(&mut self, name: &'static str, accepts: Accepts, value: &str) {
        match accepts {
            Accepts::Text => self.text(name, value),
            Accepts::Date => self.date(name, value),
            Accepts::Month => self.month(name, value),
            Accepts::OneOf(words) => self.word(name, words, value.trim()),
            Accepts::Number { min, max, .. } => self.number(name, min, max, value.trim()),
            Accepts::FacetList => self.facet_list(name, value),
            Accepts::Language => self.language(name, value.trim()),
            Accepts::Filter(_) => {}
        }
    }

    fn text(&mut self, name: &'static str, value: &str) {
        if name == "after" {
            match Cursor::from_str(value.trim()) {
                Ok(cursor) => self.after = Some(cursor),
                Err(_) => self.fault(Fault::Cursor),
            }
        } else {
            value.trim().clone_into(&mut self.reading.params.q);
        }
    }

    fn date(&mut self, name: &'static str, value: &str) {
        let filters = &mut self.reading.params.filters;
        let (date, place) = match name {
            "from" => (first_day(value), &mut filters.from),
            _ => (last_day(value), &mut filters.to),
        };
        match date {
            Some(date) => *place = Some(date),
            None => self.fault(Fault::Date {
                name,
                value: value.to_owned(),
            }),
        }
    }

    fn month(&mut self, name: &'static str, value: &str) {
        self.reading.month = first_day(value).filter(|_| value.trim().len() == 7);
        if self.reading.month.is_none() {
            self.fault(Fault::Month {
                name,
                value: value.to_owned(),
            });
        }
    }

    fn word(&mut self, name: &'static str, words: &[&'static str], value: &str) {
        let params = &mut self.reading.params;
        let mut steps = HISTOGRAM_STEPS.iter();
        if name == "histogram"
            && let Some((_, step)) = steps.find(|(name, _)| *name == value)
        {
            params.histogram = *step;
            return;
        }
        match (name, value) {
            ("match", "best") => params.matching = Matching::Best,
            ("match", "any") => params.matching = Matching::Any,
            ("match", "all") => params.matching = Matching::All,
            ("sort", "relevance") => params.sort = Sort::Relevance,
            ("sort", "-published") => params.sort = Sort::NewestFirst,
            ("sort", "published") => params.sort = Sort::OldestFirst,
            ("duplicates", "fold") => params.duplicates = Duplicates::Fold,
            ("duplicates", "show") => params.duplicates = Duplicates::Show,
            ("explain", "0" | "1") => params.explain = value == "1",
            ("facet_order", "count") => params.facet_order = FacetOrder::Count,
            ("facet_order", "label") => params.facet_order = FacetOrder::Label,
            ("delimiter", "comma" | "semicolon") => {
                self.reading.csv.has_semicolons = value == "semicolon";
            }
            ("bom", "0" | "1") => self.reading.csv.has_bom = value == "1",
            _ => {
                let allowed = words.join(", ");
                self.fault(Fault::NotAllowed {
                    name,
                    value: value.to_owned(),
                    allowed,
                });
            }
        }
    }

    fn number(&mut self, name: &'static str, min: usize, max: Option<usize>, value: &str) {
        let max = max.unwrap_or(MAX_NUMBERED_HIT);
        let is_plain = value.bytes().all(|byte| byte.is_ascii_digit());
        // A number too large to hold is beyond every bound.
        let number = is_plain.then(|| value.parse().unwrap_or(usize::MAX));
        match (name, number) {
            ("page", Some(page)) if page > max => self.fault(Fault::PageDepth),
            (_, Some(number)) if (min..=max).contains(&number) => match name {
                "page" => self.page = Some(number),
                "per_page" => self.reading.params.per_page = number,
                _ => self.reading.params.facet_limit = number,
            },
            _ => self.fault(Fault::Number {
                name,
                value: value.to_owned(),
                min,
                max,
            }),
        }
    }

    fn language(&mut self, name: &'static str, value: &str) {
        self.reading.params.ui = Language::from_code(value);
        if self.reading.params.ui.is_none() {
            let allowed = Language::ALL.map(Language::code).join(", ");
            self.fault(Fault::NotAllowed {
                name,
                value: value.to_owned(),
                allowed,
            });
        }
    }

    fn facet_list(&mut self, name: &'static str, value: &str) {
        for word in value
            .split(',')
            .map(str::trim)
            .filter(|word| !word.is_empty())
        {
            let Some(facet) = Facet::from_name(word) else {
                let allowed = Facet::ALL.map(Facet::name).join(", ");
                self.fault(Fault::NotAllowed {
                    name,
                    value: word.to_owned(),
                    allowed,
                });
                continue;
            };
            if !self.reading.params.facets.contains(&facet) {
                self.reading.params.facets.push(facet);
            }
        }
    }

    /// The rules that bind several parameters together.
    fn finish(mut self) -> Reading {
        let filters = &mut self.reading.params.filters;
        if let (Some(from), Some(to)) = (filters.from, filters.to)
            && from > to
        {
            (filters.from, filters.to) = (None, None);
            self.fault(Fault::DatesReversed { from, to });
        }
        let per_page = self.reading.params.per_page;
        self.reading.params.place = match (self.page, self.after.take()) {
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
        self.reading
    }
}

#[cfg(test)]
mod tests {
    use aluehaku_article::region::RegionRegister;
    use jiff::civil::date;

    use super::*;

    fn read_all(query: &str) -> Reading {
        let known: Vec<_> = table::PARAMETERS.iter().map(|spec| spec.name).collect();
        read(query, &known, NameBook::new(RegionRegister::shipped(), &[]))
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
        check_fault("page=2&after=0000000000000000aa", "after", "cursor");
        check_fault("after=forged", "after", "previous answer");
        check_fault("from=eilen", "from", "2022-10-06");
        check_fault("from=2023&to=2022", "from", "2022-12-31");
        check_fault("sort=title", "sort", "relevance, -published, published");
        check_fault("facets=region,colour", "facets", "colour");
        check_fault("facet_limit=0", "facet_limit", "1 to 500");
        check_fault("match=some", "match", "any, all");
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
