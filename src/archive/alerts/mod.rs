//! Searches that somebody is told news of: who asked for what ([`subscriptions`]), what there is to tell and what was
//! told ([`news`]), messages on their way ([`outbox`]), and what the operator was told of ([`alarms`]).

pub mod alarms;
pub mod news;
pub mod outbox;
pub mod subscriptions;

use crate::archive::store::{self, Connection};

/// How news reaches somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Way {
    /// By e-mail.
    Mail,
    /// By a request to an address of theirs.
    Webhook,
}

/// How often somebody is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rhythm {
    /// As soon as there is something.
    AtOnce,
    /// In the morning.
    Daily,
    /// On Monday morning.
    Weekly,
}

impl Way {
    /// The word that is stored and shown to programs.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Webhook => "webhook",
        }
    }

    /// The way with a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Mail, Self::Webhook]
            .into_iter()
            .find(|way| way.as_str() == word)
    }
}

impl Rhythm {
    /// All of them, the most frequent first.
    pub const ALL: [Self; 3] = [Self::AtOnce, Self::Daily, Self::Weekly];

    /// The word that is stored and shown to programs.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AtOnce => "at_once",
            Self::Daily => "daily",
            Self::Weekly => "weekly",
        }
    }

    /// The rhythm with a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rhythm| rhythm.as_str() == word)
    }
}

/// The mark of the key with which recipients are sealed: of the first machine that told its own.
///
/// # Errors
/// When the database refuses.
pub fn agree_on_key(connection: &Connection, mark: i64) -> store::Result<i64> {
    connection.execute(
        "INSERT INTO counters (name, value) VALUES ('alerts_key', ?1) ON CONFLICT DO NOTHING",
        [mark],
    )?;
    connection.query_row(
        "SELECT value FROM counters WHERE name = 'alerts_key'",
        [],
        |row| row.get(0),
    )
}
