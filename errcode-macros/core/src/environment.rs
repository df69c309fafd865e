//! Where the compiler runs, and where the user's package is.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::{fs, io};

use errcode_tables::{Unreadable, read_file};
use proc_macro2::{Span, TokenStream};

use crate::diagnostic::{Diagnostic, REPORT};

/// The folders that paths in a call are relative to, and the files there.
#[derive(Clone, Debug)]
pub struct Environment {
    /// The package's folder: `CARGO_MANIFEST_DIR`, which not every build tool sets.
    pub(crate) package: Option<PathBuf>,
    /// The folder that the compiler runs in. Paths in its messages are relative to it.
    pub(crate) current: Option<PathBuf>,
    /// Whether the crate may be of edition 2015, in which paths mean something else. Cargo always passes the edition to rustc; other
    /// build tools omit it for 2015. An editor's macro process does not know the edition, so a later one is assumed.
    pub(crate) is_edition_2015: bool,
    /// Files in memory instead of those of the file system, for tests and fuzzing.
    pub(crate) memory: Option<BTreeMap<PathBuf, Vec<u8>>>,
    /// Turns source text into tokens.
    pub(crate) lexer: Lexer,
}

/// Turns source text into tokens; `None` if it is not valid Rust. In an editor, the tokens get the given span.
pub type Lexer = fn(&str, Span) -> Option<TokenStream>;

/// The lexer without a compiler: its tokens have no span.
fn without_compiler(text: &str, _: Span) -> Option<TokenStream> {
    text.parse().ok()
}

impl Default for Environment {
    fn default() -> Self {
        let (package, current, is_edition_2015, memory) = Default::default();
        Self { package, current, is_edition_2015, memory, lexer: without_compiler }
    }
}

impl Environment {
    /// The environment of this process.
    pub fn of_process() -> Self {
        Self::with_arguments(std::env::args_os())
    }

    /// The environment of this process, if it had these arguments.
    fn with_arguments(arguments: impl Iterator<Item = OsString>) -> Self {
        Self {
            package: std::env::var_os("CARGO_MANIFEST_DIR").filter(|dir| !dir.is_empty()).map(PathBuf::from),
            current: std::env::current_dir().ok(),
            is_edition_2015: is_edition_2015(arguments),
            ..Self::default()
        }
    }

    /// The same environment with the lexer of a compiler.
    #[must_use]
    pub fn with_lexer(self, lexer: Lexer) -> Self {
        Self { lexer, ..self }
    }

    /// An environment with these files and no others.
    pub fn in_memory<const N: usize>(files: [(&str, &[u8]); N]) -> Self {
        let files = files.map(|(path, bytes)| (PathBuf::from(path), bytes.to_vec()));
        Self { memory: Some(files.into()), ..Self::default() }
    }

    /// The tokens of source text that this crate wrote. Invalid text is a bug in errcode, and becomes a compile error.
    pub(crate) fn lex(&self, text: &str, span: Span) -> TokenStream {
        (self.lexer)(text, span).unwrap_or_else(|| {
            let message = "this is a bug in errcode: the generated code is not valid Rust";
            let mut output = TokenStream::new();
            Diagnostic::new(span, message).help(REPORT).to_tokens(self, &mut output);
            output
        })
    }

    /// The bytes of a file.
    ///
    /// # Errors
    ///
    /// As [`read_file`].
    pub(crate) fn read(&self, path: &Path) -> Result<Vec<u8>, Unreadable> {
        if let Some(files) = &self.memory {
            return files.get(path).cloned().ok_or_else(|| io::Error::from(io::ErrorKind::NotFound).into());
        }
        read_file(path)
    }

