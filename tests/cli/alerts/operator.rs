//! Alarms: the operator is told when one begins and when it ends, once each.

use super::mail_server::MailServer;
use super::service::{HOUR, Service};

fn settings(server: &MailServer) -> String {
    format!(
        "{}[alerts]\noperator = \"yllapito@esimerkki.example\"\n\
         [[sources]]\nid = \"kyla\"\nname = \"Kylä\"\nstart = [\"https://kyla.example/\"]\n",
        server.settings()
    )
}

#[test]
fn an_alarm_is_told_when_it_begins_and_when_it_ends() {
    let server = MailServer::start();
    let mut service = Service::with(&settings(&server));
    let set = |service: &Service, sql: &str| {
        let written = service
            .archive()
            .write(|connection| connection.execute_batch(sql));
        written.unwrap();
    };
    service.work();
    assert!(server.take().is_empty());
    set(
        &service,
        "INSERT INTO sources (id, name) VALUES ('kyla', 'Kylä');
         INSERT INTO source_states (source, visited_at, robots) VALUES ('kyla', 1, 'nothing');",
    );
    service.pass(HOUR);
    service.work();
    let mails = server.take();
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to, "yllapito@esimerkki.example");
    assert!(mails[0].header("Subject").contains("source_forbids kyla"));
    assert!(
        mails[0].text().contains("robots.txt forbids"),
        "{}",
        mails[0].text()
    );
    service.pass(HOUR);
    service.work();
    assert!(server.take().is_empty(), "told once");
    set(&service, "UPDATE source_states SET visited_at = NULL");
    service.pass(HOUR);
    service.work();
    let mails = server.take();
    assert_eq!(mails.len(), 1);
    assert!(
        mails[0].text().contains("Over:\nsource_forbids kyla"),
        "{}",
        mails[0].text()
    );
}
