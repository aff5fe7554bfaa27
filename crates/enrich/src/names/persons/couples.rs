//! Couples: in "Aino ja Eino Mäkelä" the first of two first names has the surname of the second.

use aluehaku_article::Evidence;
use aluehaku_finnish::names::{BaseForms, NamePart};

use super::super::document::Document;
use super::super::taken::Taken;
use super::PersonMention;
use super::shape::{as_first_name, capitalised_once, is_word_of_name, joins_names};

/// From which step on a word is a first name that can stand alone.
const FIRST_NAME: u8 = 3;

/// Adds who shares a surname with the person named next, and takes the tokens.
pub(super) fn add(
    document: &Document<'_>,
    taken: &mut Taken,
    mentions: &mut Vec<PersonMention>,
    base_forms: &mut BaseForms<'_>,
) {
    let mut partners = Vec::new();
    for mention in mentions.iter() {
        let start = mention.tokens.start;
        let Some(at) = start.checked_sub(2) else {
            continue;
        };
        let word = document.near(start, -2);
        let Some((_, surname)) = mention.name.rsplit_once(' ') else {
            continue;
        };
        let is_partner = joins_names(document.near(start, -1))
            && is_word_of_name(word)
            && !taken.has(at)
            && !follows_name(document, at);
        if !is_partner {
            continue;
        }
        let mut first_name = capitalised_once(word);
        if as_first_name(word) < FIRST_NAME {
            // "Tuulan ja Erkki Salmisen".
            first_name = base_forms.best(&first_name, NamePart::FirstName);
        }
        let bears_another = || {
            let mut others = mentions.iter().map(|mention| mention.name.split_once(' '));
            others.any(|name| name.is_some_and(|(first, _)| first == first_name))
        };
        if as_first_name(&first_name) >= FIRST_NAME && !bears_another() {
            partners.push(PersonMention {
                tokens: at..at + 1,
                name: format!("{first_name} {surname}"),
                role: None,
                evidence: Evidence::FirstName,
            });
        }
    }
    for partner in &partners {
        taken.take(&partner.tokens);
    }
    mentions.extend(partners);
}

/// Whether a word with a capital of its own stands right before a token: then the token may be a surname.
fn follows_name(document: &Document<'_>, at: usize) -> bool {
    let before = document.near(at, -1);
    let begins = at.checked_sub(1) == Some(document.sentence_start(at));
    is_word_of_name(before) && (!begins || as_first_name(before) >= FIRST_NAME)
}
