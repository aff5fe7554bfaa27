//! A profile's selectors, parsed once and found by what an element must have.
//!
//! Trying every selector on every element would cost more than parsing the page. As browsers do,
//! each selector is filed under the class, id or tag that its last part demands, and knows which
//! classes and ids must stand open around it; an element is tried against those that it has a
//! chance with.

use std::collections::HashMap;

use scraper::{ElementRef, Selector};
use twox_hash::XxHash3_64;

use super::selector_text::{Demand, demand, last_part, outer_parts, parts};
use super::{Profile, ProfileError};

/// What a selector of a profile selects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    List,
    Next,
    Article,
    Title,
    Lead,
    Body,
    Date,
    Modified,
    Author,
    Topics,
    Image,
    Remove,
}

impl Field {
    /// How many there are.
    pub(crate) const COUNT: usize = 12;

    /// The key in the profile's table.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Next => "next",
            Self::Article => "article",
            Self::Title => "title",
            Self::Lead => "lead",
            Self::Body => "body",
            Self::Date => "date",
            Self::Modified => "modified",
            Self::Author => "author",
            Self::Topics => "topics",
            Self::Image => "image",
            Self::Remove => "remove",
        }
    }
}

/// One selector without commas.
#[derive(Debug)]
struct Rule {
    field: Field,
    text: String,
    selector: Selector,
    /// What must stand open around the element.
    around: Around,
}

/// Which of the classes and ids that selectors demand of outer elements are there, a bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Around(u64);

impl Around {
    fn has_all(self, demanded: Self) -> bool {
        self.0 & demanded.0 == demanded.0
    }

    fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// What hangs on a class or an id.
#[derive(Debug, Default)]
struct Filed {
    /// Rules whose last part demands it.
    rules: Vec<usize>,
    /// What is around the elements inside one that has it.
    opens: Around,
}

/// By name. The names are the profile's own, so that no page can choose them badly.
type ByName<T> = HashMap<String, T, foldhash::fast::FixedState>;

/// A profile ready to read pages.
#[derive(Debug)]
pub struct CompiledProfile {
    name: String,
    signature: bool,
    posts: Option<String>,
    rules: Vec<Rule>,
    by_class: ByName<Filed>,
    by_id: ByName<Filed>,
    by_tag: ByName<Vec<usize>>,
    /// Rules whose last part demands none of these.
    others: Vec<usize>,
    /// Bits given out to what is demanded of outer elements.
    demands: u32,
}

impl CompiledProfile {
    /// Compiles a profile that has everything it inherits filled in.
    pub(super) fn new(name: &str, profile: &Profile) -> Result<Self, ProfileError> {
        let mut compiled = Self {
            name: name.to_owned(),
            signature: profile.signature.unwrap_or(false),
            posts: profile.posts.clone(),
            rules: Vec::new(),
            by_class: HashMap::default(),
            by_id: HashMap::default(),
            by_tag: HashMap::default(),
            others: Vec::new(),
            demands: 0,
        };
        let fields = [
            (Field::List, &profile.list),
            (Field::Next, &profile.next),
            (Field::Article, &profile.article),
            (Field::Title, &profile.title),
            (Field::Lead, &profile.lead),
            (Field::Body, &profile.body),
            (Field::Date, &profile.date),
            (Field::Modified, &profile.modified),
            (Field::Author, &profile.author),
            (Field::Topics, &profile.topics),
            (Field::Image, &profile.image),
        ];
        for (field, selectors) in fields {
            if let Some(selectors) = selectors {
                compiled.add(field, selectors)?;
            }
        }
        for selectors in &profile.remove {
            compiled.add(Field::Remove, selectors)?;
        }
        Ok(compiled)
    }

    /// Name in the settings.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Address of a list of posts for programs, relative to the start of the source.
    #[must_use]
    pub fn posts(&self) -> Option<&str> {
        self.posts.as_deref()
    }

    /// Whether it says which links lead to articles: the crawler then follows those alone.
    #[must_use]
    pub fn names_lists(&self) -> bool {
        self.states(Field::List)
    }

    /// Whether it says which element holds an article: a page without it is then none.
    #[must_use]
    pub fn names_article(&self) -> bool {
        self.states(Field::Article)
    }

    /// A number that changes when the profile reads otherwise: pages are then read anew.
    #[must_use]
    pub fn fingerprint(&self) -> u64 {
        let rules = self.rules.iter().map(|rule| (rule.field.key(), &rule.text));
        let whole = format!("{:?} {:?}", self.signature, rules.collect::<Vec<_>>());
        XxHash3_64::oneshot(whole.as_bytes())
    }

    /// Whether an article may end in a line with place, date and writer.
    pub(crate) fn has_signature(&self) -> bool {
        self.signature
    }

    /// Whether the profile says anything about a field.
    pub(crate) fn states(&self, field: Field) -> bool {
        self.rules.iter().any(|rule| rule.field == field)
    }

    /// The selector with a number, as the profile writes it.
    pub(crate) fn selector(&self, number: usize) -> &str {
        self.rules.get(number).map_or("", |rule| &rule.text)
    }

