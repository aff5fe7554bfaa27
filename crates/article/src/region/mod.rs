//! The regions of Finland and the forms their names take in running text.
//!
//! Three kinds of region: *maakunta* (region, 19 of them), *hyvinvointialue* (wellbeing services
//! county) and *kunta* (municipality). A maakunta holds municipalities and counties; each
//! municipality belongs to one county. The facts come from `data/regions.toml`, which names its
//! sources; [`forms`] unfolds how a name inflects.

mod data;
pub mod forms;

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::region::forms::Form;

/// The register compiled into the program.
const SHIPPED: &str = concat!(
    include_str!("../../data/regions.toml"),
    include_str!("../../data/former_municipalities.toml")
);

/// What a region is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RegionKind {
    /// A maakunta: one of the 19 regions that Finland is divided into.
    Maakunta,
    /// A wellbeing services county; in the classification Helsinki and Åland stand among them.
    Hyvinvointialue,
    /// A municipality (kunta).
    Municipality,
}

/// A region of Finland.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// Stable slug, unique among all kinds: `keski-suomi`, `jyvaskyla`.
    pub id: String,
    /// What it is.
    pub kind: RegionKind,
    /// Statistics Finland's code: two digits for a maakunta, three for a municipality.
    pub code: Option<String>,
    /// Finnish name, the canonical one.
    pub name_fi: String,
    /// Swedish name.
    pub name_sv: String,
    /// English name, where one is official.
    pub name_en: Option<String>,
    /// Slug of the maakunta it lies in; none for a maakunta.
    pub parent: Option<String>,
    /// Slug of the county a municipality belongs to.
    pub hyvinvointialue: Option<String>,
    /// First year it existed, where that is known and matters.
    pub since: Option<i16>,
    /// Whether people carry the name too, as surname or first name.
    pub is_personal_name: bool,
    /// Whether a case of the name is also a common word.
    pub is_common_word: bool,
    /// What it is called in running text.
    pub forms: Vec<Form>,
    /// Municipalities that joined this one.
    pub former: Vec<FormerMunicipality>,
}

/// A municipality that joined another: whoever names it tells about the one it is part of today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormerMunicipality {
    /// Finnish name.
    pub name_fi: String,
    /// Last year in which it was one of its own.
    pub until: i16,
    /// Whether people carry the name too.
    pub is_personal_name: bool,
    /// Whether a case of the name is also a common word.
    pub is_common_word: bool,
    /// What it is called in running text.
    pub forms: Vec<Form>,
}

/// A register that cannot be read: correct the file it came from.
#[derive(Debug, thiserror::Error)]
pub enum RegionError {
    /// The text is no TOML of the expected shape: the message names line and key.
    #[error("the register of regions cannot be read: {0}")]
    Syntax(String),
    /// A region refers to one that is not in the register: correct the slug.
    #[error("{region:?} refers to {missing:?}, which is not in the register of regions")]
    Dangling {
        /// The region that refers.
        region: String,
        /// The slug it names.
        missing: String,
    },
    /// Two regions carry the same slug: rename one.
    #[error("two regions carry the slug {0:?}")]
    Doubled(String),
}

/// All regions, found by name, slug or code.
#[derive(Clone, Debug)]
pub struct RegionRegister {
    regions: Vec<Region>,
    by_id: HashMap<String, usize>,
    by_key: HashMap<(RegionKind, String), usize>,
}

impl RegionRegister {
    /// The register that comes with the program: Finland in 2025.
    ///
    /// # Panics
    /// Never: a test reads the same text.
    #[must_use]
    pub fn shipped() -> &'static Self {
        static REGISTER: OnceLock<RegionRegister> = OnceLock::new();
        REGISTER.get_or_init(|| {
            Self::from_toml(SHIPPED).expect("the register is compiled in and a test reads it")
        })
    }

    /// Reads a register in the shape of `data/regions.toml`.
    ///
    /// # Errors
    /// [`RegionError`] when the text has another shape, a slug twice or one that leads nowhere.
    pub fn from_toml(text: &str) -> Result<Self, RegionError> {
        let regions = data::read(text)?;
        let mut by_id = HashMap::new();
        let mut by_key = HashMap::new();
        for (number, region) in regions.iter().enumerate() {
            if by_id.insert(region.id.clone(), number).is_some() {
                return Err(RegionError::Doubled(region.id.clone()));
            }
            for key in keys(region) {
                by_key.entry((region.kind, key)).or_insert(number);
            }
        }
        for (number, region) in regions.iter().enumerate() {
            for former in &region.former {
                let key = (region.kind, former.name_fi.to_lowercase());
                by_key.entry(key).or_insert(number);
            }
        }
        let register = Self {
            regions,
            by_id,
            by_key,
        };
        register.check_references()?;
        Ok(register)
    }

    /// Every region: maakunnat in the order of their codes, counties, municipalities.
    #[must_use]
    pub fn all(&self) -> &[Region] {
        &self.regions
    }

    /// The regions of one kind, in the order of the register.
    pub fn of_kind(&self, kind: RegionKind) -> impl Iterator<Item = &Region> {
        self.regions
            .iter()
            .filter(move |region| region.kind == kind)
    }

    /// The region with a slug.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Region> {
        self.by_id.get(id).map(|number| &self.regions[*number])
    }

    /// The region of a kind that a person named: by Finnish, Swedish or English name, slug or
    /// code, upper and lower case alike; a former municipality is the one it is part of today.
    #[must_use]
    pub fn resolve(&self, kind: RegionKind, text: &str) -> Option<&Region> {
        let key = (kind, text.trim().to_lowercase());
        self.by_key.get(&key).map(|number| &self.regions[*number])
    }

    /// The maakunta a region lies in; a maakunta is its own.
    #[must_use]
    pub fn maakunta_of<'a>(&'a self, region: &'a Region) -> Option<&'a Region> {
        match &region.parent {
            Some(parent) => self.get(parent),
            None => Some(region),
        }
    }

    /// The regions of one kind inside a maakunta.
    pub fn children<'a>(
        &'a self,
        maakunta: &'a Region,
        kind: RegionKind,
    ) -> impl Iterator<Item = &'a Region> {
        self.of_kind(kind)
            .filter(|region| region.parent.as_ref() == Some(&maakunta.id))
    }

    /// The county a region belongs to: a municipality's own, a maakunta's only one. A maakunta of
    /// several counties (Uusimaa) has none that could be named.
    #[must_use]
    pub fn hyvinvointialue_of<'a>(&'a self, region: &'a Region) -> Option<&'a Region> {
        match region.kind {
            RegionKind::Hyvinvointialue => Some(region),
            RegionKind::Municipality => self.get(region.hyvinvointialue.as_deref()?),
            RegionKind::Maakunta => {
                let mut counties = self.children(region, RegionKind::Hyvinvointialue);
                let only = counties.next()?;
                counties.next().is_none().then_some(only)
            }
        }
    }

    fn check_references(&self) -> Result<(), RegionError> {
        for region in &self.regions {
            for referred in [&region.parent, &region.hyvinvointialue]
                .into_iter()
                .flatten()
            {
                if self.get(referred).is_none() {
                    return Err(RegionError::Dangling {
                        region: region.id.clone(),
                        missing: referred.clone(),
                    });
                }
            }
        }
        Ok(())
    }
}

