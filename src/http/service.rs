//! Facts from the settings that the HTTP side needs: who runs the service, what it searches, what it shows.

use aluehaku_article::listing::PersonThreshold;

use super::connections::ConnectionLimits;
use super::text::web_link;

/// Facts from the settings that the HTTP side needs.
#[derive(Clone, Debug, Hash)]
pub struct ServiceSettings {
    /// Address under which people reach the service, without a slash at the end
    /// (`https://haku.example`); addresses in answers are relative when it is absent.
    pub public_url: Option<String>,
    /// Requests a second that one client may make; 0 lets everyone ask at will.
    pub rate_limit: u32,
    /// Whether a proxy on this machine is believed when it names its client in `X-Forwarded-For`.
    pub trust_loopback_proxy: bool,
    /// What connections may hold.
    pub connections: ConnectionLimits,
    /// The configured sources.
    pub sources: Vec<SourceView>,
    /// From how many articles and sources on a person is put forward, as the engine was told.
    pub person_threshold: PersonThreshold,
    /// Who runs the service.
    pub operator: OperatorView,
    /// Sites that may show the pages made for it in a frame, as `frame-ancestors` names them; none when empty.
    pub frame_ancestors: Vec<String>,
    /// How Finnish is analysed, for `/health/ready`.
    pub analyser: AnalyserView,
    /// Version of the service.
    pub version: String,
}

/// Who runs the service.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct OperatorView {
    /// Name of the person or body; pages say so when it is not stated.
    pub name: Option<String>,
    /// E-mail address or address of a page that reaches them.
    pub contact: Option<String>,
}

/// What readers of the service may know about a source.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SourceView {
    /// Stable identifier.
    pub id: String,
    /// Name as people know it.
    pub name: String,
    /// Maakunta it publishes in.
    pub region: Option<String>,
    /// How much of its articles is shown.
    pub show: Show,
    /// Its own web page.
    pub home_url: Option<String>,
}

/// How much of an article is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Show {
    /// Title, lead, a snippet and the link.
    #[default]
    Snippet,
    /// The whole text, where the publisher's terms allow it.
    Full,
}

/// How Finnish is analysed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct AnalyserView {
    /// Name of the analyser in use, as `voikko` or `snowball`.
    pub name: String,
    /// Description of the dictionary it reads; absent when it has none.
    pub dictionary: Option<String>,
}

impl OperatorView {
    /// The contact as a link: where it leads and what it says.
    #[must_use]
    pub(crate) fn contact_link(&self) -> Option<(String, &str)> {
        let contact = self.contact.as_deref()?;
        let href = match web_link(contact) {
            Some(address) => address.to_owned(),
            None if contact.contains('@') => format!("mailto:{contact}"),
            None => return None,
        };
        Some((href, contact))
    }
}

impl SourceView {
    /// A source that only articles name, not the settings.
    #[must_use]
    pub(crate) fn unconfigured(id: &str) -> Self {
        Self {
            id: id.to_owned(),
            name: id.to_owned(),
            region: None,
            show: Show::default(),
            home_url: None,
        }
    }
}
