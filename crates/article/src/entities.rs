//! The lists of whom and what an article tells about.

/// One value for each list of names of an article: the names themselves, or something about them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntityLists<L> {
    /// Persons, given name first.
    pub persons: L,
    /// Organisations.
    pub organisations: L,
    /// Projects (hanke), without the word "hanke".
    pub projects: L,
    /// Maakunnat told about, in Finnish.
    pub regions: L,
    /// Municipalities told about, in Finnish.
    pub municipalities: L,
    /// Wellbeing services counties told about, in Finnish.
    pub hyvinvointialueet: L,
}

/// Canonical names of whom and what an article tells about, each list sorted by first mention.
pub type Entities = EntityLists<Vec<String>>;

/// Which of the lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityList {
    /// Persons.
    Persons,
    /// Organisations.
    Organisations,
    /// Projects.
    Projects,
    /// Maakunnat.
    Regions,
    /// Municipalities.
    Municipalities,
    /// Wellbeing services counties.
    Hyvinvointialueet,
}

impl EntityList {
    /// Every list, in the order in which they are shown.
    pub const ALL: [Self; 6] = [
        Self::Persons,
        Self::Organisations,
        Self::Projects,
        Self::Regions,
        Self::Municipalities,
        Self::Hyvinvointialueet,
    ];

    /// The name of its field in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Persons => "persons",
            Self::Organisations => "organisations",
            Self::Projects => "projects",
            Self::Regions => "regions",
            Self::Municipalities => "municipalities",
            Self::Hyvinvointialueet => "hyvinvointialueet",
        }
    }

    /// Whether its names are those of parts of Finland, which are in a register.
    #[must_use]
    pub fn is_of_regions(self) -> bool {
        matches!(
            self,
            Self::Regions | Self::Municipalities | Self::Hyvinvointialueet
        )
    }
}

impl<L> EntityLists<L> {
    /// The value of one list.
    #[must_use]
    pub fn get(&self, list: EntityList) -> &L {
        match list {
            EntityList::Persons => &self.persons,
            EntityList::Organisations => &self.organisations,
            EntityList::Projects => &self.projects,
            EntityList::Regions => &self.regions,
            EntityList::Municipalities => &self.municipalities,
            EntityList::Hyvinvointialueet => &self.hyvinvointialueet,
        }
    }

    /// The value of one list, to change it.
    pub fn get_mut(&mut self, list: EntityList) -> &mut L {
        match list {
            EntityList::Persons => &mut self.persons,
            EntityList::Organisations => &mut self.organisations,
            EntityList::Projects => &mut self.projects,
            EntityList::Regions => &mut self.regions,
            EntityList::Municipalities => &mut self.municipalities,
            EntityList::Hyvinvointialueet => &mut self.hyvinvointialueet,
        }
    }

    /// Every list with its value.
    pub fn iter(&self) -> impl Iterator<Item = (EntityList, &L)> {
        EntityList::ALL
            .into_iter()
            .map(|list| (list, self.get(list)))
    }

    /// Another value for each list, made of the one it has.
    #[must_use]
    pub fn map<M>(self, mut made: impl FnMut(EntityList, L) -> M) -> EntityLists<M> {
        EntityLists {
            persons: made(EntityList::Persons, self.persons),
            organisations: made(EntityList::Organisations, self.organisations),
            projects: made(EntityList::Projects, self.projects),
            regions: made(EntityList::Regions, self.regions),
            municipalities: made(EntityList::Municipalities, self.municipalities),
            hyvinvointialueet: made(EntityList::Hyvinvointialueet, self.hyvinvointialueet),
        }
    }

    /// The same lists, borrowed.
    #[must_use]
    pub fn as_ref(&self) -> EntityLists<&L> {
        EntityLists {
            persons: &self.persons,
            organisations: &self.organisations,
            projects: &self.projects,
            regions: &self.regions,
            municipalities: &self.municipalities,
            hyvinvointialueet: &self.hyvinvointialueet,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_list_is_its_own_field() {
        let named = EntityLists::<()>::default().map(|list, ()| list.as_str().to_owned());
        assert_eq!(named.persons, "persons");
        for (list, name) in named.iter() {
            assert_eq!(list.as_str(), name);
        }
        let mut changed = named.clone();
        changed.get_mut(EntityList::Projects).clear();
        assert_eq!(changed.projects, "");
    }
}