/// What a region answers to, in lower case.
fn keys(region: &Region) -> impl Iterator<Item = String> {
    let names = [
        Some(&region.id),
        Some(&region.name_fi),
        Some(&region.name_sv),
    ];
    names
        .into_iter()
        .chain([region.name_en.as_ref(), region.code.as_ref()])
        .flatten()
        .map(|name| name.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn register() -> &'static RegionRegister {
        RegionRegister::shipped()
    }

    #[test]
    fn the_shipped_register_holds_all_of_finland() {
        assert_eq!(register().of_kind(RegionKind::Maakunta).count(), 19);
        assert_eq!(register().of_kind(RegionKind::Hyvinvointialue).count(), 23);
        assert_eq!(register().of_kind(RegionKind::Municipality).count(), 308);
        for municipality in register().of_kind(RegionKind::Municipality) {
            let maakunta = register().maakunta_of(municipality).unwrap();
            let county = register().hyvinvointialue_of(municipality).unwrap();
            assert_eq!(maakunta.kind, RegionKind::Maakunta);
            assert_eq!(
                register().maakunta_of(county),
                Some(maakunta),
                "{}",
                municipality.id
            );
        }
    }

    #[track_caller]
    fn check_resolve(kind: RegionKind, text: &str, expected: Option<&str>) {
        assert_eq!(
            register()
                .resolve(kind, text)
                .map(|region| region.id.as_str()),
            expected
        );
    }

    #[test]
    fn regions_are_found_by_name_in_three_languages_by_slug_and_by_code() {
        check_resolve(RegionKind::Maakunta, "Keski-Suomi", Some("keski-suomi"));
        check_resolve(
            RegionKind::Maakunta,
            " mellersta finland ",
            Some("keski-suomi"),
        );
        check_resolve(RegionKind::Maakunta, "CENTRAL FINLAND", Some("keski-suomi"));
        check_resolve(RegionKind::Maakunta, "13", Some("keski-suomi"));
        check_resolve(RegionKind::Maakunta, "åland", Some("ahvenanmaa"));
        check_resolve(RegionKind::Municipality, "Åbo", Some("turku"));
        check_resolve(RegionKind::Municipality, "hameenlinna", Some("hameenlinna"));
        check_resolve(RegionKind::Municipality, "091", Some("helsinki"));
        check_resolve(RegionKind::Municipality, "Keski-Suomi", None);
        check_resolve(
            RegionKind::Hyvinvointialue,
            "Lapplands välfärdsområde",
            Some("lapin-hyvinvointialue"),
        );
        check_resolve(RegionKind::Maakunta, "", None);
    }

    #[test]
    fn a_maakunta_of_several_counties_names_none() {
        let county = |id: &str| {
            let region = register().get(id).unwrap();
            register()
                .hyvinvointialue_of(region)
                .map(|county| county.name_fi.as_str())
        };
        assert_eq!(county("uusimaa"), None);
        assert_eq!(county("espoo"), Some("Länsi-Uudenmaan hyvinvointialue"));
        assert_eq!(county("kanta-hame"), Some("Kanta-Hämeen hyvinvointialue"));
        assert_eq!(county("jamsa"), Some("Keski-Suomen hyvinvointialue"));
    }

    #[test]
    fn a_register_with_a_slug_that_leads_nowhere_is_refused() {
        let text = r#"
            maakunnat = []
            hyvinvointialueet = []
            municipalities = [
              { id = "a", fi = "A", sv = "A", maakunta = "x", inflected = ["An", "Aa", "Aan"] },
            ]
        "#;
        let error = RegionRegister::from_toml(text).unwrap_err();
        assert!(error.to_string().contains("\"x\""), "{error}");
        assert!(RegionRegister::from_toml("maakunnat = 3").is_err());
    }
}
