//! The terms of words, through the front door, with dictionaries of a few words and with those of the machine.

mod small_dictionary;
mod support;

use aluehaku_finnish::guess::Guesser;
use aluehaku_finnish::{Class, Dictionary, Finnish, Method, Terms};

use small_dictionary::{JARJESTO, KOIRIA, dictionary};
use support::dictionaries;

/// A guesser that knows one rule: names lose a final "n".
fn guesser() -> Guesser {
    let rules = "# suffix rules, format 1\nnames\nn\t1=900 0=100\ncommon\n";
    Guesser::from_text(rules, "ne\tse\n").expect("rules in their format")
}

/// With this dictionary and a guesser of one rule.
fn finnish(entries: &[(&str, &str)]) -> Finnish {
    Finnish::new(Some(dictionary(entries))).guessing_with(guesser())
}

fn lemmas(terms: &Terms) -> Vec<&str> {
    terms.lemmas().collect()
}

fn parts(terms: &Terms) -> Vec<&str> {
    let mut parts: Vec<&str> = terms.parts().collect();
    parts.sort_unstable();
    parts
}

#[test]
fn a_known_word_has_its_base_form_and_no_stem() {
    let terms = finnish(&[KOIRIA]).terms("Koiria");
    assert_eq!(lemmas(&terms), ["koira"]);
    assert_eq!(
        (terms.word(), terms.raw(), terms.stem()),
        ("Koiria", "koiria", None)
    );
    assert!(terms.is_known());
    assert_eq!(terms.classes().iter().collect::<Vec<_>>(), [Class::Noun]);
    assert_eq!(terms.parts().len(), 0);
}

#[test]
fn all_base_forms_are_lemmas_each_once() {
    let alku = ("alusta", "[Ln][Xp]alku[X]alu[Sela][Ny]sta");
    let alunen = ("alusta", "[Ln][Xp]alusta[X]alust[Sn][Ny]a");
    let again = ("alusta", "[Ln][Xp]alusta[X]alusta[Sn][Ny]");
    let terms = finnish(&[alku, alunen, again]).terms("alusta");
    assert_eq!(lemmas(&terms), ["alku", "alusta"]);
}

#[test]
fn a_reading_that_lacks_its_capital_is_dropped_unless_nothing_is_left() {
    let common = ("määriä", "[Ln][Xp]määrä[X]määr[Sp][Nm]iä");
    let village = ("määriä", "[Lep][Xp]Määri[X]määr[Sp][Ny]iä");
    let both = finnish(&[village, common]);
    assert_eq!(lemmas(&both.terms("määriä")), ["määrä"]);
    assert_eq!(lemmas(&both.terms("Määriä")), ["määri", "määrä"]);
    assert_eq!(lemmas(&finnish(&[village]).terms("määriä")), ["määri"]);
}

#[test]
fn a_compound_has_its_parts_and_tails() {
    let terms = finnish(&[JARJESTO]).terms("järjestöasiantuntijat");
    assert_eq!(lemmas(&terms), ["järjestöasiantuntija"]);
    assert_eq!(
        parts(&terms),
        ["asia", "asiantuntija", "järjestö", "tuntija"]
    );
}

#[test]
fn only_the_simplest_division_gives_parts() {
    let simple = ("laivasto", "[Ln][Xp]laivasto[X]laivasto[Sn][Ny]");
    let odd = (
        "laivasto",
        "[Ln][Xp]lai[X]lai[Sn][Ny][Bh][Bc][Ln][Xp]vasto[X]vasto[Sn][Ny]",
    );
    let terms = finnish(&[odd, simple]).terms("laivasto");
    assert_eq!(terms.parts().len(), 0);
}

#[test]
fn a_compound_inside_a_compound_is_a_part_too() {
    let output = "[Ln][Xp]elo=kuva[X]elo[Bm]kuv[Sn][Ny]a[Bh][Bc][Ln][Xp]koulu[X]koulu[Sg][Ny]n";
    let terms = finnish(&[("elokuvakoulun", output)]).terms("elokuvakoulun");
    assert_eq!(
        parts(&terms),
        ["elo", "elokuva", "koulu", "kuva", "kuvakoulu"]
    );
}

#[test]
fn hyphens_do_not_part_common_words_but_names() {
    let output = "[Ln][Xp]raaka[X]raak[Sn][Ny]a-[Bh][Bc][Ln][Xp]aine[X]ainee[Sela][Ny]sta";
    let terms = finnish(&[("raaka-aineesta", output)]).terms("raaka-aineesta");
    assert_eq!(lemmas(&terms), ["raaka-aine", "raakaaine"]);
    let name = "[Lep][Xr]ipp-=i[X][Xp]Yli-Ii[X]yli-ii[Sine][Ny]ssä";
    let terms = finnish(&[("yli-iissä", name)]).terms("Yli-Iissä");
    assert_eq!(lemmas(&terms), ["yli-ii"]);
}

