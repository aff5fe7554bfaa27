//! Where readers ask for news of a search, confirm that they want it, and leave: what the pages need of whoever keeps
//! that.

use std::fmt;

use crate::archive::alerts::{Rhythm, Way};
use crate::i18n::Language;

/// Which ways are offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offered {
    /// By e-mail.
    pub mail: bool,
    /// By a request to an address.
    pub webhooks: bool,
}

/// What a reader asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// Where news goes, as typed.
    pub recipient: String,
    /// How often.
    pub rhythm: Rhythm,
    /// The search as it is kept.
    pub search: String,
    /// The reader's language.
    pub language: Language,
}

/// What became of a wish. It is the same whether the recipient has alerts already, so that nobody learns that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The recipient is asked to confirm.
    Asked {
        /// With what messages to a webhook are signed.
        secret: Option<String>,
    },
    /// Nothing can be sent there.
    BadRecipient,
    /// Too many people ask just now.
    Busy,
}

/// An alert as its recipient sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlertView {
    /// The search as it is kept.
    pub search: String,
    /// How often it tells.
    pub rhythm: Rhythm,
    /// How.
    pub way: Way,
}

/// What a link is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// To confirm.
    Confirm,
    /// To leave.
    Leave,
}

/// Keeps alerts. Its calls block; they are made off the async threads.
pub trait AlertDesk: fmt::Debug + Send + Sync {
    /// Which ways are offered.
    fn offered(&self) -> Offered;

    /// Takes a wish.
    ///
    /// # Errors
    /// When it cannot be kept.
    fn ask(&self, wish: &Wish) -> anyhow::Result<Answer>;

    /// The alert of a link; none when the link is not ours or the alert is gone.
    ///
    /// # Errors
    /// When it cannot be read.
    fn look(&self, link: Link, token: &str) -> anyhow::Result<Option<AlertView>>;

    /// Does what the link is for. False when there is no such alert any more.
    ///
    /// # Errors
    /// When it cannot be kept.
    fn follow(&self, link: Link, token: &str) -> anyhow::Result<bool>;
}
