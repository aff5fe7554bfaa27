//! A mention as JSON, and how sure it is.

use aluehaku_article::{EntityKind, Evidence, Mention, TextPart};
use serde::{Deserialize, Serialize};

/// One mention as JSON; offsets are bytes of the named text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MentionRecord {
    /// `title`, `lead` or `body`.
    pub part: String,
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// The words as they stand there.
    pub text: String,
    /// `person`, `organisation`, `project` or `place`.
    pub kind: String,
    /// Canonical name.
    pub name: String,
    /// What a person does, as the title before the name says; left out when nothing says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// What says that it is one, as `title` or `legal_form`; `given` when nothing is said of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
    /// How often mentions with such evidence are right, from 0 to 1; not taken on the way in.
    #[serde(skip_deserializing)]
    pub confidence: Confidence,
}

/// How sure something is, from 0 to 1 in hundredths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Confidence(u8);

impl From<f32> for Confidence {
    fn from(share: f32) -> Self {
        Self((share.clamp(0.0, 1.0) * 100.0).round() as u8)
    }
}

impl Serialize for Confidence {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(f64::from(self.0) / 100.0)
    }
}

impl MentionRecord {
    pub(super) fn from_mention(mention: &Mention) -> Self {
        Self {
            part: mention.part.as_str().to_owned(),
            start: mention.start,
            end: mention.end,
            text: mention.text.clone(),
            kind: mention.kind.as_str().to_owned(),
            name: mention.name.clone(),
            role: mention.role.clone(),
            evidence: Some(mention.evidence.as_str().to_owned()),
            confidence: mention.evidence.confidence(mention.kind).into(),
        }
    }

    pub(super) fn mention(&self) -> Option<Mention> {
        let part = TextPart::from_word(&self.part)?;
        let kinds = [
            EntityKind::Person,
            EntityKind::Organisation,
            EntityKind::Project,
            EntityKind::Place,
        ];
        let kind = kinds.into_iter().find(|kind| kind.as_str() == self.kind)?;
        Some(Mention {
            part,
            start: self.start,
            end: self.end,
            text: self.text.clone(),
            kind,
            name: self.name.clone(),
            role: self.role.clone(),
            evidence: self
                .evidence
                .as_deref()
                .and_then(Evidence::from_word)
                .unwrap_or(Evidence::Given),
        })
    }
}
