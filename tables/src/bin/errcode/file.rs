//! Reading files, with messages in plain words.

use std::fs;
use std::io::{self, ErrorKind, Read as _};
use std::path::Path;

use errcode_tables::LARGEST_FILE;

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
    let shown = path.display();
    // Opening a pipe blocks until somebody writes to it, so check the type of the file first.
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => return Err(format!("{shown}: this is a folder; expected a file").into()),
        Ok(metadata) if !metadata.is_file() => {
            return Err(format!("{shown}: this is a pipe or a device; expected a file").into());
        }
        Err(error) if error.kind() == ErrorKind::NotFound && path.is_symlink() => {
            return Err(format!("{shown}: this is a symbolic link to a file that does not exist").into());
        }
        Err(error) => return Err(failure(path, &error)),
        Ok(_) => {}
    }
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(|error| failure(path, &error))?;
    file.take(LARGEST_FILE + 1).read_to_end(&mut bytes).map_err(|error| failure(path, &error))?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length <= LARGEST_FILE) {
        Ok(bytes)
    } else {
        Err(format!("{shown}: this file is larger than {} MiB; no table is that large", LARGEST_FILE >> 20).into())
    }
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
