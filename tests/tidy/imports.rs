//! How files take from one another: never in a circle, and folders only downwards.
//!
//! The imports are read from the text: `use` items and paths that begin with `crate`, `self` or `super`. A face, a
//! `mod.rs` or `lib.rs` that hands names on, is looked through: the file that defines the name counts.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::files::source_files;

/// The folder whose files are one algorithm, told in several files that name each other.
const ONE_ALGORITHM: &str = "crates/finnish/src/vfst";

/// The source files of one package by the paths of their modules.
#[derive(Debug)]
struct Package {
    modules: BTreeMap<Vec<String>, Module>,
}

#[derive(Debug)]
struct Module {
    file: PathBuf,
    /// Whether the file stands for its folder.
    is_face: bool,
    code: String,
    /// Names that the module hands on, and the paths they come from.
    handed_on: BTreeMap<String, Vec<String>>,
}

/// One file, or folder, takes names from another.
type Arrows = BTreeMap<PathBuf, BTreeSet<PathBuf>>;

impl Package {
    /// The package of a `src` folder.
    fn of(folder: &Path, files: &[(PathBuf, String)]) -> Self {
        let mut modules = BTreeMap::new();
        for (file, text) in files {
            let Ok(relative) = file.strip_prefix(folder) else {
                continue;
            };
            let mut path: Vec<String> = relative
                .with_extension("")
                .iter()
                .map(|part| part.to_string_lossy().into_owned())
                .collect();
            let name = path.last().cloned().unwrap_or_default();
            if name.ends_with("tests") || name == "main" {
                continue;
            }
            let is_face = name == "mod" || name == "lib";
            if is_face {
                path.pop();
            }
            let code = without_tests(text);
            let module = Module {
                file: file.clone(),
                is_face,
                handed_on: handed_on(&code, &path),
                code,
            };
            modules.insert(path, module);
        }
        Self { modules }
    }

    /// The file that defines what a path names.
    fn file_of(&self, path: &[String]) -> Option<&Path> {
        let mut path = path.to_vec();
        // A name is handed on a few times at most; more would be a circle of its own.
        for _ in 0..8 {
            let (module, rest) = (0..=path.len()).rev().find_map(|length| {
                let module = self.modules.get(&path[..length])?;
                Some((module, &path[length..]))
            })?;
            match rest.first().and_then(|name| module.handed_on.get(name)) {
                Some(origin) if *origin != path => path.clone_from(origin),
                _ => return Some(&module.file),
            }
        }
        None
    }

    /// Which file takes from which.
    fn arrows(&self) -> Arrows {
        let mut arrows = Arrows::new();
        for (path, module) in &self.modules {
            let taken = imported(&module.code, path, module.is_face);
            for name in taken {
                let Some(file) = self.file_of(&name) else {
                    continue;
                };
                if file != module.file {
                    let from = arrows.entry(module.file.clone()).or_default();
                    from.insert(file.to_owned());
                }
            }
        }
        arrows
    }
}

