//! What the words around the name of a place say about it.

use aluehaku_article::region::forms::FormKind;
use aluehaku_finnish::names::NameKind;

use super::super::names::{TaggedSpan, is_title};
use super::words::{Word, is_first_name};
use super::{ListedForm, references};
use crate::within::part;

/// What the neighbours of a name say about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// The writing itself tells a place: "Simossa", "Simon kunta".
    Sure,
    /// Nothing against it.
    Place,
    /// It may be a person's lone surname: a place unless the same text has the full name.
    MaybeSurname,
    /// It may be a common word that begins a sentence: a place if anything speaks for it.
    MaybeAnother,
    /// It is rather a first name or a company: a place if the writing elsewhere or a list of places tells so.
    RatherAnother,
    /// It is part of a person's full name: no place.
    PersonsName,
    /// It is part of another name, such as a newspaper's: no place.
    NoPlace,
}

/// Beginnings of words that stand behind the genitive of a municipality.
const BEHIND_MUNICIPALITY: [&str; 14] = [
    "kaupun", "kunta", "kunnan", "kunnas", "kunnal", "kuntalai", "kuntaan", "seudu", "seutu",
    "taajama", "keskusta", "seurakun", "kirkonky", "asukka",
];

/// Beginnings of words that stand behind the genitive of a person.
const BEHIND_PERSON: [&str; 15] = [
    "äiti",
    "äidi",
    "isä",
    "vaimo",
    "mies",
    "miehe",
    "poika",
    "poja",
    "tytär",
    "tyttä",
    "sisko",
    "velje",
    "mielestä",
    "mukaan",
    "kanssa",
];

/// Beginnings of words for what newspapers do.
const REPORTS: [&str; 7] = [
    "kerto", "kirjoit", "uutiso", "haastat", "julkais", "selvit", "skriv",
];

/// Words before a place in Swedish and English.
const PREPOSITIONS: [&str; 9] = [
    "i", "från", "till", "vid", "nära", "in", "from", "near", "at",
];

/// Words behind a genitive that make the name of a newspaper, by their beginnings.
const NEWSPAPERS: [&str; 12] = [
    "Sanomat",
    "Sanomi",
    "Kansa",
    "Lehti",
    "Lehde",
    "Lehte",
    "Uutiset",
    "Uutis",
    "Tidning",
    "Underrättelser",
    "Aviisi",
    "Paikallisleh",
];

/// The same for teams.
const TEAMS: [&str; 26] = [
    "Pallon",
    "Palloker",
    "Palloilij",
    "Palloseur",
    "Jalkapallo",
    "Jääkiekko",
    "Kiekko",
    "Kieko",
    "Kärpät",
    "Kärppi",
    "Ilves",
    "Ilvekse",
    "Tappara",
    "Lukko",
    "Lukon",
    "Ässät",
    "Ässi",
    "Jukuri",
    "Pelicans",
    "Reipas",
    "Jymy",
    "Ketterä",
    "Roosters",
    "Korihai",
    "Salibandy",
    "Lentopallo",
];

/// Abbreviations that stand before the town in the name of a team: "FC Lahti".
const BEFORE_TEAM: [&str; 9] = ["FC", "AC", "IFK", "IF", "BK", "SC", "HC", "JK", "FF"];

/// A form of a name where it stands.
pub(super) struct Neighbourhood<'t> {
    pub(super) text: &'t str,
    pub(super) words: &'t [Word<'t>],
    /// The first word of the form and the last.
    pub(super) at: usize,
    pub(super) last: usize,
    /// The name that the tagger sees there.
    pub(super) tagged: Option<&'t TaggedSpan>,
}

