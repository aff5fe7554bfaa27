//! The day that a feed or sitemap states for a page that states none itself.

use aluehaku_article::time::{PageTime, Precision, helsinki};
use aluehaku_extract::Extraction;
use aluehaku_extract::evidence::{Evidence, EvidenceKind};
use aluehaku_extract::warning::WarningCode;
use jiff::Timestamp;

use crate::clock;

/// Seconds that a list may be ahead of this machine's clock.
const AHEAD: i64 = 86_400;

/// Takes the time of publication that a list states, where the page itself states none. What lies in the
/// future is an event's day, not that of its announcement.
pub fn take(extraction: &mut Extraction, published: i64, list: &str) {
    if extraction.published.is_some() || published > clock::now().saturating_add(AHEAD) {
        return;
    }
    let Ok(time) = Timestamp::from_second(published) else {
        return;
    };
    let civil = helsinki().to_datetime(time);
    extraction.published = Some(PageTime::in_finland(civil, Precision::Minute));
    extraction.evidence.published = Some(Evidence::new(EvidenceKind::List, list));
    extraction
        .warnings
        .retain(|warning| warning.code != WarningCode::NoDate);
}
