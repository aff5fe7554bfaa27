//! What is guessed of unknown words, and how rules are read.

use proptest::prelude::*;

use super::{Guess, Guesser, GuesserError, Kind, Learner, MOST_GUESSES};

/// Guesses where no dictionary knows any part.
fn guess(word: &str) -> Vec<Guess> {
    Guesser::bundled().guess(word, &mut |_, _| {})
}

/// The three best guesses, as an index takes them.
fn lemmas(word: &str) -> Vec<String> {
    guess(word)
        .into_iter()
        .take(3)
        .map(|guess| guess.lemma)
        .collect()
}

#[track_caller]
fn check_forms(lemma: &str, forms: &str) {
    for form in forms.split(' ') {
        let lemmas = lemmas(form);
        assert!(
            lemmas.iter().any(|guess| guess == lemma),
            "{form} gives {lemmas:?}, not {lemma}"
        );
    }
}

#[test]
fn all_forms_of_a_name_lead_to_it() {
    check_forms(
        "orpo",
        "Orpo Orpon Orpoa Orpolla Orpolle Orpolta Orposta Orpoon Orpona",
    );
    check_forms(
        "purra",
        "Purra Purran Purraa Purralla Purralle Purrasta Purraan",
    );
    check_forms(
        "zelenskyi",
        "Zelenskyi Zelenskyin Zelenskyitä Zelenskyillä Zelenskyille Zelenskyistä",
    );
    check_forms(
        "möttönen",
        "Möttönen Möttösen Möttöstä Möttösellä Möttöselle Möttösestä Möttöseen",
    );
    check_forms(
        "joutsiluoma",
        "Joutsiluoma Joutsiluoman Joutsiluomaa Joutsiluomalle Joutsiluomasta",
    );
    check_forms(
        "löyttyjärvi",
        "Löyttyjärvi Löyttyjärven Löyttyjärveä Löyttyjärvellä Löyttyjärveen",
    );
    check_forms(
        "wacker",
        "Wacker Wackerin Wackeria Wackerille Wackerista Wackeriin",
    );
    check_forms("putin", "Putin Putinin Putinia Putinille Putinista");
}

#[test]
fn abbreviations_are_cut_and_stay_whole_otherwise() {
    for (word, lemma) in [
        ("STEA:n", "stea"),
        ("SOSTEn", "soste"),
        ("SOSTEen", "soste"),
        ("KYTin", "kyt"),
        ("STEA", "stea"),
        ("EJY", "ejy"),
        ("N:o", "n:o"),
        ("H&M:lle", "h&m"),
    ] {
        assert_eq!(lemmas(word)[0], lemma, "{word}");
    }
}

#[test]
fn a_hyphenated_word_ends_in_the_base_form_of_its_last_part() {
    let mut known = |part: &str, found: &mut Vec<String>| {
        if part == "lehteä" {
            found.push("lehti".to_owned());
        }
    };
    let guesses = Guesser::bundled().guess("Aluehaku-lehteä", &mut known);
    let lemmas: Vec<&str> = guesses.iter().map(|guess| guess.lemma.as_str()).collect();
    assert_eq!(lemmas, ["aluehaku-lehti", "aluehakulehti"]);
}

#[test]
fn a_name_of_two_names_keeps_its_hyphen() {
    let lemmas = lemmas("Meri-Purran");
    assert!(
        lemmas.iter().any(|lemma| lemma == "meri-purra"),
        "{lemmas:?}"
    );
    assert!(lemmas.iter().all(|lemma| lemma.contains('-')), "{lemmas:?}");
}

#[test]
fn a_hyphen_left_from_the_end_of_a_line_is_undone() {
    let mut known = |part: &str, found: &mut Vec<String>| {
        if part == "laitoksen" {
            found.push("laitos".to_owned());
        }
    };
    let guesses = Guesser::bundled().guess("laitok-sen", &mut known);
    assert_eq!(guesses.len(), 1);
    assert_eq!(guesses[0].lemma, "laitos");
}

#[test]
fn function_words_have_the_lemmas_that_readers_expect() {
    let lemmas = |word| Guesser::bundled().function_word(word).map(<[_]>::concat);
    assert_eq!(lemmas("niiden").as_deref(), Some("se"));
    assert_eq!(lemmas("niitäkin").as_deref(), Some("se"));
    assert_eq!(lemmas("lopulta").as_deref(), Some("lopulta"));
    assert_eq!(lemmas("aikaan"), None);
    assert_eq!(lemmas("talo"), None);
}

#[test]
fn rules_learnt_from_pairs_are_applied() {
    let mut learner = Learner::new();
    for (form, lemma) in [
        ("Virtasen", "Virtanen"),
        ("Korhosen", "Korhonen"),
        ("Lahtisen", "Lahtinen"),
    ] {
        learner.add(Kind::Name, form, lemma, 1.0);
    }
    let guesser = Guesser::from_text(&learner.finish(), "").unwrap();
    assert_eq!(
        guesser.guess("Möttösen", &mut |_, _| {})[0].lemma,
        "möttönen"
    );
}

#[test]
fn damaged_rules_are_refused_with_the_line() {
    let check = |rules: &str, expected: GuesserError| {
        assert_eq!(
            Guesser::from_text(rules, "").unwrap_err(),
            expected,
            "{rules:?}"
        );
    };
    let heading = "# suffix rules, format 1\nnames\n";
    check("", GuesserError::Heading);
    check("# suffix rules, format 9\nnames\n", GuesserError::Heading);
    let line = |line, reason| GuesserError::Line { line, reason };
    check(
        &format!("{heading}osen"),
        line(3, "no tab after the ending"),
    );
    check(
        &format!("{heading}a\t0=900\na\t0=900"),
        line(4, "endings are not in order"),
    );
    let outcome = "an outcome is not CUTENDING=SHARE";
    check(&format!("{heading}common\na\t0=9000"), line(4, outcome));
    check(&format!("{heading}a\tx=1"), line(3, outcome));
    check(&format!("{heading}a\t999=1"), line(3, outcome));
}

proptest! {
    #[test]
    fn any_word_has_few_and_finite_guesses(word in "\\PC*") {
        let guesses = guess(&word);
        prop_assert!(guesses.len() <= MOST_GUESSES);
        for guess in guesses {
            prop_assert!(!guess.lemma.is_empty());
            prop_assert!(guess.weight.is_finite() && guess.weight > 0.0);
            prop_assert!(guess.lemma.len() <= 3 * word.len() + 64);
        }
    }

    #[test]
    fn any_word_of_finnish_letters_is_guessed(word in "[A-ZÄÖ]?[a-zäö':-]{1,30}") {
        let guesses = guess(&word);
        let has_letters = word.chars().any(char::is_alphabetic);
        prop_assert_eq!(guesses.is_empty(), !has_letters, "{:?}", guesses);
    }

    #[test]
    fn any_text_is_rules_or_an_error(text in "(# suffix rules, format 1\nnames\n)?([a-z^]{0,3}\t?[0-9]{0,2}[a-z]{0,2}=?[0-9]{0,4}\n|common\n){0,6}") {
        if let Ok(guesser) = Guesser::from_text(&text, "") {
            guesser.guess("sanan", &mut |_, _| {});
        }
    }
}
