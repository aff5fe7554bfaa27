//! Events that articles tell of.

use aluehaku_article::{EnrichedArticle, Event, TextPart};
use aluehaku_index::engine::{Document, Engine};
use aluehaku_index::search::request::{EventDays, Filters, SearchRequest};
use jiff::civil::{Date, date, time};

use crate::support::{article, assert_finds, id, request};

fn event(first_day: Date, last_day: Date) -> Event {
    Event {
        first_day,
        last_day,
        begins: Some(time(17, 30, 0, 0)),
        ends: None,
        inferred_year: true,
        title: Some("Iltakahvit, soita 040 123 4567".to_owned()),
        place: Some("Kouvola".to_owned()),
        text: "Iltakahvit 3.10. klo 17.30, soita 040 123 4567".to_owned(),
        part: TextPart::Body,
        start: 11,
        end: 26,
    }
}

fn put(engine: &dyn Engine) {
    let (camp, course) = (date(2026, 6, 12), date(2027, 1, 10));
    let told = [
        ("none", vec![]),
        ("camp", vec![event(camp, date(2026, 6, 14))]),
        ("two", vec![event(camp, camp), event(course, course)]),
        ("long", vec![event(date(2026, 1, 1), date(2027, 12, 31))]),
    ];
    let mut writer = engine.writer().unwrap();
    for (name, events) in told {
        let article = EnrichedArticle {
            events,
            ..article(name)
        };
        writer
            .put(Document {
                article: &article,
                publisher_region: None,
            })
            .unwrap();
    }
    writer.commit(1).unwrap();
}

pub(crate) fn articles_are_narrowed_to_days_of_what_they_tell_of(engine: &dyn Engine) {
    put(engine);
    let on = |first, last| SearchRequest {
        filters: Filters {
            event_days: Some(EventDays { first, last }),
            ..Filters::default()
        },
        ..request("")
    };
    let june = |day| date(2026, 6, day);
    assert_finds(engine, &on(june(13), Some(june(13))), &["camp"]);
    assert_finds(engine, &on(june(15), None), &["long", "two"]);
    assert_finds(engine, &on(june(1), Some(june(12))), &["camp", "two"]);
    assert_finds(engine, &on(date(2028, 1, 1), None), &[]);
    assert_finds(engine, &request(""), &["camp", "long", "none", "two"]);
}

pub(crate) fn events_come_back_masked(engine: &dyn Engine) {
    put(engine);
    let reader = engine.reader().unwrap();
    let kept = reader.article(&id("camp")).unwrap().unwrap().events;
    let expected = Event {
        title: Some("Iltakahvit, soita [puhelin]".to_owned()),
        text: "Iltakahvit 3.10. klo 17.30, soita [puhelin]".to_owned(),
        ..event(date(2026, 6, 12), date(2026, 6, 14))
    };
    assert_eq!(kept, [expected]);
    assert_eq!(reader.article(&id("none")).unwrap().unwrap().events, []);
}
