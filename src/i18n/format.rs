//! Dates, numbers and texts with values in them, as each language writes them.

use aluehaku_article::dates::names::MONTHS;
use aluehaku_article::time::{PageTime, Precision};
use jiff::civil::{Date, Time};

use super::language::Language;

/// Narrow no-break space, which groups digits in Finnish and Swedish.
const DIGIT_SPACE: char = '\u{202f}';

/// A whole number with its digits in groups of three.
#[must_use]
pub fn number(value: u64, language: Language) -> String {
    let digits = value.to_string();
    let separator = match language {
        Language::Finnish | Language::Swedish => DIGIT_SPACE,
        Language::English => ',',
    };
    // Four digits are written together in Finnish and Swedish, as years and prices are.
    if digits.len() <= 4 && language != Language::English {
        return digits;
    }
    let mut grouped = String::with_capacity(digits.len() * 2);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            grouped.push(separator);
        }
        grouped.push(digit);
    }
    grouped
}

/// A day: `6.10.2022`, in English `6 October 2022`.
#[must_use]
pub fn day(date: Date, language: Language) -> String {
    match language {
        Language::Finnish | Language::Swedish => {
            format!("{}.{}.{}", date.day(), date.month(), date.year())
        }
        Language::English => format!("{} {}", date.day(), month(date, language)),
    }
}

/// The days from one to another: `3.–9.10.2022`, in English `3 October 2022 – 9 October 2022`.
#[must_use]
pub fn days(from: Date, to: Date, language: Language) -> String {
    let last = day(to, language);
    if from == to {
        return last;
    }
    let is_english = language == Language::English;
    if is_english || from.year() != to.year() {
        let dash = if is_english { " – " } else { "–" };
        return format!("{}{dash}{last}", day(from, language));
    }
    match from.month() == to.month() {
        true => format!("{}.–{last}", from.day()),
        false => format!("{}.{}.–{last}", from.day(), from.month()),
    }
}

/// Years from one to another: `2018`, `2018–2022`.
#[must_use]
pub fn years(first: i16, last: i16) -> String {
    match first == last {
        true => first.to_string(),
        false => format!("{first}–{last}"),
    }
}

/// A weekday, shortened: `pe`, `fre`, `Fri`.
#[must_use]
pub fn weekday(date: Date, language: Language) -> &'static str {
    let names = match language {
        Language::Finnish => ["ma", "ti", "ke", "to", "pe", "la", "su"],
        Language::Swedish => ["mån", "tis", "ons", "tors", "fre", "lör", "sön"],
        Language::English => ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    };
    let days = date.weekday().to_monday_zero_offset();
    names[usize::from(days.unsigned_abs()) % names.len()]
}

/// A time of the day: `17.30`, `9`, in English `17:30`, `9:00`.
#[must_use]
pub fn clock(time: Time, language: Language) -> String {
    match (language, time.minute()) {
        (Language::English, minute) => format!("{}:{minute:02}", time.hour()),
        (_, 0) => time.hour().to_string(),
        (_, minute) => format!("{}.{minute:02}", time.hour()),
    }
}

/// A month: `lokakuu 2022`, `oktober 2022`, `October 2022`.
#[must_use]
pub fn month(date: Date, language: Language) -> String {
    let names = MONTHS[usize::from(date.month().unsigned_abs()) - 1];
    let name = match language {
        Language::Finnish => names.finnish,
        Language::Swedish => names.swedish,
        Language::English => names.english,
    };
    format!("{name} {}", date.year())
}

/// The day of a page's time in Finland, as exactly as the page states it.
#[must_use]
pub fn page_date(time: PageTime, language: Language) -> String {
    let date = time.finnish_date();
    match time.precision() {
        Precision::Year => date.year().to_string(),
        Precision::Month => month(date, language),
        Precision::Day | Precision::Minute | Precision::Second => day(date, language),
    }
}

