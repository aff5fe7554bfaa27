//! Reads a robots.txt (RFC 9309) as the large search engines do, because that is what site owners
//! test theirs with: the longest rule decides, an equally long `Allow` wins, groups of one robot
//! are joined, and common misspellings are understood. It never fails: what is no line of a
//! robots.txt says nothing.

use url::{Position, Url};

use super::pattern::{self, Pattern};
use super::spelling::{escaped, in_utf8, unreserved_decoded, without_mark};

/// Bytes that are read; more is left out (RFC 9309 section 2.5 asks for 500 KiB at least).
pub const MAX_BYTES: usize = 500 * 1024;

/// Longest line that is read whole. Addresses of 2,083 characters, the longest that browsers
/// kept, need at most so many bytes.
const MAX_LINE_BYTES: usize = 2_083 * 8;

/// Most rules kept of one group; a file of the largest size with shorter ones is no list of rules.
const MAX_RULES: usize = 50_000;

/// Beginnings of keys, with the misspellings that are common enough to be understood.
const KEYS: [(&str, Key); 13] = [
    ("user-agent", Key::Agent),
    ("useragent", Key::Agent),
    ("user agent", Key::Agent),
    ("allow", Key::Allow),
    ("disallow", Key::Disallow),
    ("dissallow", Key::Disallow),
    ("dissalow", Key::Disallow),
    ("disalow", Key::Disallow),
    ("diasllow", Key::Disallow),
    ("disallaw", Key::Disallow),
    ("crawl-delay", Key::Delay),
    ("sitemap", Key::Sitemap),
    ("site-map", Key::Sitemap),
];

/// What a robots.txt says to one robot.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RobotsFile {
    /// Rules of the groups that name the robot; they alone count where there are such groups.
    own: Option<Group>,
    /// Rules of the groups for everybody.
    everybody: Group,
    /// Addresses of sitemaps, as written.
    sitemaps: Vec<String>,
}

/// Rules that apply together.
#[derive(Clone, Debug, Default, PartialEq)]
struct Group {
    rules: Vec<Rule>,
    delay_s: Option<f32>,
}

#[derive(Clone, Debug, PartialEq)]
struct Rule {
    allows: bool,
    /// Length of the pattern as written, in bytes with escapes: the longer one decides.
    length: usize,
    /// What paths must begin with.
    pattern: Pattern,
    /// The same with needless escapes undone, where that differs.
    plain: Option<Pattern>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Key {
    Agent,
    Allow,
    Disallow,
    Delay,
    Sitemap,
}

/// For whom the lines being read are.
#[derive(Debug, Default)]
struct Readers {
    own: bool,
    everybody: bool,
    /// Whether a rule was read since the last `User-agent`: the next one begins a new group.
    closed: bool,
}

impl RobotsFile {
    /// Reads a file for the robot with a product token. Of `agent`, all up to the first character
    /// that no token has (RFC 9309 section 2.2.1) counts, so `Aluehaku/0.1` may be given.
    #[must_use]
    pub fn parse(content: &[u8], agent: &str) -> Self {
        let agent = token(agent.as_bytes());
        let content = &content[..content.len().min(MAX_BYTES)];
        let content = in_utf8(content);
        let content = without_mark(&content);
        let mut file = Self::default();
        let mut readers = Readers::default();
        // An empty line between CR and LF says nothing, so both may end lines by themselves.
        for line in content.split(|byte| matches!(byte, b'\n' | b'\r')) {
            if let Some((key, value)) = key_and_value(&line[..line.len().min(MAX_LINE_BYTES)]) {
                file.add(key, value, agent, &mut readers);
            }
        }
        file
    }

    /// Whether an address of the site may be requested.
    #[must_use]
    pub fn allows(&self, url: &Url) -> bool {
        self.allows_path(&url[Position::BeforePath..Position::AfterQuery])
    }

    /// Seconds it asks to leave between two requests.
    #[must_use]
    pub fn delay_s(&self) -> Option<f32> {
        self.group().delay_s
    }

    /// Sitemaps it names, as written.
    pub fn sitemaps(&self) -> impl Iterator<Item = &str> {
        self.sitemaps.iter().map(String::as_str)
    }

    fn group(&self) -> &Group {
        self.own.as_ref().unwrap_or(&self.everybody)
    }

    /// How much there is to compare a path with, in bytes.
    #[must_use]
    pub fn size(&self) -> usize {
        self.group().rules.iter().map(|rule| rule.length).sum()
    }

