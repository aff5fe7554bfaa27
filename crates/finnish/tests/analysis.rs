//! What the analyser says about words, with dictionaries of a few words.

#![allow(clippy::unwrap_used)] // a test that panics has failed, as it should

mod small_dictionary;

use aluehaku_finnish::Finnish;
use aluehaku_finnish::analysis::{Analyzer, Scratch};
use proptest::prelude::*;

use small_dictionary::dictionary;

/// Checks the analyses of a word that has these outputs, one a line: base form, class, case and number
/// where there are any, structure.
fn check(word: &str, outputs: &[&str], expected: &str) {
    let entries: Vec<(String, &str)> = outputs.iter().map(|&o| (word.to_lowercase(), o)).collect();
    let entries: Vec<(&str, &str)> = entries.iter().map(|(w, o)| (w.as_str(), *o)).collect();
    let analyzer = Analyzer::new(dictionary(&entries));
    let mut scratch = Scratch::new();
    let lines: Vec<String> = analyzer
        .analyze(word, &mut scratch)
        .iter()
        .map(|analysis| {
            let features = analysis.features();
            let class = analysis.class().map_or("-", |class| class.name());
            let case = features.case.map(|case| format!(" {case:?}"));
            let number = features.number.map(|number| format!(" {number:?}"));
            format!(
                "{} {class}{}{} {}",
                analysis.base_form(),
                case.unwrap_or_default(),
                number.unwrap_or_default(),
                analysis.structure()
            )
        })
        .collect();
    let expected: Vec<&str> = expected
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    assert_eq!(lines, expected, "{word}");
}

/// Checks the parts of a word that has this output: base form, letters, tail.
fn check_parts(word: &str, output: &str, expected: &[[&str; 3]]) {
    let analyzer = Analyzer::new(dictionary(&[(&word.to_lowercase(), output)]));
    let mut scratch = Scratch::new();
    let analyses = analyzer.analyze(word, &mut scratch);
    let parts = analyses
        .iter()
        .next()
        .expect("the word has an analysis")
        .parts();
    let parts: Vec<[&str; 3]> = parts
        .iter()
        .map(|part| {
            [
                part.base_form.as_str(),
                part.form.as_str(),
                part.tail.as_str(),
            ]
        })
        .collect();
    assert_eq!(parts, expected, "{word}");
}

#[test]
fn a_noun_has_its_base_form_case_and_number() {
    check(
        "koiria",
        &["[Ln][Xp]koira[X]koir[Sp][Nm]ia"],
        "koira noun Partitive Plural =pppppp",
    );
}

#[test]
fn a_derived_word_is_not_what_it_comes_from() {
    check(
        "uudistuksen",
        &["[Lt][Xp]uudistaa[X]uudist[Ln][Xj]us[X]u[Sg][Ny]ksen"],
        "uudistus noun Genitive Singular =ppppppppppp",
    );
    check(
        "helsinkiläisen",
        &["[Lep][Xp]Helsinki[X]helsinki[Ll][Dg]läi[Xj]nen[X][Sg][Ny]sen"],
        "helsinkiläinen adjective Genitive Singular =pppppppppppppp",
    );
}

#[test]
fn names_have_capitals_as_the_dictionary_says() {
    check(
        "YLEN",
        &["[Lem][Xr]iii[X][Xp]YLE[X]yle[Sg][Ny]n"],
        "YLE other_name Genitive Singular =iiip",
    );
    check(
        "eu-hankkeella",
        &["[La][Xr]jj[X][Xp]EU[X]eu-[Bc][Ln][Xp]hanke[X]hankkee[Sade][Ny]lla"],
        "EU-hanke noun Adessive Singular =jj-=pppppppppp",
    );
    check(
        "youtubesta",
        &["[Lem][Xr]ipp=i[X][Xp]You=Tube[X]youtube[Sela][Ny]sta"],
        "YouTube other_name Elative Singular =ipp=ipppppp",
    );
}

#[test]
fn a_qualifier_of_a_place_is_put_into_its_base_form() {
    check(
        "Isossa-Britanniassa",
        &["[Lnl][De][Xp]iso[X]iso[Sine][Ny]ssa-[Bc][Lep][Xp]Britannia[X]britannia[Sine][Ny]ssa"],
        "Iso-Britannia place Inessive Singular =ippppp-=ippppppppppp",
    );
    check(
        "Pohjois-Koreassa",
        &["[Lnl][De][Xp]pohjoinen[X]pohjois-[Bc][Lep][Xp]Korea[X]korea[Sine][Ny]ssa"],
        "Pohjois-Korea place Inessive Singular =ipppppp-=ippppppp",
    );
}

