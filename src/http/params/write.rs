//! From [`SearchParams`] back to an address, for the links of every answer.

use aluehaku_index::search::request::{Duplicates, Matching, Sort};
use url::form_urlencoded::Serializer;

use super::dates::{write_first_day, write_last_day};
use super::{FacetOrder, HISTOGRAM_STEPS, Place, SearchParams};

impl SearchParams {
    /// The part of an address after the question mark; what is as by default is left out.
    pub(crate) fn query_string(&self) -> String {
        let mut query = Serializer::new(String::new());
        for (name, value) in self.pairs() {
            query.append_pair(name, &value);
        }
        query.finish()
    }

    /// Name and value of everything that is not as by default, in the order of the table.
    pub(crate) fn pairs(&self) -> Vec<(&'static str, String)> {
        let default = Self::default();
        let mut pairs = Vec::new();
        let mut add = |name, value: String| pairs.push((name, value));
        if !self.q.is_empty() {
            add("q", self.q.clone());
        }
        match self.matching {
            Matching::Best => {}
            Matching::Any => add("match", "any".to_owned()),
            Matching::All => add("match", "all".to_owned()),
        }
        for filter in &self.filters.facets {
            let name = filter.facet.name();
            filter
                .any_of
                .iter()
                .for_each(|value| add(name, value.clone()));
            filter
                .none_of
                .iter()
                .for_each(|value| add(name, format!("-{value}")));
        }
        if let Some(from) = self.filters.from {
            add("from", write_first_day(from));
        }
        if let Some(to) = self.filters.to {
            add("to", write_last_day(to));
        }
        match self.sort {
            Sort::Relevance => {}
            Sort::NewestFirst => add("sort", "-published".to_owned()),
            Sort::OldestFirst => add("sort", "published".to_owned()),
        }
        match &self.place {
            Place::Start => {}
            Place::Number(page) => add("page", page.to_string()),
            Place::After(cursor) => add("after", cursor.to_string()),
        }
        if self.per_page != default.per_page {
            add("per_page", self.per_page.to_string());
        }
        if !self.facets.is_empty() {
            let names: Vec<_> = self.facets.iter().map(|facet| facet.name()).collect();
            add("facets", names.join(","));
        }
        if self.facet_limit != default.facet_limit {
            add("facet_limit", self.facet_limit.to_string());
        }
        if self.facet_order == FacetOrder::Label {
            add("facet_order", "label".to_owned());
        }
        if self.histogram != default.histogram {
            let mut named = HISTOGRAM_STEPS.iter();
            if let Some((name, _)) = named.find(|(_, step)| *step == self.histogram) {
                add("histogram", (*name).to_owned());
            }
        }
        if self.duplicates == Duplicates::Show {
            add("duplicates", "show".to_owned());
        }
        if self.explain {
            add("explain", "1".to_owned());
        }
        if let Some(language) = self.ui {
            add("ui", language.code().to_owned());
        }
        pairs
    }
}

#[cfg(test)]
mod tests {
    use aluehaku_article::region::RegionRegister;
    use proptest::prelude::*;

    use super::super::names::NameBook;
    use super::super::read::read;
    use super::super::table::PARAMETERS;
    use super::*;

    fn read_back(query: &str) -> SearchParams {
        let known: Vec<_> = PARAMETERS.iter().map(|spec| spec.name).collect();
        let reading = read(query, &known, NameBook::new(RegionRegister::shipped(), &[]));
        assert_eq!(reading.faults, [], "{query}");
        reading.params
    }

    #[test]
    fn defaults_need_no_words() {
        assert_eq!(SearchParams::default().query_string(), "");
    }

    #[test]
    fn a_whole_search_survives_the_round_trip() {
        let query = "q=sote+%22muutos+tuki%22&match=all&region=Uusimaa&region=-Lappi\
            &person=Aino+Esimerkki&from=2022&to=2023-02&sort=-published&page=3&per_page=20\
            &facets=region%2Cproject&facet_limit=50&histogram=0&duplicates=show&explain=1&ui=sv";
        assert_eq!(read_back(query).query_string(), query);
    }

    proptest! {
        #[test]
        fn any_text_survives_the_round_trip(q in "\\PC{0,60}", person in "[^-\\s]\\PC{0,30}") {
            let params = SearchParams { q: q.trim().to_owned(), ..SearchParams::default() };
            let person = person.trim();
            let params = params.with_filter(aluehaku_article::facet::Facet::Person, person);
            prop_assert_eq!(read_back(&params.query_string()), params);
        }

        #[test]
        fn reading_never_panics(query in "\\PC{0,200}") {
            let known: Vec<_> = PARAMETERS.iter().map(|spec| spec.name).collect();
            read(&query, &known, NameBook::new(RegionRegister::shipped(), &[]));
        }
    }
}
