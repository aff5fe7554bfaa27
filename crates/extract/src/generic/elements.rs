//! What the names of elements say: whether they stand inside a line, whether they label something.

/// What belongs to a picture or a field, not to the running text.
pub(super) fn is_label(name: &str) -> bool {
    matches!(
        name,
        "figcaption" | "figure" | "label" | "legend" | "button" | "option" | "select" | "textarea"
    )
}

/// Elements that stand inside a line of text.
pub(super) fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "acronym"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "br"
            | "cite"
            | "code"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "img"
            | "ins"
            | "kbd"
            | "mark"
            | "nobr"
            | "picture"
            | "q"
            | "s"
            | "small"
            | "source"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "tt"
            | "u"
            | "var"
            | "wbr"
    )
}
