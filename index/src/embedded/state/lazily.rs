//! Values that are made when first asked for.

use std::sync::{Mutex, OnceLock, PoisonError};

/// A value that one thread makes when it is first asked for, while the others wait: made by each of
/// them, it would keep the whole machine busy just after every commit.
#[derive(Debug)]
pub(crate) struct Lazily<T> {
    value: OnceLock<T>,
    making: Mutex<()>,
}

impl<T> Default for Lazily<T> {
    fn default() -> Self {
        Self {
            value: OnceLock::new(),
            making: Mutex::new(()),
        }
    }
}

impl<T> Lazily<T> {
    /// The value; when it cannot be made, the next who asks tries again.
    pub(crate) fn get_or_make<E>(&self, make: impl FnOnce() -> Result<T, E>) -> Result<&T, E> {
        if let Some(value) = self.value.get() {
            return Ok(value);
        }
        let _making = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(value) = self.value.get() {
            return Ok(value);
        }
        let made = make()?;
        Ok(self.value.get_or_init(|| made))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn a_value_is_made_once_and_again_only_after_a_failure() {
        let lazily = Lazily::default();
        let made = AtomicUsize::new(0);
        let make = || match made.fetch_add(1, Ordering::SeqCst) {
            0 => Err("not yet"),
            number => Ok(number),
        };
        assert_eq!(lazily.get_or_make(make), Err("not yet"));
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| assert_eq!(lazily.get_or_make(make), Ok(&1)));
            }
        });
        assert_eq!(made.into_inner(), 2);
    }
}
