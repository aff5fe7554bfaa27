//! What the program says of its work: to standard error, and, where that is built in, to a collector of traces.

use std::io::{IsTerminal, stderr};

use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{EnvFilter, Layer as _, fmt};

use super::Context;
#[cfg(feature = "otel")]
use super::output::say;
#[cfg(feature = "otel")]
use crate::telemetry::Telemetry;

/// What goes on as long as it is held.
#[derive(Debug)]
pub(super) struct Logging {
    #[cfg(feature = "otel")]
    _traces: Option<Telemetry>,
}

/// Logs go to standard error: words on a terminal, JSON otherwise. `RUST_LOG` wins over `-v`.
pub(super) fn start(context: &Context, serves: bool) -> Logging {
    let level = match (context.quiet, context.verbose) {
        (true, _) => "error",
        (false, 0) if serves => "warn,aluehaku=info",
        (false, 0) => "warn",
        (false, 1) => "warn,aluehaku=info",
        (false, 2) => "info,aluehaku=debug",
        (false, _) => "debug",
    };
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(level));
    // A log that nobody reads any longer is no error: to say so would need the same reader.
    let lines = fmt::layer().with_writer(stderr).log_internal_errors(false);
    let lines = match stderr().is_terminal() {
        true => lines
            .with_ansi(std::env::var_os("NO_COLOR").is_none())
            .with_target(false)
            .boxed(),
        false => lines.json().flatten_event(true).boxed(),
    };
    let subscriber = tracing_subscriber::registry().with(lines.with_filter(filter));
    #[cfg(feature = "otel")]
    {
        let traces = Telemetry::start().unwrap_or_else(|error| {
            say!("aluehaku: no traces are sent: {error:#}");
            None
        });
        subscriber
            .with(traces.as_ref().map(Telemetry::layer))
            .init();
        Logging { _traces: traces }
    }
    #[cfg(not(feature = "otel"))]
    {
        subscriber.init();
        Logging {}
    }
}
