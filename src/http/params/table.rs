//! The table of parameters: name, what it accepts, who takes it, how it is read and written, and what the API
//! description says of it. All who search, the links of answers and the command line follow from it.

use std::sync::LazyLock;

use aluehaku_article::facet::Facet;
use aluehaku_article::region::RegionKind;
use aluehaku_index::search::request::{Duplicates, HistogramStep, Matching, Sort};

use super::dates::{first_day, last_day, write_first_day, write_last_day};
use super::fault::Fault;
use super::spec::{choice, written_choice};
use super::{
    CitationForm, DEFAULT_FACET_LIMIT, DEFAULT_PER_PAGE, FacetOrder, MAX_FACET_LIMIT, MAX_PER_PAGE,
    Place,
};
use crate::i18n::Language;
use crate::i18n::collation::initial;

pub(crate) use super::spec::{Accepts, Endpoint, ParameterSpec};

/// Every parameter, in the order in which links write them.
pub(crate) static PARAMETERS: LazyLock<Vec<ParameterSpec>> = LazyLock::new(|| {
    let filters = Facet::ALL.map(filter);
    [
        &choosing()[..],
        &filters,
        &days(),
        &lists(),
        &showing(),
        &forms(),
    ]
    .concat()
});

/// Which articles the words choose.
fn choosing() -> [ParameterSpec; 2] {
    use Endpoint::{Compare, Events, Export, Facet, Names, Quotes, Regions, Search, Suggest};
    [
        ParameterSpec {
            name: "q",
            accepts: Accepts::Text,
            endpoints: &[
                Search, Facet, Suggest, Export, Events, Quotes, Names, Regions, Compare,
            ],
            read: |draft, _, text| {
                text.clone_into(&mut draft.params.q);
                Ok(())
            },
            write: |params| Some(params.q.clone()).filter(|text| !text.is_empty()),
            description: "Search text: words, `\"phrase\"`, `-word`, `OR`, `( )`, `prefix*`, \
                `field:value`, `=\"exact form\"`. Never refused: `warnings` says how a clumsy one was read. \
                Without it every article matches.",
        },
        written_choice!(
            "match",
            matching,
            [
                ("best", Matching::Best),
                ("any", Matching::Any),
                ("all", Matching::All)
            ],
            &[Search, Export, Events, Quotes, Compare],
            "`best` finds and counts articles that surely have every word, in any form or inside a compound, \
            and where none has, those with the most telling of them; articles that come close follow apart. \
            `any` ranks every article with some word; `all` demands every word and leaves none out."
        ),
    ]
}

/// The filter of a facet.
fn filter(facet: Facet) -> ParameterSpec {
    use Endpoint::{Compare, Events, Export, Facet as Values, Names, Quotes, Regions, Search};
    ParameterSpec {
        name: facet.name(),
        accepts: Accepts::Filter(facet),
        endpoints: &[
            Search, Values, Export, Events, Quotes, Names, Regions, Compare,
        ],
        read: |_, _, _| Ok(()),
        write: |_| None,
        description: facet.description(),
    }
}

/// Which days.
fn days() -> [ParameterSpec; 3] {
    use Endpoint::{Compare, Events, Export, Facet, Names, Quotes, Regions, Search};
    [
        ParameterSpec {
            name: "from",
            accepts: Accepts::Date,
            endpoints: &[
                Search, Facet, Export, Events, Quotes, Names, Regions, Compare,
            ],
            read: |draft, spec, text| {
                let day = first_day(text).ok_or_else(|| spec.no_date(text))?;
                draft.params.filters.from = Some(day);
                Ok(())
            },
            write: |params| params.filters.from.map(write_first_day),
            description: "Published on this Finnish day or later: `2022-10-06`, or the \
                first day of `2022-10` or `2022`.",
        },
        ParameterSpec {
            name: "to",
            accepts: Accepts::Date,
            endpoints: &[
                Search, Facet, Export, Events, Quotes, Names, Regions, Compare,
            ],
            read: |draft, spec, text| {
                let day = last_day(text).ok_or_else(|| spec.no_date(text))?;
                draft.params.filters.to = Some(day);
                Ok(())
            },
            write: |params| params.filters.to.map(write_last_day),
            description: "Published on this Finnish day or earlier: `2022-10-06`, or the \
                last day of `2022-10` or `2022`.",
        },
        ParameterSpec {
            name: "month",
            accepts: Accepts::Month,
            endpoints: &[Events],
            read: |draft, spec, text| {
                let first = first_day(text).filter(|_| text.len() == "2022-10".len());
                draft.month = Some(first.ok_or_else(|| Fault::Month {
                    name: spec.name,
                    value: text.to_owned(),
                })?);
                Ok(())
            },
            write: |_| None,
            description: "The events of a month, past or coming: `2022-10`. Without it those to come.",
        },
    ]
}

