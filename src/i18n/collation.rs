//! The order of the Finnish alphabet: å, ä and ö after z, other accents aside, v and w apart.

use aluehaku_index::analysis::fold_letter;

/// A key by which texts sort as a Finn expects; texts that differ in capitals or accents alone keep a
/// fixed order.
pub fn finnish_order(text: &str) -> (Vec<u32>, String) {
    let letters = text.chars().flat_map(char::to_lowercase);
    let places = letters.map(|letter| match letter {
        'å' => u32::from('z') + 1,
        'ä' | 'æ' => u32::from('z') + 2,
        'ö' | 'ø' => u32::from('z') + 3,
        // After the three letters above.
        other if other > 'z' && fold_letter(other) == other => u32::from(other) + 3,
        other => u32::from(fold_letter(other)),
    });
    (places.collect(), text.to_owned())
}

/// The letter under which a word that begins so stands in a list: a capital of the Finnish alphabet without
/// other accents, `#` for what is no letter.
pub fn initial(first: char) -> char {
    let lower = first.to_lowercase().next().unwrap_or(first);
    let letter = match lower {
        'å' | 'ä' | 'ö' => lower,
        'æ' => 'ä',
        'ø' => 'ö',
        other => fold_letter(other),
    };
    match letter.is_alphabetic() {
        true => letter.to_uppercase().next().unwrap_or(letter),
        false => '#',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_letters_are_a_ring_a_and_o_with_dots() {
        let mut names = [
            "Öja", "Zeta", "Ähtäri", "Åland", "Aura", "évora", "Fiskars", "eura",
        ];
        names.sort_by_cached_key(|name| finnish_order(name));
        let expected = [
            "Aura", "eura", "évora", "Fiskars", "Zeta", "Åland", "Ähtäri", "Öja",
        ];
        assert_eq!(names, expected);
    }

    #[test]
    fn names_stand_under_the_letters_of_the_alphabet() {
        let initials: String = "äÅøéšx9–".chars().map(initial).collect();
        assert_eq!(initials, "ÄÅÖESX##");
    }
}
