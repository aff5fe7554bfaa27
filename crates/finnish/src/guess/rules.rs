//! Suffix rules: what the end of an unknown form says about the end of its base form.
//!
//! The rules are text, one ending a line, so that a change of the data can be read:
//!
//! ```text
//! names
//! osen<TAB>3nen=903 2s=61
//! ```
//!
//! A name that ends in "osen" becomes its base form by cutting three letters and adding "nen" (903
//! times of 1,000) or by cutting two and adding "s". `^` before an ending marks a whole word. A
//! longer ending overrules a shorter one. Lines stand in the order of their endings read backwards,
//! which makes the tree below grow without look-ups.

use super::GuesserError;

/// The first line of a file of rules.
pub(super) const HEADING: &str = "# suffix rules, format 1";

/// The mark of the beginning of a word in an ending that is a whole word.
pub(super) const WORD_START: char = '^';

/// What is done to a form to get its base form, and how often that is right.
#[derive(Debug, Clone, Copy)]
pub(super) struct Outcome {
    /// Letters to cut from the end of the form.
    pub(super) cut: u8,
    /// Where the letters to add stand in [`Rules::endings`].
    ending: (u32, u8),
    /// Share of the forms learnt from for which it is right, 0 to 1.
    pub(super) share: f32,
}

/// Rules for one kind of word: a tree that is walked from the last letter of a form towards its first.
#[derive(Debug, Default)]
pub(super) struct Rules {
    nodes: Vec<Node>,
    outcomes: Vec<Outcome>,
    endings: String,
}

#[derive(Debug, Clone, Copy, Default)]
struct Node {
    letter: char,
    first_child: u32,
    children: u32,
    first_outcome: u32,
    outcomes: u32,
}

impl Rules {
    /// The outcomes of the longest ending of `word` (in small letters) that has a rule, best first.
    pub(super) fn outcomes(&self, word: &str) -> &[Outcome] {
        let mut found: &[Outcome] = &[];
        let Some(mut node) = self.nodes.first() else {
            return found;
        };
        let mut letters = word.chars().rev().chain([WORD_START]);
        loop {
            if node.outcomes > 0 {
                let first = node.first_outcome as usize;
                found = &self.outcomes[first..first + node.outcomes as usize];
            }
            let Some(letter) = letters.next() else {
                return found;
            };
            let first = node.first_child as usize;
            let children = &self.nodes[first..first + node.children as usize];
            match children.binary_search_by_key(&letter, |child| child.letter) {
                Ok(position) => node = &children[position],
                Err(_) => return found,
            }
        }
    }

    /// What an outcome makes of `word`: how many of its bytes stay, and what is added to them. Nothing where
    /// the word is too short for the cut.
    pub(super) fn change(&self, outcome: &Outcome, word: &str) -> Option<(usize, &str)> {
        let kept = match outcome.cut {
            0 => word.len(),
            cut => word.char_indices().rev().nth(usize::from(cut) - 1)?.0,
        };
        let (start, length) = outcome.ending;
        let ending = &self.endings[start as usize..start as usize + usize::from(length)];
        (kept > 0).then_some((kept, ending))
    }

    /// Reads the lines of one kind of word. `first_line` is the number of the first of them, for errors.
    pub(super) fn from_lines<'a>(
        lines: impl Iterator<Item = &'a str>,
        first_line: usize,
    ) -> Result<Self, GuesserError> {
        let mut growing = Growing::new();
        for (number, line) in lines.enumerate() {
            growing
                .add_line(line)
                .map_err(|reason| GuesserError::Line {
                    line: first_line + number,
                    reason,
                })?;
        }
        Ok(growing.finish())
    }
}

/// A tree under construction: nodes in the order of the file, each with the number of its parent.
struct Growing {
    nodes: Vec<(u32, Node)>,
    outcomes: Vec<Outcome>,
    endings: String,
    /// The nodes from the root to the last line's node.
    path: Vec<u32>,
    /// The letters of the last line's ending, read backwards.
    last: Vec<char>,
}

