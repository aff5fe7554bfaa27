//! The network as the crawler needs it: names and connections.
//!
//! Everything above it (the guard, TLS, HTTP, limits) is the same over the internet and over the
//! pretend web of the tests, which answers in memory and by a clock that they move.

use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr};

use futures::future::BoxFuture;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpStream, lookup_host};

/// Finds and reaches machines.
pub trait Network: fmt::Debug + Send + Sync {
    /// The addresses a name has now.
    ///
    /// # Errors
    /// When the name is not known or nobody can be asked.
    fn resolve<'a>(&'a self, name: &'a str) -> BoxFuture<'a, io::Result<Vec<IpAddr>>>;

    /// A connection to a machine.
    ///
    /// # Errors
    /// When it cannot be reached.
    fn connect(&self, address: SocketAddr) -> BoxFuture<'_, io::Result<Box<dyn Stream>>>;
}

/// A connection that can be read and written.
pub trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<S: AsyncRead + AsyncWrite + Send + Unpin> Stream for S {}

/// The real one.
#[derive(Clone, Copy, Debug, Default)]
pub struct Internet;

impl Network for Internet {
    fn resolve<'a>(&'a self, name: &'a str) -> BoxFuture<'a, io::Result<Vec<IpAddr>>> {
        Box::pin(async move {
            let found = lookup_host((name, 0)).await?;
            Ok(found.map(|address| address.ip()).collect())
        })
    }

    fn connect(&self, address: SocketAddr) -> BoxFuture<'_, io::Result<Box<dyn Stream>>> {
        Box::pin(async move {
            let stream = TcpStream::connect(address).await?;
            stream.set_nodelay(true)?;
            Ok(Box::new(stream) as Box<dyn Stream>)
        })
    }
}
