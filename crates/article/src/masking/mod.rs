//! Masks e-mail addresses and phone numbers in whatever the index holds.
//!
//! The archive keeps the texts as published; what people search, read and export carries
//! [`EMAIL_MASK`] and [`PHONE_MASK`] instead. The masks themselves are not searchable.
//!
//! - `plain`: the text as it is looked at; `email`, `phone`: what is found in it.

mod email;
mod phone;
mod plain;

use std::borrow::Cow;
use std::ops::Range;

use regex::Regex;

use self::plain::Plain;

/// Stands for an e-mail address.
pub const EMAIL_MASK: &str = "[sähköposti]";

/// Stands for a phone number.
pub const PHONE_MASK: &str = "[puhelin]";

/// A text with every e-mail address and phone number masked.
///
/// ```
/// use aluehaku_article::masking::mask;
///
/// assert_eq!(mask("Soita 040 123 4567!"), "Soita [puhelin]!");
/// ```
#[must_use]
pub fn mask(text: &str) -> Cow<'_, str> {
    let text = replaced(text, email::find_all, EMAIL_MASK);
    match text {
        Cow::Borrowed(text) => replaced(text, phone::find_all, PHONE_MASK),
        Cow::Owned(text) => Cow::Owned(replaced(&text, phone::find_all, PHONE_MASK).into_owned()),
    }
}

/// Whether a web address gives away an e-mail address or a phone number. Nobody could be sent to a masked one, so such
/// an address is shown to nobody.
///
/// ```
/// use aluehaku_article::masking::gives_contact;
///
/// assert!(gives_contact("https://kyt.fi/yhteys?kenelle=anna%40kyt.fi"));
/// assert!(!gives_contact("https://kyt.fi/uutiset/2022/05/123456"));
/// ```
#[must_use]
pub fn gives_contact(address: &str) -> bool {
    let readable = address
        .replace("%40", "@")
        .replace("%2B", "+")
        .replace("%2b", "+")
        .replace("%20", " ");
    let plain = Plain::of(&readable);
    let text = plain.text();
    email::find_all(text)
        .into_iter()
        .any(|email| email::ends_as_known(&text[email]))
        || text
            .split(['/', '?', '&', '=', '#', ';'])
            .any(|part| !phone::find_all(part).is_empty())
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

/// A text with a mask in place of all that is found in its plain form.
fn replaced<'t>(
    text: &'t str,
    find: impl Fn(&str) -> Vec<Range<usize>>,
    mask: &str,
) -> Cow<'t, str> {
    let plain = Plain::of(text);
    let ranges = find(plain.text());
    if ranges.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut masked = String::with_capacity(text.len());
    let mut from = 0;
    for range in ranges.iter().map(|range| plain.in_original(range)) {
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

    #[test]
    fn web_addresses_that_give_a_contact_are_told() {
        for address in [
            "https://kyt.fi/yhteys/anna.virtanen@kyt.fi",
            "https://kyt.fi/yhteys?email=anna%40kyt.fi",
            "https://kyt.fi/soita/040-1234567",
            "https://kyt.fi/soita/0401234567",
            "https://wa.me/358401234567",
            "https://kyt.fi/?puh=%2B358401234567",
            "tel:+358401234567",
        ] {
            assert!(gives_contact(address), "{address}");
        }
        for address in [
            "https://kyt.fi/uutiset/2022/05/12/1234567",
            "https://kyt.fi/2022-05-12-uutinen",
            "https://kyt.fi/a/74-20012345",
            "https://kyt.fi/art-2000009123456.html",
            "https://kyt.fi/uutiset/03-2022-tapahtuma",
            "https://kyt.fi/maps/@60.1699,24.9384,15z",
            "https://kyt.fi/@jarjesto.fi/video/73",
            "https://kyt.fi/kuva@2x.png",
        ] {
            assert!(!gives_contact(address), "{address}");
        }
    }

    proptest! {
        #[test]
        fn masking_twice_changes_nothing(text in "[a-z0-9@.+() \\-€]{0,60}|\\PC{0,60}") {
            let once = mask(&text).into_owned();
            prop_assert_eq!(mask(&once), once.as_str());
        }

        #[test]
        fn no_address_survives(
            name in "[hjnr][a-zäö]{4,8}([._-][a-zäö]{2,8})?", host in "[a-z]{2,8}",
            at in prop::sample::select(vec![
                "@", " @ ", "@ ", "@\n", "\n@", "＠", "\u{ad}@", "@\u{200b}", "(at)", " (at) ", "[at]", " [ät] ", "(ät)",
                "{a}", "(@)", "<at>", " ät ", " miukumauku ", " (snabel-a) ", "%40", "_at_", "(AT)",
            ]),
            dot in prop::sample::select(vec![
                ".", "(dot)", " [dot] ", "(piste)", " (piste) ", "[punkt]", "．", "\u{2060}.", " piste ", " dot ",
            ]),
            before in "[a-z]{3,9}([ ,(:] ?|\\. )", after in "[ ,;)]|\\. |\n\n",
        ) {
            let masked = mask(&format!("{before}{name}{at}{host}{dot}fi{after}")).into_owned();
            let expected = format!("{before}{EMAIL_MASK}{after}");
            prop_assert!(masked == expected, "{name}{at}{host}{dot}fi gives {masked}");
        }

        #[test]
        fn no_mobile_number_survives(
            code in "4[0-9]|50", groups in prop::collection::vec("[0-9]{3,4}", 2),
            start in prop::sample::select(vec!["0", "+358 ", "+358", "+358(0)", "+358 (0)", "00358 ", "358 ", "358", "(0)"]),
            first_gap in prop::sample::select(vec!["", " ", "-", "\u{a0}", " - ", "\u{2011}", "\n", "\u{ad}"]),
            gap in prop::sample::select(vec!["", " ", "-", "\u{2009}", "\u{200b}", "\u{2013}"]),
            before in "(puh\\. |p\\.|Soita: |\\(|Tfn )?", after in "[ ,;)]|\\. |\n\n",
        ) {
            let digits: usize = groups.iter().map(String::len).sum();
            prop_assume!((6..=8).contains(&digits));
            let masked = mask(&format!("{before}{start}{code}{first_gap}{}{after}", groups.join(gap))).into_owned();
            prop_assert!(masked.contains(PHONE_MASK), "{}", masked);
            prop_assert!(!masked.contains(|c: char| c.is_ascii_digit()), "{}", masked);
        }

        #[test]
        fn no_number_survives_its_label(
            label in "(Puh|puh\\.|puh:|puhelin|Tel\\.|tfn|tfn\\.|telefon|gsm|mobil|puhelinnumero)",
            first in "[2-9][0-9]{2}", groups in prop::collection::vec("[0-9]{2,4}", 1..3), gap in "[ -]?",
        ) {
            let number = format!("{first}{gap}{}", groups.join(&gap));
            let masked = mask(&format!("{label} {number} ma-pe")).into_owned();
            prop_assert_eq!(masked, format!("{label} {PHONE_MASK} ma-pe"));
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
                format!("Y-tunnus {:07}-{}", amount * 9_876, day % 10), format!("{amount},50 €"),
                format!("puhelin {amount} {thousands:03} euroa"), format!("klo {day:02}.{month:02}–{day:02}.00"),
                format!("FI{day:02} {year} {year} {year} {day:02}"), format!("vuosina {year}–{}", year + 2),
                "soita 116 117".to_owned(), format!("{month}/{year}"), format!("dnro {amount}/{month:02}.{day:02}/{year}"),
            ] {
                prop_assert_eq!(mask(&text), text.as_str());
            }
        }
    }
}
