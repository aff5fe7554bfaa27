//! Work that no asynchronous runtime may be around.

/// Does something where an asynchronous runtime may be entered: in a thread of its own, if the one that asks belongs to
/// one. The client has a runtime inside, and no runtime may be entered or ended within another.
pub(super) fn apart<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    if tokio::runtime::Handle::try_current().is_err() {
        return work();
    }
    std::thread::scope(|scope| {
        let working = scope.spawn(work);
        working
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}
