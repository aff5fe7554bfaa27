//! Words of spoken Finnish, found by how the standard language writes them, with a dictionary of a few words.

mod small_dictionary;

use aluehaku_finnish::Finnish;
use aluehaku_finnish::guess::Guesser;

use small_dictionary::dictionary;

/// With what the standard language has, and no rules to guess by.
fn finnish() -> Finnish {
    let guesser = Guesser::from_text(
        "# suffix rules, format 1\nnames\ncommon\n",
        "siellä\tsiellä\n",
    );
    Finnish::new(Some(dictionary(&[
        ("maailmassa", "[Ln][Xp]maailma[X]maailma[Sine][Ny]ssa"),
        ("tulisi", "[Lt][Xp]tulla[X]tul[Te][Ap][P3][Ny]isi"),
        ("talosta", "[Ln][Xp]talo[X]talo[Sela][Ny]sta"),
        ("maitoa", "[Ln][Xp]maito[X]maito[Sp][Ny]a"),
        ("haluat", "[Lt][Xp]haluta[X]halua[Tt][Ap][P2][Ny]t"),
        ("kaupunkiin", "[Ln][Xp]kaupunki[X]kaupunki[Sill][Ny]in"),
        ("sanonut", "[Lt][Xp]sanoa[X]sanon[Ru]ut"),
        ("katsella", "[Lt][Xp]katsella[X]katsel[Tn1]la"),
        ("pitkää", "[Ll][Xp]pitkä[X]pitkä[Sp][Ny]ä"),
        ("kengillä", "[Ln][Xp]kenkä[X]keng[Sade][Nm]illä"),
        ("ilma", "[Ln][Xp]ilma[X]ilma[Sn][Ny]"),
        ("antaisit", "[Lt][Xp]antaa[X]anta[Te][Ap][P2][Ny]isit"),
        ("nouse", "[Lt][Xp]nousta[X]nouse[Tk][Ap][P2][Ny]"),
    ])))
    .guessing_with(guesser.expect("rules in their format"))
}

#[test]
fn a_word_as_it_is_heard_is_found_by_the_base_form_of_the_standard_language() {
    let finnish = finnish();
    for (heard, lemma) in [
        ("maailmas", "maailma"),
        ("tulis", "tulla"),
        ("talost", "talo"),
        ("siel", "siellä"),
        ("maitoo", "maito"),
        ("haluut", "haluta"),
        ("kaupunkii", "kaupunki"),
        ("sanonu", "sanoa"),
        ("kattella", "katsella"),
        ("pitkkää", "pitkä"),
        ("kengilä", "kenkä"),
        ("ilima", "ilma"),
        ("antasit", "antaa"),
        ("nouseppas", "nousta"),
    ] {
        let terms = finnish.terms(heard);
        assert_eq!(terms.lemmas().next(), Some(lemma), "{terms:?}");
        assert!(!terms.is_known() && terms.stem().is_some(), "{terms:?}");
    }
}

#[test]
fn a_capital_makes_a_name_likelier_than_spoken_language() {
    let terms = finnish().terms("Haluut");
    assert!(terms.lemmas().eq(["haluut", "haluta"]), "{terms:?}");
}

#[test]
fn a_word_that_no_spelling_makes_known_is_guessed() {
    let terms = finnish().terms("xylofonii");
    assert!(terms.lemmas().eq(["xylofonii"]), "{terms:?}");
}
