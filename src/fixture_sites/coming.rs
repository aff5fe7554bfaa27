//! The page of a site that tells of events to come, so that there are some on whatever day a demo is run.
//!
//! `site.toml` names its path, `templates/coming.html` is the page and `templates/coming_link.html` what leads to
//! it from where a page says so. Without a day, as in tests, there is neither.

use std::borrow::Cow;

use jiff::ToSpan;
use jiff::civil::Date;

use super::site::Site;

const PAGE: &str = "templates/coming.html";
const LINK: &str = "templates/coming_link.html";

/// Where a page leads to the one with events to come.
const MARK: &str = "<!-- coming -->";

/// The page at a path, where it is the one with events to come.
pub(super) fn page(site: &Site, path: &str, today: Option<Date>) -> Option<String> {
    let today = today.filter(|_| site.settings.coming.as_deref() == Some(path))?;
    let template = site.file(PAGE)?;
    Some(dated(&String::from_utf8_lossy(&template.bytes), today))
}

/// The bytes of a page with the link to the one with events to come, where it has a place for it.
pub(super) fn with_link<'a>(site: &Site, bytes: &'a [u8], today: Option<Date>) -> Cow<'a, [u8]> {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Cow::Borrowed(bytes);
    };
    let link = today.filter(|_| text.contains(MARK));
    match link.and_then(|_| site.file(LINK)) {
        Some(link) => {
            let link = String::from_utf8_lossy(&link.bytes);
            Cow::Owned(text.replace(MARK, link.trim()).into_bytes())
        }
        None => Cow::Borrowed(bytes),
    }
}

/// A template with `{{12}}` replaced by the day twelve days from today, as Finns write it.
fn dated(template: &str, today: Date) -> String {
    let mut page = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        let (days, following) = after.split_once("}}").unwrap_or((after, ""));
        page.push_str(before);
        let day = days
            .parse()
            .ok()
            .and_then(|days: i64| today.checked_add(days.days()).ok());
        let day = day.unwrap_or(today);
        page.push_str(&format!("{}.{}.{}", day.day(), day.month(), day.year()));
        rest = following;
    }
    page.push_str(rest);
    page
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::site::load_all;
    use super::*;

    #[test]
    fn days_are_counted_from_today() {
        let page = dated("<p>{{0}} ja {{40}}</p>", date(2026, 11, 30));
        assert_eq!(page, "<p>30.11.2026 ja 9.1.2027</p>");
    }

    #[test]
    fn each_page_of_coming_events_has_a_link_to_it_on_the_day_only() {
        let today = Some(date(2030, 1, 2));
        let mut pages = 0;
        for site in load_all().values() {
            let Some(path) = site.settings.coming.as_deref() else {
                continue;
            };
            pages += 1;
            assert!(page(site, path, today).unwrap().contains(".2030"));
            assert_eq!(page(site, path, None), None);
            let lists = ["/", "/ajankohtaista/"];
            let lists: Vec<_> = lists
                .into_iter()
                .filter_map(|list| site.find(list, None))
                .collect();
            let leads = |today| {
                lists.iter().any(|list| {
                    let body = with_link(site, &list.bytes, today);
                    String::from_utf8_lossy(&body).contains(&format!("{}.localhost{path}", site.id))
                })
            };
            assert!(leads(today) && !leads(None), "{}", site.id);
        }
        assert_eq!(pages, 2);
    }
}
