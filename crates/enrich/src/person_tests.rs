//! Persons come back under one name however a text writes them: in every case, with clitics, with initials and
//! particles, with double names, in capitals.

use std::sync::LazyLock;

use super::fixture_tests::finnish;
use super::knowledge::Knowledge;
use super::names::register::Register;
use aluehaku_article::EntityKind;

/// A surname with what its endings follow: genitive stem, partitive, illative, and the vowel of the other endings.
type Surname = (&'static str, &'static str, &'static str, &'static str, char);

const SURNAMES: [Surname; 10] = [
    ("Virtanen", "Virtase", "Virtasta", "Virtaseen", 'a'),
    ("Mäkinen", "Mäkise", "Mäkistä", "Mäkiseen", 'ä'),
    ("Lahti", "Lahde", "Lahtea", "Lahteen", 'a'),
    ("Kokko", "Koko", "Kokkoa", "Kokkoon", 'a'),
    ("Rautio", "Rautio", "Rautiota", "Rautioon", 'a'),
    (
        "Salo-Lehtinen",
        "Salo-Lehtise",
        "Salo-Lehtistä",
        "Salo-Lehtiseen",
        'ä',
    ),
    (
        "Löyttyjärvi",
        "Löyttyjärve",
        "Löyttyjärveä",
        "Löyttyjärveen",
        'ä',
    ),
    ("Lindberg", "Lindbergi", "Lindbergiä", "Lindbergiin", 'ä'),
    ("Wacker", "Wackeri", "Wackeria", "Wackeriin", 'a'),
    ("Sandnäs", "Sandnäsi", "Sandnäsiä", "Sandnäsiin", 'ä'),
];

const FIRST_NAMES: [&str; 7] = [
    "Hanna",
    "Jukka",
    "Maria-Kaisa",
    "Ville-Pekka",
    "Åsa",
    "Anna Liisa",
    "J.",
];

/// How many cases [`inflected`] knows.
const CASES: usize = 12;

/// A surname in one of its cases.
fn inflected((nominative, stem, partitive, illative, vowel): Surname, case: usize) -> String {
    match case {
        0 => nominative.to_owned(),
        1 => format!("{stem}n"),
        2 => partitive.to_owned(),
        3 => illative.to_owned(),
        4 => format!("{stem}ss{vowel}"),
        5 => format!("{stem}st{vowel}"),
        6 => format!("{stem}ll{vowel}"),
        7 => format!("{stem}lt{vowel}"),
        8 => format!("{stem}lle"),
        9 => format!("{}n{vowel}", strong_stem(illative)),
        10 => format!("{stem}ksi"),
        _ => format!("{stem}tt{vowel}"),
    }
}

/// What possessive suffixes and the essive follow: "Lahte" of "Lahteen".
fn strong_stem(illative: &str) -> String {
    let letters: Vec<char> = illative.chars().collect();
    letters[..letters.len() - 2].iter().collect()
}

/// The persons that a text names.
fn persons(text: &str) -> Option<Vec<String>> {
    static KNOWLEDGE: LazyLock<Option<Knowledge>> = LazyLock::new(|| finnish().map(Knowledge::new));
    let knowledge = KNOWLEDGE.as_ref()?;
    let names = knowledge.names().find(&[text], &Register::default());
    let persons = names
        .found
        .into_iter()
        .filter(|name| name.kind == EntityKind::Person);
    Some(persons.map(|person| person.name).collect())
}

