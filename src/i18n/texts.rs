//! The table of texts: one row a text, Finnish, Swedish, English.
//!
//! `{name}` marks a place for a value (see [`fill`](super::format::fill)); all three languages
//! name the same ones. Texts are plain text: pages escape them like any other.

use aluehaku_article::facet::Facet;

use super::language::Language;
use super::messages::messages;

/// The texts of a language.
#[must_use]
pub fn texts(language: Language) -> &'static Texts {
    match language {
        Language::Finnish => &FINNISH,
        Language::Swedish => &SWEDISH,
        Language::English => &ENGLISH,
    }
}

impl Texts {
    /// Name of a facet.
    #[must_use]
    pub fn facet(&self, facet: Facet) -> &'static str {
        match facet {
            Facet::Region => self.facet_region,
            Facet::Municipality => self.facet_municipality,
            Facet::Hyvinvointialue => self.facet_hyvinvointialue,
            Facet::PublisherRegion => self.facet_publisher_region,
            Facet::Person => self.facet_person,
            Facet::Project => self.facet_project,
            Facet::Organisation => self.facet_organisation,
            Facet::Source => self.facet_source,
            Facet::Topic => self.facet_topic,
            Facet::Language => self.facet_language,
        }
    }

    /// What a warning code says; codes without a text of their own share a general one.
    #[must_use]
    pub fn warning(&self, code: &str) -> &'static str {
        self.by_name(&format!("warning_{code}"))
            .unwrap_or(self.warning_other)
    }
}

