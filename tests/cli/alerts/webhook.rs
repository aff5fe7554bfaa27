//! Alerts by webhook: signed, tried again, and never to where nobody may be asked.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::hmac;
use serde_json::Value;

use super::hook_server::{Call, HookServer};
use super::service::{DAY, Service, article};

const SETTINGS: &str = "[alerts]\nwebhooks = true\nwebhooks_on_loopback = true\n";

/// Whether a call is signed with a secret, as the receiver checks it.
pub(super) fn is_signed(call: &Call, secret: &str) -> bool {
    let key = STANDARD
        .decode(secret.trim_start_matches("whsec_"))
        .unwrap();
    let key = hmac::Key::new(hmac::HMAC_SHA256, &key);
    let signature = call.header("webhook-signature");
    let signature = STANDARD
        .decode(signature.strip_prefix("v1,").unwrap())
        .unwrap();
    let content = format!(
        "{}.{}.{}",
        call.header("webhook-id"),
        call.header("webhook-timestamp"),
        call.body
    );
    hmac::verify(&key, content.as_bytes(), &signature).is_ok()
}

/// A service with a confirmed alert, and the secret of its signature.
fn with_alert(hook: &HookServer) -> (Service, String) {
    let mut service = Service::with(SETTINGS);
    let page = service.wish(&hook.address(), "q=talkoot", "at_once");
    let (_, rest) = page.text.split_once("whsec_").expect(&page.text);
    let secret = format!("whsec_{}", rest.split('<').next().unwrap());
    service.work();
    let call = hook.take().remove(0);
    assert!(is_signed(&call, &secret));
    let body: Value = serde_json::from_str(&call.body).unwrap();
    let confirm = body["confirm"].as_str().unwrap();
    service.post(confirm.strip_prefix("https://haku.example").unwrap(), &[]);
    (service, secret)
}

#[test]
fn a_webhook_is_confirmed_told_and_signed() {
    let hook = HookServer::start();
    let (mut service, secret) = with_alert(&hook);
    service.import(&[article(1, "Talkoot rannalla", "Jyväskylässä siivotaan.")]);
    assert_eq!(service.work().delivered.sent, 1);
    let call = hook.take().remove(0);
    assert!(is_signed(&call, &secret) && !is_signed(&call, "whsec_AAAA"));
    let body: Value = serde_json::from_str(&call.body).unwrap();
    assert_eq!(body["type"], "news");
    assert_eq!(body["articles"][0]["title"], "Talkoot rannalla");
    assert_eq!(body["articles"][0]["region"], "Keski-Suomi");
    assert!(call.head.starts_with("POST /koukku?avain=1 "));
}

#[test]
fn a_webhook_that_fails_is_tried_again_with_the_same_identifier() {
    let hook = HookServer::start();
    let (mut service, _) = with_alert(&hook);
    hook.answer_with(500);
    service.import(&[article(1, "Talkoot", "Siivotaan.")]);
    assert_eq!(service.work().delivered.put_off, 1);
    assert_eq!(service.work().delivered.put_off, 0, "not at once");
    hook.answer_with(204);
    service.pass(61);
    assert_eq!(service.work().delivered.sent, 1);
    let calls = hook.take();
    assert_eq!(calls[0].header("webhook-id"), calls[1].header("webhook-id"));
    service.pass(DAY);
    assert_eq!(service.work().delivered.sent, 0);
}

#[test]
fn a_webhook_that_is_gone_is_removed() {
    let hook = HookServer::start();
    let (mut service, _) = with_alert(&hook);
    hook.answer_with(410);
    service.import(&[article(1, "Talkoot", "Siivotaan.")]);
    assert_eq!(service.work().delivered.bounced, 1);
    assert_eq!(service.count("alerts"), 0);
    let (mut service, _) = {
        hook.answer_with(200);
        hook.take();
        with_alert(&hook)
    };
    hook.answer_with(503);
    service.import(&[article(2, "Talkoot", "Siivotaan.")]);
    for _ in 0..40 {
        service.work();
        service.pass(6 * 3_600 + 1);
    }
    assert_eq!(service.count("alerts"), 0, "silent for days");
}