#[test]
fn every_part_of_a_numeral_is_put_into_its_base_form() {
    check(
        "viidellätoista",
        &["[Lu][Xp]viisi[X]vii[Sade][Ny]dellä[Bc]toista[Xp][X]"],
        "viisitoista numeral Adessive Singular =pppppppp=pppppp",
    );
    check(
        "32:sta",
        &["[Lu]32[Sela][Ny]:sta"],
        "32 numeral Elative Singular =qq:ppp",
    );
    check("4", &["[Lu]4"], "4 numeral =p");
    check(
        "1990-luvulla",
        &["[Lu]1990-[Bc][Ln][Xp]luku[X]luvu[Sade][Ny]lla"],
        "1990-luku noun Adessive Singular =qqqq-=ppppppp",
    );
}

#[test]
fn a_first_part_hangs_on_its_hyphen() {
    check(
        "Sosiaali-",
        &["[Ln][Xp]sosiaali[X]sosiaali[Sn][Ny]-[Bh][Bc]"],
        "sosiaali- prefix =pppppppp-",
    );
}

#[test]
fn past_participles_are_adjectives() {
    let output = "[Lt][Xp]tehdä[X]teh[Ll][Rt]d[Xj]ty[X]y[Sine][Ny]ssä";
    check(
        "tehdyssä",
        &[output],
        "tehdty adjective Inessive Singular =pppppppp",
    );
    let analyzer = Analyzer::new(dictionary(&[("tehdyssä", output)]));
    let mut scratch = Scratch::new();
    let analyses = analyzer.analyze("tehdyssä", &mut scratch);
    let verbs: Vec<_> = analyses.iter().map(|analysis| analysis.verb()).collect();
    assert_eq!(verbs, [Some("tehdä".to_owned())]);
}

#[test]
fn a_noun_made_of_a_participle_has_no_verb() {
    let output = "[Lt][Xp]tuntea[X]tunne[Ll][Rt]t[Xj]tu[X]tu[Ln][Xj]us[X]u[Sn][Ny]s";
    check(
        "tunnettuus",
        &[output],
        "tunnettuus noun Nominative Singular =pppppppppp",
    );
    let analyzer = Analyzer::new(dictionary(&[("tunnettuus", output)]));
    let mut scratch = Scratch::new();
    let analyses = analyzer.analyze("tunnettuus", &mut scratch);
    assert!(analyses.iter().all(|analysis| analysis.verb().is_none()));
}

#[test]
fn a_compound_can_be_the_name_of_an_organisation() {
    check(
        "Kansakoulu",
        &["[Ln][Xp]kansa[X]kans[Sn][Ny]a[Bh][Bc][Ln][Ica][Ion][Xp]koulu[X]koulu[Sn][Ny]"],
        "kansakoulu noun Nominative Singular =ppppp=ppppp
         Kansakoulu other_name Nominative Singular =ipppp=ppppp",
    );
}

#[test]
fn a_corrected_spelling_leaves_the_structure_as_long_as_the_word() {
    check(
        "meijän",
        &["[Lr][Xp]me[X]mei[Sg][Nm]dän"],
        "me pronoun Genitive Plural =pppppp",
    );
    check(
        "tehny",
        &["[Lt][Xp]tehdä[X]teh[Ru]n[Sn][Ny]nyt"],
        "tehdä verb Nominative Singular =ppppp",
    );
}

#[test]
fn equal_vowels_are_joined_by_a_hyphen_and_others_without() {
    let raaka_aine = "[Ln][Xp]raaka[X]raak[Sn][Ny]a-[Bh][Bc][Ln][Xp]aine[X]aine[Sn][Ny]";
    check(
        "raaka-aine",
        &[raaka_aine],
        "raaka-aine noun Nominative Singular =ppppp-=pppp",
    );
    check("raakaaine", &[&raaka_aine.replace('-', "")], "");
    let kissa_talo = "[Ln][Xp]kissa[X]kiss[Sn][Ny]a-[Bh][Bc][Ln][Xp]talo[X]talo[Sn][Ny]";
    check("kissa-talo", &[kissa_talo], "");
    check(
        "kissatalo",
        &[&kissa_talo.replace('-', "")],
        "kissatalo noun Nominative Singular =ppppp=pppp",
    );
}

#[test]
fn a_name_and_a_noun_are_joined_by_a_hyphen() {
    let output = "[Lem][Xp]Nokia[X]nokia[Sn][Ny][Bc][Ln][Xp]puhelin[X]puhelin[Sn][Ny]";
    check("nokiapuhelin", &[output], "");
    check(
        "Nokia-puhelin",
        &[&output.replace("[Bc]", "-[Bc]")],
        "Nokia-puhelin noun Nominative Singular =ipppp-=ppppppp",
    );
    check(
        "Tyynenmeren",
        &["[Lem][Xp]Tyyne[X]tyyne[Sg][Ny]n[Bc][Ln][Ica][Xp]meri[X]mer[Sg][Ny]en"],
        "Tyynenmeri noun Genitive Singular =ippppp=ppppp",
    );
}

