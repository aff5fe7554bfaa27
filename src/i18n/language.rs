//! The languages people can read the service in, and how one is chosen for a request.

/// A language of the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// Finnish.
    Finnish,
    /// Swedish.
    Swedish,
    /// English.
    English,
}

/// The languages of an answer to a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Languages {
    /// Language of labels: names of regions, sources, languages.
    pub labels: Language,
    /// Language of messages: warnings, problems, reasons.
    pub messages: Language,
}

impl Languages {
    /// The language that the client wants for both; for whoever wants none, labels are Finnish, as
    /// the values they stand for, and messages English, as the names of the API.
    #[must_use]
    pub fn wanted(language: Option<Language>) -> Self {
        Self {
            labels: language.unwrap_or(Language::Finnish),
            messages: language.unwrap_or(Language::English),
        }
    }
}

impl Language {
    /// Every language, in the order the switch shows them.
    pub const ALL: [Self; 3] = [Self::Finnish, Self::Swedish, Self::English];

    /// ISO 639-1 code, as in `ui=sv` and `lang="sv"`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Finnish => "fi",
            Self::Swedish => "sv",
            Self::English => "en",
        }
    }

    /// Its own name for itself.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::Finnish => "Suomi",
            Self::Swedish => "Svenska",
            Self::English => "English",
        }
    }

    /// The language with a code; case does not matter.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|language| language.code().eq_ignore_ascii_case(code))
    }

    /// The language of ours that an `Accept-Language` header likes best (RFC 9110, 12.5.4).
    ///
    /// Regional variants count as their language (`sv-FI` is Swedish); of equally liked ones the
    /// first named wins; a header without any of ours gives `None`.
    #[must_use]
    pub fn from_accept_language(header: &str) -> Option<Self> {
        let mut best: Option<(Self, f32)> = None;
        for item in header.split(',').take(32) {
            let mut parts = item.split(';');
            let tag = parts.next().unwrap_or_default().trim();
            let Some(language) = Self::from_code(tag.split('-').next().unwrap_or_default()) else {
                continue;
            };
            let weight = parts
                .find_map(|part| part.trim().strip_prefix("q=")?.parse::<f32>().ok())
                .unwrap_or(1.0);
            if weight > best.map_or(0.0, |(_, known)| known) {
                best = Some((language, weight));
            }
        }
        best.map(|(language, _)| language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(header: &str, expected: Option<Language>) {
        assert_eq!(Language::from_accept_language(header), expected, "{header}");
    }

    #[test]
    fn the_best_liked_language_of_ours_is_chosen() {
        check("sv-FI,sv;q=0.9,fi;q=0.8", Some(Language::Swedish));
        check("de, en;q=0.5, fi;q=0.7", Some(Language::Finnish));
        check("EN-us", Some(Language::English));
        check("fi;q=0, en;q=0.1", Some(Language::English));
        check("fi;q=0", None);
        check("de,fr;q=0.3", None);
        check("*", None);
        check("", None);
        check(";;;,,,q=;fi;q=x", None);
    }
}
