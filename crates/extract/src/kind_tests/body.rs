//! What is the text of an article, and what stands around it.

use super::*;

#[test]
fn closed_accordions_are_text() {
    for panel in [
        "<h3>Mitä sauna maksaa?</h3><div hidden><p>Vuoro maksaa viisi euroa ja kausikortti viisikymmentä.</p></div>",
        "<h3><button aria-expanded=false>Mitä sauna maksaa?</button></h3><div aria-hidden=true><p>Vuoro maksaa viisi \
         euroa ja kausikortti viisikymmentä.</p></div>",
        "<div class=faq><button aria-expanded=false>Mitä sauna maksaa?</button><div style='display:none'><p>Vuoro \
         maksaa viisi euroa ja kausikortti viisikymmentä.</p></div></div>",
    ] {
        let page = page("", &format!("{ONE}{TWO}<div>{panel}</div>"));
        check_text(&page, &["Mitä sauna maksaa?", "kausikortti"], &[]);
    }
}

#[test]
fn text_that_is_streamed_behind_the_page_is_its_text() {
    let page = format!(
        "<title>Rantasauna kunnostettiin</title><main><h1>Rantasauna kunnostettiin</h1><p>Odota</p></main>\
         <div hidden id='S:1'><div>{ONE}{TWO}{THREE}</div></div>"
    );
    check_text(&page, &["kiukaan", "venevaja"], &[]);
}

#[test]
fn names_of_boxes_do_not_hide_the_article() {
    for class in [
        "article-paywall",
        "text-and-sidebar",
        "is-style-sidebar",
        "sidebar-open c-article-text",
    ] {
        let page = page("", &format!("{ONE}<div class='{class}'>{TWO}{THREE}</div>"));
        check_text(&page, &["Saunavuorot", "venevaja"], &[]);
    }
}

#[test]
fn lines_of_digits_stay() {
    let below = format!(
        "{ONE}<p>1987</p>{TWO}<p>Soita numeroon</p><p>0600 12 345</p><ul><li>9.15</ul>{THREE}"
    );
    let text = text(&page("", &below));
    for line in ["1987", "0600 12 345", "9.15"] {
        assert!(text.lines().any(|other| other == line), "{line}: {text}");
    }
}

#[test]
fn a_lead_that_the_text_repeats_is_read_once() {
    let lead =
        "<p class=ingressi>Kyläseura korjasi rantasaunan kiukaan ja maalasi laiturin kaiteet…</p>";
    let text = text(&page("", &format!("{lead}<div>{ONE}{TWO}</div>")));
    assert_eq!(text.matches("rantasaunan kiukaan").count(), 1, "{text}");
}

#[test]
fn parts_for_several_widths_are_read_once() {
    let copy = format!("<div>{ONE}{TWO}{THREE}</div>");
    let text = text(&page("", &format!("{copy}{copy}{copy}")));
    assert_eq!(text.matches("venevaja").count(), 1, "{text}");
}

#[test]
fn notices_controls_and_links_to_others_are_no_text() {
    let below = format!(
        "{ONE}<p>Video on estetty, koska et ole hyväksynyt evästeitä.</p>{TWO}<p>Tulosta artikkeli</p>\
         <h3>Lue lisää uutisia</h3><div class=card><p>Koulun piha sai keinut.</p><p><a href=/1>Lue</a></div>"
    );
    check_text(
        &page("", &below),
        &["Saunavuorot"],
        &["evästeitä", "Tulosta", "Lue lisää", "keinut"],
    );
}

#[test]
fn sections_side_by_side_are_one_article() {
    let section = |text: &str| {
        format!("<div class=osa><div class=sisus><h2>Väli</h2>{text}{text}</div></div>")
    };
    let page = format!(
        "<title>Rantasauna kunnostettiin</title><div class=hero><h1>Rantasauna kunnostettiin</h1>{ONE}{ONE}</div>{}{}{}",
        section(TWO),
        section(THREE),
        section(
            "<p>Talvella saunaa lämmitetään vain tilauksesta, ja avannon pitää auki naapurin isäntä, jolla on \
                 moottorisaha ja kärsivällisyyttä.</p>"
        ),
    );
    check_text(&page, &["Saunavuorot", "venevaja", "avannon"], &[]);
}

