//! Shares over the years as a line, and in words.

use crate::i18n::Language;
use crate::i18n::format::number;

/// Width and height of the drawing inside its margins, in its own units.
const SIZE: (f64, f64) = (600.0, 150.0);

/// A share for people: `12,3 %`.
pub(super) fn percent(share: Option<f64>, language: Language) -> String {
    let Some(share) = share else {
        return "–".to_owned();
    };
    let tenths = (share * 1000.0).round() as u64;
    let decimal = if language == Language::English {
        '.'
    } else {
        ','
    };
    format!(
        "{}{decimal}{}\u{a0}%",
        number(tenths / 10, language),
        tenths % 10
    )
}

/// A share for programs: `12.34`; empty where nothing is known.
pub(super) fn decimal(share: Option<f64>) -> String {
    share.map_or_else(String::new, |share| format!("{:.2}", share * 100.0))
}

/// The path of a line from the left to the right edge of the drawing, broken where nothing is known.
pub(super) fn line(shares: impl Iterator<Item = Option<f64>>, count: usize, top: f64) -> String {
    let step = SIZE.0 / count.saturating_sub(1).max(1) as f64;
    let mut path = String::new();
    let mut is_broken = true;
    for (position, share) in shares.enumerate() {
        if let Some(share) = share {
            let (x, y) = (position as f64 * step, SIZE.1 * (1.0 - share / top));
            // A line of no length shows a point that stands alone.
            path.push_str(&match is_broken {
                true => format!("M{x:.1} {y:.1}h0"),
                false => format!("L{x:.1} {y:.1}"),
            });
        }
        is_broken = share.is_none();
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_drawn_from_edge_to_edge() {
        assert_eq!(
            line([Some(0.0), Some(0.5), Some(1.0)].into_iter(), 3, 1.0),
            "M0.0 150.0h0L300.0 75.0L600.0 0.0"
        );
        assert_eq!(line([Some(0.5)].into_iter(), 1, 0.5), "M0.0 0.0h0");
        assert_eq!(
            line([Some(1.0), None, Some(0.0)].into_iter(), 3, 1.0),
            "M0.0 0.0h0M600.0 150.0h0"
        );
    }

    #[test]
    fn shares_are_written_as_each_language_does() {
        assert_eq!(percent(Some(0.1234), Language::Finnish), "12,3\u{a0}%");
        assert_eq!(percent(Some(1.0), Language::English), "100.0\u{a0}%");
        assert_eq!(percent(None, Language::English), "–");
    }
}
