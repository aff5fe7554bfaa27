//! Settles what is claimed as a place and as the name of somebody or something else.

use aluehaku_article::EntityKind;
use aluehaku_article::region::forms::FormKind;
use aluehaku_article::region::{RegionKind, RegionRegister};

use super::names::FoundName;
use super::places::Place;

/// Settles what is claimed as a place and as another name. A word in the case of being inside is a place
/// ("Lahteen"), and so is one that nobody is called ("Kiteellä"); otherwise persons come before places. Adjectives and
/// abbreviations of regions are no organisations.
pub(super) fn settle(
    names: &mut Vec<FoundName>,
    places: &mut Vec<(usize, Place)>,
    regions: &RegionRegister,
) {
    let overlaps = |name: &FoundName, text: usize, place: &Place| {
        name.text_number == text && name.bytes.start < place.end && place.start < name.bytes.end
    };
    names.retain(|name| {
        !places.iter().any(|(text, place)| {
            overlaps(name, *text, place)
                && match name.kind {
                    EntityKind::Person => is_surely_place(place),
                    EntityKind::Organisation => {
                        let kind = regions.all()[place.region].kind;
                        kind != RegionKind::Hyvinvointialue && names_only_places(name, places)
                    }
                    EntityKind::Project | EntityKind::Place => false,
                }
        })
    });
    places.retain(|(text, place)| {
        let mut persons = names.iter().filter(|name| name.kind == EntityKind::Person);
        !persons.any(|name| overlaps(name, *text, place))
    });
}

/// "Kervo och Träskända": nothing but places.
fn names_only_places(name: &FoundName, places: &[(usize, Place)]) -> bool {
    let inside = places.iter().filter(|(text, place)| {
        let bytes = &name.bytes;
        *text == name.text_number && bytes.start <= place.start && place.end <= bytes.end
    });
    let mut rest = name.text.clone();
    for (_, place) in inside {
        rest = rest.replacen(&place.text, "", 1);
    }
    let mut words = rest.split([' ', ',']);
    words.all(|word| matches!(word, "" | "ja" | "sekä" | "och" | "and" | "-" | "–"))
}

fn is_surely_place(place: &Place) -> bool {
    let outer = ["lla", "llä", "lta", "ltä", "lle"];
    let is_outer = outer.iter().any(|ending| place.text.ends_with(ending));
    !place.is_personal_name || place.form == FormKind::Local && !is_outer
}
