//! Lines that work the page: sharing, printing, listening, going back, and notices that stand in
//! place of what cookies keep away.

use super::super::text::folded;

/// Most words of a control.
const MAX_WORDS: usize = 9;

/// Longest notice about cookies, in bytes.
const MAX_NOTICE: usize = 300;

/// Words with which controls begin.
const VERBS: &[&str] = &[
    "jaa",
    "tulosta",
    "kopioi",
    "kuuntele",
    "siirry",
    "palaa",
    "takaisin",
    "lähetä",
    "tallenna",
    "lataa",
    "lisää",
    "avaa",
    "näytä",
    "piilota",
    "sulje",
    "suurenna",
    "pienennä",
    "tilaa",
    "seuraa",
    "tykkää",
    "sivun",
    "dela",
    "skriv",
    "kopiera",
    "lyssna",
    "tillbaka",
    "gå",
    "skicka",
    "spara",
    "till",
    "öppna",
    "visa",
    "dölj",
    "stäng",
    "förstora",
    "förminska",
    "prenumerera",
    "följ",
    "gilla",
    "share",
    "print",
    "copy",
    "listen",
    "back",
    "email",
    "download",
    "save",
    "open",
    "show",
    "hide",
    "follow",
    "subscribe",
];

/// Words that controls go on with, and nothing else.
const OBJECTS: &[&str] = &[
    // Finnish
    "tämä",
    "tämän",
    "tätä",
    "sivu",
    "sivun",
    "sivua",
    "sivulle",
    "sivusta",
    "sivuston",
    "sivut",
    "artikkeli",
    "artikkelin",
    "artikkelia",
    "artikkeliin",
    "uutinen",
    "uutisen",
    "uutisia",
    "uutisiin",
    "uutissivulle",
    "uutislistaan",
    "uutislistaukseen",
    "uutislistalle",
    "juttu",
    "juttua",
    "jutun",
    "linkki",
    "linkin",
    "leikepöydälle",
    "leikepöydällesi",
    "alkuun",
    "yläreunaan",
    "yläosaan",
    "ylös",
    "etusivulle",
    "edelliselle",
    "edelliseen",
    "ajankohtaisiin",
    "ajankohtaista",
    "listaan",
    "listaukseen",
    "listalle",
    "blogiin",
    "blogeihin",
    "tiedotteisiin",
    "artikkeleihin",
    "arkistoon",
    "sosiaalisessa",
    "mediassa",
    "somessa",
    "facebookissa",
    "twitterissä",
    "linkedinissä",
    "whatsappissa",
    "instagramissa",
    "telegramissa",
    "blueskyssa",
    "x",
    "ssä",
    "sähköpostilla",
    "sähköpostitse",
    "sähköpostiin",
    "kaverille",
    "ystävälle",
    "tekstinä",
    "ääneen",
    "pdf",
    "pdfnä",
    "nä",
    "url",
    "osoite",
    "kuva",
    "kuvan",
    "kuvat",
    "suurempana",
    "isompana",
    "tekstiä",
    "tekstikokoa",
    "kirjanmerkkeihin",
    "suosikkeihin",
    "kommentit",
    "meitä",
    "rss",
    "syöte",
    "uutiskirje",
    "uutiskirjeemme",
    "tai",
    "ja",
    // Swedish
    "den",
    "det",
    "här",
    "denna",
    "detta",
    "sida",
    "sidan",
    "artikel",
    "artikeln",
    "nyhet",
    "nyheten",
    "nyheter",
    "nyheterna",
    "länk",
    "länken",
    "till",
    "på",
    "ut",
    "urklipp",
    "startsidan",
    "toppen",
    "sidans",
    "topp",
    "början",
    "av",
    "bild",
    "bilden",
    "text",
    "texten",
    "kommentarer",
    "bokmärken",
    "oss",
    "nyhetsbrev",
    "nyhetsbrevet",
    "listan",
    "facebook",
    "twitter",
    "linkedin",
    "whatsapp",
    "e",
    "post",
    "med",
    "via",
    "sociala",
    "medier",
    "vän",
    "en",
    "föregående",
    // English
    "this",
    "the",
    "page",
    "article",
    "story",
    "post",
    "link",
    "url",
    "to",
    "on",
    "via",
    "by",
    "with",
    "of",
    "top",
    "clipboard",
    "news",
    "home",
    "homepage",
    "list",
    "listing",
    "overview",
    "all",
    "articles",
    "blog",
    "posts",
    "email",
    "mail",
    "friend",
    "a",
    "social",
    "media",
    "bluesky",
    "mastodon",
    "threads",
    "reddit",
    "pinterest",
    "telegram",
    "instagram",
    "out",
    "comments",
    "image",
    "us",
    "our",
    "newsletter",
];

