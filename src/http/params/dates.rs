//! Days, months and years of `from` and `to` as the first and last day they mean.

use jiff::civil::Date;

/// The texts that mean days, as the pattern of the API description.
pub(crate) fn pattern() -> String {
    let month = "(0[1-9]|1[0-2])";
    let days_of_31 = "(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])";
    let days_of_30 = "(0[469]|11)-(0[1-9]|[12][0-9]|30)";
    let february = "02-(0[1-9]|1[0-9]|2[0-8])";
    let leap = "([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29";
    format!("^([0-9]{{4}}(-({month}|{days_of_31}|{days_of_30}|{february}))?|{leap})$")
}

/// The first day that a text means: `2022-10-06`, `2022-10` or `2022`.
pub(crate) fn first_day(text: &str) -> Option<Date> {
    match text.len() {
        4 => parse(&format!("{text}-01-01")),
        7 => parse(&format!("{text}-01")),
        10 => parse(text),
        _ => None,
    }
}

/// The last day that a text means.
pub(crate) fn last_day(text: &str) -> Option<Date> {
    let first = first_day(text)?;
    Some(match text.len() {
        4 => first.last_of_year(),
        7 => first.last_of_month(),
        _ => first,
    })
}

/// The shortest text that means a first day, so that links stay readable.
pub(crate) fn write_first_day(date: Date) -> String {
    shortest(date, first_day)
}

/// The shortest text that means a last day.
pub(crate) fn write_last_day(date: Date) -> String {
    shortest(date, last_day)
}

fn parse(text: &str) -> Option<Date> {
    let is_plain = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'-');
    if is_plain { text.parse().ok() } else { None }
}

fn shortest(date: Date, read: fn(&str) -> Option<Date>) -> String {
    let whole = date.to_string();
    let candidates = [4, 7].into_iter().filter_map(|length| whole.get(..length));
    let shorter = candidates.into_iter().find(|text| read(text) == Some(date));
    shorter.map(str::to_owned).unwrap_or(whole)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_pattern_is_what_is_read() {
        let pattern = regex::Regex::new(&pattern()).unwrap();
        let mut texts: Vec<String> = [
            "0000",
            "9999",
            "22",
            "2022-",
            "2022-1",
            "2022-10-06x",
            " 2022",
            "٢٠٢٢",
        ]
        .map(str::to_owned)
        .to_vec();
        for year in ["1900", "2000", "2022", "2024", "2100", "0000", "9996"] {
            for month in 0..14 {
                texts.push(format!("{year}-{month:02}"));
                texts.extend((0..33).map(|day| format!("{year}-{month:02}-{day:02}")));
            }
        }
        for text in texts {
            assert_eq!(
                pattern.is_match(&text),
                first_day(&text).is_some(),
                "{text}"
            );
        }
    }

    #[test]
    fn months_and_years_mean_their_first_and_last_day() {
        assert_eq!(first_day("2022"), Some(date(2022, 1, 1)));
        assert_eq!(last_day("2022"), Some(date(2022, 12, 31)));
        assert_eq!(first_day("2024-02"), Some(date(2024, 2, 1)));
        assert_eq!(last_day("2024-02"), Some(date(2024, 2, 29)));
        assert_eq!(last_day("2022-10-06"), Some(date(2022, 10, 6)));
    }

    #[test]
    fn other_texts_are_no_days() {
        for text in [
            "",
            "eilen",
            "2022-13",
            "2022-02-30",
            "22",
            "20221006",
            "2022-10-6",
            "+022-10-06",
            "ääää",
        ] {
            assert_eq!(first_day(text), None, "{text}");
            assert_eq!(last_day(text), None, "{text}");
        }
    }

    #[test]
    fn links_write_the_shortest_text_of_the_same_meaning() {
        assert_eq!(write_first_day(date(2022, 1, 1)), "2022");
        assert_eq!(write_last_day(date(2022, 1, 1)), "2022-01-01");
        assert_eq!(write_first_day(date(2022, 10, 1)), "2022-10");
        assert_eq!(write_last_day(date(2022, 10, 31)), "2022-10");
        assert_eq!(write_last_day(date(2022, 12, 31)), "2022");
    }
}
