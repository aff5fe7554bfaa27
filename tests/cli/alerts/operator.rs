//! Alarms: the operator is told when one begins and when it is over, once each, by mail and by webhook.

use jiff::Timestamp;
use serde_json::Value;

use super::hook_server::{Call, HookServer};
use super::mail_server::MailServer;
use super::service::{DAY, HOUR, Service, article};
use super::webhook::is_signed;

const SOURCE: &str =
    "[[sources]]\nid = \"uutiset\"\nname = \"Uutiset\"\nstart = [\"https://uutiset.example/\"]\n";

fn by_mail(server: &MailServer) -> String {
    let smtp = server.settings();
    format!("{smtp}[alerts]\noperator = \"yllapito@esimerkki.example\"\n{SOURCE}")
}

fn by_webhook(hook: &HookServer) -> String {
    let address = hook.address();
    format!("[alerts]\noperator_webhook = \"{address}\"\nwebhooks_on_loopback = true\n{SOURCE}")
}

/// A service whose operator has mail, and what was told since the last time, as pairs of subject and text.
struct Watched {
    server: MailServer,
    service: Service,
}

impl Watched {
    fn new() -> Self {
        let server = MailServer::start();
        let mut service = Service::with(&by_mail(&server));
        service.work();
        assert!(server.take().is_empty(), "all is well at first");
        Self { server, service }
    }

    fn set(&self, sql: &str) {
        set(&self.service, sql);
    }

    /// Imports articles of the source, published days ago, and lets the index follow.
    fn publish(
        &mut self,
        numbers: std::ops::Range<usize>,
        days_ago: impl Fn(usize) -> Option<i64>,
    ) {
        let now = self.service.now();
        let articles = numbers.map(|number| {
            let mut article = article(number, &format!("Uutinen {number}"), &text(number));
            article["published"] = match days_ago(number) {
                Some(days) => day(now - days * DAY).into(),
                None => Value::Null,
            };
            article
        });
        let articles: Vec<Value> = articles.collect();
        self.service.import(&articles);
        self.service.follow_archive();
    }

    /// Time passes, and what the operator is told comes together in one mail.
    fn pass(&mut self, seconds: i64) -> Option<(String, String)> {
        self.service.pass(seconds);
        self.service.work();
        let mut mails = self.server.take();
        assert!(mails.len() < 2, "{mails:?}");
        let mail = mails.pop()?;
        assert_eq!(mail.to, "yllapito@esimerkki.example");
        Some((mail.header("Subject"), mail.text()))
    }

    /// The alarm is told now, and not again an hour later.
    #[track_caller]
    fn begins(&mut self, code: &str, words: &str) {
        let (subject, text) = self.pass(HOUR).expect("nothing is told");
        assert_eq!(subject, format!("Aluehaku: {code}"), "{text}");
        assert!(text.contains(words), "{text}");
        assert_eq!(self.pass(HOUR), None, "told again");
    }

    /// That the alarm is over is told after a while, and not again.
    #[track_caller]
    fn is_over(&mut self, code: &str, after: i64) {
        let (subject, text) = self.pass(after).expect("nothing is told");
        assert_eq!(subject, "Aluehaku: over");
        assert!(text.contains(&format!("Over:\n{code}")), "{text}");
        assert_eq!(self.pass(HOUR), None, "told again");
    }
}

fn set(service: &Service, sql: &str) {
    let archive = &mut service.archive();
    archive
        .write(|connection| connection.execute_batch(sql))
        .unwrap();
}

/// A source whose visits fail so often that the operator is told.
fn fail_often(service: &Service) {
    set(
        service,
        "INSERT INTO sources (id, name) VALUES ('uutiset', 'Uutiset');
         INSERT INTO source_states (source, visited_at, failures) VALUES ('uutiset', 1, 9)",
    );
}

fn day(seconds: i64) -> String {
    let time = Timestamp::from_second(seconds).unwrap();
    time.to_string()[..10].to_owned()
}

/// Texts of which none is a copy of another.
fn text(number: usize) -> String {
    let words = [
        "kokous",
        "retki",
        "talkoot",
        "myyjäiset",
        "kahvit",
        "laulu",
        "kurssi",
    ];
    let drawn = (0..30).map(|place| words[(number * 31 + place * place * (number % 5 + 1)) % 7]);
    format!("Ohjelma {number}: {}.", drawn.collect::<Vec<_>>().join(" "))
}

#[test]
fn a_source_that_forbids_visits_is_told_of_though_it_has_articles() {
    let mut watched = Watched::new();
    watched.publish(0..2, |_| Some(1));
    watched.set(
        "INSERT INTO source_states (source, visited_at, robots) VALUES ('uutiset', 1, 'nothing')",
    );
    watched.begins("source_forbids uutiset", "robots.txt forbids");
    watched.set("UPDATE source_states SET robots = 'everything'");
    watched.is_over("source_forbids uutiset", HOUR);
}

#[test]
fn a_source_that_fails_is_told_of() {
    let mut watched = Watched::new();
    watched.publish(0..2, |_| Some(1));
    watched
        .set("INSERT INTO source_states (source, visited_at, failures) VALUES ('uutiset', 1, 5)");
    watched.begins("source_failing uutiset", "every visit fails");
    watched.set("UPDATE source_states SET failures = 0");
    watched.is_over("source_failing uutiset", HOUR);
}

#[test]
fn a_source_without_articles_is_told_of() {
    let mut watched = Watched::new();
    watched.set(
        "INSERT INTO sources (id, name) VALUES ('uutiset', 'Uutiset');
         INSERT INTO source_states (source, visited_at, robots) VALUES ('uutiset', 1, 'everything')",
    );
    watched.begins("source_without_articles uutiset", "gives no article");
    watched.publish(0..1, |_| Some(0));
    watched.is_over("source_without_articles uutiset", HOUR);
}

