//! Pages that stand in for others with status 200: an error page, a page that only asks for consent, or one
//! that only asks who one is. They look like articles and are none.

use aluehaku_extract::{Extraction, PageKind};

use super::outcome::Outcome;
use crate::archive::remarks::Remark;

/// Letters of text beyond which a page says more than that something is missing or asked for.
const LONGEST: usize = 2_500;

/// Words that a title may have beside the one that gives the page away.
const MOST_OTHER_WORDS: usize = 4;

/// How far into the text the words that give an error page away are looked for, in letters.
const FIRST_LETTERS: usize = 200;

/// Different things that a page asks about consent, from which on it does nothing else.
const LEAST_ASKED: usize = 3;

/// Words around the name of an error that say nothing of it.
const EXCLAMATIONS: [&str; 16] = [
    "404",
    "410",
    "virhe",
    "virhesivu",
    "error",
    "fel",
    "hups",
    "hups!",
    "oho",
    "oho!",
    "oops",
    "oops!",
    "hoppsan",
    "voi",
    "valitettavasti",
    "tyvärr",
];

/// Beginnings of titles of error pages.
const ABSENT_TITLES: [&str; 43] = [
    "sivua ei löyt",
    "sivua ei löydy",
    "sivua ei ole",
    "sivua ei voi",
    "sivu ei ole",
    "sivu ei löydy",
    "sivu puuttuu",
    "sivu on poist",
    "sivusto ei löydy",
    "sisältöä ei löyt",
    "sisältöä ei löydy",
    "sisältö on poist",
    "etsimääsi",
    "etsimäsi sivu",
    "hakemaasi",
    "hakemasi sivu",
    "pyytämääsi",
    "uutista ei löyt",
    "artikkelia ei löyt",
    "tiedotetta ei löyt",
    "tapahtumaa ei löyt",
    "mitään ei löyt",
    "ei löytynyt",
    "ei löydy",
    "sidan hittades inte",
    "sidan kunde inte hittas",
    "sidan finns inte",
    "sidan saknas",
    "sidan du söker",
    "sidan kan inte",
    "innehållet hittades inte",
    "artikeln hittades inte",
    "hittades inte",
    "page not found",
    "not found",
    "page cannot be found",
    "page can't be found",
    "page could not be found",
    "page does not exist",
    "the page you",
    "this page doesn't exist",
    "that page can't be found",
    "content not found",
];

/// What the first words of an error page say.
const ABSENT_TEXTS: [&str; 12] = [
    "etsimääsi sivua ei",
    "hakemaasi sivua ei",
    "pyytämääsi sivua ei",
    "sivua ei löyt",
    "sivua ei löydy",
    "etsimäsi sivu on",
    "hakemaasi sisältöä ei",
    "sidan du söker",
    "sidan hittades inte",
    "page you are looking for",
    "page you requested",
    "page cannot be found",
];

/// Beginnings of titles of pages that ask who one is.
const LOGIN_TITLES: [&str; 15] = [
    "kirjaudu",
    "kirjautuminen",
    "tunnistaudu",
    "sisäänkirjautuminen",
    "logga in",
    "log in",
    "login",
    "sign in",
    "pääsy estetty",
    "pääsy evätty",
    "käyttö estetty",
    "åtkomst nekad",
    "access denied",
    "forbidden",
    "403",
];

/// Beginnings of titles of pages of a site that is closed for a while.
const MAINTENANCE_TITLES: [&str; 8] = [
    "sivusto on huollossa",
    "sivusto huollossa",
    "palvelu on huollossa",
    "huoltotila",
    "under maintenance",
    "site under maintenance",
    "webbplatsen är under underhåll",
    "service unavailable",
];

/// What pages that ask for consent say, each a thing of its own.
const CONSENT_TEXTS: [&[&str]; 6] = [
    &[
        "käytämme evästeitä",
        "käyttää evästeitä",
        "we use cookies",
        "uses cookies",
        "använder cookies",
        "använder kakor",
        "vi använder oss av cookies",
    ],
    &[
        "hyväksy",
        "salli kaikki",
        "accept all",
        "accept cookies",
        "godkänn",
        "acceptera",
        "tillåt alla",
    ],
    &[
        "evästeasetu",
        "muokkaa asetuks",
        "hallitse asetuks",
        "omat valinta",
        "valitse itse",
        "cookie settings",
        "manage preferences",
        "manage settings",
        "cookieinställning",
        "hantera inställning",
    ],
    &[
        "kumppanimme",
        "kumppaneidemme",
        "kumppaniemme",
        "our partners",
        "våra partner",
    ],
    &[
        "yksityisyytesi",
        "tietosuojasi",
        "your privacy",
        "din integritet",
    ],
    &[
        "suostumu",
        "consent",
        "samtyck",
        "välttämättömät evästeet",
        "necessary cookies",
        "nödvändiga cookies",
        "nödvändiga kakor",
    ],
];

/// What a page stands in for something with, though it looks like an article; none for real ones.
#[must_use]
pub fn of(extraction: &Extraction) -> Option<Remark> {
    let lead = extraction.lead.as_deref().unwrap_or_default();
    let letters = lead.chars().count() + extraction.body.chars().count();
    let is_article = extraction.kind == PageKind::Article;
    if !is_article || letters > LONGEST || extraction.published.is_some() {
        return None;
    }
    let title = plain_title(&extraction.title);
    let text = format!("{lead}\n{}", extraction.body).to_lowercase();
    let first: String = text.chars().take(FIRST_LETTERS).collect();
    if title.is_empty() && !extraction.title.is_empty()
        || begins_with(&title, &ABSENT_TITLES)
        || ABSENT_TEXTS.iter().any(|said| first.contains(said))
    {
        Some(Remark::SaysAbsent)
    } else if begins_with(&title, &LOGIN_TITLES) {
        Some(Remark::Login)
    } else if begins_with(&title, &MAINTENANCE_TITLES) {
        Some(Remark::Maintenance)
    } else {
        let whole = format!("{title}\n{text}");
        let asked = |words: &&&[&str]| words.iter().any(|word| whole.contains(word));
        let asks = CONSENT_TEXTS.iter().filter(asked).count() >= LEAST_ASKED;
        (asks && is_about_consent(&text)).then_some(Remark::ConsentWall)
    }
}

