//! The harness of tests that need a tool which may not be there: they count as ignored then, and say so loudly.

use libtest_mimic::{Arguments, Trial};

/// Runs the tests one at a time, as each starts the tool and prints what it took; ignores them, after this warning, where it
/// is not installed.
pub fn run<const N: usize>(is_installed: bool, warning: &str, tests: [(&str, fn()); N]) -> ! {
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
    let arguments = Arguments { test_threads: Some(1), ..Arguments::from_args() };
    libtest_mimic::run(&arguments, tests.map(trial).into()).exit()
}
