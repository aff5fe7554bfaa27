//! What holds for any dictionary, any word and any bytes that claim to be a dictionary.

mod transducer;

use aluehaku_finnish::vfst::plain::PlainDictionary;
use aluehaku_finnish::{Dictionary, DictionaryError, PreparedError, Walk};
use proptest::prelude::*;

use transducer::{ByteOrder, Input, Transducer, Transition, transducer, wild_transducer, word};

/// The outputs of a word and whether there may be more.
fn outputs(dictionary: &Dictionary, word: &str) -> (Vec<Vec<u8>>, bool) {
    let mut walk = Walk::new();
    dictionary.walk(word, &mut walk);
    (walk.outputs().map(<[u8]>::to_vec).collect(), walk.is_cut())
}

fn plain_outputs(dictionary: &PlainDictionary, word: &str) -> (Vec<Vec<u8>>, bool) {
    let mut walk = Walk::new();
    dictionary.walk(word, &mut walk);
    (walk.outputs().map(<[u8]>::to_vec).collect(), walk.is_cut())
}

/// Puts a right checksum into prepared bytes, so that what is behind it is looked at.
fn seal(prepared: &mut [u8]) {
    if let Some((header, body)) = prepared.split_first_chunk_mut::<32>() {
        header[24..].copy_from_slice(&Dictionary::source_hash(body).to_le_bytes());
    }
}

/// Walks some words; what comes out does not matter, only that it ends and stays small.
fn walk_some(dictionary: &Dictionary) {
    let mut walk = Walk::new();
    for word in ["", "a", "abc", "aaaaaaaaaaaaaaaaaaaaaaaaaaaa", "-ä", "CAB"] {
        dictionary.walk(word, &mut walk);
        assert!(walk.outputs().len() <= 100);
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 100,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn the_fast_walk_finds_what_the_plain_walk_finds(
        transducer in transducer(),
        words in prop::collection::vec(word(), 10),
        paths in prop::collection::vec(prop::collection::vec(any::<usize>(), 0..60), 20),
    ) {
        let spelt = paths.iter().map(|picks| transducer.spell(picks));
        let file = transducer.file(ByteOrder::Little);
        let plain = PlainDictionary::from_bytes(&file).unwrap();
        let fast = Dictionary::from_bytes(&file).unwrap();
        let prepared = fast.to_prepared().expect("a small dictionary has the fast form");
        let prepared =
            Dictionary::from_prepared(&prepared, Dictionary::source_hash(&file)).unwrap();
        let swapped = Dictionary::from_bytes(&transducer.file(ByteOrder::Big)).unwrap();
        for word in words.into_iter().chain(spelt) {
            let (expected, expected_cut) = plain_outputs(&plain, &word);
            let (found, cut) = outputs(&fast, &word);
            let both = expected.len().min(found.len());
            prop_assert_eq!(&found[..both], &expected[..both], "{}", word);
            if !cut && !expected_cut {
                prop_assert_eq!(found.len(), expected.len(), "{}", word);
            }
            prop_assert_eq!(&outputs(&prepared, &word), &(found.clone(), cut));
            prop_assert_eq!(&outputs(&swapped, &word), &(found, cut));
        }
    }

    #[test]
    fn a_dictionary_that_goes_round_is_walked_within_bounds(transducer in wild_transducer()) {
        let dictionary = Dictionary::from_bytes(&transducer.file(ByteOrder::Little)).unwrap();
        walk_some(&dictionary);
    }

    #[test]
    fn any_text_is_a_word(transducer in transducer(), word in any::<String>()) {
        let dictionary = Dictionary::from_bytes(&transducer.file(ByteOrder::Little)).unwrap();
        outputs(&dictionary, &word);
    }

    #[test]
    fn any_bytes_are_a_dictionary_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(Dictionary::from_bytes(&bytes).is_err());
        prop_assert!(Dictionary::from_prepared(&bytes, 0).is_err());
    }

    #[test]
    fn a_damaged_dictionary_is_an_error_or_walked_within_bounds(
        transducer in transducer(),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        order in prop_oneof![Just(ByteOrder::Little), Just(ByteOrder::Big)],
    ) {
        let mut file = transducer.file(order);
        for (place, byte) in damage {
            let place = place.index(file.len());
            file[place] = byte;
        }
        if let Ok(dictionary) = Dictionary::from_bytes(&file) {
            walk_some(&dictionary);
        }
    }

    /// What is left of a dictionary is one only if no transition leads to the states that are gone.
    #[test]
    fn a_cut_off_dictionary_is_an_error_that_says_where(
        transducer in transducer(),
        length in any::<prop::sample::Index>(),
    ) {
        let file = transducer.file(ByteOrder::Little);
        let length = length.index(file.len());
        match Dictionary::from_bytes(&file[..length]) {
            Err(DictionaryError::Truncated { offset, .. }) => prop_assert!(offset <= length),
            Err(DictionaryError::Transition { offset, .. }) => prop_assert!(offset < length),
            Err(error) => prop_assert!(false, "{}", error),
            Ok(dictionary) => walk_some(&dictionary),
        }
    }

    #[test]
    fn damaged_prepared_bytes_are_an_error_or_walked_within_bounds(
        transducer in transducer(),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let file = transducer.file(ByteOrder::Little);
        let hash = Dictionary::source_hash(&file);
        let mut prepared = Dictionary::from_bytes(&file).unwrap().to_prepared().unwrap();
        for (place, byte) in damage {
            // Most of the bytes are the start table: half of the damage is done before and behind it.
            let (length, place) = (prepared.len(), place.index(prepared.len()));
            let place = if byte % 2 == 0 { place } else { length - 1 - place % (length / 16) };
            prepared[place] = byte;
        }
        seal(&mut prepared);
        if let Ok(dictionary) = Dictionary::from_prepared(&prepared, hash) {
            walk_some(&dictionary);
        }
    }
}

