//! Settings as an administrator writes them, with the origin of each value.
//!
//! Values come from four layers, later ones win: defaults, the settings file, environment
//! variables `ALUEHAKU__SECTION__KEY`, flags of the command line. A key nobody knows is an error
//! that names the nearest known one.
//!
//! - [`sections`]: the sections and their defaults, one type each.
//! - [`alerts`]: news of a search sent to readers.
//! - [`retention`]: how long things are kept.
//! - [`source`]: a source of articles as the settings describe it.
//! - [`load`]: reads the layers.
//! - [`layers`]: what the layers are called.
//! - [`origins`]: says where each value came from.

pub mod alerts;
pub mod layers;
pub mod load;
pub mod origins;
pub mod retention;
pub mod sections;
pub mod source;

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use alerts::AlertSettings;
use aluehaku_extract::profile::Profile;
use retention::RetentionSettings;
use sections::{
    ArchiveSettings, CrawlerSettings, FinnishSettings, IndexSettings, NamesSettings,
    OperatorSettings, PersonSettings, ServerSettings, SwedishSettings,
};
use source::SourceSettings;

/// Everything an administrator can set.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Folder of the archive and the index.
    pub data_dir: PathBuf,
    /// The HTTP service.
    pub server: ServerSettings,
    /// Who runs the service.
    pub operator: OperatorSettings,
    /// The crawler.
    pub crawler: CrawlerSettings,
    /// How long things are kept that searching does not need.
    pub retention: RetentionSettings,
    /// News of a search sent to readers.
    pub alerts: AlertSettings,
    /// Finnish analysis.
    pub finnish: FinnishSettings,
    /// Swedish analysis.
    pub swedish: SwedishSettings,
    /// Names of projects and organisations.
    pub names: NamesSettings,
    /// Which persons are put forward.
    pub persons: PersonSettings,
    /// The search index.
    pub index: IndexSettings,
    /// Where everything that was read is kept.
    pub archive: ArchiveSettings,
    /// Whom to crawl.
    pub sources: Vec<SourceSettings>,
    /// How pages of a kind of site are read, by name; shipped bases are `wordpress`, `drupal`
    /// and `generic`.
    pub profiles: BTreeMap<String, Profile>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            data_dir: PathBuf::from("aluehaku-data"),
            server: ServerSettings::default(),
            operator: OperatorSettings::default(),
            crawler: CrawlerSettings::default(),
            retention: RetentionSettings::default(),
            alerts: AlertSettings::default(),
            finnish: FinnishSettings::default(),
            swedish: SwedishSettings::default(),
            names: NamesSettings::default(),
            persons: PersonSettings::default(),
            index: IndexSettings::default(),
            archive: ArchiveSettings::default(),
            sources: Vec::new(),
            profiles: BTreeMap::new(),
        }
    }
}
