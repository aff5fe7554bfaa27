//! What the data of the guesser is learnt from, and how its quality is measured.

#[path = "../examples/shared/mod.rs"]
mod shared;

use std::fs;

use aluehaku_finnish::Guesser;
use aluehaku_finnish::guess::Learner;

use shared::conllu::{self, Token};
use shared::learning::{learn_function_words, learn_names, learn_sentences, read_names};
use shared::measure::{Measured, WordTerms, measure};
use shared::paradigm::{NameKind, forms};

#[track_caller]
fn check_forms(name: &str, kind: NameKind, expected: &str) {
    let forms: Vec<String> = forms(name, kind)
        .into_iter()
        .map(|(form, _)| form)
        .collect();
    for form in expected.split(' ') {
        assert!(
            forms.iter().any(|other| other == form),
            "{form} of {name}: {forms:?}"
        );
    }
}

#[test]
fn names_are_inflected_as_people_inflect_them() {
    use NameKind::{Family, First};
    check_forms(
        "Virtanen",
        Family,
        "virtanen virtasen virtasta virtasessa virtaseen virtaselle virtasena",
    );
    check_forms("Järvi", Family, "järven järveä järvessä järveen");
    check_forms(
        "Uusilahti",
        Family,
        "uusilahden uusilahtea uusilahdessa uusilahteen",
    );
    check_forms("Mäki", Family, "mäen mäkeä mäellä mäkeen");
    check_forms("Lehto", Family, "lehdon lehtoa lehtoon");
    check_forms("Ranta", Family, "rannan rantaa rantaan");
    check_forms("Rinne", Family, "rinteen rinnettä rinteeseen");
    check_forms("Holm", Family, "holmin holmia holmiin holmilla");
    check_forms("Hannes", First, "hanneksen hannesta hannekseen");
    check_forms("Tuomas", First, "tuomaksen tuomaan tuomasta");
    check_forms("Pekka", First, "pekan pekkaa pekalle pekkaan");
    check_forms("Arto", First, "arton artoa artolle");
    check_forms("Ville", First, "villen villeä villeen");
}

#[test]
fn the_shares_of_the_forms_of_a_name_add_up_to_one() {
    for name in ["Virtanen", "Lehto", "Rinne", "Tuomas", "Holm"] {
        let total: f64 = forms(name, NameKind::Family)
            .iter()
            .map(|(_, share)| share)
            .sum();
        assert!((0.9..=1.0).contains(&total), "{name}: {total}");
    }
}

fn token(form: &str, lemma: &str, part_of_speech: &str) -> Token {
    let [form, lemma, part_of_speech] = [form, lemma, part_of_speech].map(str::to_owned);
    Token {
        form,
        lemma,
        part_of_speech,
    }
}

#[test]
fn treebanks_and_lists_of_names_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let treebank = folder.path().join("treebank.conllu");
    let lines = "# text\n1-2\tEttei\t_\t_\n1\tEtt\tettä\tSCONJ\n2\tei\tei\tAUX\n\n1\tviikonlopun\tviikon#loppu\tNOUN\n";
    fs::write(&treebank, lines).unwrap();
    let sentences = conllu::read(&treebank).unwrap();
    let read: Vec<Vec<&str>> = sentences
        .iter()
        .map(|s| s.iter().map(|token| token.lemma.as_str()).collect())
        .collect();
    assert_eq!(read, [vec!["että", "ei"], vec!["viikonloppu"]]);
    let names = folder.path().join("names.tsv");
    fs::write(&names, "Korhonen\t21882\nVirtanen\t21144\n").unwrap();
    assert_eq!(read_names(&names).unwrap(), ["Korhonen", "Virtanen"]);
}

#[test]
fn what_is_learnt_guesses_words_never_seen() {
    let mut learner = Learner::new();
    let names = [
        "Korhonen",
        "Virtanen",
        "Lahtinen",
        "Heikkinen",
        "Koskinen",
        "Miettinen",
    ];
    learn_names(&mut learner, &names.map(str::to_owned), NameKind::Family);
    let sentence = vec![
        token("kissoja", "kissa", "NOUN"),
        token("massoja", "massa", "NOUN"),
    ];
    learn_sentences(&mut learner, [&sentence]);
    let guesser = Guesser::from_text(&learner.finish(), "").unwrap();
    let best = |word| guesser.guess(word, &mut |_, _| {})[0].lemma.clone();
    assert_eq!(best("Möttöselle"), "möttönen");
    assert_eq!(best("tassoja"), "tassa");
}

#[test]
fn function_words_are_those_that_a_treebank_agrees_on() {
    let sentence = vec![
        token("Lopulta", "lopulta", "ADV"),
        token("lopulta", "lopulta", "ADV"),
        token("kerran", "kerran", "ADV"),
        token("kerran", "kerta", "NOUN"),
        token("silti", "silti", "ADV"),
    ];
    let words = learn_function_words([[&sentence]]);
    assert!(words.contains("lopulta\tlopulta\n"));
    assert!(
        words.contains("niiden\tse\n"),
        "pronouns are listed by hand"
    );
    assert!(
        !words.contains("kerran\t"),
        "one of two is not often enough"
    );
    assert!(!words.contains("silti\t"), "once is not often enough");
}

#[test]
fn each_measure_counts_what_it_says() {
    let tokens = [
        (token("Talot", "talo", "NOUN"), "talo", None),
        (token("talossa", "talo", "NOUN"), "talo", None),
        (token("taloon", "talo", "NOUN"), "talo", None),
        (token("talouden", "talous", "NOUN"), "talo talous", None),
        (token("Orpon", "orpo", "PROPN"), "orpp", Some("orpo")),
        (token("Orpoa", "orpo", "PROPN"), "orpoa", Some("orpo")),
        (token("ja", "ja", "CCONJ"), "", None),
        (token(".", ".", "PUNCT"), "", None),
    ];
    let measured: Vec<Measured<'_>> = tokens
        .iter()
        .enumerate()
        .map(|(number, (token, lemmas, stem))| Measured {
            token,
            first: number == 0,
            terms: WordTerms {
                lemmas: lemmas.split_whitespace().map(str::to_owned).collect(),
                stem: stem.map(str::to_owned),
            },
        })
        .collect();
    let report = measure(&measured);
    let count = |share: shared::measure::Share| (share.hits, share.total);
    assert_eq!(
        count(report.all),
        (5, 7),
        "a word without terms counts as itself"
    );
    assert_eq!(count(report.content), (4, 6));
    assert_eq!(count(report.names), (0, 2));
    assert_eq!(count(report.terms), (8, 7));
    assert_eq!(
        count(report.conflation),
        (2, 2),
        "stems meet; the first word of a sentence is no type"
    );
    assert_eq!(count(report.name_conflation), (1, 1));
    assert_eq!(
        count(report.false_conflation),
        (2, 2),
        "talossa and taloon with talouden"
    );
}
