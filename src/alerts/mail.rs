//! Mail: through the operator's server, by the crate `lettre`.
//!
//! The commands are given one by one, so that a message is noted as handed over just before its text is sent: whoever
//! is killed before that sends it again, and whoever is killed after it does not.

use std::time::Duration;

use anyhow::Context as _;
use lettre::Address;
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::ClientId;

use super::sending::{Failure, HandOver, Sent};
use crate::config::alerts::{Security, SmtpSettings};

/// Longest wait for an answer of the server.
const TIMEOUT: Duration = Duration::from_secs(30);

/// A mail to be sent.
#[derive(Clone, Debug)]
pub struct Letter<'a> {
    /// Whom it goes to.
    pub to: &'a str,
    /// A number that no other message of this service has.
    pub number: i64,
    /// Its subject.
    pub subject: &'a str,
    /// Its text.
    pub text: &'a str,
    /// Where one leaves at once.
    pub leave: Option<&'a str>,
    /// What tells a bounce of it from others.
    pub bounce_token: Option<&'a str>,
}

/// Sends mail through one server, over one connection as long as it lasts.
#[derive(Debug)]
pub struct Postman {
    settings: SmtpSettings,
    from: Mailbox,
    /// The service as mails name it in their identifiers.
    domain: String,
    connection: Option<Connection>,
}

/// The connection, which has no debug form of its own.
struct Connection(SmtpConnection);

impl std::fmt::Debug for Connection {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Connection")
    }
}

impl Postman {
    /// A postman for the server of the settings; `public_url` names the service.
    ///
    /// # Errors
    /// When the settings name no address to send from.
    pub fn new(settings: SmtpSettings, public_url: &str) -> anyhow::Result<Self> {
        let from: Mailbox = settings
            .from
            .parse()
            .context("alerts.smtp.from is no e-mail address")?;
        let host = url::Url::parse(public_url).ok();
        let host = host.as_ref().and_then(url::Url::host_str);
        Ok(Self {
            domain: host.unwrap_or("localhost").to_owned(),
            settings,
            from,
            connection: None,
        })
    }

    /// Sends a letter. `hand_over` is called just before its text is sent.
    ///
    /// # Errors
    /// How it failed; nobody has the letter then, unless the connection broke while the server answered.
    pub fn send(&mut self, letter: &Letter<'_>, hand_over: HandOver<'_>) -> Result<Sent, Failure> {
        let to: Address = letter.to.parse().map_err(|_| Failure::Bounced)?;
        let message = self.message(letter, &to)?;
        let payload = payload(&message.formatted());
        let envelope = self.envelope_sender(letter);
        let result = self.converse(envelope, &to, &payload, hand_over);
        if result.is_err() {
            // What the server thinks of the conversation is uncertain.
            self.hang_up();
        }
        result
    }

    /// Ends the connection; the next letter makes another.
    pub fn hang_up(&mut self) {
        if let Some(mut connection) = self.connection.take() {
            // Whether the server says good-bye changes nothing.
            let _ = connection.0.quit();
        }
    }

    fn converse(
        &mut self,
        from: Option<Address>,
        to: &Address,
        payload: &str,
        hand_over: HandOver<'_>,
    ) -> Result<Sent, Failure> {
        let connection = self.connected()?;
        connection
            .command(Mail::new(from, Vec::new()))
            .map_err(|error| Failure::of_server(&error))?;
        connection
            .command(Rcpt::new(to.clone(), Vec::new()))
            .map_err(|error| match error.is_permanent() {
                true => Failure::Bounced,
                false => Failure::of_server(&error),
            })?;
        connection
            .command(Data)
            .map_err(|error| Failure::of_server(&error))?;
        hand_over()?;
        connection
            .command(payload)
            .map_err(|error| Failure::of_server(&error))?;
        Ok(Sent)
    }

