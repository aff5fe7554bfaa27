//! Kinds of words that are told by their letters.

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
