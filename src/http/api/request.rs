//! What every endpoint reads from a request: parameters, languages, what the client already has.

use std::convert::Infallible;
use std::net::IpAddr;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::http::client::client;
use crate::http::conditional::{Conditions, header};
use crate::http::params::fault::Fault;
use crate::http::params::names::NameBook;
use crate::http::params::read::{Reading, read_language, read_strictly};
use crate::http::params::table::Endpoint;
use crate::http::problem::Problem;
use crate::http::state::AppState;
use crate::i18n::{Language, Languages};

/// A request to the API.
#[derive(Clone, Debug)]
pub(crate) struct ApiRequest {
    /// The languages of the answer: what the address names, else what the client likes best.
    pub(crate) languages: Languages,
    /// What the client already has.
    pub(crate) conditions: Conditions,
    /// Who asks.
    pub(crate) client: IpAddr,
    query: String,
}

impl ApiRequest {
    /// The parameters, when each of them is known here and has a value that can be used.
    ///
    /// # Errors
    /// The problem that names every parameter at fault.
    pub(crate) fn params(&self, endpoint: Endpoint, state: &AppState) -> Result<Reading, Problem> {
        let reading = read_strictly(&self.query, endpoint, NameBook::of(state));
        if reading.faults.is_empty() {
            return Ok(reading);
        }
        Err(Fault::problem(&reading.faults, self.languages.messages))
    }

    /// Checks that there are no parameters but the language, for reads that have no others.
    ///
    /// # Errors
    /// The problem that names every other parameter.
    pub(crate) fn only_language(&self, state: &AppState) -> Result<(), Problem> {
        self.params(Endpoint::Labels, state).map(|_| ())
    }
}

impl FromRequestParts<AppState> for ApiRequest {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        let query = parts.uri.query().unwrap_or_default().to_owned();
        let accepted = header(&parts.headers, "accept-language");
        let liked = accepted.and_then(Language::from_accept_language);
        Ok(Self {
            languages: Languages::wanted(read_language(&query).or(liked)),
            conditions: Conditions::from_request_parts(parts, state).await?,
            client: client(
                &parts.extensions,
                &parts.headers,
                state.settings().trust_loopback_proxy,
            ),
            query,
        })
    }
}
