//! The macro `table!`, and the comparison of an enum with its entry.

use core::fmt::Debug;

use errcode_runtime::Code;
use errcode_runtime::prelude::*;

/// A table, and the check of its enum: it returns a line for each difference.
#[derive(Clone, Copy)]
pub(crate) struct Entry {
    pub(crate) file: &'static str,
    pub(crate) is_short: bool,
    pub(crate) check: fn(&str) -> Vec<String>,
}

/// A row that the enum must have.
pub(crate) struct Row<E> {
    pub(crate) code: Code<'static>,
    /// The value that the code becomes.
    pub(crate) value: E,
    pub(crate) variant: &'static str,
    pub(crate) is_variant: fn(&E) -> bool,
    /// `None` where the specification leaves the spelling open.
    pub(crate) name: Option<&'static str>,
    pub(crate) message: &'static str,
    pub(crate) message_zh: &'static str,
}

/// The differences. Each line begins with the name of the file.
pub(crate) struct Report<'f> {
    file: &'f str,
    pub(crate) lines: Vec<String>,
}

impl<'f> Report<'f> {
    pub(crate) fn new(file: &'f str) -> Self {
        Self { file, lines: Vec::new() }
    }

    /// Adds a line if `found` is not `expected`.
    pub(crate) fn same<F: Debug + PartialEq<X>, X: Debug>(&mut self, what: &str, found: &F, expected: &X) {
        if found != expected {
            self.lines.push(format!("{}: {what}: expected {expected:?}, found {found:?}", self.file));
        }
    }

    /// Compares all rows of an enum, in their order, with those listed.
    pub(crate) fn rows<E: ErrorEnum + Debug>(&mut self, expected: &[Row<E>]) {
        let codes: Vec<Code<'_>> = E::ALL.iter().map(ErrorCode::code).collect();
        let listed: Vec<Code<'_>> = expected.iter().map(|row| row.code).collect();
        self.same("codes", &codes, &listed);
        for row in expected {
            let (value, code) = (&row.value, row.code);
            self.same(&format!("known {code}"), &value.is_known(), &true);
            self.same(&format!("code of {code}"), &value.code(), &code);
            if !(row.is_variant)(value) {
                self.lines.push(format!("{}: {code}: expected `{}`, found {value:?}", self.file, row.variant));
            }
            if let Some(name) = row.name {
                self.same(&format!("name of {code}"), &value.name(), &name);
                self.same(&format!("value named {name}"), &E::from_name(name).as_ref(), &Some(value));
            }
            self.same(&format!("message of {code}"), &value.message(), &row.message);
            self.same(&format!("message_zh of {code}"), &value.message_zh(), &row.message_zh);
        }
    }
}

/// Entries `form "file" (arguments) with "a file laid over it" => Enum { rows } sections`.
///
/// The form is `short` (the file alone), `call` (with parentheses) or `long` (`enum Enum from …`). A row is
/// `code Variant = "its spelling", "message" / "message_zh";`. Without a spelling, the name is that of the variant. `_` leaves
/// the variant or the spelling open, as the specification does. Sections, each after a `+`:
/// - `each { method: [value, …]; }`: the method's result for each row;
/// - `within { code => Variant; }`: codes of a range;
/// - `alias { Constant = Variant; }`;
/// - `success { code, … }`: no other row means success;
/// - `shown { code => "text"; }`: `Display`.
macro_rules! table {
    ($(
        $form:ident $file:tt $(($($entry:tt)*))? $(with $ours:tt)? => $Enum:ident {
            $($code:literal $variant:tt $(= $name:tt)?, $message:literal $(/ $message_zh:literal)?;)*
        }
        $(+ $section:ident {$($content:tt)*})*
    )*) => {
        $(expand!($form $Enum $file $(($($entry)*))? $(with $ours)?);)*

        pub(crate) fn entries() -> Vec<$crate::table::Entry> {
            vec![$($crate::table::Entry {
                file: $file,
                is_short: stringify!($form) == "short",
                check: |file| {
                    let mut report = $crate::table::Report::new(file);
                    report.rows(&[$($crate::table::Row {
                        code: errcode_runtime::Code::from($code),
                        value: <$Enum>::from($code),
                        variant: stringify!($variant),
                        is_variant: |value| is_variant!(value, $Enum $variant),
                        name: name!($variant $(= $name)?),
                        message: $message,
                        message_zh: last!($message $(, $message_zh)?),
                    }),*]);
                    $(section!(report $Enum $section {$($content)*});)*
                    report.lines
                },
            }),*]
        }
    };
}

macro_rules! expand {
    (short $Enum:ident $file:tt) => {
        errcodes!($file);
    };
    (call $Enum:ident $file:tt ($($entry:tt)*)) => {
        errcodes!($file ($($entry)*));
    };
    (long $Enum:ident $file:tt $(($($entry:tt)*))? $(with $ours:tt)?) => {
        errcodes! { pub(crate) enum $Enum from $file $(($($entry)*))? $(with $ours)?; }
    };
}

macro_rules! is_variant {
    ($value:ident, $Enum:ident _) => {{
        let _: &$Enum = $value;
        true
    }};
    ($value:ident, $Enum:ident $variant:ident) => {
        matches!($value, $Enum::$variant { .. })
    };
}

macro_rules! name {
    (_ $(= _)?) => {
        None
    };
    ($variant:ident) => {
        Some(stringify!($variant))
    };
    ($variant:tt = _) => {
        None
    };
    ($variant:tt = $name:literal) => {
        Some($name)
    };
}

macro_rules! last {
    ($only:literal) => {
        $only
    };
    ($first:literal, $last:literal) => {
        $last
    };
}

macro_rules! section {
    ($report:ident $Enum:ident each {$($method:ident: $values:expr;)*}) => {
        $($report.same(stringify!($method), &$Enum::ALL.iter().map(|error| error.$method()).collect::<Vec<_>>(), &$values.to_vec());)*
    };
    ($report:ident $Enum:ident within {$($code:literal => $variant:ident;)*}) => {
        $(
            let error = $Enum::from($code);
            $report.same(concat!(stringify!($code), " in ", stringify!($variant)), &matches!(error, $Enum::$variant { .. }), &true);
            $report.same("code within", &errcode_runtime::ErrorCode::code(&error), &errcode_runtime::Code::from($code));
        )*
    };
    ($report:ident $Enum:ident alias {$($alias:ident = $variant:ident;)*}) => {
        $(
            $report.same("alias", &$Enum::$alias, &$Enum::$variant);
            $report.same("alias in a pattern", &matches!($Enum::$variant, $Enum::$alias), &true);
            $report.same("name of an alias", &$Enum::from_name(stringify!($alias)), &Some($Enum::$variant));
        )*
    };
    ($report:ident $Enum:ident success {$($code:literal),*}) => {
        let codes: &[errcode_runtime::Code<'_>] = &[$(errcode_runtime::Code::from($code)),*];
        for error in $Enum::ALL {
            $report.same("success", &error.is_success(), &codes.contains(&errcode_runtime::ErrorCode::code(error)));
        }
        $($report.same(concat!("check of ", stringify!($code)), &$Enum::check($code), &Ok(()));)*
    };
    ($report:ident $Enum:ident shown {$($code:literal => $text:literal;)*}) => {
        $($report.same("shown", &$Enum::from($code).to_string(), &$text.to_owned());)*
    };
}
