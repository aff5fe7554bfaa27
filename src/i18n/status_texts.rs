//! The table of texts of the page for administrators: the state of the service.

use super::language::Language;
use super::messages::messages;

/// The texts of a language.
#[must_use]
pub fn status_texts(language: Language) -> &'static StatusTexts {
    match language {
        Language::Finnish => &FINNISH,
        Language::Swedish => &SWEDISH,
        Language::English => &ENGLISH,
    }
}

impl StatusTexts {
    /// What an alarm says; its code where there is no text for it.
    #[must_use]
    pub fn alarm(&self, code: &'static str) -> &'static str {
        self.by_name(&format!("alarm_{code}")).unwrap_or(code)
    }

    /// What a code stands for that is written `{of}_{code}` here; the code where there is no text for it.
    #[must_use]
    pub fn word<'a>(&'static self, of: &str, code: &'a str) -> &'a str {
        self.by_name(&format!("{of}_{code}")).unwrap_or(code)
    }

    /// What articles lack.
    #[must_use]
    pub fn lacking(&self, what: &'static str) -> &'static str {
        self.by_name(&format!("lacking_{what}")).unwrap_or(what)
    }
}

messages! {
    StatusTexts;
    heading: "Palvelun tila", "Tjänstens tillstånd", "Status";
    at: "{time}, versio {version}", "{time}, version {version}", "{time}, version {version}";
    attention: "Vaatii huomiota", "Kräver uppmärksamhet", "Needs attention";
    no_attention: "Ei mitään.", "Inget.", "Nothing.";
    parts: "Arkisto, hakemisto, levy", "Arkiv, index, disk", "Archive, index, disk";
    archive: "Arkisto: {articles} artikkelia, {size}; {nameless} ilman luettuja nimiä",
        "Arkiv: {articles} artiklar, {size}; {nameless} utan lästa namn",
        "Archive: {articles} articles, {size}; {nameless} without names";
    index: "Hakemisto: {articles} artikkelia, {size}; puuttuvia muutoksia {missing}",
        "Index: {articles} artiklar, {size}; {missing} ändringar saknas",
        "Index: {articles} articles, {size}; {missing} changes behind";
    index_unreadable: "Hakemisto: ei voida lukea", "Index: kan inte läsas", "Index: cannot be read";
    disk: "Levyä vapaana: {free}", "Ledigt på disken: {free}", "Disk: {free} free";
    disk_unknown: "Levyä vapaana: ei tiedossa", "Ledigt på disken: okänt", "Disk: free space unknown";
    queue: "Jono: {due} osoitetta vuorossa, {later} myöhemmin, {ended} ei enää",
        "Kö: {due} adresser i tur, {later} senare, {ended} inte längre",
        "Queue: {due} addresses due, {later} later, {ended} visited no more";
    crawlers: "Hakurobotteja työssä: {count}; lähteitä, joissa ne ovat nyt: {sources}",
        "Sökrobotar i arbete: {count}; källor som de nu besöker: {sources}",
        "Crawlers at work: {count}, at {sources} sources";
    sources: "Lähteet", "Källor", "Sources";
    source: "Lähde", "Källa", "Source";
    articles: "Artikkeleita", "Artiklar", "Articles";
    a_week: "Viikossa", "I veckan", "Per week";
    last_visit: "Viimeisin käynti", "Senaste besök", "Last visit";
    next_visit: "Seuraava käynti", "Nästa besök", "Next visit";
    newest: "Uusin artikkeli", "Nyaste artikel", "Newest";
    failures: "Epäonnistuneet käynnit, 30 päivää", "Misslyckade besök, 30 dagar", "Failures in 30 days";
    reading: "Lukeminen", "Läsning", "Reading";
    reads_well: "Kunnossa", "I ordning", "As before";
    reads_badly: "Puuttuu: {what}", "Saknas: {what}", "Lacking: {what}";
    off: "ei käytössä", "inte i bruk", "turned off";
    names: "Nimet, jotka voivat olla virheellisiä", "Namn som kan vara fel", "Names that may be wrong";
    no_names: "Yleisimpien joukossa ei yhtään.", "Inga bland de vanligaste.", "None among the most frequent.";
    alerts: "Hälytykset lukijoille", "Bevakningar för läsare", "Alerts";
    alerts_of_way: "{way}: {confirmed} vahvistettua, {waiting} vahvistamatta",
        "{way}: {confirmed} bekräftade, {waiting} obekräftade",
        "{way}: {confirmed} confirmed, {waiting} not yet";
    messages_waiting: "Viestejä odottamassa: {count}", "Meddelanden som väntar: {count}", "Messages waiting: {count}";

    // Alarms.
    alarm_disk_nearly_full: "Datahakemiston levyllä on vapaana vain {free}: tee tilaa tai lyhennä säilytysaikoja ([retention]).",
        "Datakatalogens disk har bara {free} ledigt: skapa utrymme eller förkorta bevaringstiderna ([retention]).",
        "Only {free} free on the disk of the data directory: make room, or shorten the times of the section `retention`.";
    alarm_index_unreadable: "Hakemistoa ei voida lukea: aluehaku reindex rakentaa sen uudelleen.",
        "Indexet kan inte läsas: aluehaku reindex bygger om det.",
        "The index cannot be read: aluehaku reindex builds it anew.";
    alarm_index_behind: "Hakemistosta puuttuu {missing} arkiston muutosta: aluehaku reindex rakentaa sen uudelleen.",
        "Indexet saknar {missing} ändringar i arkivet: aluehaku reindex bygger om det.",
        "The index lacks {missing} changes of the archive: aluehaku reindex builds it anew.";
    alarm_source_reads_badly: "{source}: monesta uudesta artikkelista puuttuu jotain, mikä ennen luettiin ({lacking}). Sivusto on ehkä uusittu.",
        "{source}: många nya artiklar saknar något som förut kunde läsas ({lacking}). Webbplatsen har kanske byggts om.",
        "{source}: many new articles lack what was read before ({lacking}). The site may have been rebuilt.";
    alarm_source_failing: "{source}: kaikki käynnit epäonnistuvat.", "{source}: alla besök misslyckas.",
        "{source}: every visit fails.";
    alarm_source_silent: "{source}: ei mitään uutta pidempään aikaan kuin sillä on tapana.",
        "{source}: inget nytt på längre tid än den brukar.",
        "{source} has published nothing for longer than it usually does.";
    alarm_source_surge: "{source} julkaisee paljon tavallista enemmän. Tarkista, luetaanko artikkeleiksi sivuja, jotka eivät ole sellaisia.",
        "{source} publicerar mycket mer än vanligt. Kontrollera om sidor som inte är artiklar läses som sådana.",
        "{source} publishes far more than usual. Check whether other pages are mistaken for articles.";
    alarm_source_forbids: "{source}: robots.txt kieltää käynnit. Kysy julkaisijalta tai poista lähde käytöstä.",
        "{source}: robots.txt förbjuder besök. Fråga utgivaren eller ta källan ur bruk.",
        "{source}: robots.txt forbids visits. Ask the publisher, or disable the source.";
    alarm_source_without_articles: "{source}: käynneillä ei löydy yhtään artikkelia. {reason}",
        "{source}: besöken ger inga artiklar. {reason}",
        "{source} was visited and gives no article. {reason}";

    // What articles lack.
    lacking_date: "päiväys", "datum", "date";
    lacking_title: "otsikko", "rubrik", "title";
    lacking_text: "teksti", "text", "text";

    // How visits fail.
    visit_robots_unreachable: "robots.txt ei saatavilla", "robots.txt går inte att nå", "robots.txt unreachable";
    visit_not_found: "ei löydy", "hittas inte", "not found";
    visit_gone: "poistettu", "borttagen", "gone";
    visit_denied: "pääsy evätty", "nekad", "denied";
    visit_told_to_wait: "pyydettiin odottamaan", "ombads vänta", "told to wait";
    visit_client_error: "pyyntö hylättiin", "begäran avvisades", "request rejected";
    visit_server_error: "palvelinvirhe", "serverfel", "server error";
    visit_redirect_loop: "ohjauksia kehässä", "omdirigeringar i cirkel", "redirects in a circle";
    visit_redirect_outside: "ohjaa muualle", "leder till en annan webbplats", "leads to another site";
    visit_out_of_reach: "osoite ei sallittu", "adressen inte tillåten", "address not allowed";
    visit_timeout: "aikakatkaisu", "tidsgränsen överskreds", "timed out";
    visit_connection: "ei yhteyttä", "ingen anslutning", "no connection";
    visit_too_large: "liian suuri", "för stor", "too large";
    visit_unreadable: "ei voitu lukea", "kunde inte läsas", "could not be read";

    // What is out of the ordinary about a source.
    source_failing: "käynnit epäonnistuvat", "besöken misslyckas", "visits fail";
    source_silence: "ei mitään uutta", "inget nytt", "nothing new";
    source_surge: "poikkeuksellisen paljon uutta", "ovanligt mycket nytt", "unusually much news";
    source_no_articles: "ei artikkeleita", "inga artiklar", "no articles";
    source_halted: "käynnit keskeytetty", "besöken är avbrutna", "visits suspended";

    // Kinds of names.
    kind_person: "henkilö", "person", "person";
    kind_project: "hanke", "projekt", "project";
    kind_organisation: "organisaatio", "organisation", "organisation";

    // Ways of alerts, and how messages ended.
    way_mail: "Sähköposti", "E-post", "E-mail";
    way_webhook: "Webhook", "Webhook", "Webhook";
    ended_delivered: "Lähetetty", "Skickade", "Sent";
    ended_bounced: "Ei perille", "Nådde inte fram", "Bounced";
    ended_unknown: "Perille tulo epävarma", "Oklart om de nådde fram", "Delivery uncertain";
    ended_put_off: "Siirretty myöhemmäksi", "Uppskjutna", "Postponed";
    ended_given_up: "Luovuttu", "Uppgivna", "Given up";
}
