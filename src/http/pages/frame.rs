//! What every page has around it: its language, the way to the other languages, addresses.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::header::HOST;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri};
use url::{Url, form_urlencoded};

use super::assets;
use crate::http::conditional::header;
use crate::http::params::SearchParams;
use crate::http::params::read::read_language;
use crate::http::params::table;
use crate::http::state::AppState;
use crate::http::text::web_link;
use crate::i18n::{Language, PageTexts, Texts, page_texts, texts};

/// What every page has around it.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    /// Language of the page.
    pub(crate) language: Language,
    /// Its texts about searching.
    pub(crate) t: &'static Texts,
    /// Its other texts.
    pub(crate) p: &'static PageTexts,
    /// Version of the service.
    pub(crate) version: String,
    public_url: Option<String>,
    origin: Option<String>,
    ui: Option<Language>,
    path: String,
    query: String,
}

/// A link to the same page in another language.
#[derive(Clone, Debug)]
pub(crate) struct LanguageLink {
    /// Code of the language.
    pub(crate) code: &'static str,
    /// Its own name.
    pub(crate) name: &'static str,
    /// Where it leads.
    pub(crate) href: String,
    /// Whether the page is in it already.
    pub(crate) is_current: bool,
}

impl Frame {
    /// The frame of a request: in the language that the address names, else the one that the
    /// browser likes best, else Finnish.
    pub(crate) fn of_request(state: &AppState, uri: &Uri, headers: &HeaderMap) -> Self {
        let query = uri.query().unwrap_or_default();
        let ui = read_language(query);
        let preferred = header(headers, "accept-language").and_then(Language::from_accept_language);
        let language = ui.or(preferred).unwrap_or(Language::Finnish);
        Self {
            language,
            t: texts(language),
            p: page_texts(language),
            version: state.settings().version.clone(),
            public_url: state.settings().public_url.clone(),
            origin: origin(state, headers),
            ui,
            path: uri.path().to_owned(),
            query: query.to_owned(),
        }
    }

    /// Address of one of our pages in the language of this one.
    pub(crate) fn link(&self, path: &str) -> String {
        match self.ui {
            Some(language) => format!("{path}?ui={}", language.code()),
            None => path.to_owned(),
        }
    }

    /// Address of a search for some words in the language of this page.
    pub(crate) fn search(&self, words: &str) -> String {
        let params = SearchParams {
            q: words.to_owned(),
            ui: self.ui,
            ..SearchParams::default()
        };
        format!("/search?{}", params.query_string())
    }

    /// The word after a number of articles that stands alone.
    pub(crate) fn articles_word(&self, articles: &u64) -> &'static str {
        match articles {
            1 => self.p.names_article,
            _ => self.p.names_articles,
        }
    }

    /// The language that addresses of this page name.
    pub(crate) fn ui(&self) -> Option<Language> {
        self.ui
    }

    /// Address of a file beside the pages.
    pub(crate) fn asset(&self, name: &str) -> String {
        assets::path(name)
    }

    /// The pages in the header, with their names.
    pub(crate) fn navigation(&self) -> [(&'static str, &'static str); 7] {
        [
            ("/projects", self.t.nav_projects),
            ("/persons", self.t.nav_persons),
            ("/organisations", self.t.nav_organisations),
            ("/regions", self.t.nav_regions),
            ("/compare", self.t.nav_compare),
            ("/events", self.t.nav_events),
            ("/sources", self.t.nav_sources),
        ]
    }

    /// The pages in the footer, with their names.
    pub(crate) fn footer(&self) -> [(&'static str, &'static str); 5] {
        [
            ("/embed", self.t.nav_embed),
            ("/docs", self.t.nav_api),
            ("/about", self.t.nav_about),
            ("/privacy", self.t.nav_privacy),
            ("/accessibility", self.t.nav_accessibility),
        ]
    }

    /// Whether this is the page at a path.
    pub(crate) fn is_at(&self, path: &str) -> bool {
        self.path == path
    }

    /// The whole address of a path, where the settings name the address of the service.
    pub(crate) fn absolute(&self, path: &str) -> Option<String> {
        let public_url = self.public_url.as_deref()?;
        Some(format!("{public_url}{path}"))
    }

    /// The whole address of this page, for those who pass it on.
    pub(crate) fn own_address(&self) -> Option<String> {
        let path = match self.query.as_str() {
            "" => self.path.clone(),
            _ => self.in_language(self.language),
        };
        self.absolute(&path)
    }

    /// Where the service is reached: as the settings say, else by the name under which it was asked.
    pub(crate) fn origin(&self) -> Option<&str> {
        self.origin.as_deref()
    }

    /// Address of what sites need to show this page in theirs; absent for pages that they cannot.
    pub(crate) fn oembed(&self) -> Option<String> {
        let origin = self.origin().filter(|_| is_embeddable(&self.path))?;
        let own = format!("{origin}{}", self.in_language(self.language));
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("url", &own).append_pair("format", "json");
        Some(format!("{origin}/oembed?{}", query.finish()))
    }

    /// Its language as share cards name it.
    pub(crate) fn locale(&self) -> &'static str {
        match self.language {
            Language::Finnish => "fi_FI",
            Language::Swedish => "sv_FI",
            Language::English => "en_GB",
        }
    }

    /// Links to the same page in each language.
    pub(crate) fn languages(&self) -> Vec<LanguageLink> {
        let link = |language: Language| LanguageLink {
            code: language.code(),
            name: language.own_name(),
            href: self.in_language(language),
            is_current: language == self.language,
        };
        Language::ALL.map(link).to_vec()
    }

    fn in_language(&self, language: Language) -> String {
        // What others hang on to our addresses to follow people is not passed on.
        let is_kept = |name: &str| name != "ui" && table::find(name).is_some();
        let others =
            form_urlencoded::parse(self.query.as_bytes()).filter(|(name, _)| is_kept(name));
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(others);
        query.append_pair("ui", language.code());
        format!("{}?{}", self.path, query.finish())
    }
}

/// Whether sites can show something in place of the address of a page.
fn is_embeddable(path: &str) -> bool {
    const FOLDERS: [&str; 4] = ["/projects/", "/organisations/", "/persons/", "/regions/"];
    matches!(path, "/" | "/search" | "/frame/news" | "/frame/search")
        || FOLDERS.iter().any(|folder| path.starts_with(folder))
}

/// Where the service is reached, without a slash at the end. A name that is none is not repeated.
fn origin(state: &AppState, headers: &HeaderMap) -> Option<String> {
    if let Some(public_url) = &state.settings().public_url {
        return Some(public_url.clone());
    }
    let is_secure = state.settings().trust_loopback_proxy
        && header(headers, "x-forwarded-proto") == Some("https");
    let scheme = if is_secure { "https" } else { "http" };
    let address = format!("{scheme}://{}", header(headers, HOST.as_str())?);
    let url = Url::parse(&address).ok()?;
    let is_bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    (is_bare && web_link(&address).is_some()).then(|| url.origin().ascii_serialization())
}

impl FromRequestParts<AppState> for Frame {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        Ok(Self::of_request(state, &parts.uri, &parts.headers))
    }
}
