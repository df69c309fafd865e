//! Reading files, with messages in plain words.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use errcode_tables::{LARGEST_FILE, Unreadable, read_file};

use crate::Error;

/// The content of a file.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Error> {
    // Some systems report a folder as a file that may not be read.
    if path.is_dir() {
        return Err(format!("{}: this is a folder; expected a file", path.display()).into());
    }
    fs::read(path).map_err(|error| failure(path, &error))
}

/// The content of a table, if it is a file that errcodes! reads.
pub(crate) fn table(path: &Path) -> Result<Vec<u8>, Error> {
    let why = match read_file(path) {
        Ok(bytes) => return Ok(bytes),
        Err(Unreadable::Io(error)) => return Err(failure(path, &error)),
        Err(Unreadable::NoFile(what)) => format!("this is {what}; expected a file"),
        Err(Unreadable::Dangling(_)) => "this is a symbolic link to a file that does not exist".to_owned(),
        Err(Unreadable::TooLarge) => {
            format!("this file is larger than {} MiB; no table is that large", LARGEST_FILE >> 20)
        }
    };
    Err(format!("{}: {why}", path.display()).into())
}

/// The folder of a file.
pub(crate) fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
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
