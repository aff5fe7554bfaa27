//! What went wrong while a page was read, with codes that scripts may rely on.

use std::fmt;

/// One warning about a page. The reading goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// What kind of warning.
    pub code: WarningCode,
    /// What happened on this page, in English.
    pub text: String,
}

impl Warning {
    /// A warning about one page.
    #[must_use]
    pub fn new(code: WarningCode, text: impl Into<String>) -> Self {
        Self {
            code,
            text: text.into(),
        }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.code.as_str(), self.text)
    }
}

/// The kinds of warning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum WarningCode {
    /// The header or the page names a character encoding that does not fit its bytes.
    WrongCharset,
    /// Bytes that the encoding does not know were replaced.
    UndecodableBytes,
    /// The text holds sequences that come from decoding it wrongly before (`Ã¤` for `ä`).
    Mojibake,
    /// The page is larger than what is read of one.
    PageCut,
    /// Elements stand in each other too deeply.
    DeepNesting,
    /// A tag has too many attributes.
    AttributesCut,
    /// The content is a PDF, an image or something else that is not HTML.
    NotHtml,
    /// A selector of the profile that was needed matched nothing.
    ProfileMissed,
    /// A date was found that cannot be right.
    ImplausibleDate,
    /// The JSON-LD of the page could not be read.
    BrokenJsonLd,
    /// No date of publication was found.
    NoDate,
    /// No title was found.
    NoTitle,
    /// The page may be a list; it was read as an article.
    DoubtfulArticle,
    /// The page shows its text only after its script has run.
    NeedsScript,
}

impl WarningCode {
    /// The stable word used in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::WrongCharset => "wrong_charset",
            Self::UndecodableBytes => "undecodable_bytes",
            Self::Mojibake => "mojibake",
            Self::PageCut => "page_cut",
            Self::DeepNesting => "deep_nesting",
            Self::AttributesCut => "attributes_cut",
            Self::NotHtml => "not_html",
            Self::ProfileMissed => "profile_missed",
            Self::ImplausibleDate => "implausible_date",
            Self::BrokenJsonLd => "broken_json_ld",
            Self::NoDate => "no_date",
            Self::NoTitle => "no_title",
            Self::DoubtfulArticle => "doubtful_article",
            Self::NeedsScript => "needs_script",
        }
    }
}
