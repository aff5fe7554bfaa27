//! `aluehaku backup` and `aluehaku restore`: everything that cannot be had again in one file, and back.

use std::path::PathBuf;

use clap::Args;

use super::output::say;
use super::{Context, Ending};
use crate::app::App;
use crate::archive::copying::Tombstones;
use crate::backup::file::{self, Contents};
use crate::backup::making;
use crate::backup::restoring::{self, Restored, RestoredFile};
use crate::clock;

/// Write a checked copy of the archive, the settings file, the vocabulary and the register of names into one file,
/// while everything goes on. The index is not in it: it is built from the archive.
#[derive(Debug, Args)]
pub(super) struct BackupArguments {
    /// File to write; a backup that lies there is replaced.
    file: PathBuf,
}

/// Put a backup in the place of what the data directory holds, while searching goes on.
#[derive(Debug, Args)]
pub(super) struct RestoreArguments {
    /// File that `backup` made, or a copy of archive.db.
    file: PathBuf,

    /// Do it although the data directory holds an archive; without this, both are told of only.
    #[arg(long)]
    yes: bool,
}

pub(super) fn backup(arguments: &BackupArguments, context: &Context) -> anyhow::Result<Ending> {
    let loaded = context.settings()?;
    let settings = loaded.file.clone();
    let app = App::new(loaded.settings)?;
    let contents = making::make(&app, settings.as_deref(), &arguments.file, clock::now())?;
    if !context.quiet {
        say!("{}: {}, checked", arguments.file.display(), told(&contents));
    }
    Ok(Ending::Done)
}

pub(super) fn restore(arguments: &RestoreArguments, context: &Context) -> anyhow::Result<Ending> {
    let loaded = context.settings()?;
    let settings = loaded.file.clone();
    let app = App::new(loaded.settings)?;
    if let Some(articles) = restoring::in_the_way(&app).filter(|_| !arguments.yes) {
        let contents = file::check(&arguments.file)?;
        if !context.quiet {
            let here = match articles {
                Some(articles) => format!("an archive of {articles} articles"),
                None => "an archive that cannot be read".to_owned(),
            };
            say!("{} holds {here}", place(&app));
            say!("{} holds {}", arguments.file.display(), told(&contents));
            say!("nothing was restored; add --yes to put the backup in its place");
        }
        return Ok(Ending::NothingFound);
    }
    let restored = restoring::restore(&app, settings.as_deref(), &arguments.file)?;
    if !context.quiet {
        say_restored(&restored, &app);
    }
    Ok(Ending::Done)
}

/// Where the archive is that a backup takes the place of.
fn place(app: &App) -> String {
    match app.location().is_shared() {
        true => app.location().place(),
        false => app.data_dir().display().to_string(),
    }
}

fn say_restored(restored: &Restored, app: &App) {
    say!("restored into {}: {}", place(app), told(&restored.contents));
    for file in &restored.files {
        match file {
            RestoredFile::InPlace(path) => say!("written: {}", path.display()),
            RestoredFile::Beside(path) => say!(
                "written beside what is in use: {}; compare the two, or name it with --config or in the settings",
                path.display()
            ),
            RestoredFile::Same(path) => say!("the same as before: {}", path.display()),
        }
    }
    match restored.tombstones {
        Tombstones::Same => {}
        Tombstones::Kept => {
            say!("what was removed for good since the backup was made stays removed");
        }
        Tombstones::Foreign => say!(
            "the backup is of another archive: remove anew what was removed here for good (`aluehaku forget`)"
        ),
    }
    if let Some(path) = &restored.moved_away {
        say!(
            "the archive that could not be read lies in {}",
            path.display()
        );
    }
}

fn told(contents: &Contents) -> String {
    let made = match contents.made_at {
        Some(moment) => format!("made on {}, ", clock::day_of(moment)),
        None => String::new(),
    };
    let files: Vec<&str> = contents
        .files
        .iter()
        .map(|file| file.kind.as_str())
        .collect();
    let files = match files.is_empty() {
        true => String::new(),
        false => format!(", {}", files.join(", ")),
    };
    format!(
        "{made}{} articles of {} sources{files}",
        contents.articles, contents.sources
    )
}
