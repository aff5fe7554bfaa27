//! BibTeX: an entry of fields in braces, with the signs that TeX gives a meaning written as commands.

use std::fmt::Write as _;

use aluehaku_article::time::Precision;

use super::writers::Writer;
use super::{Cited, one_line};

/// The months as every style knows them.
const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// One article as an entry.
pub(super) fn written(cited: &Cited) -> String {
    let mut entry = format!("@misc{{{},\n", key(&cited.id));
    let mut field = |name: &str, value: &str| {
        if !value.is_empty() {
            // Writing to memory cannot fail.
            let _ = writeln!(entry, "  {name} = {value},");
        }
    };
    let braced = |value: &str| match one_line(value).as_str() {
        "" => String::new(),
        value => format!("{{{}}}", escaped(value)),
    };
    let authors: Vec<String> = cited.authors.iter().map(name).collect();
    match authors.join(" and ").as_str() {
        "" => {}
        authors => field("author", &format!("{{{authors}}}")),
    }
    // A second pair of braces keeps the capitals of names.
    match braced(&cited.title).as_str() {
        "" => {}
        title => field("title", &format!("{{{title}}}")),
    }
    field("howpublished", &braced(&cited.publisher));
    if let Some(published) = cited.published {
        let day = published.finnish_date();
        field("year", &day.year().to_string());
        if published.precision() != Precision::Year {
            field("month", MONTHS[usize::from(day.month().unsigned_abs()) - 1]);
        }
        if !matches!(published.precision(), Precision::Year | Precision::Month) {
            field("day", &day.day().to_string());
        }
    }
    field(
        "language",
        &braced(cited.language.as_deref().unwrap_or_default()),
    );
    field(
        "url",
        &cited.address.as_deref().map(address).unwrap_or_default(),
    );
    field("urldate", &format!("{{{}}}", cited.looked_up));
    field("note", &braced(cited.note.as_deref().unwrap_or_default()));
    entry.push_str("}\n\n");
    entry
}

/// A key of letters, digits and hyphens, another one for each identifier.
fn key(id: &str) -> String {
    let mut key = "aluehaku:".to_owned();
    for byte in id.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' => key.push(char::from(byte)),
            other => {
                let _ = write!(key, "+{other:02x}");
            }
        }
    }
    key
}

/// `Surname, Given`; other names in braces, so that nobody parts them.
fn name(author: &Writer) -> String {
    match author {
        Writer::Person { surname, given } => format!("{}, {}", escaped(surname), escaped(given)),
        Writer::Other(name) => format!("{{{}}}", escaped(name)),
    }
}

/// A value without signs that TeX gives a meaning; its braces are paired whatever the text has.
fn escaped(value: &str) -> String {
    let mut text = String::with_capacity(value.len() + 8);
    for sign in value.chars() {
        match sign {
            '\\' => text.push_str("\\textbackslash{}"),
            '{' => text.push_str("\\textbraceleft{}"),
            '}' => text.push_str("\\textbraceright{}"),
            '~' => text.push_str("\\textasciitilde{}"),
            '^' => text.push_str("\\textasciicircum{}"),
            '$' | '&' | '%' | '#' | '_' => text.extend(['\\', sign]),
            other => text.push(other),
        }
    }
    text
}

/// An address stands as it is, but for braces and what ends it.
fn address(url: &str) -> String {
    let url = url
        .replace('\\', "%5C")
        .replace('{', "%7B")
        .replace('}', "%7D")
        .replace(char::is_whitespace, "%20");
    format!("{{{url}}}")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use std::iter;

    use super::*;

    fn cited(title: &str, author: &str) -> Cited {
        Cited {
            id: "a_b".to_owned(),
            title: title.to_owned(),
            authors: vec![Writer::of(author, iter::empty())],
            publisher: "Lehti & Lehti".to_owned(),
            published: Some("2022-10-06".parse().unwrap()),
            address: Some("https://lehti.example/a_b?c=1%20&d".to_owned()),
            language: Some("fi".to_owned()),
            note: None,
            looked_up: date(2023, 2, 3),
        }
    }

    #[test]
    fn signs_of_tex_are_written_as_commands_and_addresses_stay() {
        let entry = written(&cited("50 % {a} \\b #1_$", "Kylien tuki ry"));
        let expected = "@misc{aluehaku:a+5fb,\n  author = {{Kylien tuki ry}},\n  \
            title = {{50 \\% \\textbraceleft{}a\\textbraceright{} \\textbackslash{}b \\#1\\_\\$}},\n  \
            howpublished = {Lehti \\& Lehti},\n  year = 2022,\n  month = oct,\n  day = 6,\n  \
            language = {fi},\n  url = {https://lehti.example/a_b?c=1%20&d},\n  urldate = {2023-02-03},\n}\n\n";
        assert_eq!(entry, expected);
    }

    proptest! {
        #[test]
        fn braces_are_always_paired_and_no_field_escapes(title in "[{}\\\\a @\n\"]{0,30}", author in "[{}\\\\A-Ca ]{0,20}") {
            let entry = written(&cited(&title, &author));
            let mut depth = 0_i32;
            for sign in entry.chars() {
                depth += i32::from(sign == '{') - i32::from(sign == '}');
                prop_assert!(depth >= 0, "{}", entry);
            }
            prop_assert_eq!(depth, 0, "{}", entry);
            prop_assert_eq!(entry.lines().filter(|line| line.starts_with('@')).count(), 1);
        }
    }
}
