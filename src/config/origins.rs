//! Says where each value of the settings came from.

use figment::{Figment, Source};

use super::layers::{DEFAULT, ENVIRONMENT_PREFIX, origin};
use super::load::Loaded;

/// The ends of keys whose values nobody sees.
const SECRET: [&str; 3] = [".password", "_token", "archive.url"];

/// One value of the settings as `config show` prints it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OriginatedValue {
    /// Dotted key.
    pub key: String,
    /// The value in TOML.
    pub value: String,
    /// Where it came from: `default`, a file, an environment variable or `command line`.
    pub origin: String,
}

/// Every value of the settings, in the order of the keys, with its origin.
#[must_use]
pub fn values(loaded: &Loaded) -> Vec<OriginatedValue> {
    let tree = toml::Value::try_from(&loaded.settings)
        .expect("settings were read from TOML types and can be written as such");
    let mut values = Vec::new();
    collect(&tree, String::new(), &loaded.layers, &mut values);
    values
}

/// Whether nobody set a value.
#[must_use]
pub fn is_default(loaded: &Loaded, key: &str) -> bool {
    find_origin(key, &loaded.layers) == DEFAULT
}

fn collect(value: &toml::Value, key: String, layers: &Figment, values: &mut Vec<OriginatedValue>) {
    match value {
        toml::Value::Table(table) if !table.is_empty() => {
            for (name, value) in table {
                let key = if key.is_empty() {
                    name.clone()
                } else {
                    format!("{key}.{name}")
                };
                collect(value, key, layers, values);
            }
        }
        toml::Value::Array(items) if items.iter().any(toml::Value::is_table) => {
            for (number, item) in items.iter().enumerate() {
                collect(item, format!("{key}.{number}"), layers, values);
            }
        }
        _ => {
            let origin = find_origin(&key, layers);
            let value = match SECRET.iter().any(|end| key.ends_with(end)) {
                true => "\"(set)\"".to_owned(),
                false => value.to_string(),
            };
            values.push(OriginatedValue { key, value, origin });
        }
    }
}

/// Layers know tables and whole lists; a value inside a list has the origin of the list.
fn find_origin(key: &str, layers: &Figment) -> String {
    let mut path = key;
    loop {
        if let Some(metadata) = layers.find_metadata(path) {
            if let Some(Source::Code(_)) | None = metadata.source
                && metadata.name.contains("environment")
            {
                return format!(
                    "{ENVIRONMENT_PREFIX}{}",
                    key.to_uppercase().replace('.', "__")
                );
            }
            return origin(metadata);
        }
        match path.rsplit_once('.') {
            Some((parent, _)) => path = parent,
            None => return DEFAULT.to_owned(),
        }
    }
}
