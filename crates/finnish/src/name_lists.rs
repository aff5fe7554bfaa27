//! The first names and surnames that people in Finland bear, with how common each is.
//!
//! From the Population Information System (Digital and Population Data Services Agency, CC BY 4.0);
//! `data/README.md` says more.

use std::sync::LazyLock;

use hashbrown::HashMap;

const FIRST_NAMES: &str = include_str!("../data/names/first_names.txt");
const SURNAMES: &str = include_str!("../data/names/surnames.txt");

/// How many bear a name, in steps: 1 for at least 5, 2 for 20, 3 for 100, 4 for 1,000, 5 for 10,000;
/// 0 for a name that is not in the list.
pub type Commonness = u8;

/// The lists of names, looked up in small letters.
#[derive(Debug)]
pub struct NameLists {
    names: HashMap<&'static str, [Commonness; 2], foldhash::fast::FixedState>,
}

impl NameLists {
    /// The lists that come with this package.
    #[must_use]
    pub fn bundled() -> &'static Self {
        static LISTS: LazyLock<NameLists> = LazyLock::new(NameLists::read);
        &LISTS
    }

    /// How common a word in small letters is as a first name.
    #[must_use]
    pub fn first_name(&self, word: &str) -> Commonness {
        self.names.get(word).map_or(0, |both| both[0])
    }

    /// How common a word in small letters is as a surname.
    #[must_use]
    pub fn surname(&self, word: &str) -> Commonness {
        self.names.get(word).map_or(0, |both| both[1])
    }

    fn read() -> Self {
        let mut names = HashMap::with_capacity_and_hasher(
            FIRST_NAMES.len() / 8,
            foldhash::fast::FixedState::default(),
        );
        for (list, text) in [FIRST_NAMES, SURNAMES].into_iter().enumerate() {
            for line in text.lines() {
                let (step, name) = line.split_at(1);
                names.entry(name).or_insert([0; 2])[list] = step.as_bytes()[0] - b'0';
            }
        }
        Self { names }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_names_are_known() {
        let lists = NameLists::bundled();
        assert_eq!(lists.first_name("juhani"), 5);
        assert_eq!(lists.surname("korhonen"), 5);
        assert_eq!(lists.first_name("korhonen"), 0);
        assert!(lists.first_name("vesa") > 0 && lists.surname("vesa") > 0);
        assert_eq!(lists.surname("hankejohtaja"), 0);
    }
}
