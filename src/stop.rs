//! Stops on SIGTERM and Ctrl-C.

use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

/// Cancels the token when the process is asked to end. A second signal ends it at once.
///
/// Must be called inside a runtime.
pub fn on_signal(stop: &CancellationToken) {
    let stop = stop.clone();
    tokio::spawn(async move {
        asked().await;
        stop.cancel();
        asked().await;
        std::process::exit(130);
    });
}

async fn asked() {
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        // Without signal handling the system's default ends the process.
        return std::future::pending().await;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}
