//! What articles tell of a person: in which roles, from when to when, with the sentence that says so, and
//! what the person said; apart for those who may only share the name.

use aluehaku_article::Article;
use aluehaku_article::facet::Facet;
use aluehaku_article::masking::mask;
use aluehaku_article::time::PageTime;
use jiff::civil::Date;

use super::Frame;
use super::passage::Passage;
use crate::archive::history::{RoleStatement, Statements};
use crate::http::allowance::Allowances;
use crate::http::namesakes::groups;
use crate::http::newest::Newest;
use crate::http::params::names::NameBook;
use crate::http::state::AppState;
use crate::i18n::format::{count, day, years};

/// Most roles and quotes shown.
const MAX_ROLES: usize = 12;
const MAX_QUOTES: usize = 10;

/// Most groups of articles shown apart.
const MAX_GROUPS: usize = 6;

/// What articles tell of a person, or of several of one name.
#[derive(Clone, Debug, Default)]
pub(super) struct Told {
    /// One group, unless there are articles that nothing ties to the others.
    pub(super) groups: Vec<Group>,
}

/// What articles that belong together tell.
#[derive(Clone, Debug)]
pub(super) struct Group {
    /// Which articles these are.
    pub(super) heading: String,
    pub(super) roles: Vec<Role>,
    pub(super) quotes: Vec<Passage>,
}

/// A role, and the newest sentence that states it.
#[derive(Clone, Debug)]
pub(super) struct Role {
    pub(super) name: String,
    /// From the first article that states it to the last.
    pub(super) span: Option<String>,
    pub(super) articles: String,
    pub(super) evidence: Passage,
}

/// A role as one article states it.
type Statement<'a> = (&'a RoleStatement, &'a Article);

impl Told {
    /// Reads what the newest articles about a person tell.
    pub(super) fn of(name: &str, newest: &Newest, state: &AppState, frame: &Frame) -> Self {
        let articles = state.history().of_person(name, &newest.ids);
        let names = NameBook::of(state);
        let mut allowances = Allowances::new(state);
        let ties = articles
            .iter()
            .map(|told| newest.ties_of(told))
            .collect::<Vec<_>>();
        let groups = groups(&ties).into_iter().take(MAX_GROUPS);
        let group = |places: Vec<usize>| {
            let articles: Vec<&Statements> = places.iter().map(|at| &articles[*at]).collect();
            Group {
                heading: heading(&articles, names, frame),
                roles: roles(&articles, names, &mut allowances, frame),
                quotes: quotes(&articles, names, &mut allowances, frame),
            }
        };
        Self {
            groups: groups.map(group).collect(),
        }
    }
}

/// Sources, years and number of articles that belong together.
fn heading(articles: &[&Statements], names: NameBook<'_>, frame: &Frame) -> String {
    let mut sources: Vec<String> = Vec::new();
    for told in articles {
        let source = names.label(Facet::Source, told.article.source.as_str(), frame.language);
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    let dated = || articles.iter().filter_map(|told| told.article.published);
    let of_year = dated().map(|time| time.finnish_date().year());
    let span = of_year.clone().min().zip(of_year.max());
    let number = count(
        frame.p.name_articles_one,
        frame.p.name_articles_many,
        articles.len() as u64,
        frame.language,
    );
    let span = span.map(|(first, last)| years(first, last));
    let parts = [Some(sources.join(", ")), span, Some(number)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn roles(
    articles: &[&Statements],
    names: NameBook<'_>,
    allowances: &mut Allowances<'_>,
    frame: &Frame,
) -> Vec<Role> {
    let stated = articles
        .iter()
        .filter_map(|told| Some((told.role.as_ref()?, &told.article)));
    // The newest articles come first, and so do the newest roles.
    let mut groups: Vec<Vec<Statement<'_>>> = Vec::new();
    for statement in stated {
        let same = |group: &&mut Vec<Statement<'_>>| {
            group[0].0.role.to_lowercase() == statement.0.role.to_lowercase()
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(statement),
            None => groups.push(vec![statement]),
        }
    }
    let shown = groups.iter().take(MAX_ROLES);
    shown
        .map(|group| role(group, names, allowances, frame))
        .collect()
}

fn role(
    group: &[Statement<'_>],
    names: NameBook<'_>,
    allowances: &mut Allowances<'_>,
    frame: &Frame,
) -> Role {
    let (newest, article) = group[0];
    let dates = group.iter().filter_map(|(_, article)| article.published);
    let dates: Vec<Date> = dates.map(PageTime::finnish_date).collect();
    Role {
        name: mask(&newest.role).into_owned(),
        span: span(&dates, frame),
        articles: count(
            frame.p.name_articles_one,
            frame.p.name_articles_many,
            group.len() as u64,
            frame.language,
        ),
        evidence: Passage::new(&newest.sentence, None, article, names, allowances, frame),
    }
}

/// The years of a role; the day where one article states it.
fn span(dates: &[Date], frame: &Frame) -> Option<String> {
    let (first, last) = (dates.iter().min()?, dates.iter().max()?);
    Some(if first == last {
        day(*first, frame.language)
    } else if first.year() == last.year() {
        first.year().to_string()
    } else {
        format!("{}–{}", first.year(), last.year())
    })
}

fn quotes(
    articles: &[&Statements],
    names: NameBook<'_>,
    allowances: &mut Allowances<'_>,
    frame: &Frame,
) -> Vec<Passage> {
    let said = articles
        .iter()
        .flat_map(|told| told.quotes.iter().map(|quote| (quote, &told.article)));
    let passages = said.map(|(quote, article)| {
        Passage::new(quote, Some(quote), article, names, allowances, frame)
    });
    let shown = passages.filter(|passage| !passage.text.is_empty());
    shown.take(MAX_QUOTES).collect()
}