/// How a visit to such a page ended.
#[must_use]
pub fn outcome(remark: Remark) -> Outcome {
    match remark {
        Remark::SaysAbsent => Outcome::NotFound,
        Remark::Maintenance => Outcome::ServerError,
        _ => Outcome::Denied,
    }
}

/// The title in small letters without the words that only exclaim.
fn plain_title(title: &str) -> String {
    let title = title.to_lowercase();
    let words = title.split(|c: char| c.is_whitespace() || ":–—-|,.".contains(c));
    let words = words.filter(|word| !word.is_empty() && !EXCLAMATIONS.contains(word));
    words.collect::<Vec<_>>().join(" ")
}

fn begins_with(title: &str, beginnings: &[&str]) -> bool {
    let said = |beginning: &&&str| {
        title.starts_with(**beginning)
            && title.split(' ').count() <= beginning.split(' ').count() + MOST_OTHER_WORDS
    };
    beginnings.iter().any(|beginning| said(&beginning))
}

/// Whether most sentences of a text speak of consent: an article about cookies tells of other things, too.
fn is_about_consent(text: &str) -> bool {
    let sentences = text.split(['.', '!', '?', '\n']).map(str::trim);
    let sentences = sentences.filter(|sentence| sentence.chars().count() > 3);
    let of_consent = [
        "eväste",
        "cookie",
        "kakor",
        "kumppan",
        "partner",
        "hyväksy",
        "suostumu",
        "consent",
        "samtyck",
        "godkänn",
        "yksityisyy",
        "tietosuoja",
        "privacy",
        "integritet",
        "asetuks",
        "inställning",
        "settings",
        "valinta",
        "salli",
    ];
    let (mut all, mut about) = (0, 0);
    for sentence in sentences {
        all += 1;
        about += u32::from(of_consent.iter().any(|word| sentence.contains(word)));
    }
    about * 3 >= all * 2
}

#[cfg(test)]
mod tests {
    use aluehaku_extract::profile::general;
    use aluehaku_extract::{PageContent, PageInput, extract};

    use super::*;

    #[track_caller]
    fn check(title: &str, text: &str, expected: Option<Remark>) {
        let filler = "Voit palata alkuun tai käyttää hakua. Palvelupisteemme auttaa arkisin, ja puhelinvaihteesta saat neuvoja kaikkiin asioihin.";
        let page = format!(
            "<html lang=fi><body><main><article><h1>{title}</h1><p>{text}</p><p>{filler}</p><p>Takaisin: {filler}</p></article></main></body></html>"
        );
        let extraction = extract(&PageInput::new(PageContent::Text(&page)), general());
        assert_eq!(of(&extraction), expected, "{title}");
    }

    #[test]
    fn error_pages_are_known_by_title_or_first_words() {
        for title in [
            "Sivua ei löydy",
            "Virhe 404",
            "404: Sidan kunde inte hittas",
            "Hups! Sivu on poistettu",
            "Oops! That page can't be found.",
            "Etsimääsi sivua ei löytynyt",
        ] {
            check(
                title,
                "Osoitteessa saattaa olla virhe.",
                Some(Remark::SaysAbsent),
            );
        }
        check(
            "Mihin se katosi",
            "Valitettavasti hakemaasi sivua ei ole.",
            Some(Remark::SaysAbsent),
        );
        check(
            "Kirjaudu jäsensivuille",
            "Anna tunnus ja salasana.",
            Some(Remark::Login),
        );
    }

    #[test]
    fn articles_about_such_things_stay() {
        check(
            "Sivusto uudistui keväällä",
            "Vanhoja sivuja ei enää löydy.",
            None,
        );
        check(
            "Kadonnut kissa löytyi naapurista",
            "Kissaa ei löytynyt kahteen viikkoon.",
            None,
        );
        check(
            "Uusi kirjautuminen tulee käyttöön syksyllä",
            "Jäsenet saavat uudet tunnukset.",
            None,
        );
        check(
            "Evästeistä säädetään uusi laki",
            "Yritykset saavat käyttää evästeitä vain luvalla. Hyväksy-painike ei riitä.",
            None,
        );
    }

    #[test]
    fn a_page_that_only_asks_for_consent_is_a_wall() {
        let asked = "Tällä sivustolla käytämme evästeitä. Hyväksymällä kaikki evästeet autat meitä. Kumppanimme keräävät \
            tietoja evästeillä. Evästeasetukset voit muuttaa milloin vain. Suostumus on vapaaehtoinen. Yksityisyytesi on \
            tärkeä. Salli välttämättömät evästeet. Valitse evästeiden asetukset itse. Tietosuoja on meille tärkeää.";
        let page = format!(
            "<html><body><main><h1>Ennen kuin jatkat</h1><p>{asked}</p></main></body></html>"
        );
        let extraction = extract(&PageInput::new(PageContent::Text(&page)), general());
        assert_eq!(of(&extraction), Some(Remark::ConsentWall), "{extraction:?}");
    }
}
