//! Signs on a page that say where else to look: that the browser is to go elsewhere (`meta refresh`), in
//! which other languages the page exists (`hreflang`), and that it is empty until its scripts run.

use aluehaku_extract::{Extraction, PageKind};
use url::Url;

use super::markup::{self, Tag, Token, decoded, local_name};
use crate::address;
use crate::archive::remarks::Remark;

/// How far into a page the signs are looked for, in bytes.
const BEGINNING: usize = 128 * 1024;

/// Longest wait, in seconds, after which a page still counts as one that only leads elsewhere. Pages that
/// load themselves anew wait longer.
const LONGEST_REFRESH_S: f32 = 10.0;

/// Most other languages of one page.
const MAX_TRANSLATIONS: usize = 20;

/// Visible letters below which a page with scripts is empty without them.
const LEAST_TEXT: usize = 200;

/// Links below which such a page leads nowhere.
const LEAST_LINKS: usize = 3;

/// Elements whose content no reader sees.
const UNSEEN: [&str; 6] = [
    "script", "style", "template", "noscript", "title", "textarea",
];

/// What a page says beside its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signs {
    /// Where every browser is sent.
    pub refresh: Option<Url>,
    /// Where browsers without script are sent.
    pub without_script: Option<Url>,
    /// The page in other languages.
    pub translations: Vec<Url>,
    /// Whether it has scripts and hardly any text.
    pub is_empty_without_script: bool,
}

impl Signs {
    /// Looks at a page that lies at `url`.
    #[must_use]
    pub fn of(content: &[u8], content_type: Option<&str>, url: &Url) -> Self {
        let whole = content.len() <= BEGINNING;
        let text = decoded(content.get(..BEGINNING).unwrap_or(content), content_type);
        let mut signs = Self::default();
        let mut unseen: Option<&str> = None;
        let (mut letters, mut scripts) = (0, 0);
        for token in markup::tokens(&text) {
            match token {
                Token::Open(tag) => {
                    let name = local_name(tag.name);
                    scripts += u32::from(name.eq_ignore_ascii_case("script"));
                    match unseen {
                        None => signs.take(&tag, url, false),
                        Some("noscript") => signs.take(&tag, url, true),
                        Some(_) => {}
                    }
                    if unseen.is_none() && !tag.is_empty {
                        unseen = unseen_name(name);
                    }
                }
                Token::Close(name) => {
                    if unseen.is_some_and(|open| name.eq_ignore_ascii_case(open)) {
                        unseen = None;
                    }
                }
                Token::Text(text) if unseen.is_none() => {
                    letters += text.chars().filter(|letter| letter.is_alphabetic()).count();
                }
                Token::Text(_) => {}
            }
        }
        signs.is_empty_without_script = whole && scripts > 0 && letters < LEAST_TEXT;
        signs
    }

    /// What they remark on a page that was read and holds no article.
    #[must_use]
    pub fn remark(&self, extraction: &Extraction) -> Option<Remark> {
        let says_so = extraction
            .warnings
            .iter()
            .any(|warning| warning.code.as_str() == Remark::NeedsScript.as_str());
        let is_empty = self.is_empty_without_script && extraction.links.len() < LEAST_LINKS;
        let needs_script = extraction.kind != PageKind::Article && (says_so || is_empty);
        needs_script.then_some(Remark::NeedsScript)
    }

    fn take(&mut self, tag: &Tag<'_>, url: &Url, without_script: bool) {
        match local_name(tag.name).to_ascii_lowercase().as_str() {
            "meta" => {
                let place = if without_script {
                    &mut self.without_script
                } else {
                    &mut self.refresh
                };
                if place.is_none() {
                    *place = refresh(tag, url);
                }
            }
            "link" if !without_script => {
                let is_alternate = tag.attribute("rel").is_some_and(|rel| {
                    let mut words = rel.split_ascii_whitespace();
                    words.any(|word| word.eq_ignore_ascii_case("alternate"))
                });
                let is_translation = is_alternate && tag.attribute("hreflang").is_some();
                let target = tag.attribute("href").filter(|_| is_translation);
                let target = target.and_then(|href| other_page(&href, url));
                if self.translations.len() < MAX_TRANSLATIONS {
                    self.translations.extend(target);
                }
            }
            _ => {}
        }
    }
}

