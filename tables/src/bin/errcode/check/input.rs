//! A file to check, and the call that reads it.

use std::fs;
use std::path::{Path, PathBuf};

use errcode_tables::{Call, Entry, Format, Outcome, Problem, enum_name, is_table, read, report};

use super::printable;
use crate::Error;
use crate::file::{folder, table};

/// The name of the enum in the call, if none can be made of the file's name.
const ENUM: &str = "MyError";

/// A file to check, with what its call says.
pub(super) struct Input {
    /// The path as it was given, for messages.
    pub(super) shown: String,
    pub(super) bytes: Vec<u8>,
    /// The file that is laid over it, with its path.
    pub(super) overlay: Option<(String, Vec<u8>)>,
    pub(super) format: Format,
}

impl Input {
    pub(super) fn open(path: &Path, with: Option<&Path>, entries: &[Entry]) -> Result<Self, Error> {
        let bytes = table(path)?;
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let package = package(path);
        let mut call = Call { path: path_in_call(path, package.as_deref()), ..Call::default() };
        call.enum_name = if enum_name(&stem).is_some() { None } else { Some(ENUM.to_owned()) };
        let mut overlay = None;
        if let Some(with) = with {
            // Not the paths of the call: a file of another package has only its name there.
            if canonical(path).is_some_and(|path| canonical(with) == Some(path)) {
                return Err(format!(
                    "{}: this is the table itself; expected another file to lay over it",
                    with.display()
                )
                .into());
            }
            overlay = Some((shown(with), table(with)?));
            call.overlay = Some(path_in_call(with, package.as_deref()));
        }
        Ok(Self { shown: shown(path), bytes, overlay, format: Format { entries: entries.to_vec(), call } })
    }

    pub(super) fn read(&self) -> Outcome<'_> {
        read(&self.bytes, self.overlay.as_ref().map(|(_, bytes)| &**bytes), &self.format)
    }

    /// The problems as the compiler shows them.
    pub(super) fn problems(&self, outcome: &Outcome<'_>) -> Vec<String> {
        let names = [Some(&self.format.call.path), self.format.call.overlay.as_ref()];
        let unnamed = names.into_iter().flatten().filter(|path| !is_table(path)).map(|path| {
            let path = printable(path);
            format!("error: {path}: errcodes! reads files whose names end in .csv or .tsv\n   = help: rename the file")
        });
        let problems = report(&outcome.problems, &self.format, |_| true);
        unnamed.chain(problems.into_iter().map(|problem| self.rendered(problem, outcome))).collect()
    }

    fn rendered(&self, mut problem: Problem, outcome: &Outcome<'_>) -> String {
        if let Some(entry) = problem.entry().and_then(|entry| self.format.entries.get(entry)) {
            // The compiler points at the entry; here the message names it.
            problem.message = format!("({entry}): {}", problem.message);
        }
        let rendered = match (&self.overlay, &outcome.overlay) {
            (Some((path, _)), Some(text)) if problem.is_in_overlay() => problem.render(path, text),
            _ => problem.render(&self.shown, &outcome.table.text),
        };
        format!("error: {rendered}")
    }

    /// The call to paste.
    pub(super) fn call(&self) -> String {
        let call = self.format.call_with(&[]);
        match &self.format.call.enum_name {
            Some(name) => format!("errcodes! {{ pub enum {name} from {call}; }}"),
            None => format!("{call};"),
        }
    }
}

/// A path as messages show it.
fn shown(path: &Path) -> String {
    printable(&path.to_string_lossy())
}

/// The folder of the nearest `Cargo.toml`, which paths of calls are relative to.
fn package(path: &Path) -> Option<PathBuf> {
    let folder = canonical(path)?;
    folder.ancestors().skip(1).find(|folder| folder.join("Cargo.toml").is_file()).map(Path::to_owned)
}

/// The absolute path. Its last part may be a symbolic link.
fn canonical(path: &Path) -> Option<PathBuf> {
    Some(fs::canonicalize(folder(path)).ok()?.join(path.file_name()?))
}

/// The path as a call spells it. A call cannot have an absolute path: if the file is outside of the package, only its name is kept.
fn path_in_call(path: &Path, package: Option<&Path>) -> String {
    let canonical = package.and_then(|_| canonical(path));
    let in_package = canonical.as_deref().zip(package).and_then(|(path, package)| path.strip_prefix(package).ok());
    let path = match in_package {
        Some(path) => path,
        None if path.has_root() => Path::new(path.file_name().unwrap_or_default()),
        None => path,
    };
    path.to_string_lossy().replace('\\', "/")
}
