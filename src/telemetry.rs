//! Traces of requests and visits, sent to a collector by OTLP over HTTP; built in by the feature `otel` alone.
//!
//! The collector is named as everywhere: `OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318` (or
//! `OTEL_EXPORTER_OTLP_TRACES_ENDPOINT`, `OTEL_SERVICE_NAME` and what else OpenTelemetry defines). Where neither is
//! set, nothing is sent. A trace says no more than the log does: routes instead of addresses, nothing of readers.

use anyhow::Context as _;
use opentelemetry::KeyValue;
use opentelemetry::trace::TracerProvider as _;
use opentelemetry_otlp::SpanExporter;
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::SdkTracerProvider;
use tracing::Subscriber;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::registry::LookupSpan;

/// What names a collector.
const ENDPOINTS: [&str; 2] = [
    "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
    "OTEL_EXPORTER_OTLP_ENDPOINT",
];

/// What names the service to the collector, where the operator does.
const SERVICE_NAMES: [&str; 2] = ["OTEL_SERVICE_NAME", "OTEL_RESOURCE_ATTRIBUTES"];

/// The way to the collector; what waits is sent when it is dropped.
#[derive(Debug)]
pub struct Telemetry {
    provider: SdkTracerProvider,
}

impl Telemetry {
    /// The way to the collector that the environment names; none where it names none.
    ///
    /// # Errors
    /// When the environment names an address that is none.
    pub fn start() -> anyhow::Result<Option<Self>> {
        if !is_any_set(ENDPOINTS) {
            return Ok(None);
        }
        // A process has one; whoever comes first sets it.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let exporter = SpanExporter::builder().with_http().build();
        let exporter =
            exporter.with_context(|| format!("traces: see {}", ENDPOINTS.join(" and ")))?;
        let mut resource = Resource::builder();
        if !is_any_set(SERVICE_NAMES) {
            resource = resource.with_service_name("aluehaku");
        }
        let version = KeyValue::new("service.version", env!("CARGO_PKG_VERSION"));
        let provider = SdkTracerProvider::builder()
            .with_batch_exporter(exporter)
            .with_resource(resource.with_attribute(version).build());
        Ok(Some(Self {
            provider: provider.build(),
        }))
    }

    /// Takes the spans of the service, whatever the log shows.
    #[must_use]
    pub fn layer<S>(&self) -> impl Layer<S> + use<S>
    where
        S: Subscriber + for<'span> LookupSpan<'span>,
    {
        let ours = Targets::new().with_target("aluehaku", LevelFilter::INFO);
        let layer = tracing_opentelemetry::layer().with_tracer(self.provider.tracer("aluehaku"));
        layer.with_filter(ours)
    }
}

impl Drop for Telemetry {
    fn drop(&mut self) {
        if let Err(error) = self.provider.shutdown() {
            tracing::warn!(%error, "the last traces could not be sent");
        }
    }
}

fn is_any_set(names: [&str; 2]) -> bool {
    names
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}
