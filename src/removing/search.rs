//! Looks for a name in everything that lies in a data directory, in every form in which it may be written: in tables
//! and in pages, records and lists that are packed, and in the bytes of every file, free ones too. Also in the index of
//! a cluster, as far as it tells what it keeps.

use std::fs::{self, File};
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use aluehaku_index::embedded::each_text;
use aluehaku_index::opensearch::OpenSearch;
use anyhow::Context as _;

use crate::archive::removal::contents;
use crate::archive::{Archive, FILE_NAME, Location};
use aluehaku_enrich::removal::Removed;

/// Bytes of a file that are looked at together.
const CHUNK_BYTES: usize = 1 << 20;

/// Bytes that two chunks share, so that no name is cut.
const SHARED_BYTES: usize = 1 << 10;

/// A place where the name is left.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file or folder, from the data directory on; or the cluster.
    pub file: PathBuf,
    /// Where in it.
    pub place: String,
}

/// The places in a data directory where a name is left. `index` is the folder of the index in it.
///
/// # Errors
/// When something cannot be read.
pub fn places(location: &Location, index: &str, name: &Removed) -> anyhow::Result<Vec<Place>> {
    let mut places = Vec::new();
    let data_dir = location.data_dir();
    if location.has_archive()? {
        in_archive(location, name, &mut places)?;
    }
    each_text(&data_dir.join(index), |place, text| {
        if name.is_in(text) {
            places.push(Place {
                file: index.into(),
                place: place.to_owned(),
            });
        }
    })?;
    for file in files(data_dir)? {
        let path = data_dir.join(&file);
        // A file that is gone has nothing left in it.
        let Some(found) = in_file(&path, name)
            .with_context(|| format!("cannot read the file {}", path.display()))?
        else {
            continue;
        };
        places.push(Place {
            file,
            place: format!("bytes from {found} on"),
        });
    }
    places.sort();
    places.dedup();
    Ok(places)
}

/// The places in the index of a cluster where the name is left: in its live generation and in earlier ones.
///
/// # Errors
/// When something cannot be read.
pub fn places_in_cluster(cluster: &OpenSearch, name: &Removed) -> anyhow::Result<Vec<Place>> {
    let mut places = Vec::new();
    cluster.each_text(|place, text| {
        if name.is_in(text) {
            places.push(Place {
                file: "cluster".into(),
                place: place.to_owned(),
            });
        }
    })?;
    places.sort();
    places.dedup();
    Ok(places)
}

/// In the tables of the archive, packed columns unpacked.
fn in_archive(location: &Location, name: &Removed, places: &mut Vec<Place>) -> anyhow::Result<()> {
    let archive = Archive::open_existing(location)?;
    let file = match location.is_shared() {
        true => location.place().into(),
        false => PathBuf::from(FILE_NAME),
    };
    for table in archive.read(contents::tables)? {
        archive.read(|connection| {
            table.each(connection, |written| {
                if name.is_in_bytes(written.content) {
                    places.push(Place {
                        file: file.clone(),
                        place: format!(
                            "table {}, row {}, column {}",
                            table.name,
                            written.row(),
                            written.column
                        ),
                    });
                }
                ControlFlow::Continue(())
            })
        })?;
    }
    Ok(())
}

/// All files of a folder and the folders in it, from that folder on.
fn files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(inner) = folders.pop() {
        let path = folder.join(&inner);
        let entries = fs::read_dir(&path)
            .with_context(|| format!("cannot read the folder {}", path.display()))?;
        for entry in entries {
            let entry = entry?;
            let (kind, path) = (entry.file_type()?, inner.join(entry.file_name()));
            if kind.is_dir() {
                folders.push(path);
            } else if kind.is_file() {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// The first byte of the chunk of a file that has the name, packed files unpacked; `None` when none has.
fn in_file(path: &Path, name: &Removed) -> io::Result<Option<u64>> {
    let file = match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        file => file?,
    };
    let is_gzip = path.extension().is_some_and(|extension| extension == "gz");
    if is_gzip {
        return in_stream(&mut flate2::read::MultiGzDecoder::new(file), name);
    }
    in_stream(&mut { file }, name)
}

fn in_stream(stream: &mut dyn Read, name: &Removed) -> io::Result<Option<u64>> {
    let mut chunk = Vec::with_capacity(CHUNK_BYTES + SHARED_BYTES);
    let mut start = 0;
    loop {
        let kept = chunk.len();
        let read = stream.take(CHUNK_BYTES as u64).read_to_end(&mut chunk)?;
        if name.is_in_bytes(&chunk) {
            return Ok(Some(start));
        }
        if read == 0 {
            return Ok(None);
        }
        let next = chunk.len().saturating_sub(SHARED_BYTES);
        start += next as u64;
        chunk.drain(..next);
        debug_assert!(kept <= SHARED_BYTES, "no more than what is shared is kept");
    }
}