    /// The outermost missing folder in the path of a file.
    pub(crate) fn missing_folder<'p>(&self, path: &'p Path) -> Option<&'p Path> {
        let exists = |folder: &Path| match &self.memory {
            Some(files) => files.keys().any(|file| file.starts_with(folder)),
            None => folder.as_os_str().is_empty() || folder.exists(),
        };
        path.ancestors().skip(1).take_while(|folder| !exists(folder)).last()
    }

    /// The names of the files and folders in a folder, sorted; empty if the folder cannot be read.
    pub(crate) fn names_in(&self, folder: &Path) -> Vec<String> {
        let paths: Vec<PathBuf> = match &self.memory {
            Some(files) => files.keys().filter(|file| file.parent() == Some(folder)).cloned().collect(),
            None => {
                // A path without a folder is in the current folder.
                let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
                fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect()
            }
        };
        let mut names: Vec<String> =
            paths.iter().filter_map(|path| Some(path.file_name()?.to_str()?.to_owned())).collect();
        names.sort();
        names
    }

    /// The path of a file that a call names.
    pub(crate) fn file(&self, path: &str) -> PathBuf {
        match &self.package {
            Some(package) => package.join(path),
            None => PathBuf::from(path),
        }
    }

    /// Which folder paths are relative to, for messages.
    pub(crate) fn origin(&self) -> &'static str {
        match &self.package {
            Some(_) => "a path is relative to the folder of Cargo.toml",
            None => "without `CARGO_MANIFEST_DIR`, a path is relative to the folder that the compiler runs in",
        }
    }

    /// A file as rustc would name it in a message: relative to the folder that the compiler runs in.
    pub(crate) fn shown(&self, path: &str) -> String {
        let file = self.file(path);
        let shown = self.current.as_deref().and_then(|current| file.strip_prefix(current).ok()).map(Path::to_path_buf);
        // Editors run the compiler elsewhere; the path in the call still says which file it is.
        let shown = shown.unwrap_or_else(|| if file.is_absolute() { PathBuf::from(path) } else { file });
        shown.to_string_lossy().replace('\\', "/")
    }

    /// Whether the compiler can be told to watch a file, by a path that is the same on every machine.
    pub(crate) fn can_track(&self) -> bool {
        self.package.as_deref().is_some_and(Path::is_absolute)
    }
}

/// Whether a compiler with these arguments compiles for edition 2015, its default. An editor's macro process has other arguments.
fn is_edition_2015(arguments: impl Iterator<Item = OsString>) -> bool {
    let (mut edition, mut is_compiler) = (None, false);
    let mut is_next = false;
    for argument in arguments {
        let argument = argument.to_str().unwrap_or_default();
        if is_next {
            edition = Some(argument.to_owned());
        }
        is_next = argument == "--edition";
        edition = argument.strip_prefix("--edition=").map(str::to_owned).or(edition);
        // Only a compiler gets a source file, `-` or a file of arguments (`@…`).
        let is_file = Path::new(argument).extension().is_some_and(|ending| ending == "rs");
        is_compiler |= is_file || argument == "-" || argument.starts_with('@');
    }
    is_compiler && edition.is_none_or(|edition| edition == "2015")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use proc_macro2::Span;

    use super::Environment;

    #[test]
    fn files_in_memory_are_in_their_folders() {
        let environment = Environment::in_memory([("a/c.csv", b""), ("a/b.csv", b""), ("d/e.csv", b"")]);
        assert_eq!(environment.names_in(Path::new("a")), ["b.csv", "c.csv"]);
        assert!(environment.read(Path::new("a/b.csv")).is_ok() && environment.read(Path::new("b.csv")).is_err());
        let missing = |path| environment.missing_folder(Path::new(path)).and_then(Path::to_str);
        assert_eq!(["a/x.csv", "x/y.csv", "x/y/z.csv", "z.csv"].map(missing), [None, Some("x"), Some("x"), None]);
    }

    #[test]
    fn the_environment_of_a_process_is_where_it_runs() {
        let current = std::env::current_dir().unwrap();
        let environment = Environment { package: current.parent().map(Path::to_path_buf), ..Environment::of_process() };
        let folder = current.file_name().and_then(|name| name.to_str()).unwrap();
        assert_eq!(environment.shown(&format!("{folder}/a.csv")), "a.csv");
    }

    #[test]
    fn source_text_is_lexed_by_the_lexer_that_is_given() {
        let environment = Environment::in_memory([("a.csv", b"")]).with_lexer(|_, _| "lexed".parse().ok());
        assert_eq!(environment.lex("text", Span::call_site()).to_string(), "lexed");
        assert!(environment.read(Path::new("a.csv")).is_ok());
    }

    #[test]
    fn the_edition_is_the_one_that_the_compiler_is_told() {
        for (arguments, is_2015) in [
            ("rustc a.rs", true),
            ("rustc --edition=2015 a.rs", true),
            ("rustc --edition=2024 a.rs", false),
            ("rustc --edition 2021 a.rs", false),
            ("rustc a.rs --edition 2015", true),
            ("rustc -", true),
            ("rustc @arguments", true),
            // rust-analyzer shows an error at the span that all its tokens share, and only if they share one.
            ("/bin/rust-analyzer-proc-macro-srv", false),
            ("/bin/rust-analyzer-proc-macro-srv --format bidirectional-postcard-prototype", false),
        ] {
            let split = arguments.split(' ').map(Into::into);
            assert_eq!(Environment::with_arguments(split).is_edition_2015, is_2015, "{arguments}");
        }
    }
}