messages! {
    Texts;
    // The frame of every page.
    tagline: "Alueiden uutiset yhdellä haulla", "Regionernas nyheter i en sökning",
        "The regions' news in one search";
    skip_to_content: "Siirry sisältöön", "Gå till innehållet", "Skip to content";
    nav_site: "Sivusto", "Webbplatsen", "Site";
    nav_language: "Kieli", "Språk", "Language";
    nav_menu: "Valikko", "Meny", "Menu";
    nav_projects: "Hankkeet", "Projekt", "Projects";
    nav_persons: "Henkilöt", "Personer", "People";
    nav_organisations: "Organisaatiot", "Organisationer", "Organisations";
    nav_regions: "Alueet", "Regioner", "Regions";
    nav_compare: "Vertailu", "Jämförelse", "Compare";
    nav_events: "Tapahtumat", "Evenemang", "Events";
    nav_sources: "Lähteet", "Källor", "Sources";
    nav_api: "Avoin rajapinta", "Öppet API", "Open API";
    nav_embed: "Upota sivuillesi", "Bädda in", "Embed";
    nav_about: "Tietoa palvelusta", "Om tjänsten", "About";
    nav_privacy: "Tietosuoja", "Dataskydd", "Privacy";
    nav_accessibility: "Saavutettavuus", "Tillgänglighet", "Accessibility";
    footer_about:
        "Aluehaku kokoaa alueellisten verkostojen uutiset yhteen hakuun. Alkuperäinen artikkeli on aina julkaisijan omalla sivulla.",
        "Aluehaku samlar de regionala nätverkens nyheter i en sökning. Originalet finns alltid på utgivarens egen sida.",
        "Aluehaku gathers the news of regional networks into one search. The original is always on the publisher's own page.";
    description:
        "Hae järjestöjen, hyvinvointialueiden, kuntien ja hankkeiden uutisista koko Suomessa.",
        "Sök bland nyheter från föreningar, välfärdsområden, kommuner och projekt i hela Finland.",
        "Search the news of associations, wellbeing services counties, municipalities and projects all over Finland.";

    // The front page.
    home_lead:
        "Järjestöjen, hyvinvointialueiden, kuntien ja hankkeiden uutiset koko Suomesta.",
        "Nyheter från föreningar, välfärdsområden, kommuner och projekt i hela Finland.",
        "News from associations, wellbeing services counties, municipalities and projects all over Finland.";
    home_latest: "Uusimmat", "Senaste", "Latest";
    home_all_latest: "Kaikki uusimmasta alkaen", "Alla, nyaste först", "All, newest first";
    home_regions: "Selaa maakunnittain", "Bläddra efter landskap", "Browse by region";
    home_empty: "Haussa ei ole vielä yhtään artikkelia.", "Det finns inga artiklar att söka i ännu.",
        "There are no articles to search yet.";

    // The search form.
    search_label: "Hae uutisista", "Sök i nyheterna", "Search the news";
    search_button: "Hae", "Sök", "Search";
    search_all_words: "Vain artikkelit, joissa on kaikki sanat", "Bara artiklar med alla orden",
        "Only articles with all the words";
    suggest_label: "Ehdotukset", "Förslag", "Suggestions";
    suggest_found_one: "1 ehdotus", "1 förslag", "1 suggestion";
    suggest_found_many: "{count} ehdotusta", "{count} förslag", "{count} suggestions";
    suggest_title: "Otsikko", "Rubrik", "Title";
    search_tips: "Hakuvinkit", "Söktips", "Search tips";
    tip_phrase: "sanat peräkkäin", "orden i följd", "the words in a row";
    tip_phrase_example: "\"sote muutostuki\"", "\"regionala nätverk\"", "\"regional network\"";
    tip_exclude: "jättää sanan pois", "utesluter ordet", "leaves the word out";
    tip_exclude_example: "avustus -STEA", "bidrag -STEA", "grant -STEA";
    tip_prefix: "sanan alku", "början av ordet", "the beginning of a word";
    tip_prefix_example: "järjestö*", "förening*", "associat*";
    tip_either: "jompikumpi", "endera", "either of them";
    tip_either_example: "koulutus OR valmennus", "kurs OR utbildning", "course OR training";
    tip_field: "vain otsikosta", "bara i rubriken", "only in the title";
    tip_field_example: "otsikko:hyvinvointi", "rubrik:välfärd", "title:wellbeing";

    // Results.
    results_one: "{count} osuma", "{count} träff", "{count} result";
    results_many: "{count} osumaa", "{count} träffar", "{count} results";
    results_at_least: "Vähintään {count} osumaa", "Minst {count} träffar", "At least {count} results";
    results_for: "{hits} haulla ”{query}”", "{hits} för ”{query}”", "{hits} for “{query}”";
    results_heading: "Hakutulokset", "Sökresultat", "Search results";
    sort_label: "Järjestys", "Ordning", "Order";
    sort_relevance: "Osuvin ensin", "Bästa träff först", "Best match first";
    sort_newest: "Uusin ensin", "Nyaste först", "Newest first";
    sort_oldest: "Vanhin ensin", "Äldsta först", "Oldest first";
    hit_undated: "Ei päiväystä", "Utan datum", "No date";
    hit_untitled: "Artikkeli ilman otsikkoa", "Artikel utan rubrik", "Article without a title";
    hit_also_on: "Sama uutinen myös:", "Samma nyhet även:", "Same news also on:";
    hit_details: "Artikkelin tiedot", "Om artikeln", "About the article";
    hit_regions: "Alueet:", "Regioner:", "Regions:";
    hit_names: "Hankkeet ja henkilöt:", "Projekt och personer:", "Projects and people:";
    hit_why: "Miksi löytyi:", "Varför den hittades:", "Why it was found:";
    pages_label: "Tulossivut", "Resultatsidor", "Pages of results";
    page_previous: "Edellinen", "Föregående", "Previous";
    page_next: "Seuraava", "Nästa", "Next";
    page_number: "Sivu {page}", "Sida {page}", "Page {page}";
    language_of_article: "Kieli: {language}", "Språk: {language}", "Language: {language}";

    // Filters.
    filters_heading: "Rajaa tuloksia", "Avgränsa resultatet", "Narrow the results";
    filter_page: "Avaa sivu", "Öppna sidan", "Open the page";
    filters_active: "Rajaukset", "Avgränsningar", "Filters";
    filter_add: "Rajaa:", "Avgränsa:", "Filter:";
    filter_remove: "Poista rajaus:", "Ta bort avgränsningen:", "Remove filter:";
    filter_remove_all: "Poista kaikki rajaukset", "Ta bort alla avgränsningar", "Remove all filters";
    filter_not: "ei {name}", "inte {name}", "not {name}";
    filter_copies: "Kopiot erikseen", "Kopior för sig", "Copies apart";
    facet_region: "Maakunta", "Landskap", "Region";
    facet_municipality: "Kunta", "Kommun", "Municipality";
    facet_hyvinvointialue: "Hyvinvointialue", "Välfärdsområde", "Wellbeing services county";
    facet_publisher_region: "Julkaisijan maakunta", "Utgivarens landskap", "Publisher's region";
    facet_person: "Henkilö", "Person", "Person";
    facet_project: "Hanke", "Projekt", "Project";
    facet_organisation: "Organisaatio", "Organisation", "Organisation";
    facet_source: "Lähde", "Källa", "Source";
    facet_topic: "Aihe", "Ämne", "Topic";
    facet_language: "Kieli", "Språk", "Language";
    facet_missing: "Ei mainittu", "Inte angivet", "Not stated";
    facet_other: "Muut yhteensä", "Övriga sammanlagt", "Others together";
    facet_more: "Näytä enemmän", "Visa fler", "Show more";
    dates_heading: "Julkaisuaika", "Publicerad", "Published";
    date_from: "Alkaen", "Från och med", "From";
    date_to: "Saakka", "Till och med", "To";
    date_apply: "Rajaa aikaa", "Avgränsa tiden", "Apply dates";
    dates_days: "30 päivää", "30 dagar", "30 days";
    dates_months: "12 kuukautta", "12 månader", "12 months";
    dates_presets: "Viimeiset", "Senaste", "The last";
    dates_since: "{date} alkaen", "från och med {date}", "from {date}";
    dates_until: "{date} asti", "till och med {date}", "until {date}";
    dates_table: "Näytä taulukkona", "Visa som tabell", "Show as a table";
    dates_period: "Ajankohta", "Tidpunkt", "Time";
    dates_undated: "Ilman päiväystä {count}", "Utan datum {count}", "Without a date {count}";
    map_table: "Osumat maakunnittain", "Träffar per landskap", "Results by region";
    filter_open: "Rajaa", "Avgränsa", "Narrow";
    filter_close: "Näytä {hits}", "Visa {hits}", "Show {hits}";
    tool_download: "Lataa", "Ladda ner", "Download";
    tool_csv: "CSV", "CSV-fil", "CSV file";
    tool_spreadsheet: "CSV Exceliin", "CSV för Excel", "CSV for Excel";
    tool_json_lines: "JSON Lines ohjelmille", "JSON Lines för program", "JSON Lines for programs";
    tool_follow: "Seuraa", "Följ", "Follow";
    tool_atom: "Atom-syöte", "Atom-flöde", "Atom feed";
    tool_json_feed: "JSON Feed -syöte", "JSON Feed-flöde", "JSON Feed";
    tool_events: "Haun tapahtumat", "Sökningens evenemang", "Events of the search";
    tool_calendar: "Kalenteri (iCalendar)", "Kalender (iCalendar)", "Calendar (iCalendar)";
    tool_link: "Kopioi linkki", "Kopiera länken", "Copy the link";
    tool_link_copied: "Linkki kopioitiin", "Länken kopierades", "The link was copied";
    tool_cite: "Viittaa", "Hänvisa", "Cite";
    tool_cite_copy: "Kopioi viite", "Kopiera hänvisningen", "Copy the citation";
    tool_cite_copied: "Viite kopioitiin", "Hänvisningen kopierades", "The citation was copied";
    cite_search_text: "Aluehaku. {search}. Haettu {date}. {address}", "Aluehaku. {search}. Hämtad {date}. {address}",
        "Aluehaku. {search}. Retrieved {date}. {address}";

    // Nothing found.
    zero_heading: "Ei osumia", "Inga träffar", "No results";
    zero_for: "Ei osumia haulla ”{query}”", "Inga träffar för ”{query}”", "No results for “{query}”";
    zero_did_you_mean: "Tarkoititko", "Menade du", "Did you mean";
    zero_spelling: "Tarkista kirjoitusasu.",
        "Kontrollera stavningen.",
        "Check the spelling.";
    zero_fewer: "Kokeile vähempiä tai yleisempiä sanoja.", "Pröva färre eller allmännare ord.",
        "Try fewer or more general words.";
    zero_some_words: "Hae artikkeleita, joissa on edes jokin sanoista",
        "Sök artiklar med något av orden", "Search for articles with some of the words";
    zero_relaxed: "Ilman rajausta {filter}: {hits}", "Utan avgränsningen {filter}: {hits}",
        "Without the filter {filter}: {hits}";
    zero_without: "Hae ilman rajausta", "Sök utan avgränsningen", "Search without the filter";
    zero_without_all: "Hae ilman rajauksia", "Sök utan avgränsningar", "Search without filters";
    zero_beyond: "Tällä sivulla ei ole enää osumia.", "Det finns inga fler träffar på den här sidan.",
        "There are no more results on this page.";
    zero_first_page: "Siirry ensimmäiselle sivulle", "Gå till första sidan", "Go to the first page";

    // One article.
    article_original: "Lue alkuperäinen", "Läs originalet", "Read the original";
    article_original_on: "Lue alkuperäinen: {site}", "Läs originalet: {site}",
        "Read the original: {site}";
    article_no_address: "Tällä artikkelilla ei ole verkko-osoitetta.",
        "Den här artikeln har ingen webbadress.", "This article has no address on the web.";
    article_excerpt: "Tämä on ote. Koko teksti on julkaisijan sivulla.",
        "Detta är ett utdrag. Hela texten finns på utgivarens sida.",
        "This is an excerpt. The whole text is on the publisher's page.";
    article_facts: "Tiedot", "Uppgifter", "Details";
    article_published: "Julkaistu", "Publicerad", "Published";
    article_modified: "Muokattu", "Ändrad", "Changed";
    article_authors: "Kirjoittanut", "Skriven av", "Written by";

    // Sources.
    sources_lead: "Näiden julkaisijoiden uutisista Aluehaku hakee.",
        "Aluehaku söker bland nyheterna från dessa utgivare.",
        "Aluehaku searches the news of these publishers.";
    sources_articles: "Artikkeleita", "Artiklar", "Articles";
    sources_none: "Lähteitä ei ole vielä.", "Det finns inga källor ännu.", "There are no sources yet.";

    // When something goes wrong.
    error_not_found: "Sivua ei löytynyt", "Sidan hittades inte", "Page not found";
    error_not_found_help:
        "Osoite on ehkä kirjoitettu väärin, tai artikkeli on poistettu.",
        "Adressen är kanske felskriven, eller artikeln har tagits bort.",
        "The address may be misspelt, or the article has been removed.";
    error_request: "Pyyntöä ei voitu lukea", "Begäran kunde inte läsas",
        "The request could not be read";
    error_request_help: "Tarkista osoite tai aloita uusi haku.",
        "Kontrollera adressen eller börja en ny sökning.",
        "Check the address or start a new search.";
    error_busy: "Palvelu on ruuhkautunut", "Tjänsten är överbelastad", "The service is busy";
    error_busy_help: "Yritä hetken kuluttua uudelleen.", "Försök igen om en stund.",
        "Try again in a moment.";
    error_rate: "Liian monta pyyntöä", "För många begäranden", "Too many requests";
    error_rate_help: "Odota hetki ja yritä uudelleen.", "Vänta en stund och försök igen.",
        "Wait a moment and try again.";
    error_internal: "Jokin meni vikaan", "Något gick fel", "Something went wrong";
    error_internal_help:
        "Vika on palvelussa, ei sinussa, ja se on kirjattu. Yritä hetken kuluttua uudelleen.",
        "Felet ligger hos tjänsten, inte hos dig, och det har antecknats. Försök igen om en stund.",
        "The fault is ours, not yours, and it has been noted. Try again in a moment.";
    error_identifier: "Pyynnön tunniste: {id}", "Kod för begäran: {id}", "Request identifier: {id}";
    error_to_search: "Siirry hakuun", "Gå till sökningen", "Go to the search";

    // What is wrong with a parameter.
    fault_unknown: "Parametria ”{name}” ei ole.", "Parametern ”{name}” finns inte.",
        "There is no parameter `{name}`.";
    fault_unknown_nearest: "Parametria ”{name}” ei ole. Tarkoititko ”{nearest}”?",
        "Parametern ”{name}” finns inte. Menade du ”{nearest}”?",
        "There is no parameter `{name}`. Did you mean `{nearest}`?";
    fault_repeated: "Parametri ”{name}” voi olla osoitteessa vain kerran.",
        "Parametern ”{name}” får finnas bara en gång.", "The parameter `{name}` can be given only once.";
    fault_not_allowed: "Parametrin ”{name}” arvo ”{value}” ei käy. Sallitut: {allowed}.",
        "Värdet ”{value}” passar inte för parametern ”{name}”. Tillåtna: {allowed}.",
        "`{value}` is no value of `{name}`. Allowed: {allowed}.";
    fault_number: "Parametrin ”{name}” arvo ”{value}” ei käy: kokonaisluku {min}–{max}.",
        "Värdet ”{value}” passar inte för parametern ”{name}”: ett heltal {min}–{max}.",
        "`{value}` is no value of `{name}`: a whole number from {min} to {max}.";
    fault_date: "Parametrin ”{name}” arvo ”{value}” ei ole päivä: kirjoita 2022-10-06, 2022-10 tai 2022.",
        "Värdet ”{value}” i parametern ”{name}” är inget datum: skriv 2022-10-06, 2022-10 eller 2022.",
        "`{value}` in `{name}` is no date: write 2022-10-06, 2022-10 or 2022.";
    fault_month: "Parametrin ”{name}” arvo ”{value}” ei ole kuukausi: kirjoita 2022-10.",
        "Värdet ”{value}” i parametern ”{name}” är ingen månad: skriv 2022-10.",
        "`{value}` in `{name}` is no month: write 2022-10.";
    fault_dates_reversed: "Alkupäivä {from} on loppupäivän {to} jälkeen.",
        "Startdatumet {from} är efter slutdatumet {to}.", "`from` {from} is after `to` {to}.";
    fault_page_and_cursor: "Anna joko ”page” tai ”after”, ei molempia.",
        "Ange antingen ”page” eller ”after”, inte båda.", "Give either `page` or `after`, not both.";
    fault_page_depth:
        "Sivunumeroilla pääsee {max}. osumaan asti. Jatka pidemmälle seuraamalla vastauksen ”next”-osoitetta.",
        "Sidnummer räcker till träff {max}. Följ svarets ”next”-adress för att gå längre.",
        "Page numbers reach hit {max}. To go further, follow `next` of each answer, which carries `after`.";
    fault_cursor: "”after” ei ole tämän palvelun antama: käytä edellisen vastauksen arvoa sellaisenaan.",
        "”after” kommer inte från denna tjänst: använd värdet i föregående svar som det är.",
        "`after` is not a cursor of this service: use the one the previous answer gave, unchanged.";
    fault_too_many: "Rajauksia on yli {max}: jätä osa pois.", "Fler än {max} avgränsningar: ta bort några.",
        "More than {max} filter values: leave some out.";
    fault_too_long: "Parametrin ”{name}” arvo on pidempi kuin {max} merkkiä.",
        "Värdet i parametern ”{name}” är längre än {max} tecken.",
        "The value of `{name}` is longer than {max} characters.";

    // How a clumsy search was read.
    warning_unclosed_quote: "Lainausmerkiltä puuttuu pari; se ohitettiin.",
        "Ett citattecken saknar sitt par; det hoppades över.",
        "A quotation mark has no pair; it was ignored.";
    warning_unclosed_bracket: "Sulku jäi auki; se suljettiin lopussa.",
        "En parentes är öppen; den stängdes i slutet.", "A bracket is open; it was closed at the end.";
    warning_unopened_bracket: "Sulkevalta sululta puuttuu pari; se ohitettiin.",
        "En slutparentes saknar sitt par; den hoppades över.",
        "A closing bracket has no pair; it was ignored.";
    warning_stray_operator: "Merkillä ”{operator}” ei ole mitä yhdistää; se ohitettiin.",
        "”{operator}” har inget att förena; det hoppades över.",
        "“{operator}” has nothing to work on; it was ignored.";
    warning_only_negative: "Haku vain sulkee pois, joten melkein kaikki artikkelit osuvat.",
        "Sökningen bara utesluter, så nästan alla artiklar träffas.",
        "The search only excludes, so nearly every article matches.";
    warning_empty_part: "Merkkien välissä ei ole haettavaa; ne ohitettiin.",
        "Det finns inget att söka mellan tecknen; de hoppades över.",
        "There is nothing to look for between the marks; they were ignored.";
    warning_field_without_value: "Kentältä ”{name}:” puuttuu arvo; kirjoita se heti kaksoispisteen perään.",
        "Fältet ”{name}:” saknar värde; skriv det genast efter kolonet.",
        "“{name}:” has no value; write it right after the colon.";
    warning_unknown_field: "Kenttää ”{name}” ei ole; se luettiin tavallisena sanana.",
        "Fältet ”{name}” finns inte; det lästes som ett vanligt ord.",
        "There is no field “{name}”; it was read as a plain word.";
    warning_unknown_field_suggestion:
        "Kenttää ”{name}” ei ole; se luettiin tavallisena sanana. Tarkoititko ”{suggestion}:”?",
        "Fältet ”{name}” finns inte; det lästes som ett vanligt ord. Menade du ”{suggestion}:”?",
        "There is no field “{name}”; it was read as a plain word. Did you mean “{suggestion}:”?";
    warning_wildcard_position: "Tähti toimii vain sanan lopussa; haettiin ”{read_as}”.",
        "En asterisk fungerar bara i slutet av ett ord; lästes som ”{read_as}”.",
        "A star works only at the end of a word; read as “{read_as}”.";
    warning_mixed_operators: "OR yhdistää vain viereiset sanat; ryhmittele muuten suluilla.",
        "OR förenar bara orden intill; gruppera annars med parenteser.",
        "OR joins only the words beside it; use brackets to group otherwise.";
    warning_too_deep: "Sulkuja on sisäkkäin yli {limit}; uloimmat ohitettiin.",
        "Parenteserna är djupare än {limit}; de yttersta hoppades över.",
        "Brackets go deeper than {limit}; the outermost were ignored.";
    warning_too_many_clauses: "Hakusanoja on yli {limit}; loput jätettiin pois.",
        "Fler än {limit} sökord; resten lämnades bort.",
        "More than {limit} search words; the rest were left out.";
    warning_too_long: "Haku on yli {limit} tavua; loppu jätettiin pois.",
        "Sökningen är längre än {limit} byte; resten lämnades bort.",
        "The search is longer than {limit} bytes; the rest was left out.";
    warning_prefix_too_short: "”{subject}*” on liian lyhyt sanan aluksi; haettiin sanaa ”{subject}”.",
        "”{subject}*” är för kort som början av ett ord; sökte ordet ”{subject}”.",
        "“{subject}*” is too short for the beginning of a word; searched as the word “{subject}”.";
    warning_took_too_long: "Haku kesti liian kauan; näytetään se, mikä ehdittiin löytää.",
        "Sökningen tog för lång tid; här visas det som hann hittas.",
        "The search took too long; this is what was found in time.";
    warning_unknown_value: "”{value}” ei ole tunnettu arvo rajaukselle {facet}.",
        "”{value}” är inget känt värde för avgränsningen {facet}.",
        "“{value}” is not a known value of the filter {facet}.";
    warning_unknown_value_nearest:
        "”{value}” ei ole tunnettu arvo rajaukselle {facet}. Tarkoititko ”{nearest}”?",
        "”{value}” är inget känt värde för avgränsningen {facet}. Menade du ”{nearest}”?",
        "“{value}” is not a known value of the filter {facet}. Did you mean “{nearest}”?";
    warning_other: "Kohtaa ”{subject}” ei voitu hakea sellaisenaan.",
        "”{subject}” kunde inte sökas som det står.", "“{subject}” could not be searched as it stands.";
}

