//! Whom and what articles name beside a name.

use aluehaku_article::facet::Facet;

use super::Frame;
use super::hits::NamedLink;
use crate::http::slug::name_path;
use crate::i18n::format::number;

/// Names shown of each kind.
const SHOWN: usize = 8;

/// Names of one kind that the same articles tell about.
#[derive(Clone, Debug)]
pub(super) struct Beside {
    pub(super) kind: &'static str,
    pub(super) links: Vec<(NamedLink, String)>,
}

impl Beside {
    /// The first of some names with their numbers of articles; `None` where there are none.
    pub(super) fn new<'a>(
        facet: Facet,
        counted: impl Iterator<Item = (&'a str, u64)>,
        frame: &Frame,
    ) -> Option<Self> {
        let links = counted.filter_map(|(name, count)| {
            let link = NamedLink {
                name: name.to_owned(),
                href: frame.link(&name_path(facet, name)?),
            };
            Some((link, number(count, frame.language)))
        });
        let links: Vec<_> = links.take(SHOWN).collect();
        (!links.is_empty()).then_some(Self {
            kind: frame.t.facet(facet),
            links,
        })
    }
}
