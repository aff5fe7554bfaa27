//! What can be said of a selector by looking at its letters: its parts, and what each demands.

/// What the last part of a selector demands of an element.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Demand<'a> {
    Class(&'a str),
    Id(&'a str),
    Tag(&'a str),
    Nothing,
}

/// The parts of a selector between separators that stand in no brackets and no quotes, trimmed.
pub(super) fn parts(text: &str, is_separator: impl Fn(u8) -> bool) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut begin = 0;
    let mut depth = 0u32;
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if open == byte => quote = None,
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'(' | b'[') => depth += 1,
            (None, b')' | b']') => depth = depth.saturating_sub(1),
            (None, _) if depth == 0 && is_separator(byte) => {
                parts.push(text[begin..at].trim());
                begin = at + 1;
            }
            _ => {}
        }
    }
    parts.push(text[begin..].trim());
    parts
}

fn is_combinator(byte: u8) -> bool {
    matches!(byte, b' ' | b'>' | b'+' | b'~' | b'\t' | b'\n')
}

/// What a selector says of the element itself.
pub(super) fn last_part(selector: &str) -> &str {
    parts(selector, is_combinator).pop().unwrap_or_default()
}

/// What a selector says of elements around the one it selects.
pub(super) fn outer_parts(selector: &str) -> Vec<&str> {
    let mut parts = parts(selector, is_combinator);
    parts.retain(|part| !part.is_empty());
    let mut outer = Vec::new();
    for pair in parts.windows(2) {
        let end = |part: &str| part.as_ptr() as usize - selector.as_ptr() as usize + part.len();
        let between = &selector[end(pair[0])..end(pair[1]) - pair[1].len()];
        if !between.contains(['+', '~']) {
            outer.push(pair[0]);
        }
    }
    outer
}

/// What one part of a selector demands, where that can be said by looking at its letters.
pub(super) fn demand(last: &str) -> Demand<'_> {
    // What `:not()`, `:is()` and attributes say stands in brackets and cannot be filed.
    let plain_end = last.find([':', '[', '\\', '*', '|']).unwrap_or(last.len());
    let plain = &last[..plain_end];
    // An escaped name goes on behind its escape: `.md\:flex` is the class `md:flex`.
    if plain.is_empty() || last[plain_end..].starts_with(['\\', '|']) {
        return Demand::Nothing;
    }
    if let Some((_, id)) = plain.split_once('#') {
        return Demand::Id(id.split('.').next().unwrap_or_default());
    }
    if let Some((_, class)) = plain.split_once('.') {
        return Demand::Class(class.split('.').next().unwrap_or_default());
    }
    Demand::Tag(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn selectors_are_filed_under_what_their_last_part_demands() {
        let demand = |selector| demand(last_part(selector));
        assert_eq!(demand("h1.entry-title"), Demand::Class("entry-title"));
        assert_eq!(demand(".a.b:not(.c)"), Demand::Class("a"));
        assert_eq!(demand("div#main.x"), Demand::Id("main"));
        assert_eq!(demand(".widget a"), Demand::Tag("a"));
        assert_eq!(
            demand("time.updated:not(.published)"),
            Demand::Class("updated")
        );
        assert_eq!(demand("a[rel~=category]"), Demand::Tag("a"));
        assert_eq!(demand("[itemprop='a b']"), Demand::Nothing);
        assert_eq!(demand(":is(h1, h2)"), Demand::Nothing);
        assert_eq!(
            demand(".entry-content > p.ingressi"),
            Demand::Class("ingressi")
        );
        assert_eq!(demand("article>p"), Demand::Tag("p"));
        assert_eq!(demand("*"), Demand::Nothing);
        assert_eq!(demand(".a\\:b"), Demand::Nothing);
    }

    #[test]
    fn outer_parts_are_those_before_spaces_and_arrows() {
        assert_eq!(outer_parts(".a .b > p"), [".a", ".b"]);
        assert_eq!(outer_parts(".a .b + p ~ i"), [".a"]);
        assert_eq!(outer_parts(".a:not(.b .c)>p"), [".a:not(.b .c)"]);
        assert!(outer_parts("p").is_empty());
    }

    #[test]
    fn lists_are_split_outside_brackets_and_quotes() {
        let is_comma = |byte| byte == b',';
        assert_eq!(parts("a, b", is_comma), ["a", "b"]);
        assert_eq!(
            parts(":is(a, b), [x=','] c", is_comma),
            [":is(a, b)", "[x=','] c"]
        );
    }
}
