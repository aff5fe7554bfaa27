//! A stream whose reader must go on: when it takes in too little for too long, writing ends with an error.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Sleep, sleep};

/// What the other side must take in within the time for it to count as going on, in bytes: whoever reads a byte now
/// and then does not.
const LEAST: usize = 4 * 1024;

/// A stream with limited patience for its reader.
#[derive(Debug)]
pub(super) struct PatientStream<S> {
    stream: S,
    patience: Duration,
    /// Runs while something waits to be written.
    waiting: Option<Pin<Box<Sleep>>>,
    /// Bytes taken in since it runs.
    taken: usize,
}

impl<S> PatientStream<S> {
    /// A stream whose reader may take so long for the next few kilobytes.
    pub(super) fn new(stream: S, patience: Duration) -> Self {
        Self {
            stream,
            patience,
            waiting: None,
            taken: 0,
        }
    }

    /// What a write came to, seen with patience.
    fn seen(
        &mut self,
        context: &mut Context<'_>,
        written: Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        match written {
            Poll::Ready(Ok(bytes)) => {
                self.taken += bytes;
                if self.taken >= LEAST {
                    self.rest();
                }
                written
            }
            Poll::Ready(Err(_)) => written,
            Poll::Pending => {
                let patience = self.patience;
                let waiting = self
                    .waiting
                    .get_or_insert_with(|| Box::pin(sleep(patience)));
                ready!(waiting.as_mut().poll(context));
                Poll::Ready(Err(io::Error::new(
                    io::ErrorKind::TimedOut,
                    "the client does not read the answer",
                )))
            }
        }
    }

    /// Nothing waits any more, or the reader goes on.
    fn rest(&mut self) {
        self.waiting = None;
        self.taken = 0;
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for PatientStream<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for PatientStream<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.seen(context, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, parts);
        self.seen(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    /// Whoever writes through a buffer flushes when all of it is written.
    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(Pin::new(&mut self.stream).poll_flush(context))?;
        self.rest();
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::time::{Instant, advance};

    use super::*;

    const PATIENCE: Duration = Duration::from_secs(20);

    #[tokio::test(start_paused = true)]
    async fn who_never_reads_is_given_up() {
        let (stream, _reader) = tokio::io::duplex(1024);
        let begun = Instant::now();
        let written = PatientStream::new(stream, PATIENCE)
            .write_all(&[7; 5000])
            .await;
        assert_eq!(written.unwrap_err().kind(), io::ErrorKind::TimedOut);
        assert_eq!(begun.elapsed(), PATIENCE);
    }

    #[tokio::test(start_paused = true)]
    async fn who_reads_a_byte_now_and_then_is_given_up() {
        let (stream, mut reader) = tokio::io::duplex(1024);
        let reading = tokio::spawn(async move {
            while reader.read_u8().await.is_ok() {
                advance(PATIENCE / 10).await;
            }
        });
        let mut stream = PatientStream::new(stream, PATIENCE);
        let written = stream.write_all(&[7; 50_000]).await;
        assert_eq!(written.unwrap_err().kind(), io::ErrorKind::TimedOut);
        drop(stream);
        reading.await.unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn who_reads_slowly_gets_all_of_it() {
        let (stream, mut reader) = tokio::io::duplex(1024);
        let reading = tokio::spawn(async move {
            let mut read = vec![0; 1024];
            let mut all = 0;
            loop {
                sleep(PATIENCE / 10).await;
                match reader.read(&mut read).await.unwrap() {
                    0 => return all,
                    bytes => all += bytes,
                }
            }
        });
        let mut stream = PatientStream::new(stream, PATIENCE);
        for _ in 0..10 {
            stream.write_all(&[7; 5_000]).await.unwrap();
            stream.flush().await.unwrap();
            sleep(PATIENCE * 2).await;
        }
        drop(stream);
        assert_eq!(reading.await.unwrap(), 50_000);
    }
}
