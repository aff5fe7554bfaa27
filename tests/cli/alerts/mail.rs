//! Alerts by mail: asked for, confirmed, told, left.

use axum::http::StatusCode;

use super::mail_server::MailServer;
use super::service::{DAY, HOUR, Service, article};

/// A service with a confirmed alert of volunteers.
fn with_alert(server: &MailServer, rhythm: &str) -> Service {
    let mut service = Service::with(&server.settings());
    service.wish("aino@esimerkki.example", "q=vapaaehtoiset", rhythm);
    service.work();
    let mails = server.take();
    let confirmed = service.post(&mails[0].link("confirm"), &[]);
    assert_eq!(confirmed.status, StatusCode::OK);
    service
}

#[test]
fn an_alert_is_asked_for_confirmed_told_and_left() {
    let server = MailServer::start();
    let mut service = Service::with(&server.settings());
    let asked = service.wish(
        "Aino@Esimerkki.Example",
        "q=vapaaehtoiset&page=3",
        "at_once",
    );
    assert_eq!(asked.status, StatusCode::OK, "{}", asked.text);
    assert!(asked.text.contains("vahvistuslinkin"));
    service.work();
    let mails = server.take();
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to, "Aino@esimerkki.example");
    let link = mails[0].link("confirm");

    // A program that opens links of mails confirms nothing.
    let page = service.get(&link);
    assert!(page.text.contains("vapaaehtoiset") && page.text.contains("<button>"));
    service.import(&[article(1, "Vapaaehtoisia tarvitaan", "Tule mukaan.")]);
    service.work();
    assert!(server.take().is_empty());

    assert_eq!(service.post(&link, &[]).status, StatusCode::OK);
    service.work();
    assert!(server.take().is_empty(), "what was there before is no news");
    service.pass(1);
    service.import(&[
        article(
            2,
            "Vapaaehtoiset kokoontuvat",
            "Jyväskylässä juodaan kahvia.",
        ),
        article(3, "Muuta asiaa", "Kokous pidettiin."),
        article(4, "Illan ohjelma", "Rovaniemellä vapaaehtoinen opastaa."),
    ]);
    let round = service.work();
    assert_eq!((round.found, round.delivered.sent), (2, 1));
    let mails = server.take();
    let (mail, text) = (&mails[0], mails[0].text());
    assert!(
        mail.header("Subject").contains("2"),
        "{}",
        mail.header("Subject")
    );
    assert_eq!(
        mail.header("List-Unsubscribe-Post"),
        "List-Unsubscribe=One-Click"
    );
    assert!(
        mail.header("List-Unsubscribe")
            .starts_with("<https://haku.example/alerts/leave/")
    );
    assert!(mail.from.starts_with("palautus+"));
    let places = [
        "KESKI-SUOMI",
        "Vapaaehtoiset kokoontuvat",
        "LAPPI",
        "Illan ohjelma",
    ];
    let places = places.map(|word| text.find(word).unwrap_or_else(|| panic!("{word}: {text}")));
    assert!(places.is_sorted(), "{text}");
    assert!(!text.contains("Muuta asiaa"));
    service.pass(HOUR);
    assert_eq!(service.work().delivered.sent, 0, "told twice");

    let left = service.post(&mail.link("leave"), &[("List-Unsubscribe", "One-Click")]);
    assert_eq!(left.status, StatusCode::OK);
    assert_eq!(
        (service.count("alerts"), service.count("alert_news")),
        (0, 0)
    );
    service.import(&[article(5, "Vapaaehtoisten retki", "Lähtö aamulla.")]);
    service.pass(DAY);
    service.work();
    assert!(server.take().is_empty());
    assert_eq!(
        service.post(&mail.link("leave"), &[]).status,
        StatusCode::OK
    );
    assert_eq!(service.post(&link, &[]).status, StatusCode::NOT_FOUND);
}

