//! Every word people see, once, in Finnish, Swedish and English.
//!
//! - [`language`]: the three languages and how one is chosen for a request.
//! - [`collation`]: the order of the Finnish alphabet.
//! - [`alert_texts`](mod@alert_texts): the table of texts of alerts, on pages and in messages.
//! - [`texts`](mod@texts): the table of texts of search, filters and faults.
//! - [`query_texts`](mod@query_texts): the table of texts of how a query was read.
//! - [`page_texts`](mod@page_texts): the table of texts of the other pages.
//! - [`status_texts`](mod@status_texts): the table of texts of the page for administrators.
//! - [`version_texts`](mod@version_texts): the table of texts of versions and citations.
//! - [`docs_texts`](mod@docs_texts): the table of texts of the page about the API; [`api_texts`]: what its description says.
//! - `prose/`: the pages that say something at length, one file a page and language.
//! - [`format`](mod@format): dates, numbers and texts with values in them.

pub mod alert_texts;
pub mod api_texts;
pub mod collation;
pub mod docs_texts;
pub mod format;
pub mod language;
mod messages;
pub mod page_texts;
pub mod query_texts;
pub mod status_texts;
pub mod texts;
pub mod version_texts;

pub use alert_texts::{AlertTexts, alert_texts};
pub use api_texts::api_text;
pub use docs_texts::{DocsTexts, docs_texts};
pub use language::{Language, Languages};
pub use page_texts::{PageTexts, page_texts};
pub use query_texts::{QueryTexts, query_texts};
pub use status_texts::{StatusTexts, status_texts};
pub use texts::{Texts, texts};
pub use version_texts::{VersionTexts, version_texts};