#[test]
fn compounds_are_cut_at_their_boundaries() {
    check_parts(
        "järjestöasiantuntija",
        "[Ln][Xp]järjestö[X]järjestö[Sn][Ny][Bh][Bc][Ln][Xp]asia[X]asia[Sg][Ny]n[Bh][Bc]\
         [Lt][Xp]tuntea[X]tunti[Ln][Xj]ja[X][Sn][Ny]ja",
        &[
            ["järjestö", "järjestö", "järjestöasiantuntija"],
            ["asia", "asian", "asiantuntija"],
            ["tuntija", "tuntija", "tuntija"],
        ],
    );
    check_parts(
        "sote-uudistusten",
        "[La][Xp]sote[X]sote-[Bc][Lt][Xp]uudistaa[X]uudist[Ln][Xj]us[X]u[Sg][Nm]sten",
        &[
            ["sote", "sote", "sote-uudistus"],
            ["uudistus", "uudistusten", "uudistus"],
        ],
    );
    check_parts(
        "talossa",
        "[Ln][Xp]talo[X]talo[Sine][Ny]ssa",
        &[["talo", "talossa", "talo"]],
    );
}

#[test]
fn a_known_compound_is_divided_as_its_base_form_is() {
    check_parts(
        "elokuvakoulun",
        "[Ln][Xp]elo=kuva[X]elo[Bm]kuv[Sn][Ny]a[Bh][Bc][Ln][Ica][Xp]koulu[X]koulu[Sg][Ny]n",
        &[
            ["elo", "elo", "elokuvakoulu"],
            ["kuva", "kuva", "kuvakoulu"],
            ["koulu", "koulun", "koulu"],
        ],
    );
    check_parts(
        "käsikirjoittajan",
        "[Lt][Xp]käsi=kirjoittaa[X]käsi[Bm]kirjoitta[Ln][Xj]ja[X][Sg][Ny]jan",
        &[
            ["käsi", "käsi", "käsikirjoittaja"],
            ["kirjoittaja", "kirjoittajan", "kirjoittaja"],
        ],
    );
    check_parts(
        "Yli-Iissä",
        "[Lep][Xr]ipp-=i[X][Xp]Yli-Ii[X]yli-ii[Sine][Ny]ssä",
        &[["Yli", "Yli", "Yli-Ii"], ["Ii", "Iissä", "Ii"]],
    );
}

#[test]
fn the_first_part_of_a_numeral_compound_is_a_numeral() {
    check_parts(
        "viidellätoista",
        "[Lu][Xp]viisi[X]vii[Sade][Ny]dellä[Bc]toista[Xp][X]",
        &[
            ["viisi", "viidellä", "viisitoista"],
            ["toista", "toista", "toista"],
        ],
    );
}

/// What outputs are made of: tags, base forms and letters in orders that no dictionary has.
const FRAGMENTS: &[&str] = &[
    "[Ln]",
    "[Ll]",
    "[Lt]",
    "[Lep]",
    "[La]",
    "[Lu]",
    "[Lp]",
    "[Lnl]",
    "[Sn]",
    "[Sg]",
    "[Ny]",
    "[Nm]",
    "[Bc]",
    "[Bm]",
    "[Bh]",
    "[De]",
    "[Dg]",
    "[Ica]",
    "[Icu]",
    "[Isf]",
    "[Ion]",
    "[Rt]",
    "[Rm]",
    "[Tn4]",
    "[Cc]",
    "[O3]",
    "[Fko]",
    "[Xp]talo[X]",
    "[Xp]elo=kuva[X]",
    "[Xp]Iso-Britannia[X]",
    "[Xp][X]",
    "[Xj]nen[X]",
    "[Xj]us[X]",
    "[Xr]ipp=i[X]",
    "[Xr][X]",
    "[Xs]17[X]",
    "[Xp]",
    "[Xj]",
    "[Xr]",
    "[X]",
    "talo",
    "is",
    "a",
    "n",
    "-",
    ":",
    "4",
    ",",
    "=",
];

proptest! {
    #[test]
    fn any_output_can_be_read(
        outputs in prop::collection::vec(
            prop::collection::vec(prop::sample::select(FRAGMENTS), 0..14),
            1..4,
        ),
        word in "[Tt]alo(-?talo)?",
    ) {
        let outputs: Vec<String> = outputs.iter().map(|fragments| fragments.concat()).collect();
        let small = word.to_lowercase();
        let entries: Vec<(&str, &str)> = outputs.iter().map(|o| (small.as_str(), o.as_str())).collect();
        let analyzer = Analyzer::new(dictionary(&entries));
        let mut scratch = Scratch::new();
        for analysis in analyzer.analyze(&word, &mut scratch).iter() {
            prop_assert!(analysis.base_form().len() < 400);
            let structure = analysis.structure().replace('=', "");
            prop_assert_eq!(structure.chars().count(), word.chars().count());
            for part in analysis.parts() {
                prop_assert!(part.base_form.len().max(part.form.len()).max(part.tail.len()) < 400);
            }
            prop_assert!(analysis.verb().is_none_or(|verb| verb.len() < 400));
        }
        let finnish = Finnish::new(Some(dictionary(&entries)));
        prop_assert!(finnish.terms(&word).lemmas().all(|lemma| !lemma.is_empty()));
    }
}
