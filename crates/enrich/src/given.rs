//! What is given with an article that is imported.

use aluehaku_article::{Entities, EntityList, EntityLists, Mention};

use crate::removal::Removed;

/// Entity lists that were given with an imported article: they are kept, absent ones are derived.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// The lists of names.
    pub lists: EntityLists<Option<Vec<String>>>,
    /// Mentions.
    pub mentions: Option<Vec<Mention>>,
}

impl Given {
    /// The name of the mentions among those of the lists.
    pub const MENTIONS: &'static str = "mentions";

    /// How many lists there are, with the mentions: an article that was taken as it is has that many given.
    pub const LISTS: usize = EntityList::ALL.len() + 1;

    /// The same with every list that was absent given as an empty one.
    #[must_use]
    pub fn completed(self) -> Self {
        Self {
            lists: self.lists.map(|_, names| Some(names.unwrap_or_default())),
            mentions: Some(self.mentions.unwrap_or_default()),
        }
    }

    /// Leaves out what names somebody who was removed.
    pub(crate) fn leave_out(&mut self, removed: &Removed) {
        let lists = [
            &mut self.lists.persons,
            &mut self.lists.organisations,
            &mut self.lists.projects,
        ];
        for list in lists.into_iter().flatten() {
            list.retain(|name| !removed.contains(name));
        }
        if let Some(mentions) = &mut self.mentions {
            mentions.retain(|mention| {
                let (text, name) = (Some(&mention.text), Some(&mention.name));
                let mut texts = [text, name, mention.role.as_ref()].into_iter().flatten();
                !texts.any(|text| removed.contains(text))
            });
        }
    }

    /// Names of the lists that were given, as the archive keeps them.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let lists = self.lists.iter().filter(|(_, names)| names.is_some());
        let mentions = self.mentions.is_some().then_some(Self::MENTIONS);
        let names = lists.map(|(list, _)| list.as_str()).chain(mentions);
        names.map(str::to_owned).collect()
    }

    /// The lists that were given, and derived ones for the others.
    pub(crate) fn or(lists: EntityLists<Option<Vec<String>>>, mut derived: Entities) -> Entities {
        lists.map(|list, names| names.unwrap_or_else(|| std::mem::take(derived.get_mut(list))))
    }
}
