//! Whether the profile of a source fits its pages, and what is done when it fits none: they are read by
//! general rules, until one is found that it fits.

use crate::archive::remarks::{self, Anew, Remark};
use crate::archive::source_states;
use crate::archive::store::{self, Connection};
use crate::crawl::source::CrawlSource;
use crate::reading::Reading;

/// Pages in a row that the profile may miss before the others are read by general rules at once. Where its
/// list was found, its article is waited for until nothing else is due.
const MOST_MISSED: u64 = 10;

/// Takes in whether the profile fits a page. The first that it fits has those read anew that general rules
/// read.
pub(super) fn learn(
    connection: &Connection,
    source: &CrawlSource,
    reading: &Reading,
    now: i64,
) -> store::Result<()> {
    let id = source.id();
    let (article, list) = reading.fits;
    if article && !source_states::fit(connection, id)?.article {
        remarks::take_back(connection, id, Remark::ProfileMissed, Anew::InTheNext, now)?;
    }
    source_states::note_fitting(connection, id, article, list)?;
    let missed = reading.remark == Some(Remark::ProfileMissed);
    if missed && !source_states::fit(connection, id)?.list {
        fall_back(connection, source, MOST_MISSED, now)?;
    }
    Ok(())
}

/// Has the pages of a source read by general rules when nothing else is due and the profile fitted none of
/// those that were read; says whether it is so from now on.
pub(super) fn falls_back(
    connection: &Connection,
    source: &CrawlSource,
    now: i64,
) -> store::Result<bool> {
    fall_back(connection, source, 1, now)
}

fn fall_back(
    connection: &Connection,
    source: &CrawlSource,
    least: u64,
    now: i64,
) -> store::Result<bool> {
    let id = source.id();
    let fit = source_states::fit(connection, id)?;
    let is_tried = source.profile.names_article() && !fit.article && !fit.generally;
    if !is_tried || remarks::count(connection, id, Remark::ProfileMissed)? < least {
        return Ok(false);
    }
    tracing::warn!(
        source = id,
        profile = source.profile.name(),
        "the profile fits no page of the source, so its pages are read by general rules"
    );
    source_states::read_generally(connection, id)?;
    remarks::take_back(
        connection,
        id,
        Remark::ProfileMissed,
        Anew::InThisRound,
        now,
    )?;
    Ok(true)
}
