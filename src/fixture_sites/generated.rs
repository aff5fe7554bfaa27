//! Pages made on request: one that is too large, one that has no end, and a plain picture.

use std::fmt::Write as _;

use jiff::civil::Date;

use super::site::{GeneratedKind, GeneratedPage, Site};

/// The size of the large page, in bytes, before the template is put around it.
const LARGE_PAGE_BYTES: usize = 3_000_000;

/// The month that the calendar opens with.
const FIRST_MONTH: Date = Date::constant(2025, 11, 1);

/// The template of the site into which generated content goes.
const TEMPLATE: &str = "templates/page.html";

/// A generated body and its content type.
#[derive(Debug)]
pub(super) struct Generated {
    /// The header value.
    pub(super) content_type: &'static str,
    /// The whole page or picture.
    pub(super) body: String,
}

/// Makes the page that answers this path, if `site.toml` names one.
pub(super) fn generate(site: &Site, path: &str, query: Option<&str>) -> Option<Generated> {
    let page = site
        .settings
        .generated
        .iter()
        .find(|page| answers(page, path))?;
    Some(match page.kind {
        GeneratedKind::Picture => picture(path),
        GeneratedKind::LargePage => in_template(site, "Avustusten liitetaulukko", &large_table()),
        GeneratedKind::EndlessCalendar => {
            let month = query.and_then(month_of).unwrap_or(FIRST_MONTH);
            in_template(site, "Tapahtumakalenteri", &calendar(path, month))
        }
    })
}

fn answers(page: &GeneratedPage, path: &str) -> bool {
    match page.kind {
        GeneratedKind::Picture => path.starts_with(&page.path),
        GeneratedKind::LargePage | GeneratedKind::EndlessCalendar => path == page.path,
    }
}

fn in_template(site: &Site, title: &str, content: &str) -> Generated {
    let template = site
        .file(TEMPLATE)
        .map(|file| file.bytes)
        .unwrap_or_default();
    let body = String::from_utf8_lossy(&template)
        .replace("{{title}}", title)
        .replace("{{content}}", content);
    Generated {
        content_type: "text/html; charset=UTF-8",
        body,
    }
}

fn large_table() -> String {
    let mut table = String::with_capacity(LARGE_PAGE_BYTES + 200);
    table.push_str("<table><thead><tr><th>Rivi</th><th>Tunnus</th><th>Summa</th></tr></thead>\n");
    let mut row: u32 = 0;
    while table.len() < LARGE_PAGE_BYTES {
        row += 1;
        let (code, sum) = (row.wrapping_mul(7919) % 99_991, row % 97 * 250);
        // Writing into a String cannot fail.
        let _ = writeln!(
            table,
            "<tr><td>{row}</td><td>A-{code:05}</td><td>{sum} €</td></tr>"
        );
    }
    table.push_str("</table>");
    table
}

/// Reads the month of a query such as `kk=2025-11`.
fn month_of(query: &str) -> Option<Date> {
    let value = query.split('&').find_map(|pair| pair.strip_prefix("kk="))?;
    let (year, month) = value.split_once('-')?;
    Date::new(year.parse().ok()?, month.parse().ok()?, 1).ok()
}

fn calendar(path: &str, month: Date) -> String {
    let link = |date: Date, label: &str| {
        format!(
            "<a href=\"{path}?kk={:04}-{:02}\">{label}</a>",
            date.year(),
            date.month()
        )
    };
    let before = month
        .checked_sub(jiff::Span::new().months(1))
        .unwrap_or(month);
    let after = month
        .checked_add(jiff::Span::new().months(1))
        .unwrap_or(month);
    let mut days = String::new();
    for day in 1..=month.days_in_month() {
        let _ = write!(days, "<td>{day}</td>");
        if day % 7 == 0 {
            days.push_str("</tr>\n<tr>");
        }
    }
    format!(
        "<h2>{}/{}</h2>\n<p>{} {}</p>\n<table><tr>{days}</tr></table>\n<p>Ei tapahtumia.</p>",
        month.month(),
        month.year(),
        link(before, "Edellinen kuukausi"),
        link(after, "Seuraava kuukausi"),
    )
}

fn picture(path: &str) -> Generated {
    let hue = path
        .bytes()
        .fold(0_u32, |sum, byte| (sum * 31 + u32::from(byte)) % 360);
    let body = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1200 675\">\
         <rect width=\"1200\" height=\"675\" fill=\"hsl({hue} 30% 80%)\"/>\
         <circle cx=\"600\" cy=\"420\" r=\"180\" fill=\"hsl({hue} 35% 60%)\"/></svg>"
    );
    Generated {
        content_type: "image/svg+xml",
        body,
    }
}