#[test]
fn hanging_parts_are_put_into_their_base_form() {
    let first = "[Lt][Xp]pariutua[X]pariutu[Ln]mi[Xj]nen[X]s-[Bh][Bc]";
    let terms = finnish(&[("pariutumis-", first)]).terms("pariutumis-");
    assert_eq!(lemmas(&terms), ["pariutuminen"]);
    let last = "-[Bc][Ln][Xp]hanke[X]hankkee[Sine][Ny]ssa";
    let terms = finnish(&[("-hankkeessa", last)]).terms("-hankkeessa");
    assert_eq!(lemmas(&terms), ["hanke"]);
}

#[test]
fn a_participle_has_its_verb_unless_it_is_listed_as_a_word() {
    let tekema = ("tekemä", "[Lt][Xp]tehdä[X]teke[Ln]m[Xj]ä[X][Rm]ä[Sn][Ny]");
    assert_eq!(
        lemmas(&finnish(&[tekema]).terms("tekemä")),
        ["tekemä", "tehdä"]
    );
    let sanoma = ("sanoma", "[Lt][Xp]sanoa[X]sano[Ln]m[Xj]a[X][Rm]a[Sn][Ny]");
    let listed = ("sanoma", "[Ln][Xp]sanoma[X]sanoma[Sn][Ny]");
    assert_eq!(
        lemmas(&finnish(&[sanoma, listed]).terms("sanoma")),
        ["sanoma"]
    );
}

#[test]
fn a_noun_in_minen_is_no_participle_unless_somebody_owns_it() {
    let noun = (
        "tekemistä",
        "[Lt][Xp]tehdä[X]teke[Ln]mi[Xj]nen[X]s[Sp][Ny]tä",
    );
    let agent = (
        "tekemistä",
        "[Lt][Xp]tehdä[X]teke[Ln]m[Xj]ä[X][Rm]i[Sela][Nm]stä",
    );
    assert_eq!(
        lemmas(&finnish(&[agent, noun]).terms("tekemistä")),
        ["tekeminen"]
    );
    let noun = "[Lt][Xp]tehdä[X]teke[Ln]mi[Xj]nen[X]s[Sp][Ny]tä[O1y]ni";
    let agent = "[Lt][Xp]tehdä[X]teke[Ln]m[Xj]ä[X][Rm]i[Sela][Nm]stä[O1y]ni";
    let finnish = finnish(&[("tekemistäni", agent), ("tekemistäni", noun)]);
    assert_eq!(
        lemmas(&finnish.terms("tekemistäni")),
        ["tekemä", "tehdä", "tekeminen"]
    );
}

#[test]
fn the_standard_dictionary_gives_verbs_of_participles_and_nouns_in_minen() {
    let past = (
        "tehdystä",
        "[Lt][Xp]tehdä[X]teh[Ll][Rt]d[Xj]ty[X]y[Sela][Ny]stä",
    );
    let minen = ("tekeminen", "[Lt][Xp]tehdä[X]teke[Tn4]mi[Sn][Ny]nen");
    let negative = (
        "tekemätön",
        "[Lt][Xp]tehdä[X]teke[Ln]m[Xj]ä[X]ä[Re][Ll][Xj]tön[X]tön[Sn][Ny]",
    );
    let finnish = finnish(&[past, minen, negative]);
    assert_eq!(finnish.method(), Method::Standard);
    assert_eq!(lemmas(&finnish.terms("tehdystä")), ["tehdty", "tehdä"]);
    assert_eq!(lemmas(&finnish.terms("tekeminen")), ["tekeminen"]);
    assert_eq!(lemmas(&finnish.terms("tekemätön")), ["tekemätön"]);
}

#[test]
fn an_abbreviation_is_known_with_its_full_stop_and_without() {
    let finnish = finnish(&[("esim.", "[La][Xp]esim.[X]esim.[Sn][Ny]"), KOIRIA]);
    for word in ["esim.", "esim"] {
        let terms = finnish.terms(word);
        assert_eq!(
            (lemmas(&terms), terms.is_known()),
            (vec!["esim."], true),
            "{word}"
        );
    }
    assert_eq!(lemmas(&finnish.terms("koiria.")), ["koira"]);
}

