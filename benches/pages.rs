//! How fast pages are answered over invented articles, from the request to the last byte, without a
//! socket: `cargo bench --bench pages -- 100000`.
//!
//! Each page is asked for two hundred times with other words each time; median and the slowest of twenty are
//! printed in milliseconds, with the size of the last answer, uncompressed.

#[allow(dead_code, reason = "the engine's benchmark needs more of it")]
#[path = "../index/benches/engine/corpus.rs"]
mod corpus;
#[path = "../index/benches/engine/lexicon.rs"]
mod lexicon;

use std::time::{Duration, Instant};

use aluehaku::app::App;
use aluehaku::config::Settings;
use aluehaku::http::router;
use aluehaku_index::engine::Document;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use corpus::{Corpus, Dice};
use tower::ServiceExt;
use url::form_urlencoded::byte_serialize;

/// Requests of each page.
const ROUNDS: usize = 200;

fn main() -> anyhow::Result<()> {
    let mut given = std::env::args().skip(1);
    let articles = given
        .find_map(|argument| argument.parse().ok())
        .unwrap_or(100_000);
    let directory = tempfile::tempdir()?;
    let mut settings = Settings {
        data_dir: directory.path().to_owned(),
        ..Settings::default()
    };
    // Nobody else asks, so nobody asks too often.
    settings.server.rate_limit = 0;
    let app = App::new(settings)?;
    let engine = app.engine()?;
    let corpus = Corpus::new();
    let mut rebuild = engine.rebuild()?;
    for number in 0..articles {
        rebuild.add(Document {
            article: &corpus.article(number),
            publisher_region: Some("Lappi"),
        })?;
    }
    rebuild.finish(0, articles as u64)?;
    println!("{articles} articles, analysed by {}", app.analyser()?.name);
    let router = router(app.http_state(engine)?);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let (mut one, mut two, mut three) = (Dice::new(1), Dice::new(2), Dice::new(3));
    let searched = |dice: &mut Dice, words, rest: &str| {
        let words = corpus.query(dice, articles, words);
        let words: String = byte_serialize(words.as_bytes()).collect();
        format!("/search?q={words}{rest}")
    };
    let pages: [(&str, &mut dyn FnMut() -> String); 5] = [
        ("front page", &mut || "/".to_owned()),
        ("one word", &mut || searched(&mut one, 1, "")),
        ("two words", &mut || searched(&mut two, 2, "")),
        ("filtered", &mut || {
            searched(&mut three, 1, "&region=Uusimaa&from=2015")
        }),
        ("region", &mut || "/regions/uusimaa".to_owned()),
    ];
    println!("{:<20}{:>9}{:>9}{:>10}", "ms", "median", "95 %", "bytes");
    for (name, address) in pages {
        let (times, bytes) = runtime.block_on(measured(&router, address))?;
        let shown = |time: Duration| format!("{:.1}", time.as_secs_f64() * 1000.0);
        let (median, slow) = (times[ROUNDS / 2], times[ROUNDS * 19 / 20]);
        println!(
            "{name:<20}{:>9}{:>9}{bytes:>10}",
            shown(median),
            shown(slow)
        );
    }
    Ok(())
}

/// The times of all rounds in order, and the size of the last answer.
async fn measured(
    router: &Router,
    address: &mut dyn FnMut() -> String,
) -> anyhow::Result<(Vec<Duration>, usize)> {
    let mut times = Vec::with_capacity(ROUNDS);
    let mut bytes = 0;
    for _ in 0..ROUNDS {
        let request = Request::get(address()).body(Body::empty())?;
        let begun = Instant::now();
        let answer = router.clone().oneshot(request).await?;
        anyhow::ensure!(answer.status().is_success(), "{}", answer.status());
        bytes = to_bytes(answer.into_body(), usize::MAX).await?.len();
        times.push(begun.elapsed());
    }
    times.sort_unstable();
    Ok((times, bytes))
}
