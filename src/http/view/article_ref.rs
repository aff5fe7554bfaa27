//! An article as other answers name it.

use aluehaku_article::Article;
use serde::Serialize;
use utoipa::ToSchema;

use crate::http::slug::article_path;
use crate::http::text::web_link;

/// The article that states something.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ArticleReference)]
pub(crate) struct ArticleReference {
    /// Identifier of the article.
    id: String,
    /// Path of the page about it.
    #[schema(example = "/articles/ab12")]
    page: String,
    /// Address of the original; absent when it has none that a browser could open.
    #[schema(required)]
    url: Option<String>,
    /// Title.
    title: String,
    /// Identifier of the source.
    source: String,
    /// When the page says it was published, as exactly as it says.
    #[schema(required, example = "2022-10-06T12:58:00+03:00")]
    published: Option<String>,
    /// ISO 639-1 code of its language.
    #[schema(required)]
    language: Option<String>,
}

impl From<&Article> for ArticleReference {
    /// From an article whose contacts are masked.
    fn from(article: &Article) -> Self {
        Self {
            id: article.id.as_str().to_owned(),
            page: article_path(article.id.as_str()),
            url: article.url.as_deref().and_then(web_link).map(str::to_owned),
            title: article.title.clone(),
            source: article.source.as_str().to_owned(),
            published: article.published.map(|time| time.to_string()),
            language: article.language.clone(),
        }
    }
}
