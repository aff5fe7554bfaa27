//! A mail server for the tests: it speaks SMTP on this machine and keeps what it gets, as mailboxes do.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// A mail that came.
#[derive(Clone, Debug)]
pub(super) struct Mail {
    /// Whom bounces go to.
    pub(super) from: String,
    /// Whom it is for.
    pub(super) to: String,
    /// Headers and text as they came, dots at the beginning of lines undone.
    pub(super) raw: String,
}

/// What the server does with a recipient.
type Judge = dyn Fn(&str) -> &'static str + Send + Sync;

/// Told of each step of a conversation before the server answers.
type Watch = dyn Fn(Step) + Send + Sync;

/// A step of a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A recipient was named.
    Recipient,
    /// The client is about to send a mail.
    Beginning,
    /// The mail has come whole.
    Whole,
    /// The client was told so.
    Taken,
}

/// A server on a free port, for as long as the test runs.
#[derive(Clone)]
pub(super) struct MailServer {
    port: u16,
    mails: Arc<Mutex<Vec<Mail>>>,
}

impl MailServer {
    /// A server that takes every mail.
    pub(super) fn start() -> Self {
        Self::judging(|_| "250 ok")
    }

    /// A server that answers each recipient as `judge` says.
    pub(super) fn judging(judge: impl Fn(&str) -> &'static str + Send + Sync + 'static) -> Self {
        Self::watched(judge, |_| ())
    }

    /// The same, with somebody who is told of each step.
    pub(super) fn watched(
        judge: impl Fn(&str) -> &'static str + Send + Sync + 'static,
        watch: impl Fn(Step) + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = Self {
            port: listener.local_addr().unwrap().port(),
            mails: Arc::default(),
        };
        let mails = Arc::clone(&server.mails);
        let (judge, watch): (Arc<Judge>, Arc<Watch>) = (Arc::new(judge), Arc::new(watch));
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let mails = Arc::clone(&mails);
                let (judge, watch) = (Arc::clone(&judge), Arc::clone(&watch));
                // A client that is killed ends its conversation, nothing else.
                std::thread::spawn(move || {
                    drop(converse(stream, &mails, judge.as_ref(), watch.as_ref()));
                });
            }
        });
        server
    }

    /// Settings that send mail here.
    pub(super) fn settings(&self) -> String {
        format!(
            "[alerts.smtp]\nhost = \"127.0.0.1\"\nport = {}\nsecurity = \"none\"\n\
             from = \"Aluehaku <haku@esimerkki.example>\"\nbounces = \"palautus@esimerkki.example\"\n",
            self.port
        )
    }

    /// What came so far.
    pub(super) fn mails(&self) -> Vec<Mail> {
        self.mails.lock().unwrap().clone()
    }

    /// What came since the last time.
    pub(super) fn take(&self) -> Vec<Mail> {
        std::mem::take(&mut *self.mails.lock().unwrap())
    }
}

impl Mail {
    /// The value of a header, its lines joined.
    #[track_caller]
    pub(super) fn header(&self, name: &str) -> String {
        let head = self.raw.split("\r\n\r\n").next().unwrap_or_default();
        let head = head.replace("\r\n ", " ");
        let beginning = format!("{name}: ");
        let line = head.lines().find_map(|line| line.strip_prefix(&beginning));
        line.unwrap_or_else(|| panic!("no {name} in {head}"))
            .to_owned()
    }

    /// The text, its transfer encoding undone.
    pub(super) fn text(&self) -> String {
        let (_, body) = self.raw.split_once("\r\n\r\n").unwrap_or_default();
        let joined = body.replace("=\r\n", "");
        let mut bytes = Vec::new();
        let mut rest = joined.as_bytes();
        while let Some((first, after)) = rest.split_first() {
            let code = after
                .get(..2)
                .and_then(|code| std::str::from_utf8(code).ok());
            let value = code.and_then(|code| u8::from_str_radix(code, 16).ok());
            match value.filter(|_| *first == b'=') {
                Some(value) => {
                    bytes.push(value);
                    rest = &after[2..];
                }
                None => {
                    bytes.push(*first);
                    rest = after;
                }
            }
        }
        String::from_utf8(bytes).unwrap().replace("\r\n", "\n")
    }

    /// The first address in the text that leads to a page of alerts.
    #[track_caller]
    pub(super) fn link(&self, page: &str) -> String {
        let text = self.text();
        let beginning = format!("/alerts/{page}/");
        let mut words = text.split_whitespace();
        let link = words.find(|word| word.contains(&beginning));
        let link = link.unwrap_or_else(|| panic!("no {page} in {text}"));
        link.split_once("example").unwrap().1.to_owned()
    }
}

fn converse(
    stream: TcpStream,
    mails: &Mutex<Vec<Mail>>,
    judge: &Judge,
    watch: &Watch,
) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?);
    let mut answers = stream;
    let (mut from, mut to) = (String::new(), String::new());
    write!(answers, "220 posti.example ESMTP\r\n")?;
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let line = line.trim_end();
        let address = || {
            let inside = line.split_once('<').map(|(_, rest)| rest);
            inside
                .and_then(|rest| rest.split('>').next())
                .unwrap_or_default()
                .to_owned()
        };
        let upper = line.to_uppercase();
        let answer = if upper.starts_with("EHLO") {
            "250-posti.example\r\n250-8BITMIME\r\n250 SMTPUTF8"
        } else if upper.starts_with("MAIL FROM:") {
            from = address();
            "250 ok"
        } else if upper.starts_with("RCPT TO:") {
            to = address();
            watch(Step::Recipient);
            judge(&to)
        } else if upper == "DATA" {
            watch(Step::Beginning);
            write!(answers, "354 go on\r\n")?;
            let Some(raw) = read_mail(&mut lines)? else {
                return Ok(());
            };
            mails.lock().unwrap().push(Mail {
                from: from.clone(),
                to: to.clone(),
                raw,
            });
            watch(Step::Whole);
            write!(answers, "250 taken\r\n")?;
            watch(Step::Taken);
            continue;
        } else if upper == "RSET" || upper == "NOOP" {
            "250 ok"
        } else if upper == "QUIT" {
            write!(answers, "221 bye\r\n")?;
            return Ok(());
        } else {
            "500 what?"
        };
        write!(answers, "{answer}\r\n")?;
    }
}

/// Everything up to the lone dot; nothing when the client went away before that.
fn read_mail(lines: &mut impl BufRead) -> std::io::Result<Option<String>> {
    let mut raw = String::new();
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        if line == ".\r\n" {
            return Ok(Some(raw));
        }
        raw.push_str(line.strip_prefix('.').unwrap_or(&line));
    }
}
