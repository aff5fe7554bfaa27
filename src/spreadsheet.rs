//! Texts of others as cells of a spreadsheet.

/// Signs by which spreadsheet programs tell a formula at the beginning of a cell; some read the wide forms that
/// East Asian keyboards type like the plain ones.
const FORMULA_SIGNS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// A text as a cell. One that a spreadsheet program would take for a formula is preceded by an apostrophe.
pub(crate) fn cell(text: String) -> String {
    if text.starts_with(FORMULA_SIGNS) {
        format!("'{text}")
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_cannot_become_formulas() {
        for formula in ["=1+1", "+1", "-1", "@A1", "\t=1", "\n=1", "＝1+1", "＠A1"] {
            assert_eq!(cell(formula.to_owned()), format!("'{formula}"));
        }
        assert_eq!(cell("Uusimaa; Lappi".to_owned()), "Uusimaa; Lappi");
    }
}
