//! Where the compiler runs, and where the user's package is.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// The folders that paths in a call are relative to, and the files there.
#[derive(Clone, Debug, Default)]
pub struct Environment {
    /// The package's folder: `CARGO_MANIFEST_DIR`, which not every build tool sets.
    pub(crate) package: Option<PathBuf>,
    /// The compiler's own folder, which its messages are relative to.
    pub(crate) current: Option<PathBuf>,
    /// Whether the crate is of edition 2015, where paths mean something else. Cargo always tells rustc the edition.
    pub(crate) is_edition_2015: bool,
    /// Files in memory instead of those of the file system, for tests and fuzzing.
    pub(crate) memory: Option<BTreeMap<PathBuf, Vec<u8>>>,
}

impl Environment {
    /// The environment of this process.
    pub fn of_process() -> Self {
        Self {
            package: std::env::var_os("CARGO_MANIFEST_DIR").filter(|dir| !dir.is_empty()).map(PathBuf::from),
            current: std::env::current_dir().ok(),
            is_edition_2015: std::env::args_os().any(|argument| argument == "--edition=2015"),
            memory: None,
        }
    }

    /// An environment with these files and no others.
    pub fn in_memory<const N: usize>(files: [(&str, &[u8]); N]) -> Self {
        let files = files.map(|(path, bytes)| (PathBuf::from(path), bytes.to_vec()));
        Self { memory: Some(files.into()), ..Self::default() }
    }

    /// The bytes of a file.
    ///
    /// # Errors
    ///
    /// A file that does not exist or cannot be read.
    pub(crate) fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        match &self.memory {
            Some(files) => files.get(path).cloned().ok_or_else(|| io::ErrorKind::NotFound.into()),
            None => fs::read(path),
        }
    }

    /// The names of the files in a folder, sorted; empty if the folder cannot be read.
    pub(crate) fn names_in(&self, folder: &Path) -> Vec<String> {
        let paths: Vec<PathBuf> = match &self.memory {
            Some(files) => files.keys().filter(|file| file.parent() == Some(folder)).cloned().collect(),
            None => fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect(),
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

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Environment;

    #[test]
    fn files_in_memory_are_in_their_folders() {
        let environment = Environment::in_memory([("a/c.csv", b""), ("a/b.csv", b""), ("d/e.csv", b"")]);
        assert_eq!(environment.names_in(Path::new("a")), ["b.csv", "c.csv"]);
        assert!(environment.read(Path::new("a/b.csv")).is_ok() && environment.read(Path::new("b.csv")).is_err());
    }
}
