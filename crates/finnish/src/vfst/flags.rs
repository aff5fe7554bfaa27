//! Flag diacritics: conditions that let the dictionary remember, over a whole word, what it has seen.
//!
//! A flag is a symbol named `@O.FEATURE.VALUE@` or `@O.FEATURE@`. It consumes no input and prints
//! nothing: it sets, clears or asks the value of a feature. All features are unset at the start of
//! each word.

use std::collections::HashMap;

/// One flag diacritic, its feature and value as numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Flag {
    pub(super) operation: Operation,
    pub(super) feature: u16,
    pub(super) value: u16,
}

/// What a flag does with its feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operation {
    /// P: sets the value.
    Set,
    /// C: unsets the feature.
    Clear,
    /// U: sets the value if the feature is unset, otherwise demands that it is the same.
    Unify,
    /// R: demands the value, or any value.
    Require,
    /// D: demands that the feature has not this value, or no value.
    Disallow,
}

/// The value of a feature that nothing has set.
pub(super) const UNSET: u16 = 0;
/// The value of a flag that names none: any value.
pub(super) const ANY: u16 = 1;

/// Numbers features and values in the order in which a file's flags name them.
#[derive(Debug, Default)]
pub(super) struct FlagReader {
    features: HashMap<String, u16>,
    values: HashMap<String, u16>,
}

impl FlagReader {
    /// The flag that `name` spells, or what is wrong with the name.
    pub(super) fn read(&mut self, name: &str) -> Result<Flag, &'static str> {
        let inner = name
            .strip_prefix('@')
            .and_then(|rest| rest.strip_suffix('@'))
            .ok_or("begins like a flag but does not end like one")?;
        let mut fields = inner.splitn(3, '.');
        let operation = match fields.next() {
            Some("P") => Operation::Set,
            Some("C") => Operation::Clear,
            Some("U") => Operation::Unify,
            Some("R") => Operation::Require,
            Some("D") => Operation::Disallow,
            _ => return Err("is a flag with an operation other than P, C, U, R and D"),
        };
        let feature = match fields.next() {
            Some(feature) if !feature.is_empty() => number(&mut self.features, feature, 0),
            _ => return Err("is a flag without a feature"),
        };
        let value = match fields.next() {
            Some(value) => number(&mut self.values, value, ANY + 1),
            None => ANY,
        };
        Ok(Flag {
            operation,
            feature,
            value,
        })
    }

    /// How many features the flags so far have named.
    pub(super) fn features(&self) -> usize {
        self.features.len()
    }
}

impl Flag {
    /// The feature's value after this flag, or nothing if the flag does not let the word pass.
    pub(super) fn apply(self, current: u16) -> Option<u16> {
        let passes = match self.operation {
            Operation::Set => return Some(self.value),
            Operation::Clear => return Some(UNSET),
            Operation::Unify if current == UNSET => return Some(self.value),
            Operation::Require if self.value == ANY => current != UNSET,
            Operation::Unify | Operation::Require => current == self.value,
            Operation::Disallow if self.value == ANY => current == UNSET,
            Operation::Disallow => current != self.value,
        };
        passes.then_some(current)
    }
}

/// The number of `name`, new names counting on from `first`. A symbol table has under 65,536
/// names, so numbers never run out.
fn number(numbers: &mut HashMap<String, u16>, name: &str, first: u16) -> u16 {
    let next = first.saturating_add(numbers.len() as u16);
    *numbers.entry(name.to_owned()).or_insert(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flag_is_read_from_its_name() {
        let mut reader = FlagReader::default();
        let set = reader.read("@P.CASE.ON@").unwrap();
        let require = reader.read("@R.CASE@").unwrap();
        let clear = reader.read("@C.OTHER@").unwrap();
        assert_eq!((set.feature, set.value), (0, 2));
        assert_eq!((require.feature, require.value), (0, ANY));
        assert_eq!(clear.feature, 1);
        assert_eq!(reader.features(), 2);
        for name in ["@", "@@", "@P@", "@P.@", "@X.CASE@", "@P.CASE.ON"] {
            assert!(reader.read(name).is_err(), "{name}");
        }
    }

    #[test]
    fn a_flag_asks_or_changes_its_feature() {
        let flag = |operation, value| Flag {
            operation,
            feature: 0,
            value,
        };
        assert_eq!(flag(Operation::Set, 3).apply(2), Some(3));
        assert_eq!(flag(Operation::Clear, ANY).apply(2), Some(UNSET));
        assert_eq!(flag(Operation::Unify, 3).apply(UNSET), Some(3));
        assert_eq!(flag(Operation::Unify, 3).apply(3), Some(3));
        assert_eq!(flag(Operation::Unify, 3).apply(2), None);
        assert_eq!(flag(Operation::Require, ANY).apply(UNSET), None);
        assert_eq!(flag(Operation::Require, ANY).apply(2), Some(2));
        assert_eq!(flag(Operation::Require, 2).apply(3), None);
        assert_eq!(flag(Operation::Disallow, ANY).apply(UNSET), Some(UNSET));
        assert_eq!(flag(Operation::Disallow, ANY).apply(2), None);
        assert_eq!(flag(Operation::Disallow, 2).apply(2), None);
        assert_eq!(flag(Operation::Disallow, 2).apply(UNSET), Some(UNSET));
    }
}
