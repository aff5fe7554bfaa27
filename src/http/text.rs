//! What others wrote, made safe to show: escaped, marked, cut between words, and links that are
//! links.

use std::ops::Range;

use url::Url;

/// Characters of an article's text that are shown where its source allows a snippet.
pub(crate) const EXCERPT_CHARACTERS: usize = 300;

/// Text as HTML with `<mark>` around the ranges, which count characters.
///
/// Ranges that overlap, run backwards or leave the text are cut to what is sound.
pub(crate) fn marked_html(text: &str, ranges: &[Range<usize>]) -> String {
    let mut html = String::with_capacity(text.len() + ranges.len() * 13);
    let mut ranges = ranges
        .iter()
        .filter(|range| range.start < range.end)
        .peekable();
    let mut open_until = None;
    for (position, character) in text.chars().enumerate() {
        if open_until == Some(position) {
            html.push_str("</mark>");
            open_until = None;
        }
        while ranges
            .next_if(|range| open_until.is_some() && range.start <= position)
            .is_some()
            || ranges.next_if(|range| range.end <= position).is_some()
        {}
        if open_until.is_none()
            && let Some(range) = ranges.next_if(|range| range.start <= position)
        {
            html.push_str("<mark>");
            open_until = Some(range.end);
        }
        push_escaped(&mut html, character);
    }
    if open_until.is_some() {
        html.push_str("</mark>");
    }
    html
}

/// The beginning of a text, cut between words where it is longer than an excerpt, and whether that
/// is all of it.
pub(crate) fn excerpt(text: &str) -> (String, bool) {
    let Some((limit, _)) = text.char_indices().nth(EXCERPT_CHARACTERS) else {
        return (text.to_owned(), true);
    };
    let head = &text[..limit];
    let ends_word = text[limit..].starts_with(char::is_whitespace);
    let cut = if ends_word {
        limit
    } else {
        head.rfind(char::is_whitespace).unwrap_or(limit)
    };
    (format!("{} …", head[..cut].trim_end()), false)
}

/// An address that may become a link: `http` or `https` with a host, nothing else.
pub(crate) fn web_link(address: &str) -> Option<&str> {
    let url = Url::parse(address).ok()?;
    let is_web = matches!(url.scheme(), "http" | "https") && url.has_host();
    // Whoever hides a name and password before the host wants it to look like another one.
    let is_plain = url.username().is_empty() && url.password().is_none();
    (is_web && is_plain).then_some(address)
}

/// The host of a web address as people know it.
pub(crate) fn site_name(address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    let host = url.host_str()?;
    Some(host.strip_prefix("www.").unwrap_or(host).to_owned())
}

/// A language code fit for a `lang` attribute.
pub(crate) fn lang_attribute(code: &str) -> Option<&str> {
    let is_code = (2..=3).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_lowercase());
    is_code.then_some(code)
}

fn push_escaped(html: &mut String, character: char) {
    match character {
        '&' => html.push_str("&amp;"),
        '<' => html.push_str("&lt;"),
        '>' => html.push_str("&gt;"),
        '"' => html.push_str("&quot;"),
        '\'' => html.push_str("&#39;"),
        other => html.push(other),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, ranges: &[(usize, usize)], expected: &str) {
        let ranges: Vec<_> = ranges.iter().map(|(start, end)| *start..*end).collect();
        assert_eq!(marked_html(text, &ranges), expected);
    }

    #[test]
    fn matches_are_marked_and_everything_is_escaped() {
        check("hätä <b>", &[(0, 4)], "<mark>hätä</mark> &lt;b&gt;");
        check("a&b", &[(2, 3)], "a&amp;<mark>b</mark>");
        check("<", &[(0, 1)], "<mark>&lt;</mark>");
        check("ab", &[(0, 1), (1, 2)], "<mark>a</mark><mark>b</mark>");
    }

    #[test]
    fn unsound_ranges_are_cut_to_what_is_sound() {
        check("abc", &[(1, 99)], "a<mark>bc</mark>");
        check("abc", &[(7, 9)], "abc");
        check("abc", &[(2, 1)], "abc");
        check("abcd", &[(0, 2), (1, 3)], "<mark>ab</mark>cd");
    }

    #[test]
    fn excerpts_are_cut_between_words() {
        assert_eq!(excerpt("lyhyt"), ("lyhyt".to_owned(), true));
        let (cut, is_whole) = excerpt(&"sana ".repeat(100));
        assert!(!is_whole && cut.ends_with("sana …"), "{cut}");
        assert!(cut.chars().count() <= EXCERPT_CHARACTERS + 2);
        let (cut, _) = excerpt(&"ä".repeat(1000));
        assert_eq!(cut.chars().count(), EXCERPT_CHARACTERS + 2);
    }

    #[test]
    fn only_web_addresses_become_links() {
        assert!(web_link("https://a.example/x?y#z").is_some());
        for address in [
            "javascript:alert(1)",
            " javascript:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,x",
            "//a.example",
            "/x",
            "https://bank.example@evil.example/",
            "ftp://a.example",
            "",
        ] {
            assert_eq!(web_link(address), None, "{address:?}");
        }
    }

    proptest! {
        #[test]
        fn no_markup_comes_out_but_marks(text in "\\PC{0,40}", starts in prop::collection::vec((0usize..50, 0usize..50), 0..6)) {
            let ranges: Vec<_> = starts.iter().map(|(start, end)| *start..*end).collect();
            let html = marked_html(&text, &ranges);
            let rest = html.replace("<mark>", "").replace("</mark>", "");
            prop_assert!(!rest.contains(['<', '>', '"']));
            prop_assert_eq!(html.matches("<mark>").count(), html.matches("</mark>").count());
            let back = rest.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"")
                .replace("&#39;", "'").replace("&amp;", "&");
            prop_assert_eq!(back, text);
        }
    }
}
