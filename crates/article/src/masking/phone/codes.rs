//! The codes that numbers with a country code or an area code begin with.

/// Country codes of two or three digits that Finnish pages name: Europe's.
pub(super) fn is_european(country: &str) -> bool {
    match country.len() {
        2 => {
            matches!(country.as_bytes()[0], b'3' | b'4')
                && !matches!(country, "35" | "37" | "38" | "42")
        }
        3 => ["35", "37", "38", "42"]
            .iter()
            .any(|start| country.starts_with(start)),
        _ => country == "7",
    }
}

/// Finland's area, mobile, company and service codes with their leading zero.
pub(super) fn is_area_code(code: &str) -> bool {
    match code.len() {
        2 => matches!(code, "02" | "03" | "05" | "06" | "08" | "09"),
        3 => code.starts_with("01") && !matches!(code, "011" | "012") || is_area_code_start(code),
        4 | 5 => is_area_code_start(code) || code.starts_with("010") || code.starts_with("080"),
        _ => false,
    }
}

/// Whether a number begins with a mobile code.
pub(super) fn is_mobile(number: &str) -> bool {
    number.starts_with("04") || number.starts_with("050")
}

fn is_area_code_start(code: &str) -> bool {
    [
        "04", "050", "020", "029", "030", "060", "070", "071", "073", "075",
    ]
    .iter()
    .any(|start| code.starts_with(start))
}
