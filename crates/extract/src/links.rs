//! The links of a page, as whole addresses and with what the profile says they lead to.

use std::collections::HashMap;

use scraper::ElementRef;
use url::Url;

use super::profile::Field;
use super::survey::Survey;
use super::walk::{self, Step};

/// What a link leads to, as far as the profile says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LinkRole {
    /// Anything.
    Other,
    /// The next page of a list.
    Next,
    /// An article.
    Article,
}

/// One address that a page links to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Whole address, without fragment; http or https.
    pub url: Url,
    /// What it leads to.
    pub role: LinkRole,
    /// Whether the page asks robots not to follow it (`rel=nofollow`, `ugc` or `sponsored`).
    pub nofollow: bool,
}

/// The addresses a page links to, each once, in the order of the page. A link that the page asks
/// to follow in one place and not in another is to be followed.
pub(super) fn read(survey: &Survey<'_>, base: &Url, nofollow_all: bool) -> Vec<Link> {
    let roles = roles(survey);
    let mut links: Vec<Link> = Vec::new();
    let mut seen: HashMap<Url, usize> = HashMap::new();
    // Menus repeat the same few spellings, and resolving one costs most of the work here.
    let mut spelled: HashMap<&str, Option<Url>> = HashMap::new();
    for anchor in &survey.anchors {
        let whole = spelled
            .entry(anchor.href)
            .or_insert_with(|| resolve(base, anchor.href));
        let Some(url) = whole.clone() else { continue };
        let role = roles
            .get(&anchor.element)
            .copied()
            .unwrap_or(LinkRole::Other);
        let asks = anchor.rel.split_ascii_whitespace().any(|word| {
            ["nofollow", "ugc", "sponsored"]
                .iter()
                .any(|asked| word.eq_ignore_ascii_case(asked))
        });
        let nofollow = nofollow_all || asks;
        match seen.get(&url) {
            Some(number) => {
                let known = &mut links[*number];
                known.role = known.role.max(role);
                known.nofollow &= nofollow;
            }
            None => {
                seen.insert(url.clone(), links.len());
                links.push(Link {
                    url,
                    role,
                    nofollow,
                });
            }
        }
    }
    links
}

/// A whole address without its fragment; none for what is no page.
pub(super) fn resolve(base: &Url, href: &str) -> Option<Url> {
    let href = href.trim();
    if href.is_empty() || href.starts_with('#') {
        return None;
    }
    let mut url = base.join(href).ok()?;
    let is_page = matches!(url.scheme(), "http" | "https") && url.has_host();
    url.set_fragment(None);
    is_page.then_some(url)
}

/// What the profile says the links lead to. It may select a link, or something around it.
fn roles(survey: &Survey<'_>) -> HashMap<ego_tree::NodeId, LinkRole> {
    let mut roles = HashMap::new();
    let mut mark = |element: ElementRef<'_>, role: LinkRole| {
        let known = roles.entry(element.id()).or_insert(role);
        *known = role.max(*known);
    };
    for (field, role) in [
        (Field::List, LinkRole::Article),
        (Field::Next, LinkRole::Next),
    ] {
        for selected in survey.selected(field) {
            walk::elements(*selected.element, |element| {
                if matches!(element.value().name(), "a" | "area" | "link") {
                    mark(element, role);
                }
                Step::Into
            });
        }
    }
    roles
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_made_whole() {
        let base = Url::parse("https://a.example/uutiset/").unwrap();
        let whole = |href: &str| resolve(&base, href).map(String::from);
        assert_eq!(
            whole("../x?y=1#z").as_deref(),
            Some("https://a.example/x?y=1")
        );
        assert_eq!(
            whole("//b.example/ä").as_deref(),
            Some("https://b.example/%C3%A4")
        );
        for href in [
            "",
            "#alku",
            "mailto:a@b.example",
            "javascript:void(0)",
            "tel:0",
            "http://",
        ] {
            assert_eq!(whole(href), None, "{href}");
        }
    }
}
