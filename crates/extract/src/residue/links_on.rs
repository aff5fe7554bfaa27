//! Lists of other articles inside or behind the text, under a heading that says so.

use super::super::blocks::{Block, BlockKind};
use super::super::text::folded;
use super::lines::LINK_HEADINGS;

/// Longest heading over such a list, in bytes.
const MAX_HEADING: usize = 60;

/// Most words of one.
const MAX_WORDS: usize = 6;

/// Longest line of a teaser below the heading, in bytes.
const MAX_TEASER: usize = 320;

/// Share of the text that teasers hold at most, in percent.
const MAX_SHARE: usize = 40;

/// Beginnings of such headings, folded; what follows says what is listed.
const BEGINNINGS: &[&str] = &[
    "aiheesta lisää",
    "aiheesta muualla",
    "aiheeseen liittyv",
    "aiemmin aiheesta",
    "katso muut",
    "katso myös",
    "lisää aiheesta",
    "lisää artikkeleita",
    "lisää blogeja",
    "lisää juttuja",
    "lisää samasta",
    "lisää tästä aiheesta",
    "lisää tiedotteita",
    "lisää uutisia",
    "lue aiheesta",
    "lue lisää aiheesta",
    "lue lisää ajankohtaisia",
    "lue lisää artikkeleita",
    "lue lisää blogeja",
    "lue lisää juttuja",
    "lue lisää uutisia",
    "lue muita",
    "lue myös",
    "lue seuraavaksi",
    "luetuimmat",
    "muita ajankohtaisia",
    "muita artikkeleita",
    "muita blog",
    "muita juttuja",
    "muita tiedotteita",
    "muita uutisia",
    "muut artikkelit",
    "muut blog",
    "muut jutut",
    "muut uutiset",
    "samankaltaisia",
    "samasta aiheesta",
    "samasta kategoriasta",
    "samaan aiheeseen",
    "samassa kategoriassa",
    "saatat olla kiinnostunut",
    "saatat pitää",
    "sinua kiinnostaa",
    "sinua saattaa",
    "sinua saattaisi",
    "sinua voi kiinnostaa",
    "sinua voi myös",
    "sinua voisi",
    "suosituimmat",
    "suosittelemme",
    "tuoreimmat",
    "tutustu myös",
    "tästä voisit",
    "uusimmat",
    "viimeisimmät",
    "fler artiklar",
    "fler nyheter",
    "liknande artiklar",
    "liknande nyheter",
    "läs mer om",
    "läs mera",
    "mera om ämnet",
    "mera om samma",
    "läs också",
    "läs även",
    "mer om ämnet",
    "mer om samma",
    "mest lästa",
    "se också",
    "se även",
    "relaterad",
    "relaterat innehåll",
    "senaste artiklar",
    "senaste nyheter",
    "senaste nytt",
    "andra nyheter",
    "andra artiklar",
    "du kanske också",
    "you may also",
    "you might also",
    "more from",
    "more on this",
    "more articles",
    "more news",
    "other news",
    "other articles",
    "similar articles",
    "similar posts",
    "recommended reading",
    "keep reading",
    "further reading",
    "read more about",
    "up next",
];

/// Words with which such headings begin, and those that they go on with and nothing else.
const FIRSTS: &[&str] = &[
    "lue",
    "lisää",
    "muita",
    "muut",
    "muuta",
    "muualla",
    "katso",
    "kaikki",
    "liittyvät",
    "läs",
    "mer",
    "mera",
    "fler",
    "andra",
    "se",
    "more",
    "other",
    "latest",
    "recent",
    "related",
    "read",
    "see",
];
const RESTS: &[&str] = &[
    "myös",
    "nämä",
    "nämäkin",
    "tämä",
    "seuraava",
    "seuraavaksi",
    "lisää",
    "aiheesta",
    "aiheista",
    "aihepiiristä",
    "samasta",
    "muualla",
    "verkossa",
    "luettavaa",
    "kirjoituksia",
    "uutisia",
    "uutiset",
    "uutinen",
    "juttuja",
    "jutut",
    "artikkeleita",
    "artikkelit",
    "tiedotteita",
    "tiedotteet",
    "blogeja",
    "blogit",
    "blogikirjoituksia",
    "ajankohtaista",
    "ajankohtaisia",
    "ajankohtaiset",
    "kaikki",
    "muut",
    "muita",
    "tältä",
    "kirjoittajalta",
    "också",
    "även",
    "mer",
    "nyheter",
    "artiklar",
    "inlägg",
    "ämnet",
    "om",
    "samma",
    "ämne",
    "läsning",
    "webben",
    "news",
    "posts",
    "articles",
    "stories",
    "this",
    "topic",
    "on",
    "from",
    "reading",
    "next",
    "all",
];

/// Whether a line stands over links to other articles. A sentence does not.
pub(super) fn heads_links(text: &str) -> bool {
    if text.len() > MAX_HEADING {
        return false;
    }
    let line = folded(text);
    let is_heading = !text.ends_with('.') && line.split(' ').count() <= MAX_WORDS;
    LINK_HEADINGS.contains(&line.as_str())
        || (is_heading
            && (is_made_of_such_words(&line)
                || BEGINNINGS
                    .iter()
                    .any(|beginning| line.starts_with(beginning))))
}

/// Whether a line says that there is more of something, and nothing else: `Muita kirjoituksia`. The words
/// that lead on to one article do not.
fn is_made_of_such_words(line: &str) -> bool {
    let mut words = line.split(' ');
    let is_first = words.next().is_some_and(|word| FIRSTS.contains(&word));
    let mut rest = words.peekable();
    let leads_on = matches!(line, "lue lisää" | "läs mer" | "läs mera" | "read all");
    is_first && !leads_on && rest.peek().is_some() && rest.all(|word| RESTS.contains(&word))
}

/// Cuts such a list off the end of a text: its heading and everything below, where that is links and
/// short lines about them.
pub(super) fn cut_ending(blocks: &mut Vec<Block>) {
    let all: usize = blocks.iter().map(|block| block.text.len()).sum();
    let heading = blocks.iter().rposition(|block| heads_links(&block.text));
    let Some(heading) = heading.filter(|heading| *heading > 0) else {
        return;
    };
    let below = &blocks[heading + 1..];
    let length: usize = below.iter().map(|block| block.text.len()).sum();
    let is_teaser = |block: &Block| block.text.len() <= MAX_TEASER && block.kind != BlockKind::Row;
    // Few lines about each link.
    let links = below.iter().filter(|block| block.is_link()).count();
    let is_list = links > 0
        && below.len() <= 3 * links
        && below
            .iter()
            .all(|block| block.is_link() || is_teaser(block))
        && length * 100 <= all * MAX_SHARE;
    if is_list || below.is_empty() {
        blocks.truncate(heading);
    }
}
