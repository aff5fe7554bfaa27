//! Whether a page is an article: by what it holds and says of itself, not by how many of its elements
//! are called so. In doubt it is read, with a warning.

use super::metadata::Metadata;
use super::profile::{CompiledProfile, Field};
use super::reading::Reading;
use super::survey::Survey;
use super::warning::{Warning, WarningCode};
use super::{NotArticle, PageKind};

/// Least text of an article that neither states a date nor says what it is, in bytes.
const MIN_BODY: usize = 200;

/// Least text of one that does, in bytes.
const MIN_DATED_BODY: usize = 40;

/// How many articles, described or linked by their headings, make a page a list of them.
const MIN_LISTED: usize = 3;

/// Most text for each linked heading of a list, in bytes: that of a teaser.
const TEASER: usize = 300;

/// The same where the page says that it is an article.
const TEASER_OF_ARTICLE: usize = 120;

/// Most text of a list for each article it shows, in bytes.
const CARD: usize = 100;

/// Text below which a page that has scripts and no article needs them, in bytes.
const MIN_PAGE: usize = 500;

/// Why a page need not be read as an article: the element that its profile asks for is not there.
pub(super) fn before_reading(survey: &Survey<'_>, profile: &CompiledProfile) -> Option<NotArticle> {
    if !profile.states(Field::Article) || !survey.selected(Field::Article).is_empty() {
        return None;
    }
    Some(match (survey.asks_password, page_text(survey) == 0) {
        (true, _) => NotArticle::Login,
        (false, true) => NotArticle::Empty,
        (false, false) => NotArticle::NoArticleElement,
    })
}

/// What a page that was read is judged by.
pub(super) struct Evidence<'e, 'a> {
    pub(super) survey: &'e Survey<'a>,
    pub(super) metadata: &'e Metadata<'e, 'a>,
    pub(super) reading: &'e Reading,
    /// The path of the address it was asked for.
    pub(super) path: Option<&'e str>,
    /// The path of the address that it says is its own.
    pub(super) own_path: Option<&'e str>,
}

impl Evidence<'_, '_> {
    /// What kind of page it is. Warns where that is doubtful, or where the page needs its script.
    pub(super) fn kind(&self, warnings: &mut Vec<Warning>) -> PageKind {
        let length = self.length();
        let reason = if self.reading.is_empty() {
            Some(self.login_or(NotArticle::Empty))
        } else if self.is_other_kind() || self.is_list() {
            Some(NotArticle::List)
        } else if self.survey.asks_password && length < 2 * MIN_BODY && !self.is_stated() {
            Some(NotArticle::Login)
        } else if length < self.least_length() {
            Some(NotArticle::Empty)
        } else {
            None
        };
        if reason == Some(NotArticle::Empty) {
            warnings.extend(self.needs_script());
        } else if reason.is_none() {
            warnings.extend(self.doubt());
        }
        reason.map_or(PageKind::Article, PageKind::NotArticle)
    }

    fn login_or(&self, otherwise: NotArticle) -> NotArticle {
        if self.survey.asks_password {
            NotArticle::Login
        } else {
            otherwise
        }
    }

    fn length(&self) -> usize {
        self.reading.body.len() + self.reading.lead.as_ref().map_or(0, String::len)
    }

    fn least_length(&self) -> usize {
        if self.is_stated() {
            MIN_DATED_BODY
        } else {
            MIN_BODY
        }
    }

    /// Whether the page says that it is an article, or when it was published.
    fn is_stated(&self) -> bool {
        self.metadata.says_article() || self.reading.published.is_some()
    }

    /// Whether the page says that it is something else: the front page, a forum, a page of products.
    fn is_other_kind(&self) -> bool {
        // Pages that name the front page as their own address may be mistaken.
        let says_front = self.own_path == Some("/") && !self.metadata.says_article();
        self.path == Some("/") || says_front || self.metadata.says_other_kind()
    }

    fn is_list(&self) -> bool {
        let text = self.length();
        let mut headings = self.reading.linked_headings;
        if !self.is_stated() {
            headings += self.reading.listed;
        }
        let says_article = self.metadata.says_article();
        let teaser = if says_article {
            TEASER_OF_ARTICLE
        } else {
            TEASER
        };
        let cards = self.survey.articles.len();
        let lists_teasers = headings >= MIN_LISTED && text < teaser * headings;
        let lists_cards = (cards >= MIN_LISTED && !self.is_stated() && text < CARD * cards)
            || (self.reading.cards >= MIN_LISTED && !says_article);
        let describes_others = self.metadata.described_articles() >= MIN_LISTED
            && !self.metadata.describes_this_article();
        lists_teasers || lists_cards || describes_others || self.reading.links > text
    }

    /// A warning about a page that may be a list after all.
    fn doubt(&self) -> Option<Warning> {
        let is_doubtful = !self.is_stated()
            && (self.reading.linked_headings >= MIN_LISTED
                || self.survey.articles.len() >= MIN_LISTED
                || 2 * self.reading.links > self.length());
        is_doubtful.then(|| {
            let text = "the page may be a list: it states no date and holds links to other pages; \
                        it was read as an article";
            Warning::new(WarningCode::DoubtfulArticle, text)
        })
    }

    /// A warning about a page that holds no text until its script has run, with the ways out.
    fn needs_script(&self) -> Option<Warning> {
        if self.survey.scripts == 0 || page_text(self.survey) >= MIN_PAGE {
            return None;
        }
        let way_out = match (self.survey.has_page_data, self.survey.feeds.is_empty()) {
            (_, false) => "follow the feed that it offers, if that holds the whole text",
            (true, true) => {
                "its script __NEXT_DATA__ holds data: ask the site for a feed or a list of posts \
                 with the same text"
            }
            (false, true) => "ask the site for a feed or a list of posts that holds the text",
        };
        let text = format!("the page needs its script to show its text; {way_out}");
        Some(Warning::new(WarningCode::NeedsScript, text))
    }
}

/// Bytes of text on a page, white space at the ends of its pieces left out. Counting ends where the
/// page is long enough.
fn page_text(survey: &Survey<'_>) -> usize {
    let Some(body) = survey.body else { return 0 };
    let mut length = 0;
    super::walk::walk(*body, &mut TextCounter(&mut length));
    length
}

/// Counts text that is read, up to [`MIN_PAGE`].
struct TextCounter<'c>(&'c mut usize);

impl<'a> super::walk::Visitor<'a> for TextCounter<'_> {
    fn enter(&mut self, node: ego_tree::NodeRef<'a, scraper::Node>) -> super::walk::Step {
        use super::walk::Step;
        match node.value() {
            _ if *self.0 >= MIN_PAGE => Step::Over,
            scraper::Node::Text(text) => {
                *self.0 += text.trim().len();
                Step::Over
            }
            scraper::Node::Element(element) if super::walk::is_unread(element.name()) => Step::Over,
            _ => Step::Into,
        }
    }

    fn leave(&mut self, _node: ego_tree::NodeRef<'a, scraper::Node>) {}
}
