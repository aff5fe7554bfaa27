//! Works on many things at once and hands the results out in order.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

/// How many results may wait, for each worker, until those before them are there.
const WAITING: usize = 16;

/// Applies `work` to each item, on as many threads as there are processors, and gives the results
/// to `take` in the order of the items.
///
/// # Errors
/// The first error in the order of the items, from `work` or from `take`; what comes after it is
/// not taken.
pub(super) fn in_order<T: Sync, R: Send>(
    items: &[T],
    work: impl Fn(&T) -> anyhow::Result<R> + Sync,
    mut take: impl FnMut(R) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let workers = workers.min(items.len());
    if workers <= 1 {
        return items.iter().try_for_each(|item| take(work(item)?));
    }
    let next = AtomicUsize::new(0);
    let is_over = AtomicBool::new(false);
    let (results, arrived) = mpsc::sync_channel(workers * WAITING);
    thread::scope(|scope| {
        for _ in 0..workers {
            let results = results.clone();
            let (next, is_over, work) = (&next, &is_over, &work);
            scope.spawn(move || {
                while !is_over.load(Ordering::Relaxed) {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(number) else { break };
                    if results.send((number, work(item))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(results);
        let taken = take_in_order(arrived, &mut take);
        is_over.store(true, Ordering::Relaxed);
        taken
    })
}

fn take_in_order<R>(
    arrived: mpsc::Receiver<(usize, anyhow::Result<R>)>,
    take: &mut impl FnMut(R) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let mut early = BTreeMap::new();
    let mut wanted = 0;
    for (number, result) in arrived {
        early.insert(number, result);
        while let Some(result) = early.remove(&wanted) {
            take(result?)?;
            wanted += 1;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let items: Vec<u64> = (0..500).collect();
        let mut taken = Vec::new();
        let slow_first = |item: &u64| {
            let rounds = if item.is_multiple_of(7) { 20_000 } else { 10 };
            Ok((0..rounds).fold(*item, |sum, round| {
                std::hint::black_box(sum ^ round ^ round)
            }))
        };
        in_order(&items, slow_first, |result| {
            taken.push(result);
            Ok(())
        })
        .unwrap();
        assert_eq!(taken, items);
    }

    #[test]
    fn the_first_error_in_order_ends_it() {
        let items: Vec<u32> = (0..200).collect();
        let mut taken = 0;
        let work = |item: &u32| {
            anyhow::ensure!(!(item + 1).is_multiple_of(50), "item {item}");
            Ok(*item)
        };
        let error = in_order(&items, work, |_| {
            taken += 1;
            Ok(())
        });
        assert_eq!(error.unwrap_err().to_string(), "item 49");
        assert_eq!(taken, 49);
    }
}
