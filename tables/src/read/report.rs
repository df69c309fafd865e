//! Selects the problems to show: those of wanted rows. Problems of one kind are merged.

use std::collections::HashSet;

use super::character::invisible;
use super::format::{CodeWord, Entry, Field, FieldType, Format, Repeated};
use super::problem::{Concern, Place, Problem, Recurring, shortened};
use super::shape::is_word;

/// Show at most this many cells or places for problems of one kind.
const SHOWN: usize = 3;
/// Show at most this many similar mistakes one by one.
const APART: usize = 5;
/// List at most this many cells in a call that skips their rows.
const SKIPPED: usize = 100;

/// Selects the problems to show.
///
/// Problems of rows that are not wanted are left out. Problems that many rows may have are merged, with the call that solves them.
/// `format` is the one that the table was read with.
pub fn report(problems: &[Problem], format: &Format, is_wanted: impl Fn(&Concern) -> bool) -> Vec<Problem> {
    let wanted = problems.iter().filter(|problem| problem.concern.as_deref().is_none_or(&is_wanted));
    let mut shown: Vec<Problem> = Vec::new();
    let mut groups: Vec<Group<'_>> = Vec::new();
    for problem in wanted {
        let Some(recurring) = &problem.recurring else {
            shown.push(problem.clone());
            continue;
        };
        match groups.iter_mut().find(|group| group.is_of(problem, recurring)) {
            Some(group) => group.problems.push((problem, recurring)),
            None => groups.push(Group { problems: vec![(problem, recurring)] }),
        }
    }
    for group in &groups {
        group.show(format, &mut shown);
    }
    shown.sort_by_key(|problem| (problem.in_overlay, problem.start()));
    shown
}

/// Problems of one kind.
struct Group<'p> {
    problems: Vec<(&'p Problem, &'p Recurring)>,
}