#[test]
fn an_article_is_told_once_though_it_changes_and_is_copied() {
    let server = MailServer::start();
    let mut service = with_alert(&server, "at_once");
    let text = "Vapaaehtoiset siivosivat rannan ja joivat kahvia laiturilla, kun aurinko paistoi ja \
                lapset uivat; ensi kesänä talkoot pidetään taas samassa paikassa heinäkuussa. \
                Yhdistyksen puheenjohtaja kiitti kaikkia mukana olleita ja muistutti, että syksyllä \
                kerätään pudonneet lehdet, korjataan venevajan katto ja maalataan vanha aita, jonka \
                naapurikylän nuoret rakensivat viime vuosikymmenellä omin käsin. Kunta antaa \
                tarvikkeet, ja keittiöstä tuodaan soppaa sekä leipää koko väelle iltaan saakka.";
    service.import(&[article(1, "Talkoot", text)]);
    assert_eq!(service.work().delivered.sent, 1);
    service.pass(HOUR);
    service.import(&[
        article(1, "Talkoot onnistuivat", text),
        article(2, "Talkoot", text),
    ]);
    assert_eq!(service.work().delivered.sent, 0);
    service.import(&[article(3, "Muuta", "Ei mitään siitä.")]);
    assert_eq!(service.work().found, 0);
    service.import(&[article(3, "Muuta", "Nyt myös vapaaehtoisista.")]);
    assert_eq!(
        service.work().found,
        1,
        "a change that makes it a hit is news"
    );
}

#[test]
fn what_comes_in_a_day_or_a_week_is_told_together_in_the_morning() {
    for (rhythm, days) in [("daily", 1), ("weekly", 7)] {
        let server = MailServer::start();
        let mut service = with_alert(&server, rhythm);
        service.import(&[article(1, "Vapaaehtoiset", "Yksi.")]);
        assert_eq!(service.work().found, 1);
        service.import(&[article(2, "Vapaaehtoiset taas", "Kaksi.")]);
        service.work();
        assert!(server.take().is_empty(), "{rhythm}");
        service.pass(days * DAY + HOUR);
        service.work();
        let mails = server.take();
        assert_eq!(mails.len(), 1, "{rhythm}");
        assert!(mails[0].text().contains("Vapaaehtoiset taas"));
    }
}

#[test]
fn every_message_is_in_the_language_of_the_reader() {
    // What the page says, and the mails that ask, tell and ask anew; each with the region as that language has it.
    let languages = [
        (
            "fi",
            [
                "Vahvista vielä",
                "talkoot, Lappi",
                "kahden vuorokauden",
                "Uutta haulle: talkoot, Lappi",
                "LAPPI",
                "Peru tilaus:",
                "vuosi sitten",
            ],
        ),
        (
            "sv",
            [
                "Bekräfta ännu",
                "talkoot, Lappland",
                "två dygn",
                "Nytt för sökningen: talkoot, Lappland",
                "LAPPLAND",
                "Avsluta:",
                "ett år sedan",
            ],
        ),
        (
            "en",
            [
                "Please confirm",
                "talkoot, Lapland",
                "two days",
                "New for the search: talkoot, Lapland",
                "LAPLAND",
                "Leave:",
                "a year ago",
            ],
        ),
    ];
    for (language, [page, search, confirm, news, region, leave, renew]) in languages {
        let server = MailServer::start();
        let mut service = Service::with(&server.settings());
        let fields = [
            ("recipient", "lukija@esimerkki.example"),
            ("search", "q=talkoot&region=Lappi"),
            ("rhythm", "at_once"),
        ];
        let said = service
            .post(&format!("/alerts?ui={language}"), &fields)
            .text;
        assert!(said.contains(page), "{language}: {said}");
        let told = |service: &mut Service, words: &[&str]| {
            service.work();
            let mail = server.take().remove(0);
            let text = mail.text();
            for word in words {
                assert!(text.contains(word), "{language}: {word} is not in {text}");
            }
            mail
        };
        let asked = told(&mut service, &[search, confirm]);
        let link = asked.link("confirm");
        assert!(link.ends_with(&format!("?ui={language}")), "{link}");
        service.post(&link, &[]);
        service.import(&[article(1, "Talkoot", "Rovaniemellä siivotaan rantaa.")]);
        told(&mut service, &[news, region, leave]);
        service.pass(340 * DAY);
        told(&mut service, &[search, renew, leave]);
    }
}