/// Which names of a list.
fn lists() -> [ParameterSpec; 3] {
    use Endpoint::{Compare, Names, Regions};
    [
        ParameterSpec {
            name: "letter",
            accepts: Accepts::Letter,
            endpoints: &[Names, Regions],
            read: |draft, spec, text| {
                let mut letters = text.chars();
                let only = letters.next().filter(|_| letters.next().is_none());
                draft.params.letter = Some(initial(only.ok_or_else(|| Fault::NotAllowed {
                    name: spec.name,
                    value: text.to_owned(),
                    allowed: "A–Ö, #".to_owned(),
                })?));
                Ok(())
            },
            write: |params| params.letter.map(String::from),
            description: "Only names that begin with this letter, persons by surname; `#` for those that \
                begin with none.",
        },
        written_choice!(
            "kind",
            kind,
            [
                ("all", None),
                ("region", Some(RegionKind::Maakunta)),
                ("hyvinvointialue", Some(RegionKind::Hyvinvointialue)),
                ("municipality", Some(RegionKind::Municipality))
            ],
            &[Regions],
            "Only maakunnat, wellbeing services counties or municipalities."
        ),
        written_choice!(
            "by",
            compared_by,
            [
                ("told", Facet::Region),
                ("published", Facet::PublisherRegion)
            ],
            &[Compare],
            "Whether articles count for the regions that they tell about or for those that they are published in."
        ),
    ]
}

/// In what order and how much of it.
fn showing() -> [ParameterSpec; 10] {
    use Endpoint::{Export, Facet as Values, Names, Quotes, Regions, Search, Similar, Suggest};
    [
        written_choice!(
            "sort",
            sort,
            [
                ("relevance", Sort::Relevance),
                ("-published", Sort::NewestFirst),
                ("published", Sort::OldestFirst)
            ],
            &[Search, Export],
            "Order of the hits: best first, newest first, oldest first; undated ones come last."
        ),
        ParameterSpec {
            name: "page",
            accepts: Accepts::Number {
                min: 1,
                max: None,
                default: 1,
            },
            endpoints: &[Search, Names, Regions],
            read: |draft, spec, text| {
                draft.page = Some(spec.number(text)?);
                Ok(())
            },
            write: |params| match &params.place {
                Place::Number(page) => Some(page.to_string()),
                Place::Start | Place::After(_) => None,
            },
            description: "Page by number, up to the 10,000th hit (`page` times `per_page`); not together with `after`.",
        },
        ParameterSpec {
            name: "per_page",
            accepts: Accepts::Number {
                min: 1,
                max: Some(MAX_PER_PAGE),
                default: DEFAULT_PER_PAGE,
            },
            endpoints: &[Search, Suggest, Similar, Quotes, Names, Regions],
            read: |draft, spec, text| {
                draft.params.per_page = spec.number(text)?;
                Ok(())
            },
            write: |params| other_than(params.per_page, DEFAULT_PER_PAGE),
            description: "Hits on a page.",
        },
        ParameterSpec {
            name: "after",
            accepts: Accepts::Cursor,
            endpoints: &[Search, Quotes],
            read: |draft, _, text| {
                draft.after = Some(text.parse().map_err(|_| Fault::Cursor)?);
                Ok(())
            },
            write: |params| match &params.place {
                Place::After(cursor) => Some(cursor.to_string()),
                Place::Start | Place::Number(_) => None,
            },
            description: "Cursor from `next` of the previous answer, to go through all \
                hits; not together with `page`.",
        },
        ParameterSpec {
            name: "facets",
            accepts: Accepts::FacetList,
            endpoints: &[Search],
            read: |draft, spec, text| {
                let words = text.split(',').map(|word| word.trim_matches(' '));
                for word in words.filter(|word| !word.is_empty()) {
                    let facet = Facet::from_name(word).ok_or_else(|| spec.not_allowed(word))?;
                    if !draft.params.facets.contains(&facet) {
                        draft.params.facets.push(facet);
                    }
                }
                Ok(())
            },
            write: |params| {
                let names: Vec<_> = params.facets.iter().map(|facet| facet.name()).collect();
                (!names.is_empty()).then(|| names.join(","))
            },
            description: "Facets to count, with commas between them.",
        },
        ParameterSpec {
            name: "facet_limit",
            accepts: Accepts::Number {
                min: 1,
                max: Some(MAX_FACET_LIMIT),
                default: DEFAULT_FACET_LIMIT,
            },
            endpoints: &[Search, Values],
            read: |draft, spec, text| {
                draft.params.facet_limit = spec.number(text)?;
                Ok(())
            },
            write: |params| other_than(params.facet_limit, DEFAULT_FACET_LIMIT),
            description: "Most buckets per facet; selected values come on top.",
        },
        written_choice!(
            "facet_order",
            facet_order,
            [("count", FacetOrder::Count), ("label", FacetOrder::Label)],
            &[Search, Values, Names, Regions],
            "Order of the buckets shown: most frequent first, or by label in the order of the Finnish alphabet."
        ),
        written_choice!(
            "histogram",
            histogram,
            [
                ("1", Some(HistogramStep::Fitting)),
                ("0", None),
                ("day", Some(HistogramStep::Day)),
                ("week", Some(HistogramStep::Week)),
                ("month", Some(HistogramStep::Month)),
                ("year", Some(HistogramStep::Year))
            ],
            &[Search],
            "Whether to count hits by time of publication: `1` in the finest steps that need at most 60 \
            bars, or in steps of a name."
        ),
        written_choice!(
            "duplicates",
            duplicates,
            [("fold", Duplicates::Fold), ("show", Duplicates::Show)],
            &[Search, Export],
            "Whether near-copies are folded into one hit with `also_on`, or shown each for itself."
        ),
        written_choice!(
            "explain",
            explain,
            [("0", false), ("1", true)],
            &[Search],
            "Whether each hit says `why` it matched."
        ),
    ]
}

