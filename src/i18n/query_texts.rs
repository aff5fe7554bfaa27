//! The third table of texts: how a query was read, what comes close to it, and why articles were found.

use super::language::Language;
use super::messages::messages;

/// The texts of a language.
#[must_use]
pub fn query_texts(language: Language) -> &'static QueryTexts {
    match language {
        Language::Finnish => &FINNISH,
        Language::Swedish => &SWEDISH,
        Language::English => &ENGLISH,
    }
}

messages! {
    QueryTexts;
    // What comes close.
    close_heading: "Läheisiä osumia", "Nära träffar", "Close matches";
    close_note: "{count} muussa artikkelissa on osa sanoista, niiden osia tai niiden kaltaisia sanoja.",
        "{count} andra artiklar har en del av orden, delar av dem eller liknande ord.",
        "{count} other articles have some of the words, parts of them or words like them.";
    close_note_one: "{count} muussa artikkelissa on osa sanoista, niiden osia tai niiden kaltaisia sanoja.",
        "{count} annan artikel har en del av orden, delar av dem eller liknande ord.",
        "{count} other article has some of the words, parts of them or words like them.";
    close_all: "Hae kaikki, joissa on jokin sanoista", "Sök alla som har något av orden",
        "Search all that have any of the words";

    // Why an article was found.
    reason_same: "{article_word}", "{article_word}", "{article_word}";
    reason_base_form: "{article_word} on sanan {query_word} perusmuoto",
        "{article_word} är grundformen av {query_word}", "{article_word} is the base form of {query_word}";
    reason_form: "{article_word} ja {query_word} ovat saman sanan muotoja",
        "{article_word} och {query_word} är former av samma ord",
        "{article_word} and {query_word} are forms of one word";
    reason_synonym: "{article_word} tarkoittaa samaa kuin {query_word}",
        "{article_word} betyder detsamma som {query_word}", "{article_word} means the same as {query_word}";
    reason_part: "{part} on osa sanaa {whole}", "{part} är en del av {whole}",
        "{part} is part of {whole}";
    reason_shared: "sanoissa {article_word} ja {query_word} on yhteinen osa",
        "{article_word} och {query_word} har en gemensam orddel",
        "{article_word} and {query_word} have a part in common";
    reason_stem: "sanoissa {article_word} ja {query_word} on sama vartalo",
        "{article_word} och {query_word} har samma stam", "{article_word} and {query_word} have the same stem";
    reason_folded: "{article_word} on {query_word}, kun tarkkeet jätetään pois",
        "{article_word} är {query_word} utan prickar och accenter",
        "{article_word} is {query_word} with accents left out";

    // How the query was read.
    no_article: "yhdessäkään artikkelissa", "Ingen artikel", "No article";
    no_filtered_article: "yhdessäkään rajaukseen kuuluvassa artikkelissa",
        "Ingen artikel inom avgränsningen", "No article within the filters";
    words_left_out: "Kaikkia sanoja ei ole {nowhere}; näissä on {kept}. Pois jäi {left_out}.",
        "{nowhere} har alla ord; dessa har {kept}. Bort lämnades {left_out}.",
        "{nowhere} has all the words; these have {kept}. Left out: {left_out}.";
    only_close: "Hakusanoja ei ole {nowhere}; näissä on niiden osia tai niiden kaltaisia sanoja.",
        "{nowhere} har sökorden; dessa har delar av dem eller liknande ord.",
        "{nowhere} has the words; these have parts of them or words like them.";
    quotation_not_found: "Lainausta ”{subject}” ei ole {nowhere}; haettiin sen sanoja.",
        "{nowhere} har citatet ”{subject}”; orden i det söktes.",
        "{nowhere} has the quotation “{subject}”; its words were searched.";
    hyphen_joined: "”-{word}” luettiin yhdyssanan loppuna: {before} -{word}.",
        "”-{word}” lästes som slutet av en sammansättning: {before} -{word}.",
        "“-{word}” was read as the end of a compound: {before} -{word}.";
    hyphen_excludes: "Pois jäivät artikkelit, joissa on ”{word}”.",
        "Artiklar med ”{word}” lämnades bort.", "Articles with “{word}” were left out.";
    read_as_exclusion: "Jätä pois artikkelit, joissa on ”{word}”", "Lämna bort artiklar med ”{word}”",
        "Leave out articles with “{word}”";
    read_as_hyphen: "Hae myös sanaa ”{word}”", "Sök även ordet ”{word}”", "Search the word “{word}”, too";

    // A query in words.
    query_in_words: "Haetaan: {query}", "Sökning: {query}", "Searching for: {query}";
    query_and: "{one} ja {other}", "{one} och {other}", "{one} and {other}";
    query_or: "{one} tai {other}", "{one} eller {other}", "{one} or {other}";
    query_not: "ei {part}", "inte {part}", "not {part}";
    query_demand: "varmasti {part}", "säkert {part}", "certainly {part}";
    query_phrase: "”{text}” peräkkäin", "”{text}” i följd", "“{text}” in a row";
    query_exact: "juuri muoto ”{text}”", "just formen ”{text}”", "the very form “{text}”";
    query_prefix: "{text}-alkuiset sanat", "ord som börjar på {text}", "words that begin with {text}";
    query_field: "{part} ({field})", "{part} ({field})", "{part} ({field})";
    field_title: "otsikossa", "i rubriken", "in the title";
    field_lead: "ingressissä", "i ingressen", "in the lead";
    field_body: "leipätekstissä", "i brödtexten", "in the body";
    field_author: "kirjoittajana", "som skribent", "as the author";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_there_in_all_three_languages_with_the_same_values() {
        for name in QueryTexts::NAMES {
            let of = |language| query_texts(language).by_name(name).unwrap();
            let values = |text: &str| {
                let names = text.split('{').skip(1);
                let names = names.filter_map(|rest| rest.split('}').next().map(str::to_owned));
                names.collect::<std::collections::BTreeSet<_>>()
            };
            for language in Language::ALL {
                assert_eq!(
                    values(of(language)),
                    values(of(Language::English)),
                    "{name} in {language:?}"
                );
            }
        }
    }
}
