//! Who wrote an article: names in bylines, labelled lines, signatures and author boxes.

use aluehaku_article::time::PageTime;

use super::blocks::{Block, BlockKind};
use super::dates;
use super::text::folded;

/// How many blocks at the end of an article are looked at for a signature or a labelled line.
const TAIL: usize = 4;

/// Longest line that can be a byline or signature, in bytes.
const MAX_LINE: usize = 160;

/// What stands before the writer's name and a colon, folded.
const LABELS: &[&str] = &[
    "kirjoittaja",
    "kirjoittajat",
    "kirjoittanut",
    "teksti",
    "teksti ja kuva",
    "teksti ja kuvat",
    "teksti kuva",
    "teksti kuvat",
    "tekstit ja kuvat",
    "juttu",
    "toimittaja",
    "haastattelu",
    "skribent",
    "skriven av",
    "text",
    "text och bild",
    "text och bilder",
    "text och foto",
    "text foto",
    "författare",
    "av",
    "author",
    "written by",
    "words",
    "by",
    "posted by",
    "reported by",
    "text and photos",
    "autor",
    "autorin",
    "autore",
    "auteur",
    "autorka",
    "tekst",
    "texte",
    "testo",
    "tekijä",
];

/// Labels that name a writer without a colon.
const BARE_LABELS: &[&str] = &[
    "kirjoittanut ",
    "skriven av ",
    "written by ",
    "posted by ",
    "submitted by ",
    "by ",
    "av ",
    "von ",
    "par ",
    "por ",
    "di ",
    "door ",
    "af ",
    "tekst ",
    "escrito por ",
    "scritto da ",
    "geschrieben von ",
    "ein artikel von ",
    "eine analyse von ",
    "ein kommentar von ",
];

/// Words of titles that look like names.
const ROLE_WORDS: &[&str] = &[
    "correspondent",
    "editor",
    "news",
    "redakt",
    "reporter",
    "staff",
    "toimittaja",
    "writer",
];

/// Small words inside names.
const PARTICLES: &[&str] = &[
    "af", "von", "de", "van", "der", "den", "da", "di", "del", "la", "le", "el", "bin", "zu",
];

/// Words that an organisation's name has and a person's has not, as endings.
const ORGANISATION_ENDINGS: &[&str] = &[
    "ry",
    "rf",
    "oy",
    "ab",
    "oyj",
    "yhdistys",
    "liitto",
    "säätiö",
    "keskus",
    "toimitus",
    "toimisto",
    "hyvinvointialue",
    "kaupunki",
    "kunta",
    "hanke",
    "viestintä",
    "verkosto",
    "seura",
    "seurakunta",
    "yliopisto",
    "förening",
    "redaktionen",
];

/// A line at an article's end with place, date and writer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Signature {
    pub(super) date: PageTime,
    pub(super) author: Option<String>,
    /// The line as it stands.
    pub(super) line: String,
}

/// The names that a byline names. Labels (`Teksti:`), roles and organisations behind a comma, and
/// a name said twice are left out.
pub(super) fn names(byline: &str) -> Vec<String> {
    let line = byline.split('\n').next().unwrap_or_default().trim();
    let (_, named) = labelled(line).unwrap_or(("", line));
    let named = without_photographer(named);
    let has_conjunction = [" ja ", " och ", " and ", " & "]
        .iter()
        .any(|word| named.contains(word));
    let mut names: Vec<String> = Vec::new();
    let separators = [" ja ", " och ", " and ", " & ", ";"];
    let mut parts = vec![named];
    for separator in separators {
        parts = parts
            .iter()
            .flat_map(|part| part.split(separator))
            .collect();
    }
    for part in parts {
        // Behind a comma stands an organisation or a role, unless names are enumerated.
        let taken = if has_conjunction { usize::MAX } else { 1 };
        for name in part.split(',').take(taken) {
            let name = single(name.trim());
            if is_usable(name) && !names.iter().any(|known| known == name) {
                names.push(name.to_owned());
            }
        }
    }
    names
}

