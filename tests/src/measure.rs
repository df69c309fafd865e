//! CPU time of compilers, measured as medians over interleaved runs.

use core::time::Duration;
use std::fs;

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::{TimeVal, TimeValLike as _};

use crate::cargo::Project;

/// What several variants of a crate cost, each measured `rounds` times in turn.
///
/// `touch` is the file that makes cargo check the crate again. The time is that of cargo's children, user and system.
pub fn check_times(variants: &[Project], touch: &str, rounds: usize) -> Vec<Duration> {
    let mut times = vec![Vec::new(); variants.len()];
    for project in variants {
        project.succeed(&["check", "--quiet"]);
    }
    for _ in 0..rounds {
        for (project, times) in variants.iter().zip(&mut times) {
            let file = project.root.join(touch);
            let text = fs::read(&file).expect("the file to touch");
            fs::write(&file, text).expect("the file to touch");
            let before = children();
            project.succeed(&["check", "--quiet"]);
            times.push(children().saturating_sub(before));
        }
    }
    times.iter_mut().map(|times| median(times)).collect()
}

/// The middle one.
pub fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// CPU time of all children that have ended, user and system.
fn children() -> Duration {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("the kernel counts");
    let duration = |time: TimeVal| Duration::from_micros(time.num_microseconds().unsigned_abs());
    duration(usage.user_time()) + duration(usage.system_time())
}
