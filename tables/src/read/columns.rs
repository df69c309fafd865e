//! Identifies the columns of a file.

use std::borrow::Cow;

use super::character::is_han;
use super::column::Column;
use super::format::{Entry, Field, Format, Header, quoted};
use super::nearest::nearest;
use super::problem::{Problem, shortened};
use super::record::{Cell, Record};
use super::search::Search;
#[cfg(feature = "cli")]
use super::shape::is_chinese;
use super::table::FieldColumn;
use super::words::{self, Meaning, Open};

/// List at most this many headers in a message.
const LISTED: usize = 20;

/// Whose file it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whose {
    /// The vendor's. A column with the name of one of ours may hold something else.
    Vendors,
    /// The user's, or a shipped one.
    Ours,
}

/// The positions of a file's columns.
#[derive(Debug, Default)]
pub(crate) struct Columns {
    /// For each column of [`Column::ALL`], the index of its cell in a record.
    pub(super) cells: [Option<usize>; Column::ALL.len()],
    /// For each of [`Open::ALL`], at most two columns. The language of a cell decides which text it is.
    pub(super) open: [Vec<usize>; Open::ALL.len()],
    /// The vendor's own columns that the call names.
    fields: Vec<(FieldColumn, usize)>,
    /// The columns that are not read.
    pub(super) ignored: Vec<usize>,
    /// For each unknown header that resembles a known word, the meaning of that word.
    pub(super) misspelled: Vec<Meaning>,
    /// Whether several columns could hold the codes. This is reported.
    pub(super) is_ambiguous: bool,
}

impl Columns {
    /// Whether the file has `column`, or an open column whose cells may belong to `column`.
    pub(crate) fn has(&self, column: Column) -> bool {
        self.cells[column as usize].is_some()
            || Open::ALL.iter().any(|open| open.columns().contains(&column) && !self.open[*open as usize].is_empty())
    }

    /// Whether an unknown header is probably a misspelled `column`, or several columns could be `column`.
    pub(super) fn may_be_misspelled(&self, column: Column) -> bool {
        column == Column::Code && self.is_ambiguous
            || self.misspelled.iter().any(|meaning| match meaning {
                Meaning::Is(is) => *is == column,
                Meaning::Open(open) => open.columns().contains(&column),
                _ => false,
            })
    }

    /// The cell of a record that is in `column`, unless it is empty.
    pub(crate) fn cell<'r, 'a>(&self, record: &'r Record<'a>, column: Column) -> Option<&'r Cell<'a>> {
        record.get(self.cells[column as usize]?).filter(|cell| !cell.value.is_empty())
    }

