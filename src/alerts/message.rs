//! What a message says: the same facts as a mail for people and as JSON for programs.

use std::collections::BTreeMap;

use aluehaku_article::EnrichedArticle;
use aluehaku_article::masking::mask;
use serde_json::{Value, json};

use super::keys::{Keys, Purpose};
use crate::archive::alerts::subscriptions::Alert;
use crate::clock;
use crate::http::stored_search::{StoredSearch, region_label};
use crate::i18n::format::{count, day, fill, page_date};
use crate::i18n::{AlertTexts, Language, alert_texts};

/// Articles that a message shows; of more it tells the number and where they are.
const SHOWN: usize = 40;

/// Longest title in a message, in letters.
const LONGEST_TITLE: usize = 200;

/// Longest search in the subject of a mail, in letters.
const LONGEST_SUBJECT: usize = 80;

/// A message as it is sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Composed {
    /// The subject of a mail.
    pub subject: String,
    /// The text of a mail.
    pub text: String,
    /// What a program gets.
    pub json: Value,
    /// Where one leaves at once; nothing for a message that asks for the first confirmation.
    pub leave: Option<String>,
}

/// Composes messages of one service.
#[derive(Debug)]
pub struct Composer<'a> {
    /// The address of the service, without a slash at its end.
    pub public_url: &'a str,
    /// Proves links.
    pub keys: &'a Keys,
    /// Names of sources by identifier.
    pub sources: &'a BTreeMap<String, String>,
}

/// An article as a message tells of it.
struct Told {
    title: String,
    url: String,
    day: String,
    source: String,
    /// The first region that it tells of.
    region: Option<String>,
}

