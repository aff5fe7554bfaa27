//! What is shipped beside the program holds together: units, image, package, board and rules.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(name: &str) -> String {
    std::fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[test]
fn the_units_are_ones_that_systemd_takes() {
    let folder = tempfile::tempdir().unwrap();
    let units = [
        "aluehaku.service",
        "aluehaku-backup.service",
        "aluehaku-backup.timer",
    ];
    let mut paths: Vec<PathBuf> = Vec::new();
    for unit in units {
        let text = read(&format!("packaging/systemd/{unit}"));
        let path = folder.path().join(unit);
        // The program is not installed where the tests run.
        std::fs::write(&path, text.replace("/usr/bin/aluehaku", "/bin/true")).unwrap();
        paths.push(path);
    }
    let verified = Command::new("systemd-analyze")
        .arg("verify")
        .args(&paths)
        .output();
    let Ok(output) = verified else {
        eprintln!("NOT TESTED: there is no systemd-analyze");
        return;
    };
    let said = String::from_utf8_lossy(&output.stderr);
    let ours = said.lines().filter(|line| line.contains("aluehaku"));
    assert_eq!(ours.collect::<Vec<_>>(), Vec::<&str>::new());
}

#[test]
fn the_unit_gives_the_service_no_more_than_it_needs() {
    let unit = read("packaging/systemd/aluehaku.service");
    for line in [
        "User=aluehaku",
        "NoNewPrivileges=yes",
        "ProtectSystem=strict",
        "ProtectHome=yes",
        "CapabilityBoundingSet=",
        "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX",
        "SystemCallFilter=@system-service",
    ] {
        assert!(unit.lines().any(|found| found == line), "{line}");
    }
}

#[test]
fn the_image_runs_as_nobody_special_and_tells_its_health() {
    let file = read("packaging/container/Containerfile");
    let lines: Vec<&str> = file.lines().collect();
    let place = |beginning: &str| {
        let found = lines.iter().rposition(|line| line.starts_with(beginning));
        found.unwrap_or_else(|| panic!("no {beginning}"))
    };
    assert!(place("USER 1") < place("ENTRYPOINT"), "it starts as root");
    assert!(place("HEALTHCHECK") > place("FROM "));
    for line in lines.iter().filter(|line| line.starts_with("FROM ")) {
        assert!(
            line.contains(':') && !line.contains(":latest"),
            "no fixed version: {line}"
        );
    }
    // Files that are copied in are there.
    for line in lines
        .iter()
        .filter(|line| line.starts_with("COPY ") && !line.contains("--from"))
    {
        let source = line.split_whitespace().nth(1).unwrap();
        assert!(root().join(source).exists(), "{line}");
    }
    assert!(read("packaging/container/compose.yaml").contains("read_only: true"));
}

#[test]
fn the_settings_that_are_shipped_can_be_read() {
    for file in [
        "aluehaku.toml",
        "packaging/container/aluehaku.toml",
        "packaging/deb/aluehaku.toml",
    ] {
        let path = root().join(file);
        let layers = aluehaku::config::load::Layers {
            file: aluehaku::config::load::SettingsFile::Named(&path),
            ..Default::default()
        };
        if let Err(error) = aluehaku::config::load::load(layers) {
            panic!("{file}: {error}");
        }
    }
}

#[test]
fn the_debian_package_holds_files_that_are_there() {
    let manifest: toml::Table = toml::from_str(&read("Cargo.toml")).unwrap();
    let deb = &manifest["package"]["metadata"]["deb"];
    for asset in deb["assets"].as_array().unwrap() {
        let source = asset[0].as_str().unwrap();
        // Made by `make dist`.
        if source.starts_with("target/") {
            continue;
        }
        let folder = source.rsplit_once('/').map_or("", |(folder, _)| folder);
        let beginning = source.split('*').next().unwrap();
        let found = std::fs::read_dir(root().join(folder))
            .unwrap()
            .any(|entry| {
                let path = entry.unwrap().path();
                path.to_string_lossy().contains(beginning)
            });
        assert!(found, "{source}");
    }
    let depends = deb["depends"].as_str().unwrap();
    assert!(depends.contains("voikko-fi") && depends.contains("hunspell-sv"));
    for script in ["packaging/deb/postinst", "packaging/deb/postrm"] {
        let checked = Command::new("sh")
            .arg("-n")
            .arg(root().join(script))
            .status();
        assert!(checked.unwrap().success(), "{script}");
    }
    for script in [
        "scripts/setup.sh",
        "scripts/dist.sh",
        "scripts/dictionary.sh",
        "packaging/trial/debian.sh",
        "packaging/trial/image.sh",
    ] {
        let checked = Command::new("bash")
            .arg("-n")
            .arg(root().join(script))
            .status();
        assert!(checked.unwrap().success(), "{script}");
    }
}

/// Names of metrics in a text: words that begin as ours do.
fn metrics_in(text: &str) -> BTreeSet<String> {
    let words = text.split(|sign: char| !sign.is_ascii_alphanumeric() && sign != '_');
    let ours = words.filter(|word| word.starts_with("aluehaku_"));
    let plain = ours.map(|word| {
        let word = word.strip_suffix("_bucket").unwrap_or(word);
        let word = word.strip_suffix("_sum").unwrap_or(word);
        word.strip_suffix("_count").unwrap_or(word).to_owned()
    });
    plain.collect()
}

#[test]
fn board_and_rules_ask_for_metrics_that_there_are() {
    let told = metrics_in(&read("src/http/api/metrics.rs"));
    for file in [
        "packaging/grafana/board.json",
        "packaging/grafana/rules.yaml",
    ] {
        let asked = metrics_in(&read(file));
        assert!(!asked.is_empty(), "{file}");
        let missing: Vec<_> = asked.difference(&told).collect();
        assert!(missing.is_empty(), "{file} asks for {missing:?}");
    }
    let board: serde_json::Value =
        serde_json::from_str(&read("packaging/grafana/board.json")).unwrap();
    assert!(board["panels"].as_array().unwrap().len() >= 8);
}
