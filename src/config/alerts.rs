//! `[alerts]`: whether readers may have news of a search sent to them, and how; and where the operator is told of
//! alarms.

use serde::{Deserialize, Serialize};
use url::Url;

use crate::address::is_loopback;

/// `[alerts]`: off until `smtp` or `webhooks` is set.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AlertSettings {
    /// Whether readers may have news sent to addresses of theirs by HTTP.
    pub webhooks: bool,
    /// Whether these may lie on this machine.
    pub webhooks_on_loopback: bool,
    /// Articles published longer ago than so many days when they are found are no news; 0 takes all.
    pub oldest_d: u32,
    /// Days after which a reader is asked whether an alert should stay; who does not answer is removed.
    pub renew_d: u32,
    /// Most alerts of one recipient.
    pub most_of_recipient: u32,
    /// E-mail address that is told of alarms.
    pub operator: Option<String>,
    /// Web address that is told of alarms.
    pub operator_webhook: Option<String>,
    /// The mail server; without one no mail is sent.
    pub smtp: Option<SmtpSettings>,
}

/// `[alerts.smtp]`: the mail server.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmtpSettings {
    /// Its name.
    pub host: String,
    /// Its port.
    #[serde(default = "submission")]
    pub port: u16,
    /// How the connection is encrypted.
    #[serde(default)]
    pub security: Security,
    /// Name of the account, where there is one.
    #[serde(default)]
    pub user: Option<String>,
    /// Its password; better given by `ALUEHAKU__ALERTS__SMTP__PASSWORD`.
    #[serde(default)]
    pub password: Option<String>,
    /// Who the mails are from: `Aluehaku <haku@esimerkki.example>`.
    pub from: String,
    /// Where bounces go, when that is not where mails are from. A sign for the alert is put behind the name
    /// (`bounces+…@`), so that `aluehaku alerts bounced` knows whom to remove.
    #[serde(default)]
    pub bounces: Option<String>,
}

/// How a connection to the mail server is encrypted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Security {
    /// Begun in plain text and then encrypted, which must work.
    #[default]
    Starttls,
    /// Encrypted from the beginning.
    Tls,
    /// In plain text: only for a server on this machine.
    None,
}

impl Default for AlertSettings {
    fn default() -> Self {
        Self {
            webhooks: false,
            webhooks_on_loopback: false,
            oldest_d: 0,
            renew_d: 365,
            most_of_recipient: 50,
            operator: None,
            operator_webhook: None,
            smtp: None,
        }
    }
}

impl AlertSettings {
    /// Whether readers may have alerts at all.
    #[must_use]
    pub fn are_offered(&self) -> bool {
        self.webhooks || self.smtp.is_some()
    }

    /// Whether anything is sent: alerts to readers, or alarms to the operator.
    #[must_use]
    pub fn are_sent(&self) -> bool {
        self.are_offered() || self.operator_webhook.is_some()
    }

    /// What is wrong with the settings; `public_url` is the address of the service.
    ///
    /// # Errors
    /// What, where, and what to do.
    pub(super) fn check(&self, public_url: Option<&str>) -> Result<(), String> {
        if !self.are_sent() {
            return Ok(());
        }
        if public_url.is_none() {
            return Err(
                "alerts: links in messages need the address of the service; set server.public_url"
                    .to_owned(),
            );
        }
        let is_address = |text: &str| text.parse::<lettre::message::Mailbox>().is_ok();
        if let Some(operator) = self.operator.as_deref().filter(|text| !is_address(text)) {
            return Err(format!(
                "alerts.operator: {operator:?} is no e-mail address"
            ));
        }
        if let Some(webhook) = self.operator_webhook.as_deref() {
            self.check_webhook(webhook)?;
        }
        let Some(smtp) = &self.smtp else {
            return Ok(());
        };
        if !is_address(&smtp.from) {
            return Err(format!(
                "alerts.smtp.from: {:?} is no e-mail address, as \"Aluehaku <haku@esimerkki.example>\"",
                smtp.from
            ));
        }
        if let Some(bounces) = smtp.bounces.as_deref().filter(|text| !is_address(text)) {
            return Err(format!(
                "alerts.smtp.bounces: {bounces:?} is no e-mail address"
            ));
        }
        let is_here = matches!(smtp.host.as_str(), "localhost" | "127.0.0.1" | "::1");
        if smtp.security == Security::None && !is_here {
            return Err(format!(
                "alerts.smtp.security: \"none\" would send readers' addresses in plain text to {}; use \"starttls\" or \"tls\"",
                smtp.host
            ));
        }
        if smtp.user.is_some() != smtp.password.is_some() {
            return Err("alerts.smtp: give both user and password, or neither".to_owned());
        }
        Ok(())
    }

    fn check_webhook(&self, webhook: &str) -> Result<(), String> {
        let url = Url::parse(webhook).ok().filter(Url::has_host);
        let url = url.ok_or_else(|| {
            format!("alerts.operator_webhook: {webhook:?} is no web address, as \"https://vahti.esimerkki.example/haku\"")
        })?;
        match is_loopback(&url) {
            true if self.webhooks_on_loopback => Ok(()),
            true => Err(
                "alerts.operator_webhook: it lies on this machine; allow that by webhooks_on_loopback = true in [alerts]"
                    .to_owned(),
            ),
            false if url.scheme() == "https" => Ok(()),
            false => Err(
                "alerts.operator_webhook: alarms would be sent in plain text; give an https address".to_owned(),
            ),
        }
    }
}

fn submission() -> u16 {
    587
}