/// The names in what a page tells machines: enumerated with commas, too, where each is a name.
pub(super) fn stated_names(stated: &str) -> Vec<String> {
    let parts: Vec<&str> = stated.split(',').map(str::trim).collect();
    let is_person = |part: &&str| is_person_like(part) && !has_role_word(part);
    if parts.len() > 1 && parts.iter().all(is_person) {
        return parts.into_iter().map(str::to_owned).collect();
    }
    names(stated)
}

/// Whether a word or two say that a writer's name follows.
pub(super) fn is_label(text: &str) -> bool {
    LABELS.contains(&folded(text).as_str())
}

fn has_role_word(text: &str) -> bool {
    let lower = text.to_lowercase();
    ROLE_WORDS.iter().any(|word| lower.contains(word))
}

/// Takes a labelled line (`Kirjoittaja: Nimi, Yhdistys`) out of the first or last blocks and
/// gives the names in it.
pub(super) fn take_labelled(blocks: &mut Vec<Block>) -> Option<(Vec<String>, String)> {
    let is_near_end = |number: usize| number < 2 || number + TAIL >= blocks.len();
    let found = blocks.iter().enumerate().find_map(|(number, block)| {
        let is_line = block.text.len() <= MAX_LINE && block.kind != BlockKind::Row;
        if !is_near_end(number) || !is_line {
            return None;
        }
        labelled(&block.text)?;
        let names: Vec<String> = names(&block.text)
            .into_iter()
            .filter(|name| is_person_like(name))
            .collect();
        (!names.is_empty()).then_some((number, names))
    });
    let (number, names) = found?;
    let line = blocks.remove(number).text;
    Some((names, line))
}

/// Takes the signature out of the last blocks, with what stands alone with it.
pub(super) fn take_signature(blocks: &mut Vec<Block>) -> Option<Signature> {
    let from = blocks.len().saturating_sub(TAIL);
    let (number, mut signature) = blocks[from..]
        .iter()
        .enumerate()
        .rev()
        .find_map(|(number, block)| Some((from + number, signature(&block.text)?)))?;
    // The name may stand on a line of its own behind place and date.
    if signature.author.is_none()
        && let Some(next) = blocks.get(number + 1)
    {
        let named = names(&next.text)
            .into_iter()
            .find(|name| is_person_like(name));
        if named.is_some() && next.text.len() <= MAX_LINE {
            signature.author = named;
            blocks.remove(number + 1);
        }
    }
    blocks.remove(number);
    Some(signature)
}

/// Takes an author box out of the last blocks: a name that stands there twice, and the role
/// behind it.
pub(super) fn take_author_box(blocks: &mut Vec<Block>) -> Option<String> {
    let from = blocks.len().saturating_sub(TAIL);
    let number = (from..blocks.len()).find(|number| {
        let lines: Vec<&str> = blocks[*number..]
            .iter()
            .flat_map(|block| block.text.lines())
            .collect();
        matches!(lines.as_slice(), [first, second, rest @ ..]
            if first == second && is_person_like(first) && rest.iter().all(|line| is_role(line)))
    })?;
    let author = blocks[number].text.lines().next().map(str::to_owned);
    blocks.truncate(number);
    author
}

/// Whether a line begins with a word that says who wrote, and goes on with a person's name.
pub(super) fn is_labelled(line: &str) -> bool {
    labelled(line).is_some_and(|(_, rest)| names(rest).iter().any(|name| is_person_like(name)))
}

/// Whether a text has the shape of a person's name: two to five words, capitals, no digits.
pub(super) fn is_person_like(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_capitalised = |word: &str| {
        word.chars().next().is_some_and(char::is_uppercase)
            && word
                .chars()
                .all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.'))
    };
    let fits = (2..=5).contains(&words.len())
        && words
            .iter()
            .all(|word| is_capitalised(word) || PARTICLES.contains(word))
        && words.last().is_some_and(|word| is_capitalised(word));
    fits && text.len() <= 60 && !is_organisation_like(text)
}

