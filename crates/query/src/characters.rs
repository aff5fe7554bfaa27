//! What single characters are to the query language.

/// The typographic minus; phones and word processors write it.
pub(crate) const MINUS_SIGN: char = '\u{2212}';

/// Characters that are operators where a word may begin.
pub(crate) fn is_operator(c: char) -> bool {
    matches!(c, '(' | ')' | '-' | MINUS_SIGN | '=') || is_quote(c)
}

/// White space, control characters, and the invisible ones that pasted text brings along.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{200B}' | '\u{FEFF}')
}

/// Spaces that stand between groups of three digits.
pub(crate) fn is_group_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}')
}

/// Double quotation marks of all shapes; any of them closes any other, since keyboards mix them.
pub(crate) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂')
}

/// Hyphens that may end a word, as in "sosiaali-".
pub(crate) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// What stands around words in ordinary text and belongs to no word.
pub(crate) fn is_outer_punctuation(c: char) -> bool {
    c.is_ascii_punctuation()
        || is_quote(c)
        || matches!(c, '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205E}' | MINUS_SIGN)
        || matches!(c, '¡' | '¿' | '·' | '´' | '¨')
}
