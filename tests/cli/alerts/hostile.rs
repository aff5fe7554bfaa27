//! What others may try with alerts.

use axum::http::StatusCode;

use super::mail_server::MailServer;
use super::service::{HOUR, Service, article};

#[test]
fn there_are_no_alerts_until_the_operator_says_how() {
    let server = MailServer::start();
    let off = super::super::program::Program::new();
    off.import(&[super::super::program::article(1)]);
    let output = off.run(&["alerts", "send"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(super::super::program::errors(&output).contains("alerts are off"));
    off.write("aluehaku.toml", &server.settings());
    let without_address = off.run(&["alerts", "show"]);
    assert_eq!(without_address.status.code(), Some(2));
    let said = super::super::program::errors(&without_address);
    assert!(said.contains("server.public_url"), "{said}");
    let mut service = Service::with(&server.settings());
    service.import(&[article(1, "Talkoot", "Siivotaan.")]);
    assert!(
        service
            .get("/search?q=talkoot")
            .text
            .contains("/alerts?q=talkoot")
    );
}

#[test]
fn a_page_shows_what_was_typed_as_text() {
    let server = MailServer::start();
    let service = Service::with(&server.settings());
    let attack = "\"><script>alert(1)</script>";
    let mut address = url::form_urlencoded::Serializer::new(String::new());
    let address = address.append_pair("q", attack).finish();
    let page = service.get(&format!("/alerts?{address}"));
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.text.contains("<script>alert"), "{}", page.text);
    let page = service.wish(attack, &address, attack);
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!page.text.contains("<script>alert"), "{}", page.text);
}

#[test]
fn recipients_that_cannot_be_are_refused_and_nothing_is_kept() {
    let server = MailServer::start();
    let service = Service::with(&format!("{}[alerts]\nwebhooks = true\n", server.settings()));
    let long = format!("{}@esimerkki.example", "a".repeat(2_000));
    for recipient in [
        "",
        "aino",
        "aino@",
        "aino@esimerkki.example\r\nBcc: kaikki@esimerkki.example",
        "aino@esimerkki.example, toinen@esimerkki.example",
        "Aino <aino@esimerkki.example>",
        long.as_str(),
        "http://koukku.example/",
        "https://127.0.0.1/",
        "https://[::ffff:10.0.0.1]/",
        "https://localhost/koukku",
        "https://nimi:sana@koukku.example/",
        "file:///etc/passwd",
    ] {
        let page = service.wish(recipient, "q=talkoot", "daily");
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{recipient}");
    }
    assert_eq!(service.count("alerts"), 0);
}

#[test]
fn searches_that_nobody_can_follow_are_refused() {
    let server = MailServer::start();
    let mut service = Service::with(&server.settings());
    service.import(&[article(1, "Kahvit", "Puheenjohtaja Hanna Virtanen kertoo.")]);
    let long = format!("q={}", "sana+".repeat(1_000));
    for search in [
        "",
        "page=2",
        "person=Hanna+Virtanen",
        "ui=fi",
        long.as_str(),
    ] {
        let page = service.wish("aino@esimerkki.example", search, "daily");
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{search}");
    }
    assert_eq!(service.count("alerts"), 0);
}

#[test]
fn nobody_is_flooded_and_nobody_learns_who_has_alerts() {
    let server = MailServer::start();
    let mut service = Service::with(&server.settings());
    let first = service.wish("aino@esimerkki.example", "q=talkoot", "daily");
    let again = service.wish("AINO@esimerkki.example", "q=talkoot", "daily");
    assert_eq!(
        first.text.replace("AINO", "aino"),
        again.text.replace("AINO", "aino")
    );
    for word in ["kahvit", "retki", "kokous", "uinti", "tanssi"] {
        let page = service.wish("aino@esimerkki.example", &format!("q={word}"), "daily");
        assert_eq!(page.status, StatusCode::OK);
    }
    service.work();
    assert_eq!(server.take().len(), 3);
}

#[test]
fn links_that_are_made_up_do_nothing() {
    let server = MailServer::start();
    let mut service = Service::with(&server.settings());
    service.wish("aino@esimerkki.example", "q=talkoot", "daily");
    service.work();
    let link = server.take()[0].link("confirm");
    let token = link.rsplit('/').next().unwrap().split('?').next().unwrap();
    let other = format!("{}0", &token[..token.len() - 1]);
    for wrong in ["x", other.as_str(), "%00", "..%2F..%2Fetc", token] {
        let page = service.post(&format!("/alerts/leave/{wrong}"), &[]);
        assert_eq!(
            page.status,
            StatusCode::OK,
            "who leaves twice has left: {wrong}"
        );
        let page = service.get(&format!("/alerts/leave/{wrong}"));
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{wrong}");
    }
    assert_eq!(service.count("alerts"), 1);
    service.pass(HOUR);
    assert_eq!(service.post(&link, &[]).status, StatusCode::OK);
}

#[test]
fn titles_of_others_steer_no_mail() {
    let server = MailServer::start();
    let mut service = Service::with(&server.settings());
    service.wish("aino@esimerkki.example", "q=talkoot", "at_once");
    service.work();
    let confirm = server.take()[0].link("confirm");
    service.post(&confirm, &[]);
    let title = "Talkoot\r\n.\r\nMAIL FROM:<x@y.example>\r\nBcc: z@y.example, soita 040 123 4567";
    service.import(&[article(1, title, ".\n..\nTalkoot.")]);
    service.work();
    let mails = server.take();
    assert_eq!(mails.len(), 1);
    let text = mails[0].text();
    assert!(text.contains("Talkoot . MAIL FROM:"), "{text}");
    assert!(
        !text.contains("123 4567"),
        "phone numbers are masked: {text}"
    );
    assert!(!mails[0].raw.contains("\r\nBcc:"));
}
