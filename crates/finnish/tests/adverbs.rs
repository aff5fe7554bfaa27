//! Adverbs that the dictionary takes for forms of another word, with a dictionary of a few of them.

mod small_dictionary;

use aluehaku_finnish::guess::Guesser;
use aluehaku_finnish::{Finnish, Terms};

use small_dictionary::dictionary;

/// With this dictionary and no list of function words, which would know many adverbs by heart.
fn terms(word: &str, output: &str) -> Terms {
    let guesser = Guesser::from_text("# suffix rules, format 1\nnames\ncommon\n", "");
    let guesser = guesser.expect("rules in their format");
    let finnish = Finnish::new(Some(dictionary(&[(word, output)])));
    finnish.guessing_with(guesser).terms(word)
}

fn check(word: &str, output: &str, lemmas: &[&str], parts: &[&str]) {
    let terms = terms(word, output);
    assert!(terms.lemmas().eq(lemmas.iter().copied()), "{terms:?}");
    assert!(terms.parts().eq(parts.iter().copied()), "{terms:?}");
}

#[test]
fn an_adverb_in_sti_is_its_own_lemma_with_the_adjective_as_a_part() {
    let output = "[Ll][Xp]nopea[X]nopea[Ssti]sti";
    check("nopeasti", output, &["nopeasti"], &["nopea"]);
    let output = "[Ll][Xp]nopea[X]nopea[Ssti]sti[Fkaan][Ef]kaan";
    check("nopeastikaan", output, &["nopeasti"], &["nopea"]);
}

#[test]
fn the_adverb_of_a_participle_is_of_no_verb() {
    let output = "[Lt][Xp]merkitä[X]merkit[Ll][Ra]täv[Xj]ä[X]ä[Ssti]sti";
    check("merkittävästi", output, &["merkittävästi"], &["merkittävä"]);
}

#[test]
fn a_compared_adverb_is_found_by_itself_and_by_the_positive() {
    for (form, adjective, marks, positive) in [
        ("nopea|mmin", "nopea", "[Cc]", "nopeasti"),
        ("selve|mmin", "selvä", "[Cc]", "selvästi"),
        ("suure|mmin", "suuri", "[Cc]", "suuresti"),
        ("tehokkaa|mmin", "tehokas", "[Cc]", "tehokkaasti"),
        ("nope|immin", "nopea", "[Cs]", "nopeasti"),
        ("suur|immin", "suuri", "[Cs]", "suuresti"),
        ("helpo|immin", "helppo", "[Cs]", "helposti"),
        (
            "taloudellis|immin",
            "taloudellinen",
            "[Cs]",
            "taloudellisesti",
        ),
        ("tehokka|immin", "tehokas", "[Cs]", "tehokkaasti"),
    ] {
        let (stem, ending) = form.split_once('|').expect("a bar before the ending");
        let word = form.replace('|', "");
        let output = format!("[Ll][Xp]{adjective}[X]{stem}[Sin][Nm]{marks}{ending}");
        check(&word, &output, &[word.as_str(), positive], &[adjective]);
    }
}

#[test]
fn an_adverb_of_place_is_its_own_lemma() {
    check("täältä", "[Ls][Xp]täällä[X]täältä", &["täältä"], &[]);
    let output = "[Ls][Xp]luokse[X]luokse[O3]en";
    check("luokseen", output, &["luokse"], &[]);
    let output = "[Ls][Xp]puhelin[X]puhelimitse";
    check("puhelimitse", output, &["puhelimitse"], &[]);
    check("sillon", "[Ls][Xp]silloin[X]sillon", &["silloin"], &[]);
}

#[test]
fn an_adverb_is_no_part_of_a_compound() {
    let parts = |word, output| {
        let terms = terms(word, output);
        let mut parts: Vec<String> = terms.parts().map(str::to_owned).collect();
        parts.sort_unstable();
        parts
    };
    let before = "[Lp]takaisin[Bh][Bc][Ln][Xp]maksu[X]maksu[Sg][Ny]n";
    assert_eq!(parts("takaisinmaksun", before), ["maksu"]);
    let inner = "[Ln][Xp]hyvin=vointi[X]hyvin[Bm]voint[Sn][Ny]i[Bh][Bc][Ln][Xp]alue[X]alue[Sn][Ny]";
    let whole = ["alue", "hyvinvointi", "vointi", "vointialue"];
    assert_eq!(parts("hyvinvointialue", inner), whole);
}
