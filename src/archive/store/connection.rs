//! A way to the database: a file of SQLite or a server.

use rusqlite::TransactionBehavior;
use rusqlite::types::{FromSql, ValueRef};

use super::error::{Error, Result};
use super::params::Params;
use super::server::Server;
use super::session::{Cursor, READING, Session};
use super::values::Held;

/// A way to the database.
#[derive(Debug)]
pub struct Connection(Engine);

#[derive(Debug)]
enum Engine {
    Sqlite(rusqlite::Connection),
    Postgres(Box<Session>),
}

/// What a transaction is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Several looks at one state.
    Reading,
    /// A change that is on the disk when it is committed.
    Writing,
    /// A change that a power cut may take back.
    Noting,
}

/// A transaction, which is taken back unless it is committed.
#[derive(Debug)]
pub(crate) struct Transaction<'a>(OpenTransaction<'a>);

#[derive(Debug)]
enum OpenTransaction<'a> {
    Sqlite(rusqlite::Transaction<'a>),
    Postgres(OnServer<'a>),
}

/// A transaction on a server, none once it has ended.
#[derive(Debug)]
struct OnServer<'a>(Option<&'a Session>);

/// A statement that is ready to run.
#[derive(Debug)]
pub struct Statement<'a>(Ready<'a>);

enum Ready<'a> {
    Sqlite(rusqlite::CachedStatement<'a>),
    Postgres {
        session: &'a Session,
        sql: String,
        statement: postgres::Statement,
    },
}

/// Rows that are read one by one.
#[derive(Debug)]
pub struct Rows<'a>(RowsLeft<'a>);

enum RowsLeft<'a> {
    Sqlite(rusqlite::Rows<'a>),
    Postgres(Cursor<'a>),
}

/// A row of an answer.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a>(AnyRow<'a>);

#[derive(Clone, Copy, Debug)]
enum AnyRow<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
    Postgres(&'a postgres::Row),
}

impl From<rusqlite::Connection> for Connection {
    fn from(connection: rusqlite::Connection) -> Self {
        Self(Engine::Sqlite(connection))
    }
}

impl From<Session> for Connection {
    fn from(session: Session) -> Self {
        Self(Engine::Postgres(Box::new(session)))
    }
}

impl Connection {
    /// The file of SQLite, where it is one.
    #[must_use]
    pub fn sqlite(&self) -> Option<&rusqlite::Connection> {
        match &self.0 {
            Engine::Sqlite(connection) => Some(connection),
            Engine::Postgres(_) => None,
        }
    }

    /// The same to change it.
    pub(crate) fn sqlite_mut(&mut self) -> Option<&mut rusqlite::Connection> {
        match &mut self.0 {
            Engine::Sqlite(connection) => Some(connection),
            Engine::Postgres(_) => None,
        }
    }

    /// The connection to a server, where it is one.
    pub(crate) fn server(&self) -> Option<&Session> {
        match &self.0 {
            Engine::Sqlite(_) => None,
            Engine::Postgres(session) => Some(session),
        }
    }

    /// The connection to a server alone.
    pub(crate) fn into_server(self) -> Option<Session> {
        match self.0 {
            Engine::Sqlite(_) => None,
            Engine::Postgres(session) => Some(*session),
        }
    }

    /// Makes a statement ready, and keeps it so.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn prepare_cached(&self, sql: &str) -> Result<Statement<'_>> {
        Ok(Statement(match &self.0 {
            Engine::Sqlite(connection) => Ready::Sqlite(connection.prepare_cached(sql)?),
            Engine::Postgres(session) => Ready::Postgres {
                session,
                sql: sql.to_owned(),
                statement: session.prepare(sql)?,
            },
        }))
    }

    /// Runs a statement; says how many rows it changed.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn execute(&self, sql: &str, params: impl Params) -> Result<usize> {
        self.prepare_cached(sql)?.execute(params)
    }

    /// Runs several statements without parameters or answers.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn execute_batch(&self, sql: &str) -> Result<()> {
        match &self.0 {
            Engine::Sqlite(connection) => Ok(connection.execute_batch(sql)?),
            Engine::Postgres(session) => session.run(sql),
        }
    }

    /// Reads one row.
    ///
    /// # Errors
    /// When the database refuses, or the row is not there.
    pub fn query_row<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnOnce(&Row<'_>) -> Result<T>,
    ) -> Result<T> {
        self.prepare_cached(sql)?.query_row(params, read)
    }

    /// Begins a transaction. Who writes waits until nobody else does.
    pub(crate) fn begin(&self, purpose: Purpose) -> Result<Transaction<'_>> {
        Ok(Transaction(match &self.0 {
            Engine::Sqlite(connection) => {
                let behavior = match purpose {
                    Purpose::Reading => TransactionBehavior::Deferred,
                    Purpose::Writing | Purpose::Noting => TransactionBehavior::Immediate,
                };
                OpenTransaction::Sqlite(rusqlite::Transaction::new_unchecked(connection, behavior)?)
            }
            Engine::Postgres(session) => {
                session.begin(&opening(purpose, session.server()))?;
                OpenTransaction::Postgres(OnServer(Some(session)))
            }
        }))
    }
}