impl Composer<'_> {
    /// Asks whether an alert is wanted.
    #[must_use]
    pub fn confirm(&self, alert: &Alert) -> Composed {
        let (language, a) = self.language(alert);
        let search = self.title(alert, language);
        let link = self.link("confirm", Purpose::Confirm, alert, language);
        let text = [
            a.mail_confirm,
            "",
            &format!("  {search}"),
            "",
            a.mail_confirm_link,
            &link,
            "",
            a.mail_confirm_else,
        ];
        Composed {
            subject: subject(a.mail_confirm_subject, &search),
            text: text.join("\n"),
            json: json!({ "type": "confirm", "search": search, "confirm": link }),
            leave: None,
        }
    }

    /// Asks whether an alert should stay.
    #[must_use]
    pub fn renew(&self, alert: &Alert) -> Composed {
        let (language, a) = self.language(alert);
        let search = self.title(alert, language);
        let link = self.link("confirm", Purpose::Confirm, alert, language);
        let leave = self.link("leave", Purpose::Leave, alert, language);
        let day = day(clock::day_of(alert.expires_at), language);
        let text = format!(
            "{}\n\n  {search}\n\n{link}\n\n{} {leave}",
            fill(a.mail_renew, &[("day", &day)]),
            a.mail_leave
        );
        Composed {
            subject: subject(a.mail_renew_subject, &search),
            text,
            json: json!({ "type": "renew", "search": search, "confirm": link, "leave": leave }),
            leave: Some(leave),
        }
    }

    /// Tells of articles, by region.
    #[must_use]
    pub fn news(&self, alert: &Alert, articles: &[EnrichedArticle]) -> Composed {
        let (language, a) = self.language(alert);
        let search = self.title(alert, language);
        let leave = self.link("leave", Purpose::Leave, alert, language);
        let all = self.all_hits(alert, language);
        let told = articles.iter().take(SHOWN);
        let told: Vec<Told> = told.map(|article| self.told(article, language)).collect();
        let subject_text = count(
            a.mail_news_subject_one,
            a.mail_news_subject_many,
            articles.len() as u64,
            language,
        );
        let mut text = vec![fill(a.mail_news, &[("search", &search)]), String::new()];
        for (region, told) in by_region(&told) {
            text.push(region.unwrap_or(a.mail_elsewhere).to_uppercase());
            text.push(String::new());
            for one in told {
                text.extend([
                    one.title.clone(),
                    format!("{} · {}", one.day, one.source),
                    one.url.clone(),
                    String::new(),
                ]);
            }
        }
        let more = articles.len().saturating_sub(SHOWN).to_string();
        let all_text = match articles.len() > SHOWN {
            true => fill(a.mail_more, &[("count", &more)]),
            false => a.mail_all.to_owned(),
        };
        text.extend([
            format!("{all_text} {all}"),
            String::new(),
            "-- ".to_owned(),
            a.mail_why.to_owned(),
            format!("{} {leave}", a.mail_leave),
        ]);
        let articles: Vec<Value> = told.iter().map(Told::json).collect();
        Composed {
            subject: subject(&subject_text, &search),
            text: text.join("\n"),
            json: json!({
                "type": "news",
                "search": search,
                "articles": articles,
                "all": all,
                "leave": leave,
            }),
            leave: Some(leave),
        }
    }

    fn told(&self, article: &EnrichedArticle, language: Language) -> Told {
        let entities = &article.entities;
        let article = &article.article;
        let source = article.source.as_str();
        let title = one_line(&mask(&article.title), LONGEST_TITLE);
        let own = format!("{}/articles/{}", self.public_url, article.id.as_str());
        let url = article.url.as_deref().filter(|url| is_web_address(url));
        let region = entities.regions.first();
        Told {
            title,
            url: url.map_or(own, str::to_owned),
            day: article
                .published
                .map_or_else(|| "–".to_owned(), |time| page_date(time, language)),
            source: one_line(
                self.sources.get(source).map_or(source, String::as_str),
                LONGEST_TITLE,
            ),
            region: region.map(|region| region_label(region, language)),
        }
    }

    fn language(&self, alert: &Alert) -> (Language, &'static AlertTexts) {
        let language = Language::from_code(&alert.language).unwrap_or(Language::Finnish);
        (language, alert_texts(language))
    }

    fn title(&self, alert: &Alert, language: Language) -> String {
        let search = StoredSearch::from_text(&alert.search);
        let title = search.map(|search| search.title(language));
        one_line(&title.unwrap_or_default(), LONGEST_TITLE)
    }

    fn link(&self, page: &str, purpose: Purpose, alert: &Alert, language: Language) -> String {
        let token = self.keys.token(purpose, alert.id);
        let code = language.code();
        format!("{}/alerts/{page}/{token}?ui={code}", self.public_url)
    }

    fn all_hits(&self, alert: &Alert, language: Language) -> String {
        let search = StoredSearch::from_text(&alert.search);
        let query = search.map(|search| search.query_string());
        let query = query.filter(|query| !query.is_empty());
        let query = query.map_or_else(String::new, |query| format!("{query}&"));
        let code = language.code();
        format!(
            "{}/search?{query}sort=-published&ui={code}",
            self.public_url
        )
    }
}

impl Told {
    fn json(&self) -> Value {
        json!({
            "title": self.title,
            "url": self.url,
            "published": self.day,
            "source": self.source,
            "region": self.region,
        })
    }
}

/// The articles of each region in the order of their names, those without one last.
fn by_region(told: &[Told]) -> Vec<(Option<&str>, Vec<&Told>)> {
    let mut groups: BTreeMap<(bool, Option<&str>), Vec<&Told>> = BTreeMap::new();
    for one in told {
        let region = one.region.as_deref();
        groups
            .entry((region.is_none(), region))
            .or_default()
            .push(one);
    }
    let groups = groups.into_iter();
    groups.map(|((_, region), told)| (region, told)).collect()
}

fn subject(text: &str, search: &str) -> String {
    fill(text, &[("search", &one_line(search, LONGEST_SUBJECT))])
}

/// A text of others as one line without signs that steer a terminal or a mail program.
fn one_line(text: &str, longest: usize) -> String {
    let plain = text.chars().map(|sign| match sign.is_control() {
        true => ' ',
        false => sign,
    });
    let words: String = plain.collect();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words,
    }
}

fn is_web_address(text: &str) -> bool {
    url::Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
        && !text.contains(|sign: char| sign.is_whitespace() || sign.is_control())
}
