//! How much is measured.

/// Sizes and rounds of one report.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// Rounds of commands that take a fraction of a second.
    pub rounds: usize,
    /// Rounds of commands that take seconds.
    pub few: usize,
    /// Rows of the table for most measurements.
    pub table: usize,
    /// Rows of the tables that are checked and built, to show how the time grows.
    pub sizes: &'static [usize],
    /// Samples of each of divan's benchmarks.
    pub samples: &'static str,
}

impl Effort {
    /// For BENCHMARKS.md.
    pub const FULL: Self = Self { rounds: 9, few: 5, table: TABLE, sizes: &[100, TABLE, LARGE], samples: "100" };
    /// Enough to see that everything runs.
    pub const QUICK: Self = Self { rounds: 3, few: 3, table: 100, sizes: &[100], samples: "10" };
}

/// The number of rows of WeChat's largest table.
pub const TABLE: usize = 1_808;

/// As many rows as the largest tables of any vendor have.
pub const LARGE: usize = 20_000;