    /// The cell of a record that is in `column`, even if it is empty. If there is none, an empty cell at the end of the record.
    pub(super) fn any_cell<'a>(&self, record: &Record<'a>, column: Column) -> Cell<'a> {
        let end = record.last().map_or(0, |cell| cell.span.end);
        let cell = self.cells[column as usize].and_then(|index| record.get(index));
        cell.cloned().unwrap_or_else(|| Cell { value: Cow::default(), span: end..end })
    }

    /// The English and the Chinese text of a record; empty where it has none.
    pub(super) fn texts<'a>(&self, record: &Record<'a>, open: Open) -> [Cow<'a, str>; 2] {
        let mut texts =
            open.columns().map(|column| self.cell(record, column).map(|cell| cell.value.clone()).unwrap_or_default());
        for cell in self.open[open as usize].iter().filter_map(|&index| record.get(index)) {
            if !cell.value.is_empty() {
                let text = &mut texts[usize::from(cell.value.contains(is_han))];
                if text.is_empty() {
                    text.clone_from(&cell.value);
                }
            }
        }
        texts
    }

    /// The cells of a record that are fields, with their types.
    pub(super) fn fields<'r, 'a>(
        &'r self,
        record: &'r Record<'a>,
    ) -> impl Iterator<Item = (&'r FieldColumn, Option<&'r Cell<'a>>)> {
        let cell = |index: usize| record.get(index).filter(|cell| !cell.value.is_empty());
        self.fields.iter().map(move |(field, index)| (field, cell(*index)))
    }

    /// The indexes of the columns that are fields.
    pub(super) fn field_indexes(&self) -> impl Iterator<Item = usize> + '_ {
        self.fields.iter().map(|(_, index)| *index)
    }

    pub(super) fn field_columns(&self) -> Vec<FieldColumn> {
        self.fields.iter().map(|(field, _)| field.clone()).collect()
    }

    /// The headers of the columns that are not read.
    pub(super) fn ignored(&self, header: &Record<'_>) -> Vec<Header> {
        self.ignored.iter().map(|&index| header_at(Some(header), index)).collect()
    }

    /// The header of a column, if the file has it.
    pub(super) fn header_of(&self, column: Column, header: &Record<'_>) -> Option<Header> {
        self.cells[column as usize].map(|index| header_at(Some(header), index))
    }

    /// The header cells of the columns that are not read.
    pub(super) fn ignored_cells<'h, 'a>(&self, header: &'h Record<'a>) -> impl Iterator<Item = &'h Cell<'a>> {
        self.ignored.iter().filter_map(|&index| header.get(index))
    }

    /// The meaning and the header of each column that is read, in the order of the file.
    pub(super) fn taken_for(&self, header: Option<&Record<'_>>) -> Vec<(String, Header)> {
        let own = Column::ALL.iter().filter_map(|&column| Some((self.cells[column as usize]?, column.to_string())));
        let open = Open::ALL.iter().flat_map(|&open| {
            self.open[open as usize].iter().map(move |&index| (index, open.columns()[0].to_string()))
        });
        let fields = self
            .fields
            .iter()
            .map(|(field, index)| (*index, format!("{}: {}", field.field.name, field.field.field_type)));
        let mut taken: Vec<(usize, String)> = own.chain(open).chain(fields).collect();
        taken.sort_by_key(|(index, _)| *index);
        taken.into_iter().map(|(index, what)| (what, header_at(header, index))).collect()
    }
}

/// The header of a column, or its position.
fn header_at(header: Option<&Record<'_>>, index: usize) -> Header {
    match header.and_then(|header| header.get(index)).map(|cell| &*cell.value) {
        None | Some("") => Header::Position(index + 1),
        Some(header) => Header::Text(header.to_owned()),
    }
}

/// Finds the columns: those that the call names, then those whose headers are known. Mistakes are pushed to `problems`.
pub(crate) fn identify(
    header: Option<&Record<'_>>,
    rows: &[Record<'_>],
    format: &Format,
    whose: Whose,
    problems: &mut Vec<Problem>,
) -> Columns {
    let mut columns = Columns::default();
    let named = named(header, rows, format, &mut columns, problems);
    if let Some(header) = header {
        return Search::new(header, rows, columns, whose, named, problems).find(format);
    }
    columns
}

/// Whether a header is a word for codes.
#[cfg(feature = "cli")]
pub(crate) fn is_code(header: &str) -> bool {
    words::meaning(header) == Some(Meaning::Is(Column::Code))
}

/// The columns of an imported table. There, a text column has one language: that of most of its cells.
#[cfg(feature = "cli")]
pub(crate) fn imported(header: &Record<'_>, rows: &[Record<'_>], problems: &mut Vec<Problem>) -> Columns {
    let format = Format::default();
    let mut columns = identify(Some(header), rows, &format, Whose::Ours, problems);
    for open in Open::ALL {
        for index in core::mem::take(&mut columns.open[open as usize]) {
            columns.cells[open.columns()[usize::from(is_chinese(rows, index))] as usize] = Some(index);
        }
    }
    // A person has to look at a page that has an unknown column.
    for cell in columns.ignored_cells(header) {
        problems.push(unknown_column(cell));
    }
    super::header::missing(header, rows, &columns, &format, problems);
    columns
}

/// The problem of a column that no file of ours may have, or whose header seems to be misspelled.
pub(super) fn unknown_column(cell: &Cell<'_>) -> Problem {
    Problem::new(cell.span.clone(), format!("unknown column `{}`", shortened(&cell.value)))
}

