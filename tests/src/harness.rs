//! A harness for tests of a tool that may not be installed: without the tool they count as ignored, after a warning.

use libtest_mimic::{Arguments, Trial};

/// Runs the tests one at a time, because each starts the tool and prints how long that took. If the tool is not installed,
/// shows the warning and ignores the tests.
pub fn run<const N: usize>(is_installed: bool, warning: &str, tests: [(&str, fn()); N]) -> ! {
    run_all(trials(is_installed, warning, tests))
}

/// The tests of one tool. If it is not installed, shows the warning and marks the tests as ignored.
pub fn trials<const N: usize>(is_installed: bool, warning: &str, tests: [(&str, fn()); N]) -> Vec<Trial> {
    if !is_installed {
        eprintln!("\n{warning}\n");
    }
    let trial = |(name, test): (&str, fn())| {
        let run = move || {
            test();
            Ok(())
        };
        Trial::test(name, run).with_ignored_flag(!is_installed)
    };
    tests.map(trial).into()
}

/// Runs tests of several tools, one at a time.
pub fn run_all(trials: Vec<Trial>) -> ! {
    let arguments = Arguments { test_threads: Some(1), ..Arguments::from_args() };
    libtest_mimic::run(&arguments, trials).exit()
}
