//! Time, as the client and the server of this example see it.

use core::time::Duration;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A real program takes `Instant::now` and `thread::sleep`; here nobody wants to wait for the next minute.
pub(crate) trait Clock: Send + Sync {
    /// Time since some moment.
    fn now(&self) -> Duration;
    fn sleep(&self, time: Duration);
}

/// A clock that only moves when somebody sleeps, and then at once.
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

/// A lock whose last holder panicked is still a lock: nothing here is left half changed.
pub(crate) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
