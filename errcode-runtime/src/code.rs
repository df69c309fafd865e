//! A code: a number or a text.

use core::fmt;

use crate::show;

/// The code of an error: a number or a text, as its vendor's table has it.
///
/// It is what generic code gets from [`ErrorCode::code`](crate::ErrorCode::code). An enum's own method `code` returns the exact
/// type, `i64` or `&str`.
///
/// ```
/// use errcode_runtime::{Code, errcodes, prelude::*};
/// errcodes!("common");
/// errcodes!("examples/wechat-pay.csv"); // its codes are texts
///
/// let errors: [&dyn ErrorCode; 2] = [&CommonError::SystemBusy, &WechatPayError::ParamError];
/// assert_eq!(errors.map(ErrorCode::code), [Code::Number(-1), Code::Text("PARAM_ERROR")]);
/// assert!(errors[0].code() == -1 && errors[1].code() == "PARAM_ERROR");
/// assert_eq!(errors[1].code().to_string(), "PARAM_ERROR");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code<'c> {
    /// A number, such as `40001`.
    Number(i64),
    /// A text, such as `PARAM_ERROR` or `42P01`.
    Text(&'c str),
}

impl<'c> Code<'c> {
    /// The number, if it is one.
    ///
    /// ```
    /// use errcode_runtime::Code;
    /// assert_eq!((Code::from(40001).number(), Code::from("40001").number()), (Some(40001), None));
    /// ```
    pub const fn number(self) -> Option<i64> {
        if let Self::Number(number) = self { Some(number) } else { None }
    }

    /// The text, if it is one.
    ///
    /// ```
    /// use errcode_runtime::Code;
    /// assert_eq!((Code::from("42P01").text(), Code::from(42).text()), (Some("42P01"), None));
    /// ```
    pub const fn text(self) -> Option<&'c str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }
}

/// A text from a server may be long, or have characters that a log must not show. So it is cut, and a space replaces each such character.
/// [`text`](Code::text) returns it unchanged.
impl fmt::Display for Code<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Text(text) => show::code(text, f),
        }
    }
}

impl fmt::Debug for Code<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "Number({number})"),
            Self::Text(text) => {
                f.write_str("Text(")?;
                show::quoted(text, f)?;
                f.write_str(")")
            }
        }
    }
}

impl From<i64> for Code<'_> {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl<'c> From<&'c str> for Code<'c> {
    fn from(text: &'c str) -> Self {
        Self::Text(text)
    }
}

impl PartialEq<i64> for Code<'_> {
    fn eq(&self, number: &i64) -> bool {
        self.number() == Some(*number)
    }
}

impl PartialEq<Code<'_>> for i64 {
    fn eq(&self, code: &Code<'_>) -> bool {
        code == self
    }
}

impl PartialEq<str> for Code<'_> {
    fn eq(&self, text: &str) -> bool {
        self.text() == Some(text)
    }
}

impl PartialEq<&str> for Code<'_> {
    fn eq(&self, text: &&str) -> bool {
        self.text() == Some(text)
    }
}

impl PartialEq<Code<'_>> for str {
    fn eq(&self, code: &Code<'_>) -> bool {
        code == self
    }
}

impl PartialEq<Code<'_>> for &str {
    fn eq(&self, code: &Code<'_>) -> bool {
        code == self
    }
}

#[cfg(test)]
mod tests {
    extern crate std;
    use std::format;

    use super::Code;

    #[test]
    fn a_code_is_compared_with_what_it_is() {
        let (number, text) = (Code::from(7), Code::from("7"));
        assert_eq!([number == 7, 7 == number], [true; 2]);
        assert_eq!([text == "7", *"7" == text, text == *"7", "7" == text], [true; 4]);
        assert_eq!([8 == number, *"8" == text, text == *"8", "8" == text], [false; 4]);
        assert!(number != "7" && text != 7 && number != text && number != 8 && text != "8");
        assert_eq!(format!("{number:>3}{text:>3}"), "  7  7");
        assert_eq!(format!("{}", Code::from("a\u{202E}\n")), "a  ");
        assert_eq!(format!("{:?} {:?}", Code::from(7), Code::from("a\"\\\n")), r#"Number(7) Text("a\"\\\n")"#);
        assert_eq!(format!("{:?}", Code::from(&*"x".repeat(300))).chars().count(), 209);
        assert_eq!(format!("{}", Code::from(&*"x".repeat(300))).chars().count(), 201);
    }
}