/// The label of a line, and what stands behind it.
fn labelled(line: &str) -> Option<(&str, &str)> {
    if let Some((label, rest)) = line.split_once(':')
        && LABELS.contains(&folded(label).as_str())
    {
        return Some((label, rest.trim()));
    }
    let lower = line.to_lowercase();
    // Lower-casing can change lengths; then the line is no byline of these languages.
    let label = BARE_LABELS
        .iter()
        .find(|label| lower.starts_with(**label))?;
    let rest = line.get(label.len()..)?;
    is_person_like(rest.split(',').next()?.trim()).then_some((&line[..label.len()], rest.trim()))
}

/// A line without the photographer that stands behind the writer.
fn without_photographer(line: &str) -> &str {
    let lower = line.to_lowercase();
    let cut = [
        ", kuva", " kuvat:", " kuva:", ", foto", ", bild", ", photo", " foto:", " bild:", " | kuva",
    ]
    .iter()
    .filter_map(|word| lower.find(word))
    .min();
    cut.and_then(|cut| line.get(..cut)).unwrap_or(line).trim()
}

/// A name that is said twice in a row, once.
fn single(name: &str) -> &str {
    let words: Vec<&str> = name.split_whitespace().collect();
    let half = words.len() / 2;
    let is_doubled = half > 0 && words.len().is_multiple_of(2) && words[..half] == words[half..];
    if is_doubled {
        name[..name.len() / 2].trim()
    } else {
        name
    }
}

fn is_usable(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 100
        && !name.contains(['@', '/'])
        && !name.chars().all(|character| !character.is_alphabetic())
}

fn is_organisation_like(name: &str) -> bool {
    let lower = name.to_lowercase();
    lower.split_whitespace().any(|word| {
        ORGANISATION_ENDINGS
            .iter()
            .any(|ending| word == *ending || (ending.len() > 3 && word.ends_with(ending)))
    })
}

/// Whether a line can be somebody's title: few words, no sentence.
fn is_role(line: &str) -> bool {
    line.len() <= 80 && line.split_whitespace().count() <= 6 && !line.ends_with(['.', '!', '?'])
}

/// Reads a line such as `Jyväskylässä 18.9.19 järjestöjen muutosagentti Anne Mallikas`.
fn signature(text: &str) -> Option<Signature> {
    if text.len() > MAX_LINE {
        return None;
    }
    let found = dates::find(text)
        .into_iter()
        .next()
        .filter(|found| !found.is_span)?;
    let (place, rest) = (text[..found.start].trim(), text[found.end..].trim());
    let place = place.trim_end_matches([',', ':']);
    let is_place = place.is_empty()
        || place.split_whitespace().count() <= 3
            && place.chars().next().is_some_and(char::is_uppercase)
            && !place.contains(['.', ':', ';']);
    if !is_place || rest.ends_with(['.', '!', '?', ':']) {
        return None;
    }
    let author = trailing_name(rest);
    // Place and date alone may be a signature; a date alone, or one in a sentence, is none.
    let is_signed = author.is_some() || (rest.is_empty() && !place.is_empty());
    is_signed.then(|| Signature {
        date: found.time,
        author,
        line: text.to_owned(),
    })
}

