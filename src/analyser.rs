//! The analyser of texts: Finnish and Swedish by their dictionaries where there are some, else Snowball.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use aluehaku_finnish::{Finnish, Method};
use aluehaku_index::analysis::TextAnalyzer;
use aluehaku_index::analysis::finnish::FinnishAnalyzer;
use aluehaku_index::analysis::snowball::Snowball;

use crate::config::Settings;

/// The analyser, once it is loaded.
#[derive(Debug)]
pub(crate) struct Loaded {
    pub(crate) analyzer: Arc<dyn TextAnalyzer>,
    pub(crate) in_use: AnalyserInUse,
    pub(crate) finnish: Arc<Finnish>,
}

/// Which analyser is in use, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnalyserInUse {
    /// Its name.
    pub name: &'static str,
    /// The dictionary it reads; absent when it has none.
    pub dictionary: Option<&'static str>,
    /// Where that dictionary lies; not for readers of the service.
    pub path: Option<PathBuf>,
    /// Where the Swedish dictionary lies; absent when Swedish is cut by Snowball's stemmer.
    pub swedish: Option<PathBuf>,
}

impl fmt::Display for AnalyserInUse {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.dictionary, &self.path) {
            (Some(dictionary), Some(path)) => {
                write!(
                    formatter,
                    "{} with the {dictionary} ({}); ",
                    self.name,
                    path.display()
                )?;
                match &self.swedish {
                    Some(path) => write!(
                        formatter,
                        "Swedish by Hunspell's dictionary ({})",
                        path.display()
                    ),
                    None => formatter.write_str("Swedish by Snowball's stemmer, which finds less"),
                }
            }
            _ => write!(
                formatter,
                "{}, WITHOUT A FINNISH DICTIONARY: finds far less",
                self.name
            ),
        }
    }
}

/// Loads the analyser that the settings name, or what this machine has.
///
/// # Errors
/// When a dictionary that the settings name cannot be used.
pub(crate) fn load(settings: &Settings) -> anyhow::Result<Loaded> {
    let named = settings.finnish.dictionary.as_deref();
    let found = aluehaku_dictionary::load(named, Some(&settings.data_dir))?;
    let finnish = Arc::new(found.finnish);
    Ok(match found.dictionary {
        Some(path) => {
            let build = match finnish.method() {
                Method::Sukija => "sukija dictionary, made for indexing",
                Method::Standard | Method::Snowball => "standard dictionary",
            };
            let mut analyzer = FinnishAnalyzer::new(Arc::clone(&finnish), found.hash);
            let swedish =
                aluehaku_dictionary::load_swedish(settings.swedish.dictionary.as_deref())?;
            let swedish_path = swedish.as_ref().map(|found| found.dictionary.clone());
            if let Some(found) = swedish {
                analyzer = analyzer.with_swedish(Arc::new(found.swedish), found.hash);
            }
            let in_use = AnalyserInUse {
                name: "voikko",
                dictionary: Some(build),
                path: Some(path),
                swedish: swedish_path,
            };
            let analyzer = Arc::new(analyzer);
            Loaded {
                analyzer,
                in_use,
                finnish,
            }
        }
        None => {
            let in_use = AnalyserInUse {
                name: "snowball",
                dictionary: None,
                path: None,
                swedish: None,
            };
            Loaded {
                analyzer: Arc::new(Snowball),
                in_use,
                finnish,
            }
        }
    })
}
