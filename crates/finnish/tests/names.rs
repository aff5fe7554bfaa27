//! Finds names and puts them into their base forms, as users of the package do.

#[path = "support/mod.rs"]
mod support;

use std::sync::Arc;

use aluehaku_finnish::names::{BaseForms, Label, Model, Models, NameKind, NamePart, Tagger};
use aluehaku_finnish::{Dictionary, Finnish};
use proptest::prelude::*;
use support::dictionaries;

fn finnish() -> Option<Arc<Finnish>> {
    let found = dictionaries::find("sukija")?;
    let dictionary = Dictionary::from_bytes(&found.bytes());
    let dictionary = dictionary.expect("a dictionary that was found is whole");
    Some(Arc::new(Finnish::new(Some(dictionary))))
}

/// A tagger that knows no words.
fn bare_tagger() -> Tagger {
    Tagger::bundled(Arc::new(Finnish::new(None)))
}

#[test]
fn a_person_and_a_place_are_told_apart() {
    let Some(finnish) = finnish() else { return };
    let text = [
        "Toiminnanjohtaja",
        "Hanna",
        "Lahti",
        "kertoo",
        "Jyväskylässä",
        ".",
    ];
    let labels = Tagger::bundled(finnish).tag(&[text.to_vec()]);
    assert_eq!(
        labels[0],
        [
            Label::Outside,
            Label::Begin(NameKind::Person),
            Label::Inside(NameKind::Person),
            Label::Outside,
            Label::Begin(NameKind::Place),
            Label::Outside,
        ]
    );
}

#[test]
fn a_document_of_nothing_has_no_labels() {
    assert!(bare_tagger().tag::<&str>(&[]).is_empty());
    assert_eq!(bare_tagger().tag::<&str>(&[vec![]]), [vec![]]);
}

#[track_caller]
fn check(form: &str, base_form: &str) {
    let Some(finnish) = finnish() else { return };
    let mut forms = BaseForms::new(finnish.analyzer(), []);
    assert_eq!(forms.best(form, NamePart::Surname), base_form, "{form}");
}

#[test]
fn surnames_come_back_from_every_case() {
    for form in [
        "Möttösen",
        "Möttöstä",
        "Möttöselle",
        "Möttöseltä",
        "Möttösellä",
        "Möttösestä",
        "Möttöseen",
        "Möttösenä",
    ] {
        check(form, "Möttönen");
    }
    for (form, base_form) in [
        ("Löyttyjärven", "Löyttyjärvi"),
        ("Joutsiluoman", "Joutsiluoma"),
        ("Karhumaljaa", "Karhumalja"),
        ("Ketolammelta", "Ketolampi"),
        ("Aulalta", "Aula"),
        ("Virtasenkin", "Virtanen"),
        ("Virtaseltakaan", "Virtanen"),
        ("Salo-Lehtisen", "Salo-Lehtinen"),
        ("Wackerin", "Wacker"),
        ("KORHOSEN", "Korhonen"),
        ("Lehdon", "Lehto"),
        ("Rauman", "Rauma"),
        ("Österbackan", "Österbacka"),
        ("Johanssonin", "Johansson"),
    ] {
        check(form, base_form);
    }
}

#[test]
fn what_the_document_writes_by_itself_decides() {
    let finnish = finnish();
    let analyzer = finnish.as_ref().and_then(|finnish| finnish.analyzer());
    let mut alone = BaseForms::new(analyzer, []);
    let mut beside = BaseForms::new(analyzer, ["Tanska", "Tanskasta"]);
    assert_eq!(beside.best("Tanskasta", NamePart::Surname), "Tanska");
    assert!(alone.all("Tanskasta", NamePart::Surname).len() > 1);
}

proptest! {
    #[test]
    fn names_of_two_parts_keep_the_first(first in "[A-ZÄÖ][a-zäö]{2,7}") {
        let mut forms = BaseForms::new(None, []);
        let best = forms.best(&format!("{first}-Virtasen"), NamePart::Surname);
        prop_assert_eq!(best, format!("{first}-Virtanen"));
    }

    #[test]
    fn any_word_has_a_base_form(word in "\\PC{1,40}") {
        let mut forms = BaseForms::new(None, []);
        prop_assert!(!forms.best(&word, NamePart::Other).is_empty() || word.is_empty());
    }

    #[test]
    fn any_tokens_have_labels(tokens in prop::collection::vec("[A-Za-zäö.,:()-]{1,12}|\\PC{1,9}", 0..30)) {
        let labels = bare_tagger().tag(std::slice::from_ref(&tokens));
        prop_assert_eq!(labels[0].len(), tokens.len());
    }

    #[test]
    fn no_bytes_make_reading_a_model_panic(mut bytes in prop::collection::vec(any::<u8>(), 0..400), heading: bool) {
        if heading {
            bytes.splice(0..0, *b"aluehaku-tagger1");
        }
        let _ = Model::from_bytes(&bytes);
        let _ = Models::from_bytes(&bytes);
    }
}
