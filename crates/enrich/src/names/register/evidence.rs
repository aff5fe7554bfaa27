//! What says of each canonical name that it is one, for whoever looks after the register.

use std::collections::HashMap;

use aluehaku_article::EntityKind;
use aluehaku_finnish::Finnish;

use super::wording::{Wording, wording};
use super::{Known, Observations, Register, words_of};

/// What is known of the names of one kind, by canonical name.
#[derive(Clone, Debug, Default)]
pub struct Evidence<'n> {
    known: HashMap<String, Known>,
    aliases: HashMap<&'n str, Vec<&'n str>>,
}

impl<'n> Evidence<'n> {
    /// The evidence that articles gave for the names of a register.
    #[must_use]
    pub fn of(observations: &'n Observations, register: &'n Register, kind: EntityKind) -> Self {
        let mut evidence = Self::default();
        for (alias_kind, alias, name) in register.aliases() {
            if alias_kind == kind {
                evidence.aliases.entry(name).or_default().push(alias);
            }
        }
        let observed = match kind {
            EntityKind::Project => &observations.projects,
            _ => &observations.organisations,
        };
        for (name, known) in observed {
            let canonical = register.canonical(kind, name);
            let canonical = canonical.unwrap_or_else(|| name.clone());
            evidence.known.entry(canonical).or_default().add_all(known);
        }
        evidence
    }

    /// What is known of a canonical name; nothing for one that only an administrator knows.
    #[must_use]
    pub fn about(&self, name: &str) -> Known {
        self.known.get(name).cloned().unwrap_or_default()
    }

    /// What else a canonical name goes by, in small letters.
    #[must_use]
    pub fn aliases(&self, name: &str) -> Vec<&'n str> {
        self.aliases.get(name).cloned().unwrap_or_default()
    }
}

/// Whether a name is a single common word, or a place, so that it may well be none.
#[must_use]
pub fn looks_common(name: &str, finnish: &Finnish) -> bool {
    let is_common = |word| matches!(wording(word, finnish), Wording::Common | Wording::Proper);
    matches!(words_of(name).as_slice(), [word] if is_common(word))
}
