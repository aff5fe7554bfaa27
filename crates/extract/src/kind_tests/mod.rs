//! Small pages, each with one trap that real pages set. Every test is named by what went wrong.
//!
//! [`body`]: what is the article's text. [`dates`]: when it was published and changed. [`names`]: its
//! title and its writers. [`verdict`]: whether it is an article.

mod body;
mod dates;
mod names;
mod verdict;

use super::profile::ProfileSet;
use super::*;

const ONE: &str = "<p>Kyläseura korjasi rantasaunan kiukaan ja maalasi laiturin kaiteet, ja työhön \
                   osallistui kolmekymmentä naapuria kolmesta kylästä.</p>";
const TWO: &str = "<p>Saunavuorot jaetaan arvalla, ja avaimen saa kylän kaupasta aukioloaikoina. Maksu \
                   kerätään lippaaseen, joka tyhjennetään viikoittain.</p>";
const THREE: &str = "<p>Syksyllä vuorossa on venevaja, jonka katto on vuotanut jo pitkään. Seura etsii \
                     siihen kattohuopaa ja muutamaa kiipeilijää.</p>";

fn read(page: &str) -> Extraction {
    let profiles = ProfileSet::new(&std::collections::BTreeMap::new()).unwrap();
    let profile = profiles.get("generic").unwrap();
    extract(&PageInput::new(PageContent::Text(page)), &profile)
}

/// A page with a heading and what stands below it.
fn page(head: &str, below: &str) -> String {
    format!(
        "<html lang=fi><head><title>Rantasauna kunnostettiin</title>{head}</head><body><nav><a href=/>Alku</a></nav>\
         <main><article><h1>Rantasauna kunnostettiin</h1>{below}</article></main></body></html>"
    )
}

fn text(page: &str) -> String {
    let read = read(page);
    format!("{}\n{}", read.lead.unwrap_or_default(), read.body)
}

#[track_caller]
fn check_text(page: &str, kept: &[&str], gone: &[&str]) {
    let text = text(page);
    for kept in kept {
        assert!(text.contains(kept), "{kept:?} is lost: {text}");
    }
    for gone in gone {
        assert!(!text.contains(gone), "{gone:?} stays: {text}");
    }
}
