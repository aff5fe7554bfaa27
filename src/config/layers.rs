//! What the layers of the settings are called.

use figment::{Metadata, Source};

/// Prefix of environment variables that set a value: `ALUEHAKU__SERVER__LISTEN`.
pub const ENVIRONMENT_PREFIX: &str = "ALUEHAKU__";

/// Name of the layer that holds what was given by flags.
pub const COMMAND_LINE: &str = "command line";

/// Where a value came from when nobody set it.
pub(super) const DEFAULT: &str = "default";

/// A layer in words.
pub(super) fn origin(metadata: &Metadata) -> String {
    match &metadata.source {
        Some(Source::File(path)) => path.display().to_string(),
        _ if metadata.name.contains("environment") => "environment".to_owned(),
        _ if metadata.name.contains(COMMAND_LINE) => COMMAND_LINE.to_owned(),
        _ => DEFAULT.to_owned(),
    }
}