#[test]
fn a_word_whose_hyphen_stands_wrong_is_understood_all_the_same() {
    let output = "[Ln][Xp]kissa[X]kiss[Sn][Ny]a-[Bh][Bc][Ln][Xp]talo[X]talo[Sn][Ny]";
    let terms = finnish(&[("kissa-talo", output)]).terms("kissa-talo");
    assert!(terms.is_known());
    assert_eq!(lemmas(&terms), ["kissa-talo", "kissatalo"]);
    assert_eq!(parts(&terms), ["kissa", "talo"]);
}

#[test]
fn an_unknown_word_has_guesses_and_a_stem() {
    let finnish = finnish(&[KOIRIA]);
    let terms = finnish.terms("Orpon");
    assert!(!terms.is_known());
    assert!(terms.classes().is_empty());
    assert_eq!(lemmas(&terms), ["orpo", "orpon"]);
    assert_eq!(terms.stem(), Some("orpo"));
}

#[test]
fn abbreviations_lose_their_inflection() {
    let finnish = finnish(&[KOIRIA]);
    for word in ["STEA:n", "STEAn"] {
        assert_eq!(lemmas(&finnish.terms(word)), ["stea"], "{word}");
    }
    assert!(lemmas(&finnish.terms("N:o")).contains(&"n:o"));
}

#[test]
fn a_hyphenated_unknown_word_is_understood_by_its_last_part() {
    let hanke = ("hankkeen", "[Ln][Xp]hanke[X]hankkee[Sg][Ny]n");
    let terms = finnish(&[hanke]).terms("Järjestöareena-hankkeen");
    assert!(lemmas(&terms).contains(&"järjestöareena-hanke"));
    assert_eq!(parts(&terms), ["hanke", "järjestöareena"]);
}

#[test]
fn words_of_grammar_have_the_base_forms_that_are_stated() {
    let ne = ("ne", "[Lr][Xp]ne[X]ne[Sn][Nm]");
    let terms = finnish(&[ne]).terms("Ne");
    assert_eq!(lemmas(&terms), ["se"]);
    assert!(terms.is_known() && terms.is_function_word());
    assert!(!finnish(&[KOIRIA]).terms("koiria").is_function_word());
}

/// A guesser that knows three words of grammar.
fn with_grammar(entries: &[(&str, &str)]) -> Finnish {
    let rules = "# suffix rules, format 1\nnames\nn\t1=900 0=100\ncommon\n";
    let guesser = Guesser::from_text(rules, "kohta\tkohta\nhei\thei\nvai\tvai\n");
    Finnish::new(Some(dictionary(entries))).guessing_with(guesser.expect("rules in their format"))
}

#[test]
fn a_particle_that_may_be_none_hides_no_word() {
    let noun = ("vaikaan", "[Ln][Xp]vaika[X]vaika[Sill][Ny]an");
    let with_particle = ("vaikaan", "[Lc][Xp]vai[X]vai[Fkaan]kaan");
    let finnish = with_grammar(&[with_particle, noun]);
    assert_eq!(lemmas(&finnish.terms("vaikaan")), ["vai", "vaika"]);
    assert_eq!(
        lemmas(&with_grammar(&[with_particle]).terms("vaikaan")),
        ["vai"]
    );
}

#[test]
fn a_capital_tells_a_name_from_a_word_of_grammar() {
    let name = ("heikin", "[Les][Xp]Heikki[X]heik[Sg][Ny]in");
    let greeting = ("heikin", "[Lc][Xp]hei[X]hei[Fkin]kin");
    let finnish = with_grammar(&[name, greeting]);
    assert_eq!(lemmas(&finnish.terms("Heikin")), ["heikki"]);
    assert_eq!(lemmas(&finnish.terms("heikin")), ["hei"]);
}

#[test]
fn a_name_stands_beside_a_word_of_grammar_that_may_begin_a_sentence() {
    let name = ("kohta", "[Lee][Xp]Kohta[X]kohta[Sn][Ny]");
    let adverb = ("kohta", "[Ls][Xp]kohta[X]kohta");
    let noun = ("kohta", "[Ln][Xp]kohdake[X]kohta[Sn][Ny]");
    let finnish = with_grammar(&[adverb, noun, name]);
    assert_eq!(lemmas(&finnish.terms("kohta")), ["kohta"]);
    let other = ("kohta", "[Lee][Xp]Kohti[X]kohta[Sn][Ny]");
    assert_eq!(
        lemmas(&with_grammar(&[adverb, noun, other]).terms("Kohta")),
        ["kohta", "kohti"]
    );
}

