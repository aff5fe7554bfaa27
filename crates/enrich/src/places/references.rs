//! References to works, whose authors are called as places are: "Lappi, A. & Virta, B. 2015", "Juva ym. 2015",
//! "Ks. Vaara 2016".

use super::words::is_first_name;
use crate::within::part;

/// Words that refer to the work of somebody.
const REFERRING: [&str; 8] = [
    "Ks. ", "ks. ", "Vrt. ", "vrt. ", "Jfr ", "jfr ", "Cf. ", "cf. ",
];

/// Words that join one place to the next.
const JOINING: [&str; 5] = ["ja", "sekä", "tai", "och", "and"];

/// Whether a name in the nominative between `before` and `after` is that of an author. One that is nobody's surname needs
/// stronger signs.
pub(super) fn is_cited(before: &str, after: &str, is_surname: bool) -> bool {
    if let Some(behind) = after.strip_prefix(", ") {
        return is_of_list(behind)
            || has_initial(behind) && (is_surname || has_year_behind_initial(behind));
    }
    let Some(behind) = after.strip_prefix(' ') else {
        return false;
    };
    let refers = || REFERRING.iter().any(|word| before.ends_with(word));
    is_cited_with_another(after)
        || is_cited_with_others(behind)
        || has_year(behind) && (before.ends_with(" & ") || refers())
        || is_surname && before.ends_with('(') && is_year_with_page(behind)
        || is_surname && is_author_of_year(behind)
}

/// " (2019) mukaan".
pub(super) fn is_said_in_year(after: &str) -> bool {
    let behind = after.strip_prefix(" (").filter(|year| has_year(year));
    let behind = behind.and_then(|year| year.split_once(") "));
    behind.is_some_and(|(_, behind)| behind.starts_with("mukaan"))
}

/// " & Virta 2015".
fn is_cited_with_another(after: &str) -> bool {
    let Some(other) = after.strip_prefix(" & ") else {
        return false;
    };
    let name = other.split([' ', ',', '(']).next().unwrap_or_default();
    name.starts_with(char::is_uppercase) && has_year(part(other, name.len()..))
}

/// "ym. 2015", "et al. (2015)"; without a year towns are named with others, too: "Turku ym. kaupungit".
fn is_cited_with_others(behind: &str) -> bool {
    let others = ["ym", "et al"];
    let others = others.iter().find_map(|others| behind.strip_prefix(others));
    others.is_some_and(|year| has_year(year.trim_start_matches('.')))
}

/// "Anna. 2013.": surname, first name and year, as lists of works have them.
fn is_of_list(behind: &str) -> bool {
    let name = behind.split_once(['.', '(', ' ']);
    name.is_some_and(|(name, year)| is_first_name(name, 1) && has_year(year))
}

/// "A.".
fn has_initial(behind: &str) -> bool {
    let mut signs = behind.chars();
    signs.next().is_some_and(char::is_uppercase) && signs.next() == Some('.')
}

/// "K. (2011)".
fn has_year_behind_initial(behind: &str) -> bool {
    let rest =
        behind.trim_start_matches(|sign: char| sign.is_uppercase() || sign == '.' || sign == '-');
    rest.starts_with([' ', ',']) && has_year(rest)
}

/// "2019, 33", "2019; Virtanen 2020".
fn is_year_with_page(behind: &str) -> bool {
    let rest = behind.trim_start_matches(|sign: char| sign.is_ascii_digit());
    let has_page = rest.strip_prefix([',', ':']).is_some_and(|page| {
        page.trim_start()
            .starts_with(|sign: char| sign.is_ascii_digit())
    });
    behind.len() - rest.len() == 4 && has_year(behind) && (has_page || rest.starts_with(';'))
}

/// "(2018) toteaa".
fn is_author_of_year(behind: &str) -> bool {
    let year = behind.strip_prefix('(').filter(|year| has_year(year));
    let Some((_, behind)) = year.and_then(|year| year.split_once(") ")) else {
        return false;
    };
    let word = behind
        .split(|sign: char| !sign.is_alphabetic())
        .next()
        .unwrap_or_default();
    word.starts_with(char::is_lowercase) && !JOINING.contains(&word)
}

/// Whether a year follows, in brackets or not.
fn has_year(after: &str) -> bool {
    let after = after.trim_start_matches([' ', ',', '(']);
    after.starts_with("19") || after.starts_with("20")
}
