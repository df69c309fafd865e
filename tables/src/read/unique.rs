//! Checks that each code is in one row, and that each name belongs to one row.

use std::collections::{HashMap, HashSet};

use super::claim::{Claim, claim};
use super::name;
use super::problem::{Problem, Recurring, shortened};
use super::row::Row;

/// Refuses rows whose ranges overlap those of another row, and rows whose codes all have rows of their own.
pub(super) fn disjoint<'a>(mut rows: Vec<Row<'a>>, problems: &mut Vec<Problem>) -> Vec<Row<'a>> {
    let claims = claim(rows.iter().map(|row| &row.codes), &[]);
    for (row, claim) in rows.iter().zip(&claims) {
        let problem = match *claim {
            Claim::Own { .. } => continue,
            Claim::Overlaps(index) => {
                let other = &rows[index];
                Problem::new(row.code_span.clone(), format!("`{}` overlaps `{}`", row.spelling, other.spelling))
                    .and(other.code_span.clone(), "the other range")
                    .help(
                        "change the ranges so that no code is in two of them; \
                         a row for a single code inside a range is allowed, and takes precedence",
                    )
            }
            Claim::Covered => {
                Problem::new(row.code_span.clone(), format!("every code in `{}` has a row of its own", row.spelling))
                    .help("delete this row")
            }
        };
        problems.push(problem.recurring(Recurring::Like("such rows")).concern(row.concern()));
    }
    let mut claims = claims.iter();
    rows.retain(|_| matches!(claims.next(), Some(Claim::Own { .. })));
    rows
}

/// The place of a name: the index of its row and, for the name of an alias, the index of the alias.
type Slot = (usize, Option<usize>);

fn name_at<'r>(rows: &'r [Row<'_>], (row, alias): Slot) -> &'r str {
    match alias {
        None => &rows[row].name,
        Some(alias) => &rows[row].aliases[alias].name,
    }
}

/// Appends the code to each name that several codes share, and refuses rows whose names are still duplicates.
pub(super) fn uniquely_named<'a>(mut rows: Vec<Row<'a>>, problems: &mut Vec<Problem>) -> Vec<Row<'a>> {
    let mut seen = HashSet::with_capacity(rows.len());
    let is_shared = !slots(&rows).all(|slot| seen.insert(name_at(&rows, slot)));
    if !is_shared {
        return rows;
    }
    add_codes(&mut rows);
    for row in rows.iter_mut().filter(|row| !row.name_given) {
        row.spelled_name = row.name.clone();
    }
    let mut first: HashMap<&str, Slot> = HashMap::with_capacity(rows.len());
    let mut is_duplicate = vec![false; rows.len()];
    for slot in slots(&rows) {
        let known = *first.entry(name_at(&rows, slot)).or_insert(slot);
        if known != slot {
            is_duplicate[slot.0] = true;
            let (row, other) = (&rows[slot.0], &rows[known.0]);
            problems.push(
                Problem::new(row.name_span.clone(), format!("the name `{}` is defined twice", name_at(&rows, slot)))
                    .label(format!("defined again here, for code {}", shortened(&row.spelling)))
                    .and(
                        other.name_span.clone(),
                        format!("first defined here, for code {}", shortened(&other.spelling)),
                    )
                    .help("give each code a name of its own: each name becomes a variant of the enum"),
            );
        }
    }
    let mut is_duplicate = is_duplicate.into_iter();
    rows.retain(|_| is_duplicate.next() == Some(false));
    rows
}

/// The places of the names of all rows and of their aliases.
fn slots<'r>(rows: &'r [Row<'_>]) -> impl Iterator<Item = Slot> + 'r {
    rows.iter().enumerate().flat_map(|(index, row)| {
        core::iter::once((index, None)).chain((0..row.aliases.len()).map(move |alias| (index, Some(alias))))
    })
}

/// Appends its code to each name that several codes share.
fn add_codes(rows: &mut [Row<'_>]) {
    let named = by_name(rows);
    let mut shared: Vec<Slot> = Vec::new();
    for sharing in named.values().filter(|sharing| sharing.len() > 1) {
        // If the user gave the name to one of these codes, that code keeps it.
        let is_ours = |&&(row, alias): &&Slot| rows[row].name_is_ours && alias.is_none();
        let ours = if sharing.iter().filter(is_ours).count() == 1 { sharing.iter().find(is_ours) } else { None };
        shared.extend(sharing.iter().filter(|slot| Some(*slot) != ours));
    }
    shared.sort_unstable();
    for &slot in &shared {
        let row = &rows[slot.0];
        let plain = name_at(rows, slot);
        // Do not use a name that another row already has.
        let is_free = |name: &String| !named.contains_key(name);
        let coded = |name: &str| Some(name::with_code(name, &row.codes, &row.spelling)).filter(is_free);
        let name = coded(plain).or_else(|| coded(&format!("{plain}Code")));
        let name = name.unwrap_or_else(|| name::with_hash(plain, &row.spelling));
        rename(rows, slot, name);
    }
    // Names with text codes may still be equal, because case and punctuation are not part of a name.
    for slot in by_name(rows).into_values().filter(|sharing| sharing.len() > 1).flatten() {
        if shared.binary_search(&slot).is_ok() {
            let name = name::with_hash(name_at(rows, slot), &rows[slot.0].spelling);
            rename(rows, slot, name);
        }
    }
}

fn rename(rows: &mut [Row<'_>], (row, alias): Slot, name: String) {
    match alias {
        None => rows[row].name = name.into(),
        Some(alias) => rows[row].aliases[alias].name = name.into(),
    }
}

/// The places of each name.
fn by_name(rows: &[Row<'_>]) -> HashMap<String, Vec<Slot>> {
    let mut named: HashMap<String, Vec<Slot>> = HashMap::with_capacity(rows.len());
    for slot in slots(rows) {
        named.entry(name_at(rows, slot).to_owned()).or_default().push(slot);
    }
    named
}
