//! What browsers may load for our pages, and who may show them in a frame.

use axum::http::HeaderValue;

/// Pages have style sheets, scripts, pictures and forms of our own, and nothing else: nothing
/// inline, no frame, nothing from elsewhere.
pub(crate) const UNFRAMED: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; \
    img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The same for a page that sites may show in a frame.
pub(crate) fn framed(ancestors: &[String]) -> HeaderValue {
    let ancestors = match ancestors {
        [] => "'none'".to_owned(),
        some => some.join(" "),
    };
    let policy = UNFRAMED.replace(
        "frame-ancestors 'none'",
        &format!("frame-ancestors {ancestors}"),
    );
    // The settings are checked; what a header cannot say lets nobody frame.
    HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static(UNFRAMED))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sites_are_named_and_none_is_said() {
        let of = |ancestors: &[&str]| {
            let ancestors: Vec<_> = ancestors.iter().map(|&one| one.to_owned()).collect();
            framed(&ancestors).to_str().unwrap().to_owned()
        };
        assert!(
            of(&["https://a.example", "https://*.b.example"])
                .ends_with("; frame-ancestors https://a.example https://*.b.example")
        );
        assert_eq!(of(&[]), UNFRAMED);
        assert_eq!(of(&["https://a.example\r\nX-Bad: 1"]), UNFRAMED);
    }
}
