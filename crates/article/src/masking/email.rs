//! Finds e-mail addresses as people write them: plain, with spaces or a line break in them, and with the at sign
//! and the dots written out so that programs do not see them.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::compiled;

/// Spaces and at most one line break: a blank line ends whatever stands before it.
const GAP: &str = r"(?: {0,2}\n? {0,2})";

/// The at sign in words.
const AT_IN_WORDS: &str = r"(?:[aä]t(?:-?merkki)?|miuku(?:mauku)?|snabel-?a|kissanhäntä)";

/// Endings of domains that are known where the rest is not written as addresses are.
const ENDINGS: &str = "(?:fi|ax|se|com|org|net|eu|info|nu|ee|no|dk|example)";

/// How the words for an at sign begin.
const AT_BEGINNINGS: [&str; 6] = ["@", "a", "ä", "miuku", "snabel", "kissanhäntä"];

/// The same where the word stands between spaces alone.
const WORD_BEGINNINGS: [&str; 7] = [
    "at ",
    "ät ",
    "at-merkki ",
    "ät-merkki ",
    "miuku",
    "snabel",
    "kissanhäntä",
];

/// How far an address reaches before its at sign, and after it, in bytes.
const REACH: (usize, usize) = (200, 300);

/// A name, an at sign, and a domain.
static EMAIL: LazyLock<Regex> = LazyLock::new(|| {
    let enclosed_dot = format!(r"{GAP}[\[({{<] ?(?:dot|piste|punkt|pt|\.) ?[\])}}>]{GAP}");
    let character = r"[\p{L}\d_%+\-]";
    let name =
        format!(r"(?<name>[\p{{L}}\d](?:(?:{character}|\.|{enclosed_dot}|-\n)*{character})?)");
    let enclosed = format!(r"[\[({{<*|]{{1,2}} ?(?:@|a|{AT_IN_WORDS}) ?[\])}}>*|]{{1,2}}");
    let at = format!(
        r"(?:(?<before>{GAP})(?:(?<sign>@)|%40|{enclosed}){GAP}|(?<joined>_at_)|(?: (?<word>{AT_IN_WORDS}) ))"
    );
    let label = r"[\p{L}\d](?:[\p{L}\d\-]*[\p{L}\d])?(?:-?\n[\p{L}\d\-]*[\p{L}\d])?";
    let dot = format!(r"(?:\.|{enclosed_dot})");
    let domain = format!(r"{label}(?:{dot}{label})*?{dot}\p{{L}}{{2,}}(?:{dot}\p{{L}}{{2,}})*");
    let loose_dot = format!(r"(?:{dot}| (?:piste|punkt|dot) |{GAP}\.|\.\n)");
    let loose = format!(
        r"{label}(?:{loose_dot}{label})?(?:{loose_dot}(?-i:{ENDINGS})\b|\. (?-i:fi|com|org)\b)"
    );
    compiled(&format!(
        r"(?i){name}{at}(?:(?<domain>{domain})|(?<loose>{loose}))"
    ))
});

/// One of the known endings alone.
static ENDING: LazyLock<Regex> = LazyLock::new(|| compiled(&format!("(?i)^{ENDINGS}$")));

/// Words before the name of an account in a social medium, which looks like the second half of an address.
static BEFORE_ACCOUNT: LazyLock<Regex> = LazyLock::new(|| {
    let words = r"seura\p{L}*|meitä|tili\p{L}*|käyttäj\p{L}*|kanava\p{L}*|profiili\p{L}*|some\p{L}*|ig|insta\p{L}*";
    let networks =
        r"facebook\p{L}*|twitter\p{L}*|x|tiktok\p{L}*|threads\p{L}*|youtube\p{L}*|linkedin\p{L}*";
    let others = "ja|tai|sekä|myös|och|eller|följ|oss|på|konto\\p{L}*|kuva|foto|bild|and|or|at|with|by|from|follow|us";
    compiled(&format!(r"(?i)^(?:{words}|{networks}|{others})$"))
});

/// The places of all e-mail addresses of a plain text, in order.
pub(super) fn find_all(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, _) in text.match_indices(may_be_at) {
        let done = found.last().map_or(0, |last| last.end);
        if at >= done && is_at(&text[at..]) {
            found.extend(address_around(text, at, done));
        }
    }
    found
}

/// Whether an address ends in a domain that is known.
pub(super) fn ends_as_known(address: &str) -> bool {
    let ending = address.rsplit(['.', ')', ']', '}', '>', ' ', '\n']).next();
    ending.is_some_and(|ending| ENDING.is_match(ending))
}

/// Whether an at sign in any form begins with a character.
fn may_be_at(character: char) -> bool {
    matches!(
        character,
        '@' | '%' | '_' | ' ' | '[' | '(' | '{' | '<' | '*' | '|'
    )
}

/// Whether a text begins with an at sign in any form, as far as its first letters tell.
fn is_at(text: &str) -> bool {
    let mut characters = text.chars();
    let first = characters.next();
    let rest = characters.as_str();
    let begins = |words: &[&str], rest: &str| words.iter().any(|word| begins_with(rest, word));
    match first {
        Some('@') => true,
        Some('%') => rest.starts_with("40"),
        Some('_') => begins_with(rest, "at_"),
        Some(' ') => begins(&WORD_BEGINNINGS, rest),
        _ => begins(&AT_BEGINNINGS, rest.trim_start_matches(' ')),
    }
}

/// Whether a text begins with a word, whatever its capitals.
fn begins_with(text: &str, word: &str) -> bool {
    let mut characters = text.chars().flat_map(char::to_lowercase);
    word.chars()
        .all(|character| characters.next() == Some(character))
}

