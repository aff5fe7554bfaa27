//! Names as parts of addresses: `Keski-Suomen vaikuttavat järjestöt` as
//! `keski-suomen-vaikuttavat-jarjestot`, and the paths of the pages about names, regions and
//! articles.

use aluehaku_article::facet::Facet;
use aluehaku_article::region::Region;

use super::params::names::NameBook;

/// The slug of a name: its letters and digits in lower case without accents, hyphens between.
///
/// It can be empty, and two names can share one.
pub(crate) fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for character in name.chars().flat_map(char::to_lowercase) {
        match base(character) {
            Some(letters) => slug.push_str(letters),
            None if character.is_alphanumeric() => slug.push(character),
            None if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            None => {}
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// The letters without accents of the names found in Finland's news.
fn base(character: char) -> Option<&'static str> {
    Some(match character {
        'á' | 'à' | 'â' | 'ã' | 'ä' | 'å' | 'ą' | 'ā' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'č' => "c",
        'đ' | 'ď' | 'ð' => "d",
        'é' | 'è' | 'ê' | 'ë' | 'ę' | 'ė' | 'ē' | 'ě' => "e",
        'í' | 'ì' | 'î' | 'ï' | 'ī' => "i",
        'ł' | 'ľ' => "l",
        'ñ' | 'ń' | 'ŋ' | 'ň' => "n",
        'ó' | 'ò' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' => "o",
        'ř' => "r",
        'š' | 'ś' | 'ş' => "s",
        'ß' => "ss",
        'ť' | 'ŧ' => "t",
        'ú' | 'ù' | 'û' | 'ü' | 'ū' | 'ű' | 'ů' => "u",
        'ý' | 'ÿ' => "y",
        'ž' | 'ź' | 'ż' => "z",
        // Part of a word, not a gap between two.
        '\'' | '’' | '\u{301}' | '\u{308}' | '\u{30a}' => "",
        _ => return None,
    })
}

/// Whether a name can be part of an address: its [`slug`] is not empty.
pub(crate) fn has_slug(name: &str) -> bool {
    name.contains(char::is_alphanumeric)
}

/// Path of the page about a name; absent for names whose facet has no such pages.
pub(crate) fn name_path(facet: Facet, name: &str) -> Option<String> {
    let folder = match facet {
        Facet::Person => "persons",
        Facet::Project => "projects",
        Facet::Organisation => "organisations",
        _ => return None,
    };
    has_slug(name).then(|| format!("/{folder}/{}", slug(name)))
}

/// Path of our page about an article.
pub(crate) fn article_path(id: &str) -> String {
    format!("/articles/{}", encoded(id))
}

/// Path of the page of a version of an article.
pub(crate) fn version_path(id: &str, version: &str) -> String {
    format!("{}/versions/{}", article_path(id), encoded(version))
}

fn encoded(name: &str) -> String {
    let encoded: String = url::form_urlencoded::byte_serialize(name.as_bytes()).collect();
    // A plus sign means a space in a query, but itself in a path.
    encoded.replace('+', "%20")
}

/// Path of the page about a region.
pub(crate) fn region_path(region: &Region) -> String {
    format!("/regions/{}", region.id)
}

/// Path of the page about a value of a facet; absent where the facet has no such pages.
pub(crate) fn value_path(facet: Facet, value: &str, names: NameBook<'_>) -> Option<String> {
    let region = names.region(facet, value);
    region.map(region_path).or_else(|| name_path(facet, value))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_become_plain_words_with_hyphens() {
        assert_eq!(
            slug("Keski-Suomen vaikuttavat järjestöt"),
            "keski-suomen-vaikuttavat-jarjestot"
        );
        assert_eq!(slug("  Åsa O’Brien (ry.) "), "asa-obrien-ry");
        assert_eq!(slug("Елена"), "елена");
        assert_eq!(slug("…"), "");
    }

    #[test]
    fn identifiers_are_encoded_for_paths() {
        assert_eq!(article_path("ab12"), "/articles/ab12");
        assert_eq!(article_path("a/b?c#d"), "/articles/a%2Fb%3Fc%23d");
        assert_eq!(article_path("ä+"), "/articles/%C3%A4%2B");
    }

    proptest! {
        #[test]
        fn slugs_hold_nothing_that_a_path_gives_a_meaning(name in "\\PC{0,40}") {
            let slug = slug(&name);
            prop_assert!(!slug.contains(['/', '?', '#', '%', ' ', '"', '<', '>', '&', '.']));
            prop_assert_eq!(has_slug(&name), !slug.is_empty());
            prop_assert!(!slug.starts_with('-') && !slug.ends_with('-') && !slug.contains("--"));
        }
    }
}
