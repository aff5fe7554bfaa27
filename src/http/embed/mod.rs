//! The search box for other sites: one script, under an address that moves and one that never changes.
//!
//! - `script/`: what the script is made of; `scripts/embed.mjs` builds a release of it.
//! - `search-1.1.0.js`: the newest release; `search-1.0.0.js`: the one before.
//!
//! A released file is never changed: sites name it with an integrity hash. A new version is a new
//! file with a row of its own in [`VERSIONS`]; `/embed/v1/search.js` follows the newest of its major.

use axum::Router;
use axum::extract::Path;
use axum::http::HeaderName;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::problem::{Code, Problem};
use super::state::AppState;

/// A version of the script.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Version {
    /// Its number, as in the address.
    pub(crate) number: &'static str,
    /// Its hash for the attribute `integrity`.
    pub(crate) integrity: &'static str,
    script: &'static str,
}

/// Every version, the newest last.
const VERSIONS: [Version; 2] = [
    Version {
        number: "1.0.0",
        integrity: "sha384-rDlIXJLIPzsmPwrYjB0GPEuBu6QTJTmkgQdq7Rlztsr7zSxLV8CgS73xnpfXpTPv",
        script: include_str!("search-1.0.0.js"),
    },
    Version {
        number: "1.1.0",
        integrity: "sha384-cgHWJeVWX6GKWsrgMCjEH/PjVuYFUHHVNNZ38HvqrtPbzgCiEvSC/4C8276YKG5k",
        script: include_str!("search-1.1.0.js"),
    },
];

/// The newest version.
pub(crate) const NEWEST: Version = VERSIONS[VERSIONS.len() - 1];

/// The address that moves with the newest version.
const MOVING: &str = "v1";

const FOR_EVER: &str = "public, max-age=31536000, immutable";
const FOR_AN_HOUR: &str = "public, max-age=3600";

/// The addresses of the script.
pub(crate) fn routes() -> Router<AppState> {
    Router::new().route("/embed/{version}/search.js", get(script))
}

/// Whether a path leads to the script. It costs nothing to hand out, and a whole office may ask for it from one
/// address.
pub(crate) fn is_script(path: &str) -> bool {
    path.starts_with("/embed/") && path.ends_with("/search.js")
}

async fn script(Path(number): Path<String>) -> Response {
    let (version, keep) = match number.as_str() {
        MOVING => (Some(NEWEST), FOR_AN_HOUR),
        number => {
            let known = VERSIONS
                .into_iter()
                .find(|version| version.number == number);
            (known, FOR_EVER)
        }
    };
    let Some(version) = version else {
        return Problem::new(Code::NotFound).into_response();
    };
    let headers = [
        (CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (CACHE_CONTROL, keep),
        // Pages that isolate themselves may load it too.
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "cross-origin",
        ),
    ];
    (headers, version.script).into_response()
}
