//! Joins the rows of one code.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::code::Codes;
use super::column::Column;
use super::field::Value;
use super::format::Repeated;
use super::problem::{Problem, Recurring, shortened};
use super::row::{Alias, Row};
use super::table::FieldColumn;
use super::text::Text;

/// The separator between the different texts of joined rows.
const JOIN: &str = " / ";

/// Joins rows with the same code, if they have the same name, are the same in every cell, or the call says so.
///
/// Otherwise the first row is kept, and the others are reported.
pub(super) fn join<'a>(
    text: &Text<'a>,
    rows: Vec<Row<'a>>,
    fields: &[FieldColumn],
    repeated: Option<Repeated>,
    problems: &mut Vec<Problem>,
) -> Vec<Row<'a>> {
    let mut first: HashMap<Codes, usize> = HashMap::with_capacity(rows.len());
    let mut joined: Vec<Row<'a>> = Vec::with_capacity(rows.len());
    let mut texts = JoinedTexts::default();
    // The names of the aliases, each with the index of its row.
    let mut names: HashSet<(usize, Cow<'a, str>)> = HashSet::new();
    for row in rows {
        let Some(&index) = first.get(&row.codes) else {
            first.insert(row.codes.clone(), joined.len());
            joined.push(row);
            continue;
        };
        let known = &mut joined[index];
        let is_same = if row.name_given && known.name_given {
            known.spelled_name == row.spelled_name
        } else {
            text.slice(known.record_span.clone()) == text.slice(row.record_span.clone())
        };
        let is_known = |name: &str| known.name == name || names.contains(&(index, Cow::Borrowed(name)));
        let joins = is_same
            || match repeated {
                Some(Repeated::Join) => true,
                Some(Repeated::Alias) => is_known(&row.name),
                None => false,
            };
        if joins {
            join_two(known, row, index, fields, &mut texts, problems);
            continue;
        }
        match repeated {
            Some(_) if !row.codes.are_several() => {
                names.insert((index, row.name.clone()));
                known.aliases.push(Alias {
                    name: row.name,
                    spelled_name: row.spelled_name,
                    message: row.message,
                    message_zh: row.message_zh,
                });
            }
            Some(_) => problems.push(
                Problem::new(row.code_span.clone(), format!("`{}` stands for several codes", shortened(&row.spelling)))
                    .label("only a row for a single code can be a further name")
                    .and(known.code_span.clone(), "the first row")
                    .help("join these rows, with `repeated = join`, or delete one")
                    .concern(row.concern()),
            ),
            None => problems.push(
                Problem::new(row.code_span.clone(), format!("code {} is defined twice", shortened(&row.spelling)))
                    .label("defined again here")
                    .and(known.code_span.clone(), "first defined here")
                    .recurring(Recurring::Repeated(row.spelling.to_string()))
                    .concern(row.concern()),
            ),
        }
    }
    joined
}

/// Adds the texts of `row` to those of `known`, the row at `index`.
fn join_two<'a>(
    known: &mut Row<'a>,
    mut row: Row<'a>,
    index: usize,
    fields: &[FieldColumn],
    texts: &mut JoinedTexts<'a>,
    problems: &mut Vec<Problem>,
) {
    let mut differ = |what: &str| {
        let message = format!("two rows of code {} differ in {what}", shortened(&row.spelling));
        problems.push(
            Problem::new(row.code_span.clone(), message)
                .label("differs from the first row")
                .and(known.code_span.clone(), "the first row")
                .help(format!("rows that become one variant need the same {what}"))
                .recurring(Recurring::Like("such rows"))
                .concern(row.concern()),
        );
    };
    if known.class != row.class {
        return differ("kind, recovery or retry_after");
    }
    let is_clash = |(known, more): (&Option<Value<'_>>, &Option<Value<'_>>)| match (known, more) {
        (Some(Value::Str(_)) | None, _) | (_, None) => false,
        (known, more) => known != more,
    };
    if let Some(field) = known.fields.iter().zip(&row.fields).position(is_clash) {
        return differ(&format!("`{}`", fields[field].field.name));
    }
    for ((column, known), (_, more)) in known.texts_mut().into_iter().zip(row.texts_mut()) {
        texts.add((index, Place::Column(column)), known, core::mem::take(more));
    }
    for (field, (known, more)) in known.fields.iter_mut().zip(row.fields).enumerate() {
        match (known, more) {
            (Some(Value::Str(known)), Some(Value::Str(more))) => texts.add((index, Place::Field(field)), known, more),
            (known @ None, more) => *known = more,
            _ => {}
        }
    }
    // Joined texts are a translation only if both rows say so.
    known.translated = known.translated.filter(|_| known.translated == row.translated);
}

/// The place of a joined text in its row.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Place {
    Column(Column),
    Field(usize),
}

/// The texts that were joined, by row and place.
#[derive(Default)]
struct JoinedTexts<'a>(HashMap<(usize, Place), HashSet<Cow<'a, str>>>);

impl<'a> JoinedTexts<'a> {
    /// Appends a text to the known ones of this place, unless it is one of them.
    fn add(&mut self, place: (usize, Place), known: &mut Cow<'a, str>, more: Cow<'a, str>) {
        if known.is_empty() {
            *known = more;
        } else if !more.is_empty() {
            let texts = self.0.entry(place).or_insert_with(|| HashSet::from([known.clone()]));
            if texts.insert(more.clone()) {
                let known = known.to_mut();
                known.push_str(JOIN);
                known.push_str(&more);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::read::testing::{format, helps};
    use crate::read::{Entry, Field, FieldType, Repeated, Value, read};

    #[test]
    fn fields_are_joined_as_texts_are() {
        let field = |name: &str, field_type| Entry::Field(Field { name: name.to_owned(), field_type }, None);
        let entries = [field("level", FieldType::Str), field("http", FieldType::U16), Entry::Repeated(Repeated::Join)];
        let format = format(entries);
        let file = "code,message,level,http\n1,a b,low,\n1,c d,high,503\n1,a b,low,503\n2,x y,,1\n2,x z,,2\n";
        let outcome = read(file.as_bytes(), None, &format);
        let row = &outcome.table.rows[0];
        assert_eq!(row.message, "a b / c d");
        assert_eq!(row.fields, [Some(Value::Str("low / high".into())), Some(Value::Unsigned(503))]);
        let said = "two rows of code 2 differ in `http`; rows that become one variant need the same `http`";
        assert_eq!(helps(&outcome, &format), [said]);
    }
}
