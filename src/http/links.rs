//! `Link` headers (RFC 8288): the neighbours of a page of an answer, and the same in other forms.

use axum::http::HeaderValue;
use axum::http::header::LINK;
use axum::response::Response;

use super::conditional::Revised;

/// The links that were made together with an answer, and the answer; there are none for who has it already.
pub(crate) fn parted<T>(made: Revised<(Links, T)>) -> (Links, Revised<T>) {
    let mut links = Links::default();
    let answer = made.map(|(made, answer)| {
        links = made;
        answer
    });
    (links, answer)
}

/// Links of an answer, in the order in which they were added.
#[derive(Clone, Debug, Default)]
pub(crate) struct Links(Vec<String>);

impl Links {
    /// The first page, the next one and the one before of an address, each by its query string.
    pub(crate) fn of_pages(
        path: &str,
        first: &str,
        previous: Option<&str>,
        next: Option<&str>,
    ) -> Self {
        let pages = [("first", Some(first)), ("prev", previous), ("next", next)];
        let mut links = Self::default();
        for (relation, query) in pages {
            if let Some(query) = query {
                let query = query.trim_start_matches('?');
                let sign = if query.is_empty() { "" } else { "?" };
                links = links.with(&format!("{path}{sign}{query}"), relation, None);
            }
        }
        links
    }

    /// The same with another link.
    #[must_use]
    pub(crate) fn with(mut self, address: &str, relation: &str, media_type: Option<&str>) -> Self {
        let media_type = media_type.map(|name| format!("; type=\"{name}\""));
        let media_type = media_type.unwrap_or_default();
        self.0
            .push(format!("<{address}>; rel=\"{relation}\"{media_type}"));
        self
    }

    /// Adds the links to an answer. Addresses are percent-encoded; what is none is left out.
    pub(crate) fn on(&self, mut response: Response) -> Response {
        if let Ok(value) = HeaderValue::from_str(&self.0.join(", "))
            && !self.0.is_empty()
        {
            response.headers_mut().insert(LINK, value);
        }
        response
    }
}
