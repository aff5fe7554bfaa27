//! The second table of texts: pages about regions, names, embedding and the service itself.

use super::language::Language;
use super::messages::messages;

/// The texts of a language.
#[must_use]
pub fn page_texts(language: Language) -> &'static PageTexts {
    match language {
        Language::Finnish => &FINNISH,
        Language::Swedish => &SWEDISH,
        Language::English => &ENGLISH,
    }
}

messages! {
    PageTexts;
    operator_unknown: "Ylläpitäjää ei ole kerrottu.", "Den som driver tjänsten har inte angetts.",
        "The operator is not stated.";

    // The front page.
    home_ways: "Mitä täällä voi tehdä", "Vad man kan göra här", "What you can do here";
    home_project: "Seuraa hanketta", "Följ ett projekt", "Follow a project";
    home_project_about: "Kuka hankkeessa on mukana, missä ja milloin: artikkelit, tapahtumat ja syöte yhdellä sivulla.",
        "Vilka som är med, var och när: artiklar, evenemang och flöde på en sida.",
        "Who takes part, where and when: articles, events and a feed on one page.";
    home_region: "Seuraa aluetta", "Följ en region", "Follow a region";
    home_region_about: "Oman maakunnan, hyvinvointialueen tai kunnan uutiset ja tapahtumat.",
        "Nyheter och evenemang i ditt landskap, välfärdsområde eller din kommun.",
        "News and events of your region, wellbeing services county or municipality.";
    home_embed: "Upota haku sivuillesi", "Bädda in sökningen på dina sidor", "Embed the search in your site";
    home_embed_about: "Ilmainen hakulaatikko ilman evästeitä ja seurantaa.",
        "En gratis sökruta utan kakor och spårning.", "A free search box without cookies or tracking.";

    // Pages of persons, projects and organisations.
    name_articles_one: "{count} artikkeli", "{count} artikel", "{count} article";
    name_articles_many: "{count} artikkelia", "{count} artiklar", "{count} articles";
    name_sources_one: "{count} lähde", "{count} källa", "{count} source";
    name_sources_many: "{count} lähdettä", "{count} källor", "{count} sources";
    name_also: "Kirjoitettu myös:", "Skrivs också:", "Also written:";
    name_latest: "Uusimmat artikkelit", "Senaste artiklarna", "Latest articles";
    name_all: "Kaikki artikkelit", "Alla artiklar", "All articles";
    name_with_persons: "Samoissa artikkeleissa", "I samma artiklar", "In the same articles";
    name_years: "Vuosittain", "Per år", "By year";
    name_year: "Vuosi", "År", "Year";
    name_count: "Artikkeleita", "Artiklar", "Articles";
    name_events: "Kaikki tapahtumat", "Alla evenemang", "All events";
    name_cite: "Viittaa sivuun", "Hänvisa till sidan", "Cite the page";
    follow_heading: "Seuraa ja lataa", "Följ och ladda ner", "Follow and download";
    project_behind: "Hankkeen takana", "Bakom projektet", "Behind the project";
    project_funder: "Rahoittaja", "Finansiär", "Funder";
    project_runner: "Hallinnoija", "Ansvarig organisation", "Run by";
    project_partner: "Kumppani", "Samarbetspartner", "Partner";
    person_report: "Eri henkilö? Ilmoita ylläpitäjälle", "Fel person? Meddela den som driver tjänsten",
        "Not the same person? Tell the operator";
    person_report_subject: "Aluehaku: {name}, eri henkilö", "Aluehaku: {name}, fel person",
        "Aluehaku: {name}, not the same person";
    person_namesakes:
        "Osalla artikkeleista ei ole muiden kanssa yhteistä lähdettä, hanketta, organisaatiota, henkilöä eikä tehtävää. Kyse voi olla eri ihmisistä, joten ne ovat erikseen.",
        "En del artiklar har ingen gemensam källa, inget gemensamt projekt, ingen gemensam organisation eller person och inget gemensamt uppdrag med de andra. De kan gälla olika människor och står därför för sig.",
        "Some articles share no source, project, organisation, person or role with the others. They may tell of different people, so they stand apart.";

    // Lists of names.
    persons_lead: "Henkilöt, jotka uutisissa mainitaan nimeltä.", "Personer som nämns vid namn i nyheterna.",
        "People whom the news names.";
    persons_one: "{count} henkilö", "{count} person", "{count} person";
    persons_many: "{count} henkilöä", "{count} personer", "{count} people";
    projects_lead: "Hankkeet, joista uutiset kertovat.", "Projekt som nyheterna berättar om.",
        "Projects that the news tells about.";
    projects_one: "{count} hanke", "{count} projekt", "{count} project";
    projects_many: "{count} hanketta", "{count} projekt", "{count} projects";
    organisations_lead: "Yhdistykset, viranomaiset ja yritykset, joista uutiset kertovat.",
        "Föreningar, myndigheter och företag som nyheterna berättar om.",
        "Associations, authorities and companies that the news tells about.";
    organisations_one: "{count} organisaatio", "{count} organisation", "{count} organisation";
    organisations_many: "{count} organisaatiota", "{count} organisationer", "{count} organisations";
    regions_lead: "Maakunnat, hyvinvointialueet ja kunnat, joista uutiset kertovat.",
        "Landskap, välfärdsområden och kommuner som nyheterna berättar om.",
        "Regions, wellbeing services counties and municipalities that the news tells about.";
    regions_one: "{count} alue", "{count} region", "{count} region";
    regions_many: "{count} aluetta", "{count} regioner", "{count} regions";
    names_find: "Nimen alku", "Början av namnet", "Beginning of the name";
    names_everywhere: "Koko maa", "Hela landet", "Whole country";
    names_from: "Vuodesta", "Från år", "From year";
    names_to: "Vuoteen", "Till år", "To year";
    names_letters: "Alkukirjain", "Begynnelsebokstav", "First letter";
    names_kinds: "Mitä alueita", "Vilka regioner", "Which regions";
    names_all: "Kaikki", "Alla", "All";
    names_by_articles: "Eniten artikkeleita", "Flest artiklar", "Most articles";
    names_by_name: "Aakkosittain", "I bokstavsordning", "Alphabetically";
    names_article: "artikkeli", "artikel", "article";
    names_articles: "artikkelia", "artiklar", "articles";
    names_none: "Nimiä ei löytynyt. Kokeile toista alkua tai poista rajauksia.",
        "Inga namn hittades. Pröva en annan början eller ta bort avgränsningar.",
        "No names were found. Try another beginning or remove filters.";

    person_notice:
        "Tiedot on koottu julkaistuista uutisista. Samannimiset henkilöt voivat sekoittua.",
        "Uppgifterna är samlade ur publicerade nyheter. Personer med samma namn kan förväxlas.",
        "Gathered from published news. Persons of the same name may be mixed up.";
    person_roles: "Tehtävät", "Uppdrag", "Roles";
    person_quotes: "Lainauksia", "Citat", "Quotes";
    person_removal: "Korjaa tai poista tiedot", "Rätta eller ta bort uppgifterna",
        "Correct or remove the data";

    error_person: "Henkilöstä ei ole sivua", "Det finns ingen sida om personen",
        "There is no page about this person";
    error_person_help:
        "Henkilöllä on sivu ja syöte vasta, kun riittävän moni artikkeli ja lähde mainitsee hänet. \
            Nimeä voi etsiä hakusanoilla.",
        "En person har sida och flöde först när tillräckligt många artiklar och källor nämner personen. \
            Namnet kan sökas med sökord.",
        "A person has a page and a feed only when enough articles and sources name them. \
            The name can be searched for by its words.";
    // Events.
    events_lead: "Uutisissa kerrotut tapahtumat. Tarkista aika ja paikka alkuperäisestä artikkelista.",
        "Evenemang som nyheterna berättar om. Kontrollera tid och plats i originalartikeln.",
        "Events told of in the news. Check the time and place in the original article.";
    events_coming: "Tulevat tapahtumat", "Kommande evenemang", "Coming events";
    events_of_month: "Tapahtumat: {month}", "Evenemang: {month}", "Events: {month}";
    events_one: "{count} tapahtuma", "{count} evenemang", "{count} event";
    events_many: "{count} tapahtumaa", "{count} evenemang", "{count} events";
    events_none: "Tapahtumia ei löytynyt.", "Inga evenemang hittades.", "No events were found.";
    events_newest: "Katso viimeisimpiä menneitä: {month}", "Se de senaste som varit: {month}",
        "See the latest past ones: {month}";
    events_cut: "Tapahtumia on enemmän kuin yhdelle sivulle mahtuu. Rajaa hakua.",
        "Evenemangen är fler än vad som ryms på en sida. Avgränsa sökningen.",
        "There are more events than fit on one page. Narrow the search.";
    events_inferred: "vuosi päätelty", "år härlett", "year inferred";
    events_inferred_about: "Artikkeli ei kerro vuotta; se on päätelty julkaisupäivästä.",
        "Artikeln nämner inget år; det är härlett ur publiceringsdagen.",
        "The article names no year; it is inferred from the day of publication.";
    events_at: "klo {time}", "kl. {time}", "at {time}";
    events_word: "Sana tai aihe", "Ord eller ämne", "Word or topic";
    events_month: "Kuukausi", "Månad", "Month";
    events_show: "Näytä", "Visa", "Show";
    events_months: "Kuukaudet", "Månader", "Months";
    events_subscribe: "Tilaa omaan kalenteriin:", "Prenumerera i din kalender:",
        "Subscribe in your calendar:";

    // How sources fare.
    sources_newest: "Uusin artikkeli", "Senaste artikel", "Latest article";
    sources_health: "Kunto", "Tillstånd", "Health";
    sources_shows_full: "Täällä näytetään koko teksti.", "Här visas hela texten.", "The whole text is shown here.";
    sources_shows_snippet: "Täällä näytetään otsikko, ote ja linkki.", "Här visas rubrik, utdrag och länk.",
        "Title, excerpt and link are shown here.";
    source_imported: "Tuotu tiedostosta: sivustolla ei käydä.", "Importerad från en fil: webbplatsen besöks inte.",
        "Imported from a file: the site is not visited.";
    source_visited: "Käyty viimeksi {date}.", "Senast besökt {date}.", "Last visited {date}.";
    source_rhythm: "Noin {count} artikkelia viikossa.", "Ungefär {count} artiklar i veckan.",
        "About {count} articles a week.";
    source_failures_one: "{count} käynti epäonnistui 30 päivässä.", "{count} besök misslyckades på 30 dagar.",
        "{count} visit failed in 30 days.";
    source_failures_many: "{count} käyntiä epäonnistui 30 päivässä.", "{count} besök misslyckades på 30 dagar.",
        "{count} visits failed in 30 days.";
    source_robots_rules: "robots.txt kieltää osan sivuista.", "robots.txt förbjuder en del av sidorna.",
        "robots.txt forbids some of the pages.";
    source_robots_nothing: "robots.txt kieltää kaikki sivut.", "robots.txt förbjuder alla sidor.",
        "robots.txt forbids all pages.";
    source_robots_unreachable: "robots.txt-tiedostoa ei voitu lukea.", "robots.txt kunde inte läsas.",
        "robots.txt could not be read.";
    source_opted_out: "Omistaja ei halua käyntejä.", "Ägaren vill inga besök.", "Its owner wants no visits.";
    source_failing: "Sivustolle ei pääse juuri nyt.", "Webbplatsen kan inte nås just nu.",
        "The site cannot be reached just now.";
    source_silence: "Hiljaisempi kuin tavallisesti: uusia artikkeleita ei ole näkynyt.",
        "Tystare än vanligt: inga nya artiklar har synts till.",
        "Quieter than usual: no new articles have been seen.";
    source_no_articles: "Sivustolta ei ole saatu yhtään artikkelia.",
        "Webbplatsen har inte gett en enda artikel.", "The site has given no article.";
    source_halted: "Sivustoilla ei käydä juuri nyt: palvelussa on häiriö.",
        "Webbplatserna besöks inte just nu: tjänsten har en störning.",
        "No site is visited just now: the service has a fault of its own.";
    source_needs_script: "Sivut ovat tyhjiä ilman skriptejä.", "Sidorna är tomma utan skript.",
        "Its pages are empty without scripts.";
    source_profile_missed: "Sivuja ei tunnisteta asetusten profiililla.",
        "Sidorna känns inte igen med inställningarnas profil.",
        "Its pages are not what the profile of the settings expects.";
    source_broken_feed: "Syöte tai sivukartta on rikki.", "Flödet eller webbplatskartan är trasig.",
        "Its feed or sitemap is broken.";
    source_consent_wall: "Sivut kysyvät ensin suostumusta.", "Sidorna frågar först om samtycke.",
        "Its pages ask for consent first.";
    source_login: "Sivut ovat vain jäsenille.", "Sidorna är bara för medlemmar.",
        "Its pages are for members only.";
    source_forbidden: "robots.txt kieltää käynnit.", "robots.txt förbjuder besök.",
        "robots.txt forbids visits.";
    source_noindex: "Sivut eivät halua hakuihin.", "Sidorna vill inte synas i sökningar.",
        "Its pages ask not to be searched.";
    source_absent: "Osoitteessa ei ole mitään.", "Det finns inget på adressen.",
        "There is nothing at its address.";
    source_leads_away: "Osoite vie toiselle sivustolle.", "Adressen leder till en annan webbplats.",
        "Its address leads to another site.";
    source_nothing_found: "Sivuilta ei löytynyt artikkeleita.", "Inga artiklar hittades på sidorna.",
        "No articles were found on its pages.";
    source_unvisited_one: "{count} osoite jätettiin käymättä.", "{count} adress besöktes inte.",
        "{count} address was left unvisited.";
    source_unvisited_many: "{count} osoitetta jätettiin käymättä.", "{count} adresser besöktes inte.",
        "{count} addresses were left unvisited.";
    source_surge: "Vilkkaampi kuin tavallisesti.", "Livligare än vanligt.", "Busier than usual.";

    // Pages of regions.
    region_municipalities: "Kunnat", "Kommuner", "Municipalities";
    region_maakunnat: "Maakunnat", "Landskap", "Regions";
    region_counties: "Hyvinvointialueet", "Välfärdsområden", "Wellbeing services counties";
    region_publishers: "Alueen julkaisijat", "Utgivare i regionen", "Publishers in the region";
    region_projects: "Hankkeita", "Projekt", "Projects";
    region_organisations: "Organisaatioita", "Organisationer", "Organisations";
    compare_heading: "Vertailu vuosittain", "Jämförelse per år", "Comparison by year";
    compare_about: "Osuus artikkeleista, jotka kertovat alueesta, verrattuna koko maahan. Osuus tasoittaa sen, että alueet julkaisevat eri määriä.",
        "Andel av artiklarna om regionen, jämfört med hela landet. Andelen jämnar ut att regionerna publicerar olika mycket.",
        "Share of the articles about the region, compared with the whole country. A share evens out that regions publish different amounts.";
    compare_page: "Alueiden vertailu", "Jämförelse av regioner", "Comparison of regions";
    compare_lead: "Kuinka suuri osa kunkin alueen uutisista kertoo asiasta. Osuus tasoittaa sen, että alueista kirjoitetaan eri määriä.",
        "Hur stor del av nyheterna om varje region som handlar om saken. Andelen jämnar ut att det skrivs olika mycket om regionerna.",
        "How large a part of the news about each region tells of something. A share evens out that more is written about some regions.";
    compare_lead_all: "Anna sana, niin näet, missä siitä kirjoitetaan eniten. Nyt näkyy, kuinka suuri osa kaikista uutisista kertoo kustakin alueesta.",
        "Ge ett ord och se var man skriver mest om det. Nu visas hur stor del av alla nyheter som handlar om varje region.",
        "Give a word to see where most is written about it. Now the page shows how large a part of all news is about each region.";
    compare_regions: "Vertailtavat maakunnat", "Landskap att jämföra", "Regions to compare";
    compare_regions_hint: "Jos et valitse, vertailussa ovat kaikki.", "Om du inte väljer jämförs alla.",
        "If you choose none, all are compared.";
    compare_by: "Lasketaan", "Räkna", "Count";
    compare_by_told: "artikkelit, jotka kertovat alueesta", "artiklar om regionen", "articles about the region";
    compare_by_published: "artikkelit, jotka alueella on julkaistu", "artiklar publicerade i regionen",
        "articles published in the region";
    compare_matching: "Osumia", "Träffar", "Results";
    compare_share: "Osuus", "Andel", "Share";
    compare_scale: "Kaikissa on sama asteikko, jonka yläreuna on {top}.", "Samma skala i alla, överkanten är {top}.",
        "All have the same scale; the upper edge is {top}.";
    compare_label: "Hakusana", "Sökord", "Search word";
    compare_button: "Vertaa", "Jämför", "Compare";
    compare_country: "Koko maa", "Hela landet", "Whole country";
    compare_csv: "Lataa CSV", "Ladda ner CSV", "Download CSV";
    compare_hint: "Anna sana, niin näet, milloin siitä kirjoitettiin alueella ja muualla.",
        "Ge ett ord och se när man skrev om det i regionen och annanstans.",
        "Give a word to see when it was written about, in the region and elsewhere.";

    // Articles.
    article_cite: "Viittaa artikkeliin", "Hänvisa till artikeln", "Cite the article";
    article_changes: "Muutokset", "Ändringar", "Changes";
    article_first_read: "Lisätty Aluehakuun", "Tillagd i Aluehaku", "Added to Aluehaku";
    change_title: "Otsikko oli ennen ”{title}”", "Rubriken var tidigare ”{title}”",
        "The title was “{title}” before";
    change_lead: "Ingressi muuttui", "Ingressen ändrades", "The lead changed";
    change_text: "Teksti muuttui: lisätty {came}, poistettu {went}",
        "Texten ändrades: {came} till, {went} bort", "The text changed: {came} added, {went} removed";
    change_word_one: "{count} sana", "{count} ord", "{count} word";
    change_words: "{count} sanaa", "{count} ord", "{count} words";
    change_published: "Julkaisupäivä muuttui", "Publiceringsdagen ändrades",
        "The day of publication changed";
    change_authors: "Kirjoittajat muuttuivat", "Skribenterna ändrades", "The writers changed";
    article_similar: "Samankaltaisia artikkeleita", "Liknande artiklar", "Similar articles";

    // The embedded search.
    embed_heading: "Upota haku ja uutiset sivuillesi", "Bädda in sökningen och nyheterna", "Embed the search and the news";
    embed_lead: "Alueesi uutiset omilla sivuillasi: hakulaatikkona, listana uusimmista tai kehyksessä. Ei evästeitä, ei seurantaa, ei ulkoisia fontteja, ja kaikki toimii myös ilman skriptiä.",
        "Din regions nyheter på dina egna sidor: som sökruta, som lista över de senaste eller i en ram. Inga kakor, ingen spårning, inga externa typsnitt, och allt fungerar också utan skript.",
        "Your region's news on your own pages: as a search box, as a list of the latest or in a frame. No cookies, no tracking, no fonts from elsewhere, and all of it works without script, too.";
    embed_what: "Mitä upotetaan", "Vad som bäddas in", "What to embed";
    embed_form_panel: "Haku, tulokset lomakkeen alla", "Sökning, träffarna under formuläret", "Search, results under the form";
    embed_form_page: "Haku, tulokset sivulla", "Sökning, träffarna på sidan", "Search, results in the page";
    embed_form_dialog: "Haku painikkeesta ja näppäimillä Ctrl K", "Sökning med en knapp och Ctrl K", "Search behind a button and Ctrl K";
    embed_form_news: "Uusimmat uutiset", "Senaste nytt", "Latest news";
    embed_form_news_frame: "Uusimmat uutiset kehyksessä (iframe)", "Senaste nytt i en ram (iframe)", "Latest news in a frame (iframe)";
    embed_form_search_frame: "Haku kehyksessä (iframe)", "Sökning i en ram (iframe)", "Search in a frame (iframe)";
    embed_subject: "Aihe tai nimi", "Ämne eller namn", "Subject";
    embed_name: "Mikä tai kuka (jos vain yhdestä)", "Vilket eller vem (om bara ett)", "Which or who (if only one)";
    embed_facets: "Lukija voi rajata näillä", "Läsaren kan avgränsa med", "Readers can narrow by";
    embed_example: "hanke", "projekt", "hanke";
    embed_others: "Ilman koodia", "Utan kod", "Without code";
    embed_rss: "RSS-lohko", "RSS-block", "RSS block";
    embed_rss_help: "Julkaisujärjestelmän oma RSS-lohko näyttää uutiset tästä osoitteesta:", "Publiceringssystemets eget RSS-block visar nyheterna från den här adressen:", "The RSS block of your own system shows the news from this address:";
    embed_pasted: "Pelkkä osoite", "Bara en adress", "A bare address";
    embed_pasted_help: "WordPress ja muut oEmbediä ymmärtävät muuttavat omalle rivilleen liitetyn osoitteen uutislistaksi. Käyvät myös alueen, hankkeen, organisaation ja haun sivujen osoitteet.", "WordPress och andra som förstår oEmbed gör en adress på en egen rad till en nyhetslista. Också adresserna till regioners, projekts, organisationers och sökningars sidor duger.", "WordPress and others that understand oEmbed turn an address on a line of its own into a list of news. So they do with the pages of regions, projects, organisations and searches.";
    embed_packages: "WordPress ja npm", "WordPress och npm", "WordPress and npm";
    embed_packages_help: "Lähdekoodin kansiossa packaging ovat WordPress-lisäosa (lohkot ja lyhytkoodit) ja elementtien npm-paketti.", "I källkodens mapp packaging finns ett tillägg för WordPress (block och kortkoder) och elementens npm-paket.", "The folder packaging of the source code has a plugin for WordPress (blocks and shortcodes) and the npm package of the elements.";
    embed_choose: "Valitse", "Välj", "Choose";
    embed_region: "Maakunta", "Landskap", "Region";
    embed_all_regions: "Koko maa", "Hela landet", "Whole country";
    embed_language: "Kieli", "Språk", "Language";
    embed_limit: "Tuloksia", "Träffar", "Results";
    embed_show: "Näytä koodi", "Visa koden", "Show the code";
    embed_preview: "Esikatselu", "Förhandsvisning", "Preview";
    embed_code: "Koodi", "Kod", "Code";
    embed_copy: "Kopioi koodi", "Kopiera koden", "Copy the code";
    embed_copied: "Koodi kopioitiin", "Koden kopierades", "The code was copied";
    embed_policy: "Tietoturvakäytäntö (CSP)", "Säkerhetspolicy (CSP)", "Security policy (CSP)";
    embed_policy_help: "Jos sivustollasi on Content-Security-Policy, salli siinä tämä:",
        "Om din webbplats har en Content-Security-Policy, tillåt detta i den:",
        "If your site has a Content-Security-Policy, allow this in it:";
    embed_theme: "Värit ja muoto", "Färger och form", "Colours and shape";
    embed_theme_help: "Hakulaatikko noudattaa sivusi fonttia ja värejä. Näillä CSS-muuttujilla säädät loput:",
        "Sökrutan följer sidans typsnitt och färger. Med dessa CSS-variabler ställer du in resten:",
        "The search box follows the font and colours of your page. These CSS variables set the rest:";
    embed_attributes: "Asetukset", "Inställningar", "Settings";
    embed_attribute_region: "maakunta tai kunta, jonka uutisista haetaan", "landskapet eller kommunen vars nyheter söks", "the region or municipality whose news is searched";
    embed_attribute_project: "hanke tai organisaatio, josta haetaan", "projektet eller organisationen som söks", "the project or organisation that is searched";
    embed_attribute_person: "henkilö tai aihe, josta haetaan", "personen eller ämnet som söks", "the person or topic that is searched";
    embed_attribute_source: "lähde, josta haetaan", "källan som söks", "the source that is searched";
    embed_attribute_facets: "millä lukija voi rajata, välilyönnein: region municipality person project organisation source topic", "vad läsaren kan avgränsa med, med mellanslag: region municipality person project organisation source topic", "what readers can narrow by, with spaces: region municipality person project organisation source topic";
    embed_attribute_lang: "kieli: fi, sv tai en; muuten sivun kieli", "språk: fi, sv eller en; annars sidans språk", "language: fi, sv or en; else that of the page";
    embed_attribute_limit: "tuloksia kerralla, 1–20", "träffar åt gången, 1–20", "results at a time, 1–20";
    embed_attribute_target: "sen elementin tunniste, jossa tulokset näytetään", "id för elementet där träffarna visas", "id of the element that shows the results";
    embed_attribute_modal: "haku avautuu painikkeesta ja näppäimillä Ctrl tai Cmd ja K", "sökningen öppnas med en knapp och med Ctrl eller Cmd och K", "the search opens by a button and by Ctrl or Cmd and K";
    embed_attribute_shortcut: "vinoviiva siirtää hakuun, jos määrite on; off poistaa näppäimet", "snedstreck flyttar till sökningen om attributet finns; off stänger av tangenterna", "the slash key moves to the search where this is present; off turns the keys off";
    embed_attribute_label: "haun nimi painikkeessa ja omassa lomakkeessa", "sökningens namn på knappen och i det egna formuläret", "the name of the search on the button and in a form of its own";
    embed_attribute_q: "sanat, joita uusimmista uutisista haetaan (aluehaku-news)", "ord som de senaste nyheterna ska ha (aluehaku-news)", "words that the latest news must have (aluehaku-news)";
    embed_attribute_snippets: "ote jokaisesta uutisesta (aluehaku-news)", "ett utdrag ur varje nyhet (aluehaku-news)", "a passage of each of the news (aluehaku-news)";
    embed_attribute_service: "palvelun osoite, jos skripti ladataan muualta", "tjänstens adress om skriptet laddas från annat håll", "address of the service where the script comes from elsewhere";
    embed_versions: "Osoite /embed/{version}/ ei muutu koskaan, ja integrity-tiiviste koskee sitä. Osoite /embed/v1/ saa korjaukset; sen kanssa tiivistettä ei voi käyttää.",
        "Adressen /embed/{version}/ ändras aldrig, och integrity-summan gäller den. Adressen /embed/v1/ får rättelser; med den kan summan inte användas.",
        "The address /embed/{version}/ never changes, and the integrity hash is for it. The address /embed/v1/ receives corrections; the hash cannot be used with it.";
    framed_latest: "Uusimmat uutiset", "Senaste nytt", "Latest news";
    framed_all: "Kaikki uutiset", "Alla nyheter", "All news";
    framed_open: "Jatka Aluehaussa", "Fortsätt i Aluehaku", "Continue in Aluehaku";
    framed_none: "Uutisia ei vielä ole", "Det finns inga nyheter ännu", "There is no news yet";
    embed_statement: "Valmis teksti saavutettavuusselosteeseen", "Färdig text för tillgänglighetsutlåtandet", "Ready text for your accessibility statement";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_there_in_all_three_languages_with_the_same_values() {
        let values = |text: &str| {
            let mut names: Vec<_> = text.split('{').skip(1).map(str::to_owned).collect();
            names.iter_mut().for_each(|name| {
                name.truncate(name.find('}').unwrap_or(0));
            });
            names
        };
        for name in PageTexts::NAMES {
            let of = |language| page_texts(language).by_name(name).unwrap();
            for language in Language::ALL {
                assert_eq!(of(language).trim(), of(language), "{name} in {language:?}");
                assert!(!of(language).is_empty(), "{name} in {language:?}");
                let expected = values(of(Language::English));
                assert_eq!(values(of(language)), expected, "{name} in {language:?}");
            }
        }
    }
}