fn unseen_name(name: &str) -> Option<&'static str> {
    UNSEEN
        .into_iter()
        .find(|known| name.eq_ignore_ascii_case(known))
}

/// Where a `meta` element sends the browser soon.
fn refresh(tag: &Tag<'_>, url: &Url) -> Option<Url> {
    let asks = tag
        .attribute("http-equiv")?
        .trim()
        .eq_ignore_ascii_case("refresh");
    let content = tag.attribute("content").filter(|_| asks)?;
    let (seconds, target) = content.trim().split_once([';', ','])?;
    let seconds: f32 = seconds.trim().parse().ok()?;
    let target = target.trim();
    let named = target
        .get(..3)
        .filter(|name| name.eq_ignore_ascii_case("url"));
    let target = named
        .and_then(|_| target.get(3..)?.trim_start().strip_prefix('='))
        .unwrap_or(target);
    let target = target.trim().trim_matches(['"', '\'']);
    let soon = (0.0..=LONGEST_REFRESH_S).contains(&seconds);
    other_page(target, url).filter(|_| soon && !target.is_empty())
}

/// The address of another page than the one at `url`.
fn other_page(href: &str, url: &Url) -> Option<Url> {
    let target = url.join(href.trim()).ok().filter(Url::has_host)?;
    (address::identity(&target) != address::identity(url)).then_some(target)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signs(html: &str) -> Signs {
        Signs::of(
            html.as_bytes(),
            None,
            &Url::parse("https://a.fi/alku/").unwrap(),
        )
    }

    #[test]
    fn a_refresh_leads_elsewhere() {
        for content in [
            "0;url=/uusi",
            "0; URL='/uusi'",
            "5,/uusi",
            " 0.1 ; Url = \"/uusi\" ",
            "0;https://a.fi/uusi",
        ] {
            let page = format!(
                "<html><meta http-equiv=Refresh content=\"{}\">",
                content.replace('"', "&quot;")
            );
            let target = signs(&page).refresh;
            assert_eq!(
                target.as_ref().map(Url::as_str),
                Some("https://a.fi/uusi"),
                "{content}"
            );
        }
    }

    #[test]
    fn a_page_that_loads_itself_anew_stays() {
        for content in [
            "300",
            "0",
            "0;url=",
            "600;url=/uusi",
            "0;url=/alku/",
            "0;url=javascript:x()",
            "x;/uusi",
        ] {
            let page = format!("<meta http-equiv=refresh content=\"{content}\">");
            assert_eq!(signs(&page).refresh, None, "{content}");
        }
        let written =
            "<script>document.write('<meta http-equiv=refresh content=\"0;url=/uusi\">')</script>";
        assert_eq!(signs(written).refresh, None);
    }

    #[test]
    fn a_way_for_browsers_without_script_is_told_apart() {
        let found = signs("<noscript><meta http-equiv=refresh content='0;url=/pelkka'></noscript>");
        assert_eq!(found.refresh, None);
        assert_eq!(found.without_script.unwrap().path(), "/pelkka");
    }

    #[test]
    fn other_languages_are_found() {
        let found = signs(
            "<link rel=alternate hreflang=fi href='/alku/'><link rel='alternate' hreflang='sv' href='/sv/'>\
             <link rel=alternate type=application/rss+xml href=/syote>",
        );
        let found: Vec<&str> = found.translations.iter().map(Url::path).collect();
        assert_eq!(found, ["/sv/"]);
    }

    #[test]
    fn a_page_is_empty_without_its_script() {
        let app = "<div id=app></div><noscript>Salli JavaScript selaimen asetuksista.</noscript><script src=/a.js></script>";
        assert!(signs(app).is_empty_without_script);
        assert!(!signs(&format!("{app}<p>{}</p>", "sana ".repeat(60))).is_empty_without_script);
        assert!(!signs("<p>Lyhyt sivu</p>").is_empty_without_script);
    }

    proptest::proptest! {
        #[test]
        fn any_page_is_looked_at_without_harm(html in "(<meta http-equiv=refresh content='[0-9;url=/ä]{0,9}|[<>a-z='/ ä]){0,40}") {
            let _ = signs(&html);
        }
    }
}
