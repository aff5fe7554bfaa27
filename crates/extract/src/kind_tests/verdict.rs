//! Whether a page is an article.

use super::*;

const TEASERS: &str = "<section><h2>Muut uutiset</h2>\
    <article><h3><a href=/1>Koulun piha sai keinut</a></h3><p>Keinut tulivat torilta.</p></article>\
    <article><h3><a href=/2>Kirjastoauto ajaa taas</a></h3><p>Reitti on entinen.</p></article>\
    <article><h3><a href=/3>Talkoot lauantaina</a></h3><p>Ota hanskat mukaan.</p></article></section>";

#[test]
fn an_article_with_teasers_is_no_list_and_teasers_alone_are_one() {
    let below =
        format!("<time datetime=2021-04-06>6.4.2021</time><div>{ONE}{TWO}{THREE}</div>{TEASERS}");
    let page = page("", &below);
    assert_eq!(read(&page).kind, PageKind::Article);
    check_text(&page, &["venevaja"], &["keinut", "Reitti on"]);
    let list = format!("<html><body><main><h1>Uutiset</h1>{TEASERS}</main></body></html>");
    assert_ne!(read(&list).kind, PageKind::Article);
}

#[test]
fn a_list_that_is_longer_than_the_article_above_it_is_no_text() {
    let teaser = |number: usize| {
        format!(
            "<article><h3><a href=/{number}>Koulun piha sai keinut {number}</a></h3><p>Keinut tulivat torilta iltapäivällä.</p></article>"
        )
    };
    let teasers: String = (1..20).map(teaser).collect();
    let list = format!("<div><h2>Uusimmat jutut</h2><div>{teasers}</div></div>");
    let below =
        format!("<time datetime=2021-04-06>6.4.2021</time><div>{ONE}{TWO}{THREE}</div>{list}");
    let page = page("", &below);
    assert_eq!(read(&page).kind, PageKind::Article);
    check_text(&page, &["kiukaan", "venevaja"], &["keinut"]);
    let front = format!("<main><h1>Ranta</h1><div>{ONE}{TWO}</div>{list}</main>");
    assert_ne!(read(&front).kind, PageKind::Article);
}

#[test]
fn forums_shops_and_collections_that_say_so_are_no_articles() {
    for kind in [
        "DiscussionForumPosting",
        "QAPage",
        "CollectionPage",
        "ProductGroup",
    ] {
        let script =
            format!("<script type='application/ld+json'>{{\"@type\":\"{kind}\"}}</script>");
        let page = page(&script, &format!("{ONE}{TWO}{THREE}"));
        assert_eq!(
            read(&page).kind,
            PageKind::NotArticle(NotArticle::List),
            "{kind}"
        );
    }
}

#[test]
fn a_page_that_robots_may_not_index_is_read_nevertheless() {
    let read = read(&page(
        "<meta name=robots content=noindex>",
        &format!("{ONE}{TWO}"),
    ));
    assert_eq!(read.kind, PageKind::NotArticle(NotArticle::NoIndex));
    assert!(read.body.contains("Saunavuorot"), "{}", read.body);
}

#[test]
fn a_page_that_needs_its_script_says_so() {
    let read = read("<title>Kylä</title><div id=app></div><script src=/app.js></script>");
    assert_ne!(read.kind, PageKind::Article);
    assert!(
        read.warnings
            .iter()
            .any(|warning| warning.code == WarningCode::NeedsScript)
    );
}

#[test]
fn a_short_dated_article_beside_a_log_in_form_is_an_article() {
    let below =
        format!("<time datetime=2022-05-02>2.5.2022</time>{ONE}<form><input type=password></form>");
    assert_eq!(read(&page("", &below)).kind, PageKind::Article);
}
