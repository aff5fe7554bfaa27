//! Killed again and again while alerts are matched and sent, nothing is lost and nothing sent twice.

use std::collections::BTreeMap;
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use aluehaku::clock;

use super::super::program::{article as plain_article, command_in, errors};
use super::mail_server::{MailServer, Step};
use super::service::Service;

/// Kills, unless `ALUEHAKU_KILLS` says how many.
const KILLS: usize = 10;

/// Recipients, each with an alert that finds every article.
const RECIPIENTS: usize = 12;

/// The same kills in every run.
const SEED: u64 = 20_261_130;

/// Kills a process at the step that was drawn.
#[derive(Default)]
struct Killer {
    victim: Mutex<Option<Child>>,
    /// Steps until it is killed; below zero nobody is.
    steps: AtomicI64,
}

impl Killer {
    /// Counts a step, and kills when it was the last one. The server answers only to who is left.
    fn step(&self) {
        if self.steps.fetch_sub(1, Ordering::SeqCst) != 1 {
            return;
        }
        if let Some(victim) = self.victim.lock().unwrap().as_mut() {
            victim.kill().unwrap();
            victim.wait().unwrap();
        }
    }
}

#[test]
fn nothing_is_lost_and_nothing_comes_twice_however_often_the_sender_is_killed() {
    let killer = Arc::new(Killer::default());
    let watching = Arc::clone(&killer);
    let server = MailServer::watched(|_| "250 ok", move |_: Step| watching.step());
    let mut service = Service::with(&server.settings());
    for number in 0..RECIPIENTS {
        let recipient = format!("lukija{number}@esimerkki.example");
        service.wish(&recipient, "q=järjestöt", "at_once");
    }
    service.work();
    for mail in server.take() {
        service.post(&mail.link("confirm"), &[]);
    }
    // From now on the real clock counts, as for any program.
    let now = clock::now();
    assert!(service.now() <= now);
    let folder = service.into_folder();
    let data_dir = folder.path().join("data");
    std::fs::write(
        folder.path().join("aluehaku.toml"),
        format!(
            "[server]\npublic_url = \"https://haku.example\"\n{}",
            server.settings()
        ),
    )
    .unwrap();
    let kills = std::env::var("ALUEHAKU_KILLS").ok();
    let kills = kills.and_then(|kills| kills.parse().ok()).unwrap_or(KILLS);
    let mut random = fastrand::Rng::with_seed(SEED);
    let send = |killed_after: i64| {
        let mut victim = killer.victim.lock().unwrap();
        killer.steps.store(killed_after, Ordering::SeqCst);
        let child = command_in(folder.path(), &data_dir, &["alerts", "send"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        *victim = Some(child.unwrap());
        drop(victim);
        loop {
            // Not waited for under the lock: the server kills under it.
            if killer
                .victim
                .lock()
                .unwrap()
                .as_mut()
                .unwrap()
                .try_wait()
                .unwrap()
                .is_some()
            {
                return;
            }
            std::thread::yield_now();
        }
    };
    for round in 0..kills {
        let file = folder.path().join("articles.jsonl");
        std::fs::write(&file, format!("{}\n", plain_article(round))).unwrap();
        let imported = command_in(folder.path(), &data_dir, &["import", "articles.jsonl"]).output();
        let imported = imported.unwrap();
        assert!(imported.status.success(), "{}", errors(&imported));
        // Each message takes four steps.
        send(random.i64(1..=4 * RECIPIENTS as i64));
        // What was put off until later is due now.
        let archive = rusqlite::Connection::open(data_dir.join("archive.db")).unwrap();
        archive
            .busy_timeout(std::time::Duration::from_secs(30))
            .unwrap();
        archive
            .execute_batch(
                "UPDATE alerts SET due_at = 0 WHERE due_at IS NOT NULL;
                 UPDATE alert_messages SET due_at = 0;",
            )
            .unwrap();
    }
    send(i64::MIN / 2);
    let mut told: BTreeMap<(String, usize), usize> = BTreeMap::new();
    for mail in server.mails() {
        let text = mail.text();
        for round in 0..kills {
            let address = format!("https://uutiset.example/{round}");
            if text.lines().any(|line| line == address) {
                *told.entry((mail.to.clone(), round)).or_default() += 1;
            }
        }
    }
    let twice: Vec<_> = told.iter().filter(|(_, times)| **times > 1).collect();
    assert!(twice.is_empty(), "{twice:?}");
    assert_eq!(told.len(), RECIPIENTS * kills, "lost");
}