#[test]
fn a_box_that_holds_the_beginning_of_the_article_is_opened_with_the_boxes_in_it() {
    let long = [ONE, TWO, THREE].concat().repeat(2);
    let page = format!(
        "<title>Rantasauna kunnostettiin</title><main><h1>Rantasauna kunnostettiin</h1>\
         <div class=uutiskirje-sivu><div class=uutiskirje-teksti>{long}</div></div>\
         <section><p>Talvella saunaa lämmitetään vain tilauksesta, sanoo isäntä.</p></section></main>"
    );
    check_text(&page, &["kiukaan", "venevaja"], &[]);
}

#[test]
fn a_section_whose_id_is_its_heading_is_no_menu() {
    let below = format!(
        "{ONE}<div id=some-kampanja-ja-menu-saunan-kahviossa><h2>Kahvio</h2>{TWO}{THREE}</div>"
    );
    check_text(&page("", &below), &["Saunavuorot", "venevaja"], &[]);
}

#[test]
fn a_class_with_the_word_for_social_media_hides_no_sections() {
    let long = [ONE, TWO, THREE].concat().repeat(2);
    let below = format!("{ONE}<div class=some-text>{long}</div><div class=some-links>Jaa</div>");
    check_text(&page("", &below), &["venevaja"], &["Jaa"]);
}

#[test]
fn comments_in_code_are_code() {
    let below = format!(
        "{ONE}<pre><code><span class=hljs-comment># avaa luukku</span>\navaa()</code></pre>{TWO}"
    );
    check_text(&page("", &below), &["# avaa luukku"], &[]);
}

#[test]
fn widgets_that_a_page_is_built_of_are_its_text() {
    let widget = |text: &str| format!("<div class='so-panel widget widget_editor'>{text}</div>");
    let page = format!(
        "<title>Rantasauna kunnostettiin</title><h1>Rantasauna kunnostettiin</h1><main>{}{}</main>\
         <div class='widget widget_editor'><p>Tilaa kylän kuulumiset kotiin kannettuna koko vuodeksi.</p></div>",
        widget(&[ONE, TWO].concat()),
        widget(THREE),
    );
    check_text(&page, &["Saunavuorot", "venevaja"], &["kotiin kannettuna"]);
}

#[test]
fn teasers_beside_a_short_article_are_no_text() {
    let teaser = |number: usize| {
        format!(
            "<article class=post><h3><a href=/{number}>Koulun piha sai keinut {number}</a></h3><p>Keinut tulivat \
             torilta {number}. päivänä, ja koko koulu lähti heti ulos katsomaan, kuka niissä istuu ensin ja kauan. \
             Opettajat keittivät kahvia ja talonmies huilasi penkillä, kunnes kello soi sisälle.</p></article>"
        )
    };
    let teasers: String = (1..5).map(teaser).collect();
    let text = [ONE, TWO, THREE].concat().repeat(3);
    let below = format!("<div><div>{text}</div><div><div class=grid>{teasers}</div></div></div>");
    check_text(&page("", &below), &["venevaja"], &["keinut"]);
}

#[test]
fn lists_of_links_amid_the_text_stay() {
    let list = "<ul><li><a href=https://sauna.example/kiuas>Kiukaan piirustukset</a></li>\
                <li><a href=https://sauna.example/laituri>Laiturin mitat</a></li></ul>";
    check_text(
        &page("", &format!("{ONE}{list}{TWO}{THREE}")),
        &["Kiukaan piirustukset", "Laiturin mitat"],
        &[],
    );
}

#[test]
fn lists_of_the_same_text_for_several_widths_are_read_once() {
    let copy = format!("<div><h2>Säännöt</h2><ul><li>{ONE}<li>{TWO}<li>{THREE}</ul></div>");
    let text = text(&page("", &format!("{copy}{copy}{copy}")));
    for part in ["Säännöt", "venevaja"] {
        assert_eq!(text.matches(part).count(), 1, "{part}: {text}");
    }
}

