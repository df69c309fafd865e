//! What every generated enum has beside its variants.
//!
//! The procedural macro generates the enum, its packed table, matches from variant to row and one array from row to variant, and
//! passes them to `__implement!`, which implements [`Generated`] and the traits of other crates. The runtime's own traits are
//! implemented here for every [`Generated`] type, so that they cost the user's compiler nothing.

use core::cmp::Ordering;
use core::fmt::{Display, Formatter, Result as FmtResult};
use core::time::Duration;

use errcode_core::packed::flag;
use errcode_core::{Hexadecimal, Kind, Recovery};

use crate::code::Code;
use crate::lookup::{Classified, CodesOf, Generated};
use crate::show;
use crate::table::{FieldValue, TableInfo};
use crate::traits::{Classify, ErrorCode, ErrorEnum};

mod macros;
#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot continue should stop")]
#[allow(unreachable_pub, dead_code, reason = "what the macro makes for a user's crate")]
mod tests;

#[diagnostic::do_not_recommend]
impl<E: Generated> ErrorCode for E {
    fn code(&self) -> Code<'_> {
        self.code_of()
    }

    fn name(&self) -> &'static str {
        E::TABLE.name(const { &E::TABLE.layout() }, self.row())
    }

    fn message(&self) -> &'static str {
        E::TABLE.message(const { &E::TABLE.layout() }, self.row())
    }

    fn message_zh(&self) -> &'static str {
        E::TABLE.message_zh(const { &E::TABLE.layout() }, self.row())
    }

    fn solution(&self) -> Option<&'static str> {
        E::TABLE.solution(self.row())
    }

    fn solution_zh(&self) -> Option<&'static str> {
        E::TABLE.solution_zh(const { &E::TABLE.layout() }, self.row())
    }

    fn note(&self) -> Option<&'static str> {
        E::TABLE.note(self.row())
    }

    fn note_zh(&self) -> Option<&'static str> {
        E::TABLE.note_zh(const { &E::TABLE.layout() }, self.row())
    }

    fn table(&self) -> Option<&'static TableInfo> {
        E::TABLE.info(self.row())
    }

    fn is_known(&self) -> bool {
        self.row() < E::TABLE.rows()
    }

    fn is_success(&self) -> bool {
        let code = self.code_of();
        // Without a list and without kinds, only the number 0 is success.
        let is_listed = E::TABLE.is_listed_success(code).unwrap_or(code == Code::Number(0));
        is_listed || E::TABLE.kind(self.row()) == Kind::Ok
    }
}

#[diagnostic::do_not_recommend]
impl<E: Classified> Classify for E {
    fn kind(&self) -> Kind {
        E::TABLE.kind(self.row())
    }

    fn recovery(&self) -> Recovery {
        E::TABLE.recovery(self.row())
    }

    fn retry_after(&self) -> Option<Duration> {
        E::TABLE.retry_after(self.row()).map(|seconds| Duration::from_secs(u64::from(seconds)))
    }
}

#[diagnostic::do_not_recommend]
impl<E: Generated> ErrorEnum for E {
    const ALL: &'static [Self] = E::VARIANTS;
    const IS_TEXT: bool = <E::Codes as CodesOf<E>>::IS_TEXT;
    const IS_32_BIT: bool = E::TABLE.has(flag::OF_32_BITS);

    fn from_code<'c>(code: impl Into<Code<'c>>) -> Option<Self> {
        E::Codes::of_code(code.into())
    }

    fn from_name(name: &str) -> Option<Self> {
        E::TABLE.find_name(name).and_then(|row| E::VARIANTS.get(row).cloned())
    }

    fn class_of(&self) -> Option<(Kind, Recovery)> {
        E::TABLE.has_classes().then(|| (E::TABLE.kind(self.row()), E::TABLE.recovery(self.row())))
    }

    fn fmt_code(&self, f: &mut Formatter<'_>) -> FmtResult {
        if let Some(spelling) = E::TABLE.spelling(self.row()) {
            return show::code(spelling, f);
        }
        match self.code_of() {
            Code::Number(code) if E::TABLE.has(flag::HEXADECIMAL) => {
                let is_32_bit = E::TABLE.has(flag::OF_32_BITS);
                Hexadecimal { code, is_32_bit }.fmt(f)
            }
            code => code.fmt(f),
        }
    }
}

/// Compares two values by their codes.
#[inline]
pub fn compare<E: Generated>(left: &E, right: &E) -> Ordering {
    left.code_of().cmp(&right.code_of())
}

/// The value of a field in the row of a value. Fields are counted from 0.
#[inline]
pub fn field<E: Generated, T: FieldValue>(value: &E, field: u32) -> Option<T> {
    E::TABLE.field(value.row(), field)
}

/// The code of a value, as its table spells it.
pub(crate) struct ShownCode<'v, E>(pub(crate) &'v E);

impl<E: ErrorEnum> Display for ShownCode<'_, E> {
    fn fmt(&self, f: &mut Formatter<'_>) -> FmtResult {
        self.0.fmt_code(f)
    }
}

/// Writes a text in both languages, or in the only one that it has.
fn both(english: Option<&str>, chinese: Option<&str>, f: &mut Formatter<'_>) -> FmtResult {
    match (english, chinese) {
        (Some(english), Some(chinese)) if english != chinese => write!(f, "{english}（{chinese}）"),
        (Some(text), _) | (None, Some(text)) => f.write_str(text),
        (None, None) => Ok(()),
    }
}

/// Writes code and texts in one line; with `#`, also a line each for kind, recovery and solution.
///
/// # Errors
///
/// Errors of the formatter.
pub fn display<E: Generated>(value: &E, classified: bool, f: &mut Formatter<'_>) -> FmtResult {
    let (table, layout, row) = (E::TABLE, const { &E::TABLE.layout() }, value.row());
    write!(f, "{}: ", ShownCode(value))?;
    both(Some(table.message(layout, row)), Some(table.message_zh(layout, row)), f)?;
    if !f.alternate() {
        return Ok(());
    }
    if classified {
        let (kind, recovery) = (table.kind(row), table.recovery(row));
        write!(f, "\nkind: {kind}\nrecovery: {recovery}, ")?;
        let english = (!table.has(flag::NOT_ENGLISH)).then(|| recovery.advice());
        let chinese = (!table.has(flag::NOT_CHINESE)).then(|| recovery.advice_zh());
        both(english, chinese, f)?;
    }
    let (english, chinese) = (table.solution(row), table.solution_zh(layout, row));
    if english.is_some() || chinese.is_some() {
        f.write_str(if table.has(flag::NOT_ENGLISH) { "\n解决方法：" } else { "\nsolution: " })?;
        both(english, chinese, f)?;
    }
    Ok(())
}

/// Writes the name, followed by the code if the value carries one.
///
/// # Errors
///
/// Errors of the formatter.
pub fn debug<E: Generated>(value: &E, f: &mut Formatter<'_>) -> FmtResult {
    let row = value.row();
    f.write_str(value.name())?;
    let is_unknown = row >= E::TABLE.rows();
    match value.code_of() {
        Code::Number(_) if is_unknown || E::TABLE.is_range(row) => {
            write!(f, "({})", ShownCode(value))
        }
        Code::Text(code) if is_unknown => {
            f.write_str("(")?;
            show::quoted(code, f)?;
            f.write_str(")")
        }
        _ => Ok(()),
    }
}