/// The address around an at sign, where one is; it does not begin before `done`.
fn address_around(text: &str, at: usize, done: usize) -> Option<Range<usize>> {
    let mut from = at.saturating_sub(REACH.0).max(done);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let mut to = text.len().min(at + REACH.1);
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    let mut all = EMAIL.captures_iter(&text[from..to]);
    let found = all.find(|found| found.get(0).is_some_and(|whole| whole.end() > at - from))?;
    let whole = found.get(0)?;
    let covers = whole.start() <= at - from && is_address(&found);
    covers.then(|| from + whole.start()..from + whole.end())
}

/// Whether what has the parts of an address is one.
fn is_address(found: &Captures<'_>) -> bool {
    let part = |name| found.name(name).map_or("", |part| part.as_str());
    let name = part("name");
    let is_made_of_parts = name.contains(['.', '_', '-']) || name.contains(char::is_numeric);
    let ends_as_known = !part("loose").is_empty() || ends_as_known(part("domain"));
    if let Some(word) = found.name("word") {
        // "at" is a word of English, too.
        let is_word = word.as_str().eq_ignore_ascii_case("at");
        return ends_as_known && (!is_word || name.contains('.'));
    }
    if found.name("joined").is_some() {
        return ends_as_known;
    }
    let stands_apart = found.name("sign").is_some() && !part("before").is_empty();
    !stands_apart || is_made_of_parts || !BEFORE_ACCOUNT.is_match(name)
}

#[cfg(test)]
mod tests {
    use crate::masking::{EMAIL_MASK, mask};

    #[test]
    fn addresses_are_found_as_people_write_them() {
        for address in [
            "anna.virtanen@kyt.fi",
            "anna.virtanen @ kyt.fi",
            "anna.virtanen@ kyt.fi",
            "anna @kyt.fi",
            "anna.virtanen@\nkyt.fi",
            "anna.virtanen\n@kyt.fi",
            "anna.virta-\nnen@kyt.fi",
            "anna@jarjesto-\nyhteistyo.fi",
            "anna@jarjes\nto.fi",
            "anna@kyt.\nfi",
            "anna@kyt .fi",
            "anna@kyt. fi",
            "anna.vir\u{ad}tanen@kyt.fi",
            "anna\u{200b}@\u{2060}kyt.fi",
            "anna＠kyt.fi",
            "anna﹫kyt．fi",
            "anna(at)kyt.fi",
            "anna (at) kyt.fi",
            "anna[at]kyt.fi",
            "anna{at}kyt.fi",
            "anna<at>kyt.fi",
            "anna*at*kyt.fi",
            "anna_at_kyt.fi",
            "anna (AT) kyt.fi",
            "anna(ät)kyt.fi",
            "anna [ät] kyt.fi",
            "anna(a)kyt.fi",
            "anna (@) kyt.fi",
            "anna((at))kyt.fi",
            "anna (ät-merkki) kyt.fi",
            "anna (snabel-a) kyt.ax",
            "anna ät kyt.fi",
            "anna.virtanen at kyt.fi",
            "anna miukumauku kyt.fi",
            "anna(at)kyt(dot)fi",
            "anna (at) kyt (dot) fi",
            "anna[at]kyt[piste]fi",
            "anna(piste)virtanen(at)kyt(piste)fi",
            "anna.virtanen at kyt dot fi",
            "anna ät kyt piste fi",
            "anna@kyt piste fi",
            "anna snabel-a kyt punkt ax",
            "anna%40kyt.fi",
            "anna@posti.kyt.fi",
        ] {
            for text in [
                format!("Kirjoita: {address}."),
                format!("({address})"),
                format!("Anna, {address}, kertoo"),
            ] {
                let masked = mask(&text).into_owned();
                assert!(masked.contains(EMAIL_MASK), "{text} gives {masked}");
                assert!(!masked.contains("kyt"), "{text} gives {masked}");
                assert!(!masked.contains("anna"), "{text} gives {masked}");
            }
        }
    }

    #[test]
    fn what_only_looks_like_an_address_stays() {
        for text in [
            "Seuraa meitä @jarjesto.fi",
            "Instagram: @kyt.fi",
            "seuraa tiliä @kyt.fi",
            "@kyt_ry seuraa meitä",
            "Kello 10 (a) kohta",
            "Kohdat (a) ja (b) ovat voimassa.",
            "Read more at kyt.fi",
            "Look at this.",
            "https://kyt.fi/look-at-this.html",
            "Hinta 5 kpl @ 3.50 euroa",
            "Lauseen piste on tärkeä.",
            "Seis! At least: yes.",
            "Tulokset a) hyvä b) huono.",
        ] {
            assert_eq!(mask(text), text);
        }
    }

    #[test]
    fn what_stands_beside_an_address_stays() {
        for (text, masked) in [
            (
                "Soita tai lähetä sähköpostia.\nanna@kyt.fi\n\nMatti",
                "Soita tai lähetä sähköpostia.\n[sähköposti]\n\nMatti",
            ),
            (
                "anna@kyt.fi. Me vastaamme. Se on hyvä.",
                "[sähköposti]. Me vastaamme. Se on hyvä.",
            ),
            ("anna@kyt.fi\nmatti@kyt.fi", "[sähköposti]\n[sähköposti]"),
            ("anna@kyt.fi, www.kyt.fi", "[sähköposti], www.kyt.fi"),
            (
                "mailto:anna@kyt.fi?subject=x",
                "mailto:[sähköposti]?subject=x",
            ),
        ] {
            assert_eq!(mask(text), masked);
        }
    }
}
