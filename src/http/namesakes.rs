//! Articles that name the same person, apart from those that may name another of the same name.
//!
//! Articles belong together when they share a source, a project, an organisation, another person or a role, or are
//! tied so by others. Groups that nothing ties to each other may tell of different people.

use std::collections::HashMap;

/// The groups of articles by what ties each to others, as their places in the list; each group and the groups
/// themselves are in the order of the list.
pub(crate) fn groups(ties: &[Vec<String>]) -> Vec<Vec<usize>> {
    let mut group_of: Vec<usize> = (0..ties.len()).collect();
    let mut first_with: HashMap<&str, usize> = HashMap::new();
    for (article, tie) in ties
        .iter()
        .enumerate()
        .flat_map(|(at, ties)| ties.iter().map(move |tie| (at, tie)))
    {
        let first = *first_with.entry(tie).or_insert(article);
        let (one, other) = (group_of[first], group_of[article]);
        let (kept, joined) = (one.min(other), one.max(other));
        for group in &mut group_of {
            if *group == joined {
                *group = kept;
            }
        }
    }
    let mut groups: Vec<Vec<usize>> = vec![Vec::new(); ties.len()];
    for (article, group) in group_of.into_iter().enumerate() {
        groups[group].push(article);
    }
    groups.retain(|group| !group.is_empty());
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(ties: &[&[&str]], expected: &[&[usize]]) {
        let ties: Vec<Vec<String>> = ties
            .iter()
            .map(|ties| ties.iter().map(|tie| (*tie).to_owned()).collect())
            .collect();
        assert_eq!(groups(&ties), expected);
    }

    #[test]
    fn articles_are_tied_by_what_they_share_directly_or_by_others() {
        check(&[], &[]);
        check(&[&["a"], &["b"]], &[&[0], &[1]]);
        check(&[&["a"], &["b"], &["b", "a"]], &[&[0, 1, 2]]);
        check(
            &[&["a"], &["b"], &["c", "a"], &["b"], &[]],
            &[&[0, 2], &[1, 3], &[4]],
        );
    }
}
