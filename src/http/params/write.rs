//! From [`SearchParams`] back to an address, for the links of every answer.

use aluehaku_article::facet::Facet;
use url::form_urlencoded::Serializer;

use super::SearchParams;
use super::table::{self, Accepts};

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
        let mut pairs = Vec::new();
        for spec in table::PARAMETERS.iter() {
            match spec.accepts {
                // Filters stand in the order in which they were chosen.
                Accepts::Filter(facet) if facet == Facet::ALL[0] => {
                    pairs.extend(self.filter_pairs());
                }
                Accepts::Filter(_) => {}
                _ => pairs.extend((spec.write)(self).map(|value| (spec.name, value))),
            }
        }
        pairs
    }

    fn filter_pairs(&self) -> impl Iterator<Item = (&'static str, String)> {
        self.filters.facets.iter().flat_map(|filter| {
            let name = filter.facet.name();
            let wanted = filter.any_of.iter().cloned();
            let excluded = filter.none_of.iter().map(|value| format!("-{value}"));
            wanted.chain(excluded).map(move |value| (name, value))
        })
    }
}

#[cfg(test)]
mod tests {
    use aluehaku_article::region::RegionRegister;
    use proptest::prelude::*;

    use super::super::names::NameBook;
    use super::super::read::read;
    use super::super::table::Endpoint;
    use super::*;

    fn read_back(query: &str) -> SearchParams {
        let names = NameBook::new(RegionRegister::shipped(), &[]);
        let reading = read(query, Endpoint::Search, names);
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
            let params = params.with_filter(Facet::Person, person);
            prop_assert_eq!(read_back(&params.query_string()), params);
        }

        #[test]
        fn reading_never_panics(query in "\\PC{0,200}") {
            let names = NameBook::new(RegionRegister::shipped(), &[]);
            read(&query, Endpoint::Search, names);
        }
    }
}
