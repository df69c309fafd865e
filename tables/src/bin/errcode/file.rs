//! Reading files, with messages in plain words.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use crate::Error;

/// The content of a file.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Error> {
    // Some systems report a folder as a file that may not be read.
    if path.is_dir() {
        return Err(format!("{}: this is a folder; expected a file", path.display()).into());
    }
    fs::read(path).map_err(|error| failure(path, &error))
}

/// The content of a file that is text.
pub(crate) fn text(path: &Path) -> Result<String, Error> {
    String::from_utf8(read(path)?).map_err(|error| format!("{}: {error}; save it as UTF-8", path.display()).into())
}

/// The message of a failure at this path.
pub(crate) fn failure(path: &Path, error: &io::Error) -> Error {
    let path = path.display();
    match error.kind() {
        ErrorKind::NotFound => format!("{path}: there is no such file").into(),
        ErrorKind::PermissionDenied => format!("{path}: permission denied").into(),
        _ => format!("{path}: {error}").into(),
    }
}
