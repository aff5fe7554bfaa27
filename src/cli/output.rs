//! Writes results to standard output.

use std::io::{self, BufWriter, ErrorKind, StdoutLock, Write};

/// Standard output, buffered; flush it when the results are complete.
pub(super) fn standard_output() -> BufWriter<StdoutLock<'static>> {
    BufWriter::new(io::stdout().lock())
}

/// Whether an error means that the reader of our output has gone, as `head` does: no failure.
pub(super) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let io_error = cause.downcast_ref::<io::Error>().map(io::Error::kind);
        let json_error = cause
            .downcast_ref::<serde_json::Error>()
            .and_then(serde_json::Error::io_error_kind);
        io_error.or(json_error) == Some(ErrorKind::BrokenPipe)
    })
}

/// Writes one value as a line of JSON.
pub(super) fn json_line(
    output: &mut impl Write,
    value: &impl serde::Serialize,
) -> anyhow::Result<()> {
    serde_json::to_writer(&mut *output, value)?;
    output.write_all(b"\n")?;
    Ok(())
}