impl Growing {
    fn new() -> Self {
        let root = Node::default();
        Self {
            nodes: vec![(0, root)],
            outcomes: Vec::new(),
            endings: String::new(),
            path: vec![0],
            last: Vec::new(),
        }
    }

    fn add_line(&mut self, line: &str) -> Result<(), &'static str> {
        let (ending, outcomes) = line.split_once('\t').ok_or("no tab after the ending")?;
        let letters = ending.chars().rev();
        let shared = letters
            .clone()
            .zip(&self.last)
            .take_while(|(a, b)| a == *b)
            .count();
        let mut new = letters.skip(shared).peekable();
        let is_first = self.nodes.len() == 1 && self.outcomes.is_empty();
        let in_order = is_first || new.peek() > self.last.get(shared);
        if !in_order {
            return Err("endings are not in order");
        }
        self.path.truncate(shared + 1);
        self.last.truncate(shared);
        for letter in new {
            let parent = self.path[self.path.len() - 1];
            self.path.push(as_u32(self.nodes.len()));
            self.last.push(letter);
            self.nodes.push((
                parent,
                Node {
                    letter,
                    ..Node::default()
                },
            ));
        }
        let first_outcome = as_u32(self.outcomes.len());
        for outcome in outcomes.split(' ') {
            let outcome = self
                .read_outcome(outcome)
                .ok_or("an outcome is not CUTENDING=SHARE")?;
            self.outcomes.push(outcome);
        }
        let node = &mut self.nodes[self.path[self.path.len() - 1] as usize].1;
        node.first_outcome = first_outcome;
        node.outcomes = as_u32(self.outcomes.len()) - first_outcome;
        Ok(())
    }

    fn read_outcome(&mut self, outcome: &str) -> Option<Outcome> {
        let (change, share) = outcome.split_once('=')?;
        let digits = change.bytes().take_while(u8::is_ascii_digit).count();
        let (cut, ending) = change.split_at(digits);
        let share: u16 = share.parse().ok().filter(|share| *share <= 1000)?;
        let start = as_u32(self.endings.len());
        self.endings.push_str(ending);
        Some(Outcome {
            cut: cut.parse().ok()?,
            ending: (start, u8::try_from(ending.len()).ok()?),
            share: f32::from(share) / 1000.0,
        })
    }

    /// Lays the children of each node side by side. They follow each other in the file already, with
    /// their own children between.
    fn finish(self) -> Rules {
        let mut next: Vec<u32> = vec![0; self.nodes.len()];
        let mut counts: Vec<u32> = vec![0; self.nodes.len()];
        for (parent, _) in &self.nodes[1..] {
            counts[*parent as usize] += 1;
        }
        let mut free = 1;
        for (first, count) in next.iter_mut().zip(&counts) {
            *first = free;
            free += count;
        }
        let mut nodes = vec![self.nodes[0].1; self.nodes.len()];
        // Where each node of the file has gone.
        let mut places: Vec<u32> = vec![0; self.nodes.len()];
        for (number, (parent, node)) in self.nodes.iter().enumerate() {
            let place = if number == 0 {
                0
            } else {
                next[*parent as usize]
            };
            next[*parent as usize] += u32::from(number > 0);
            places[number] = place;
            nodes[place as usize] = *node;
        }
        // Every child has been placed, so `next` stands behind the last child of each node.
        for (number, place) in places.iter().enumerate() {
            let node = &mut nodes[*place as usize];
            node.children = counts[number];
            node.first_child = next[number] - counts[number];
        }
        Rules {
            nodes,
            outcomes: self.outcomes,
            endings: self.endings,
        }
    }
}

/// The number of a node, outcome or letter.
fn as_u32(number: usize) -> u32 {
    u32::try_from(number)
        .expect("each takes a byte of the file at least, and files are far below 4 GB")
}