#[test]
fn a_form_of_another_word_hides_no_name() {
    let adjective = ("saidan", "[Ll][Xp]saita[X]said[Sg][Ny]an");
    let finnish = finnish(&[adjective]);
    assert_eq!(lemmas(&finnish.terms("Saidan")), ["saita", "saida"]);
    assert_eq!(lemmas(&finnish.terms("saidan")), ["saita"]);
    let loan = ("plaksissa", "[Ln][Xp]plaksi[X]plaksi[Sine][Ny]ssa");
    let terms = self::finnish(&[loan]).terms("Plaksissa");
    assert_eq!(lemmas(&terms), ["plaksi", "plaks"]);
}

#[test]
fn a_place_whose_first_part_is_inflected_has_the_base_forms_of_both() {
    let known = (
        "vanhanniemen",
        "[Ll][Xp]vanha[X]vanha[Sg][Ny]n[Bh][Bc][Ln][Xp]niemi[X]niem[Sg][Ny]en",
    );
    let terms = finnish(&[known]).terms("Vanhanniemen");
    assert!(lemmas(&terms).contains(&"vanhaniemi"), "{terms:?}");
    let tail = ("niemestä", "[Ln][Xp]niemi[X]nieme[Sela][Ny]stä");
    let terms = finnish(&[tail]).terms("Pitkästäniemestä");
    assert_eq!(lemmas(&terms), ["pitkäniemi"]);
}

#[test]
fn a_numeral_in_letters_keeps_its_hundreds() {
    let output = "[Lu][Sn][Ny][Xp]sata[X]sata[Lu][Xp]kolme[X]kolme[Sn][Ny]";
    let terms = finnish(&[("satakolme", output)]).terms("satakolme");
    assert_eq!(lemmas(&terms), ["satakolme"]);
}

#[test]
fn without_a_dictionary_one_guess_and_the_stem_are_left() {
    let finnish = Finnish::new(None).guessing_with(guesser());
    assert_eq!(finnish.method(), Method::Snowball);
    let terms = finnish.terms("Helsingin");
    assert_eq!(
        (lemmas(&terms), terms.stem()),
        (vec!["helsingi"], Some("helsing"))
    );
    assert_eq!(lemmas(&finnish.terms("ne")), ["se"]);
}

#[test]
fn asking_again_gives_the_same_and_is_counted() {
    let finnish = finnish(&[KOIRIA]);
    let first = finnish.terms("koiria");
    assert_eq!(finnish.terms("koiria"), first);
    assert_eq!(finnish.hits_and_misses(), (1, 1));
    let forgetful = finnish.remembering(0);
    assert_eq!(
        (forgetful.terms("koiria"), forgetful.terms("koiria")),
        (first.clone(), first)
    );
    assert_eq!(forgetful.hits_and_misses(), (0, 0));
}

#[test]
fn threads_share_one_analyser() {
    let finnish = &finnish(&[KOIRIA, JARJESTO]);
    let words = ["koiria", "järjestöasiantuntijat", "Orpon", "koiria"];
    let alone: Vec<Terms> = words.iter().map(|word| finnish.terms(word)).collect();
    std::thread::scope(|scope| {
        let ask = || {
            words
                .iter()
                .map(|word| finnish.terms(word))
                .collect::<Vec<_>>()
        };
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(ask)).collect();
        for thread in threads {
            assert_eq!(thread.join().unwrap(), alone);
        }
    });
}

#[test]
fn the_dictionaries_agree_on_everyday_words() {
    for found in dictionaries::find_all() {
        let finnish = Finnish::new(Dictionary::from_bytes(&found.bytes()).ok());
        for (word, lemma, some_parts) in [
            ("järjestöjen", "järjestö", &[][..]),
            (
                "hyvinvointialueilla",
                "hyvinvointialue",
                &["hyvinvointi", "alue"],
            ),
            (
                "järjestöasiantuntijoiden",
                "järjestöasiantuntija",
                &["järjestö", "asiantuntija"],
            ),
            ("sote-uudistuksesta", "sote-uudistus", &["sote", "uudistus"]),
            ("viikonloppuna", "viikonloppu", &["viikko", "loppu"]),
            ("EU-hankkeella", "eu-hanke", &["eu", "hanke"]),
            ("Pohjois-Karjalassa", "pohjois-karjala", &["karjala"]),
            ("Jyväskylästä", "jyväskylä", &[]),
            ("tekemän", "tehdä", &[]),
            ("kirjoitetussa", "kirjoittaa", &[]),
        ] {
            let terms = finnish.terms(word);
            assert!(
                lemmas(&terms).contains(&lemma),
                "{word} with {}: {terms:?}",
                found.name
            );
            for part in some_parts {
                assert!(
                    parts(&terms).contains(part),
                    "{word} with {}: {terms:?}",
                    found.name
                );
            }
            assert!(
                !parts(&terms).contains(&"uudistaa"),
                "a part is cut, not derived: {terms:?}"
            );
        }
    }
}
