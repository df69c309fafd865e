//! Tables whose codes are texts.

use std::collections::BTreeMap;

/// A table: its names, and the code of each variant.
pub struct Texts {
    /// The name of its module in the benchmark, and of its CSV file.
    pub module: &'static str,
    /// Its name in the report.
    pub title: &'static str,
    /// Codes by the variants' names.
    pub codes: BTreeMap<String, String>,
}

impl Texts {
    pub fn all() -> [Self; 2] {
        let (sqlstate, made) = (sqlstate(), made());
        assert_eq!(made.len(), 2_000);
        [
            Self { module: "sqlstate", title: "SQLSTATE", codes: sqlstate },
            Self { module: "made", title: "`isv.SOMETHING_LIMIT`", codes: made },
        ]
    }

    /// The table as a CSV file.
    pub fn csv(&self) -> String {
        let lines = self.codes.iter().map(|(name, code)| format!("{code},{name},{name}\n"));
        format!("code,name,message\n{}", lines.collect::<String>())
    }
}

/// PostgreSQL's codes, of five characters each.
fn sqlstate() -> BTreeMap<String, String> {
    let table = include_str!("../../tables/sqlstate.csv");
    let cells = table.lines().skip(1).filter_map(|line| line.split_once(','));
    cells.map(|(code, _)| (format!("E{code}"), code.to_owned())).collect()
}

/// Made-up codes in the format of Alipay's, of 13 to 45 characters.
fn made() -> BTreeMap<String, String> {
    const VENDORS: [&str; 4] = ["isv", "isp", "aop", "ACQ"];
    const SUBJECTS: [&str; 25] = [
        "BUSINESS",
        "CALL",
        "TRADE",
        "BUYER_ACCOUNT",
        "SELLER",
        "ORDER",
        "REFUND",
        "COUPON",
        "STORE",
        "GOODS",
        "TOKEN",
        "APP",
        "SIGNATURE",
        "TIMESTAMP",
        "PARAMETER",
        "REMOTE_SERVICE",
        "PRODUCT_AUTHENTICATION",
        "USER",
        "CONTRACT",
        "DEVICE",
        "CARD",
        "BANK_CHANNEL",
        "INVOICE",
        "DELIVERY",
        "SESSION",
    ];
    const VERDICTS: [&str; 20] = [
        "LIMIT",
        "LIMIT_CONTROL",
        "INVALID",
        "MISSING",
        "NOT_EXIST",
        "EXISTED",
        "CLOSED",
        "EXPIRED",
        "TIMEOUT",
        "UNAVAILABLE",
        "NOT_ENOUGH",
        "NOT_ALLOWED",
        "EXCEED_MAX_LENGTH",
        "FORMAT_ERROR",
        "STATUS_ERROR",
        "MISMATCH",
        "BLOCKED",
        "TOO_FREQUENT",
        "QUOTA_REACHED",
        "SYSTEM_ERROR",
    ];
    let all = VENDORS.iter().flat_map(|vendor| {
        SUBJECTS
            .iter()
            .flat_map(move |subject| VERDICTS.iter().map(move |verdict| format!("{vendor}.{subject}_{verdict}")))
    });
    all.enumerate().map(|(index, code)| (format!("M{index:04}"), code)).collect()
}