/// Assigns the columns that the call names. Returns which columns of the file are taken.
fn named(
    header: Option<&Record<'_>>,
    rows: &[Record<'_>],
    format: &Format,
    columns: &mut Columns,
    problems: &mut Vec<Problem>,
) -> Vec<bool> {
    let width = header.into_iter().chain(rows).map(Vec::len).max().unwrap_or(0);
    let mut roles: Vec<Vec<Role>> = vec![Vec::new(); width];
    let mut find = |entry: usize, wanted: &Header, field: Option<&Field>| {
        let index = match (wanted, header) {
            (Header::Position(position), _) if (1..=width).contains(position) => position - 1,
            (Header::Position(_), _) => {
                let plural = if width == 1 { "" } else { "s" };
                problems.push(Problem::of_entry(entry, format!("this file has {width} column{plural}")));
                return None;
            }
            (Header::Text(text), Some(header)) => match index_of(header, text, field.is_some()) {
                Some(index) => index,
                None => {
                    problems.push(no_such_header(header, entry, text, field));
                    return None;
                }
            },
            (Header::Text(_), None) => return None,
        };
        let role = match &format.entries[entry] {
            Entry::Column(Column::Code, _) => Role::Code,
            Entry::Field(..) => Role::Field,
            _ => Role::Other,
        };
        let is_again = roles[index].iter().any(|&other| other == role || other == Role::Other || role == Role::Other);
        roles[index].push(role);
        if is_again {
            let message = format!("`{}` is used for two columns", header_at(header, index).title());
            problems.push(Problem::of_entry(entry, message).help("name each column of the file only once"));
            return None;
        }
        Some(index)
    };
    for (entry, said) in format.entries.iter().enumerate() {
        match said {
            Entry::Column(column, wanted) => columns.cells[*column as usize] = find(entry, wanted, None),
            Entry::Field(field, wanted) => {
                let of_name = Header::Text(field.name.clone());
                if let Some(index) = find(entry, wanted.as_ref().unwrap_or(&of_name), Some(field)) {
                    columns.fields.push((
                        FieldColumn { field: field.clone(), header: header_at(header, index).title().into_owned() },
                        index,
                    ));
                }
            }
            _ => {}
        }
    }
    // A column that is a field may still be the column of codes.
    let is_code = |index: usize| {
        header.and_then(|header| header.get(index)).and_then(|cell| words::meaning(&cell.value))
            == Some(Meaning::Is(Column::Code))
    };
    let is_taken = |(index, roles): (usize, Vec<Role>)| match roles[..] {
        [] => false,
        [Role::Field] => !is_code(index),
        _ => true,
    };
    roles.into_iter().enumerate().map(is_taken).collect()
}

/// The role that the call gives a column. The column of codes may be a field, too: `(code = "Code", wire: str = "Code")`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Code,
    Field,
    Other,
}

/// The column with this header. For a field, a header with the same letters and digits is enough.
fn index_of(header: &Record<'_>, wanted: &str, is_field: bool) -> Option<usize> {
    let exact = header.iter().position(|cell| cell.value == wanted.trim());
    let folded = || header.iter().position(|cell| words::fold(&cell.value) == words::fold(wanted));
    exact.or_else(|| if is_field { folded() } else { None })
}

fn no_such_header(header: &Record<'_>, entry: usize, wanted: &str, field: Option<&Field>) -> Problem {
    let names = || header.iter().map(|cell| &*cell.value).filter(|name| !name.is_empty());
    let problem = Problem::of_entry(entry, format!("no column of this file has the header `{}`", shortened(wanted)));
    let spelled = field.map(|field| format!("{}: {} = ", field.name, field.field_type)).unwrap_or_default();
    match nearest(wanted, names()) {
        Some(near) if spelled.is_empty() => problem.help(format!("did you mean `{}`?", shortened(near))),
        Some(near) => problem.help(format!("did you mean {spelled}{}?", quoted(near))),
        None => {
            let listed: Vec<String> = names().take(LISTED).map(shortened).collect();
            let more = if names().count() > LISTED { ", …" } else { "" };
            problem.help(format!("the headers are: `{}`{more}", listed.join("`, `")))
        }
    }
}