/// Beginnings of questions about the page itself, folded.
const QUESTIONS: &[&str] = &[
    "oliko tästä apua",
    "oliko tästä artikkelista",
    "oliko tästä hyötyä",
    "oliko tästä sivusta",
    "oliko tämä artikkeli",
    "oliko tämä hyödylli",
    "oliko tämä sivu",
    "oliko tämä tieto",
    "oliko artikkelista",
    "oliko sivu",
    "oliko sisältö hyödylli",
    "oliko tieto hyödylli",
    "löysitkö etsimäsi",
    "löysitkö mitä etsit",
    "auttoiko tämä sivu",
    "anna palautetta artikkelista",
    "anna palautetta sivusta",
    "anna palautetta tästä sivusta",
    "hade du nytta av",
    "var den här sidan",
    "var det här till",
    "var informationen till",
    "var sidan till",
    "var sidan användbar",
    "ge respons på sidan",
    "ge feedback på",
    "hittade du det du sökte",
    "was this page",
    "was this article",
    "was this helpful",
    "did you find this",
    "did you find what you",
];

/// Words of those who speak of cookies, as parts of words.
const COOKIES: &[&str] = &["eväste", "evästei", "cookie", "kakor", "cookies"];

/// Words of those who ask for leave to show something, as parts of words.
const LEAVE: &[&str] = &[
    "hyväksy",
    "salli",
    "estetty",
    "estänyt",
    "estävät",
    "nähdäkse",
    "katsoakse",
    "näyttääkse",
    "näyttämi",
    "suostumu",
    "vaatii",
    "godkänn",
    "samtyck",
    "acceptera",
    "tillåt",
    "blockera",
    "accept",
    "allow",
    "enable",
    "blocked",
    "to view",
    "to watch",
    "consent",
];

/// Whether a folded line is a control of the page.
pub(super) fn is_control(line: &str) -> bool {
    if QUESTIONS.iter().any(|question| line.starts_with(question)) {
        return true;
    }
    // Few lines begin with such a verb, and looking for remarks costs more than looking at the first word.
    let first = line.split(' ').next().unwrap_or_default();
    if !VERBS.contains(&first) {
        return false;
    }
    let rest: Vec<&str> = without_remark(line).split(' ').skip(1).collect();
    !rest.is_empty() && rest.len() < MAX_WORDS && rest.iter().all(|word| OBJECTS.contains(word))
}

/// Whether a text says that cookies keep away what stood in its place.
pub(super) fn is_consent_notice(text: &str) -> bool {
    if text.len() > MAX_NOTICE {
        return false;
    }
    let line = folded(text);
    let has = |words: &[&str]| words.iter().any(|word| line.contains(word));
    has(COOKIES) && has(LEAVE)
}

/// A folded line without the remark that a link opens elsewhere.
fn without_remark(line: &str) -> &str {
    [
        "avautuu",
        "linkki avautuu",
        "öppnas",
        "länken öppnas",
        "opens in",
    ]
    .iter()
    .filter_map(|remark| line.find(remark))
    .min()
    .map_or(line, |at| line[..at].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_are_told_from_sentences() {
        for line in [
            "Jaa LinkedInissä (avautuu uudessa välilehdessä)",
            "Kuuntele artikkeli",
            "Tillbaka till nyheterna",
            "Print this page",
            "Löysitkö etsimäsi?",
        ] {
            assert!(is_control(&folded(line)), "{line}");
        }
        for line in [
            "Jaa kokemuksesi kanssamme",
            "Tulosta ei tiedetä",
            "Palaa kahden viikon päästä",
            "Share your memories of the village",
        ] {
            assert!(!is_control(&folded(line)), "{line}");
        }
    }

    #[test]
    fn notices_of_consent_are_told_from_news_about_cookies() {
        assert!(is_consent_notice(
            "Karttaa ei voi näyttää. Salli tilastoevästeet, niin kartta avautuu."
        ));
        assert!(!is_consent_notice(
            "Kurssilla leivottiin keksejä ja puhuttiin evästeistä."
        ));
    }
}
