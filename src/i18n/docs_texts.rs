//! The sixth table of texts: the page about the API around its description.

use super::language::Language;
use super::messages::messages;

/// The texts of a language.
#[must_use]
pub fn docs_texts(language: Language) -> &'static DocsTexts {
    match language {
        Language::Finnish => &FINNISH,
        Language::Swedish => &SWEDISH,
        Language::English => &ENGLISH,
    }
}

messages! {
    DocsTexts;
    heading: "Rajapinta", "Gränssnitt", "API";
    lead: "Kaiken, mitä sivut näyttävät, voi lukea myös ohjelmalla: JSONia tavallisilla GET-pyynnöillä, ilman avainta, miltä sivustolta tahansa. Koko kuvaus on englanniksi osoitteessa {link} (OpenAPI 3.1).",
        "Allt som sidorna visar kan också läsas av program: JSON med vanliga GET-förfrågningar, utan nyckel, från vilken webbplats som helst. Hela beskrivningen finns på engelska i {link} (OpenAPI 3.1).",
        "Everything the pages show can be read by programs: JSON over plain GET requests, without a key, from any site. The whole description is {link} (OpenAPI 3.1).";
    examples: "Kokeile", "Pröva", "Try it";
    example_word: "Artikkelit, joissa on sana missä tahansa muodossa", "Artiklar med ett ord, i vilken form som helst",
        "Articles with a word, in any of its forms";
    example_phrase: "Fraasi yhdellä alueella vuodesta 2020, uusimmat ensin", "En fras i en region sedan 2020, de nyaste först",
        "A phrase in one region since 2020, newest first";
    example_counts: "Montako artikkelia kullakin alueella, hankkeella ja kuukaudella on",
        "Hur många artiklar varje region, projekt och månad har",
        "How many articles each region and project has, and each month";
    example_why: "Miksi kukin artikkeli löytyi", "Varför varje artikel hittades", "Why each article was found";
    example_sources: "Kenen uutisista haetaan", "Vems nyheter som söks", "Whose news is searched";
    example_projects: "Hankkeet, joista on eniten artikkeleita", "De projekt som har flest artiklar",
        "The projects with most articles";
    example_quotes: "Kuka sanoo mitä hanketta koskevissa uutisissa", "Vem som säger vad i nyheter om projekt",
        "Who says what in news about projects";
    example_compare: "Kuinka suuri osa kunkin alueen uutisista kertoo asiasta", "Hur stor del av varje regions nyheter som handlar om saken",
        "How large a part of each region's news tells of something";
    example_cite: "Haun viitteet BibTeX-muodossa", "Sökningens hänvisningar som BibTeX", "The citations of a search as BibTeX";
    example_feed: "Haun uusimmat artikkelit JSON Feed -syötteenä", "Sökningens nyaste artiklar som JSON Feed",
        "The newest articles of a search as a JSON Feed";
    example_calendar: "Mitä alueella tapahtuu, kalenterina", "Vad som händer i en region, som kalender",
        "What happens in a region, as a calendar";
    manners: "Hyvä tietää", "Bra att veta", "Good to know";
    manners_etag: "Vastauksissa on `ETag`: kysy uudelleen otsakkeella `If-None-Match`, niin muuttumaton vastaus on 304 ilman sisältöä.",
        "Svaren har `ETag`: fråga på nytt med `If-None-Match`, så är ett oförändrat svar 304 utan innehåll.",
        "Answers carry an `ETag`: ask again with `If-None-Match`, and an unchanged answer is 304 without a body.";
    manners_next: "Sivulta seuraavalle pääsee kentällä `next`; otsake `Link` kertoo samat naapurit ja syötteet.",
        "Från sida till sida leder `next`; huvudet `Link` nämner samma grannar och flödena.",
        "Follow `next` from page to page; the header `Link` names the same neighbours, and the feeds.";
    manners_rate: "Otsake `RateLimit-Policy` kertoo, montako pyyntöä saa tehdä monessako sekunnissa, ja `RateLimit`, montako on jäljellä. Liian tiheään kysyvä saa vastauksen 429 ja odotusajan otsakkeessa `Retry-After`.",
        "Huvudet `RateLimit-Policy` säger hur många förfrågningar som får göras på hur många sekunder, och `RateLimit` hur många som är kvar. Den som frågar för ofta får 429 och väntetiden i `Retry-After`.",
        "The header `RateLimit-Policy` says how many requests may be made in how many seconds, and `RateLimit` how many are left. Who asks too often is told to wait: status 429 with `Retry-After`.";
    manners_problem: "Kelvoton parametri nimetään virheilmoituksessa. Kömpelö hakuteksti ei ole koskaan virhe: `warnings` kertoo, miten se luettiin.",
        "En oduglig parameter nämns i ett felmeddelande. En klumpig söktext är aldrig ett fel: `warnings` säger hur den lästes.",
        "An unusable parameter is named in a problem document. A clumsy search text is never an error: `warnings` says how it was read.";
    manners_codes: "Virhekoodit selityksineen (englanniksi)", "Felkoderna med förklaringar (på engelska)", "The codes of problems, explained";
    manners_feeds: "Samat parametrit käyvät osoitteissa `/feeds/search.atom` ja `/feeds/search.json`; `/feeds/events.ics` ottaa ne, jotka valitsevat artikkeleita, ja kuukauden `month`.",
        "Samma parametrar fungerar i `/feeds/search.atom` och `/feeds/search.json`; `/feeds/events.ics` tar dem som väljer artiklar, och `month`.",
        "The same parameters work at `/feeds/search.atom` and `/feeds/search.json`; `/feeds/events.ics` takes those that choose articles, and `month`.";
    addresses: "Osoitteet", "Adresser", "Addresses";
    parameter: "Parametri", "Parameter", "Parameter";
    takes: "Arvot", "Värden", "Takes";
    does: "Merkitys", "Betydelse", "Does";
    required: "pakollinen", "obligatorisk", "required";
    by_default: "oletus {value}", "förval {value}", "{value} by default";
    parameters_of: "Parametrit: {path}", "Parametrar: {path}", "Parameters of {path}";
    answer: "Vastaus", "Svar", "Answer";
    schemas: "Vastausten kentät", "Svarens fält", "Fields of the answers";
    field: "Kenttä", "Fält", "Field";
    kind: "Tyyppi", "Typ", "Type";
    fields_of: "Kentät: {name}", "Fält: {name}", "Fields of {name}";
    maybe_null: "tai null", "eller null", "or null";
    list_of: "lista: {kind}", "lista av {kind}", "list of {kind}";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_there_in_all_three_languages() {
        for name in DocsTexts::NAMES {
            for language in Language::ALL {
                let text = docs_texts(language).by_name(name).unwrap();
                assert!(
                    !text.is_empty() && text.trim() == text,
                    "{name} in {language:?}"
                );
            }
        }
    }
}
