//! `Link` headers (RFC 8288): the neighbours of a page of an answer, and the same in other forms.

use axum::http::HeaderValue;
use axum::http::header::LINK;
use axum::response::Response;

use super::conditional::Revised;

/// The links that were made together with an answer, and the answer; there are none where the client has it already.
pub(crate) fn parted<T>(made: Revised<(Links, T)>) -> (Links, Revised<T>) {
    let mut links = Links::default();
    let answer = made.map(|(made, answer)| {
        links = made;
        answer
    });
    (links, answer)
}

/// Bytes of the longest header: proxies take the head of an answer into a buffer of 4 kB or so, and refuse longer ones.
const LONGEST: usize = 2_000;

/// Links of an answer, in the order in which they were added; those that make the header too long are left out.
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
        let pages = [("next", next), ("prev", previous), ("first", Some(first))];
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
        let link = format!("<{address}>; rel=\"{relation}\"{media_type}");
        let length: usize = self.0.iter().map(|link| link.len() + 2).sum();
        if length + link.len() <= LONGEST {
            self.0.push(link);
        }
        self
    }

    /// Adds the links to an answer. Addresses are percent-encoded; what cannot be a header is left out.
    pub(crate) fn on(&self, mut response: Response) -> Response {
        if let Ok(value) = HeaderValue::from_str(&self.0.join(", "))
            && !self.0.is_empty()
        {
            response.headers_mut().insert(LINK, value);
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_stays_short_and_keeps_the_next_page() {
        let query = format!("?q={}", "hanke+".repeat(200));
        let links = Links::of_pages("/search", &query, Some(&query), Some(&query));
        let header = links.0.join(", ");
        assert!(header.len() <= LONGEST, "{}", header.len());
        assert!(header.contains("rel=\"next\""), "{header}");
        assert!(!header.contains("rel=\"first\""), "{header}");
    }
}
