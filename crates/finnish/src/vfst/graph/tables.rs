//! Writes a graph's tables and reads them back, checked so that a search needs no more checks.
//!
//! What is read may have been damaged or made up, even with a right checksum. After the checks here it may
//! give wrong outputs, but every hub, group, text and output lies where it says, so a search ends.

use super::super::prepared::{PreparedError, Reader, Writer};
use super::super::symbols::Symbols;
use super::entry::{ACCEPT, Packed, SymbolClasses};
use super::layout::{self, Group, Ranks, UNIT};
use super::output::OutputPlace;
use super::program::Program;
use super::start::{self, KEYS, StartTable};
use super::{Graph, program_table};

impl Graph {
    /// Writes everything that [`Self::read`] needs.
    pub(in super::super) fn write(&self, writer: &mut Writer) {
        let texts = self
            .symbols
            .texts()
            .flat_map(|text| text.bytes().chain([0]));
        let texts: Vec<u8> = texts.collect();
        writer.table(texts.iter().map(|&byte| [byte]));
        writer.table(self.order.iter().map(|&symbol| [symbol]));
        writer.table(std::iter::once(self.start_features.to_le_bytes()));
        let programs = self.programs.iter();
        writer.table(programs.map(|program| program.to_bytes()));
        writer.table(self.start.places.iter().map(|place| place.to_le_bytes()));
        writer.table(self.words.iter().map(|word| word.to_le_bytes()));
        writer.table(self.output_places.iter().map(|place| place.0.to_le_bytes()));
        writer.table(self.outputs.iter().map(|&symbol| [symbol]));
    }

    /// Reads what [`Self::write`] wrote.
    pub(in super::super) fn read(reader: &mut Reader<'_>) -> Result<Self, PreparedError> {
        let symbols = read_symbols(reader)?;
        let order = reader.table::<1>()?.as_flattened().to_vec();
        let &[start_features] = reader.table()? else {
            return Err(reader.damaged("the features at the start are not one number"));
        };
        let programs: Vec<Program> = reader.table()?.iter().map(Program::from_bytes).collect();
        let programs = program_table(&programs)
            .ok_or_else(|| reader.damaged("there are too many programs"))?;
        let places = reader
            .table()?
            .iter()
            .map(|&place| u32::from_le_bytes(place));
        let places: Vec<u32> = places.collect();
        let words = reader.table()?.iter().map(|&word| u64::from_le_bytes(word));
        let words: Vec<u64> = words.collect();
        let output_places = reader.table()?.iter();
        let graph = Self {
            start: StartTable {
                codes: start::codes(&order, symbols.characters() as u8),
                places,
            },
            classes: Box::new(SymbolClasses::new(&order)),
            ranks: Ranks::new(&order),
            start_features: u64::from_le_bytes(start_features),
            output_places: output_places
                .map(|&place| OutputPlace(u32::from_le_bytes(place)))
                .collect(),
            outputs: reader.table::<1>()?.as_flattened().to_vec(),
            symbols,
            order,
            programs,
            words,
        };
        graph.check().map_err(|problem| reader.damaged(problem))?;
        Ok(graph)
    }

    fn check(&self) -> Result<(), &'static str> {
        if self.output_places.len() != self.words.len() {
            return Err("the words and the places of outputs differ in number");
        }
        if self
            .outputs
            .iter()
            .any(|&symbol| usize::from(symbol) >= self.symbols.len())
        {
            return Err("an output holds an unknown symbol");
        }
        let places = &self.start.places;
        let (Some(&first), Some(&last)) = (places.first(), places.last()) else {
            return Err("the start table is empty");
        };
        if places.len() != KEYS + 1 || !places.is_sorted() || last as usize != self.words.len() {
            return Err("the start table does not cover its entries");
        }
        let hubs = self.check_hubs(first as usize)?;
        let starts = places.windows(2).map(|ends| Group {
            next: ends[0],
            end: ends[1],
        });
        hubs.groups
            .into_iter()
            .chain(starts)
            .try_for_each(|group| self.check_group(group, &hubs.begins))
    }

    /// Goes through the hubs in the words before `end`, one after another.
    fn check_hubs(&self, end: usize) -> Result<Hubs, &'static str> {
        let words = &self.words[..end];
        let mut hubs = Hubs {
            begins: vec![false; end.div_ceil(UNIT)],
            groups: Vec::new(),
        };
        let mut next = 0;
        while next < end {
            hubs.begins[next / UNIT] = true;
            let groups = layout::groups(words, next).ok_or("a hub does not hold its groups")?;
            let after = groups.last().map_or(next + 1, |group| group.end as usize);
            hubs.groups.extend(groups);
            next = after.next_multiple_of(UNIT);
        }
        Ok(hubs)
    }

    fn check_group(&self, group: Group, hub_begins: &[bool]) -> Result<(), &'static str> {
        let range = group.next as usize..group.end as usize;
        let mut words = (self.words[range.clone()].iter()).zip(&self.output_places[range]);
        while let Some((&word, place)) = words.next() {
            let entry = Packed(word);
            let target = entry.target();
            if target != ACCEPT && hub_begins.get(target as usize) != Some(&true) {
                return Err("an entry leads to where no hub begins");
            }
            if place.start() + place.length() > self.outputs.len() {
                return Err("an output lies outside the outputs");
            }
            if !entry.is_sound() || entry.is_long() && words.next().is_none() {
                return Err("an entry has no whole text");
            }
        }
        Ok(())
    }
}

/// What a check of the hubs has seen.
struct Hubs {
    /// Whether a hub begins at an address.
    begins: Vec<bool>,
    groups: Vec<Group>,
}

fn read_symbols(reader: &mut Reader<'_>) -> Result<Symbols, PreparedError> {
    let texts = str::from_utf8(reader.table::<1>()?.as_flattened())
        .map_err(|_| reader.damaged("the symbols are not in UTF-8"))?;
    let texts: Vec<_> = texts.split_terminator('\0').map(|text| (0, text)).collect();
    let symbols = Symbols::new(&texts).map_err(|_| reader.damaged("a symbol cannot be used"))?;
    if symbols.characters() >= 128 {
        return Err(reader.damaged("there are too many characters"));
    }
    Ok(symbols)
}
