//! The book in `docs/` and the other pages of the repository: every link leads somewhere, and what they tell of exists.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The pages in Markdown that people read.
fn pages() -> Vec<PathBuf> {
    let mut pages = Vec::new();
    for folder in ["", "docs", "packaging"] {
        for entry in std::fs::read_dir(root().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "md") {
                pages.push(path);
            }
        }
    }
    pages
}

/// Targets of links, outside code.
fn links(text: &str) -> Vec<String> {
    let mut links = Vec::new();
    let mut is_code = false;
    for line in text.lines() {
        is_code ^= line.starts_with("```");
        if is_code {
            continue;
        }
        // Code within a line stands in every second piece.
        let plain: String = line.split('`').step_by(2).collect::<Vec<_>>().join("_");
        for piece in plain.split("](").skip(1) {
            links.extend(piece.split_once(')').map(|(link, _)| link.to_owned()));
        }
    }
    links
}

/// What headings are called in addresses.
fn anchors(text: &str) -> BTreeSet<String> {
    let headings = text.lines().filter(|line| line.starts_with('#'));
    let anchors = headings.map(|heading| {
        let words = heading.trim_start_matches('#').trim().to_lowercase();
        let kept = words
            .chars()
            .filter(|sign| sign.is_alphanumeric() || " -_".contains(*sign));
        kept.collect::<String>().replace(' ', "-")
    });
    anchors.collect()
}

#[test]
fn every_link_leads_somewhere() {
    let mut checked = 0;
    for page in pages() {
        let text = std::fs::read_to_string(&page).unwrap();
        for link in links(&text) {
            if link.contains("://") || link.starts_with("mailto:") {
                continue;
            }
            let (file, anchor) = link.split_once('#').unwrap_or((&link, ""));
            let target = match file {
                "" => page.clone(),
                file => page.parent().unwrap().join(file),
            };
            assert!(target.exists(), "{} links to {link}", page.display());
            if !anchor.is_empty() {
                let there = anchors(&std::fs::read_to_string(&target).unwrap());
                assert!(there.contains(anchor), "{} links to {link}", page.display());
            }
            checked += 1;
        }
    }
    assert!(checked > 30, "{checked}");
}

#[test]
fn every_page_of_the_book_is_in_its_contents() {
    let contents = std::fs::read_to_string(root().join("docs/README.md")).unwrap();
    let listed: BTreeSet<String> = links(&contents).into_iter().collect();
    for page in pages()
        .iter()
        .filter(|page| page.parent() == Some(&root().join("docs")))
    {
        let name = page.file_name().unwrap().to_string_lossy().into_owned();
        assert!(name == "README.md" || listed.contains(&name), "{name}");
    }
}

/// The first words behind the name of the program.
fn commands(text: &str) -> BTreeSet<String> {
    let mut commands = BTreeSet::new();
    for (start, name) in text.match_indices("aluehaku ") {
        let is_command = text[..start].ends_with(['`', '\n', ' ', '/']);
        let words = text[start + name.len()..].split_whitespace();
        let mut words = words
            .map(|word| word.trim_matches(|sign: char| !sign.is_alphanumeric() && sign != '-'));
        let first = words.find(|word| !word.starts_with('-') && !word.contains('.'));
        let is_word = |word: &&str| word.chars().all(|sign| sign.is_ascii_lowercase());
        commands.extend(
            first
                .filter(|_| is_command)
                .filter(is_word)
                .map(str::to_owned),
        );
    }
    commands
}

#[test]
fn every_command_of_the_book_is_one() {
    let help = std::process::Command::new(env!("CARGO_BIN_EXE_aluehaku"))
        .arg("--help")
        .output();
    let help = String::from_utf8(help.unwrap().stdout).unwrap();
    let known: BTreeSet<&str> = help
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    for page in pages()
        .iter()
        .filter(|page| page.starts_with(root().join("docs")))
    {
        let text = std::fs::read_to_string(page).unwrap();
        let code: Vec<&str> = text
            .lines()
            .filter(|line| line.starts_with("aluehaku "))
            .collect();
        for command in commands(&format!("\n{}", code.join("\n"))) {
            assert!(
                known.contains(command.as_str()),
                "{}: {command}",
                page.display()
            );
        }
    }
}
