//! The names of months and weekdays in Finnish, Swedish and English: the one list of them.

use jiff::civil::Weekday;

/// A month in its three languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonthNames {
    /// `lokakuu`.
    pub finnish: &'static str,
    /// `oktober`.
    pub swedish: &'static str,
    /// `October`.
    pub english: &'static str,
    /// Other words for it, in small letters: `lokak`, `okt`, `oct`.
    short: &'static [&'static str],
}

/// The months from January to December.
pub const MONTHS: [MonthNames; 12] = [
    named("tammikuu", "januari", "January", &["tammik", "jan"]),
    named(
        "helmikuu",
        "februari",
        "February",
        &["helmik", "feb", "febr"],
    ),
    named("maaliskuu", "mars", "March", &["maalisk", "mar"]),
    named("huhtikuu", "april", "April", &["huhtik", "apr"]),
    named("toukokuu", "maj", "May", &["toukok"]),
    named("kesäkuu", "juni", "June", &["kesäk", "jun"]),
    named("heinäkuu", "juli", "July", &["heinäk", "jul"]),
    named("elokuu", "augusti", "August", &["elok", "aug"]),
    named(
        "syyskuu",
        "september",
        "September",
        &["syysk", "sep", "sept"],
    ),
    named("lokakuu", "oktober", "October", &["lokak", "okt", "oct"]),
    named("marraskuu", "november", "November", &["marrask", "nov"]),
    named("joulukuu", "december", "December", &["jouluk", "dec"]),
];

/// How Finnish months end.
const MONTH_ENDING: &str = "kuu";

/// What follows a Finnish month in the cases that dates use: `lokakuuta`, `lokakuun`, `lokakuussa`.
const FINNISH_ENDINGS: [&str; 4] = ["", "ta", "n", "ssa"];

/// The weekdays from Monday: how their names begin in Finnish, Swedish and English, whatever their case.
const WEEKDAYS: [[&str; 3]; 7] = [
    ["maanantai", "måndag", "monday"],
    ["tiistai", "tisdag", "tuesday"],
    ["keskiviik", "onsdag", "wednesday"],
    ["torstai", "torsdag", "thursday"],
    ["perjantai", "fredag", "friday"],
    ["lauantai", "lördag", "saturday"],
    ["sunnuntai", "söndag", "sunday"],
];

/// The same, shortened.
const SHORT_WEEKDAYS: [&[&str]; 7] = [
    &["ma", "mån", "må", "mon"],
    &["ti", "tis", "tue", "tues"],
    &["ke", "ons", "wed"],
    &["to", "tors", "tor", "thu", "thur", "thurs"],
    &["pe", "fre", "fri"],
    &["la", "lör", "lö", "sat"],
    &["su", "sön", "sö", "sun"],
];

const fn named(
    finnish: &'static str,
    swedish: &'static str,
    english: &'static str,
    short: &'static [&'static str],
) -> MonthNames {
    MonthNames {
        finnish,
        swedish,
        english,
        short,
    }
}

/// The number of the month that a word names, from 1: `lokakuuta`, `oktober`, `Oct`.
#[must_use]
pub fn month(word: &str) -> Option<i8> {
    let lower = word.to_lowercase();
    let numbered = MONTHS.iter().zip(1..);
    let mut found = numbered.filter(|(names, _)| names.has(&lower));
    found.next().map(|(_, number)| number)
}

/// The number of the month whose Finnish name a word is without its `kuu`, as pages shorten it: `loka`, `Kesä`. Without a
/// day such a word is one of its own (`joulu`, `kesä`), so only who reads dates asks for it.
#[must_use]
pub fn month_of_stem(word: &str) -> Option<i8> {
    let lower = word.to_lowercase();
    let stem = |names: &MonthNames| names.finnish.strip_suffix(MONTH_ENDING);
    let mut numbered = MONTHS.iter().zip(1..);
    let found = numbered.find(|(names, _)| stem(names) == Some(&lower));
    found.map(|(_, number)| number)
}

/// The weekday that a word names, in whatever case or shortened: `keskiviikkona`, `ke`, `onsdagen`, `Wed`.
#[must_use]
pub fn weekday(word: &str) -> Option<Weekday> {
    let lower = word.to_lowercase();
    let is_named = |offset: &usize| {
        let mut names = WEEKDAYS[*offset].iter();
        names.any(|name| lower.starts_with(name))
            || SHORT_WEEKDAYS[*offset].contains(&lower.as_str())
    };
    let offset = (0..WEEKDAYS.len()).find(is_named)?;
    Weekday::from_monday_zero_offset(i8::try_from(offset).ok()?).ok()
}

impl MonthNames {
    /// Whether a word in small letters is a name of the month.
    fn has(&self, lower: &str) -> bool {
        let finnish = lower.strip_prefix(self.finnish);
        finnish.is_some_and(|ending| FINNISH_ENDINGS.contains(&ending))
            || self.swedish == lower
            || self.english.eq_ignore_ascii_case(lower)
            || self.short.contains(&lower)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_known_in_three_languages_and_their_cases() {
        for word in [
            "lokakuu",
            "Lokakuuta",
            "lokakuun",
            "lokak",
            "oktober",
            "October",
            "OCT",
        ] {
            assert_eq!(month(word), Some(10), "{word}");
        }
        for word in ["lokakuinen", "octopus", "", "kuu"] {
            assert_eq!(month(word), None, "{word}");
        }
    }

    #[test]
    fn stems_of_finnish_months_are_known_where_they_are_asked_for() {
        assert_eq!((month("loka"), month_of_stem("Loka")), (None, Some(10)));
        assert_eq!(month_of_stem("lokakuu"), None);
    }

    #[test]
    fn weekdays_are_known_in_three_languages_and_shortened() {
        for word in ["keskiviikkona", "Ke", "onsdagen", "Wed", "wednesdays"] {
            assert_eq!(weekday(word), Some(Weekday::Wednesday), "{word}");
        }
        assert_eq!(weekday("kesä"), None);
    }
}
