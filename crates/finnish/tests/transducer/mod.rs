//! Transducers made up for tests, and their files in the format VFST.

#![allow(unreachable_pub, reason = "included as a module by test files")]

use proptest::prelude::*;

/// A transducer over the characters [`CHARACTERS`], the tags [`TAGS`] and the flags [`FLAGS`].
#[derive(Debug, Clone)]
pub struct Transducer {
    /// The transitions of each state. State 0 is the start.
    pub states: Vec<Vec<Transition>>,
}

/// One transition.
#[derive(Debug, Clone, Copy)]
pub struct Transition {
    pub input: Input,
    /// The number of the symbol it prints.
    pub output: Option<usize>,
    pub target: usize,
}

/// What a transition wants to see.
#[derive(Debug, Clone, Copy)]
pub enum Input {
    Epsilon,
    Final,
    Flag(usize),
    Character(usize),
}

/// More than the groups that a small hub has room for.
pub const CHARACTERS: [&str; 12] = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "-", "A", "ä"];
const TAGS: [&str; 3] = ["[Ln]", "[Xp]", "[X]"];
const FLAGS: [&str; 10] = [
    "@P.ONE.X@",
    "@P.ONE.Y@",
    "@C.ONE@",
    "@U.ONE.X@",
    "@U.TWO.Y@",
    "@R.ONE.X@",
    "@R.TWO@",
    "@D.ONE.X@",
    "@D.TWO@",
    "@P.TWO.X@",
];

#[derive(Debug, Clone, Copy)]
pub enum ByteOrder {
    Little,
    Big,
}

impl Transducer {
    /// The word along a path, which takes at each state the transition that the next of `picks` says and
    /// ends where the word is accepted.
    pub fn spell(&self, picks: &[usize]) -> String {
        let mut word = String::new();
        let mut state = 0;
        for pick in picks {
            let transition = self.states[state][pick % self.states[state].len()];
            match transition.input {
                Input::Final => break,
                Input::Character(character) => word.push_str(CHARACTERS[character]),
                Input::Epsilon | Input::Flag(_) => {}
            }
            state = transition.target;
        }
        word
    }

    /// The file of this transducer.
    pub fn file(&self, order: ByteOrder) -> Vec<u8> {
        let mut file = Vec::new();
        for cookie in [0x0001_3A6E, 0x0003_51FA] {
            file.extend(order.u32(cookie));
        }
        file.extend([0; 8]);
        let symbols = [""].into_iter().chain(FLAGS).chain(CHARACTERS).chain(TAGS);
        file.extend(order.u16(symbols.clone().count() as u16));
        for symbol in symbols {
            file.extend(symbol.bytes().chain([0]));
        }
        file.resize(file.len().next_multiple_of(8), 0);
        let cells = self.states.iter().map(|state| cells(state));
        let starts: Vec<usize> = cells
            .scan(0, |next, cells| {
                Some(std::mem::replace(next, *next + cells))
            })
            .collect();
        for state in &self.states {
            for (number, transition) in state.iter().enumerate() {
                let more = match (number, state.len() - 1) {
                    (0, more) if more > 254 => 255,
                    (0, more) => more as u8,
                    _ => 0,
                };
                file.extend(transition.cell(order, starts[transition.target], more));
                if more == 255 {
                    file.extend(order.u32(state.len() as u32 - 1));
                    file.extend([0; 4]);
                }
            }
        }
        file
    }
}

/// How many cells a state takes: one more when it has too many transitions for the count in the first.
fn cells(state: &[Transition]) -> usize {
    state.len() + usize::from(state.len() > 255)
}

impl Transition {
    fn cell(self, order: ByteOrder, target: usize, more: u8) -> Vec<u8> {
        let input = match self.input {
            Input::Epsilon => 0,
            Input::Final => 0xFFFF,
            Input::Flag(flag) => 1 + flag as u16,
            Input::Character(character) => 1 + (FLAGS.len() + character) as u16,
        };
        let output = self.output.map_or(0, |symbol| 1 + FLAGS.len() + symbol) as u16;
        let mut cell = Vec::new();
        cell.extend(order.u16(input));
        cell.extend(order.u16(output));
        cell.extend(order.u24(target as u32));
        cell.push(more);
        cell
    }
}

impl ByteOrder {
    fn u16(self, number: u16) -> [u8; 2] {
        match self {
            Self::Little => number.to_le_bytes(),
            Self::Big => number.to_be_bytes(),
        }
    }

    fn u24(self, number: u32) -> [u8; 3] {
        let [a, b, c, _] = number.to_le_bytes();
        match self {
            Self::Little => [a, b, c],
            Self::Big => [c, b, a],
        }
    }

    fn u32(self, number: u32) -> [u8; 4] {
        match self {
            Self::Little => number.to_le_bytes(),
            Self::Big => number.to_be_bytes(),
        }
    }
}

/// Transducers in which nothing that consumes no input leads backwards, so that they end by themselves.
pub fn transducer() -> impl Strategy<Value = Transducer> {
    (2..40_usize).prop_flat_map(|states| {
        let all = (0..states).map(|state| state_of(state, states));
        all.collect::<Vec<_>>()
            .prop_map(|states| Transducer { states })
    })
}

/// Transducers that may also go round without consuming input.
pub fn wild_transducer() -> impl Strategy<Value = Transducer> {
    (2..10_usize).prop_flat_map(|states| {
        let transition = (input(), output(), 0..states).prop_map(Transition::new);
        let state = prop::collection::vec(transition, 1..4);
        prop::collection::vec(state, states).prop_map(|states| Transducer { states })
    })
}

/// Words over the characters, with capitals, the empty word and one character that is unknown.
pub fn word() -> impl Strategy<Value = String> {
    "[a-cA-C]{0,6}|[a-iä-]{0,12}|[a-cz]{0,4}|[abc]{20,40}"
}

/// Most states are a link of a chain, as in a dictionary, and the others branch.
fn state_of(state: usize, states: usize) -> impl Strategy<Value = Vec<Transition>> {
    let next = (state + 1) % states;
    let link = (0..4_usize, output()).prop_map(move |(character, output)| {
        vec![Transition::new((Input::Character(character), output, next))]
    });
    prop_oneof![
        8 => link,
        3 => prop::collection::vec(transition(state, states), 1..5),
        1 => prop::collection::vec(transition(state, states), 5..50),
    ]
}

/// A transition that consumes something or leads forwards.
fn transition(state: usize, states: usize) -> impl Strategy<Value = Transition> {
    (input(), output(), 0..states).prop_map(move |(input, output, target)| {
        let consumes = matches!(input, Input::Character(_) | Input::Final);
        let input = if consumes || target > state {
            input
        } else {
            Input::Character(0)
        };
        Transition::new((input, output, target))
    })
}

fn input() -> impl Strategy<Value = Input> {
    prop_oneof![
        1 => Just(Input::Epsilon),
        2 => Just(Input::Final),
        2 => (0..FLAGS.len()).prop_map(Input::Flag),
        3 => (0..3_usize).prop_map(Input::Character),
        3 => (0..CHARACTERS.len()).prop_map(Input::Character),
    ]
}

fn output() -> impl Strategy<Value = Option<usize>> {
    prop::option::of(0..CHARACTERS.len() + TAGS.len())
}

impl Transition {
    fn new((input, output, target): (Input, Option<usize>, usize)) -> Self {
        Self {
            input,
            output,
            target,
        }
    }
}
