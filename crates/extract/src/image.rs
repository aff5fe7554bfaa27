//! The picture of an article and what the page says it shows.
//!
//! A profile's selector goes first, then what the page tells machines, then the first picture of the text that is
//! no ornament. An address that machines are told often has no description beside it; the same picture on the page
//! lends its own, in whatever size it stands there.

use std::collections::HashSet;

use ego_tree::NodeId;
use scraper::ElementRef;
use url::Url;

use super::evidence::Found;
use super::evidence::{Evidence, EvidenceKind};
use super::links;
use super::survey::{Survey, attribute};
use super::text::one_line;
use super::walk;

/// A picture narrower or lower than so many pixels is an ornament.
const LEAST_SIDE: u32 = 80;

/// Attributes in which pages keep the address of a picture that is loaded late, surest first.
const LATE_ADDRESSES: [&str; 4] = [
    "data-src",
    "data-lazy-src",
    "data-original",
    "data-orig-file",
];

/// How addresses of pictures end.
const PICTURES: [&str; 6] = [".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif"];

/// Words of the names of pictures that belong to the site, not to an article.
const OF_THE_SITE: [&str; 13] = [
    "logo",
    "icon",
    "avatar",
    "gravatar",
    "emoji",
    "favicon",
    "placeholder",
    "spinner",
    "pixel",
    "default",
    "oletus",
    "button",
    "badge",
];

/// The picture of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// Where it lies.
    pub url: Url,
    /// What it shows, as the page says it to those who do not see it.
    pub alt: Option<String>,
}

/// What a page tells machines of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct StatedImage {
    pub(super) address: String,
    pub(super) alt: Option<String>,
    pub(super) evidence: Evidence,
}

/// Where on a page the picture is looked for.
pub(super) struct Places<'s, 'a> {
    pub(super) survey: &'s Survey<'a>,
    /// What the profile selects, with the selector.
    pub(super) selected: Vec<(ElementRef<'a>, Evidence)>,
    /// What the page tells machines.
    pub(super) stated: Vec<StatedImage>,
    /// The elements that hold the text.
    pub(super) text: Vec<ElementRef<'a>>,
    /// Elements inside that do not belong to it.
    pub(super) left_out: &'s HashSet<NodeId>,
    /// What addresses are resolved against.
    pub(super) base: Option<&'s Url>,
}

/// The picture of the article.
pub(super) fn find(places: &Places<'_, '_>) -> Found<Image> {
    places
        .selected()
        .or_else(|| places.stated())
        .or_else(|| places.in_text())
}

impl<'a> Places<'_, 'a> {
    fn selected(&self) -> Found<Image> {
        self.selected.iter().find_map(|(element, evidence)| {
            let element = inner_picture(*element)?;
            let url = self.resolved(address_of(element)?)?;
            Some((
                Image {
                    url,
                    alt: alt_of(element),
                },
                evidence.clone(),
            ))
        })
    }

    fn stated(&self) -> Found<Image> {
        self.stated.iter().find_map(|stated| {
            let url = self.resolved(&stated.address)?;
            if is_of_the_site(url.path()) {
                return None;
            }
            let alt = stated.alt.clone().or_else(|| self.alt_on_page(&url));
            Some((Image { url, alt }, stated.evidence.clone()))
        })
    }

    /// The first picture of the text, or one that stands over it in the same article.
    fn in_text(&self) -> Found<Image> {
        let text: HashSet<NodeId> = self.text.iter().map(|text| text.id()).collect();
        let first = self.text.first()?;
        let article = first.ancestors().filter_map(ElementRef::wrap);
        let article = article
            .filter(|outer| outer.value().name() == "article")
            .last();
        let article: HashSet<NodeId> = article.iter().map(|article| article.id()).collect();
        self.survey.images.iter().find_map(|picture| {
            // Nodes are numbered in the order of the page.
            let stands_over = picture.id() < first.id() && walk::is_below_any(*picture, &article);
            let is_inside = walk::is_inside_any(*picture, &text)
                && !walk::is_inside_any(*picture, self.left_out);
            if !stands_over && !is_inside || is_ornament(*picture) || is_teaser(*picture) {
                return None;
            }
            let url = self.resolved(address_of(*picture)?)?;
            let evidence = Evidence::new(EvidenceKind::Text, "img");
            Some((
                Image {
                    url,
                    alt: alt_of(*picture),
                },
                evidence,
            ))
        })
    }

    /// What the page says that a picture shows where the picture stands on it.
    fn alt_on_page(&self, url: &Url) -> Option<String> {
        let name = name_without_size(url.path());
        self.survey.images.iter().find_map(|picture| {
            let shown = self.resolved(address_of(*picture)?)?;
            let is_same = name_without_size(shown.path()) == name;
            is_same.then(|| alt_of(*picture)).flatten()
        })
    }