/// The person's name that a line ends in, or that one of its lines is.
fn trailing_name(text: &str) -> Option<String> {
    let text = text.trim_start_matches([',', '-', '–', ' ', '\n']);
    if text.contains('\n') {
        return text
            .lines()
            .map(str::trim)
            .find(|line| is_person_like(line))
            .map(str::to_owned);
    }
    // "Anne Mallikas, järjestöagentti" as well as "järjestöagentti Anne Mallikas".
    let first = text.split(',').next().unwrap_or_default().trim();
    if is_person_like(first) {
        return Some(first.to_owned());
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_name_word = |word: &&&str| {
        word.chars().next().is_some_and(char::is_uppercase) || PARTICLES.contains(*word)
    };
    let length = words.iter().rev().take_while(is_name_word).count().min(3);
    let name = words[words.len() - length..].join(" ");
    is_person_like(&name).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(lines: &[&str]) -> Vec<Block> {
        let block = |line: &&str| Block {
            kind: BlockKind::Paragraph,
            text: (*line).to_owned(),
            link_bytes: 0,
        };
        lines.iter().map(block).collect()
    }

    #[track_caller]
    fn check_names(byline: &str, expected: &[&str]) {
        assert_eq!(names(byline), expected, "{byline}");
    }

    #[test]
    fn names_are_read_out_of_bylines() {
        check_names(
            "Kirjoittaja: Hanna Mallikas, Esimerkkiliitto",
            &["Hanna Mallikas"],
        );
        check_names("Teksti: Aino Aalto, kuvat: Bo Berg", &["Aino Aalto"]);
        check_names(
            "Teksti ja kuvat: Aino Aalto ja Bo Berg",
            &["Aino Aalto", "Bo Berg"],
        );
        check_names(
            "Text: Aino Aalto, Bo Berg och Cia Cederlöf",
            &["Aino Aalto", "Bo Berg", "Cia Cederlöf"],
        );
        check_names("By Aino Aalto", &["Aino Aalto"]);
        check_names("Aino Aalto Aino Aalto", &["Aino Aalto"]);
        check_names("Toimitus", &["Toimitus"]);
        check_names("toimitus@esimerkki.example", &[]);
    }

    #[test]
    fn persons_have_the_shape_of_names() {
        for name in [
            "Anne Mallikas",
            "Aino-Maija Toivakka",
            "Henrika af Sandnäs",
            "J. Virtanen",
        ] {
            assert!(is_person_like(name), "{name}");
        }
        for other in [
            "Toimitus",
            "Hämeen Kohtaamispaikat ry",
            "Keski-Suomen hyvinvointialue",
            "kirjoittaja tuntematon",
            "Vuosi 2020",
        ] {
            assert!(!is_person_like(other), "{other}");
        }
    }

    #[track_caller]
    fn check_signature(line: &str, expected: Option<(&str, Option<&str>)>) {
        let found = signature(line).map(|found| (found.date.to_string(), found.author));
        let expected = expected.map(|(date, author)| (date.to_owned(), author.map(str::to_owned)));
        assert_eq!(found, expected, "{line}");
    }

    #[test]
    fn signatures_are_told_from_sentences() {
        check_signature(
            "Jyväskylässä 18.9.19 järjestöjen muutosagentti Anne Mallikas",
            Some(("2019-09-18", Some("Anne Mallikas"))),
        );
        check_signature(
            "Jyväskylässä 27.9.19 yhdyshenkilö, Outi Mallikas",
            Some(("2019-09-27", Some("Outi Mallikas"))),
        );
        check_signature(
            "Borgå 6.10.2022\nHenrika af Sandnäs",
            Some(("2022-10-06", Some("Henrika af Sandnäs"))),
        );
        check_signature("Seinäjoella 3.4.2020", Some(("2020-04-03", None)));
        check_signature(
            "Riihimäellä 24.10.2016 kokoontui yli kolmekymmentä järjestöaktiivia.",
            None,
        );
        check_signature("Ilmoittaudu 1.12.2022 mennessä", None);
        check_signature("Keskiviikkona 5.10.2022 klo 9–10 Hanna Mallikas", None);
        check_signature("3.4.2020", None);
    }

    #[test]
    fn lines_about_the_writer_leave_the_text() {
        let mut lines = blocks(&["Teksti.", "Kirjoittaja: Eero Mallikas, Talo"]);
        assert_eq!(take_labelled(&mut lines).unwrap().0, ["Eero Mallikas"]);
        assert_eq!(lines.len(), 1);
        let mut lines = blocks(&[
            "A.",
            "Jyväskylässä 18.9.19",
            "Anne Mallikas",
            "PS) Seuraa meitä:",
        ]);
        assert_eq!(
            take_signature(&mut lines).unwrap().author.as_deref(),
            Some("Anne Mallikas")
        );
        assert_eq!(lines.len(), 2);
        let mut lines = blocks(&["Teksti.", "Auli Mallikas\nAuli Mallikas", "Asiantuntija"]);
        assert_eq!(
            take_author_box(&mut lines).as_deref(),
            Some("Auli Mallikas")
        );
        assert_eq!(lines.len(), 1);
        let mut lines = blocks(&["Teksti: tämä on lause.", "Loppu."]);
        assert_eq!(take_labelled(&mut lines), None);
    }
}