/// In what form and language.
fn forms() -> [ParameterSpec; 4] {
    use Endpoint::{
        Article, Compare, Events, Export, Facet, Labels, Names, Quotes, Regions, Search, Similar,
        Suggest,
    };
    [
        choice!(
            "delimiter",
            csv.has_semicolons,
            [("comma", false), ("semicolon", true)],
            &[Export],
            "What stands between the values of a line of CSV."
        ),
        choice!(
            "bom",
            csv.has_bom,
            [("0", false), ("1", true)],
            &[Export],
            "Whether CSV begins with a byte order mark, by which spreadsheet programs know UTF-8."
        ),
        choice!(
            "format",
            citation_form,
            [
                ("json", None),
                ("ris", Some(CitationForm::Ris)),
                ("bibtex", Some(CitationForm::Bibtex))
            ],
            &[Search, Article],
            "Citations instead: `ris` for Zotero, EndNote and their like, `bibtex` for LaTeX."
        ),
        ParameterSpec {
            name: "ui",
            accepts: Accepts::Language,
            endpoints: &[
                Search, Facet, Suggest, Similar, Article, Export, Events, Quotes, Labels, Names,
                Regions, Compare,
            ],
            read: |draft, spec, code| {
                let language = Language::from_code(code);
                draft.params.ui = Some(language.ok_or_else(|| spec.not_allowed(code))?);
                Ok(())
            },
            write: |params| params.ui.map(|language| language.code().to_owned()),
            description: "Language of labels and messages; otherwise `Accept-Language` decides, else labels are \
                Finnish and messages English.",
        },
    ]
}

/// A number that is not the default.
fn other_than(number: usize, default: usize) -> Option<String> {
    (number != default).then(|| number.to_string())
}

/// The parameter with a name.
pub(crate) fn find(name: &str) -> Option<&'static ParameterSpec> {
    PARAMETERS.iter().find(|spec| spec.name == name)
}

/// The parameters that somebody takes, in order.
pub(crate) fn taken_by(endpoint: Endpoint) -> impl Iterator<Item = &'static ParameterSpec> {
    let all = PARAMETERS.iter();
    all.filter(move |spec| spec.belongs_to(endpoint))
}

/// The known name that a name is probably a misspelling of.
pub(crate) fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    const SIMILAR_ENOUGH: f64 = 0.6;
    let name = name.to_lowercase();
    known
        .into_iter()
        .map(|candidate| {
            (
                strsim::normalized_damerau_levenshtein(&name, &candidate.to_lowercase()),
                candidate,
            )
        })
        .filter(|(similarity, _)| *similarity >= SIMILAR_ENOUGH)
        .max_by(|(left, _), (right, _)| left.total_cmp(right))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_facet_is_a_filter_of_its_own_name() {
        for facet in Facet::ALL {
            let spec = find(facet.name()).unwrap();
            assert_eq!(spec.accepts, Accepts::Filter(facet));
            assert!(spec.belongs_to(Endpoint::Facet));
        }
    }

    #[test]
    fn a_misspelt_name_leads_to_the_nearest() {
        let nearest = |name| nearest(name, PARAMETERS.iter().map(|spec| spec.name));
        assert_eq!(nearest("regoin"), Some("region"));
        assert_eq!(nearest("perpage"), Some("per_page"));
        assert_eq!(nearest("Page"), Some("page"));
        assert_eq!(nearest("colour"), None);
    }
}