/// The text before its module of tests.
fn without_tests(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or(text);
    let lines = code
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// Paths that a file names, from the root of its package.
fn imported(code: &str, module: &[String], is_face: bool) -> Vec<Vec<String>> {
    let mut paths = Vec::new();
    for item in use_items(code) {
        let is_handed_on = is_face && item.is_public;
        if !is_handed_on {
            paths.extend(item.paths);
        }
    }
    for root in ["crate::", "super::"] {
        for (start, _) in code.match_indices(root) {
            let before = code[..start].chars().next_back();
            if before.is_some_and(|sign| sign.is_alphanumeric() || matches!(sign, '_' | ':')) {
                continue;
            }
            let end = code[start..]
                .find(|sign: char| !sign.is_alphanumeric() && sign != '_' && sign != ':')
                .map_or(code.len(), |length| start + length);
            let path = code[start..end].trim_end_matches(':').split("::");
            let path: Vec<String> = path.map(str::to_owned).collect();
            // What stands in braces behind a root is read with its `use`.
            if path.len() > 1 && path.last().is_some_and(|name| name != "super") {
                paths.push(path);
            }
        }
    }
    let from_root = |path: Vec<String>| absolute(&path, module, code);
    paths.into_iter().filter_map(from_root).collect()
}

/// Names that a module hands on by `pub use`.
fn handed_on(code: &str, module: &[String]) -> BTreeMap<String, Vec<String>> {
    let items = use_items(code).into_iter().filter(|item| item.is_public);
    let paths = items.flat_map(|item| item.paths);
    let absolute = paths.filter_map(|path| absolute(&path, module, code));
    absolute
        .filter_map(|path| Some((path.last()?.clone(), path)))
        .collect()
}

/// A path from the root of the package; none for another package's.
fn absolute(path: &[String], module: &[String], code: &str) -> Option<Vec<String>> {
    let (first, rest) = path.split_first()?;
    match first.as_str() {
        "crate" => Some(rest.to_vec()),
        "self" => Some([module, rest].concat()),
        "super" => {
            let (_, parent) = module.split_last()?;
            let mut parent = parent.to_vec();
            let mut rest = rest;
            while rest.first().is_some_and(|part| part == "super") {
                parent.pop();
                rest = &rest[1..];
            }
            Some([&parent, rest].concat())
        }
        name if code.contains(&format!("mod {name};")) => Some([module, path].concat()),
        _ => None,
    }
}

#[derive(Debug)]
struct UseItem {
    is_public: bool,
    paths: Vec<Vec<String>>,
}

fn use_items(code: &str) -> Vec<UseItem> {
    let mut items = Vec::new();
    let mut rest = code;
    while let Some(start) = rest.find("use ") {
        let line = rest[..start].rsplit('\n').next().unwrap_or_default();
        let line = line.trim();
        let is_public = line.starts_with("pub");
        let body = &rest[start + 4..];
        let end = body.find(';').unwrap_or(body.len());
        if line.is_empty() || is_public {
            let mut paths = Vec::new();
            expand(&body[..end], &[], &mut paths);
            items.push(UseItem { is_public, paths });
            rest = &body[end..];
        } else {
            rest = body;
        }
    }
    items
}

/// The single paths of a tree such as `a::{b, c::{d, e}}`.
fn expand(tree: &str, before: &[String], paths: &mut Vec<Vec<String>>) {
    let tree = tree.trim();
    let Some((head, group)) = tree.split_once('{') else {
        let name = tree.split(" as ").next().unwrap_or(tree);
        let parts = name.split("::").map(|part| part.trim().to_owned());
        let parts = parts.filter(|part| !part.is_empty() && part != "self" || before.is_empty());
        paths.push(before.iter().cloned().chain(parts).collect());
        return;
    };
    let head = head.split("::").map(|part| part.trim().to_owned());
    let head = head.filter(|part| !part.is_empty());
    let before: Vec<String> = before.iter().cloned().chain(head).collect();
    let (mut depth, mut start) = (0, 0);
    let group = group.trim_end().trim_end_matches('}');
    for (at, sign) in group.char_indices() {
        match sign {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                expand(&group[start..at], &before, paths);
                start = at + 1;
            }
            _ => {}
        }
    }
    if !group[start..].trim().is_empty() {
        expand(&group[start..], &before, paths);
    }
}

/// Groups of two or more that reach each other.
fn circles(arrows: &Arrows) -> Vec<Vec<PathBuf>> {
    let reached: BTreeMap<&PathBuf, BTreeSet<&PathBuf>> = arrows
        .keys()
        .map(|from| (from, reach(arrows, from)))
        .collect();
    let mut circles = BTreeSet::new();
    for (from, to) in &reached {
        let together =
            |other: &&PathBuf| reached.get(*other).is_some_and(|back| back.contains(from));
        let mut circle: Vec<PathBuf> = to.iter().copied().filter(together).cloned().collect();
        circle.sort();
        if circle.len() > 1 {
            circles.insert(circle);
        }
    }
    circles.into_iter().collect()
}

