//! Reads the bytes of files, if they can be tables.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// The size of the largest file that is read, in bytes.
///
/// No table is larger, and the compiler would need several times as much memory.
pub const LARGEST_FILE: u64 = 64 << 20;

/// Why a file cannot be read.
#[derive(Debug)]
pub enum Unreadable {
    /// An error of the operating system.
    Io(io::Error),
    /// It is not a regular file, but this.
    NoFile(&'static str),
    /// It is a symbolic link to this path, which does not exist.
    Dangling(PathBuf),
    /// It has more than [`LARGEST_FILE`] bytes.
    TooLarge,
}

impl From<io::Error> for Unreadable {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// The bytes of a file.
///
/// # Errors
///
/// The file does not exist or cannot be read, is not a regular file, or has more than [`LARGEST_FILE`] bytes.
pub fn read_file(path: &Path) -> Result<Vec<u8>, Unreadable> {
    // Check the type first: opening a pipe blocks until another process writes to it.
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_file() => {}
        Ok(metadata) => return Err(Unreadable::NoFile(what(metadata.file_type()))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(fs::read_link(path).map_or_else(|_| error.into(), Unreadable::Dangling));
        }
        Err(error) => return Err(error.into()),
    }
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(LARGEST_FILE + 1).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length <= LARGEST_FILE) {
        Ok(bytes)
    } else {
        Err(Unreadable::TooLarge)
    }
}

/// Names the type of something that is not a regular file.
fn what(file_type: fs::FileType) -> &'static str {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt as _;
        if file_type.is_fifo() {
            return "a pipe";
        }
        if file_type.is_socket() {
            return "a socket";
        }
        if file_type.is_char_device() || file_type.is_block_device() {
            return "a device";
        }
    }
    if file_type.is_dir() { "a folder" } else { "not a regular file" }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{LARGEST_FILE, Unreadable, read_file};

    #[test]
    fn only_files_of_a_sound_size_are_read() {
        let folder = std::env::temp_dir().join(format!("errcode-file-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let path = |name: &str| folder.join(name);
        fs::write(path("file"), "a").unwrap();
        // A sparse file.
        fs::File::create(path("large")).unwrap().set_len(LARGEST_FILE + 1).unwrap();
        let wanted = [("file", "a"), (".", "a folder"), ("large", "too large"), ("nowhere", "entity not found")];
        #[cfg(not(unix))]
        let of_unix: [(&str, &str); 0] = [];
        #[cfg(unix)]
        let of_unix = {
            std::os::unix::fs::symlink("nowhere", path("dangling")).unwrap();
            std::os::unix::fs::symlink("file", path("link")).unwrap();
            std::os::unix::fs::symlink("file/inside", path("link below a file")).unwrap();
            std::os::unix::net::UnixListener::bind(path("socket")).unwrap();
            assert!(std::process::Command::new("mkfifo").arg(path("pipe")).status().unwrap().success());
            [
                ("dangling", "a link to nowhere"),
                ("link", "a"),
                ("link below a file", "not a directory"),
                ("socket", "a socket"),
                ("pipe", "a pipe"),
                ("/dev/null", "a device"),
            ]
        };
        let read = |name: &str| match read_file(&path(name)) {
            Ok(bytes) => String::from_utf8(bytes).unwrap(),
            Err(Unreadable::Io(error)) => error.kind().to_string(),
            Err(Unreadable::NoFile(what)) => what.to_owned(),
            Err(Unreadable::Dangling(target)) => format!("a link to {}", target.display()),
            Err(Unreadable::TooLarge) => "too large".to_owned(),
        };
        let wanted: Vec<_> = wanted.into_iter().chain(of_unix).collect();
        let results: Vec<_> = wanted.iter().map(|&(name, _)| (name, read(name))).collect();
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!(results.iter().map(|(name, result)| (*name, &**result)).collect::<Vec<_>>(), wanted);
    }
}