    /// The connection to the server, made anew where the one before has ended.
    fn connected(&mut self) -> Result<&mut SmtpConnection, Failure> {
        let lives = self
            .connection
            .as_mut()
            .is_some_and(|connection| connection.0.command(Rset).is_ok());
        if !lives {
            self.connection = None;
            let connection = self.connect().map_err(|error| {
                Failure::Unreachable(format!("the mail server {}: {error}", self.settings.host))
            })?;
            self.connection = Some(Connection(connection));
        }
        match &mut self.connection {
            Some(connection) => Ok(&mut connection.0),
            None => Err(Failure::Unreachable("there is no connection".to_owned())),
        }
    }

    fn connect(&self) -> Result<SmtpConnection, lettre::transport::smtp::Error> {
        // Another part of the process may have chosen one before, which serves as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let SmtpSettings {
            host,
            port,
            security,
            ..
        } = &self.settings;
        let name = ClientId::Domain(self.domain.clone());
        let tls = match security {
            Security::None => None,
            Security::Starttls | Security::Tls => Some(TlsParameters::new(host.clone())?),
        };
        let at_once = tls.as_ref().filter(|_| *security == Security::Tls);
        let server = (host.as_str(), *port);
        let mut connection = SmtpConnection::connect(server, Some(TIMEOUT), &name, at_once, None)?;
        if let Some(tls) = tls.filter(|_| *security == Security::Starttls) {
            // Fails where the server does not offer it: nothing is sent in plain text.
            connection.starttls(&tls, &name)?;
        }
        if let (Some(user), Some(password)) = (&self.settings.user, &self.settings.password) {
            let credentials = Credentials::new(user.clone(), password.clone());
            connection.auth(DEFAULT_MECHANISMS, &credentials)?;
        }
        Ok(connection)
    }

    /// Where bounces go: with a sign for the alert, so that it is known who cannot be reached.
    fn envelope_sender(&self, letter: &Letter<'_>) -> Option<Address> {
        let bounces = self.settings.bounces.as_deref();
        let Some(address) = bounces.and_then(|text| text.parse::<Mailbox>().ok()) else {
            return Some(self.from.email.clone());
        };
        let token = letter.bounce_token.unwrap_or_default();
        let marked = format!("{}+{token}", address.email.user());
        Address::new(marked, address.email.domain())
            .ok()
            .or(Some(address.email))
    }

    fn message(&self, letter: &Letter<'_>, to: &Address) -> Result<Message, Failure> {
        let mut message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to.clone()))
            .subject(letter.subject)
            .message_id(Some(format!("<alert-{}@{}>", letter.number, self.domain)))
            .header(ContentType::TEXT_PLAIN)
            .header(ContentTransferEncoding::QuotedPrintable)
            .raw_header(raw("Auto-Submitted", "auto-generated"));
        if let Some(leave) = letter.leave {
            message = message
                .raw_header(raw("List-Unsubscribe", &format!("<{leave}>")))
                .raw_header(raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"))
                .raw_header(raw("List-Id", &format!("<alerts.{}>", self.domain)));
        }
        let message = message.body(letter.text.to_owned());
        message.map_err(|error| Failure::Refused(format!("the mail cannot be written: {error}")))
    }
}

fn raw(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::dangerous_new_pre_encoded(
        HeaderName::new_from_ascii_str(name),
        value.to_owned(),
        value.to_owned(),
    )
}

/// The text of a message as it goes over the wire: dots at the beginning of lines doubled, a lone dot at the end.
fn payload(message: &[u8]) -> String {
    let text = String::from_utf8_lossy(message);
    let mut payload = String::with_capacity(text.len() + 16);
    for line in text.trim_end_matches(['\r', '\n']).split("\r\n") {
        if line.starts_with('.') {
            payload.push('.');
        }
        payload.push_str(line);
        payload.push_str("\r\n");
    }
    payload.push_str(".\r\n");
    payload
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_begin_with_a_dot_do_not_end_the_message() {
        assert_eq!(payload(b"a\r\n.\r\n..b\r\n"), "a\r\n..\r\n...b\r\n.\r\n");
        assert_eq!(payload(b""), "\r\n.\r\n");
    }
}