#[test]
fn a_source_that_falls_silent_is_told_of() {
    let mut watched = Watched::new();
    watched.publish(0..40, |number| i64::try_from(number).ok());
    assert_eq!(watched.pass(4 * DAY), None, "a long weekend");
    watched.service.pass(16 * DAY);
    watched.begins("source_silent uutiset", "has published nothing");
    watched.publish(40..41, |_| Some(0));
    watched.is_over("source_silent uutiset", HOUR);
}

#[test]
fn a_source_that_publishes_far_more_than_usual_is_told_of() {
    let mut watched = Watched::new();
    watched.publish(0..20, |number| i64::try_from(number * 3 + 3).ok());
    assert_eq!(watched.pass(HOUR), None);
    watched.publish(20..40, |_| Some(0));
    watched.begins("source_surge uutiset", "far more than usual");
    watched.is_over("source_surge uutiset", 3 * DAY);
}

#[test]
fn a_source_that_is_read_badly_is_told_of() {
    let mut watched = Watched::new();
    watched.publish(0..30, |number| i64::try_from(number + 20).ok());
    watched.set("UPDATE articles SET archived_at = archived_at - 30 * 86400");
    watched.publish(30..42, |_| None);
    watched.set("UPDATE articles SET record = json_remove(record, '$.published') WHERE archived_at > unixepoch() - 86400");
    let (subject, text) = watched.pass(HOUR).expect("nothing is told");
    assert!(text.contains("read without date"), "{subject} {text}");
    let (_, text) = watched.pass(8 * DAY).expect("nothing is told");
    assert!(text.contains("Over:\nsource_reads_badly uutiset"), "{text}");
}

#[test]
fn an_index_that_is_behind_is_told_of() {
    let mut watched = Watched::new();
    watched.service.import(&[article(1, "Uutinen", &text(1))]);
    watched.begins("index_behind", "the index lacks 1 change");
    watched.service.follow_archive();
    watched.is_over("index_behind", HOUR);
}

#[test]
fn alarms_are_told_to_a_webhook_signed_and_tried_again() {
    let hook = HookServer::start();
    let mut service = Service::with(&by_webhook(&hook));
    assert_eq!(
        service.get("/alerts?q=talkoot").status,
        404,
        "readers have none"
    );
    service.work();
    fail_often(&service);
    hook.answer_with(500);
    service.pass(HOUR);
    assert_eq!(service.work().delivered.put_off, 1);
    hook.answer_with(204);
    service.pass(61);
    assert_eq!(service.work().delivered.sent, 1);
    let calls = hook.take();
    assert_eq!(calls[0].header("webhook-id"), calls[1].header("webhook-id"));
    let secret = service.said(&["alerts", "secret"]);
    assert!(is_signed(&calls[1], secret.trim()), "{secret}");
    let told = body(&calls[1]);
    assert_eq!(told["type"], "alarm");
    assert_eq!(told["service"], "https://haku.example");
    assert_eq!(told["begun"][0]["code"], "source_failing");
    assert_eq!(told["begun"][0]["source"], "uutiset");
    assert!(told["text"].as_str().unwrap().contains("every visit fails"));

    set(
        &service,
        "UPDATE source_states SET failures = 0; UPDATE sources SET name = 'Uutiset 2'",
    );
    set(&service, "UPDATE source_states SET visited_at = NULL");
    service.pass(HOUR);
    service.work();
    let told = body(&hook.take()[0]);
    assert_eq!(told["begun"], Value::Array(Vec::new()));
    assert_eq!(told["over"][0]["code"], "source_failing");
    service.pass(HOUR);
    service.work();
    assert!(hook.take().is_empty(), "told once");
}

#[test]
fn both_ways_are_told_the_same_and_neither_waits_for_the_other() {
    let (hook, server) = (HookServer::start(), MailServer::start());
    let webhook = format!(
        "[alerts]\nwebhooks_on_loopback = true\noperator_webhook = \"{}\"\n",
        hook.address()
    );
    let mut service = Service::with(&by_mail(&server).replace("[alerts]\n", &webhook));
    hook.answer_with(503);
    fail_often(&service);
    let delivered = service.work().delivered;
    assert_eq!((delivered.sent, delivered.put_off), (1, 1));
    assert_eq!(server.take().len(), 1);
    service.pass(6 * DAY);
    service.work();
    assert_eq!(service.count("alert_messages"), 0, "given up after days");
    assert_eq!(hook.take().len(), 2);
}

#[test]
fn a_mail_server_that_is_away_keeps_no_webhook_waiting() {
    let (hook, server) = (HookServer::start(), MailServer::start());
    let settings = by_mail(&server).replace("port = ", "port = 1 # ");
    let webhook = format!(
        "[alerts]\nwebhooks_on_loopback = true\noperator_webhook = \"{}\"\n",
        hook.address()
    );
    let mut service = Service::with(&settings.replace("[alerts]\n", &webhook));
    for name in ["aino", "eino", "oiva"] {
        service.wish(&format!("{name}@esimerkki.example"), "q=talkoot", "daily");
    }
    fail_often(&service);
    let delivered = service.work().delivered;
    assert_eq!((delivered.sent, delivered.put_off), (1, 1));
    assert_eq!(body(&hook.take()[0])["type"], "alarm");
    assert_eq!(service.count("alert_messages"), 4, "the mails wait");
}

fn body(call: &Call) -> Value {
    serde_json::from_str(&call.body).unwrap()
}
