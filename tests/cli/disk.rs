//! A disk that is full, for a moment or for good, or that can only be read.

use std::process::{Command, Output, Stdio};

use serde_json::Value;

use super::demo::PretendSites;
use super::program::{Program, article, errors};
use super::served::Served;

/// Runs a command of a program with a script around it, whose last words are to start `"$0" "$@"`.
fn within(program: &Program, script: &str, arguments: &[&str]) -> Command {
    let command = program.command(arguments);
    let binary = command.get_program().to_owned();
    let mut wrapped = Command::new("bash");
    wrapped
        .args(["-c", script])
        .arg(binary)
        .args(arguments)
        .current_dir(program.path(""))
        .env_clear();
    for (name, value) in command.get_envs() {
        wrapped.envs(value.map(|value| (name, value)));
    }
    for name in ["PATH", "HOME", "XDG_CACHE_HOME", "LD_LIBRARY_PATH"] {
        wrapped.envs(std::env::var_os(name).map(|value| (name, value)));
    }
    wrapped.env("DATA", program.data_dir());
    wrapped
}

/// No byte may be written to a file, which a write meets as a full disk.
const NO_SPACE: &str = "trap '' XFSZ; ulimit -f 0; exec \"$0\" \"$@\"";

/// The data directory is mounted for reading, in a name space of its own.
const READ_ONLY: &str = "exec unshare -rm bash -c 'mount --bind \"$DATA\" \"$DATA\" \
    && mount -o remount,bind,ro \"$DATA\" && exec \"$0\" \"$@\"' \"$0\" \"$@\"";

/// The data directory lies on a small disk of its own.
const SMALL: &str = "exec unshare -rm bash -c 'cp -a \"$DATA\" \"$DATA.kept\" \
    && mount -t tmpfs -o size=200m none \"$DATA\" && cp -a \"$DATA.kept/.\" \"$DATA\" && exec \"$0\" \"$@\"' \"$0\" \"$@\"";

/// The scripts that this machine lets tests use.
fn scripts() -> Vec<&'static str> {
    let mut scripts = vec![NO_SPACE];
    scripts.extend(may_mount().then_some(READ_ONLY));
    scripts
}

/// Not everybody may mount.
fn may_mount() -> bool {
    Command::new("unshare")
        .args(["-rm", "mount", "--bind", "/tmp", "/tmp"])
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

#[track_caller]
fn done(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{}", errors(output));
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn what_is_there_is_searched_exported_and_served_where_nothing_can_be_written() {
    for script in scripts() {
        let program = Program::new();
        program.import(&[article(1), article(2)]);
        let found = within(&program, script, &["search", "uutinen", "--format", "json"])
            .output()
            .unwrap();
        let answer: Value = serde_json::from_str(&done(&found)).unwrap();
        assert_eq!(answer["total"]["value"], 2, "{script}");
        let said = errors(&found);
        assert!(said.contains("can only be read"), "{script}: {said}");

        let exported = within(&program, script, &["export"]).output().unwrap();
        assert_eq!(done(&exported).lines().count(), 2, "{script}");

        let served = Served::start(within(
            &program,
            script,
            &["serve", "--listen", "127.0.0.1:0"],
        ));
        assert_eq!(served.json("/api/v1/search?q=uutinen")["total"]["value"], 2);
        let ready = served.json("/health/ready");
        assert_eq!(ready["status"], "degraded", "{ready}");
        assert_eq!(ready["troubles"][0]["part"], "archive", "{ready}");
        assert!(
            served
                .get("/metrics")
                .contains("aluehaku_trouble_since_timestamp_seconds{part=\"archive\"")
        );
        assert_eq!(served.stop(), Some(0));

        let refused = within(&program, script, &["import", "/dev/null"])
            .output()
            .unwrap();
        assert!(
            matches!(refused.status.code(), Some(0 | 2)),
            "{}",
            errors(&refused)
        );
        program.import(&[article(3)]);
        assert_eq!(program.search(&["uutinen"])["total"]["value"], 3);
    }
}

#[test]
fn a_disk_with_less_than_a_gigabyte_is_told_by_doctor_and_status() {
    if !may_mount() {
        eprintln!("left out: nothing can be mounted here");
        return;
    }
    let program = Program::new();
    program.import(&[article(1)]);
    for (command, code, told) in [
        ("doctor", 2, "bad      disk: "),
        ("status", 1, "  disk_nearly_full: "),
    ] {
        let output = within(&program, SMALL, &[command]).output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert_eq!(
            output.status.code(),
            Some(code),
            "{said}{}",
            errors(&output)
        );
        let line = said.lines().find(|line| line.starts_with(told));
        assert!(
            line.is_some_and(|line| line.contains("make room")),
            "{said}"
        );
        std::fs::remove_dir_all(program.path("data.kept")).unwrap();
    }
}

#[test]
fn a_crawl_that_finds_the_disk_full_says_so_and_goes_on_when_there_is_space() {
    let sites = PretendSites::start();
    let program = sites.program();
    // No file may grow beyond this many thousand bytes until the limit is lifted.
    let script = "trap '' XFSZ; ulimit -S -f 400; exec \"$0\" \"$@\"";
    let mut served = Served::start(within(
        &program,
        script,
        &["serve", "--listen", "127.0.0.1:0"],
    ));
    served.wait_for("nothing is visited meanwhile");
    let ready = served.json("/health/ready");
    assert_eq!(ready["status"], "degraded", "{ready}");
    let troubles = ready["troubles"].as_array().unwrap();
    assert!(
        troubles.iter().any(|trouble| trouble["part"] == "crawling"),
        "{ready}"
    );
    let sources = served.json("/api/v1/sources");
    assert_eq!(
        sources["sources"][0]["health"]["alarm"], "halted",
        "{sources}"
    );
    assert!(
        served
            .get("/metrics")
            .contains("aluehaku_trouble_since_timestamp_seconds{part=\"crawling\"")
    );

    let lifted = Command::new("prlimit")
        .args(["--pid", &served.child.id().to_string(), "--fsize=unlimited"])
        .status()
        .unwrap();
    assert!(lifted.success());
    served.wait_for("sources are visited again");
    let sources = served.json("/api/v1/sources");
    assert_ne!(
        sources["sources"][0]["health"]["alarm"], "halted",
        "{sources}"
    );
    assert_eq!(served.stop(), Some(0));
    let kept = program.export().len();
    assert!(kept > 50, "{kept}");
    assert_eq!(
        program.search(&["", "--duplicates", "show"])["total"]["value"],
        kept
    );
}
