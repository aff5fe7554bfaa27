//! Queries with the articles that answer them, as people write them down.

use std::collections::HashMap;

use anyhow::{Context as _, bail};
use serde::Deserialize;

/// A query and what answers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JudgedQuery {
    /// Its name in reports.
    pub id: String,
    /// The parameters of the search, in the form of an address.
    pub parameters: String,
    /// What kind of query it is, where the file says so.
    pub kind: Option<String>,
    /// How relevant articles are, by identifier or address; 0 is not at all.
    pub grades: HashMap<String, u32>,
}

/// Judged queries and what they must at least reach.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct JudgedQueries {
    /// The queries, in the order of the file.
    pub queries: Vec<JudgedQuery>,
    /// Lowest mean nDCG@10 that is accepted, by the name of the analyser; empty when none is stated.
    pub floor: HashMap<String, f64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    floor: HashMap<String, f64>,
    queries: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    q: String,
    kind: Option<String>,
    /// Further parameters of the search, in the form of an address.
    #[serde(default)]
    with: String,
    /// Articles that answer the query.
    #[serde(default)]
    relevant: Vec<String>,
    /// Articles that answer it best.
    #[serde(default)]
    best: Vec<String>,
}

impl JudgedQueries {
    /// Reads a file of judged queries, as `fixtures/queries.toml` is one.
    ///
    /// # Errors
    /// When it is no TOML of this form.
    pub fn from_toml(text: &str) -> anyhow::Result<Self> {
        let file: File = toml::from_str(text)?;
        let queries = file.queries.into_iter().map(|entry| {
            let relevant = entry.relevant.into_iter().map(|id| (id, 1));
            let best = entry.best.into_iter().map(|id| (id, 2));
            let parameters = match entry.with.as_str() {
                "" => parameters_of(&entry.q),
                with => format!("{}&{with}", parameters_of(&entry.q)),
            };
            JudgedQuery {
                id: entry.q,
                parameters,
                kind: entry.kind,
                grades: relevant.chain(best).collect(),
            }
        });
        Ok(Self {
            queries: queries.collect(),
            floor: file.floor,
        })
    }

    /// Reads queries (`query_id TAB query` a line) and TREC judgements (`query_id 0 article_id grade`
    /// a line); queries that nobody judged are left out.
    ///
    /// # Errors
    /// When a line is of another form; the message names it.
    pub fn from_trec(queries: &str, judgements: &str) -> anyhow::Result<Self> {
        let mut grades = read_judgements(judgements)?;
        let mut judged = Vec::new();
        for (number, line) in numbered_lines(queries) {
            let (id, text) = line.split_once('\t').with_context(|| {
                format!("line {number} of the queries: expected an identifier, a tab and the query")
            })?;
            if let Some(grades) = grades.remove(id) {
                judged.push(JudgedQuery {
                    id: id.to_owned(),
                    parameters: parameters_of(text),
                    kind: None,
                    grades,
                });
            }
        }
        Ok(Self {
            queries: judged,
            floor: HashMap::new(),
        })
    }
}

fn read_judgements(text: &str) -> anyhow::Result<HashMap<String, HashMap<String, u32>>> {
    let mut grades: HashMap<String, HashMap<String, u32>> = HashMap::new();
    for (number, line) in numbered_lines(text) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [query, _, article, grade] = words[..] else {
            bail!(
                "line {number} of the judgements: expected a query, a 0, an article and a grade, \
                divided by spaces"
            );
        };
        let grade: i64 = grade.parse().with_context(|| {
            format!("line {number} of the judgements: the grade {grade} is no whole number")
        })?;
        let grade = u32::try_from(grade.max(0)).unwrap_or(u32::MAX);
        let of_query = grades.entry(query.to_owned()).or_default();
        of_query.insert(article.to_owned(), grade);
    }
    Ok(grades)
}

fn numbered_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().map(|line| line.trim_end_matches('\r'));
    (1..).zip(lines).filter(|(_, line)| !line.trim().is_empty())
}

fn parameters_of(q: &str) -> String {
    url::form_urlencoded::Serializer::new(String::new())
        .append_pair("q", q)
        .finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trec_files_are_read_together() {
        let read =
            JudgedQueries::from_trec("q1\tetsi minut\r\nq2\tjoku\n\n", "q1 0 d1 2\nq1 0 d2 -1\n")
                .unwrap();
        assert_eq!(read.queries.len(), 1);
        assert_eq!(read.queries[0].parameters, "q=etsi+minut");
        assert_eq!(read.queries[0].grades["d1"], 2);
        assert_eq!(read.queries[0].grades["d2"], 0);
    }

    #[test]
    fn a_line_of_another_form_is_named() {
        let queries = JudgedQueries::from_trec("q1 etsi", "").unwrap_err();
        assert!(queries.to_string().contains("line 1 of the queries"));
        let judgements = JudgedQueries::from_trec("", "q1 0 d1\n").unwrap_err();
        assert!(judgements.to_string().contains("line 1 of the judgements"));
        let grade = JudgedQueries::from_trec("", "\nq1 0 d1 x\n").unwrap_err();
        assert!(grade.to_string().contains("line 2 of the judgements"));
    }

    #[test]
    fn queries_in_toml_may_have_grades_parameters_and_a_floor() {
        let text = "floor = { voikko = 0.9 }\n[[queries]]\nq = \"a b\"\nkind = \"phrase\"\n\
            with = \"match=all\"\nrelevant = [\"x\"]\nbest = [\"y\"]\n";
        let read = JudgedQueries::from_toml(text).unwrap();
        assert_eq!(read.queries[0].parameters, "q=a+b&match=all");
        assert_eq!(read.queries[0].grades["y"], 2);
        assert_eq!(read.floor["voikko"], 0.9);
        assert!(JudgedQueries::from_toml("[[queries]]\nquery = \"a\"").is_err());
    }
}
