//! Kinds of words that are told by their letters.

use std::sync::LazyLock;

use hashbrown::HashMap;

/// How many kinds of things the words beside a name tell.
pub(super) const KINDS: usize = 7;

/// The bit of words that say that a name is of who meets in a match.
pub(super) const CONTEST: u64 = 1 << 5;

/// Endings of words that say what a name beside them names: a kind a line, its name and the endings.
const NAMED: &str = include_str!("../../data/names/kinds.tsv");

/// What a word says that a name beside it names, by the word's base forms: a bit for each kind, 0 for most words.
pub(super) fn named_by(base_forms: &[String]) -> u64 {
    static KINDS_OF_ENDINGS: LazyLock<HashMap<&str, u64, foldhash::fast::FixedState>> =
        LazyLock::new(kinds_of_endings);
    let endings = base_forms.iter().flat_map(|form| {
        let starts = form.char_indices().map(|(start, _)| start);
        starts.map(|start| &form[start..])
    });
    let known = endings.filter_map(|ending| KINDS_OF_ENDINGS.get(ending));
    known.fold(0, |kinds, kind| kinds | kind)
}

fn kinds_of_endings() -> HashMap<&'static str, u64, foldhash::fast::FixedState> {
    let mut kinds = HashMap::default();
    for (bit, line) in NAMED.lines().enumerate() {
        let endings = line.split_once('\t').map_or("", |(_, endings)| endings);
        for ending in endings.split(' ') {
            *kinds.entry(ending).or_default() |= 1 << bit;
        }
    }
    kinds
}

/// Words of matches and teams, by their base form.
pub(super) fn is_of_sport(base_form: &str) -> bool {
    const WORDS: [&str; 16] = [
        "ottelu",
        "maali",
        "turnaus",
        "joukkue",
        "voittaa",
        "voitto",
        "kausi",
        "sarja",
        "pelaaja",
        "liiga",
        "tappio",
        "mestaruus",
        "pelata",
        "valmentaja",
        "maajoukkue",
        "lohko",
    ];
    WORDS.contains(&base_form)
}

/// Words in the cases of being in and coming out of something.
pub(super) fn is_local(lower: &str) -> bool {
    ["ssa", "ssä", "sta", "stä"]
        .iter()
        .any(|end| lower.ends_with(end))
}

/// What stands behind the name of an association or a company, in any case.
pub(super) fn is_legal_form(lower: &str) -> bool {
    let bare = lower.split(':').next().unwrap_or(lower);
    matches!(
        bare,
        "ry" | "oy" | "oyj" | "ab" | "rf" | "sr" | "ky" | "säätiö" | "oy."
    )
}

/// "toiminnanjohtaja", "puheenjohtaja", "ministeri": words for what a person does, by their base form.
pub(super) fn is_title(base_form: &str) -> bool {
    const ENDS: [&str; 14] = [
        "johtaja",
        "päällikkö",
        "asiantuntija",
        "ministeri",
        "edustaja",
        "suunnittelija",
        "sihteeri",
        "tutkija",
        "professori",
        "koordinaattori",
        "päätoimittaja",
        "presidentti",
        "tohtori",
        "vastaava",
    ];
    ENDS.iter().any(|end| base_form.ends_with(end))
}
