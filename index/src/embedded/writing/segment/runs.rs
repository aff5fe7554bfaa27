//! Lists that memory could not hold any longer: they wait on the disk, and become lists of the segment at the end.
//!
//! A run holds the lists of the documents of a while in the order of their terms. Later runs are of later documents,
//! so that lists of the same term are joined one behind the other.

use std::io::{self, Write};
use std::ops::Range;
use std::path::PathBuf;

use tantivy::directory::{Directory, OwnedBytes, TerminatingWrite, WritePtr};
use tantivy::index::{Segment, SegmentComponent};
use tantivy::schema::Field;

use super::lists::{ListSink, each_list};
use super::words::{FieldWords, Memory, Occurrence};

/// Bytes of the two lengths before a list.
const HEADER: usize = 8;

/// The lists of the documents of a while. Tantivy removes the file with the next commit, as it belongs to no segment.
pub(super) struct Run {
    path: PathBuf,
    /// Where the lists of each field are.
    fields: Vec<(Field, Range<usize>)>,
}

/// Writes lists into a run.
struct RunWriter {
    file: WritePtr,
    written: usize,
    /// For the occurrences of a list.
    bytes: Vec<u8>,
}

/// A run that is open for reading.
pub(super) struct OpenRun {
    bytes: OwnedBytes,
    fields: Vec<(Field, Range<usize>)>,
}

/// The lists of a field in a run, one after another.
struct RunReader<'a> {
    term: &'a [u8],
    occurrences: &'a [u8],
    rest: &'a [u8],
}

impl Run {
    /// Writes the lists of fields.
    pub(super) fn write<'f>(
        segment: &Segment,
        number: usize,
        fields: impl Iterator<Item = (&'f FieldWords, &'f Memory)>,
    ) -> tantivy::Result<Self> {
        let component = SegmentComponent::Custom(format!("run{number}"));
        let mut writer = RunWriter {
            file: segment.open_write(component.clone())?,
            written: 0,
            bytes: Vec::new(),
        };
        let mut ranges = Vec::new();
        for (field, memory) in fields {
            let start = writer.written;
            each_list(field, memory, &mut writer)?;
            ranges.push((field.field, start..writer.written));
        }
        writer.file.terminate()?;
        Ok(Self {
            path: segment.relative_path(component),
            fields: ranges,
        })
    }

    /// Opens the run for reading.
    pub(super) fn open(self, segment: &Segment) -> tantivy::Result<OpenRun> {
        let file = segment.index().directory().open_read(&self.path)?;
        Ok(OpenRun {
            bytes: file.read_bytes()?,
            fields: self.fields,
        })
    }
}

/// Joins the lists of a field in all runs, in the order of their terms.
pub(super) fn join_lists(
    field: Field,
    runs: &[OpenRun],
    target: &mut impl ListSink,
) -> io::Result<()> {
    let mut readers: Vec<RunReader<'_>> = runs
        .iter()
        .filter_map(|run| RunReader::begin(run.lists(field)))
        .collect();
    let mut occurrences = Vec::new();
    while let Some(term) = readers.iter().map(|reader| reader.term).min() {
        occurrences.clear();
        readers.retain_mut(|reader| {
            if reader.term != term {
                return true;
            }
            Occurrence::read_all(reader.occurrences, &mut occurrences);
            reader.next()
        });
        target.take(term, &occurrences)?;
    }
    Ok(())
}

impl OpenRun {
    fn lists(&self, field: Field) -> &[u8] {
        let mut fields = self.fields.iter();
        let range = fields.find(|(known, _)| *known == field);
        range.map_or(&[], |(_, range)| &self.bytes[range.clone()])
    }
}

impl ListSink for RunWriter {
    fn take(&mut self, term: &[u8], occurrences: &[Occurrence]) -> io::Result<()> {
        self.bytes.clear();
        let mut before = 0;
        for occurrence in occurrences {
            occurrence.push(before, &mut self.bytes);
            before = occurrence.article();
        }
        for length in [term.len(), self.bytes.len()] {
            self.file.write_all(&(length as u32).to_le_bytes())?;
        }
        self.file.write_all(term)?;
        self.file.write_all(&self.bytes)?;
        self.written += HEADER + term.len() + self.bytes.len();
        Ok(())
    }
}

impl<'a> RunReader<'a> {
    /// At the first list; `None` where there is none.
    fn begin(lists: &'a [u8]) -> Option<Self> {
        let mut reader = Self {
            term: &[],
            occurrences: &[],
            rest: lists,
        };
        reader.next().then_some(reader)
    }

    /// Goes on to the next list, and tells whether there was one.
    fn next(&mut self) -> bool {
        let Some((header, rest)) = self.rest.split_first_chunk::<HEADER>() else {
            return false;
        };
        let [a, b, c, d, e, f, g, h] = *header;
        let term = u32::from_le_bytes([a, b, c, d]) as usize;
        let occurrences = u32::from_le_bytes([e, f, g, h]) as usize;
        (self.term, self.rest) = rest.split_at(term);
        (self.occurrences, self.rest) = self.rest.split_at(occurrences);
        true
    }
}
