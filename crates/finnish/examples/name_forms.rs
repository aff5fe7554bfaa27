//! Measures how often the base form of an inflected name is right: names of the national lists, inflected by a small
//! paradigm of our own, and the names of treebanks.
//!
//! ```text
//! cargo run --release -p aluehaku-finnish --example name_forms -- DICTIONARY FIRST_NAMES SURNAMES TREEBANK...
//! ```
//!
//! DICTIONARY is the file mor.vfst, or `none`. Of a treebank the words count that are proper names with a base form in the
//! lists, and stand in another form.

#[path = "shared/mod.rs"]
mod shared;

use std::error::Error;
use std::path::PathBuf;

use aluehaku_finnish::names::{BaseForms, NameLists, NamePart};
use aluehaku_finnish::{Analyzer, Dictionary};

use shared::paradigm::{self, NameKind};
use shared::{conllu, learning};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [dictionary, first_names, surnames, treebanks @ ..] = arguments.as_slice() else {
        return Err("usage: name_forms DICTIONARY FIRST_NAMES SURNAMES TREEBANK...".into());
    };
    let analyzer = match dictionary.to_str() {
        Some("none") => None,
        _ => Some(Analyzer::new(Dictionary::from_bytes(&std::fs::read(
            dictionary,
        )?)?)),
    };
    for (list, part, kind) in [
        (first_names, NamePart::FirstName, NameKind::First),
        (surnames, NamePart::Surname, NameKind::Family),
    ] {
        let (mut right, mut all) = (0.0, 0.0);
        for name in learning::read_names(list)?.iter().take(4000) {
            let mut base_forms = BaseForms::new(analyzer.as_ref(), []);
            for (form, share) in paradigm::forms(name, kind) {
                if form == name.to_lowercase() {
                    continue;
                }
                let capital: String = form
                    .chars()
                    .take(1)
                    .flat_map(char::to_uppercase)
                    .chain(form.chars().skip(1))
                    .collect();
                all += share;
                right += if base_forms.best(&capital, part).eq_ignore_ascii_case(name) {
                    share
                } else {
                    0.0
                };
            }
        }
        println!("{part:?} of the list: {:.3}", right / all);
    }
    let lists = NameLists::bundled();
    for treebank in treebanks {
        let (mut right, mut all) = (0, 0);
        for token in conllu::read(treebank)?.iter().flatten() {
            let lemma = token.lemma.to_lowercase();
            let form = &token.form;
            let part = if lists.first_name(&lemma) > lists.surname(&lemma) {
                NamePart::FirstName
            } else {
                NamePart::Surname
            };
            let listed = lists.first_name(&lemma).max(lists.surname(&lemma)) >= 2;
            if !token.is_name() || !listed || form.to_lowercase() == lemma || form.contains('#') {
                continue;
            }
            all += 1;
            let mut base_forms = BaseForms::new(analyzer.as_ref(), []);
            let best = base_forms.best(form, part);
            if best.to_lowercase() == lemma {
                right += 1;
            } else {
                eprintln!("{form}: {best}, not {lemma}");
            }
        }
        println!(
            "{}: {right} of {all}, {:.3}",
            treebank.display(),
            f64::from(right) / f64::from(all)
        );
    }
    Ok(())
}
