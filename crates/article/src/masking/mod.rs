//! Masks e-mail addresses and phone numbers in whatever the index holds.
//!
//! The archive keeps the texts as published; what people search, read and export carries
//! [`EMAIL_MASK`] and [`PHONE_MASK`] instead. The masks themselves are not searchable.

mod phone;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// Stands for an e-mail address.
pub const EMAIL_MASK: &str = "[sähköposti]";

/// Stands for a phone number.
pub const PHONE_MASK: &str = "[puhelin]";

/// A name, an at sign plain or written out in brackets, and a domain.
static EMAIL: LazyLock<Regex> = LazyLock::new(|| {
    let name = r"[\p{L}\d](?:[\p{L}\d._%+\-]*[\p{L}\d_%+\-])?";
    let at = r"(?:[@\x{ff20}]| ?[\[({] ?(?:at|ät|a|@|miuku|miukumauku) ?[\])}] ?)";
    let domain = r"[\p{L}\d](?:[\p{L}\d\-]*\.)+\p{L}{2,}";
    compiled(&format!("(?i){name}{at}{domain}"))
});

/// A text with every e-mail address and phone number masked.
///
/// ```
/// use aluehaku_article::masking::mask;
///
/// assert_eq!(mask("Soita 040 123 4567!"), "Soita [puhelin]!");
/// ```
#[must_use]
pub fn mask(text: &str) -> Cow<'_, str> {
    let may_hold_email = text.contains(['@', '\u{ff20}', '(', '[', '{']);
    let emails = if may_hold_email {
        EMAIL.find_iter(text).map(|m| m.range()).collect()
    } else {
        vec![]
    };
    let text = replaced(text, &emails, EMAIL_MASK);
    let phones = phone::find_all(&text);
    match text {
        Cow::Borrowed(text) => replaced(text, &phones, PHONE_MASK),
        Cow::Owned(text) => Cow::Owned(replaced(&text, &phones, PHONE_MASK).into_owned()),
    }
}

/// Where masks stand in a masked text, in bytes.
#[must_use]
pub fn masks(text: &str) -> Vec<Range<usize>> {
    let found = |mask: &'static str| {
        text.match_indices(mask)
            .map(|(at, mask)| at..at + mask.len())
    };
    let mut ranges: Vec<_> = found(EMAIL_MASK).chain(found(PHONE_MASK)).collect();
    ranges.sort_unstable_by_key(|range| range.start);
    ranges
}

fn replaced<'t>(text: &'t str, ranges: &[Range<usize>], mask: &str) -> Cow<'t, str> {
    if ranges.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut masked = String::with_capacity(text.len());
    let mut from = 0;
    for range in ranges {
        masked.push_str(&text[from..range.start]);
        masked.push_str(mask);
        from = range.end;
    }
    masked.push_str(&text[from..]);
    Cow::Owned(masked)
}

fn compiled(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is a constant that the tests compile")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, masked: &str) {
        assert_eq!(mask(text), masked, "{text}");
    }

    #[test]
    fn addresses_are_masked_plain_and_written_out() {
        check("anna.virtanen@kyt.example, puh.", "[sähköposti], puh.");
        check("Kirjoita: anna@jarjesto.fi.", "Kirjoita: [sähköposti].");
        check("etunimi.sukunimi(at)kyt.fi", "[sähköposti]");
        check("anna.virtanen [at] kyt.fi", "[sähköposti]");
        check("anna (ät) hyvinvointi-alue.example", "[sähköposti]");
        check("åsa.öberg@förening.example", "[sähköposti]");
        check("@kyt_ry seuraa meitä", "@kyt_ry seuraa meitä");
        check("Kello 10 (a) kohta", "Kello 10 (a) kohta");
    }

    #[test]
    fn masks_are_found_again() {
        let text = mask("a@b.fi ja 040 1234567").into_owned();
        let found: Vec<_> = masks(&text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, [EMAIL_MASK, PHONE_MASK]);
    }

    proptest! {
        #[test]
        fn masking_twice_changes_nothing(text in "[a-z0-9@.+() \\-€]{0,60}|\\PC{0,60}") {
            let once = mask(&text).into_owned();
            prop_assert_eq!(mask(&once), once.as_str());
        }

        #[test]
        fn no_address_survives(name in "[a-zäö]{1,8}(\\.[a-zäö]{1,8})?", host in "[a-z]{1,8}", before in "[a-z ,.(]{0,9}") {
            let masked = mask(&format!("{before} {name}@{host}.fi ")).into_owned();
            prop_assert!(!masked.contains('@'), "{}", masked);
        }

        #[test]
        fn no_mobile_number_survives(
            code in "04[0-9]|050", groups in "[0-9]{3}[ -]?[0-9]{2}[ -]?[0-9]{2}", gap in "[ -]?",
            before in "(puh\\. |p\\.|Soita: |\\()?", after in "[ ,.;)]",
        ) {
            let masked = mask(&format!("{before}{code}{gap}{groups}{after}")).into_owned();
            prop_assert!(masked.contains(PHONE_MASK), "{}", masked);
            prop_assert!(!masked.contains(|c: char| c.is_ascii_digit()), "{}", masked);
        }

        #[test]
        fn dates_and_amounts_survive(
            day in 1u32..29, month in 1u32..13, year in 1990u32..2040, amount in 1u32..999, thousands in 0u32..999,
            postal in 100u32..99_999,
        ) {
            for text in [
                format!("{day}.{month}.{year}"), format!("{day:02}.{month:02}.{year}"),
                format!("{day:02}.{month:02}.-{day:02}.{month:02}.{year} klo 09.00-16.00"),
                format!("{year}-{month:02}-{day:02}"), format!("{day:02}-{month:02}-{year}"),
                format!("{month:02}/{year}"), format!("{year}-{}", year + 3), format!("{month:02} {year}"),
                format!("{month:02} {year} – {month:02} {}", year + 1),
                format!("{amount} {thousands:03} 000 €"), format!("+{amount} {thousands:03} euroa"),
                format!("{postal:05} Helsinki"), format!("klo {:02}–{:02}", day, day + 2),
            ] {
                prop_assert_eq!(mask(&text), text.as_str());
            }
        }
    }
}
