//! What texts state, and what only looks like a date.

use jiff::civil::{Date, date, time};
use proptest::prelude::*;

use super::*;

/// A date as `2021-03-26..2021-03-28 09:00-10:00`, with `?` for a year that is not written; day and hours as they
/// stand in the text follow.
fn shown(text: &str) -> Vec<String> {
    let day = |day: &WrittenDay| {
        let year = day.year.map_or("?".to_owned(), |year| year.to_string());
        format!("{year}-{:02}-{:02}", day.month, day.day)
    };
    let shown = |found: StatedDate| {
        let mut shown = day(&found.first);
        if let Some(last) = &found.last {
            shown = format!("{shown}..{}", day(last));
        }
        if let Some(hours) = found.hours {
            shown = format!("{shown} {}", hours.begins.strftime("%H:%M"));
            if let Some(ends) = hours.ends {
                shown = format!("{shown}-{}", ends.strftime("%H:%M"));
            }
        }
        shown
    };
    find(text).into_iter().map(shown).collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(shown(text), expected, "{text}");
}

#[test]
fn finnish_days_and_hours_are_read() {
    check("Pe 26.3. klo 9–10 aamukahvit", &["?-03-26 09:00-10:00"]);
    check("Kokous on 24.10.2016 klo 16.30.", &["2016-10-24 16:30"]);
    check("6.10.2026 kl. 18", &["2026-10-06 18:00"]);
    check("18.9.19", &["2019-09-18"]);
    check("6. 10. 2022", &["2022-10-06"]);
    check("6. joulukuuta kello 15", &["?-12-06 15:00"]);
    check("lokakuun 6. päivänä 2026 klo 12", &["2026-10-06 12:00"]);
    check("la 7.11 klo 10.00 - 14.00", &["?-11-07 10:00-14:00"]);
    check("16.11. (ke) klo 18–20", &["?-11-16 18:00-20:00"]);
    check(
        "6.10.2026 kirjaston isossa salissa klo 18",
        &["2026-10-06 18:00"],
    );
    check("klo 17.30 keskiviikkona 6.10.", &["?-10-06 17:30"]);
    check("6.10.2026 18:00–19:30", &["2026-10-06 18:00-19:30"]);
}

#[test]
fn swedish_days_and_hours_are_read() {
    check(
        "den 6 oktober 2026 klockan 18 i huset",
        &["2026-10-06 18:00"],
    );
    check(
        "lördagen den 14 november 2026 kl. 10",
        &["2026-11-14 10:00"],
    );
    check("torsdag 8 maj kl 18.30–20", &["?-05-08 18:30-20:00"]);
    check("lö 6/10 kl. 13", &["?-10-06 13:00"]);
    check("den 3–5 juni 2027", &["2027-06-03..2027-06-05"]);
}

#[test]
fn english_days_and_hours_are_read() {
    check("October 6, 2026 at 6 pm", &["2026-10-06 18:00"]);
    check(
        "on 6th October 2026 from 9:30 a.m. to 2 p.m.",
        &["2026-10-06 09:30-14:00"],
    );
    check("Friday 6 May, 6–8 pm", &["?-05-06 18:00-20:00"]);
    check("on May 6 at 6–8 pm", &["?-05-06 18:00-20:00"]);
}

#[test]
fn several_days_are_one_date() {
    check("Leiri on 12.–14.6. metsässä", &["?-06-12..?-06-14"]);
    check("3.–5.6.2027 Mikkelissä", &["2027-06-03..2027-06-05"]);
    check("30.6.–2.7.2027", &["2027-06-30..2027-07-02"]);
    check("27.12.–2.1.2022", &["2021-12-27..2022-01-02"]);
    check("27.12.2021–2.1.2022", &["2021-12-27..2022-01-02"]);
    check("3.–5. kesäkuuta 2027", &["2027-06-03..2027-06-05"]);
    check("pe 3.6. – su 5.6.2027", &["2027-06-03..2027-06-05"]);
    check("1.2. ja 3.2.2020", &["?-02-01", "2020-02-03"]);
    check("Ti 6.10. ja ke 7.10. klo 9", &["?-10-06", "?-10-07 09:00"]);
}

