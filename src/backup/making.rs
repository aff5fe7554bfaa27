//! Makes a backup of a data directory that may be in use.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use rusqlite::Connection;

use super::file::{self, Contents, KeptFile, Kind};
use crate::alerts::keys;
use crate::app::{App, VOCABULARY_FILE};
use crate::archive::Archive;

/// Writes a backup of the archive and the files beside it, reads it back whole, and puts it where it should lie: what
/// lies there is a whole backup or what was there before. `settings` is the settings file in use.
///
/// # Errors
/// When something that is no backup lies there, the disk refuses, or the copy is not whole.
pub fn make(
    app: &App,
    settings: Option<&Path>,
    target: &Path,
    now: i64,
) -> anyhow::Result<Contents> {
    if target.exists() && !file::is_backup(target) {
        bail!(
            "{} is there and is no backup: choose another name, so that nothing is lost",
            target.display()
        );
    }
    let archive = Archive::open_existing(app.location())?;
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let written = || format!("cannot write {}", target.display());
    // Readable by its owner alone, as it holds what the archive holds.
    let copy = tempfile::Builder::new()
        .prefix(".aluehaku-backup-")
        .tempfile_in(folder)
        .with_context(written)?
        .into_temp_path();
    archive.copy_to(&copy)?;
    let files = files(app, settings)?;
    let connection = Connection::open(&copy).with_context(written)?;
    file::complete(&connection, &files, now).with_context(written)?;
    connection
        .close()
        .map_err(|(_, error)| error)
        .with_context(written)?;
    let contents = file::check(&copy)?;
    std::fs::File::open(&copy)
        .and_then(|file| file.sync_all())
        .with_context(written)?;
    copy.persist(target).with_context(written)?;
    Ok(contents)
}

/// The files beside the archive that are there.
fn files(app: &App, settings: Option<&Path>) -> anyhow::Result<Vec<KeptFile>> {
    let vocabulary = app.data_dir().join(VOCABULARY_FILE);
    let key = app.data_dir().join(keys::FILE_NAME);
    let paths: [(Kind, Option<PathBuf>); Kind::ALL.len()] = [
        (Kind::Settings, settings.map(Path::to_owned)),
        (
            Kind::Vocabulary,
            Some(vocabulary).filter(|path| path.exists()),
        ),
        (Kind::Names, app.settings().names.register.clone()),
        (Kind::AlertsKey, Some(key).filter(|path| path.exists())),
    ];
    let mut files = Vec::new();
    for (kind, path) in paths {
        let Some(path) = path else { continue };
        let content = std::fs::read(&path)
            .with_context(|| format!("cannot read {} for the backup", path.display()))?;
        let path = std::path::absolute(&path).unwrap_or(path);
        files.push(KeptFile {
            kind,
            path,
            content,
        });
    }
    Ok(files)
}
