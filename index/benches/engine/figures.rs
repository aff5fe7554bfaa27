//! Lines of figures: speed of indexing, bytes by kind, times of queries, memory.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use super::clock::Elapsed;

/// How much there is to index.
#[derive(Clone, Copy)]
pub(crate) struct Size {
    pub(crate) articles: usize,
    pub(crate) bytes: usize,
    /// What making the articles takes.
    pub(crate) generating: Elapsed,
}

pub(crate) fn print_indexing_speed(name: &str, size: Size, elapsed: Elapsed) {
    println!("{name}: {} until indexed", elapsed.speed(size.articles));
}

pub(crate) fn print_indexing(
    name: &str,
    size: Size,
    directory: &Path,
    (added, merged): (Elapsed, Elapsed),
) {
    println!("{name}: {} until added", added.speed(size.articles));
    println!(
        "{name}: {} until merged into one segment",
        merged.speed(size.articles)
    );
    let mut kinds = BTreeMap::new();
    bytes_by_kind(directory, &mut kinds);
    let share = |bytes: u64| bytes as f64 / size.bytes as f64;
    let parts = kinds
        .iter()
        .map(|(kind, bytes)| format!("{kind} {:.3}", share(*bytes)));
    let parts = parts.collect::<Vec<_>>().join(", ");
    let whole = share(kinds.values().sum());
    println!("{name}: index/text {whole:.3} ({parts})");
}

pub(crate) fn print_line(name: &str, ours: &[Duration], beside: Option<&[Duration]>) {
    let at = |times: &[Duration], share: f64| {
        times[(times.len() as f64 * share) as usize].as_secs_f64() * 1e3
    };
    let mean = ours.iter().sum::<Duration>().as_secs_f64() / ours.len() as f64;
    let ratio = beside.map_or(String::new(), |beside| {
        format!(
            "{:.1} / {:.1}",
            at(ours, 0.5) / at(beside, 0.5),
            at(ours, 0.99) / at(beside, 0.99)
        )
    });
    println!(
        "{name:<34} {:>9.3} {:>9.3} {:>9.0}   {ratio:>15}",
        at(ours, 0.5),
        at(ours, 0.99),
        1.0 / mean
    );
}

/// Bytes of the files below a directory by the ending of their names: lists (`idx`), positions
/// (`pos`), terms (`term`), columns (`fast`), records (`store`), lengths (`fieldnorm`).
fn bytes_by_kind(directory: &Path, kinds: &mut BTreeMap<String, u64>) {
    for entry in std::fs::read_dir(directory).into_iter().flatten().flatten() {
        let path = entry.path();
        match entry.metadata() {
            Ok(metadata) if metadata.is_dir() => bytes_by_kind(&path, kinds),
            Ok(metadata) if metadata.len() > 0 => {
                let kind = path.extension().unwrap_or_default().to_string_lossy();
                *kinds.entry(kind.into_owned()).or_default() += metadata.len();
            }
            _ => {}
        }
    }
}

/// Memory of this process as the system counts it, where it does.
pub(crate) fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let lines = status
        .lines()
        .filter(|line| line.starts_with("VmHWM") || line.starts_with("RssAnon"));
    lines
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect::<Vec<_>>()
        .join(", ")
}