#[test]
fn numbers_that_are_no_days_are_left() {
    for text in [
        "Versio 1.2.3 ja 99.99.",
        "192.168.10.20",
        "kasvoi 3.5 prosenttia",
        "klo 9.30",
        "klo 9–10.12 saakka",
        "hinta 12.50 euroa",
        "30.2.2022",
        "tulos 3-2",
        "luvut 1/2 ja 3/4",
        "you may 6 times",
        "vuonna 2021",
        "p. 040 555 0122",
        "12.10abc",
        "",
    ] {
        check(text, &[]);
    }
    check("1.2. 30 henkeä", &["?-02-01"]);
    check("6.10.\nklo 18", &["?-10-06"]);
}

#[test]
fn the_weekday_is_part_of_the_date() {
    let found = find("Kerho: pe 26.3. klo 9 alkaa");
    assert_eq!(found[0].first.weekday, Some(Weekday::Friday));
    assert_eq!(
        &"Kerho: pe 26.3. klo 9 alkaa"[found[0].range.clone()],
        "pe 26.3. klo 9"
    );
    let found = find("pe–su 3.–5.6.");
    assert_eq!(found[0].first.weekday, Some(Weekday::Friday));
}

#[test]
fn hours_apart_from_the_day_have_a_place_of_their_own() {
    let text = "Ti 6.10. kerho klo 18 talolla";
    let found = &find(text)[0];
    assert_eq!(&text[found.range.clone()], "Ti 6.10.");
    assert_eq!(&text[found.hours_range.clone().unwrap()], "klo 18");
    assert_eq!(found.hours.unwrap().begins, time(18, 0, 0, 0));
}

#[test]
fn the_year_is_the_nearest_in_which_the_weekday_fits() {
    let day = |text: &str, near: Date| find(text)[0].day_near(near).unwrap();
    assert_eq!(day("Pe 26.3.", date(2021, 3, 10)), date(2021, 3, 26));
    assert_eq!(day("Pe 26.3.", date(2022, 1, 1)), date(2021, 3, 26));
    assert_eq!(day("26.3.", date(2022, 1, 1)), date(2022, 3, 26));
    assert_eq!(day("6.1.", date(2021, 12, 20)), date(2022, 1, 6));
    assert_eq!(day("29.2.", date(2021, 12, 20)), date(2020, 2, 29));
    let friday = &find("Pe 26.3.")[0];
    assert_eq!(friday.day_in([2020, 2021, 2022]), Some(date(2021, 3, 26)));
    assert_eq!(friday.day_in([2022]), None);
    assert_eq!(
        friday.latest_day_until(date(2026, 11, 30)),
        Some(date(2021, 3, 26))
    );
}

proptest! {
    #[test]
    fn any_text_is_searched(text in "[0-9. –/:klopemaj\\n-]{0,40}|\\PC{0,60}") {
        for found in find(&text) {
            prop_assert!(text.get(found.range.clone()).is_some_and(|stated| !stated.is_empty()));
            prop_assert!(found.hours_range.is_none_or(|range| text.get(range).is_some()));
        }
    }

    #[test]
    fn every_day_is_read_back(year in 1991i16..2100, month in 1i8..13, day in 1i8..29) {
        let expected = Date::new(year, month, day).unwrap();
        let names = names::MONTHS[month.unsigned_abs() as usize - 1];
        for text in [
            format!("{day}.{month}.{year}"),
            format!("{day}. {}ta {year}", names.finnish),
            format!("den {day} {} {year}", names.swedish),
            format!("{} {day}, {year}", names.english),
            expected.to_string(),
        ] {
            let found = find(&text);
            prop_assert_eq!(found.len(), 1);
            prop_assert_eq!(found[0].first.date(), Some(expected));
        }
    }
}
