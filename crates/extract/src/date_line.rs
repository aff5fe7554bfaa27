//! Lines that state when an article was published or changed, told from lines that mention a date
//! for another reason: events, deadlines, opening hours.

use aluehaku_article::time::PageTime;

use super::dates::{self, FoundDate};

/// Words before the date of publication, as beginnings of words in lower case.
const PUBLISHED_WORDS: &[&str] = &[
    "julkaist",
    "julkaisu",
    "publicera",
    "publicering",
    "publish",
    "posted",
    "päivätty",
    "luotu",
    "lisätty",
    "kirjoitettu",
    "created",
    "skapad",
    "uutinen",
    "avaldatud",
    "erstellt",
    "geplaatst",
    "gepubliceerd",
    "opublikowano",
    "publicad",
    "publicerat",
    "publié",
    "publiée",
    "publisert",
    "pubblicat",
    "udgivet",
    "veröffentlich",
];

/// Words before the date of a change.
const MODIFIED_WORDS: &[&str] = &[
    "päivitet",
    "päivitys",
    "muokattu",
    "uppdatera",
    "ändrad",
    "updated",
    "modified",
    "viimeksi muutettu",
    "actualizado",
    "actualisé",
    "aggiornat",
    "aktualisiert",
    "aktualisierung",
    "bijgewerkt",
    "geändert",
    "gewijzigd",
    "modificad",
    "modifié",
    "mis à jour",
    "mise à jour",
    "opdateret",
    "oppdatert",
    "uuendatud",
];

/// Words before the date of something else.
const EVENT_WORDS: &[&str] = &[
    "aika",
    "ajankohta",
    "milloin",
    "tapahtuma",
    "tilaisuus",
    "ilmoittau",
    "viimeistään",
    "mennessä",
    "asti",
    "alkaen",
    "alkaa",
    "päättyy",
    "saakka",
    "voimassa",
    "tid",
    "datum",
    "när",
    "anmäl",
    "senast",
    "when",
    "deadline",
    "event",
];

/// Most words of a line that is about its date, the date left aside.
const MAX_WORDS: usize = 6;

/// Longest such line, in bytes.
const MAX_LINE: usize = 160;

/// What a line says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct DateLine {
    pub(super) published: Option<PageTime>,
    pub(super) modified: Option<PageTime>,
}

/// What a line says of publication and change; nothing when it is about something else. Bars part
/// what has nothing to do with each other.
pub(super) fn read(line: &str) -> DateLine {
    line.split(['|', '·'])
        .map(read_part)
        .fold(DateLine::default(), |said, part| DateLine {
            published: said.published.or(part.published),
            modified: said.modified.or(part.modified),
        })
}

fn read_part(line: &str) -> DateLine {
    let mut said = DateLine::default();
    if line.len() > MAX_LINE {
        return said;
    }
    let found = dates::find(line);
    let in_dates: usize = found
        .iter()
        .map(|found| line[found.start..found.end].split_whitespace().count())
        .sum();
    let words = line.split_whitespace().count().saturating_sub(in_dates);
    let is_event = found.iter().any(|found| found.is_span)
        || has_word(line, EVENT_WORDS) && !has_word(line, PUBLISHED_WORDS);
    // A sentence ends in a letter and a full stop, a line of data does not.
    let is_sentence =
        line.trim_end_matches('.').ends_with(char::is_alphabetic) && line.ends_with('.');
    if found.is_empty() || words > MAX_WORDS || is_event || is_sentence {
        return said;
    }
    let mut from = 0;
    for one in &found {
        let before = &line[from..one.start];
        let is_modified = has_word(before, MODIFIED_WORDS);
        let target = if is_modified {
            &mut said.modified
        } else {
            &mut said.published
        };
        *target = target.or(Some(one.time));
        from = one.end;
    }
    said
}

/// The date of publication in a text that a profile or a class says holds it.
pub(super) fn published_in(text: &str) -> Option<PageTime> {
    pick(text, false).or_else(|| {
        if has_word(text, MODIFIED_WORDS) {
            None
        } else {
            dates::read(text)
        }
    })
}

/// The date of change in a text that a profile or a class says holds it.
pub(super) fn modified_in(text: &str) -> Option<PageTime> {
    pick(text, true).or_else(|| {
        if has_word(text, PUBLISHED_WORDS) {
            None
        } else {
            dates::read(text)
        }
    })
}

/// The first date behind a word of change, or behind none.
fn pick(text: &str, modified: bool) -> Option<PageTime> {
    let found: Vec<FoundDate> = dates::find(text);
    let mut from = 0;
    found.iter().find_map(|one| {
        let is_modified = has_word(&text[from..one.start], MODIFIED_WORDS);
        from = one.end;
        (is_modified == modified).then_some(one.time)
    })
}

fn has_word(text: &str, beginnings: &[&str]) -> bool {
    let lower = text.to_lowercase();
    let words = || lower.split(|character: char| !character.is_alphabetic());
    beginnings.iter().any(|beginning| {
        if beginning.contains(' ') {
            lower.contains(beginning)
        } else {
            words().any(|word| word.starts_with(beginning))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, published: &str, modified: &str) {
        let said = read(line);
        let shown =
            |time: Option<PageTime>| time.map_or("none".to_owned(), |time| time.to_string());
        assert_eq!(
            (shown(said.published), shown(said.modified)),
            (published.to_owned(), modified.to_owned()),
            "{line}"
        );
    }

    #[test]
    fn lines_about_the_article_state_its_dates() {
        check("6.10.2022", "2022-10-06", "none");
        check("Uutiset 9.11.2016", "2016-11-09", "none");
        check("Sunnuntai 13.8.2017 - Maija Mallikas", "2017-08-13", "none");
        check(
            "Julkaistu 6.10.2022, päivitetty 7.10.2022",
            "2022-10-06",
            "2022-10-07",
        );
        check(
            "Päivitetty 9.2.2021 14.05",
            "none",
            "2021-02-09T14:05:00+02:00",
        );
        check("Publicerad 4 maj 2023", "2023-05-04", "none");
        check(
            "Julkaisuajankohta 2.11.2022 12.58",
            "2022-11-02T12:58:00+02:00",
            "none",
        );
    }

    #[test]
    fn lines_about_something_else_state_nothing() {
        for line in [
            "Aika: 6.10.2022 klo 12",
            "Ilmoittaudu 6.10.2022 mennessä",
            "6.10.2022 klo 9–10",
            "Tilaisuus pidetään 6.10.2022 Seinäjoella",
            "Anmäl dig senast 6.10.2022",
            "Riihimäellä 24.10.2016 kokoontui yli kolmekymmentä järjestöaktiivia ensimmäiseen foorumiin",
            "Riihimäellä 24.10.2016 kokoontui foorumi.",
            "Toimintakertomus vuodelta 2021",
        ] {
            check(line, "none", "none");
        }
    }

    #[test]
    fn fields_take_the_date_that_their_words_ask_for() {
        let text = "Päivitetty 7.10.2022 | Julkaistu 6.10.2022";
        assert_eq!(published_in(text).unwrap().to_string(), "2022-10-06");
        assert_eq!(modified_in(text).unwrap().to_string(), "2022-10-07");
        assert_eq!(modified_in("17.6.2024").unwrap().to_string(), "2024-06-17");
        assert_eq!(published_in("Päivitetty 7.10.2022"), None);
    }
}
