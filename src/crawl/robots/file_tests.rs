//! Reading robots.txt: groups, rules, spellings and bytes that are no text.

use url::Url;

use super::file::RobotsFile;

#[track_caller]
fn check(robots: &str, allowed: &[&str], forbidden: &[&str]) {
    let file = RobotsFile::parse(robots.as_bytes(), "Aluehaku/0.1");
    let base = Url::parse("https://a.example").unwrap();
    for (paths, expected) in [(allowed, true), (forbidden, false)] {
        for path in paths {
            let url = base.join(path).unwrap();
            assert_eq!(file.allows(&url), expected, "{path} by {robots:?}");
        }
    }
}

#[test]
fn the_longest_rule_decides_and_of_equals_the_one_that_allows() {
    let robots = "User-agent: *\nDisallow: /\nUser-agent: aluehaku\nDisallow: /jasenet/\nAllow: /jasenet/avoin";
    check(robots, &["/", "/x", "/jasenet/avoin/1"], &["/jasenet/1"]);
    check(
        "user-agent: *\ndisallow: /a\nallow: /a",
        &["/a", "/ab", "/b"],
        &[],
    );
    check(
        "user-agent: *\nallow: /p\ndisallow: /",
        &["/p", "/p?x=1"],
        &["/", "/q"],
    );
}

#[test]
fn groups_of_one_robot_are_joined_and_an_empty_one_frees_it() {
    check(
        "user-agent: aluehaku\ndisallow: /a\nuser-agent: muu\ndisallow: /c\nuser-agent: ALUEHAKU\ndisallow: /b",
        &["/c"],
        &["/a", "/b"],
    );
    check(
        "user-agent: aluehaku\nuser-agent: muu\ndisallow: /a",
        &["/b"],
        &["/a"],
    );
    check(
        "user-agent: *\ndisallow: /\nuser-agent: aluehaku\ndisallow:",
        &["/a"],
        &[],
    );
    check("disallow: /a\nuser-agent: *", &["/a"], &[]);
    check("user-agent: aluehaku news\ndisallow: /a", &["/b"], &["/a"]);
    check("user-agent: aluehakuri\ndisallow: /", &["/a"], &[]);
    check("user-agent: * kaikki\ndisallow: /a", &[], &["/a"]);
    check("user-agent: *kaikki\ndisallow: /a", &["/a"], &[]);
}

#[test]
fn a_line_of_another_kind_does_not_part_a_group() {
    check(
        "user-agent: aluehaku\nsitemap: https://a.example/s.xml\ncrawl-delay: 3\nuser-agent: *\nnoindex: /x\ndisallow: /a",
        &["/x"],
        &["/a"],
    );
}

#[test]
fn stars_and_ends_are_understood() {
    let star = "user-agent: *\ndisallow: /*.pdf$\ndisallow: /k*/x\ndisallow: /q$x";
    check(
        star,
        &["/a.pdf?x", "/a.pdfx", "/k/y", "/q"],
        &["/a.pdf", "/b/c.pdf", "/k/x", "/kk/y/x1", "/q$x"],
    );
    check("user-agent: *\ndisallow: *b", &["/a"], &["/ab", "/b"]);
    check(
        "user-agent: *\ndisallow: /a**b*$",
        &["/a"],
        &["/ab", "/axbx"],
    );
    check("user-agent: *\ndisallow: /\nallow: /$", &["/"], &["/a"]);
}

#[test]
fn stars_and_dollars_that_are_escaped_stand_for_themselves() {
    // The example of RFC 9309 section 2.2.3, and its counterparts.
    let robots =
        "user-agent: *\ndisallow: /tiedosto-%2A.html\ndisallow: /hinta%24\ndisallow: /k*%2a$";
    check(
        robots,
        &[
            "/tiedosto-x.html",
            "/tiedosto-.html",
            "/hinta",
            "/hinta/x",
            "/kx",
            "/k*x",
        ],
        &[
            "/tiedosto-*.html",
            "/tiedosto-%2A.html",
            "/hinta$",
            "/hinta%24x",
            "/kuva*",
            "/k%2a",
        ],
    );
    check(
        "user-agent: *\nallow: /a%2A\ndisallow: /",
        &["/a*", "/a%2A"],
        &["/ab"],
    );
}