/// Puts values into a text: `{name}` gives way to the value named so.
///
/// Values are put in as they are, once, so that braces in them mean nothing.
#[must_use]
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len() + 32);
    let mut rest = text;
    while let Some(start) = rest.find('{') {
        let Some(length) = rest[start..].find('}') else {
            break;
        };
        let name = &rest[start + 1..start + length];
        filled.push_str(&rest[..start]);
        match values.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => filled.push_str(value),
            None => filled.push_str(&rest[start..=start + length]),
        }
        rest = &rest[start + length + 1..];
    }
    filled.push_str(rest);
    filled
}

/// The text for one thing or the text for several, with `{count}` filled in.
#[must_use]
pub fn count(one: &str, many: &str, value: u64, language: Language) -> String {
    let text = if value == 1 { one } else { many };
    fill(text, &[("count", &number(value, language))])
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};

    use super::*;

    #[test]
    fn numbers_are_grouped_as_each_language_does() {
        assert_eq!(number(7, Language::Finnish), "7");
        assert_eq!(number(1234, Language::Finnish), "1234");
        assert_eq!(number(21_559, Language::Finnish), "21\u{202f}559");
        assert_eq!(
            number(1_234_567, Language::Swedish),
            "1\u{202f}234\u{202f}567"
        );
        assert_eq!(number(1234, Language::English), "1,234");
    }

    #[test]
    fn days_and_hours_are_written_as_each_language_does() {
        let (day, half_past, nine) = (date(2022, 10, 6), time(17, 30, 0, 0), time(9, 0, 0, 0));
        let shown = |language| {
            let (weekday, later) = (weekday(day, language), clock(half_past, language));
            format!("{weekday} {later} {}", clock(nine, language))
        };
        assert_eq!(shown(Language::Finnish), "to 17.30 9");
        assert_eq!(shown(Language::Swedish), "tors 17.30 9");
        assert_eq!(shown(Language::English), "Thu 17:30 9:00");
    }

    #[test]
    fn dates_are_as_exact_as_the_page() {
        let shown = |text: &str, language| page_date(text.parse().unwrap(), language);
        assert_eq!(
            shown("2022-10-06T12:58:00+03:00", Language::Finnish),
            "6.10.2022"
        );
        assert_eq!(shown("2022-10-06", Language::English), "6 October 2022");
        assert_eq!(shown("2022-10", Language::Swedish), "oktober 2022");
        assert_eq!(shown("2022", Language::Finnish), "2022");
        assert_eq!(day(date(2022, 12, 1), Language::Swedish), "1.12.2022");
    }

    #[test]
    fn stretches_of_days_name_month_and_year_once() {
        let shown = |from: (i16, i8, i8), to: (i16, i8, i8), language| {
            let [from, to] = [from, to].map(|(year, month, day)| date(year, month, day));
            days(from, to, language)
        };
        let (october, november) = ((2022, 10, 3), (2022, 11, 6));
        assert_eq!(shown(october, october, Language::Finnish), "3.10.2022");
        assert_eq!(
            shown(october, (2022, 10, 9), Language::Finnish),
            "3.–9.10.2022"
        );
        assert_eq!(
            shown(october, november, Language::Swedish),
            "3.10.–6.11.2022"
        );
        assert_eq!(
            shown(october, november, Language::English),
            "3 October 2022 – 6 November 2022"
        );
        assert_eq!(
            shown((2021, 12, 27), (2022, 1, 2), Language::Finnish),
            "27.12.2021–2.1.2022"
        );
    }

    #[test]
    fn values_are_put_in_once_and_braces_in_them_mean_nothing() {
        assert_eq!(fill("{a} ja {b}", &[("a", "{b}"), ("b", "2")]), "{b} ja 2");
        assert_eq!(fill("{a} {unknown} {", &[("a", "1")]), "1 {unknown} {");
        assert_eq!(
            count("{count} osuma", "{count} osumaa", 1, Language::Finnish),
            "1 osuma"
        );
        assert_eq!(
            count("{count} osuma", "{count} osumaa", 0, Language::Finnish),
            "0 osumaa"
        );
    }
}
