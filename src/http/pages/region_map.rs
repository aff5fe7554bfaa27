//! The map of Finland's maakunnat as tiles, shaded by how many hits tell about each.
//!
//! Every maakunta is one tile of the same size, roughly where it lies, so that small ones are as
//! easy to read and to hit as large ones. The list of values beside the map says the same in words.

use aluehaku_article::facet::Facet;
use aluehaku_article::region::{Region, RegionKind, RegionRegister};
use aluehaku_index::search::response::{Bucket, FacetCounts};

use super::Frame;
use super::hits::search_path;
use crate::http::params::SearchParams;
use crate::http::params::names::region_name;
use crate::http::slug::region_path;
use crate::i18n::format::number;

/// How many maakunnat there are: the map needs the count of each.
pub(crate) const MAAKUNNAT: usize = 19;

/// Distance between the corners of two neighbouring tiles, in units of the drawing.
const STEP: (u32, u32) = (58, 54);

/// Steps of the shading above "none".
const LEVELS: f64 = 4.0;

/// Where a maakunta lies on the map (column, row), and its short name in Finnish, Swedish, English.
const PLACES: [(&str, (u32, u32), [&str; 3]); MAAKUNNAT] = [
    ("lappi", (3, 0), ["LAP", "LAP", "LAP"]),
    ("keski-pohjanmaa", (2, 1), ["K-P", "MÖ", "C-O"]),
    ("pohjois-pohjanmaa", (3, 1), ["P-P", "NÖ", "N-O"]),
    ("kainuu", (4, 1), ["KAI", "KAJ", "KAI"]),
    ("pohjanmaa", (1, 2), ["POH", "ÖST", "OST"]),
    ("etela-pohjanmaa", (2, 2), ["E-P", "SÖ", "S-O"]),
    ("keski-suomi", (3, 2), ["K-S", "MF", "C-F"]),
    ("pohjois-savo", (4, 2), ["P-S", "NS", "N-S"]),
    ("pohjois-karjala", (5, 2), ["P-K", "NK", "N-K"]),
    ("satakunta", (1, 3), ["SAT", "SAT", "SAT"]),
    ("pirkanmaa", (2, 3), ["PIR", "BIR", "PIR"]),
    ("paijat-hame", (3, 3), ["P-H", "PT", "P-H"]),
    ("etela-savo", (4, 3), ["E-S", "SS", "S-S"]),
    ("etela-karjala", (5, 3), ["E-K", "SK", "S-K"]),
    ("ahvenanmaa", (0, 4), ["AHV", "ÅLA", "ÅLA"]),
    ("varsinais-suomi", (1, 4), ["V-S", "EF", "SWF"]),
    ("kanta-hame", (2, 4), ["K-H", "ET", "K-H"]),
    ("uusimaa", (3, 4), ["UUS", "NYL", "UUS"]),
    ("kymenlaakso", (4, 4), ["KYM", "KYM", "KYM"]),
];

/// A maakunta on the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tile {
    /// Left edge.
    pub(crate) x: u32,
    /// Upper edge.
    pub(crate) y: u32,
    /// Short name.
    pub(crate) code: &'static str,
    /// Name.
    pub(crate) name: String,
    /// Hits that tell about it.
    pub(crate) count: String,
    /// Shade: 0 for none, 4 for the most.
    pub(crate) level: u32,
    /// Whether a filter selects it.
    pub(crate) is_selected: bool,
    /// Where it leads: its page, or the search narrowed to it, or without it when it is selected.
    pub(crate) href: String,
}

/// The tiles of a search whose facet of regions was counted.
pub(crate) fn tiles(
    counts: Option<&FacetCounts>,
    search: &SearchParams,
    register: &RegionRegister,
    frame: &Frame,
) -> Vec<Tile> {
    let buckets = counts.map_or(&[][..], |counts| counts.buckets.as_slice());
    draw(buckets, register, frame, |region, is_selected| {
        let value = region.name_fi.as_str();
        search_path(&if is_selected {
            search.without_filter(Facet::Region, value)
        } else {
            search.with_filter(Facet::Region, value)
        })
    })
}

/// The tiles of a map that leads to the pages of the maakunnat.
pub(crate) fn page_tiles(
    counts: &FacetCounts,
    register: &RegionRegister,
    frame: &Frame,
) -> Vec<Tile> {
    draw(&counts.buckets, register, frame, |region, _| {
        frame.link(&region_path(region))
    })
}

/// The tiles, each leading where `href` says of its maakunta and whether a filter selects it.
fn draw(
    buckets: &[Bucket],
    register: &RegionRegister,
    frame: &Frame,
    href: impl Fn(&Region, bool) -> String,
) -> Vec<Tile> {
    let most = buckets.iter().map(|bucket| bucket.count).max();
    let maakunnat = register.of_kind(RegionKind::Maakunta);
    let tile = |region: &Region| {
        let (_, (column, row), codes) = PLACES.iter().find(|(id, ..)| *id == region.id)?;
        let value = region.name_fi.as_str();
        let bucket = buckets.iter().find(|bucket| bucket.value == value);
        let count = bucket.map_or(0, |bucket| bucket.count);
        let is_selected = bucket.is_some_and(|bucket| bucket.selected);
        Some(Tile {
            x: column * STEP.0,
            y: row * STEP.1,
            code: codes[frame.language as usize],
            name: region_name(region, frame.language).to_owned(),
            count: number(count, frame.language),
            level: level(count, most.unwrap_or(0)),
            is_selected,
            href: href(region, is_selected),
        })
    };
    maakunnat.filter_map(tile).collect()
}

/// The shade of a count: by its square root, since a few maakunnat have most of the news.
fn level(count: u64, most: u64) -> u32 {
    if count == 0 || most == 0 {
        return 0;
    }
    let share = (count as f64 / most as f64).min(1.0).sqrt();
    (share * LEVELS).ceil() as u32
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_maakunta_has_a_tile_of_its_own() {
        let register = RegionRegister::shipped();
        let ids: HashSet<_> = PLACES.iter().map(|(id, ..)| *id).collect();
        let maakunnat = register.of_kind(RegionKind::Maakunta);
        assert_eq!(ids, maakunnat.map(|region| region.id.as_str()).collect());
        let places: HashSet<_> = PLACES.iter().map(|(_, place, _)| place).collect();
        assert_eq!(places.len(), PLACES.len(), "two tiles lie on one another");
        for language in 0..3 {
            let codes: HashSet<_> = PLACES.iter().map(|(.., codes)| codes[language]).collect();
            assert_eq!(codes.len(), PLACES.len(), "two tiles share a short name");
        }
    }

    #[test]
    fn shades_go_from_none_to_the_most() {
        assert_eq!(level(0, 10), 0);
        assert_eq!(level(1, 1000), 1);
        assert_eq!(level(250, 1000), 2);
        assert_eq!(level(1000, 1000), 4);
        assert_eq!(level(3, 0), 0);
    }
}
