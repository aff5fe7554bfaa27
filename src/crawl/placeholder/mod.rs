//! Pages that stand in for others with status 200: an error page, a page that only asks for consent, or one
//! that only asks who one is. They look like articles and are none.

mod words;

use aluehaku_extract::{Extraction, PageKind};

use super::outcome::Outcome;
use crate::archive::remarks::Remark;
use words::{
    ABSENT_TEXTS, ABSENT_TITLES, CONSENT_TEXTS, EXCLAMATIONS, LOGIN_TITLES, MAINTENANCE_TITLES,
};

/// Letters of text beyond which a page says more than that something is missing or asked for.
const LONGEST: usize = 2_500;

/// Words that a title may have beside the one that gives the page away.
const MOST_OTHER_WORDS: usize = 4;

/// How far into the text the words that give an error page away are looked for, in letters.
const FIRST_LETTERS: usize = 200;

/// Different things that a page asks about consent, from which on it does nothing else.
const LEAST_ASKED: usize = 3;

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
        || begins_with(&title, ABSENT_TITLES)
        || begins_with(&extraction.title.to_lowercase(), ABSENT_TITLES)
        || ABSENT_TEXTS.iter().any(|said| first.contains(said))
    {
        Some(Remark::SaysAbsent)
    } else if begins_with(&title, LOGIN_TITLES) {
        Some(Remark::Login)
    } else if begins_with(&title, MAINTENANCE_TITLES) {
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
    fn pages_that_speak_of_an_error_or_a_break_in_other_words_are_known() {
        for (title, text) in [
            ("Oho! Jotain meni pieleen", "Yritä hetken päästä uudelleen."),
            ("Voi ei", "Sivua, jota yritit avata, ei ole olemassa."),
            (
                "Sisältö ei ole enää saatavilla",
                "Se on siirretty arkistoon.",
            ),
            ("Något gick fel", "Försök igen om en stund."),
            (
                "This page is no longer here",
                "The page you're looking for has moved.",
            ),
        ] {
            check(title, text, Some(Remark::SaysAbsent));
        }
        check(
            "Sivusto on tilapäisesti suljettu",
            "Palaamme pian.",
            Some(Remark::Maintenance),
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
