//! Stops on SIGTERM and Ctrl-C.

use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio_util::sync::CancellationToken;

/// Cancels the token when the process is asked to end, from the moment this returns. A second signal ends it at once.
///
/// Must be called inside a runtime.
pub fn on_signal(stop: &CancellationToken) {
    let listening = signal(SignalKind::terminate()).and_then(|terminate| {
        let interrupt = signal(SignalKind::interrupt())?;
        Ok((terminate, interrupt))
    });
    let Ok((mut terminate, mut interrupt)) = listening else {
        // Without signal handling the system's default ends the process.
        return;
    };
    let stop = stop.clone();
    tokio::spawn(async move {
        either(&mut terminate, &mut interrupt).await;
        stop.cancel();
        either(&mut terminate, &mut interrupt).await;
        std::process::exit(130);
    });
}

async fn either(terminate: &mut Signal, interrupt: &mut Signal) {
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
}
