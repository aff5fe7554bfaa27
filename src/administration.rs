//! What administrators see in a browser, read off archive and index.

use std::sync::Arc;

use aluehaku_article::facet::Facet;
use aluehaku_enrich::names::register::looks_common;
use aluehaku_finnish::Finnish;
use aluehaku_index::engine::{Engine, Reader};
use aluehaku_index::search::request::Filters;

use crate::app::App;
use crate::archive::Archive;
use crate::archive::alerts::{outbox, subscriptions};
use crate::clock;
use crate::http::administration::{Administration, AdministratorView, DoubtfulName};
use crate::status;

/// Values of a facet that are looked at for doubtful names.
const TOP_VALUES: usize = 100;

/// The page for administrators, where the settings have a token for it.
///
/// # Errors
/// When index or dictionary cannot be used.
pub fn offered(app: &App, engine: Arc<dyn Engine>) -> anyhow::Result<Option<Administration>> {
    let Some(token) = app.settings().server.status_token.clone() else {
        return Ok(None);
    };
    let read_status = status::reader(app)?;
    let finnish = app.finnish()?;
    let location = app.location().clone();
    // One reads at a time: the status looks through the archive.
    let read_status = std::sync::Mutex::new(read_status);
    let read = move || {
        let read_status = read_status
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        let status = read_status(clock::now())?;
        let archive = Archive::open_existing(&location)?;
        Ok(archive.read(|reading| {
            Ok(AdministratorView {
                status,
                doubtful_names: engine
                    .reader()
                    .map(|reader| doubtful(reader.as_ref(), &finnish))
                    .unwrap_or_default(),
                alerts: subscriptions::counts(reading)?,
                messages_waiting: outbox::waiting(reading)?,
                messages: outbox::counts(reading)?,
            })
        })?)
    };
    Ok(Some(Administration::new(token, Arc::new(read))))
}

/// Frequent names that look like common words.
fn doubtful(reader: &dyn Reader, finnish: &Finnish) -> Vec<DoubtfulName> {
    if finnish.analyzer().is_none() {
        return Vec::new();
    }
    let mut doubtful = Vec::new();
    for facet in [Facet::Project, Facet::Organisation] {
        let values = reader.facet_values(facet, "", &Filters::default(), TOP_VALUES);
        let values = values.unwrap_or_default().into_iter();
        let common = values.filter(|bucket| looks_common(&bucket.value, finnish));
        doubtful.extend(common.map(|bucket| DoubtfulName {
            kind: facet.name(),
            name: bucket.value,
            articles: bucket.count,
        }));
    }
    doubtful
}
