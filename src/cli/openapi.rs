//! `aluehaku openapi`: the description of the HTTP API.

use std::io::Write;

use clap::Args;

use super::Ending;
use super::output::standard_output;
use crate::http;

/// Print the OpenAPI description of the HTTP API as JSON.
#[derive(Debug, Args)]
pub(super) struct OpenapiArguments {}

pub(super) fn run(_: &OpenapiArguments) -> anyhow::Result<Ending> {
    let mut output = standard_output();
    writeln!(output, "{}", http::openapi_document(None))?;
    output.flush()?;
    Ok(Ending::Done)
}
