//! What a page lets robots do: the `robots` meta element and the `X-Robots-Tag` header.

/// What robots shall not do with a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RobotsMeta {
    /// Not put it into an index.
    pub noindex: bool,
    /// Not follow its links.
    pub nofollow: bool,
    /// Show a snippet at most.
    pub noarchive: bool,
    /// Show no snippet either.
    pub nosnippet: bool,
}

impl RobotsMeta {
    /// Adds the directives of a meta element: `noindex, follow`.
    pub(super) fn add(&mut self, directives: &str) {
        for directive in directives.split(',') {
            let directive = directive.trim();
            let is = |name: &str| directive.eq_ignore_ascii_case(name);
            self.noindex |= is("noindex") || is("none");
            self.nofollow |= is("nofollow") || is("none");
            self.noarchive |= is("noarchive") || is("nocache");
            self.nosnippet |= is("nosnippet") || is("max-snippet:0");
        }
    }

    /// Adds the directives of headers, one a line, each of which may be meant for one robot only:
    /// `otherbot: noindex`.
    pub(super) fn add_header(&mut self, headers: &str, robot: &str) {
        for header in headers.lines() {
            self.add_one_header(header, robot);
        }
    }

    fn add_one_header(&mut self, header: &str, robot: &str) {
        let directives = match header.split_once(':') {
            // "max-snippet: 0" and "unavailable_after: …" are directives with a value.
            Some((name, rest)) if is_robot_name(name) => {
                if !name.trim().eq_ignore_ascii_case(robot) {
                    return;
                }
                rest
            }
            _ => header,
        };
        self.add(directives);
    }
}

fn is_robot_name(text: &str) -> bool {
    let text = text.trim();
    let is_value = [
        "max-snippet",
        "max-image-preview",
        "max-video-preview",
        "unavailable_after",
    ]
    .iter()
    .any(|name| text.to_ascii_lowercase().ends_with(name));
    !text.contains(',') && !is_value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(header: &str, noindex: bool, nofollow: bool, noarchive: bool) {
        let mut robots = RobotsMeta::default();
        robots.add_header(header, "aluehaku");
        assert_eq!(
            (robots.noindex, robots.nofollow, robots.noarchive),
            (noindex, nofollow, noarchive)
        );
    }

    #[test]
    fn directives_add_up() {
        check("noindex, NOFOLLOW", true, true, false);
        check("none", true, true, false);
        check("noarchive, max-snippet:50", false, false, true);
        check("aluehaku: noindex", true, false, false);
        check("otherbot: noindex, nofollow", false, false, false);
        check("otherbot: noindex\nnoarchive", false, false, true);
        check(
            "index, follow, max-image-preview:large",
            false,
            false,
            false,
        );
        check(
            "unavailable_after: 25 Jun 2030 15:00:00 PST",
            false,
            false,
            false,
        );
    }
}
