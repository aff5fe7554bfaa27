//! The files beside the pages: style sheet, icon, robots.txt.

use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use crate::http::conditional::Conditions;
use crate::http::state::AppState;

const STYLE: &str = include_str!("style.css");
const ICON: &str = include_str!("icon.svg");

/// Changes with the style sheet, so that its address can be kept for ever.
const STYLE_VERSION: u64 = fnv1a(STYLE.as_bytes());

const FOR_EVER: &str = "public, max-age=31536000, immutable";
const FOR_A_DAY: &str = "public, max-age=86400";

/// What crawlers may read: pages yes, endless combinations of filters no.
const ROBOTS: &str = "User-agent: *\nDisallow: /search\nDisallow: /api/\nAllow: /\n";

/// Address of the style sheet of this version.
pub(crate) fn style_path() -> String {
    format!("/assets/{STYLE_VERSION:016x}/style.css")
}

/// The style sheet. Under the address of another version the present one is served, but not kept.
pub(crate) async fn style(Path(version): Path<String>) -> Response {
    let is_current = version == format!("{STYLE_VERSION:016x}");
    let keep = if is_current { FOR_EVER } else { "no-cache" };
    (
        [
            (CONTENT_TYPE, "text/css; charset=utf-8"),
            (CACHE_CONTROL, keep),
        ],
        STYLE,
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

/// What crawlers may read.
pub(crate) async fn robots(State(state): State<AppState>, conditions: Conditions) -> Response {
    conditions
        .fixed(&state, || ROBOTS.to_owned())
        .text("text/plain; charset=utf-8")
}

/// FNV-1a: a short hash that can be computed while compiling.
const fn fnv1a(bytes: &[u8]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325;
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
        assert_eq!(fnv1a(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv1a(b"foobar"), 0x8594_4171_f739_67e8);
    }
}
