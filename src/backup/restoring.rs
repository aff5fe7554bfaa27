//! Brings a backup back into a data directory, which may be in use.
//!
//! The archive is replaced in one transaction. Every article of it gets a new revision, so that an index which held
//! the archive before follows by itself, also after a crash. What was removed for good since the backup was made stays
//! removed.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

use super::file::{self, Contents, KeptFile, Kind};
use crate::alerts::keys;
use crate::app::{App, VOCABULARY_FILE};
use crate::archive::copying::{self, Seen, Tombstones};
use crate::archive::{Archive, FILE_NAME, articles, removal, sources};
use crate::{clock, indexing, removing};

/// How often a backup is made ready to follow an archive that others change meanwhile.
const TRIES: u32 = 3;

/// What happened to a file beside the archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RestoredFile {
    /// It lies where it lay.
    InPlace(PathBuf),
    /// Another one lies there, so it was written beside it.
    Beside(PathBuf),
    /// The same one lies there.
    Same(PathBuf),
}

/// What was restored.
#[derive(Debug)]
pub struct Restored {
    /// What the backup holds.
    pub contents: Contents,
    /// The files beside the archive.
    pub files: Vec<RestoredFile>,
    /// What became of what was removed for good.
    pub tombstones: Tombstones,
    /// Where the archive lies that could not be read.
    pub moved_away: Option<PathBuf>,
}

/// How many articles the data directory holds that a backup would take the place of; none where there is no archive,
/// and no number where it cannot be read.
#[must_use]
pub fn in_the_way(app: &App) -> Option<Option<u64>> {
    // A server that does not answer may hold one.
    app.location().has_archive().unwrap_or(true).then(|| {
        let archive = app.archive().ok()?;
        archive.read(articles::count).ok()
    })
}

/// Puts a backup in the place of what the data directory holds; when it returns, it is searched. `settings` is the
/// settings file in use.
///
/// # Errors
/// When the backup is not whole or the disk refuses; the archive then stays as it is.
pub fn restore(app: &App, settings: Option<&Path>, backup: &Path) -> anyhow::Result<Restored> {
    let contents = file::check(backup)?;
    let data_dir = app.data_dir();
    std::fs::create_dir_all(data_dir)
        .with_context(|| format!("cannot make the data directory {}", data_dir.display()))?;
    let workshop = tempfile::Builder::new()
        .prefix("restore-")
        .tempdir_in(data_dir)
        .with_context(|| format!("cannot write into {}", data_dir.display()))?;
    let moved_away = match app.location().is_shared() {
        false => move_damaged_away(data_dir)?,
        true => None,
    };
    let mut live = app.archive()?;
    let tombstones = replace(app, backup, workshop.path(), &mut live)?;
    drop(workshop);
    let files = contents
        .files
        .iter()
        .map(|file| put_back(app, settings, file));
    let files = files.collect::<anyhow::Result<Vec<RestoredFile>>>()?;
    match live.read(removal::ordered)? {
        Some(_) => drop(removing::carry_out(app)?),
        None => {
            let engine = app.engine()?;
            indexing::refuse_another_archive(&live, engine.as_ref())?;
            indexing::rebuild(&live, engine.as_ref())?;
        }
    }
    Ok(Restored {
        contents,
        files,
        tombstones,
        moved_away,
    })
}

/// Puts a backup in the place of the archive in use, made anew to follow it where other machines changed that meanwhile.
fn replace(
    app: &App,
    backup: &Path,
    workshop: &Path,
    live: &mut Archive,
) -> anyhow::Result<Tombstones> {
    for _ in 0..TRIES {
        let seen = live.read(Seen::of)?;
        let tombstones = prepare(app, backup, workshop, live)?;
        if live.replace_with(&workshop.join(FILE_NAME), seen)? {
            return Ok(tombstones);
        }
    }
    bail!(
        "other machines change the archive all the time: stop crawls and imports, then restore again"
    )
}

/// Makes an archive of a backup that can follow the one in use.
fn prepare(
    app: &App,
    backup: &Path,
    workshop: &Path,
    live: &Archive,
) -> anyhow::Result<Tombstones> {
    let copy = workshop.join(FILE_NAME);
    std::fs::copy(backup, &copy)
        .with_context(|| format!("cannot copy {} to {}", backup.display(), copy.display()))?;
    // Opening it brings an older format up to date.
    let mut prepared = Archive::open(workshop)?;
    prepared.read(file::strip)?;
    let sources = app.crawl_sources();
    let now = clock::now();
    let tombstones = live.read(|before| {
        let followed = prepared.write(|copy| {
            let tombstones = copying::follow_on(copy, before, now)?;
            // A crawl that goes on knows the sources of its settings.
            for source in &sources {
                sources::save(copy, &source.stored())?;
            }
            Ok(tombstones)
        });
        Ok(followed)
    })??;
    prepared.close_log()?;
    Ok(tombstones)
}

/// Moves an archive away that cannot be opened, with what belongs to it; nothing of it is lost.
fn move_damaged_away(data_dir: &Path) -> anyhow::Result<Option<PathBuf>> {
    let path = data_dir.join(FILE_NAME);
    let is_whole = |archive: &Archive| archive.read(articles::revision).is_ok();
    if !path.exists() || Archive::open(data_dir).is_ok_and(|archive| is_whole(&archive)) {
        return Ok(None);
    }
    let away = data_dir.join(format!("{FILE_NAME}.damaged-{}", clock::now()));
    std::fs::rename(&path, &away)
        .with_context(|| format!("cannot move the damaged {} away", path.display()))?;
    for log in ["-wal", "-shm"] {
        let beside = data_dir.join(format!("{FILE_NAME}{log}"));
        if beside.exists() {
            let target = PathBuf::from(format!("{}{log}", away.display()));
            std::fs::rename(&beside, &target)
                .with_context(|| format!("cannot move {} away", beside.display()))?;
        }
    }
    Ok(Some(away))
}

/// Writes a file back to where this data directory has it, or beside the archive where another one is in use. Paths
/// that the backup names are not believed.
fn put_back(app: &App, settings: Option<&Path>, kept: &KeptFile) -> anyhow::Result<RestoredFile> {
    let vocabulary = app.data_dir().join(VOCABULARY_FILE);
    let key = app.data_dir().join(keys::FILE_NAME);
    let in_use = match kept.kind {
        Kind::Vocabulary => Some(vocabulary.as_path()),
        Kind::Settings => settings,
        Kind::Names => app.settings().names.register.as_deref(),
        Kind::AlertsKey => Some(key.as_path()),
    };
    let write = |path: &Path| {
        write_privately(path, &kept.content)
            .with_context(|| format!("cannot write {}", path.display()))
    };
    if let Some(path) = in_use {
        let found = std::fs::read(path).ok();
        if found.as_ref() == Some(&kept.content) {
            return Ok(RestoredFile::Same(path.to_owned()));
        }
        // The table of words and the key go with the archive.
        let goes_with_archive = matches!(kept.kind, Kind::Vocabulary | Kind::AlertsKey);
        if found.is_none() || goes_with_archive {
            write(path)?;
            return Ok(RestoredFile::InPlace(path.to_owned()));
        }
    }
    let name = kept.path.file_name().unwrap_or_default().to_string_lossy();
    let beside = app.data_dir().join(format!("{name}.from-backup"));
    write(&beside)?;
    Ok(RestoredFile::Beside(beside))
}

/// Writes a file that its owner alone reads, whole or not at all.
fn write_privately(path: &Path, content: &[u8]) -> std::io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(content)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}
