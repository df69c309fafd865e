//! The harness of tests that need a tool which may not be there: they count as ignored then, and say so loudly.

use libtest_mimic::{Arguments, Trial};

/// Runs the tests one at a time, as each starts the tool and prints what it took; ignores them, after this warning, where it
/// is not installed.
pub fn run<const N: usize>(is_installed: bool, warning: &str, tests: [(&str, fn()); N]) -> ! {
    run_all(trials(is_installed, warning, tests))
}

/// The tests, which are ignored, after this warning, where their tool is not installed.
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