#[test]
fn sections_that_differ_from_the_largest_are_text_too() {
    let box_of = |class: &str, text: &str| format!("<div class={class}><h2>Väli</h2>{text}</div>");
    let below = [
        box_of("iso", &[ONE, TWO, ONE, TWO].concat()),
        box_of("pieni", THREE),
        box_of("muu", "<p>Talvella saunaa lämmitetään vain tilauksesta, ja avannon pitää auki naapurin isäntä.</p>"),
    ]
    .concat();
    check_text(&page("", &below), &["venevaja", "avannon"], &[]);
}

#[test]
fn a_note_about_the_writer_behind_the_text_is_no_text() {
    let note = "<div class=c-kuvaus><h3>Kirjoittajasta</h3><p>Orvokki Mallikas on pitänyt kylän arkistoa kauan, \
                kerää vanhoja karttoja ja opettaa lapsia soutamaan. Kesät hän viettää saaressa.</p></div>";
    let page = format!(
        "<title>Rantasauna kunnostettiin</title><h1>Rantasauna kunnostettiin</h1><div class=post-and-sidebar>\
         <section>{ONE}{TWO}{THREE}</section></div>{note}"
    );
    check_text(&page, &["venevaja"], &["saaressa"]);
}

#[test]
fn headings_that_a_link_opens_are_text() {
    let answer = "<p>Vuoro maksaa viisi euroa ja kausikortti viisikymmentä.</p>";
    for opener in [
        "<h4><a data-toggle=collapse href=#hinta>Mitä sauna maksaa?</a></h4>",
        "<div role=button aria-controls=hinta><a tabindex=0>Mitä sauna maksaa?</a></div>",
        "<a href=# role=button>Mitä sauna maksaa?</a>",
    ] {
        for hidden in ["", "style='display:none' class=toggle"] {
            let panel = format!("<div>{opener}<div id=hinta {hidden}>{answer}</div></div>");
            let page = page("", &format!("{ONE}{TWO}{panel}"));
            check_text(&page, &["Mitä sauna maksaa?", "kausikortti"], &[]);
        }
    }
}

#[test]
fn the_beginning_of_the_text_is_read_once_though_no_class_says_that_it_is_a_lead() {
    let teaser = "<div>Kyläseura korjasi rantasaunan kiukaan ja maalasi laiturin […]</div>";
    let text = text(&page("", &format!("{teaser}<div>{ONE}{TWO}{THREE}</div>")));
    assert_eq!(text.matches("rantasaunan kiukaan").count(), 1, "{text}");
}

#[test]
fn headings_that_only_say_that_there_is_more_stand_over_links() {
    let links = "<h4><a href=/1>Koulun piha sai keinut</a></h4><p>Keinut tulivat torilta.</p>\
                 <h4><a href=/2>Kirjastoauto ajaa taas</a></h4><p>Reitti on entinen.</p>";
    for heading in [
        "Muita kirjoituksia",
        "Lisää luettavaa",
        "Muualla verkossa",
        "Mer om ämnet",
    ] {
        let page = page("", &format!("{ONE}{TWO}{THREE}<h3>{heading}</h3>{links}"));
        check_text(&page, &["venevaja"], &[heading, "keinut", "Reitti"]);
    }
    let section = format!("{ONE}<h3>Muut vuodenajat</h3>{TWO}<dl><dt>9.00<dd>Kahvit</dl>{THREE}");
    check_text(&page("", &section), &["Muut vuodenajat", "9.00"], &[]);
}

#[test]
fn questions_about_the_page_and_words_that_work_it_are_no_text() {
    for line in [
        "Oliko tästä hyötyä?",
        "Sivun yläosaan",
        "Näytä kommentit",
        "Sisällysluettelo",
        "Näytä vähemmän",
        "Luettu 1312 kertaa",
        "Ilmoita virheestä sivulla",
        "Jaa / Tulosta",
        "Förstora bilden",
        "Till toppen av sidan",
        "Subscribe to our newsletter",
        "Kartta näytetään, kun olet antanut suostumuksen evästeille.",
    ] {
        let page = page("", &format!("{ONE}{TWO}{THREE}<p>{line}</p>"));
        check_text(&page, &["venevaja"], &[line]);
    }
    for line in ["Lisää löylyä!", "Seuraa aikatauluja."] {
        let page = page("", &format!("{ONE}{TWO}{THREE}<p>{line}</p>"));
        check_text(&page, &[line], &[]);
    }
}