    /// The longest rule that fits decides; of two equally long ones, the one that allows.
    pub(super) fn allows_path(&self, path: &str) -> bool {
        let path = if path.is_empty() { "/" } else { path };
        let path = escaped(path.as_bytes());
        let plain = pattern::literal(&unreserved_decoded(&path));
        let path = pattern::literal(&path);
        let longest = |allows: bool| {
            let rules = self.group().rules.iter();
            let rules = rules.filter(|rule| rule.allows == allows);
            rules.filter_map(|rule| rule.strength(&path, &plain)).max()
        };
        longest(false).unwrap_or(0) <= longest(true).unwrap_or(0)
    }

    fn add(&mut self, key: Key, value: &[u8], agent: &[u8], readers: &mut Readers) {
        match key {
            Key::Agent => {
                if std::mem::take(&mut readers.closed) {
                    *readers = Readers::default();
                }
                let is_everybody = value.first() == Some(&b'*')
                    && value.get(1).is_none_or(u8::is_ascii_whitespace);
                if is_everybody {
                    readers.everybody = true;
                } else if !agent.is_empty() && token(value).eq_ignore_ascii_case(agent) {
                    readers.own = true;
                    self.own.get_or_insert_default();
                }
            }
            Key::Allow | Key::Disallow => {
                readers.closed = true;
                // An empty rule says nothing: `Disallow:` allows all.
                if !value.is_empty() {
                    let rule = Rule::new(key == Key::Allow, value);
                    self.for_readers(readers, |group| group.add(&rule));
                }
            }
            Key::Delay => {
                let seconds = std::str::from_utf8(value).ok();
                let seconds = seconds.and_then(|value| value.parse::<f32>().ok());
                if let Some(seconds) = seconds.filter(|s| s.is_finite() && *s >= 0.0) {
                    self.for_readers(readers, |group| {
                        group.delay_s.get_or_insert(seconds);
                    });
                }
            }
            Key::Sitemap => self
                .sitemaps
                .push(String::from_utf8_lossy(value).into_owned()),
        }
    }

    fn for_readers(&mut self, readers: &Readers, mut change: impl FnMut(&mut Group)) {
        if readers.everybody {
            change(&mut self.everybody);
        }
        if readers.own {
            change(self.own.get_or_insert_default());
        }
    }
}

impl Group {
    fn add(&mut self, rule: &Rule) {
        if self.rules.len() < MAX_RULES {
            self.rules.push(rule.clone());
        }
    }
}

impl Rule {
    fn new(allows: bool, value: &[u8]) -> Self {
        let written = escaped(value);
        // What is forbidden under one spelling is under the other (RFC 9309 section 2.2.2); what is
        // allowed is taken by the letter, as is usual.
        let plain = Some(unreserved_decoded(&written)).filter(|plain| !allows && *plain != written);
        Self {
            allows,
            length: written.len(),
            pattern: Pattern::new(&written),
            plain: plain.map(|plain| Pattern::new(&plain)),
        }
    }

    /// Length of the rule when it fits a path, given as written and with needless escapes undone.
    fn strength(&self, path: &str, plain: &str) -> Option<usize> {
        if self.pattern.fits(path) {
            return Some(self.length);
        }
        if self.allows {
            // A folder's own page is the folder: `Allow: /a/index.html` opens `/a/` too.
            let folder = self.pattern.folder()?;
            return folder.fits(path).then(|| folder.length());
        }
        let pattern = self.plain.as_ref().unwrap_or(&self.pattern);
        pattern.fits(plain).then_some(self.length)
    }
}

/// The two sides of a line, without its comment.
fn key_and_value(line: &[u8]) -> Option<(Key, &[u8])> {
    let line = line.split(|byte| *byte == b'#').next()?.trim_ascii();
    let (key, value) = match line.iter().position(|byte| *byte == b':') {
        Some(colon) => (&line[..colon], &line[colon + 1..]),
        // The colon is forgotten now and then; two words are then key and value.
        None => {
            let space = line.iter().position(|byte| matches!(byte, b' ' | b'\t'))?;
            let value = line[space..].trim_ascii();
            if value.iter().any(u8::is_ascii_whitespace) {
                return None;
            }
            (&line[..space], value)
        }
    };
    let key = key.trim_ascii();
    let begins_with = |name: &str| {
        key.get(..name.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()))
    };
    let (_, key) = KEYS.iter().find(|(name, _)| begins_with(name))?;
    Some((*key, value.trim_ascii()))
}

/// The product token at the beginning of a name: letters, `-` and `_`.
fn token(name: &[u8]) -> &[u8] {
    let is_token = |byte: &u8| byte.is_ascii_alphabetic() || matches!(byte, b'-' | b'_');
    let length = name.iter().position(|byte| !is_token(byte));
    &name[..length.unwrap_or(name.len())]
}
