//! How the pages of one kind of site are read: CSS selectors, as administrators write them.
//!
//! A [`Profile`] is a `[profiles.NAME]` table of the settings. It may inherit from another one or
//! from a shipped base (`wordpress`, `drupal`, `generic`): keys it states replace the base's,
//! except that `remove` adds to it. A [`ProfileSet`] compiles them once, and says which selector
//! of which profile is wrong.

mod compiled;
mod selector_text;

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use serde::{Deserialize, Serialize};

pub use compiled::CompiledProfile;
pub(super) use compiled::{Around, Field};

/// The bases that come with the program.
const BASES: [(&str, &str); 3] = [
    ("drupal", include_str!("bases/drupal.toml")),
    ("generic", include_str!("bases/generic.toml")),
    ("wordpress", include_str!("bases/wordpress.toml")),
];

/// Longest chain of profiles that inherit from each other.
const MAX_CHAIN: usize = 8;

/// One `[profiles.NAME]` table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Profile {
    /// Name of the profile whose keys hold where this one states none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inherits: Option<String>,
    /// Links to articles.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list: Option<String>,
    /// Links to the next page of a list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// Address, relative to the start, of a list of posts for programs, where the site offers one
    /// (WordPress: `/wp-json/wp/v2/posts?per_page=100&_fields=link,modified_gmt`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub posts: Option<String>,
    /// The element that holds an article: a page without it is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article: Option<String>,
    /// The title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The lead paragraph.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lead: Option<String>,
    /// Everything that is the article's text; several matches follow each other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// When it was published: a `time`, or a text with a date in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// When it was last changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
    /// Who wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// The site's topic words, one an element or separated by commas.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topics: Option<String>,
    /// The picture: an `img`, or an element that holds one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    /// Whether an article may end in a line with place, date and writer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signature: Option<bool>,
    /// What stands in the body without belonging to it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub remove: Vec<String>,
}

/// A profile that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProfileError {
    /// A selector is no CSS: correct it; a browser's `document.querySelectorAll` tells the same.
    #[error("profiles.{profile}.{key}: {selector:?} is no CSS selector: {reason}")]
    Selector {
        /// Name of the profile.
        profile: String,
        /// Key in its table.
        key: &'static str,
        /// What stands there.
        selector: String,
        /// What the CSS parser says.
        reason: String,
    },
    /// A profile inherits from one that is not there: correct the name.
    #[error("profiles.{profile}.inherits: unknown profile {base:?}; did you mean {nearest:?}?")]
    UnknownBase {
        /// Name of the profile.
        profile: String,
        /// The name it inherits from.
        base: String,
        /// The known name most like it.
        nearest: String,
    },
    /// Profiles inherit from each other in a circle, or in a chain of more than eight.
    #[error("profiles.{profile}.inherits: the chain of profiles it inherits from does not end")]
    Circle {
        /// Name of the profile.
        profile: String,
    },
    /// A shipped base cannot be read: this is a defect of the program, report it.
    #[error("the shipped profile {profile:?} cannot be read: {reason}")]
    Shipped {
        /// Name of the base.
        profile: String,
        /// What the TOML reader says.
        reason: String,
    },
}

/// All profiles by name, compiled: those of the settings and the shipped bases.
#[derive(Clone, Debug)]
pub struct ProfileSet {
    compiled: BTreeMap<String, Arc<CompiledProfile>>,
}

impl ProfileSet {
    /// Compiles the profiles of the settings and the shipped bases. A profile of the settings
    /// takes the place of a base of the same name, and may still inherit from it.
    ///
    /// # Errors
    /// [`ProfileError`] naming the profile, the key and the selector that is wrong.
    pub fn new(profiles: &BTreeMap<String, Profile>) -> Result<Self, ProfileError> {
        let bases = bases()?;
        let mut compiled = BTreeMap::new();
        for name in bases.keys().chain(profiles.keys()) {
            let merged = merged(name, profiles, &bases)?;
            compiled.insert(name.clone(), Arc::new(CompiledProfile::new(name, &merged)?));
        }
        Ok(Self { compiled })
    }

    /// The profile with a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<Arc<CompiledProfile>> {
        self.compiled.get(name).map(Arc::clone)
    }

    /// The known name most like one that is not known.
    #[must_use]
    pub fn nearest(&self, name: &str) -> &str {
        nearest(name, self.compiled.keys())
    }

    /// Every name.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.compiled.keys().map(String::as_str)
    }
}

/// The general rules, by which pages are read that no profile fits.
///
/// # Panics
/// When the shipped base cannot be read, which is a defect of the program.
#[must_use]
pub fn general() -> &'static CompiledProfile {
    static GENERAL: LazyLock<CompiledProfile> = LazyLock::new(|| {
        let base = bases().ok().and_then(|mut bases| bases.remove("generic"));
        CompiledProfile::new("generic", &base.unwrap_or_default())
            .expect("the shipped base has no wrong selector, as its test shows")
    });
    &GENERAL
}

fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a String>) -> &'a str {
    let likeness = |known: &&String| (strsim::jaro_winkler(known, name) * 1e6) as u64;
    known
        .max_by_key(likeness)
        .map(String::as_str)
        .unwrap_or_default()
}

fn bases() -> Result<BTreeMap<String, Profile>, ProfileError> {
    let read = |(name, text): (&str, &str)| {
        let profile = toml::from_str(text).map_err(|error| ProfileError::Shipped {
            profile: name.to_owned(),
            reason: error.to_string(),
        })?;
        Ok((name.to_owned(), profile))
    };
    BASES.into_iter().map(read).collect()
}

/// A profile with everything it inherits filled in.
fn merged(
    name: &str,
    profiles: &BTreeMap<String, Profile>,
    bases: &BTreeMap<String, Profile>,
) -> Result<Profile, ProfileError> {
    let mut current = name;
    let mut profile = profiles
        .get(name)
        .or_else(|| bases.get(name))
        .cloned()
        .unwrap_or_default();
    for _ in 0..MAX_CHAIN {
        let Some(base) = profile.inherits.take() else {
            return Ok(profile);
        };
        // A profile that bears a base's name inherits from that base, not from itself.
        let found = if base == current {
            None
        } else {
            profiles.get_key_value(&base)
        };
        let Some((found, inherited)) = found.or_else(|| bases.get_key_value(&base)) else {
            let nearest = nearest(&base, profiles.keys().chain(bases.keys())).to_owned();
            return Err(ProfileError::UnknownBase {
                profile: current.to_owned(),
                base,
                nearest,
            });
        };
        inherit(&mut profile, inherited);
        current = found;
    }
    Err(ProfileError::Circle {
        profile: name.to_owned(),
    })
}

/// Fills what a profile leaves open from what it inherits.
fn inherit(profile: &mut Profile, base: &Profile) {
    let fill = |own: &mut Option<String>, inherited: &Option<String>| {
        if own.is_none() {
            own.clone_from(inherited);
        }
    };
    profile.inherits.clone_from(&base.inherits);
    fill(&mut profile.list, &base.list);
    fill(&mut profile.next, &base.next);
    fill(&mut profile.posts, &base.posts);
    fill(&mut profile.article, &base.article);
    fill(&mut profile.title, &base.title);
    fill(&mut profile.lead, &base.lead);
    fill(&mut profile.body, &base.body);
    fill(&mut profile.date, &base.date);
    fill(&mut profile.modified, &base.modified);
    fill(&mut profile.author, &base.author);
    fill(&mut profile.topics, &base.topics);
    fill(&mut profile.image, &base.image);
    profile.signature = profile.signature.or(base.signature);
    profile.remove.extend(base.remove.iter().cloned());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &str) -> Result<ProfileSet, ProfileError> {
        ProfileSet::new(&toml::from_str(text).unwrap())
    }

    #[test]
    fn the_shipped_bases_compile() {
        let set = ProfileSet::new(&BTreeMap::new()).unwrap();
        assert_eq!(
            set.names().collect::<Vec<_>>(),
            ["drupal", "generic", "wordpress"]
        );
        assert_eq!(set.nearest("wordpres"), "wordpress");
        assert!(set.get("joomla").is_none());
    }

    #[test]
    fn own_keys_win_and_removals_add_up() {
        let profiles: BTreeMap<String, Profile> = toml::from_str(
            "[a]\ntitle = 'h1'\nbody = '.a'\nremove = ['.x']\n\
             [b]\ninherits = 'a'\nbody = '.b'\nremove = ['.y']\n\
             [wordpress]\ninherits = 'wordpress'\nsignature = true\n",
        )
        .unwrap();
        let bases = bases().unwrap();
        let b = merged("b", &profiles, &bases).unwrap();
        assert_eq!(
            (b.title.as_deref(), b.body.as_deref()),
            (Some("h1"), Some(".b"))
        );
        assert_eq!(b.remove, [".y", ".x"]);
        let own = merged("wordpress", &profiles, &bases).unwrap();
        assert_eq!(own.signature, Some(true));
        assert_eq!(own.body, bases["wordpress"].body);
    }

    #[test]
    fn errors_name_the_profile_the_key_and_the_selector() {
        let error = set("[a]\nbody = 'div['").unwrap_err().to_string();
        assert!(
            error.starts_with("profiles.a.body: \"div[\" is no CSS selector"),
            "{error}"
        );
        let error = set("[a]\nremove = ['.x', '..']").unwrap_err().to_string();
        assert!(error.starts_with("profiles.a.remove: \"..\""), "{error}");
        let error = set("[a]\ninherits = 'wordpres'").unwrap_err().to_string();
        assert!(error.contains("did you mean \"wordpress\"?"), "{error}");
        let circle = set("[a]\ninherits = 'b'\n[b]\ninherits = 'a'").unwrap_err();
        assert!(matches!(circle, ProfileError::Circle { .. }));
        let unknown = toml::from_str::<Profile>("titel = 'h1'")
            .unwrap_err()
            .to_string();
        assert!(unknown.contains("unknown field `titel`"), "{unknown}");
    }
}