#[test]
fn who_does_not_confirm_or_answer_is_removed() {
    let server = MailServer::start();
    let mut service = Service::with(&server.settings());
    service.wish("aino@esimerkki.example", "q=talkoot", "daily");
    service.work();
    server.take();
    service.pass(2 * DAY);
    service.work();
    assert_eq!(
        (service.count("alerts"), service.count("alert_messages")),
        (0, 0)
    );

    let mut service = with_alert(&server, "daily");
    server.take();
    service.pass(340 * DAY);
    service.work();
    let asked = server.take();
    assert_eq!(asked.len(), 1);
    service.pass(DAY);
    service.work();
    assert!(server.take().is_empty(), "asked once");
    service.post(&asked[0].link("confirm"), &[]);
    service.pass(336 * DAY);
    service.work();
    assert_eq!(service.count("alerts"), 1, "who answers stays");
    assert_eq!(server.take().len(), 1, "asked again after another year");
    service.pass(31 * DAY);
    service.work();
    assert_eq!(service.count("alerts"), 0);
}

#[test]
fn an_alert_that_ends_while_the_service_rests_does_not_stop_the_others() {
    let server = MailServer::start();
    let mut service = with_alert(&server, "daily");
    server.take();
    service.pass(400 * DAY);
    service.wish("eino@esimerkki.example", "q=talkoot", "daily");
    service.work();
    let mails = server.take();
    assert_eq!(mails.len(), 1, "{mails:?}");
    assert_eq!(mails[0].to, "eino@esimerkki.example");
    assert_eq!(service.count("alerts"), 1);
}

#[test]
fn who_cannot_be_reached_is_removed_and_who_is_busy_is_tried_again() {
    let server = MailServer::judging(|to| match to {
        to if to.starts_with("poissa") => "550 5.1.1 no such mailbox",
        to if to.starts_with("varattu") => "451 4.7.1 come again later",
        _ => "250 ok",
    });
    let mut service = Service::with(&server.settings());
    for name in ["poissa", "varattu", "aino"] {
        service.wish(&format!("{name}@esimerkki.example"), "q=talkoot", "daily");
    }
    let delivered = service.work().delivered;
    assert_eq!(
        (delivered.sent, delivered.put_off, delivered.bounced),
        (1, 1, 1)
    );
    assert_eq!(service.count("alerts"), 2);
    assert_eq!(service.work().delivered.put_off, 0, "not at once");
    service.pass(61);
    assert_eq!(service.work().delivered.put_off, 1);
    service.pass(61);
    assert_eq!(service.work().delivered.put_off, 0, "later and later");
}

#[test]
fn a_mail_server_that_is_away_loses_nothing() {
    let away = MailServer::start();
    let settings = away.settings().replace("port = ", "port = 1 # ");
    let mut service = Service::with(&settings);
    service.wish("aino@esimerkki.example", "q=talkoot", "daily");
    assert_eq!(service.work().delivered.put_off, 1);
    service.pass(DAY);
    assert_eq!(service.work().delivered.put_off, 1);
    assert_eq!(service.count("alert_messages"), 1);
}

#[test]
fn nobody_reads_an_address_in_the_archive() {
    let server = MailServer::start();
    let service = with_alert(&server, "daily");
    for file in std::fs::read_dir(service.folder().join("data")).unwrap() {
        let path = file.unwrap().path();
        if path.is_file() {
            let bytes = std::fs::read(&path).unwrap();
            let found = bytes.windows(4).any(|window| window == b"aino");
            assert!(!found, "{}", path.display());
        }
    }
}

#[test]
fn who_is_removed_for_good_takes_the_alerts_along_that_name_them() {
    let server = MailServer::start();
    let mut service = Service::with(&server.settings());
    service.import(&[
        article(1, "Kahvit", "Puheenjohtaja Hanna Virtanen kertoo."),
        article(
            2,
            "Kahvit taas",
            "Puheenjohtaja Hanna Virtanen kertoo lisää.",
        ),
    ]);
    let named = service.wish("aino@esimerkki.example", "q=Hanna+Virtanen", "daily");
    assert_eq!(named.status, StatusCode::OK, "{}", named.text);
    service.wish("aino@esimerkki.example", "q=talkoot", "daily");
    assert_eq!(service.count("alerts"), 2);
    let settings = service.folder().join("data");
    let output = super::super::program::command_in(
        service.folder(),
        &settings,
        &["forget", "--person", "Hanna Virtanen", "--yes"],
    )
    .output()
    .unwrap();
    assert!(
        output.status.success(),
        "{}",
        super::super::program::errors(&output)
    );
    assert_eq!(service.count("alerts"), 1);
}
