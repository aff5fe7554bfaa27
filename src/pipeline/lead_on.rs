//! Where a page leads on to: which of its links become known, and whether they are news.

use std::collections::HashMap;

use super::record::{Discovered, Record};
use crate::archive::discoveries::{self, Found};
use crate::archive::frontier::{self, PageKind};
use crate::archive::source_states;
use crate::archive::store::{self, Connection};
use crate::crawl::{content, trap};
use crate::reading::{FoundLink, Reading};

impl Record<'_> {
    /// Makes the addresses known that the page leads to.
    pub(super) fn discover(
        &self,
        connection: &Connection,
        reading: &Reading,
        known: u64,
    ) -> store::Result<Discovered> {
        let mut discovered = Discovered::default();
        if reading.links.is_empty() || self.is_copy(connection, reading)? {
            return Ok(discovered);
        }
        let believed = source_states::believes_lists(connection, self.source.id())?;
        let mut shapes = HashMap::new();
        let mut leads_on = reading.article.is_some();
        // Articles a list names are news when they were not known, and then its paging goes on.
        for named in [true, false] {
            for link in reading.links.iter().filter(|link| link.named == named) {
                if known + discovered.added >= self.settings.max_pages {
                    discovered.left_out += 1;
                    continue;
                }
                if !named && self.is_trap(connection, link, &mut shapes)? {
                    continue;
                }
                let new = self.discover_one(connection, link, named || leads_on, believed)?;
                discovered.added += u64::from(new.is_some());
                let is_visited = new == Some(true);
                discovered.news += u32::from(is_visited && link.kind == PageKind::Article);
                leads_on |= is_visited && named;
            }
        }
        source_states::note_left_out(connection, self.source.id(), discovered.left_out)?;
        Ok(discovered)
    }

    /// Makes one address known; says of a new one whether it will be visited.
    fn discover_one(
        &self,
        connection: &Connection,
        link: &FoundLink,
        leads_on: bool,
        believed: bool,
    ) -> store::Result<Option<bool>> {
        let is_page = matches!(link.kind, PageKind::Article | PageKind::List);
        let is_wanted = self.source.wants(&link.url) && !content::is_document(&link.url);
        if !self.source.contains(&link.url) || (is_page && !is_wanted) {
            return Ok(None);
        }
        let page = &self.visit.claim.discovery;
        let found = content::discovery(&link.url, link.kind, page, leads_on);
        let Some(discovery) = found else {
            return Ok(None);
        };
        let too_deep = discovery.depth > self.settings.max_depth;
        let found = Found {
            discovery: &discovery,
            on: Some(&page.url),
            named: link.named,
            modified: link.modified.filter(|_| believed),
            published: link.published,
            too_deep,
            now: self.now,
        };
        let new = discoveries::discover(connection, self.source.id(), &found)?;
        Ok(new.then_some(!too_deep))
    }

    /// Whether the page is the same as another of the source, to the last byte: what it leads to
    /// is known, or without end.
    fn is_copy(&self, connection: &Connection, reading: &Reading) -> store::Result<bool> {
        let Some(digest) = reading.digest.filter(|_| reading.kind == PageKind::List) else {
            return Ok(false);
        };
        let url = &self.visit.claim.discovery.url;
        frontier::has_twin(connection, self.source.id(), url, digest)
    }

    /// Whether many pages that differ from this address only in numbers held no article.
    fn is_trap(
        &self,
        connection: &Connection,
        link: &FoundLink,
        shapes: &mut HashMap<String, bool>,
    ) -> store::Result<bool> {
        let Some(shape) = trap::shape(&link.url) else {
            return Ok(false);
        };
        if let Some(known) = shapes.get(&shape) {
            return Ok(*known);
        }
        let barren = source_states::is_barren_shape(
            connection,
            self.source.id(),
            &shape,
            trap::MAX_BARREN_OF_SHAPE,
        )?;
        shapes.insert(shape, barren);
        Ok(barren)
    }
}
