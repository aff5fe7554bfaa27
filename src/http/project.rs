//! Who is behind a project and who works in it, as its newest articles tell: one choice for pages and API.

use std::cmp::Reverse;

use aluehaku_article::Article;
use aluehaku_article::masking::mask;
use aluehaku_index::engine::Reader;

use super::listing::retain_listed;
use super::problem::Problem;
use crate::archive::projects::{Part, ProjectStatements};

/// An organisation behind a project, and the newest sentence that says so; nothing is masked.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Backer<'a> {
    /// What it does for the project.
    pub(crate) part: Part,
    /// The organisation.
    pub(crate) organisation: &'a str,
    /// The sentence.
    pub(crate) sentence: &'a str,
    /// The article with the sentence.
    pub(crate) article: &'a Article,
}

/// A person whom articles about a project name.
#[derive(Clone, Debug)]
pub(crate) struct Participant {
    /// The name.
    pub(crate) name: String,
    /// The newest role, masked, where an article states one.
    pub(crate) role: Option<String>,
    /// Articles about the project that name the person.
    pub(crate) articles: u64,
}

/// The organisations behind a project by what they do for it, each once for each part, the newest first. The articles
/// come newest first.
pub(crate) fn backers(articles: &[ProjectStatements]) -> Vec<Backer<'_>> {
    let mut backers: Vec<Backer<'_>> = Vec::new();
    for told in articles {
        for backing in &told.backing {
            let is_known = backers.iter().any(|known| {
                known.part == backing.part && known.organisation == backing.organisation
            });
            if !is_known {
                backers.push(Backer {
                    part: backing.part,
                    organisation: &backing.organisation,
                    sentence: &backing.sentence,
                    article: &told.article,
                });
            }
        }
    }
    backers.sort_by_key(|backer| backer.part);
    backers
}

/// The persons of a project who are put forward: those with a role first, then those whom most articles name. The
/// articles come newest first.
///
/// # Errors
/// When the index cannot be read.
pub(crate) fn participants(
    reader: &dyn Reader,
    articles: &[ProjectStatements],
) -> Result<Vec<Participant>, Problem> {
    let named = || articles.iter().flat_map(|told| &told.persons);
    let mut names: Vec<String> = Vec::new();
    for (name, _) in named() {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    retain_listed(reader, &mut names)?;
    let participant = |name: String| {
        let own = || named().filter(|(known, _)| *known == name);
        let role = own().find_map(|(_, role)| role.as_deref());
        Participant {
            role: role.map(|role| mask(role).into_owned()),
            articles: own().count() as u64,
            name,
        }
    };
    let mut participants: Vec<_> = names.into_iter().map(participant).collect();
    participants.sort_by_key(|one| (one.role.is_none(), Reverse(one.articles)));
    Ok(participants)
}
