//! RIS: a tag, two blanks, a hyphen, a blank and a value a line, each record between `TY` and `ER`.

use std::fmt::Write as _;

use aluehaku_article::time::{PageTime, Precision};

use super::writers::Writer;
use super::{Cited, one_line};

/// One article as a record.
pub(super) fn written(cited: &Cited) -> String {
    let mut record = String::new();
    let mut line = |tag: &str, value: &str| {
        let value = one_line(value);
        if !value.is_empty() {
            // Writing to memory cannot fail.
            let _ = write!(record, "{tag}  - {value}\r\n");
        }
    };
    line("TY", "NEWS");
    line("ID", &cited.id);
    for author in &cited.authors {
        line("AU", &name(author));
    }
    line("TI", &cited.title);
    line("T2", &cited.publisher);
    line("PB", &cited.publisher);
    if let Some(published) = cited.published {
        let day = published.finnish_date();
        line("PY", &day.year().to_string());
        line("DA", &date(published));
    }
    line("LA", cited.language.as_deref().unwrap_or_default());
    line("UR", cited.address.as_deref().unwrap_or_default());
    line("N1", cited.note.as_deref().unwrap_or_default());
    line("Y2", &cited.looked_up.strftime("%Y/%m/%d/").to_string());
    record.push_str("ER  - \r\n\r\n");
    record
}

/// `Surname, Given`; a comma in another name would part it, so it goes.
fn name(author: &Writer) -> String {
    match author {
        Writer::Person { surname, given } => format!("{surname}, {given}"),
        Writer::Other(name) => name.replace(',', " "),
    }
}

/// `YYYY/MM/DD/`, as exactly as the page says.
fn date(published: PageTime) -> String {
    let day = published.finnish_date();
    let form = match published.precision() {
        Precision::Year => "%Y///",
        Precision::Month => "%Y/%m//",
        Precision::Day | Precision::Minute | Precision::Second => "%Y/%m/%d/",
    };
    day.strftime(form).to_string()
}
