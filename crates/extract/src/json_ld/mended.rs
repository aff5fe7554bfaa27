//! Scripts of JSON-LD that are broken in one of the usual ways.

use serde_json::Value;

/// Longest script that is read, in bytes.
const MAX_SCRIPT: usize = 1 << 20;
/// Parses a script, mended where it is broken in one of the usual ways.
pub(super) fn parse(script: &str) -> Option<Value> {
    let script = &script[..script.floor_char_boundary(MAX_SCRIPT)];
    serde_json::from_str(script)
        .or_else(|_| serde_json::from_str(&mended(without_wrapping(script))))
        .ok()
}

/// A script without the comments that hid scripts from old browsers, and without a last semicolon.
fn without_wrapping(script: &str) -> &str {
    let mut script = script.trim();
    for beginning in ["<!--", "//<![CDATA[", "/*<![CDATA[*/", "<![CDATA["] {
        script = script
            .strip_prefix(beginning)
            .unwrap_or(script)
            .trim_start();
    }
    for end in ["-->", "//]]>", "/*]]>*/", "]]>", ";"] {
        script = script.strip_suffix(end).unwrap_or(script).trim_end();
    }
    script
}

/// JSON with control characters inside strings escaped and commas before closing brackets gone.
fn mended(script: &str) -> String {
    let mut out = String::with_capacity(script.len() + 16);
    let mut in_string = false;
    let mut escaped = false;
    for character in script.chars() {
        match character {
            _ if escaped => escaped = false,
            '\\' if in_string => escaped = true,
            '"' => in_string = !in_string,
            '\n' if in_string => {
                out.push_str("\\n");
                continue;
            }
            control if in_string && control.is_control() => {
                out.push(' ');
                continue;
            }
            '}' | ']' if !in_string => {
                let kept = out.trim_end();
                if kept.ends_with(',') {
                    out.truncate(kept.len() - 1);
                }
            }
            _ => {}
        }
        out.push(character);
    }
    out
}
