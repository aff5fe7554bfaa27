//! How well-formed texts are read: each line holds what is typed, what is understood, and what is said about it.

use aluehaku_query::{Query, WarningKind};

use crate::{check, parse};

#[test]
fn words_and_phrases() {
    check(
        r#"
        sote => sote
        sote järjestöt => sote järjestöt
        "oma häme" => "oma häme"
        ”oma häme” => "oma häme"
        “oma häme” => "oma häme"
        „oma häme“ => "oma häme"
        »oma häme« => "oma häme"
        «oma häme» => "oma häme"
        »oma häme» => "oma häme"
        ”oma häme" => "oma häme"
        " oma häme " => "oma häme"
        "OR" => "OR"
        "a""b" => "a" "b"
        a"b c"d => a "b c" d
        "-a (b" => "-a (b"
        "#,
    );
}

#[test]
fn digits_in_groups_are_one_number() {
    check(
        "
        112 233 soita => 112233 soita
        noin 7 500 kappaletta => noin 7500 kappaletta
        1 234 567,5 => 1234567,5
        vuonna 2021 400 osallistujaa => vuonna 2021 400 osallistujaa
        045 123 => 045 123
        5 000kg => 5 000kg
        12 34 => 12 34
        3 4000 => 3 4000
        \"7 500\" => \"7 500\"
        ",
    );
}

#[test]
fn words_keep_what_finnish_writes_inside_them() {
    check(
        "
        sote-muutostuki => sote-muutostuki
        STEA:n rahoitus => STEA:n rahoitus
        STEA:n-rahoitus EU:ssakin => STEA:n-rahoitus EU:ssakin
        vaa'an vaa’an => vaa'an vaa’an
        klo 12:30 => klo 12:30
        sosiaali- ja terveysala => sosiaali- ja terveysala
        1,5 miljoonaa => 1,5 miljoonaa
        2016–2018 => 2016–2018
        https://www.kyt.fi/a?b=c => https://www.kyt.fi/a?b=c
        nimi@kyt.fi => nimi@kyt.fi
        ja/tai => ja/tai
        ",
    );
}

#[test]
fn ordinary_punctuation_says_nothing() {
    check(
        "
        Mikä on Oma Häme? => Mikä on Oma Häme
        Mikkeli,Oulu;Pori => Mikkeli Oulu Pori
        sote. hyte! [STEA] 'kyt' #hva => sote hyte STEA kyt hva
        Oma Häme – uutinen & tiedote => Oma Häme uutinen tiedote
        C++ ja K+K => C ja K+K
        a + b & c / d => a b c d
        Lakko: mitä nyt? => Lakko mitä nyt
        sosiaali-, terveys- => sosiaali- terveys-
        Yhteisöjen Tuki (KYT) ry => Yhteisöjen Tuki KYT ry
        … — · =>
        ",
    );
    assert_eq!(parse("").query, Query::Everything);
    assert_eq!(parse(" \t\n\u{a0}\u{200b}").query, Query::Everything);
    assert_eq!(
        parse("a\u{a0}b\u{200b}c\u{feff}").query.to_string(),
        "a b c"
    );
    assert_eq!(
        parse("ha\u{308}ta\u{308}?").query.to_string(),
        "ha\u{308}ta\u{308}"
    );
}

#[test]
fn operators() {
    check(
        r#"
        a OR b => a OR b
        a TAI b ELLER c => a OR b OR c
        a or b => a or b
        a AND b => +a +b
        a JA b OCH c => +a +b +c
        +a b => +a b
        a +"b c" => a +"b c"
        +(a OR b) c => (+a OR +b) c
        -(+a b) c => -(a b) c
        +otsikko:a => +title:a
        a -b => a -b
        a −b => a NOT b
        a -"b c" => a -"b c"
        a -(b c) => a -(b c)
        a -(b OR c) => a -(b OR c)
        a NOT b => a NOT b
        a AND NOT b => +a NOT b
        a -(-b) => a b
        a -OR => a -"OR"
        -(-OR) => "OR"
        (a OR b) c => (a OR b) c
        a (b c) d => a b c d
        a OR (b OR c) => a OR b OR c
        a OR (b c) => a OR (b c)
        ((a)) => a
        a (b OR (c d)) => a (b OR (c d))
        "#,
    );
}

#[test]
fn a_space_joins_loosest_and_and_binds_tightest() {
    check(
        "
        a AND b OR c => (+a +b) OR c
        a OR b AND c => a OR (+b +c)
        a b OR c => a (b OR c) ! mixed_operators
        a OR b c => (a OR b) c ! mixed_operators
        a b OR c AND d => a (b OR (+c +d)) ! mixed_operators
        a OR b -c => (a OR b) -c
        a OR b alue:Häme => (a OR b) region:Häme
        ",
    );
}

#[test]
fn prefixes_and_exact_forms() {
    check(
        r#"
        järjest* => järjest*
        sote-* => sote-*
        OR* => OR*
        ="järjestön hanke" => ="järjestön hanke"
        =järjestön => ="järjestön"
        sote -=järjestön => sote -="järjestön"
        =OR => ="OR"
        =järj* => järj*
        =otsikko:järj* => title:järj*
        a=b => a=b
        "#,
    );
}

#[test]
fn fields() {
    check(
        r#"
        otsikko:sote => title:sote
        OTSIKKO:sote Rubrik:x => title:sote title:x
        henkilo:Luoto kalla:x => person:Luoto source:x
        henkilö:"Katariina Luoto" => person:"Katariina Luoto"
        henkilö:”Katariina Luoto” => person:"Katariina Luoto"
        hanke:STEA:n => project:STEA:n
        lähde:https://www.kyt.fi => source:https://www.kyt.fi
        otsikko:järj* => title:järj*
        otsikko:="sote" otsikko:=hyte => title:="sote" title:="hyte"
        -alue:Uusimaa => -region:Uusimaa ! only_negative
        sote alue:-Uusimaa => sote -region:Uusimaa
        otsikko:(a b) => title:a title:b
        otsikko:(a OR "b c") => title:a OR title:"b c"
        otsikko:(a henkilö:b (c)) => title:a person:b title:c
        -otsikko:(a b) x => -(title:a title:b) x
        otsikko:OR => title:"OR"
        otsikko:title:x => title:title:x
        +otsikko:x,otsikko:y => +title:x title:y
        "#,
    );
}

#[test]
fn unknown_fields_are_words_and_told_of_only_when_meant_as_fields() {
    check(
        r#"
        kunta:Oulu => kunta:Oulu ! unknown_field
        kunta:"Oulu ja Ii" => kunta "Oulu ja Ii" ! unknown_field
        kunta:(Oulu) => kunta Oulu ! unknown_field
        vuosi:2020 => vuosi:2020 ! unknown_field
        Huom: tämä => Huom tämä
        N:o 5 => N:o 5
        https://kyt.fi mailto: => https://kyt.fi mailto
        "#,
    );
    let parsed = parse("otsiko:sote");
    let expected = WarningKind::UnknownField {
        name: "otsiko".to_owned(),
        suggestion: Some("otsikko"),
    };
    assert_eq!(parsed.warnings[0].kind, expected);
}
