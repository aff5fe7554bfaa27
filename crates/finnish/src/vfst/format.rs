//! Reads the bytes of an unweighted VFST file into a checked transducer.
//!
//! A file is a 16-byte header, a table of zero-terminated symbols, padding to the next multiple of
//! eight bytes, and then cells of eight bytes to its end: input symbol (16 bits), output symbol (16),
//! target (24) and "more" (8). A state is a run of cells and is named by the number of its first cell,
//! whose "more" counts the cells that follow; 255 there means that the next cell holds the count
//! instead. Targets name states the same way; the start state is cell 0. The input symbol 0xFFFF says
//! that the state accepts. Files come in both byte orders, which the two numbers at the start tell.
//!
//! Everything is checked here, once, so that the walkers need not: symbols exist, states tile the
//! file from its first cell to its last, and every target is the beginning of a state. All work and
//! all memory is in proportion to the length of the file.

use super::error::DictionaryError;
use super::flags::{Flag, FlagReader};
use super::symbols::Symbols;

/// A dictionary file in memory: an alphabet, flags, and states with their transitions.
#[derive(Debug)]
pub(super) struct Transducer {
    pub(super) symbols: Symbols,
    pub(super) flags: Vec<Flag>,
    pub(super) features: usize,
    /// Where each state's transitions begin; one more entry at the end. State 0 is the start.
    states: Vec<u32>,
    transitions: Vec<Transition>,
}

/// One arrow of the transducer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Transition {
    pub(super) input: Input,
    /// The symbol it prints, or [`SILENT`].
    pub(super) output: u8,
    /// The state it leads to; without meaning when the input is [`Input::Final`].
    pub(super) target: u32,
}

/// What a transition wants to see before it can be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Input {
    /// Nothing.
    Epsilon,
    /// The end of the word: not an arrow, but the mark of an accepting state.
    Final,
    /// That the flag with this number passes.
    Flag(u16),
    /// This character next.
    Character(u8),
}

/// The output of a transition that prints nothing. No symbol has this byte.
pub(super) const SILENT: u8 = u8::MAX;

const HEADER: usize = 16;
const CELL: usize = 8;
const COOKIES: [u32; 2] = [0x0001_3A6E, 0x0003_51FA];
const FINAL: u16 = 0xFFFF;
const OVERFLOW: u8 = 0xFF;
/// Targets have 24 bits.
const MOST_CELLS: usize = 1 << 24;

impl Transducer {
    /// Reads a whole file.
    ///
    /// # Errors
    /// [`DictionaryError`] with the place of the first thing that is not as the format wants it.
    pub(super) fn read(file: &[u8]) -> Result<Self, DictionaryError> {
        let order = read_header(file)?;
        let table = SymbolTable::read(file, order)?;
        let (states, transitions) = Cells::new(file, order, &table)?.read()?;
        Ok(Self {
            symbols: table.symbols,
            flags: table.flags,
            features: table.features,
            states,
            transitions,
        })
    }

    /// How many bytes the states and transitions take.
    pub(super) fn bytes(&self) -> usize {
        size_of_val(&*self.states) + size_of_val(&*self.transitions)
    }

    /// The transitions of a state, in the order of the file.
    #[inline]
    pub(super) fn transitions_of(&self, state: u32) -> &[Transition] {
        let state = state as usize;
        &self.transitions[self.states[state] as usize..self.states[state + 1] as usize]
    }
}

#[derive(Debug, Clone, Copy)]
enum ByteOrder {
    Little,
    Big,
}

impl ByteOrder {
    fn u16(self, bytes: [u8; 2]) -> u16 {
        match self {
            Self::Little => u16::from_le_bytes(bytes),
            Self::Big => u16::from_be_bytes(bytes),
        }
    }

    fn u24(self, [a, b, c]: [u8; 3]) -> u32 {
        match self {
            Self::Little => u32::from_le_bytes([a, b, c, 0]),
            Self::Big => u32::from_be_bytes([0, a, b, c]),
        }
    }

    fn u32(self, bytes: [u8; 4]) -> u32 {
        match self {
            Self::Little => u32::from_le_bytes(bytes),
            Self::Big => u32::from_be_bytes(bytes),
        }
    }
}

fn read_header(file: &[u8]) -> Result<ByteOrder, DictionaryError> {
    let Some((&[a, b, c, d, e, f, g, h, weighted, ..], _)) = file.split_first_chunk::<HEADER>()
    else {
        return Err(DictionaryError::Truncated {
            offset: file.len(),
            inside: "the header",
        });
    };
    let order = [ByteOrder::Little, ByteOrder::Big]
        .into_iter()
        .find(|order| [order.u32([a, b, c, d]), order.u32([e, f, g, h])] == COOKIES)
        .ok_or(DictionaryError::NotVfst)?;
    if weighted != 0 {
        return Err(DictionaryError::Weighted);
    }
    Ok(order)
}

/// The symbol table, its groups told apart.
struct SymbolTable {
    symbols: Symbols,
    flags: Vec<Flag>,
    features: usize,
    /// Where in the file the table ends.
    end: usize,
}

