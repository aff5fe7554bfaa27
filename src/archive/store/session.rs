//! How a PostgreSQL server is asked.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Instant;

use postgres::Row;
use postgres::types::ToSql as PostgresValue;
use rusqlite::ToSql;

use super::apart::apart;
use super::dialect::for_postgres;
use super::error::{Error, Result};
use super::server::{Line, Server};
use super::values::Bound;

/// Statements that are kept ready: as many as of SQLite.
const STATEMENTS: usize = 256;

/// Rows that are fetched together where somebody goes through very many.
const ROWS: usize = 200;

/// Opens a transaction that looks at one state, and may take its time between two looks: it holds up nobody.
pub(super) const READING: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
    SET LOCAL idle_in_transaction_session_timeout = 0";

/// Questions to a server, over a line that is taken when the first one is asked, and anew where the server has hung up
/// between two transactions.
pub(crate) struct Session {
    server: Arc<Server>,
    line: RefCell<Option<Line>>,
    is_in_transaction: Cell<bool>,
    /// Whether a statement of the transaction has failed.
    has_failed: Cell<bool>,
    /// Cursors that were opened, so that each has a name of its own.
    cursors: Cell<u64>,
}

/// Rows that are fetched as they are asked for.
pub(super) struct Cursor<'a> {
    session: &'a Session,
    fetch: postgres::Statement,
    name: String,
    fetched: VecDeque<Row>,
    current: Option<Row>,
    is_at_end: bool,
    /// Whether the transaction that the rows come from is the cursor's own.
    owns_transaction: bool,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Session")
            .field("is_in_transaction", &self.is_in_transaction)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Cursor<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Cursor")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl Session {
    pub(crate) fn new(server: Arc<Server>) -> Self {
        Self {
            server,
            line: RefCell::new(None),
            is_in_transaction: Cell::new(false),
            has_failed: Cell::new(false),
            cursors: Cell::new(0),
        }
    }

    pub(crate) fn server(&self) -> &Server {
        &self.server
    }

    /// Asks over the line.
    fn ask<T>(
        &self,
        question: impl FnOnce(&mut Line) -> std::result::Result<T, postgres::Error> + Send,
    ) -> Result<T>
    where
        T: Send,
    {
        let is_in_transaction = self.is_in_transaction.get();
        let mut line = self.line.borrow_mut();
        let (server, line) = (&*self.server, &mut *line);
        let answer = apart(|| {
            if !is_in_transaction && line.as_mut().is_some_and(|line| !line.is_open()) {
                *line = None;
            }
            let line = match line {
                Some(line) => line,
                none => none.insert(server.line()?),
            };
            let answer = question(line).map_err(Error::from);
            if answer.is_ok() {
                line.asked = Instant::now();
            }
            answer
        });
        if answer.is_err() {
            self.has_failed.set(is_in_transaction);
        }
        answer
    }

    /// Whether a transaction is under way.
    pub(crate) fn is_in_transaction(&self) -> bool {
        self.is_in_transaction.get()
    }

    /// Runs statements without parameters or answers.
    pub(crate) fn run(&self, sql: &str) -> Result<()> {
        self.ask(|line| line.client.batch_execute(sql))
    }

    /// Begins a transaction with the statements that open it.
    pub(crate) fn begin(&self, sql: &str) -> Result<()> {
        if self.is_in_transaction.get() {
            return Err(Error::Nested);
        }
        self.has_failed.set(false);
        let begun = self.run(sql);
        self.is_in_transaction.set(true);
        if begun.is_err() {
            self.roll_back();
        }
        begun
    }

    /// Keeps what the transaction changed. One in which a statement failed is taken back by the server, whatever it
    /// is told to do.
    pub(super) fn commit(&self) -> Result<()> {
        if self.has_failed.get() {
            self.roll_back();
            return Err(Error::Aborted);
        }
        let committed = self.run("COMMIT");
        self.is_in_transaction.set(false);
        committed
    }

    /// Takes the transaction back. A line over which that cannot be said is closed, and the server does it then.
    pub(crate) fn roll_back(&self) {
        if self.run("ROLLBACK").is_err() {
            let line = self.line.take();
            apart(|| drop(line));
        }
        self.is_in_transaction.set(false);
    }

    pub(super) fn prepare(&self, sql: &str) -> Result<postgres::Statement> {
        self.ask(|line| {
            if let Some(statement) = line.ready.get(sql) {
                return Ok(statement.clone());
            }
            let statement = line.client.prepare(&for_postgres(sql))?;
            if line.ready.len() >= STATEMENTS {
                line.ready.clear();
            }
            line.ready.insert(sql.to_owned(), statement.clone());
            Ok(statement)
        })
    }

    pub(super) fn execute(
        &self,
        statement: &postgres::Statement,
        params: &[&dyn ToSql],
    ) -> Result<usize> {
        let changed = with_bound(params, |bound| {
            self.ask(|line| line.client.execute(statement, bound))
        })?;
        Ok(usize::try_from(changed).unwrap_or(usize::MAX))
    }

    pub(super) fn rows(
        &self,
        statement: &postgres::Statement,
        params: &[&dyn ToSql],
    ) -> Result<Vec<Row>> {
        with_bound(params, |bound| {
            self.ask(|line| line.client.query(statement, bound))
        })
    }

    /// Opens a cursor over the rows of a query, in a transaction of its own where none is under way.
    pub(super) fn cursor(&self, sql: &str, params: &[&dyn ToSql]) -> Result<Cursor<'_>> {
        let owns_transaction = !self.is_in_transaction();
        if owns_transaction {
            self.begin(READING)?;
        }
        let name = format!("rows{}", self.cursors.replace(self.cursors.get() + 1));
        let declare = format!("DECLARE {name} NO SCROLL CURSOR FOR {}", for_postgres(sql));
        let opened = (|| {
            let declare = self.ask(|line| line.client.prepare(&declare))?;
            self.execute(&declare, params)?;
            let fetch = format!("FETCH {ROWS} FROM {name}");
            self.ask(|line| line.client.prepare(&fetch))
        })();
        match opened {
            Ok(fetch) => Ok(Cursor {
                session: self,
                fetch,
                name,
                fetched: VecDeque::new(),
                current: None,
                is_at_end: false,
                owns_transaction,
            }),
            Err(error) => {
                if owns_transaction {
                    self.roll_back();
                }
                Err(error)
            }
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // A line in the middle of a transaction that nobody ended is closed, and the server takes the transaction back.
        let Some(line) = self.line.take() else { return };
        let is_in_transaction = self.is_in_transaction.get();
        apart(|| match is_in_transaction {
            true => drop(line),
            false => self.server.give_back(line),
        });
    }
}

impl Cursor<'_> {
    /// The next row.
    pub(super) fn next_row(&mut self) -> Result<Option<&Row>> {
        if self.fetched.is_empty() && !self.is_at_end {
            self.fetched = self.session.rows(&self.fetch, &[])?.into();
            self.is_at_end = self.fetched.len() < ROWS;
        }
        self.current = self.fetched.pop_front();
        Ok(self.current.as_ref())
    }
}

impl Drop for Cursor<'_> {
    fn drop(&mut self) {
        if self.owns_transaction {
            self.session.roll_back();
        } else if self.session.is_in_transaction() {
            // A transaction that failed closes its cursors itself.
            let _ = self.session.run(&format!("CLOSE {}", self.name));
        }
    }
}

fn with_bound<T>(
    params: &[&dyn ToSql],
    run: impl FnOnce(&[&(dyn PostgresValue + Sync)]) -> Result<T>,
) -> Result<T> {
    let bound = params
        .iter()
        .map(|value| value.to_sql().map(Bound).map_err(Error::from))
        .collect::<Result<Vec<_>>>()?;
    let values: Vec<&(dyn PostgresValue + Sync)> = bound
        .iter()
        .map(|value| value as &(dyn PostgresValue + Sync))
        .collect();
    run(&values)
}
