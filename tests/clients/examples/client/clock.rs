//! Time, as the client and the server of this example see it.

use core::time::Duration;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The time, and a way to wait. A real program uses `Instant::now` and `thread::sleep`; the virtual clock here does not wait.
pub(crate) trait Clock: Send + Sync {
    /// Time since some fixed moment.
    fn now(&self) -> Duration;
    fn sleep(&self, time: Duration);
}

/// A clock that `sleep` advances at once. Nothing else advances it.
#[derive(Default)]
pub(crate) struct VirtualClock {
    sleeps: Mutex<Vec<Duration>>,
}

impl VirtualClock {
    /// Every sleep so far.
    pub(crate) fn sleeps(&self) -> Vec<Duration> {
        locked(&self.sleeps).clone()
    }
}

impl Clock for VirtualClock {
    fn now(&self) -> Duration {
        locked(&self.sleeps).iter().sum()
    }

    fn sleep(&self, time: Duration) {
        locked(&self.sleeps).push(time);
    }
}

/// Locks the mutex even after a panic: no change here can be left half done.
pub(crate) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
