//! Statements as PostgreSQL reads them.

/// What tells SQLite which index to take, up to the name of the index.
const INDEX_HINT: &str = " INDEXED BY ";

/// A statement with PostgreSQL's parameters (`$1`) in place of numbered ones of SQLite (`?1`), and without a word on
/// which index to take. What stands in quotation marks or behind `--` stays.
pub(super) fn for_postgres(sql: &str) -> String {
    let (before, behind) = match sql.split_once(INDEX_HINT) {
        Some((before, behind)) => (
            before,
            behind.trim_start_matches(|letter: char| !letter.is_whitespace()),
        ),
        None => (sql, ""),
    };
    numbered(before) + &numbered(behind)
}

fn numbered(sql: &str) -> String {
    let mut translated = String::with_capacity(sql.len());
    let mut quote = None;
    let mut before = ' ';
    for letter in sql.chars() {
        match (quote, letter) {
            (Some(open), letter) if letter == open => quote = None,
            (None, '\'' | '"') => quote = Some(letter),
            (None, '-') if before == '-' => quote = Some('\n'),
            _ => {}
        }
        let is_parameter = letter == '?' && quote.is_none();
        translated.push(if is_parameter { '$' } else { letter });
        before = letter;
    }
    translated
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_those_of_the_server_and_quoted_text_stays() {
        assert_eq!(
            for_postgres("SELECT '?1', \"a?\" -- why?\n FROM t WHERE a = ?1 AND b = ?12"),
            "SELECT '?1', \"a?\" -- why?\n FROM t WHERE a = $1 AND b = $12"
        );
    }

    #[test]
    fn the_server_chooses_its_index_itself() {
        assert_eq!(
            for_postgres("SELECT url FROM frontier INDEXED BY by_turn\n WHERE source = ?1"),
            "SELECT url FROM frontier\n WHERE source = $1"
        );
    }
}
