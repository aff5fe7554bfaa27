//! How clumsy texts are read: each line holds what is typed, what is understood, and what is said about
//! it.

use aluehaku_query::{MAX_CLAUSES, MAX_DEPTH, MAX_TEXT_BYTES};

use crate::{check, codes, parse};

#[test]
fn unclosed_and_empty_marks() {
    check(
        r#"
        "oma häme => oma häme ! unclosed_quote
        sote ”oma häme => sote oma häme ! unclosed_quote
        häme" sote => häme sote ! unclosed_quote
        "a b" c" => "a b" c ! unclosed_quote
        otsikko:"oma => title:oma ! unclosed_quote
        sote " => sote ! unclosed_quote
        (a OR b => a OR b ! unclosed_bracket
        ((a OR b => a OR b ! unclosed_bracket
        sote ( => sote ! unclosed_bracket
        a) b) => a b ! unopened_bracket
        )( => ! unopened_bracket unclosed_bracket
        "" sote => sote ! empty_part
        "..." => ! empty_part
        sote () => sote ! empty_part
        sote -() -"" => sote ! empty_part stray_operator
        "#,
    );
}

#[test]
fn stray_operators() {
    check(
        "
        OR => ! stray_operator
        OR a => a ! stray_operator
        a OR => a ! stray_operator
        a OR OR b => a OR b ! stray_operator
        a OR AND b => a OR b ! stray_operator
        a OR, b => a OR b
        (a OR) b => a b ! stray_operator
        a - b => a b
        a -) b => a b ! stray_operator unopened_bracket
        --a b => -a b ! stray_operator
        b --- a => b a ! stray_operator
        b -... a => b a ! stray_operator
        NOT => ! stray_operator
        a NOT OR b => a OR b ! stray_operator
        a = b => a b
        ==a => =\"a\" ! stray_operator
        =(a b) => a b ! stray_operator
        * => ! stray_operator
        a * b => a b ! stray_operator
        \"a b\"* => \"a b\" ! stray_operator
        ",
    );
}

#[test]
fn only_negatives() {
    check(
        "
        -a => -a ! only_negative
        -a -b => -a -b ! only_negative
        -(a b) => -(a b) ! only_negative
        a OR -b => a OR -b ! only_negative
        a (b OR -c) => a (b OR -c) ! only_negative
        a -(b -c) => a -(b -c)
        -(-a) => a
        ",
    );
}

#[test]
fn fields_without_value() {
    check(
        r#"
        otsikko: sote => otsikko sote ! field_without_value
        otsikko: => otsikko ! field_without_value
        (hanke:) => hanke ! field_without_value
        sote otsikko:"" => sote ! field_without_value empty_part
        sote otsikko:... x => sote x ! field_without_value
        sote otsikko:* => sote ! field_without_value stray_operator
        sote otsikko:- => sote ! field_without_value stray_operator
        "#,
    );
}

#[test]
fn stars_in_other_places() {
    check(
        "
        *tuki => tuki ! wildcard_position
        *tuki* => tuki* ! wildcard_position
        jär*tö => jär* ! wildcard_position
        otsikko:*tuki => title:tuki ! wildcard_position
        *otsikko:x => title:x ! stray_operator
        €*foo => foo
        sana**! => sana*
        ",
    );
}

#[test]
fn a_minus_that_may_be_a_hyphen_knows_what_stands_before_it() {
    let before = |typed: &str| {
        let query = parse(typed).query;
        let leaves = query.leaves();
        let excluded = leaves.iter().find(|(_, is_wanted)| !is_wanted);
        excluded.and_then(|(leaf, _)| leaf.hyphen_after.clone())
    };
    for (typed, expected) in [
        ("Kylän oma tupa -hanke", "tupa"),
        ("Kirjasto 24 -palvelu", "24"),
        ("+tupa -hanke", "tupa"),
        ("”Oma tupa” -hankkeen", "Oma tupa"),
        ("a (tupa -hanke)", "tupa"),
    ] {
        assert_eq!(before(typed).as_deref(), Some(expected), "typed: {typed}");
    }
    for typed in [
        "tupa NOT hanke",
        "tupa −hanke",
        "tupa, -hanke",
        "tupa OR kota -hanke",
        "tupa AND -hanke",
        "tupa* -hanke",
        "otsikko:tupa -hanke",
        "tupa -\"oma hanke\"",
        "tupa -(hanke)",
        "tupa -hank*",
        "(tupa) -hanke",
        "-hanke tupa",
    ] {
        assert_eq!(before(typed), None, "typed: {typed}");
    }
    check(
        "
        tupa -hanke => tupa -hanke
        tupa, -hanke => tupa NOT hanke
        (tupa) -hanke => tupa NOT hanke
        tupa NOT hanke => tupa NOT hanke
        tupa OR kota -hanke => (tupa OR kota) -hanke
        tupa -hank* => tupa -hank*
        ",
    );
}

#[test]
fn warnings_point_at_their_place() {
    for (typed, expected) in [
        ("työ OR", "OR"),
        ("työ \"hätä", "\""),
        ("työ) hätä", ")"),
        ("työ ((hätä", "("),
        ("työ (  )", "(  )"),
        ("työ otsikko: hätä", "otsikko:"),
        ("työ kunta:Oulu", "kunta"),
        ("työ *tuki!", "*tuki"),
        ("työ jär*tö!", "jär*tö!"),
        ("työ hätä OR apu", "hätä OR apu"),
        ("-työ", "työ"),
    ] {
        let parsed = parse(typed);
        assert_eq!(parsed.warnings.len(), 1, "typed: {typed}");
        assert_eq!(
            parsed.warnings[0].span.of(typed),
            expected,
            "typed: {typed}"
        );
    }
}

#[test]
fn too_long_texts_are_cut_at_a_space() {
    let typed = format!("(\"{}", "hätä ".repeat(2000));
    let parsed = parse(&typed);
    assert_eq!(codes(&parsed), ["too_long"]);
    let span = parsed.warnings[0].span;
    assert_eq!(span.end, typed.len());
    assert!(span.start <= MAX_TEXT_BYTES && typed[span.start..].starts_with(' '));

    let parsed = parse(&"ä".repeat(MAX_TEXT_BYTES));
    assert_eq!(parsed.query.to_string(), "ä".repeat(MAX_TEXT_BYTES / 2));
    assert_eq!(codes(&parsed), ["too_long"]);
}

#[test]
fn too_many_clauses_leave_the_rest_out() {
    let exactly = "a ".repeat(MAX_CLAUSES);
    assert_eq!(codes(&parse(&exactly)), [""; 0]);
    let typed = format!("{exactly}(b \"c");
    let parsed = parse(&typed);
    assert_eq!(codes(&parsed), ["too_many_clauses"]);
    assert_eq!(parsed.query.leaves().len(), MAX_CLAUSES);
    assert_eq!(parsed.warnings[0].span.of(&typed), "b \"c");
}

#[test]
fn brackets_go_as_deep_as_the_limit() {
    let nested = |depth: usize| {
        (0..depth).fold("a".to_owned(), |inner, level| {
            if level % 2 == 0 {
                format!("(b {inner})")
            } else {
                format!("(c OR {inner})")
            }
        })
    };
    let within = parse(&nested(MAX_DEPTH + 1));
    assert_eq!(codes(&within), [""; 0]);
    assert_eq!(within.query.to_string().matches('(').count(), MAX_DEPTH);

    let beyond = parse(&nested(MAX_DEPTH + 9));
    assert_eq!(codes(&beyond), ["too_deep"]);
    assert_eq!(beyond.query.leaves().len(), MAX_DEPTH + 10);

    let negated = (0..40).fold("a".to_owned(), |inner, _| format!("b -(c {inner})"));
    assert_eq!(codes(&parse(&negated)), ["too_deep"]);
}

#[test]
fn brackets_that_change_nothing_are_free() {
    let typed = format!("{}a b{}", "(".repeat(2000), ")".repeat(2000));
    let parsed = parse(&typed);
    assert_eq!(
        (parsed.query.to_string().as_str(), parsed.warnings.len()),
        ("a b", 0)
    );
}

#[test]
fn warnings_stay_few() {
    let typed: String = (0..100)
        .map(|n| format!("kunta{} ", char::from(b'a' + n % 26)))
        .collect();
    let typed = typed.replace(' ', ":Oulu ");
    assert_eq!(codes(&parse(&typed)), ["unknown_field"; 4]);
    assert_eq!(codes(&parse(&"(".repeat(5000))), ["too_long"]);
    assert_eq!(
        codes(&parse(&"(".repeat(MAX_TEXT_BYTES))),
        ["unclosed_bracket"]
    );
    assert_eq!(codes(&parse(&") ".repeat(2000))), ["unopened_bracket"]);
}
