//! The part of a text between two of its bytes, whatever they are: a place that was reckoned wrong gives an empty part,
//! not a panic that costs the article its names.

use std::ops::{Bound, RangeBounds};

/// The part of a text between two bytes; an empty one where they are none of its, or stand within a letter.
pub(crate) fn part(text: &str, range: impl RangeBounds<usize>) -> &str {
    let start = match range.start_bound() {
        Bound::Included(start) => *start,
        Bound::Excluded(before) => before + 1,
        Bound::Unbounded => 0,
    };
    let end = match range.end_bound() {
        Bound::Included(last) => last + 1,
        Bound::Excluded(end) => *end,
        Bound::Unbounded => text.len(),
    };
    text.get(start..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::part;

    #[test]
    fn places_that_are_none_of_the_text_give_an_empty_part() {
        assert_eq!(part("Äiti", 2..4), "it");
        assert_eq!(part("Äiti", ..), "Äiti");
        assert_eq!(part("Äiti", 1..), "");
        #[expect(
            clippy::reversed_empty_ranges,
            reason = "what is reckoned wrong may be reversed"
        )]
        let reversed = 3..2;
        assert_eq!(part("Äiti", reversed), "");
        assert_eq!(part("Äiti", 2..99), "");
    }
}
