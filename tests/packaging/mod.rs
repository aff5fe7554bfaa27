//! What webmasters install: the plugin for WordPress, tried with PHP, and the npm package, tried with Node.
//!
//! Where a program is missing the test says so and is left out.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn folder(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("packaging")
        .join(path)
}

fn is_here(program: &str) -> bool {
    let asked = Command::new(program)
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    let is_here = asked.is_ok_and(|status| status.success());
    if !is_here {
        eprintln!("left out: {program} is not here");
    }
    is_here
}

/// Runs a command and expects it to end well.
#[track_caller]
fn run(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success(),
        "{said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    said
}

fn php_files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .flat_map(|path| match path.is_dir() {
            true => php_files(&path),
            false => vec![path],
        })
        .filter(|path| path.extension().is_some_and(|extension| extension == "php"))
        .collect()
}

#[test]
fn the_plugin_for_wordpress_is_sound_and_passes_its_tests() {
    if !is_here("php") {
        return;
    }
    let files = php_files(&folder("wordpress"));
    assert!(files.len() > 5);
    for file in files {
        run(Command::new("php").arg("-l").arg(file));
    }
    run(Command::new("php").arg(folder("wordpress/tests/run.php")));
}

#[test]
fn the_npm_package_holds_the_newest_script_and_loads_where_there_is_no_page() {
    if !is_here("node") || !is_here("npm") {
        return;
    }
    let target = tempfile::tempdir().unwrap();
    let copy = target.path().join("packaging/npm");
    std::fs::create_dir_all(&copy).unwrap();
    for file in ["package.json", "index.js", "index.d.ts", "README.md"] {
        std::fs::copy(folder("npm").join(file), copy.join(file)).unwrap();
    }
    let scripts = target.path().join("src/http/embed");
    std::fs::create_dir_all(&scripts).unwrap();
    let newest = "search-1.1.0.js";
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/http/embed");
    std::fs::copy(source.join(newest), scripts.join(newest)).unwrap();
    let packed = run(Command::new("npm")
        .args(["pack", "--json", "--offline"])
        .current_dir(&copy));
    for file in ["elements.js", "index.js", "index.d.ts"] {
        assert!(
            packed.contains(&format!("\"path\": \"{file}\"")),
            "{packed}"
        );
    }
    run(Command::new("node")
        .args(["--input-type=module", "-e", "await import('./index.js')"])
        .current_dir(&copy));
    let script = std::fs::read_to_string(copy.join("elements.js")).unwrap();
    let types = std::fs::read_to_string(copy.join("index.d.ts")).unwrap();
    for attribute in [
        "facets", "label", "lang", "limit", "modal", "service", "target", "snippets",
    ] {
        assert!(script.contains(&format!("\"{attribute}\"")), "{attribute}");
        assert!(types.contains(&format!("  {attribute}?:")), "{attribute}");
    }
}
