//! The files beside the pages: style sheet, script, icon, robots.txt.

use std::fmt::Write as _;

use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use crate::http::conditional::Conditions;
use crate::http::problem::{Code, Problem};
use crate::http::state::AppState;

const STYLE: &str = concat!(
    include_str!("styles/base.css"),
    include_str!("styles/search.css"),
    include_str!("styles/pages.css"),
    include_str!("styles/media.css"),
);
const ICON: &str = include_str!("icon.svg");

/// Name, media type and content of the files that pages name by version.
const FILES: [(&str, &str, &str); 6] = [
    ("style.css", "text/css; charset=utf-8", STYLE),
    (
        "framed.css",
        "text/css; charset=utf-8",
        include_str!("styles/framed.css"),
    ),
    ("framed.js", SCRIPT, include_str!("scripts/framed.js")),
    ("page.js", SCRIPT, include_str!("scripts/page.js")),
    ("suggest.js", SCRIPT, include_str!("scripts/suggest.js")),
    ("timeline.js", SCRIPT, include_str!("scripts/timeline.js")),
];
const SCRIPT: &str = "text/javascript; charset=utf-8";

/// Changes with any of the files, so that their addresses can be kept for ever.
const VERSION: u64 = {
    let mut hash = FNV_START;
    let mut position = 0;
    while position < FILES.len() {
        hash = fnv1a(hash, FILES[position].2.as_bytes());
        position += 1;
    }
    hash
};

const FOR_EVER: &str = "public, max-age=31536000, immutable";
const FOR_A_DAY: &str = "public, max-age=86400";

/// What crawlers may read: pages yes, endless combinations of filters no.
const ROBOTS: &str = "User-agent: *\nDisallow: /search\nDisallow: /api/\nDisallow: /feeds/\nDisallow: /frame/\nAllow: /\n";

/// Address of a file in its present version.
pub(crate) fn path(name: &str) -> String {
    format!("/assets/{VERSION:016x}/{name}")
}

/// A file. Under the address of another version the present one is served, but not kept.
pub(crate) async fn file(Path((version, name)): Path<(String, String)>) -> Response {
    let known = FILES.iter().find(|(known, ..)| *known == name);
    let Some((_, media_type, content)) = known else {
        return Problem::new(Code::NotFound).into_response();
    };
    let is_current = version == format!("{VERSION:016x}");
    let keep = if is_current { FOR_EVER } else { "no-cache" };
    (
        [(CONTENT_TYPE, *media_type), (CACHE_CONTROL, keep)],
        *content,
    )
        .into_response()
}

/// The icon, as a picture that is sharp at every size.
pub(crate) async fn icon() -> Response {
    (
        [(CONTENT_TYPE, "image/svg+xml"), (CACHE_CONTROL, FOR_A_DAY)],
        ICON,
    )
        .into_response()
}

/// What crawlers may read, and where the list of pages is.
pub(crate) async fn robots(State(state): State<AppState>, conditions: Conditions) -> Response {
    let made = conditions.fixed(&state, || {
        let mut robots = ROBOTS.to_owned();
        if let Some(public_url) = &state.settings().public_url {
            // Writing to a string cannot fail.
            let _ = writeln!(robots, "\nSitemap: {public_url}/sitemap.xml");
        }
        robots
    });
    made.text("text/plain; charset=utf-8")
}

const FNV_START: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a: a short hash that can be computed while compiling.
const fn fnv1a(mut hash: u64, bytes: &[u8]) -> u64 {
    let mut position = 0;
    while position < bytes.len() {
        hash ^= bytes[position] as u64;
        hash = u64::wrapping_mul(hash, 0x0100_0000_01b3);
        position += 1;
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_fnv1a() {
        // Test vectors of the authors of the function.
        assert_eq!(fnv1a(FNV_START, b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv1a(FNV_START, b"foobar"), 0x8594_4171_f739_67e8);
    }
}