    /// Calls `found` with each field that an element is selected for, and the number of the
    /// selector; selectors of one field count up in the order in which they are written.
    ///
    /// `around` is what this returned for the element's parent.
    pub(crate) fn select(
        &self,
        element: ElementRef<'_>,
        around: Around,
        mut found: impl FnMut(Field, usize),
    ) -> Around {
        let value = element.value();
        let mut try_rules = |numbers: &[usize]| {
            for number in numbers {
                let rule = &self.rules[*number];
                if around.has_all(rule.around) && rule.selector.matches(&element) {
                    found(rule.field, *number);
                }
            }
        };
        try_rules(&self.others);
        if let Some(rules) = self.by_tag.get(value.name()) {
            try_rules(rules);
        }
        let mut inside = around;
        let mut try_filed = |filed: Option<&Filed>| {
            if let Some(filed) = filed {
                try_rules(&filed.rules);
                inside.add(filed.opens);
            }
        };
        for (name, content) in value.attrs() {
            match name {
                "class" => {
                    let classes = content.split_ascii_whitespace();
                    classes.for_each(|class| try_filed(self.by_class.get(class)));
                }
                "id" => try_filed(self.by_id.get(content)),
                _ => {}
            }
        }
        inside
    }

    fn add(&mut self, field: Field, selectors: &str) -> Result<(), ProfileError> {
        let name = self.name.clone();
        let wrong = |reason: String| ProfileError::Selector {
            profile: name.clone(),
            key: field.key(),
            selector: selectors.to_owned(),
            reason,
        };
        // The whole list first, so that an empty part between commas is an error too.
        Selector::parse(selectors).map_err(|error| wrong(error.to_string()))?;
        for text in parts(selectors, |byte| byte == b',') {
            let selector = Selector::parse(text).map_err(|error| wrong(error.to_string()))?;
            let number = self.rules.len();
            let around = self.demanded_around(text);
            self.rules.push(Rule {
                field,
                text: text.to_owned(),
                selector,
                around,
            });
            let filed = match demand(last_part(text)) {
                Demand::Class(class) => {
                    &mut self.by_class.entry(class.to_owned()).or_default().rules
                }
                Demand::Id(id) => &mut self.by_id.entry(id.to_owned()).or_default().rules,
                Demand::Tag(tag) => self.by_tag.entry(tag.to_ascii_lowercase()).or_default(),
                Demand::Nothing => &mut self.others,
            };
            filed.push(number);
        }
        Ok(())
    }

    /// The classes and ids that a selector demands of outer elements.
    fn demanded_around(&mut self, selector: &str) -> Around {
        let mut around = Around::default();
        for part in outer_parts(selector) {
            let filed = match demand(part) {
                Demand::Class(class) => self.by_class.entry(class.to_owned()).or_default(),
                Demand::Id(id) => self.by_id.entry(id.to_owned()).or_default(),
                Demand::Tag(_) | Demand::Nothing => continue,
            };
            // Beyond the number of bits, selectors are tried without asking.
            if filed.opens == Around::default() && self.demands < u64::BITS {
                filed.opens = Around(1 << self.demands);
                self.demands += 1;
            }
            around.add(filed.opens);
        }
        around
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use scraper::Html;

    use super::super::ProfileSet;
    use super::*;

    #[test]
    fn filing_finds_what_trying_every_selector_finds() {
        let selectors = [
            "p",
            ".a",
            "#i",
            "div > p.b",
            ":is(h1, h2)",
            "[data-x]",
            "a[rel~=next], .c",
            ".a:not(.b)",
            "ul li:first-child",
            "*:empty",
            "div p",
            "#o p",
            ".o.n > .a",
            ".o .b, .x .b",
            "p.a + p",
            ".o p ~ ul li",
            "body:not(.o) .b",
            ".m\\:f",
            ".m\\:f > .c",
        ];
        let page = Html::parse_document(
            "<h1 class=a>1</h1><div id=o class='n o'><p class='a b' id=i>2</p><p class=b data-x>3<ul><li>4<li>5</ul>\
             <a rel='nofollow next' class=c></a></div>\
             <div class='m:f'><i class=c></i></div>",
        );
        for selector in selectors {
            let profile = Profile {
                body: Some(selector.to_owned()),
                ..Profile::default()
            };
            let set = ProfileSet::new(&BTreeMap::from([("x".to_owned(), profile)])).unwrap();
            let compiled = set.get("x").unwrap();
            let plain = Selector::parse(selector).unwrap();
            let mut inside: HashMap<_, Around> = HashMap::new();
            for element in page.root_element().descendent_elements() {
                let mut fields = 0;
                let parent = element.parent().and_then(|parent| inside.get(&parent.id()));
                let around = parent.copied().unwrap_or_default();
                let own = compiled.select(element, around, |field, _| {
                    fields += usize::from(field == Field::Body);
                });
                inside.insert(element.id(), own);
                assert_eq!(
                    fields > 0,
                    plain.matches(&element),
                    "{selector} {}",
                    element.html()
                );
            }
        }
    }
}
