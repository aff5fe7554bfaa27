//! Passes over the text of scripts and styles that nobody reads, instead of cutting it into tokens.

use html5ever::tokenizer::BufferQueue;

/// Takes the text before the end tag of a script or style out of the queue.
///
/// Where the end is not in what the queue holds yet, or where the script holds `<!--`, after which end tags do not
/// count always, the text stays, and the tokenizer finds its end.
pub(super) fn skip_raw_text(queue: &BufferQueue, name: &str) {
    let Some(mut text) = queue.pop_front() else {
        return;
    };
    if let Some(end) = raw_text_end(&text, name) {
        // A chunk is far shorter than numbers of 32 bits reach.
        text.pop_front(end as u32);
    }
    queue.push_front(text);
}

/// Where the end tag of a raw text begins that holds no `<!--`.
fn raw_text_end(text: &str, name: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        at += text[at..].find('<')?;
        let rest = &text.as_bytes()[at + 1..];
        if rest.starts_with(b"!--") {
            return None;
        }
        if rest.first() == Some(&b'/') && is_tag_name(&rest[1..], name) {
            return Some(at);
        }
        at += 1;
    }
}

/// Whether bytes begin with the name of a tag, and the name ends there.
fn is_tag_name(bytes: &[u8], name: &str) -> bool {
    let Some((found, rest)) = bytes.split_at_checked(name.len()) else {
        return false;
    };
    let ends = matches!(
        rest.first(),
        Some(b'\t' | b'\n' | b'\x0c' | b'\r' | b' ' | b'/' | b'>')
    );
    ends && found.eq_ignore_ascii_case(name.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_is_the_first_end_tag_of_that_name() {
        let end = |text| raw_text_end(text, "script");
        assert_eq!(end("var a = '</p>'</ScRiPt >x"), Some(14));
        assert_eq!(end("a </scripts> b</script"), None);
        assert_eq!(end("a <!-- <script></script> --></script>"), None);
        assert_eq!(raw_text_end("p{}</style/>", "style"), Some(3));
    }
}
