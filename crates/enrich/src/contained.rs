//! The border around what is understood of one article: whatever breaks inside stops here.
//!
//! Texts come from outside, and there are more kinds of them than anybody has tried. Whoever enriches articles that
//! are archived does it through this module: an article whose understanding panics comes back without names, together
//! with what was said, and the articles beside it go their way.

use std::any::Any;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

use aluehaku_article::{Article, EnrichedArticle};

use jiff::civil::Date;

use super::names::register::Lesson;
use super::{Context, Given};

/// Why an article could not be understood: what the panic said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken(String);

impl fmt::Display for Broken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Runs work on one article, and gives back what a panic in it says.
///
/// # Errors
/// [`Broken`] when the work panics; what it was given is lost with it.
pub fn run<T>(work: impl FnOnce() -> T) -> Result<T, Broken> {
    // What the work shares with others it only reads.
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| Broken(said(panic.as_ref())))
}

/// Adds what can be understood to an article and says what it teaches about names. Of an article whose understanding
/// breaks there is what was given with it, and no lesson.
pub fn enrich_and_observe(
    article: Article,
    given: Given,
    context: &Context<'_>,
) -> (EnrichedArticle, Result<Lesson, Broken>) {
    let understood = run(|| (context.understand)(article.clone(), given.clone(), context));
    match understood {
        Ok((article, lesson)) => (article, Ok(lesson)),
        Err(broken) => (taken_as_given(article, given, context), Err(broken)),
    }
}

/// An article with the entities that were given and no others. Who was removed is taken out all the same: where names
/// cannot be found, by the words as they stand there.
#[must_use]
pub fn taken_as_given(article: Article, given: Given, context: &Context<'_>) -> EnrichedArticle {
    let taken = run(|| super::taken_as_given(article.clone(), given.clone(), context));
    taken.unwrap_or_else(|_| {
        let (mut article, mut given) = (article, given);
        if context.removed.mask_words(&mut article) {
            // Their places are in a text that was.
            given.mentions = None;
        }
        super::with_given(article, given, context)
    })
}

/// An article with its events and quotes read anew; as it is where reading them breaks.
#[must_use]
pub fn retold(article: EnrichedArticle, read_on: Option<Date>) -> EnrichedArticle {
    run(|| super::retold(article.clone(), read_on)).unwrap_or(article)
}

/// What the texts of an article teach about names, without those who were removed.
///
/// # Errors
/// [`Broken`] when reading them panics.
pub fn observed(article: &Article, context: &Context<'_>) -> Result<Lesson, Broken> {
    run(|| super::observed(article, context))
}

fn said(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied();
    let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("a panic without words").to_owned()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use aluehaku_article::ids::{ArticleId, SourceId};
    use aluehaku_finnish::Finnish;

    use super::*;
    use crate::knowledge::Knowledge;
    use crate::removal::{NAME_MASK, Removed};

    fn article(body: &str) -> Article {
        let id = ArticleId::new("a").unwrap();
        Article {
            title: "Kahvit".to_owned(),
            body: body.to_owned(),
            ..Article::new(id, SourceId::new("lehti").unwrap())
        }
    }

    #[test]
    fn an_article_that_breaks_keeps_what_was_given_and_says_why() {
        let mut knowledge = Knowledge::new(Arc::new(Finnish::new(None)));
        knowledge.set_understanding(|_, _, _| panic!("rikki: {}", 7));
        let mut given = Given::default();
        given.lists.persons = Some(vec!["Aino Esimerkki".to_owned()]);
        let (enriched, lesson) =
            enrich_and_observe(article("Kahvia."), given, &knowledge.context());
        assert_eq!(lesson.unwrap_err().to_string(), "rikki: 7");
        assert_eq!(enriched.entities.persons, ["Aino Esimerkki"]);
        assert_eq!(enriched.article.body, "Kahvia.");
    }

    #[test]
    fn who_was_removed_is_masked_where_no_names_can_be_found() {
        let removed = Removed::one("Hanna Virtanen").unwrap();
        let mut article = article("Kertoo Hanna Virtanen, että Hanna Virtanen keitti.");
        assert!(removed.mask_words(&mut article));
        let expected = format!("Kertoo {NAME_MASK}, että {NAME_MASK} keitti.");
        assert_eq!(article.body, expected);
    }
}
