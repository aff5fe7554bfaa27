//! The state of the service in the words of a language.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::super::sources::reason_text;
use crate::disk;
use crate::http::administration::{AdministratorView, DoubtfulName};
use crate::i18n::format::{day, fill, number};
use crate::i18n::{Language, PageTexts, StatusTexts, status_texts};
use crate::status::{Alarm, SourceStatus, Status};

/// What stands where nothing is known.
const NOTHING: &str = "–";

/// The words of one language.
pub(super) struct Wording {
    language: Language,
    s: &'static StatusTexts,
    p: &'static PageTexts,
    helsinki: TimeZone,
}

/// A source as a row of the table.
#[derive(Clone, Debug)]
pub(super) struct SourceRow {
    pub(super) id: String,
    /// Whether the settings do not let it be visited.
    pub(super) is_off: bool,
    /// Everything behind its identifier, in the order of the columns.
    pub(super) cells: [String; 8],
}

impl Wording {
    pub(super) fn new(language: Language, p: &'static PageTexts) -> Self {
        Self {
            language,
            s: status_texts(language),
            p,
            helsinki: TimeZone::get("Europe/Helsinki").unwrap_or(TimeZone::UTC),
        }
    }

    /// Of when the page tells, and of which version.
    pub(super) fn at(&self, status: &Status) -> String {
        let time = self.moment(Some(&status.at));
        fill(self.s.at, &[("time", &time), ("version", status.version)])
    }

    /// What an alarm says.
    pub(super) fn alarm(&self, alarm: &Alarm, status: &Status) -> String {
        let id = alarm.source.as_deref().unwrap_or_default();
        let source = status.sources.iter().find(|source| source.id == id);
        let lacking = source
            .map(|source| self.lacking(source))
            .unwrap_or_default();
        let reason = source.and_then(|source| source.alarm_reason.as_deref());
        let free = status.disk.free_bytes.map(disk::in_words);
        let values = [
            ("source", id),
            ("lacking", &lacking),
            (
                "reason",
                reason.map_or("", |reason| reason_text(reason, self.p)),
            ),
            ("free", free.as_deref().unwrap_or(NOTHING)),
            ("missing", &self.number(status.index.missing)),
        ];
        fill(self.s.alarm(alarm.code), &values)
    }

    /// Archive, index, disk, queue and crawlers, a line each.
    pub(super) fn parts(&self, status: &Status) -> [String; 5] {
        let (s, archive, index, queue) = (self.s, &status.archive, &status.index, &status.queue);
        let archive = [
            ("articles", self.number(archive.articles)),
            ("size", disk::in_words(archive.bytes)),
            ("nameless", self.number(archive.nameless)),
        ];
        let index = index.articles.map(|articles| {
            [
                ("articles", self.number(articles)),
                ("size", disk::in_words(index.bytes)),
                ("missing", self.number(index.missing)),
            ]
        });
        let free = status.disk.free_bytes.map(disk::in_words);
        let queue = [
            ("due", self.number(queue.due)),
            ("later", self.number(queue.later)),
            ("ended", self.number(queue.ended)),
        ];
        let visited = status.crawlers.iter().map(|crawler| crawler.sources);
        let crawlers = [
            ("count", self.number(status.crawlers.len() as u64)),
            ("sources", self.number(visited.sum())),
        ];
        [
            filled(s.archive, &archive),
            index.map_or(s.index_unreadable.to_owned(), |index| {
                filled(s.index, &index)
            }),
            free.map_or(s.disk_unknown.to_owned(), |free| {
                fill(s.disk, &[("free", &free)])
            }),
            filled(s.queue, &queue),
            filled(s.crawlers, &crawlers),
        ]
    }

    pub(super) fn source(&self, source: &SourceStatus) -> SourceRow {
        let failures = source.failures.iter();
        let failures: Vec<String> = failures
            .map(|(outcome, count)| format!("{} {count}", self.s.word("visit", outcome)))
            .collect();
        let reading = match source.reads_badly.is_empty() {
            true => self.s.reads_well.to_owned(),
            false => fill(self.s.reads_badly, &[("what", &self.lacking(source))]),
        };
        let a_week = source.articles_a_week.map(|rate| format!("{rate:.1}"));
        let a_week = a_week.map(|rate| match self.language {
            Language::English => rate,
            Language::Finnish | Language::Swedish => rate.replace('.', ","),
        });
        SourceRow {
            id: source.id.clone(),
            is_off: source.enabled != Some(true),
            cells: [
                self.number(source.articles),
                a_week.unwrap_or_else(|| NOTHING.to_owned()),
                self.moment(source.visited_at.as_deref()),
                self.moment(source.next_visit_at.as_deref()),
                self.moment(source.last_new_at.as_deref()),
                or_nothing(failures.join(", ")),
                reading,
                or_nothing(
                    self.s
                        .word("source", source.alarm.as_deref().unwrap_or_default())
                        .to_owned(),
                ),
            ],
        }
    }

    pub(super) fn name(&self, name: &DoubtfulName) -> String {
        format!(
            "{} ({}, {})",
            name.name,
            self.s.word("kind", name.kind),
            self.number(name.articles)
        )
    }

    /// Alerts by way, messages that wait, and messages by how they ended.
    pub(super) fn alerts(&self, view: &AdministratorView) -> Vec<String> {
        let s = self.s;
        let mut lines = Vec::new();
        for (way, confirmed, waiting) in &view.alerts {
            let values = [
                ("way", s.word("way", way).to_owned()),
                ("confirmed", self.number((*confirmed).into())),
                ("waiting", self.number((*waiting).into())),
            ];
            lines.push(filled(s.alerts_of_way, &values));
        }
        let waiting = self.number(view.messages_waiting.into());
        lines.push(fill(s.messages_waiting, &[("count", &waiting)]));
        let ended = view.messages.iter();
        lines
            .extend(ended.map(|(outcome, count)| format!("{}: {count}", s.word("ended", outcome))));
        lines
    }

    fn lacking(&self, source: &SourceStatus) -> String {
        let words = source.reads_badly.iter().map(|what| self.s.lacking(what));
        words.collect::<Vec<_>>().join(", ")
    }

    fn number(&self, value: u64) -> String {
        number(value, self.language)
    }

    /// Day and time in Finland.
    fn moment(&self, moment: Option<&str>) -> String {
        let time = moment.and_then(|moment| moment.parse::<Timestamp>().ok());
        let Some(time) = time else {
            return NOTHING.to_owned();
        };
        let here = self.helsinki.to_datetime(time);
        let between = match self.language {
            Language::English => ':',
            Language::Finnish | Language::Swedish => '.',
        };
        let (day, hour, minute) = (day(here.date(), self.language), here.hour(), here.minute());
        format!("{day} {hour}{between}{minute:02}")
    }
}

fn filled(text: &str, values: &[(&str, String)]) -> String {
    let values: Vec<(&str, &str)> = values
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    fill(text, &values)
}

fn or_nothing(text: String) -> String {
    match text.is_empty() {
        true => NOTHING.to_owned(),
        false => text,
    }
}