#[test]
fn a_file_in_utf_16_is_obeyed() {
    let robots = "user-agent: *\r\ndisallow: /a";
    let little: Vec<u8> = robots.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = robots.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let marked = [[0xFF, 0xFE].as_slice(), &little].concat();
    for content in [little, big, marked] {
        let file = RobotsFile::parse(&content, "aluehaku");
        assert!(!file.allows_path("/a") && file.allows_path("/b"));
    }
}

#[test]
fn a_folder_is_its_own_page() {
    check(
        "user-agent: *\nallow: /a/index.html\ndisallow: /",
        &["/a/", "/a/index.html"],
        &["/a", "/a/b", "/"],
    );
    check(
        "user-agent: *\nallow: /a/index.asp\ndisallow: /",
        &[],
        &["/a/"],
    );
}

#[test]
fn spellings_of_an_address_are_one() {
    check(
        "user-agent: *\ndisallow: /ää",
        &["/aa"],
        &["/ää", "/%c3%a4%C3%A4"],
    );
    check(
        "user-agent: *\ndisallow: /%e4",
        &["/e4"],
        &["/%E4", "/%e4x"],
    );
    check("user-agent: *\ndisallow: /~a", &[], &["/%7Ea", "/~a"]);
    check("user-agent: *\ndisallow: /%7ea", &[], &["/%7Ea", "/~a"]);
    check("user-agent: *\ndisallow: /a%2fb", &["/a/b"], &["/a%2Fb"]);
    check("user-agent: *\ndisallow: /A", &["/a"], &["/A"]);
    check(
        "user-agent: *\ndisallow: /a?b=1",
        &["/a"],
        &["/a?b=1&c", "/a?b=1#x"],
    );
}

#[test]
fn marks_line_ends_comments_and_misspellings_do_no_harm() {
    check("\u{feff}user-agent: *\ndisallow: /a", &["/b"], &["/a"]);
    check(
        "user-agent: *\rdisallow: /a\r\n\r\ndisallow: /b",
        &[],
        &["/a", "/b"],
    );
    check(
        " User-Agent : * # kaikki\n\tDISALLOW : /a # ei\n",
        &["/b"],
        &["/a"],
    );
    check(
        "useragent: *\ndissallow: /a\ndisallow /b",
        &["/c"],
        &["/a", "/b"],
    );
    check("user agent *\ndisalow: /a", &["/a"], &[]);
    check("<html>Disallow: /</html>", &["/a"], &[]);
    check("", &["/a"], &[]);
    let file = RobotsFile::parse(b"\xEF\xBBuser-agent: *\nDisallow: /a", "x");
    assert!(!file.allows(&Url::parse("http://a.example/a").unwrap()));
}

#[test]
fn delays_and_sitemaps_are_read() {
    let file = RobotsFile::parse(
        b"Sitemap: https://a.example/k.xml\nuser-agent: *\ncrawl-delay: 2.5\nuser-agent: b\ncrawl-delay: x\ncrawl-delay: 9",
        "b",
    );
    assert_eq!(file.delay_s(), Some(9.0));
    assert_eq!(
        file.sitemaps().collect::<Vec<_>>(),
        ["https://a.example/k.xml"]
    );
}

#[test]
fn a_pattern_made_to_take_long_does_not() {
    let robots = format!("user-agent: *\ndisallow: /{}b", "*a".repeat(4_000));
    check(&robots, &[&format!("/{}", "a".repeat(60_000))], &[]);
}

proptest::proptest! {
    #[test]
    fn any_bytes_are_read_without_harm(content: Vec<u8>, path: String) {
        let file = RobotsFile::parse(&content, "aluehaku");
        let _ = file.allows_path(&path);
    }
}