#[cfg(test)]
mod tests {
    use aluehaku_query::WarningKind;

    use super::*;

    fn placeholders(text: &str) -> Vec<&str> {
        let mut names: Vec<&str> = text
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split('}').next())
            .collect();
        names.sort_unstable();
        names
    }

    #[test]
    fn every_text_is_there_in_all_three_languages_with_the_same_values() {
        for name in Texts::NAMES {
            let of = |language| texts(language).by_name(name).unwrap();
            let expected = placeholders(of(Language::English));
            for language in Language::ALL {
                let text = of(language);
                assert!(!text.trim().is_empty(), "{name} is empty in {language:?}");
                assert_eq!(text.trim(), text, "{name} has outer space in {language:?}");
                assert_eq!(placeholders(text), expected, "{name} in {language:?}");
            }
        }
    }

    #[test]
    fn every_warning_of_the_query_language_has_a_text_of_its_own() {
        for code in WarningKind::CODES {
            for language in Language::ALL {
                let text = texts(language).warning(code);
                assert_ne!(
                    text,
                    texts(language).warning_other,
                    "{code} in {language:?}"
                );
            }
        }
    }

    #[test]
    fn languages_say_things_in_their_own_words() {
        let same = Texts::NAMES.iter().filter(|name| {
            texts(Language::Finnish).by_name(name) == texts(Language::Swedish).by_name(name)
        });
        assert_eq!(same.collect::<Vec<_>>(), [] as [&&str; 0]);
    }
}
