//! Articles that tell of the same things as one article.

use std::collections::HashMap;

use aluehaku_query::Span;
use tantivy::DocId;

use crate::analysis::listed::completed_terms;
use crate::analysis::{Term, TermKind};
use crate::embedded::finding::execute::{Deadline, Executor};
use crate::embedded::finding::order::{Order, Place as Position, Top};
use crate::embedded::finding::plan::{Leaf, Look, Node, Place, Plan};
use crate::embedded::finding::word::{Origin, Reach, Source, Word};
use crate::embedded::showing::hits::{self, HitMaker};
use crate::embedded::state::set::ArticleSet;
use crate::embedded::state::snapshot::Snapshot;
use crate::embedded::writing::encoding::typed_term;
use crate::embedded::writing::languages::TextLanguages;
use crate::search::request::Sort;
use crate::search::response::Hit;
use aluehaku_article::ids::ArticleId;
use aluehaku_article::{Article, TextPart};

/// The most telling words of an article by which others are found.
const WORDS: usize = 24;

/// A word that only this article has finds no other; one that more than one in so many articles has
/// tells nothing.
const MOST_COMMON_SHARE: u64 = 10;

/// In so many articles a word may be in the smallest index too.
const FEWEST_COMMON: u64 = 100;

/// A title counts as often as so many mentions in the text.
const TITLE_TIMES: usize = 3;

/// The articles most like one, copies of it left out; `None` when there is no such article.
pub(crate) fn similar(
    snapshot: &Snapshot,
    id: &ArticleId,
    limit: usize,
) -> tantivy::Result<Option<Vec<Hit>>> {
    let Some(address) = hits::address(snapshot, id)? else {
        return Ok(None);
    };
    let article = hits::stored(snapshot, address)?.article;
    let plan = plan(snapshot, &article)?;
    let own = &snapshot.segments[address.segment_ord as usize];
    let group = own.group.first(address.doc_id);
    let order = Order::new(&snapshot.segments, Sort::Relevance);
    let deadline = Deadline::after(None);
    let mut places: Vec<Position> = Vec::new();
    for segment in &snapshot.segments {
        let executor = Executor::new(snapshot, segment, &plan, &deadline);
        let floor = places
            .get(limit.saturating_sub(1))
            .map_or(0.0, |place| place.score);
        // Room for the article itself and its copies, which are left out below.
        let copies = segment
            .in_groups()
            .iter()
            .filter(|copy| group.is_some() && segment.group.first(**copy) == group);
        let room = limit + 1 + copies.count();
        let mut top = Top::new(order, segment, room, None, floor);
        let alive = segment.alive.clone().map(ArticleSet::Many);
        executor
            .ranking()?
            .best(alive.as_ref(), &mut top, || true)?;
        let is_other = |article: DocId| {
            let is_copy = group.is_some() && segment.group.first(article) == group;
            !is_copy && (segment.number, article) != (address.segment_ord, address.doc_id)
        };
        places.extend(
            top.into_places()
                .filter(|place| is_other(place.address.doc_id)),
        );
        places.sort_by(|one, other| order.compare(one, other));
        places.truncate(limit);
    }
    let unmarked = Plan {
        leaves: Vec::new(),
        root: Node::Everything,
        ..plan
    };
    let maker = HitMaker::new(snapshot, &unmarked, true, false);
    let hits = places.iter().map(|place| maker.hit(place, &[]));
    hits.collect::<tantivy::Result<_>>().map(Some)
}

/// A query of the most telling words of an article.
fn plan(snapshot: &Snapshot, article: &Article) -> tantivy::Result<Plan> {
    let mut words = Vec::new();
    for (term, times) in terms(snapshot, article) {
        let indexed = typed_term(snapshot.fields.text, term.kind, &term.text);
        let lists = snapshot.lists_of(&indexed)?;
        let articles = lists
            .iter()
            .flatten()
            .map(|info| u64::from(info.doc_freq))
            .sum();
        let most = (snapshot.searcher.num_docs() / MOST_COMMON_SHARE).max(FEWEST_COMMON);
        if articles < 2 || articles > most {
            continue;
        }
        let rarity = snapshot.scoring().rarity(articles);
        let weight = rarity * (times as f32).sqrt();
        words.push(Source {
            lists,
            kind: term.kind,
            text: term.text,
            origin: Origin::Typed,
            is_sure: true,
            weight,
            articles,
        });
    }
    words.sort_by(|one, other| other.weight.total_cmp(&one.weight));
    words.truncate(WORDS);
    let leaf = |source: Source| Leaf {
        typed: String::new(),
        span: Span::new(0, 0),
        look: Look::Word(Word {
            sources: vec![source],
            ..Word::default()
        }),
        place: Place {
            field: snapshot.fields.text,
            part: None,
        },
        is_ranked: true,
        is_wanted: true,
    };
    let leaves: Vec<Leaf> = words.into_iter().map(leaf).collect();
    Ok(Plan {
        root: Node::Any((0..leaves.len()).map(Node::Leaf).collect()),
        reach: Reach::Loose,
        divided: None,
        text: snapshot.fields.text,
        leaves,
        is_ranked: true,
        warnings: Vec::new(),
    })
}

/// One term for each word of an article, with the number of its occurrences.
fn terms(snapshot: &Snapshot, article: &Article) -> Vec<(Term, usize)> {
    let languages = TextLanguages::of(article);
    let analyzer = snapshot.analyzer.as_ref();
    let mut counts: HashMap<Term, usize> = HashMap::new();
    let lead = article.lead.as_deref().unwrap_or_default();
    for (part, text, times) in [
        (TextPart::Title, article.title.as_str(), TITLE_TIMES),
        (TextPart::Lead, lead, 1),
        (TextPart::Body, &article.body, 1),
    ] {
        for token in analyzer.tokens(text) {
            let is_base = |term: &Term| matches!(term.kind, TermKind::Lemma | TermKind::Stem(_));
            let language = languages.at(part, token.start);
            let mut terms = completed_terms(analyzer, &token, language).into_iter();
            if let Some(term) = terms.find(is_base) {
                *counts.entry(term).or_default() += times;
            }
        }
    }
    let mut counts: Vec<(Term, usize)> = counts.into_iter().collect();
    counts.sort();
    counts
}
