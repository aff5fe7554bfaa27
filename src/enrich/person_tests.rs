//! Persons come back under one name however a text writes them: in every case, with clitics, with initials and
//! particles, with double names, in capitals.

use std::sync::LazyLock;

use aluehaku_index::article::EntityKind;
use proptest::prelude::*;
use proptest::sample::select;

use super::fixture_tests::finnish;
use super::knowledge::Knowledge;
use super::names::register::Register;

/// Surnames, with what their endings follow: genitive stem, partitive, illative, and the vowel of the other endings.
const SURNAMES: [(&str, &str, &str, &str, char); 10] = [
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

/// A surname in one of its cases.
fn inflected(
    (nominative, stem, partitive, illative, vowel): (&str, &str, &str, &str, char),
    case: usize,
) -> String {
    match case {
        0 => nominative.to_owned(),
        1 => format!("{stem}n"),
        2 => partitive.to_owned(),
        3 => illative.to_owned(),
        4 => format!("{stem}ss{vowel}"),
        5 => format!("{stem}st{vowel}"),
        6 => format!("{stem}ll{vowel}"),
        7 => format!("{stem}lt{vowel}"),
        _ => format!("{stem}lle"),
    }
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

#[track_caller]
fn check(text: &str, expected: &str) {
    if let Some(found) = persons(text) {
        assert_eq!(found, [expected], "{text}");
    }
}

proptest! {
    #[test]
    fn a_name_comes_back_from_every_case(
        first in select(&FIRST_NAMES),
        surname in select(&SURNAMES),
        case in 0..9usize,
    ) {
        let written = inflected(surname, case);
        check(
            &format!("Eilen puheenjohtaja {first} {written} jäi kotiin."),
            &format!("{first} {}", surname.0),
        );
    }

    #[test]
    fn clitics_are_no_part_of_a_finnish_name(
        surname in select(&SURNAMES[..6]),
        case in 0..9usize,
        clitic in select(&["kin", "kaan", "han"]),
    ) {
        let clitic = match surname.4 {
            'ä' => clitic.replace('a', "ä"),
            _ => clitic.to_owned(),
        };
        let written = format!("{}{clitic}", inflected(surname, case));
        check(
            &format!("Eilen puheenjohtaja Hanna {written} jäi kotiin."),
            &format!("Hanna {}", surname.0),
        );
    }

    #[test]
    fn particles_belong_to_the_name(
        particle in select(&["von", "af", "de", "van der"]),
        surname in select(&SURNAMES[7..]),
        case in 0..9usize,
    ) {
        let written = inflected(surname, case);
        check(
            &format!("Eilen puheenjohtaja Henrika {particle} {written} jäi kotiin."),
            &format!("Henrika {particle} {}", surname.0),
        );
    }

    #[test]
    fn a_headline_in_capitals_names_the_same(
        first in select(&FIRST_NAMES[..5]),
        surname in select(&SURNAMES),
    ) {
        let headline = format!("{first} {}", surname.0).to_uppercase();
        let name = format!("{first} {}", surname.0);
        let text = format!("{headline} JATKAA\n\nPuheenjohtaja {name} jatkaa.");
        if let Some(found) = persons(&text) {
            prop_assert!(found.iter().all(|found| *found == name), "{}: {:?}", text, found);
        }
    }
}