/// The statements that open a transaction on a server. Whoever writes has the archive alone, as in a file: the numbers
/// of changes then come in the order in which others see the changes.
fn opening(purpose: Purpose, server: &Server) -> String {
    let survives_power_cut = match purpose {
        Purpose::Reading => {
            return READING.to_owned();
        }
        Purpose::Writing => "on",
        Purpose::Noting => "off",
    };
    format!(
        "BEGIN; SET LOCAL synchronous_commit = {survives_power_cut};
         SELECT pg_advisory_xact_lock({})",
        server.lock_key("writing")
    )
}

impl Transaction<'_> {
    /// Keeps what was changed.
    pub(crate) fn commit(self) -> Result<()> {
        match self.0 {
            OpenTransaction::Sqlite(transaction) => Ok(transaction.commit()?),
            OpenTransaction::Postgres(mut open) => open.0.take().map_or(Ok(()), Session::commit),
        }
    }
}

impl Drop for OnServer<'_> {
    fn drop(&mut self) {
        if let Some(session) = self.0 {
            session.roll_back();
        }
    }
}

impl Statement<'_> {
    /// Runs the statement; says how many rows it changed.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn execute(&mut self, params: impl Params) -> Result<usize> {
        params.bind(|values| match &mut self.0 {
            Ready::Sqlite(statement) => Ok(statement.execute(values)?),
            Ready::Postgres {
                session, statement, ..
            } => session.execute(statement, values),
        })
    }

    /// Reads the first row.
    ///
    /// # Errors
    /// When the database refuses, there is no row, or `read` fails.
    pub fn query_row<T>(
        &mut self,
        params: impl Params,
        read: impl FnOnce(&Row<'_>) -> Result<T>,
    ) -> Result<T> {
        params.bind(|values| match &mut self.0 {
            Ready::Sqlite(statement) => {
                let mut rows = statement.query(values)?;
                let row = rows.next()?.ok_or(Error::NoRow)?;
                read(&Row(AnyRow::Sqlite(row)))
            }
            Ready::Postgres {
                session, statement, ..
            } => {
                let rows = session.rows(statement, values)?;
                let row = rows.first().ok_or(Error::NoRow)?;
                read(&Row(AnyRow::Postgres(row)))
            }
        })
    }

    /// Reads all rows.
    ///
    /// # Errors
    /// When the database refuses. What `read` says of each row stands in its place.
    pub fn query_map<T>(
        &mut self,
        params: impl Params,
        mut read: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<std::vec::IntoIter<Result<T>>> {
        let read_all = params.bind(|values| match &mut self.0 {
            Ready::Sqlite(statement) => {
                let rows = statement
                    .query_and_then(values, |row| read(&Row(AnyRow::Sqlite(row))))?
                    .collect();
                Ok::<Vec<Result<T>>, Error>(rows)
            }
            Ready::Postgres {
                session, statement, ..
            } => {
                let rows = session.rows(statement, values)?;
                let read = rows.iter().map(|row| read(&Row(AnyRow::Postgres(row))));
                Ok(read.collect())
            }
        });
        Ok(read_all?.into_iter())
    }

    /// Reads rows one by one, for whoever goes through more than there is memory for.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn query(&mut self, params: impl Params) -> Result<Rows<'_>> {
        let left = params.bind(|values| match &mut self.0 {
            Ready::Sqlite(statement) => Ok::<_, Error>(RowsLeft::Sqlite(statement.query(values)?)),
            Ready::Postgres { session, sql, .. } => {
                Ok(RowsLeft::Postgres(session.cursor(sql, values)?))
            }
        });
        Ok(Rows(left?))
    }
}

impl Rows<'_> {
    /// The next row; none behind the last.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn next_row(&mut self) -> Result<Option<Row<'_>>> {
        Ok(match &mut self.0 {
            RowsLeft::Sqlite(rows) => rows.next()?.map(|row| Row(AnyRow::Sqlite(row))),
            RowsLeft::Postgres(cursor) => cursor.next_row()?.map(|row| Row(AnyRow::Postgres(row))),
        })
    }
}

impl Row<'_> {
    /// The value of a column.
    ///
    /// # Errors
    /// When it is of another type.
    pub fn get<T: FromSql>(&self, column: usize) -> Result<T> {
        T::column_result(self.get_ref(column)?).map_err(|reason| Error::column(column, reason))
    }

    /// The value of a column as it stands there.
    ///
    /// # Errors
    /// When there is no such column.
    pub fn get_ref(&self, column: usize) -> Result<ValueRef<'_>> {
        match self.0 {
            AnyRow::Sqlite(row) => Ok(row.get_ref(column)?),
            AnyRow::Postgres(row) => Ok(row.try_get::<_, Held<'_>>(column)?.0),
        }
    }
}

impl std::fmt::Debug for Ready<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Sqlite(_) => "Sqlite",
            Self::Postgres { .. } => "Postgres",
        })
    }
}

impl std::fmt::Debug for RowsLeft<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Sqlite(_) => "Sqlite",
            Self::Postgres(_) => "Postgres",
        })
    }
}