/// Checks that each text names just the person beside it.
#[track_caller]
fn check(cases: impl Iterator<Item = (String, String)>) {
    let wrong: Vec<String> = cases
        .filter_map(|(text, expected)| {
            let found = persons(&text)?;
            (found != [expected]).then(|| format!("{text} {found:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every surname in every case, as written and in its base form.
fn forms(surnames: &'static [Surname]) -> impl Iterator<Item = (Surname, String)> + Clone {
    surnames.iter().flat_map(|&surname| {
        let is_another = move |case| is_in_a_town(surname, case) || is_partitive(surname, case);
        let cases = (0..CASES).filter(move |&case| !is_another(case));
        cases.map(move |case| (surname, inflected(surname, case)))
    })
}

/// True for "Lahteen", "Lahdessa", "Lahdesta": whoever is named before that is in the town.
fn is_in_a_town((nominative, ..): Surname, case: usize) -> bool {
    nominative == "Lahti" && (3..=5).contains(&case)
}

/// True for "Löyttyjärvettä", which is as well said of somebody called Löyttyjärve.
fn is_partitive((nominative, ..): Surname, case: usize) -> bool {
    nominative == "Löyttyjärvi" && case == 11
}

#[test]
fn joined_initials_stand_for_first_names() {
    check(["J.-P.", "A.P."].into_iter().flat_map(|first| {
        forms(&SURNAMES[..6]).map(move |(surname, written)| {
            let text = format!("Eilen puheenjohtaja {first} {written} jäi kotiin.");
            (text, format!("{first} {}", surname.0))
        })
    }));
}

#[test]
fn a_name_comes_back_from_every_case() {
    check(FIRST_NAMES.iter().flat_map(|first| {
        forms(&SURNAMES).map(move |(surname, written)| {
            let text = format!("Eilen puheenjohtaja {first} {written} jäi kotiin.");
            (text, format!("{first} {}", surname.0))
        })
    }));
}

#[test]
fn clitics_are_no_part_of_a_finnish_name() {
    check(["kin", "kaan", "han"].into_iter().flat_map(|clitic| {
        forms(&SURNAMES[..6]).map(move |(surname, written)| {
            let clitic = match surname.4 {
                'ä' => clitic.replace('a', "ä"),
                _ => clitic.to_owned(),
            };
            let text = format!("Eilen puheenjohtaja Hanna {written}{clitic} jäi kotiin.");
            (text, format!("Hanna {}", surname.0))
        })
    }));
}

#[test]
fn clitics_are_no_part_of_a_foreign_name() {
    for (written, surname) in [
        ("Schmidtkin", "Schmidt"),
        ("Nguyenkaan", "Nguyen"),
        ("O'Brienhan", "O'Brien"),
        ("Kovalenkokin", "Kovalenko"),
        ("Nowakillekin", "Nowak"),
        ("Picardinkin", "Picard"),
        ("Hassankin", "Hassan"),
        ("Tanakakin", "Tanaka"),
        ("Fergusoniltakaan", "Ferguson"),
        ("Garciaankin", "Garcia"),
        // These end so by themselves.
        ("Pushkin", "Pushkin"),
        ("Larionkin", "Larionkin"),
    ] {
        let text = format!("Eilen puheenjohtaja Carita {written} jäi kotiin.");
        check(std::iter::once((text, format!("Carita {surname}"))));
    }
}

#[test]
fn possessive_suffixes_are_no_part_of_a_finnish_name() {
    // "-ni" ends foreign names, too: it is known of names in the dictionary only.
    let known = [("ni", 6), ("mme", 7), ("nsä", 7)];
    check(known.into_iter().flat_map(|(suffix, surnames)| {
        SURNAMES[..surnames].iter().map(move |surname| {
            let suffix = match surname.4 {
                'a' => suffix.replace('ä', "a"),
                _ => suffix.to_owned(),
            };
            let written = strong_stem(surname.3) + &suffix;
            let text = format!("Eilen puheenjohtaja Hanna {written} jäi kotiin.");
            (text, format!("Hanna {}", surname.0))
        })
    }));
}

#[test]
fn particles_belong_to_the_name() {
    check(
        ["von", "af", "de", "van der"]
            .into_iter()
            .flat_map(|particle| {
                forms(&SURNAMES[7..]).map(move |(surname, written)| {
                    let text =
                        format!("Eilen puheenjohtaja Henrika {particle} {written} jäi kotiin.");
                    (text, format!("Henrika {particle} {}", surname.0))
                })
            }),
    );
}

#[test]
fn a_headline_in_capitals_names_the_same() {
    for first in &FIRST_NAMES[..5] {
        for surname in SURNAMES {
            let name = format!("{first} {}", surname.0);
            let text = format!(
                "{} JATKAA\n\nPuheenjohtaja {name} jatkaa.",
                name.to_uppercase()
            );
            if let Some(found) = persons(&text) {
                assert!(found.iter().all(|found| *found == name), "{text} {found:?}");
            }
        }
    }
}