impl Group<'_> {
    fn is_of(&self, problem: &Problem, recurring: &Recurring) -> bool {
        if self.problems[0].0.in_overlay != problem.in_overlay {
            return false;
        }
        match (self.problems[0].1, recurring) {
            (Recurring::Damaged { help, .. }, Recurring::Damaged { help: other, .. }) => help == other,
            (Recurring::Misfit { field, .. }, Recurring::Misfit { field: other, .. }) => field == other,
            (Recurring::Like(what), Recurring::Like(other)) => what == other,
            (first, other) => core::mem::discriminant(first) == core::mem::discriminant(other),
        }
    }

    /// The distinct cells, in their order.
    fn cells(&self) -> Vec<&str> {
        let mut seen = HashSet::new();
        self.problems.iter().map(|(_, recurring)| recurring.cell()).filter(|cell| seen.insert(*cell)).collect()
    }

    /// Shows the problems one by one if they are few and similar, or else as one problem.
    fn show(&self, format: &Format, shown: &mut Vec<Problem>) {
        match self.problems[0].1 {
            Recurring::Like(_) if self.problems.len() <= APART => {
                shown.extend(self.problems.iter().map(|(problem, _)| (*problem).clone()));
            }
            _ => shown.push(self.problem(format)),
        }
    }

    /// One problem for the whole group.
    fn problem(&self, format: &Format) -> Problem {
        let (first, recurring) = self.problems[0];
        let count = self.problems.len();
        let mut problem = first.clone();
        if count > 1 {
            let cells = self.cells();
            let quoted: Vec<String> = cells.iter().take(SHOWN).map(|cell| format!("`{}`", shortened(cell))).collect();
            let list = quoted.join(", ") + if cells.len() > SHOWN { ", …" } else { "" };
            problem.message = match recurring {
                Recurring::NoCode { .. } if cells == [""] => format!("{count} rows have no code"),
                Recurring::NoCode { .. } => format!("{count} rows have no valid code: {list}"),
                Recurring::Damaged { .. } => format!("{count} codes are invalid: {list}"),
                Recurring::Repeated(_) if cells.len() == 1 => {
                    format!("code {} is defined on {} rows", shortened(cells[0]), count + 1)
                }
                Recurring::Repeated(_) => format!("{} codes are defined on several rows: {list}", cells.len()),
                Recurring::Surplus(_) => format!("{count} rows have more cells than the header"),
                Recurring::Lacking(_) => format!("the vendor's file lacks {count} codes of this file: {list}"),
                Recurring::Like(what) => format!("{}, and {} more {what}", problem.message, count - 1),
                Recurring::Misfit { field, .. } => {
                    format!("{count} cells of `{}` do not fit {}: {list}", field.name, field.field_type)
                }
            };
            if let Place::File(labels) = &mut problem.place {
                let more = self.problems[1..].iter().filter_map(|(problem, _)| match &problem.place {
                    Place::File(labels) => labels.first(),
                    Place::Entry(_) => None,
                });
                labels.extend(more.take(SHOWN - 1).cloned());
            }
        }
        problem.help = self.help(first, recurring, format);
        problem
    }

    fn help(&self, first: &Problem, recurring: &Recurring, format: &Format) -> Option<String> {
        Some(match recurring {
            Recurring::Lacking(_) if self.problems.len() > 1 => {
                return first.help.as_ref().map(|help| format!("for the first of them: {help}"));
            }
            Recurring::Lacking(_) | Recurring::Like(_) => return first.help.clone(),
            Recurring::NoCode { .. } => self.help_without_code(format),
            Recurring::Damaged { help, cell } if format.code_word().is_none() && invisible(cell).is_none() => {
                format!("{help}; if the codes are texts: {}", format.call_with(&[Entry::CodeWord(CodeWord::Str)]))
            }
            Recurring::Damaged { help, .. } => help.clone(),
            Recurring::Repeated(_) => format!(
                "to join them into one variant with all texts: {}; to keep the other names, too, as constants: {}",
                format.call_with(&[Entry::Repeated(Repeated::Join)]),
                format.call_with(&[Entry::Repeated(Repeated::Alias)])
            ),
            Recurring::Surplus(cells) => {
                format!(
                    "put a text that contains the separator in quotes: \"{}\"",
                    shortened(cells).replace('"', "\"\"")
                )
            }
            Recurring::Misfit { field, .. } => {
                let as_text = Field { field_type: FieldType::Str, ..field.clone() };
                let header = format.entries.iter().find_map(|entry| match entry {
                    Entry::Field(own, header) if own == field => Some(header.clone()),
                    _ => None,
                });
                format!("read the column as texts: {}", format.call_with(&[Entry::Field(as_text, header.flatten())]))
            }
        })
    }

    /// Advice for rows without a code: skip them, or read the codes as texts.
    fn help_without_code(&self, format: &Format) -> String {
        let mut seen = HashSet::new();
        let mut skip: Vec<Entry> = Vec::new();
        let mut has_sections = false;
        for (_, recurring) in &self.problems {
            if let Recurring::NoCode { cell, is_section } = recurring {
                has_sections |= *is_section;
                if !is_section && seen.insert(cell) {
                    skip.push(Entry::Skip(cell.clone()));
                }
            }
        }
        let words = seen.iter().filter(|cell| is_word(cell)).count();
        let distinct = skip.len();
        if has_sections {
            skip.insert(0, Entry::SkipSections);
        }
        let rows = if self.problems.len() == 1 { "this row" } else { "these rows" };
        let skip = format!("to skip {rows}: {}", format.call_with(&skip));
        let as_texts = || format!("if the codes are texts: {}", format.call_with(&[Entry::CodeWord(CodeWord::Str)]));
        let can_be_texts = format.code_word().is_none() && words > 0;
        match (can_be_texts, distinct > SKIPPED) {
            (true, true) => as_texts(),
            (true, false) if words > SHOWN => format!("{}; {skip}", as_texts()),
            (true, false) => format!("{skip}; {}", as_texts()),
            (false, true) => "give each row a code, or delete these rows".to_owned(),
            (false, false) => skip,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{SKIPPED, report};
    use crate::read::testing::{format, helps};
    use crate::read::{CodeWord, Column, Concern, Entry, Field, FieldType, Format, Header, Repeated, read};

    /// Checks that the last problem shows the call with `advice`, and that this call has no problems.
    fn mended(file: &str, entries: Vec<Entry>, advice: &[Entry]) {
        let before = format(entries.clone());
        let outcome = read(file.as_bytes(), None, &before);
        let said = helps(&outcome, &before);
        let call = before.call_with(advice);
        assert!(said.last().is_some_and(|said| said.contains(&call)), "{file}: {said:?} lacks {call}");
        let replaced = |entry: &Entry| {
            advice.iter().any(|new| match (new, entry) {
                (Entry::Column(new, _), Entry::Column(old, _)) => new == old,
                (Entry::Field(new, _), Entry::Field(old, _)) => new.name == old.name,
                _ => false,
            })
        };
        let kept = entries.into_iter().filter(|entry| !replaced(entry));
        let after = format(kept.chain(advice.iter().cloned()).collect::<Vec<_>>());
        let outcome = read(file.as_bytes(), None, &after);
        assert_eq!(helps(&outcome, &after), [""; 0], "{file}");
        assert!(!outcome.table.rows.is_empty(), "{file}");
    }

    #[test]
    fn advice_gets_through() {
        let skip = |cell: &str| Entry::Skip(cell.to_owned());
        let field = |field_type| Field { name: "http".to_owned(), field_type };
        let header = |text: &str| Some(Header::Text(text.to_owned()));
        let code = |header: &str| Entry::Column(Column::Code, Header::Text(header.to_owned()));
        for (file, entries, advice) in [
            ("code,message\n1,x y\nother,y z\n", vec![], vec![skip("other")]),
            ("code,message\n1,x y\nother,y z\n", vec![], vec![Entry::CodeWord(CodeWord::Str)]),
            ("code,message\n1,x y\n其他,y z\n,z\n", vec![], vec![skip("其他"), skip("")]),
            ("code,message\nKitchen,\n1,x y\nother,y z\n", vec![], vec![Entry::SkipSections, skip("other")]),
            ("code,message\nClass 08 - x,\n08001,x y\n", vec![], vec![Entry::SkipSections]),
            ("code,message\n1,x y\nA_B,y z\nA_C,y z\nA_D,y z\nA_E,z\n", vec![], vec![Entry::CodeWord(CodeWord::Str)]),
            ("code,name\n1,A\n1,B\n2,C\n", vec![], vec![Entry::Repeated(Repeated::Join)]),
            ("code,name\n1,A\n1,B\n2,C\n2,D\n", vec![], vec![Entry::Repeated(Repeated::Alias)]),
            (
                "code,name,http\n1,A,x\n2,B,500\n",
                vec![Entry::Field(field(FieldType::U16), None)],
                vec![Entry::Field(field(FieldType::Str), None)],
            ),
            (
                "code,name,Log level,HTTP status\n1,A,3,x\n2,B,4,500\n",
                vec![
                    Entry::Field(Field { name: "level".to_owned(), field_type: FieldType::U8 }, header("Log level")),
                    Entry::Field(field(FieldType::U16), header("HTTP status")),
                ],
                vec![Entry::Field(field(FieldType::Str), header("HTTP status"))],
            ),
            ("Value,Status,Text\n1,2,x y\n2,3,y z\n", vec![], vec![code("Value")]),
            ("Value,Status,Text\n1,2,x y\n2,3,y z\n", vec![], vec![code("Status")]),
            ("Return,Text\n1,x y\n2,y z\n", vec![], vec![code("Return")]),
            ("code,mesage\n1,x y\n", vec![], vec![Entry::Column(Column::Message, Header::Text("mesage".to_owned()))]),
        ] {
            mended(file, entries, &advice);
        }
        // So many cells are listed, and no more.
        let file =
            |cells: usize| (0..cells).fold("code,name\n1,A\n".to_owned(), |file, n| file + &format!("第 {n},N\n"));
        mended(&file(SKIPPED), vec![], &(0..SKIPPED).map(|n| skip(&format!("第 {n}"))).collect::<Vec<_>>());
        let said = helps(&read(file(SKIPPED + 1).as_bytes(), None, &Format::default()), &Format::default());
        assert!(said[0].ends_with("; give each row a code, or delete these rows"), "{said:?}");
    }

    #[test]
    fn problems_of_one_kind_are_one_with_a_count() {
        let said = |file: &str| {
            let format = format([]);
            helps(&read(file.as_bytes(), None, &format), &format)
                .into_iter()
                .map(|said| said.split(';').next().unwrap().to_owned())
                .collect::<Vec<_>>()
        };
        let rows =
            |row: &dyn Fn(usize) -> String| (0..500).fold("code,message\n1,x y\n".to_owned(), |file, n| file + &row(n));
        assert_eq!(said(&rows(&|n| format!("w{n},x y\n"))), ["500 rows have no valid code: `w0`, `w1`, `w2`, …"]);
        assert_eq!(said(&rows(&|_| ",x y\n".to_owned())), ["500 rows have no code"]);
        assert_eq!(said(&rows(&|n| format!("{n}.0,x y\n"))), ["500 codes are invalid: `0.0`, `1.0`, `2.0`, …"]);
        assert_eq!(said(&rows(&|n| format!("7{n},a,b,c\n"))), ["500 rows have more cells than the header"]);
        assert_eq!(
            said(&rows(&|n| format!("{},x {n}\n", n / 10 + 1))),
            ["50 codes are defined on several rows: `1`, `2`, `3`, …"]
        );
    }

    #[test]
    fn few_similar_mistakes_stay_apart() {
        let said = |rows: usize| {
            let file = (0..rows).fold("code,name\n0,A\n".to_owned(), |file, n| file + &format!("{n}5,N\u{7}{n}\n"));
            let outcome = read(file.as_bytes(), None, &format([]));
            helps(&outcome, &format([]))
        };
        assert_eq!((said(5).len(), said(6).len()), (5, 1));
        let wanted = "unexpected control character U+0007, and 5 more forbidden characters; delete it";
        assert_eq!(said(6), [wanted]);
    }

    #[test]
    fn bare_codes_are_not_skipped_with_sections() {
        let file = "code,message\nClient errors,\nE_BAD_ARG,bad\nE_TIMEOUT,\n";
        let skip = vec![Entry::Skip("Client errors".to_owned())];
        mended(file, vec![], &skip);
    }

    #[test]
    fn problems_of_rows_that_nobody_wants_are_not_shown() {
        let outcome = read(b"code,message\n1,x y\nother,y z\n1,z\n2,a,b\n", None, &Format::default());
        let shown =
            |is_wanted: &dyn Fn(&Concern) -> bool| report(&outcome.problems, &Format::default(), is_wanted).len();
        assert_eq!((outcome.problems.len(), shown(&|_| true), shown(&|_| false)), (3, 3, 0));
        assert_eq!(shown(&|concern| concern.codes.is_some()), 2);
    }
}
