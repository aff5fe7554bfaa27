//! Short names and long ones of one organisation, where one article has both: "SOSTE (Suomen sosiaali ja terveys ry)",
//! or KYP where it also names Keski-Suomen Yhdistyspaja.

use aluehaku_finnish::Finnish;

use super::document::Document;
use super::organisations::OrganisationMention;
use super::short_names::{is_abbreviation, is_short, without_legal_form};

/// Two names that a text says to be of one organisation: "SOSTE (Suomen sosiaali ja terveys ry)".
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Definition {
    /// The name in capitals.
    pub short: String,
    /// The name written out.
    pub long: String,
}

/// The definitions among the organisations of an article.
pub(super) fn find(
    document: &Document<'_>,
    mentions: &[OrganisationMention],
    finnish: &Finnish,
) -> Vec<Definition> {
    let mut found = in_brackets(document, mentions);
    found.extend(by_domains(document, mentions, finnish));
    let mut shorts: Vec<&str> = mentions
        .iter()
        .map(|mention| mention.name.as_str())
        .collect();
    shorts.retain(|name| is_abbreviation(without_legal_form(name)));
    shorts.sort_unstable();
    shorts.dedup();
    for short in shorts {
        let is_bracketed =
            |known: &Definition| without_legal_form(&known.short) == without_legal_form(short);
        if !found.iter().any(is_bracketed)
            && let Some(long) = with_initials(short, mentions, finnish)
        {
            found.push(Definition {
                short: short.to_owned(),
                long: long.to_owned(),
            });
        }
    }
    found
}

/// "Keski-Suomen Yhdistyspaja ry, etunimi@kyp.example": the letters of an address that are the initials of a name.
fn by_domains(
    document: &Document<'_>,
    mentions: &[OrganisationMention],
    finnish: &Finnish,
) -> Vec<Definition> {
    let mut labels: Vec<String> = Vec::new();
    for token in document.tokens() {
        let address = token.text.rsplit_once('@').map(|(_, domain)| domain);
        let address = address.or_else(|| token.text.strip_prefix("www."));
        let label = address.and_then(|domain| domain.split_once('.'));
        if let Some((label, _)) = label
            && label.len() <= LONGEST
            && !labels.iter().any(|known| known == label)
        {
            labels.push(label.to_owned());
        }
    }
    let defined = labels.iter().filter_map(|label| {
        let short = label.to_uppercase();
        let long = with_initials(&short, mentions, finnish)?.to_owned();
        Some(Definition { short, long })
    });
    defined.collect()
}

/// Letters of the longest abbreviation.
const LONGEST: usize = 8;

/// Names of which one stands in brackets behind the other.
fn in_brackets(document: &Document<'_>, mentions: &[OrganisationMention]) -> Vec<Definition> {
    let mut found = Vec::new();
    for pair in mentions.windows(2) {
        let [outer, inner] = pair else { continue };
        let bracketed = outer.tokens.end + 1 == inner.tokens.start
            && document.text(outer.tokens.end) == "("
            && document
                .tokens()
                .get(inner.tokens.end)
                .is_some_and(|token| token.text == ")");
        let names = match (is_short(&outer.name), is_short(&inner.name)) {
            (true, false) => Some((&outer.name, &inner.name)),
            (false, true) => Some((&inner.name, &outer.name)),
            _ => None,
        };
        if let Some((short, long)) = names.filter(|_| bracketed) {
            found.push(Definition {
                short: short.clone(),
                long: long.clone(),
            });
        }
    }
    found
}

/// The only organisation of an article whose words have these initials.
fn with_initials<'m>(
    short: &str,
    mentions: &'m [OrganisationMention],
    finnish: &Finnish,
) -> Option<&'m str> {
    let letters = without_legal_form(short).to_lowercase();
    let names = mentions.iter().map(|mention| mention.name.as_str());
    let mut fitting = names.filter(|name| has_initials(name, &letters, finnish));
    let first = fitting.next()?;
    let bare = |name: &str| without_legal_form(name).to_lowercase();
    fitting
        .all(|other| bare(other) == bare(first))
        .then_some(first)
}

/// Letters of an abbreviation from which on its initials say something.
const SHORTEST: usize = 3;

/// Whether letters are the initials of a name: of all its words, and of parts of its compounds between them ("kyp" of
/// Keski-Suomen Yhdistyspaja).
pub(super) fn has_initials(name: &str, letters: &str, finnish: &Finnish) -> bool {
    let bare = without_legal_form(name);
    let words: Vec<&str> = bare.split(' ').filter(|word| *word != "ja").collect();
    if words.len() < 2 || is_short(name) || letters.chars().count() < SHORTEST {
        return false;
    }
    let mut left = letters;
    for word in words {
        let initials = initials(word, finnish);
        let mut parts = initials.iter();
        let Some(rest) = parts.next().and_then(|first| left.strip_prefix(*first)) else {
            return false;
        };
        left = rest;
        // What is left for the parts behind is taken as it comes; the next word must find its own initial.
        for part in parts {
            left = left.strip_prefix(*part).unwrap_or(left);
        }
    }
    left.is_empty()
}

/// The first letters of a word and of the parts of a compound, small ones.
fn initials(word: &str, finnish: &Finnish) -> Vec<char> {
    let lower = word.to_lowercase();
    let mut initials: Vec<char> = lower.chars().next().into_iter().collect();
    let tail = lower.rsplit_once('-').map(|(_, tail)| tail);
    initials.extend(tail.and_then(|tail| tail.chars().next()));
    if tail.is_none() {
        let terms = finnish.terms(&lower);
        let mut parts: Vec<&str> = terms.parts().collect();
        // Parts and what is left of the word after them; the last simple ones begin inside the word.
        parts.retain(|part| lower.find(part).is_some_and(|at| at > 0));
        parts.sort_by_key(|part| lower.find(part));
        initials.extend(parts.iter().filter_map(|part| part.chars().next()));
    }
    initials
}