#[test]
fn a_state_may_have_more_transitions_than_its_count_can_say() {
    let mut first: Vec<Transition> = (0..600)
        .map(|number| Transition {
            input: Input::Character(number % 9),
            output: Some(number % 12),
            target: 1,
        })
        .collect();
    first.push(Transition {
        input: Input::Character(9),
        output: None,
        target: 1,
    });
    let last = vec![Transition {
        input: Input::Final,
        output: None,
        target: 0,
    }];
    let transducer = Transducer {
        states: vec![first, last],
    };
    for order in [ByteOrder::Little, ByteOrder::Big] {
        let file = transducer.file(order);
        let dictionary = Dictionary::from_bytes(&file).unwrap();
        let plain = PlainDictionary::from_bytes(&file).unwrap();
        let (found, cut) = outputs(&dictionary, "B");
        assert_eq!(found.len(), 67);
        assert!(!cut);
        assert_eq!((found, cut), plain_outputs(&plain, "b"));
        assert_eq!(outputs(&dictionary, "-"), (vec![vec![]], false));
        assert_eq!(outputs(&dictionary, "ä").0.len(), 0);
    }
}

#[test]
fn prepared_bytes_are_for_one_dictionary_and_one_version() {
    let epsilon = Transition {
        input: Input::Final,
        output: None,
        target: 0,
    };
    let file = Transducer {
        states: vec![vec![epsilon]],
    }
    .file(ByteOrder::Little);
    let hash = Dictionary::source_hash(&file);
    let prepared = Dictionary::from_bytes(&file)
        .unwrap()
        .to_prepared()
        .unwrap();
    assert!(Dictionary::from_prepared(&prepared, hash).is_ok());
    let error = |bytes: &[u8], hash| Dictionary::from_prepared(bytes, hash).unwrap_err();
    assert_eq!(error(&prepared, hash ^ 1), PreparedError::OtherDictionary);
    assert_eq!(error(&file, hash), PreparedError::NotPrepared);
    let mut later = prepared.clone();
    later[8] += 1;
    assert!(matches!(
        error(&later, hash),
        PreparedError::OtherVersion { .. }
    ));
    let mut damaged = prepared.clone();
    damaged[40] ^= 1;
    assert!(matches!(
        error(&damaged, hash),
        PreparedError::Damaged { .. }
    ));
    let mut cut = prepared[..prepared.len() - 8].to_vec();
    seal(&mut cut);
    assert!(matches!(error(&cut, hash), PreparedError::Damaged { .. }));
}

#[test]
fn errors_say_what_is_wrong_and_where() {
    let file = Transducer {
        states: vec![vec![Transition {
            input: Input::Final,
            output: None,
            target: 0,
        }]],
    }
    .file(ByteOrder::Little);
    let error = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut changed = file.clone();
        change(&mut changed);
        Dictionary::from_bytes(&changed).unwrap_err().to_string()
    };
    let last = file.len() - 8;
    assert_eq!(error(&|file| file[0] = 0), "byte 0: not a VFST dictionary");
    assert!(error(&|file| file[8] = 1).starts_with("byte 8: a weighted transducer"));
    assert_eq!(
        error(&|file| file.truncate(5)),
        "byte 5: the file ends inside the header"
    );
    assert_eq!(
        error(&|file| file.truncate(18)),
        "byte 18: the file ends inside the symbol table"
    );
    assert_eq!(
        error(&|file| file[20] = b'#'),
        "byte 19: symbol is a flag with an operation other than P, C, U, R and D"
    );
    assert_eq!(
        error(&|file| file[last] = 0xFE),
        format!("byte {last}: transition wants an input symbol that is not in the table")
    );
    assert_eq!(
        error(&|file| file[last + 7] = 3),
        format!("byte {}: the file ends inside a state", last + 8)
    );
}