impl Neighbourhood<'_> {
    /// What the neighbours say about a form.
    pub(super) fn standing(&self, form: &ListedForm) -> Standing {
        if self.is_of_newspaper_or_team(form) {
            return Standing::NoPlace;
        }
        if self.is_reference(form) {
            // Whose work is told is no region, but the region may be told of elsewhere.
            return match form.of_municipality && form.is_personal_name {
                true => Standing::PersonsName,
                false => Standing::NoPlace,
            };
        }
        if !form.of_municipality || form.words.len() > 1 {
            return Standing::Place;
        }
        // "Ruskolla" is said of a person too ("has"), "Lahdessa" only of the town.
        let inside = form.kind == FormKind::Local && !is_outer_case(self.own().text);
        if self.is_municipality_by_next_word(form) || self.follows_preposition(form) {
            return Standing::Sure;
        }
        if form.is_personal_name && !inside && self.is_in_full_name(form) {
            return Standing::PersonsName;
        }
        if form.is_common_word && self.own().begins_sentence {
            return Standing::MaybeAnother;
        }
        if inside {
            return Standing::Sure;
        }
        match () {
            () if form.is_rather_another && self.is_persons_by_next_word() => Standing::NoPlace,
            () if form.is_rather_another => Standing::RatherAnother,
            () if form.is_personal_name || form.is_common_word => Standing::MaybeSurname,
            () => Standing::Sure,
        }
    }

    fn own(&self) -> &Word<'_> {
        &self.words[self.at]
    }

    /// The word before a space.
    fn before(&self) -> Option<&Word<'_>> {
        let before = self.at.checked_sub(1).filter(|_| self.own().follows_word)?;
        Some(&self.words[before])
    }

    /// The word that follows after a space.
    fn next(&self) -> Option<&Word<'_>> {
        self.words
            .get(self.last + 1)
            .filter(|next| next.follows_word)
    }

    /// "Turun kaupunki", "Simon kunnanjohtaja".
    fn is_municipality_by_next_word(&self, form: &ListedForm) -> bool {
        form.kind == FormKind::Genitive
            && self
                .next()
                .is_some_and(|next| begins_with(next.text, &BEHIND_MUNICIPALITY))
    }

    /// "Simon äiti", "Sallan mielestä".
    fn is_persons_by_next_word(&self) -> bool {
        self.next()
            .is_some_and(|next| begins_with(next.text, &BEHIND_PERSON))
    }

    /// "i Lovisa", "from Salla": languages that do not inflect names.
    fn follows_preposition(&self, form: &ListedForm) -> bool {
        form.kind == FormKind::Nominative
            && self
                .before()
                .is_some_and(|before| PREPOSITIONS.contains(&before.text))
    }

    /// "Tutkija Juva laskisi".
    fn follows_title(&self) -> bool {
        self.before()
            .is_some_and(|before| is_title(&before.text.to_lowercase()))
    }

    /// "Turun Sanomat", "Salon Seudun Sanomat", "Kuopion Palloseura", "FC Lahti".
    fn is_of_newspaper_or_team(&self, form: &ListedForm) -> bool {
        if form.kind == FormKind::Nominative
            && self
                .before()
                .is_some_and(|before| BEFORE_TEAM.contains(&before.text))
        {
            return true;
        }
        let Some(next) = self.next() else {
            return false;
        };
        match form.kind {
            FormKind::Genitive => {}
            // "Keskisuomalainen kertoo", "Åbo Underrättelser".
            FormKind::Adjective => {
                return self.own().is_capitalised()
                    && self.own().text.ends_with("nen")
                    && begins_with(next.text, &REPORTS);
            }
            FormKind::Nominative => return begins_with(next.text, &["Underrättelser", "Tidning"]),
            _ => return false,
        }
        let head = match self
            .words
            .get(self.last + 2)
            .filter(|word| word.follows_word)
        {
            Some(word) if next.text == "Seudun" => word,
            _ => next,
        };
        begins_with(head.text, &NEWSPAPERS) || begins_with(head.text, &TEAMS) || is_paper(head)
    }

    /// "Lappi, A. & Virta, B. 2015", "Lahden (2019) mukaan": whose work a text refers to.
    fn is_reference(&self, form: &ListedForm) -> bool {
        let before = part(self.text, ..self.own().start);
        let after = part(self.text, self.words[self.last].range().end..);
        match form.kind {
            FormKind::Nominative => {
                let is_surname = form.is_personal_name || !form.of_municipality;
                references::is_cited(before, after, is_surname)
            }
            FormKind::Genitive => form.is_personal_name && references::is_said_in_year(after),
            _ => false,
        }
    }

    /// Whether a name is part of a person's full name.
    fn is_in_full_name(&self, form: &ListedForm) -> bool {
        if form.kind != FormKind::Local && self.follows_title() {
            return true;
        }
        let tagged = self.tagged.filter(|span| span.kind == NameKind::Person);
        if tagged.is_some_and(|span| span.bytes.len() > self.own().text.len()) {
            return form.kind != FormKind::Local || self.names_before() == 1;
        }
        match self.names_before() {
            // "Kaarina Lahti", "Kaarina Lahdelta", "Lahti Anna".
            0 => {
                form.kind == FormKind::Nominative
                    && self.next().is_some_and(|next| {
                        is_shaped(next) && (form.is_rather_another || is_first_name(next.text, 3))
                    })
            }
            // "Myös Lahdessa": the word before has the capital of its sentence only.
            1 if self.words[self.at - 1].begins_sentence => form.kind != FormKind::Local,
            1 => true,
            // "Taneli Vesa Saarijärvellä": the name is complete without it.
            _ => form.kind != FormKind::Local,
        }
    }

    /// How many words of a person's name stand right before: at least the first of them a first name.
    fn names_before(&self) -> usize {
        let before = (0..self.at).rev();
        let shaped = before
            .take_while(|at| self.words[at + 1].follows_word && is_shaped(&self.words[*at]))
            .count();
        let words = &self.words[self.at - shaped..self.at];
        let first = words.iter().position(|word| is_first_name(word.text, 1));
        first.map_or(0, |first| shaped - first)
    }
}

/// "Kaupunkilehti", "Kotilehden": a compound of papers that is written as a name.
fn is_paper(word: &Word<'_>) -> bool {
    let forms = ["lehti", "lehde", "lehte"];
    word.is_capitalised() && forms.iter().any(|form| word.text.contains(form))
}

fn begins_with(word: &str, beginnings: &[&str]) -> bool {
    beginnings
        .iter()
        .any(|beginning| word.starts_with(beginning))
}

/// Whether a word ends as the outer local cases do.
fn is_outer_case(word: &str) -> bool {
    ["lla", "llä", "lta", "ltä", "lle"]
        .iter()
        .any(|ending| word.ends_with(ending))
}

/// Whether a word is of letters only and not all capitals, as given names are ("Maria-Kaisa" too).
fn is_shaped(word: &Word<'_>) -> bool {
    word.is_capitalised()
        && word.text.chars().all(|c| c.is_alphabetic() || c == '-')
        && word.text.chars().skip(1).any(char::is_lowercase)
}