impl SymbolTable {
    fn read(file: &[u8], order: ByteOrder) -> Result<Self, DictionaryError> {
        let truncated = DictionaryError::Truncated {
            offset: file.len(),
            inside: "the symbol table",
        };
        let Some((&count, mut rest)) = file[HEADER..].split_first_chunk::<2>() else {
            return Err(truncated);
        };
        let mut flag_reader = FlagReader::default();
        let mut flags = Vec::new();
        let mut texts = Vec::new();
        for number in 0..order.u16(count) {
            let offset = file.len() - rest.len();
            let wrong = |problem| DictionaryError::Symbol { offset, problem };
            let Some(length) = rest.iter().position(|&byte| byte == 0) else {
                return Err(truncated);
            };
            let text =
                str::from_utf8(&rest[..length]).map_err(|_| wrong("is not written in UTF-8"))?;
            rest = &rest[length + 1..];
            if number == 0 {
                if !text.is_empty() {
                    return Err(wrong("0 is not empty"));
                }
            } else if texts.is_empty() && text.len() > 1 && text.starts_with('@') {
                flags.push(flag_reader.read(text).map_err(wrong)?);
            } else {
                texts.push((offset, text));
            }
        }
        Ok(Self {
            symbols: Symbols::new(&texts)?,
            flags,
            features: flag_reader.features(),
            end: file.len() - rest.len(),
        })
    }

    /// What the number of an input symbol asks for.
    fn input(&self, number: u16) -> Result<Input, &'static str> {
        match usize::from(number) {
            0 => Ok(Input::Epsilon),
            flag if flag <= self.flags.len() => Ok(Input::Flag(number - 1)),
            other if other - self.flags.len() <= self.symbols.characters() => {
                Ok(Input::Character((other - self.flags.len() - 1) as u8))
            }
            _ if number == FINAL => Ok(Input::Final),
            _ => Err("wants an input symbol that is not in the table"),
        }
    }

    /// What the number of an output symbol prints: flags, like the empty symbol, print nothing.
    fn output(&self, number: u16) -> Result<u8, &'static str> {
        match usize::from(number).checked_sub(self.flags.len() + 1) {
            None => Ok(SILENT),
            Some(symbol) if symbol < self.symbols.len() => Ok(symbol as u8),
            Some(_) => Err("prints a symbol that is not in the table"),
        }
    }
}

/// The cells of a file while they are read.
struct Cells<'file> {
    order: ByteOrder,
    table: &'file SymbolTable,
    /// Where in the file the first cell begins.
    start: usize,
    cells: &'file [[u8; CELL]],
}

/// The number of a cell at which no state begins.
const NO_STATE: u32 = u32::MAX;

impl<'file> Cells<'file> {
    fn new(
        file: &'file [u8],
        order: ByteOrder,
        table: &'file SymbolTable,
    ) -> Result<Self, DictionaryError> {
        let start = table.end.next_multiple_of(CELL);
        let truncated = DictionaryError::Truncated {
            offset: file.len(),
            inside: "the transitions",
        };
        let (cells, rest) = file.get(start..).unwrap_or_default().as_chunks::<CELL>();
        if cells.is_empty() || !rest.is_empty() {
            return Err(truncated);
        }
        Ok(Self {
            order,
            table,
            start,
            cells: &cells[..cells.len().min(MOST_CELLS)],
        })
    }

    /// The beginnings of all states and all their transitions, targets turned from numbers of cells
    /// into numbers of states.
    fn read(&self) -> Result<(Vec<u32>, Vec<Transition>), DictionaryError> {
        let mut states = Vec::new();
        let mut transitions = Vec::with_capacity(self.cells.len());
        let mut places = Vec::with_capacity(self.cells.len());
        let mut state_at = vec![NO_STATE; self.cells.len()];
        let mut next = 0;
        while next < self.cells.len() {
            state_at[next] = states.len() as u32;
            states.push(transitions.len() as u32);
            let first = next;
            let (rest, more) = self.more(first)?;
            for cell in std::iter::once(first).chain(rest..rest + more) {
                transitions.push(self.transition(cell)?);
                places.push(cell as u32);
            }
            next = rest + more;
        }
        states.push(transitions.len() as u32);
        for (transition, &place) in transitions.iter_mut().zip(&places) {
            if transition.input != Input::Final {
                transition.target = *state_at
                    .get(transition.target as usize)
                    .filter(|&&state| state != NO_STATE)
                    .ok_or_else(|| self.wrong(place as usize, "leads to where no state begins"))?;
            }
        }
        Ok((states, transitions))
    }

    /// Which cell the state that begins at `first` goes on at, and how many more cells it has there.
    fn more(&self, first: usize) -> Result<(usize, usize), DictionaryError> {
        let truncated = || DictionaryError::Truncated {
            offset: self.start + self.cells.len() * CELL,
            inside: "a state",
        };
        let (rest, more) = match self.cells[first][7] {
            OVERFLOW => {
                let &[a, b, c, d, ..] = self.cells.get(first + 1).ok_or_else(truncated)?;
                (first + 2, self.order.u32([a, b, c, d]) as usize)
            }
            more => (first + 1, usize::from(more)),
        };
        if more > self.cells.len() - rest {
            return Err(truncated());
        }
        Ok((rest, more))
    }

    fn transition(&self, cell: usize) -> Result<Transition, DictionaryError> {
        let [a, b, c, d, e, f, g, _] = self.cells[cell];
        let input = self
            .table
            .input(self.order.u16([a, b]))
            .map_err(|problem| self.wrong(cell, problem))?;
        let output = self
            .table
            .output(self.order.u16([c, d]))
            .map_err(|problem| self.wrong(cell, problem))?;
        Ok(Transition {
            input,
            output,
            target: self.order.u24([e, f, g]),
        })
    }

    fn wrong(&self, cell: usize, problem: &'static str) -> DictionaryError {
        DictionaryError::Transition {
            offset: self.start + cell * CELL,
            problem,
        }
    }
}
