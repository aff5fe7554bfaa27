//! Writes results to standard output, and what else there is to say to standard error.

use std::fmt;
use std::io::{self, BufWriter, ErrorKind, StdoutLock, Write};

/// Says a line on standard error, with the arguments of `format!`. All commands do it by this and not by
/// `eprintln!`, which panics where the reader has gone, as in `aluehaku crawl 2>&1 | head`.
macro_rules! say {
    ($($words:tt)*) => {
        $crate::cli::output::say_line(format_args!($($words)*))
    };
}
pub(super) use say;

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

/// What [`say!`] does: a reader that has gone is no reason to stop working.
pub(super) fn say_line(words: fmt::Arguments<'_>) {
    let _ = writeln!(io::stderr(), "{words}");
}

/// Writes a line to standard output of what goes on from now on; that nobody reads it is no reason to end it.
pub(super) fn announce(words: fmt::Arguments<'_>) {
    let _ = writeln!(io::stdout(), "{words}");
}