fn reach<'a>(arrows: &'a Arrows, from: &PathBuf) -> BTreeSet<&'a PathBuf> {
    let mut seen = BTreeSet::new();
    let mut open: Vec<&PathBuf> = arrows.get(from).into_iter().flatten().collect();
    while let Some(file) = open.pop() {
        if seen.insert(file) {
            open.extend(arrows.get(file).into_iter().flatten());
        }
    }
    seen
}

/// The arrows between the folders and files that stand directly in one folder.
fn arrows_within(folder: &Path, arrows: &Arrows) -> Arrows {
    let room = |file: &Path| {
        let first = file.strip_prefix(folder).ok()?.iter().next()?;
        // The face of a folder belongs to everything in it.
        (first != "mod.rs" && first != "lib.rs").then(|| folder.join(first))
    };
    let mut between = Arrows::new();
    for (from, to) in arrows {
        let Some(from) = room(from) else { continue };
        let to = to.iter().filter_map(|file| room(file));
        let others = to.filter(|room| *room != from);
        between.entry(from.clone()).or_default().extend(others);
    }
    between
}

fn folders(files: &BTreeSet<PathBuf>) -> BTreeSet<PathBuf> {
    let parents = files.iter().flat_map(|file| file.ancestors().skip(1));
    parents.map(Path::to_owned).collect()
}

fn told(circle: &[PathBuf], arrows: &Arrows, root: &Path) -> String {
    let short = |file: &Path| {
        file.strip_prefix(root)
            .unwrap_or(file)
            .display()
            .to_string()
    };
    let mut lines = Vec::new();
    for from in circle {
        for to in arrows.get(from).into_iter().flatten() {
            if circle.contains(to) {
                lines.push(format!("{} takes from {}", short(from), short(to)));
            }
        }
    }
    lines.join("\n  ")
}

/// The circles of files and of rooms in one package, told.
fn circles_of(package: &Path, files: &[(PathBuf, String)], root: &Path) -> Vec<String> {
    let arrows = Package::of(package, files).arrows();
    let algorithm = root.join(ONE_ALGORITHM);
    let is_algorithm = |circle: &[PathBuf]| circle.iter().all(|file| file.starts_with(&algorithm));
    let mut found: Vec<String> = circles(&arrows)
        .iter()
        .filter(|circle| !is_algorithm(circle))
        .map(|circle| format!("files:\n  {}", told(circle, &arrows, root)))
        .collect();
    let all = arrows.iter().flat_map(|(from, to)| to.iter().chain([from]));
    for folder in folders(&all.cloned().collect()) {
        let within = arrows_within(&folder, &arrows);
        let rooms = circles(&within);
        let rooms = rooms.iter().filter(|circle| !is_algorithm(circle));
        found.extend(rooms.map(|circle| format!("rooms:\n  {}", told(circle, &within, root))));
    }
    found
}

#[test]
fn nothing_is_imported_in_a_circle() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = source_files();
    let packages = std::fs::read_dir(root.join("crates")).unwrap();
    let packages = packages.map(|entry| entry.unwrap().path().join("src"));
    let packages = packages.chain([root.join("src"), root.join("index/src")]);
    let found: Vec<String> = packages
        .flat_map(|package| circles_of(&package, &files, root))
        .collect();
    assert!(
        found.is_empty(),
        "{} circles of imports:\n{}",
        found.len(),
        found.join("\n")
    );
}

#[test]
fn circles_are_seen_through_faces_and_braces() {
    let file = |path: &str, text: &str| (PathBuf::from(path), text.to_owned());
    let files = [
        file("p/src/lib.rs", "mod a;\nmod b;\n"),
        file("p/src/a/mod.rs", "mod inner;\npub use inner::Thing;\n"),
        file(
            "p/src/a/inner.rs",
            "use crate::{b::Other};\npub struct Thing;\n",
        ),
        file(
            "p/src/b.rs",
            "use super::a::{Thing as _};\npub struct Other;\n",
        ),
    ];
    let found = circles_of(Path::new("p/src"), &files, Path::new("p/src"));
    assert_eq!(
        found,
        [
            "files:\n  a/inner.rs takes from b.rs\n  b.rs takes from a/inner.rs",
            "rooms:\n  a takes from b.rs\n  b.rs takes from a",
        ]
    );
}
