//! Parses the cells that classify a row.

use errcode_core::{Kind, Recovery};

use super::column::Column;
use super::columns::Columns;
use super::nearest::nearest;
use super::problem::{HELPED, Problem, Recurring, shortened};
use super::record::{Cell, Record};

/// The classification of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Class {
    /// What went wrong.
    pub kind: Kind,
    /// What to do next.
    pub recovery: Recovery,
    /// Seconds to wait before the call is sent again.
    pub retry_after: Option<u32>,
}

/// The recoveries that a row may have: all but `Unknown`, which is for codes without a row.
pub fn recoveries() -> impl Iterator<Item = Recovery> + Clone {
    Recovery::ALL.iter().copied().filter(|&recovery| recovery != Recovery::Unknown)
}

/// Kind and recovery, if the table has both columns.
pub(super) fn class(record: &Record<'_>, columns: &Columns, problems: &mut Vec<Problem>) -> Option<Class> {
    if !columns.has(Column::Kind) || !columns.has(Column::Recovery) {
        return None;
    }
    let kind = kind(&columns.any_cell(record, Column::Kind), problems);
    let recovery = recovery(&columns.any_cell(record, Column::Recovery), problems);
    let retry_after = columns.cell(record, Column::RetryAfter).and_then(|cell| seconds(cell, problems));
    Some(Class { kind: kind?, recovery: recovery?, retry_after })
}

/// The kind that a cell spells.
pub(super) fn kind(cell: &Cell<'_>, problems: &mut Vec<Problem>) -> Option<Kind> {
    let kind = cell.value.parse().ok();
    if kind.is_none() {
        unknown_word(cell, "kind", "unknown kinds", Kind::ALL.iter().map(|kind| kind.as_str()), problems);
    }
    kind
}

/// The recovery that a cell spells.
pub(super) fn recovery(cell: &Cell<'_>, problems: &mut Vec<Problem>) -> Option<Recovery> {
    match cell.value.parse() {
        Ok(Recovery::Unknown) => {
            problems.push(
                Problem::new(cell.span.clone(), "a row cannot have the recovery `unknown`")
                    .label("it is for codes that no table has")
                    .help("use `fix_request` if no other recovery fits")
                    .recurring(Recurring::Like("such rows")),
            );
            None
        }
        Ok(recovery) => Some(recovery),
        Err(_) => {
            unknown_word(cell, "recovery", "unknown recoveries", recoveries().map(Recovery::as_str), problems);
            None
        }
    }
}

/// The seconds in a cell.
pub(super) fn seconds(cell: &Cell<'_>, problems: &mut Vec<Problem>) -> Option<u32> {
    let seconds = cell.value.parse().ok();
    if seconds.is_none() {
        problems.push(
            Problem::new(cell.span.clone(), format!("invalid number of seconds `{}`", shortened(&cell.value)))
                .recurring(Recurring::Like("invalid numbers of seconds"))
                .help("write whole seconds, such as 60, or leave the cell empty"),
        );
    }
    seconds
}

fn unknown_word<'w>(
    cell: &Cell<'_>,
    what: &str,
    plural: &'static str,
    words: impl Iterator<Item = &'w str> + Clone,
    problems: &mut Vec<Problem>,
) {
    let (message, like) = if cell.value.is_empty() {
        (format!("this row has no {what}"), "rows without one")
    } else {
        (format!("unknown {what} `{}`", shortened(&cell.value)), plural)
    };
    let mut problem = Problem::new(cell.span.clone(), message).recurring(Recurring::Like(like));
    if problems.len() < HELPED {
        problem = match nearest(&cell.value, words.clone()) {
            Some(near) => problem.help(format!("did you mean `{near}`?")),
            None => problem.help(format!("expected one of: {}", words.collect::<Vec<_>>().join(", "))),
        };
    }
    problems.push(problem);
}

#[cfg(test)]
mod tests {
    use super::{Class, Kind, Recovery};
    use crate::read::{Format, read};

    const HEADER: &str = "code,name,kind,recovery,retry_after,message,translated";

    /// The class of a row, or the problems as `message; help`.
    fn class(row: &str) -> Result<Option<Class>, Vec<String>> {
        let file = format!("{HEADER}\n{row}\n99,Z,internal,stop,,z,en\n");
        let outcome = read(file.as_bytes(), None, &Format::default());
        let shown = |problem: &super::Problem| match &problem.help {
            Some(help) => format!("{}; {help}", problem.message),
            None => problem.message.clone(),
        };
        match outcome.table.rows.first() {
            Some(row) if outcome.problems.is_empty() => Ok(row.class),
            _ => Err(outcome.problems.iter().map(shown).collect()),
        }
    }

    #[test]
    fn classes_are_read() {
        let quota =
            |retry_after| Class { kind: Kind::ResourceExhausted, recovery: Recovery::WaitForQuota, retry_after };
        assert_eq!(class("1,A,resource_exhausted,wait_for_quota,60,a,"), Ok(Some(quota(Some(60)))));
        assert_eq!(class("1,A,resource_exhausted,wait_for_quota,,a,"), Ok(Some(quota(None))));
    }

    #[test]
    fn each_cell_that_is_wrong_is_said() {
        for (row, said) in [
            ("1,A,unavaliable,stop,,a,", &["unknown kind `unavaliable`; did you mean `unavailable`?"][..]),
            ("1,A,internal,refresh_tokn,,a,", &["unknown recovery `refresh_tokn`; did you mean `refresh_token`?"]),
            (
                "1,A,internal,unknown,,a,",
                &["a row cannot have the recovery `unknown`; use `fix_request` if no other recovery fits"],
            ),
            (
                "1,A,internal,stop,1.5,a,",
                &["invalid number of seconds `1.5`; write whole seconds, such as 60, or leave the cell empty"],
            ),
            (
                "1,A,internal,stop,,a,fr",
                &["unknown language `fr`; write which text is yours, `en`, `zh` or `both`, or leave the cell empty"],
            ),
            (",A,internal,stop,,a,", &["this row has no code"]),
            ("1.0,A,internal,stop,,a,", &["invalid code `1.0`"]),
            (
                "1,A,,stop,,a,",
                &[
                    "this row has no kind; expected one of: ok, cancelled, unknown, invalid_argument, deadline_exceeded, not_found, already_exists, permission_denied, resource_exhausted, failed_precondition, aborted, out_of_range, unimplemented, internal, unavailable, data_loss, unauthenticated",
                ],
            ),
        ] {
            let said: Vec<String> = said.iter().copied().map(String::from).collect();
            assert_eq!(class(row), Err(said), "{row}");
        }
    }

    #[test]
    fn many_unknown_words_stay_cheap() {
        let rows = "1,A,unavaliable,refresh_tokn,,a,\n".repeat(3 * super::HELPED);
        let problems = read(format!("{HEADER}\n{rows}").as_bytes(), None, &Format::default()).problems;
        let helped = problems.iter().filter(|problem| problem.help.is_some()).count();
        assert_eq!((problems.len(), helped), (6 * super::HELPED, super::HELPED));
        assert!(problems[..super::HELPED].iter().all(|problem| problem.help.is_some()));
    }
}
