//! What holds for every text that can be typed.

use aluehaku_query::{
    MAX_CLAUSES, MAX_DEPTH, MAX_TEXT_BYTES, MAX_WARNINGS_OF_A_KIND, Query, Span, WarningKind,
};
use proptest::prelude::*;

use crate::{codes, parse};

/// Texts that are mostly syntax, so that every rule meets every other.
fn clumsy_text() -> impl Strategy<Value = String> {
    let pieces = [
        "a",
        "työ",
        "Häme",
        "OR",
        "TAI",
        "AND",
        "NOT",
        "-",
        "−",
        "=",
        "*",
        "(",
        ")",
        "\"",
        "”",
        "»",
        " ",
        "  ",
        "\n",
        "\u{a0}",
        ":",
        "title:",
        "otsikko:",
        "henkilö:",
        "kunta:",
        "STEA:n",
        ",",
        ";",
        "1,5",
        ".",
        "…",
        "'",
        "’",
        "€",
        "🎉",
        "sosiaali-",
        "\u{308}",
        "\u{ad}",
        "+",
        "/",
        "[",
        "\u{0}",
        "¨",
        "\u{2011}",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..40)
        .prop_map(|pieces| pieces.concat())
}

/// Texts that are built to be deep.
fn deep_text() -> impl Strategy<Value = String> {
    let pieces = [
        "(a OR ",
        "(b ",
        "-(c ",
        "NOT (d OR ",
        "title:(e AND ",
        "f OR (",
        "g (",
        ")",
    ];
    let openings = prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..120);
    (openings, 0..120_usize).prop_map(|(openings, closing)| {
        format!("{}x{}", openings.concat(), ") OR y z".repeat(closing))
    })
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![clumsy_text(), deep_text(), any::<String>(), "\\PC{0,60}"]
}

fn is_place(span: Span, text: &str) -> bool {
    span.start <= span.end && text.get(span.start..span.end).is_some()
}

fn is_normal(query: &Query) -> bool {
    match query {
        Query::Everything => false,
        Query::Leaf(leaf) => leaf.text.contains(char::is_alphanumeric),
        Query::Not(inner) => !matches!(**inner, Query::Not(_)) && is_normal(inner),
        Query::All(parts) => {
            parts.len() > 1
                && parts
                    .iter()
                    .all(|part| !matches!(part, Query::All(_)) && is_normal(part))
        }
        Query::Any(parts) => {
            parts.len() > 1
                && parts
                    .iter()
                    .all(|part| !matches!(part, Query::Any(_)) && is_normal(part))
        }
    }
}

fn deepest_bracket(canonical: &str) -> usize {
    let mut in_quotes = false;
    let mut open = 0_usize;
    let mut deepest = 0;
    for c in canonical.chars() {
        match c {
            '"' => in_quotes = !in_quotes,
            '(' if !in_quotes => open += 1,
            ')' if !in_quotes => open -= 1,
            _ => {}
        }
        deepest = deepest.max(open);
    }
    deepest
}

proptest! {
    #[test]
    fn every_place_lies_in_the_text(text in any_text()) {
        let parsed = parse(&text);
        for (leaf, _) in parsed.query.leaves() {
            prop_assert!(is_place(leaf.span, &text));
            prop_assert_eq!(leaf.text_span.of(&text), &leaf.text);
            prop_assert!(leaf.span.start <= leaf.text_span.start);
            prop_assert!(leaf.text_span.end <= leaf.span.end);
        }
        for warning in &parsed.warnings {
            prop_assert!(is_place(warning.span, &text));
        }
        let starts: Vec<_> = parsed.query.leaves().iter().map(|(leaf, _)| leaf.span.start).collect();
        prop_assert!(starts.is_sorted());
    }

    #[test]
    fn the_result_is_bounded_and_in_normal_form(text in any_text()) {
        let parsed = parse(&text);
        prop_assert!(parsed.query.is_everything() || is_normal(&parsed.query));
        prop_assert!(parsed.query.leaves().len() <= MAX_CLAUSES);
        prop_assert!(deepest_bracket(&parsed.query.to_string()) <= MAX_DEPTH);
        prop_assert!(
            parsed.warnings.len() <= MAX_WARNINGS_OF_A_KIND * WarningKind::CODES.len()
        );
        for warning in &parsed.warnings {
            prop_assert!(WarningKind::CODES.contains(&warning.kind.code()));
        }
    }

    #[test]
    fn the_canonical_text_reads_the_same_and_without_warning(text in any_text()) {
        let first = parse(&text).query;
        let canonical = first.to_string();
        prop_assume!(canonical.len() <= MAX_TEXT_BYTES);
        let again = parse(&canonical);
        prop_assert!(again.query.says_the_same(&first), "{} read as {}", canonical, again.query);
        prop_assert_eq!(&again.query.to_string(), &canonical);
        let remaining = ["only_negative", "unknown_field"];
        for code in codes(&again) {
            prop_assert!(remaining.contains(&code), "{} in {}", code, canonical);
        }
    }

    #[test]
    fn leaving_every_leaf_as_it_is_changes_nothing(text in any_text()) {
        let query = parse(&text).query;
        prop_assert_eq!(query.map_leaves(|leaf| Query::Leaf(leaf.clone())), query);
    }
}