    fn resolved(&self, address: &str) -> Option<Url> {
        match self.base {
            Some(base) => links::resolve(base, address),
            None => Url::parse(address.trim())
                .ok()
                .filter(|url| matches!(url.scheme(), "http" | "https")),
        }
    }
}

/// The `img` of an element: itself, or the first inside it.
fn inner_picture(element: ElementRef<'_>) -> Option<ElementRef<'_>> {
    if element.value().name() == "img" {
        return Some(element);
    }
    let mut found = None;
    walk::elements(*element, |inner| {
        if found.is_none() && inner.value().name() == "img" {
            found = Some(inner);
        }
        walk::Step::Into
    });
    found
}

/// The address of a picture: the one that is loaded late before one that stands in its place meanwhile.
fn address_of(picture: ElementRef<'_>) -> Option<&str> {
    let usable =
        |address: &&str| !address.trim().is_empty() && !address.trim().starts_with("data:");
    let late = LATE_ADDRESSES
        .iter()
        .find_map(|name| attribute(picture, name).filter(usable));
    late.or_else(|| attribute(picture, "src").filter(usable))
        .or_else(|| {
            let sets = ["data-srcset", "srcset"].iter();
            sets.filter_map(|name| attribute(picture, name))
                .find_map(largest)
        })
}

/// The address of the largest picture of a `srcset`.
fn largest(set: &str) -> Option<&str> {
    let candidates = set.split(", ").filter_map(|candidate| {
        let mut words = candidate.split_ascii_whitespace();
        let address = words.next()?.trim_end_matches(',');
        let size = words
            .next()
            .unwrap_or_default()
            .trim_end_matches(['w', 'x', ',']);
        let size = size.parse::<f32>().unwrap_or(1.0);
        (!address.is_empty() && !address.starts_with("data:")).then_some((address, size))
    });
    let largest = candidates.max_by(|one, other| one.1.total_cmp(&other.1));
    largest.map(|(address, _)| address)
}

fn alt_of(picture: ElementRef<'_>) -> Option<String> {
    let alt = one_line(attribute(picture, "alt")?);
    (!alt.is_empty()).then_some(alt)
}

/// Whether a picture is small, or by its name or class none of the article's.
fn is_ornament(picture: ElementRef<'_>) -> bool {
    let is_small = ["width", "height"].iter().any(|side| {
        let stated = attribute(picture, side).and_then(|side| side.trim().parse::<u32>().ok());
        stated.is_some_and(|stated| stated < LEAST_SIDE)
    });
    let class = attribute(picture, "class").unwrap_or_default();
    let address = address_of(picture).unwrap_or_default();
    let path = address.split(['?', '#']).next().unwrap_or_default();
    is_small || path.ends_with(".svg") || is_of_the_site(class) || is_of_the_site(path)
}

/// Whether a picture leads to another page; one that leads to itself in full size does not.
fn is_teaser(picture: ElementRef<'_>) -> bool {
    let mut outer = picture.ancestors().filter_map(ElementRef::wrap);
    let link = outer.find(|outer| outer.value().name() == "a");
    let Some(address) = link.and_then(|link| attribute(link, "href")) else {
        return false;
    };
    let path = address
        .split(['?', '#'])
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    !PICTURES.iter().any(|ending| path.ends_with(ending))
}

/// Whether one of the words of a class or a path's last part names something of the site.
fn is_of_the_site(text: &str) -> bool {
    let last = text.rsplit('/').next().unwrap_or(text).to_lowercase();
    let mut words = last.split(|letter: char| !letter.is_alphanumeric());
    words.any(|word| OF_THE_SITE.contains(&word))
}

/// The name of a picture without its folder, the size in which it is offered, and its ending.
fn name_without_size(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let stem = stem.strip_suffix("-scaled").unwrap_or(stem);
    match stem.rsplit_once('-') {
        Some((bare, size)) if is_size(size) => bare,
        _ => stem,
    }
}

/// "1024x683".
fn is_size(text: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.split_once('x')
        .is_some_and(|(width, height)| is_number(width) && is_number(height))
}

#[cfg(test)]
mod tests {
    use super::super::{PageContent, PageInput, extract};
    use super::*;
    use crate::profile::ProfileSet;

    const TEXT: &str = "<p>Yhdistykset kokoontuivat syksyllä kirjastoon miettimään, miten vapaaehtoiset löytävät \
        toisensa ja mistä saadaan tilat talven tapaamisiin.</p>";

    /// Address, description and evidence of the picture of a page.
    fn read(head: &str, body: &str, profile: &str) -> Option<(String, Option<String>, String)> {
        let page = format!(
            "<html lang=fi><head>{head}</head><body><article><h1>Otsikko</h1>{body}{}</article></body></html>",
            TEXT.repeat(3)
        );
        let url = Url::parse("https://a.fi/uutiset/1").unwrap();
        let profiles = ProfileSet::new(&toml::from_str(profile).unwrap()).unwrap();
        let name = if profile.is_empty() { "generic" } else { "own" };
        let input = PageInput {
            url: Some(&url),
            ..PageInput::new(PageContent::Text(&page))
        };
        let extraction = extract(&input, &profiles.get(name).unwrap());
        let evidence = extraction
            .evidence
            .image
            .map(|evidence| evidence.kind.as_str().to_owned());
        let image = extraction.image?;
        Some((image.url.into(), image.alt, evidence?))
    }

    #[track_caller]
    fn check(head: &str, body: &str, expected: Option<(&str, Option<&str>, &str)>) {
        let found = read(head, body, "");
        let found = found.as_ref();
        let found = found.map(|(url, alt, kind)| (url.as_str(), alt.as_deref(), kind.as_str()));
        assert_eq!(found, expected);
    }

    #[test]
    fn what_machines_are_told_goes_before_the_text() {
        let text = "<figure><img src=/toinen.jpg alt=Toinen></figure>";
        check(
            "<meta property=og:image content=/kuva.jpg><meta property=og:image:alt content='Väkeä laiturilla'>",
            text,
            Some(("https://a.fi/kuva.jpg", Some("Väkeä laiturilla"), "meta")),
        );
        let json = |image: &str| {
            format!(
                "<script type=application/ld+json>{{\"@type\": \"NewsArticle\", \"image\": {image}}}</script>"
            )
        };
        for image in [
            "\"https://a.fi/k.jpg\"",
            "[\"https://a.fi/k.jpg\", \"https://a.fi/l.jpg\"]",
            "{\"@type\": \"ImageObject\", \"url\": \"https://a.fi/k.jpg\"}",
            "{\"contentUrl\": \"/k.jpg\"}",
        ] {
            check(
                &json(image),
                text,
                Some(("https://a.fi/k.jpg", None, "json_ld")),
            );
        }
        let graph = "<script type=application/ld+json>{\"@graph\": [{\"@type\": \"Article\", \"image\": {\"@id\": \"#k\"}},\
            {\"@id\": \"#k\", \"@type\": \"ImageObject\", \"url\": \"/k.jpg\", \"caption\": \"Laituri\"}]}</script>";
        check(
            graph,
            text,
            Some(("https://a.fi/k.jpg", Some("Laituri"), "json_ld")),
        );
    }

    #[test]
    fn the_same_picture_in_another_size_lends_its_description() {
        check(
            "<meta property=og:image content=https://a.fi/2022/kuva.jpg>",
            "<img src=https://cdn.fi/a/kuva-1024x683.jpg alt='Väkeä  laiturilla'>",
            Some((
                "https://a.fi/2022/kuva.jpg",
                Some("Väkeä laiturilla"),
                "meta",
            )),
        );
    }

    #[test]
    fn the_picture_of_the_site_is_none_of_the_article() {
        check(
            "<meta property=og:image content=/kuvat/oletus-logo.png>",
            "<img src=/pixel.gif><img src=/kuva.jpg width=16 height=16><img class='avatar' src=/a.jpg>\
             <img src='data:image/gif;base64,x' data-src=/oikea.jpg alt=Laituri>",
            Some(("https://a.fi/oikea.jpg", Some("Laituri"), "text")),
        );
        check("", "<img src=/logo.svg>", None);
        check("", "<img src=javascript:alert(1)>", None);
    }

    #[test]
    fn a_picture_that_leads_to_another_page_is_none_of_the_article() {
        check("", "<a href=/uutiset/2><img src=/toinen.jpg></a>", None);
        let own = "<a href=/kuva-1600x900.jpg><img src=/kuva.jpg></a>";
        check("", own, Some(("https://a.fi/kuva.jpg", None, "text")));
    }

    #[test]
    fn the_largest_of_a_set_is_taken() {
        check(
            "",
            "<img srcset='/pieni.jpg 300w, /suuri.jpg 1200w, /keski.jpg 600w' alt=''>",
            Some(("https://a.fi/suuri.jpg", None, "text")),
        );
    }

    #[test]
    fn a_profile_says_where_it_is() {
        let profile = "[own]\ninherits = 'generic'\nimage = '.nosto'";
        let body = "<img src=/eka.jpg><div class=nosto><img src=/nosto.jpg alt=Nosto></div>";
        let head = "<meta property=og:image content=/kuva.jpg>";
        let (url, alt, kind) = read(head, body, profile).unwrap();
        let expected = ("https://a.fi/nosto.jpg", Some("Nosto"), "profile");
        assert_eq!((url.as_str(), alt.as_deref(), kind.as_str()), expected);
    }
}
