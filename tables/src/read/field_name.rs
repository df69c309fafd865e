//! Names that a field cannot have.

/// Why a name cannot be the name of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAField {
    /// It is not an identifier in lower snake case.
    Spelling,
    /// It is a keyword.
    Keyword,
    /// Every enum or every error has a method of this name.
    Taken,
}

impl NotAField {
    /// What is wrong with this name.
    pub fn message(self, name: &str) -> String {
        match self {
            Self::Spelling => format!("expected a name in lower snake case, such as `log_level`, found `{name}`"),
            Self::Keyword => format!("a field cannot be called `{name}`: it is a keyword"),
            Self::Taken => {
                format!("a field cannot be called `{name}`: every enum or every error has an item of this name")
            }
        }
    }
}

/// The methods of every enum: its own, and those of our traits. A field with one of these names would define a method a second time,
/// or would hide one.
const OF_ENUMS: &[&str] = &[
    "check",
    "class_of",
    "code",
    "code_of",
    "from_code",
    "from_name",
    "is_known",
    "is_retryable",
    "is_success",
    "kind",
    "message",
    "message_zh",
    "name",
    "note",
    "note_zh",
    "of_code",
    "of_row",
    "recovery",
    "retry_after",
    "row",
    "solution",
    "solution_zh",
    "table",
    "try_from_code_of",
];

/// The methods of the traits of std and of other crates that every enum implements. A field with one of these names would hide the
/// trait's method in calls with a dot.
const OF_TRAITS: &[&str] = &[
    "as_ref",
    "borrow",
    "borrow_mut",
    "carry",
    "cause",
    "clamp",
    "clone",
    "clone_from",
    "clone_into",
    "clone_to_uninit",
    "cmp",
    "description",
    "deserialize",
    "eq",
    "equivalent",
    "find",
    "fmt",
    "fmt_code",
    "from",
    "from_str",
    "ge",
    "gt",
    "hash",
    "hash_slice",
    "into",
    "le",
    "lt",
    "max",
    "min",
    "ne",
    "partial_cmp",
    "provide",
    "serialize",
    "source",
    "to_owned",
    "to_string",
    "try_from",
    "try_into",
    "type_id",
    "unknown",
];

/// The keywords of all editions.
#[rustfmt::skip]
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut",
    "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Checks the name of a field.
///
/// # Errors
///
/// The name is not in lower snake case, is a keyword, or is that of a method of every enum or every error.
///
/// ```
/// use errcode_tables::{NotAField, check_field_name};
///
/// assert_eq!(check_field_name("log_level"), Ok(()));
/// assert_eq!(check_field_name("source"), Err(NotAField::Taken));
/// ```
pub fn check_field_name(name: &str) -> Result<(), NotAField> {
    let is_lower = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    // The compiler warns about two underscores in a row.
    if !name.starts_with(|first: char| first.is_ascii_lowercase()) || !is_lower || name.contains("__") {
        Err(NotAField::Spelling)
    } else if KEYWORDS.contains(&name) {
        Err(NotAField::Keyword)
    } else if OF_ENUMS.contains(&name) || OF_TRAITS.contains(&name) {
        Err(NotAField::Taken)
    } else {
        Ok(())
    }
}

/// The name of a field for a column whose own name is taken: `vendor_source`.
pub fn vendor_name(name: &str) -> String {
    format!("vendor_{name}")
}

/// The name of a field, made of the ASCII letters and digits of a text, if it has any.
///
/// ```
/// use errcode_tables::field_name_for;
///
/// assert_eq!(field_name_for("Log level").as_deref(), Some("log_level"));
/// assert_eq!(field_name_for("logLevel").as_deref(), Some("log_level"));
/// assert_eq!(field_name_for("source").as_deref(), Some("vendor_source"));
/// assert_eq!(field_name_for("级别"), None);
/// ```
pub fn field_name_for(text: &str) -> Option<String> {
    let mut name = String::new();
    let mut last = ' ';
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            let begins_word = !last.is_ascii_alphanumeric() || c.is_ascii_uppercase() && !last.is_ascii_uppercase();
            if begins_word && !name.is_empty() {
                name.push('_');
            }
            name.push(c.to_ascii_lowercase());
        }
        last = c;
    }
    (!name.is_empty()).then(|| if check_field_name(&name).is_ok() { name } else { vendor_name(&name) })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{KEYWORDS, NotAField, OF_ENUMS, OF_TRAITS, check_field_name};

    #[test]
    fn names_are_checked() {
        for (name, result) in [
            ("severity", Ok(())),
            ("http_2", Ok(())),
            ("skip", Ok(())),
            ("", Err(NotAField::Spelling)),
            ("_x", Err(NotAField::Spelling)),
            ("2fa", Err(NotAField::Spelling)),
            ("logLevel", Err(NotAField::Spelling)),
            ("log__level", Err(NotAField::Spelling)),
            ("级别", Err(NotAField::Spelling)),
            ("type", Err(NotAField::Keyword)),
            ("gen", Err(NotAField::Keyword)),
            ("source", Err(NotAField::Taken)),
            ("from_name", Err(NotAField::Taken)),
        ] {
            assert_eq!(check_field_name(name), result, "{name}");
        }
    }

    /// The names of the functions that a source file declares.
    fn functions(file: &str) -> BTreeSet<&str> {
        let after = file.split("fn ").skip(1);
        let names = after.map(|rest| rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().unwrap_or(""));
        names.filter(|name| !name.is_empty()).collect()
    }

    #[test]
    fn what_every_enum_has_is_listed() {
        let traits = include_str!("../../../errcode-runtime/src/traits.rs");
        let traits: String =
            traits.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
        let lookup = include_str!("../../../errcode-runtime/src/lookup.rs");
        // `__implement!` implements the traits of `lookup.rs`. The free functions of that file are not indented.
        let lookup: String = lookup.lines().filter(|line| line.starts_with("    fn ")).collect::<Vec<_>>().join("\n");
        let lookup = lookup.lines().filter(|line| line.ends_with(';')).collect::<Vec<_>>().join("\n");
        let listed: BTreeSet<&str> = OF_ENUMS.iter().chain(OF_TRAITS).copied().collect();
        let declared: BTreeSet<&str> = functions(&traits).union(&functions(&lookup)).copied().collect();
        assert!(declared.contains("retry_after") && declared.contains("code_of"), "{declared:?}");
        let unlisted: Vec<_> = declared.difference(&listed).collect();
        assert!(unlisted.is_empty(), "every enum has these methods, too: {unlisted:?}");
    }

    #[test]
    fn lists_are_sorted_and_have_each_name_once() {
        for list in [OF_ENUMS, OF_TRAITS, KEYWORDS] {
            assert!(list.is_sorted_by(|left, right| left < right), "{list:?}");
        }
    }
}
