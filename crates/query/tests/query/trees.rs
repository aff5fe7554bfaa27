//! What callers do with a tree.

use aluehaku_query::{Leaf, LeafKind, Query, Span};

use crate::parse;

fn texts<'a>(leaves: impl Iterator<Item = &'a Leaf>) -> Vec<&'a str> {
    leaves.map(|leaf| leaf.text.as_str()).collect()
}

#[test]
fn leaves_come_in_order_and_know_whether_they_are_wanted() {
    let query = parse("a -b (c OR \"d e\") -(f -g)").query;
    let leaves: Vec<_> = query
        .leaves()
        .iter()
        .map(|(leaf, w)| (leaf.text.as_str(), *w))
        .collect();
    let expected = [
        ("a", true),
        ("b", false),
        ("c", true),
        ("d e", true),
        ("f", false),
        ("g", true),
    ];
    assert_eq!(leaves, expected);
    assert_eq!(texts(query.positive_leaves()), ["a", "c", "d e", "g"]);
}

#[test]
fn leaves_carry_kind_field_and_places() {
    let typed = "työ henkilö:”Aino Aalto” järj*,";
    let query = parse(typed).query;
    let leaves: Vec<_> = query.positive_leaves().collect();
    assert_eq!(leaves[1].kind, LeafKind::Phrase);
    assert_eq!(leaves[1].field, Some("person"));
    assert_eq!(leaves[1].span.of(typed), "henkilö:”Aino Aalto”");
    assert_eq!(leaves[1].text_span.of(typed), "Aino Aalto");
    assert_eq!(leaves[1].span.characters(typed), 4..24);
    assert_eq!(leaves[2].kind, LeafKind::Prefix);
    assert_eq!(leaves[2].span.of(typed), "järj*");
    assert_eq!(query.span(), Some(Span::new(0, typed.len() - 1)));
}

#[test]
fn leaves_can_be_taken_away_replaced_and_added_to() {
    let query = parse("järjstö alue:Häme (a OR b) -c").query;
    let without_filters = query.map_leaves(|leaf| match leaf.field {
        Some(_) => Query::Everything,
        None => Query::Leaf(leaf.clone()),
    });
    assert_eq!(without_filters.to_string(), "järjstö (a OR b) -c");

    let corrected = query.map_leaves(|leaf| {
        let text = leaf.text.replace("järjstö", "järjestö");
        Query::Leaf(Leaf {
            text,
            ..leaf.clone()
        })
    });
    assert_eq!(corrected.to_string(), "järjestö region:Häme (a OR b) -c");

    let only_a = query.map_leaves(|leaf| {
        if leaf.text == "a" {
            Query::Leaf(leaf.clone())
        } else {
            Query::Everything
        }
    });
    assert_eq!(only_a.to_string(), "a");

    let doubled = parse("-a").query.map_leaves(|leaf| {
        let upper = Leaf {
            text: leaf.text.to_uppercase(),
            ..leaf.clone()
        };
        Query::any([Query::Leaf(leaf.clone()), Query::Leaf(upper)])
    });
    assert_eq!(doubled.to_string(), "-(a OR A)");
}

#[test]
fn trees_say_the_same_wherever_the_text_stood() {
    let spaced = parse("  a   OR (+b +c)").query;
    let tight = parse("a OR b AND c").query;
    assert!(spaced.says_the_same(&tight));
    assert_ne!(spaced, tight);
    for other in [
        "a OR b",
        "a OR (b c)",
        "a b c",
        "a OR (b title:c)",
        "a OR (b \"c\")",
        "a OR (b -c)",
        "",
    ] {
        assert!(!spaced.says_the_same(&parse(other).query), "{other}");
    }
}

#[test]
fn negative_queries_are_known() {
    for (typed, expected) in [
        ("-a", true),
        ("-a -b", true),
        ("a -b", false),
        ("a OR -b", true),
        ("", false),
    ] {
        assert_eq!(parse(typed).query.is_negative(), expected, "{typed}");
    }
}
