//! Replacing files: at any moment each file has its old content or its new one, whole.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile, TempPath};

use crate::Error;
use crate::file::{failure, folder};

/// How the names of temporary files begin and end. `.gitignore` has them, too.
const TEMPORARY: (&str, &str) = (".errcode-", ".tmp");

/// Gives each file its new content, in this order.
///
/// No file changes before all new contents are on the disk. A killed process may have replaced only the first files.
pub(crate) fn replace(files: &[(PathBuf, Vec<u8>)]) -> Result<(), Error> {
    let prepared: Vec<_> =
        files.iter().map(|(path, content)| Prepared::new(path, content)).collect::<Result<_, _>>()?;
    prepared.into_iter().try_for_each(Prepared::publish)
}

/// Removes the temporary files that a killed process left in this folder.
pub(crate) fn remove_leftovers(folder: &Path) -> Result<(), Error> {
    let (before, after) = TEMPORARY;
    for entry in fs::read_dir(folder).map_err(|error| failure(folder, &error))? {
        let entry = entry.map_err(|error| failure(folder, &error))?;
        let is_ours = |name: &str| name.starts_with(before) && name.ends_with(after);
        if entry.file_name().to_str().is_some_and(is_ours) {
            fs::remove_file(entry.path()).map_err(|error| failure(&entry.path(), &error))?;
        }
    }
    Ok(())
}

/// New content in a temporary file. The file is removed on drop.
struct Prepared {
    temporary: TempPath,
    /// The file that it replaces.
    target: PathBuf,
}

impl Prepared {
    fn new(path: &Path, content: &[u8]) -> Result<Self, Error> {
        // A symbolic link stays; its target is replaced.
        let (target, permissions) = match fs::canonicalize(path) {
            Ok(target) => {
                let permissions = fs::metadata(&target).map_err(|error| failure(path, &error))?.permissions();
                (target, Some(permissions))
            }
            Err(error) if error.kind() == ErrorKind::NotFound => (path.to_owned(), None),
            Err(error) => return Err(failure(path, &error)),
        };
        // A rename would also replace a read-only file.
        if permissions.as_ref().is_some_and(fs::Permissions::readonly) {
            return Err(format!("{}: this file is read-only", path.display()).into());
        }
        let write = || {
            let (before, after) = TEMPORARY;
            // A rename is atomic only within one file system. `File::create_new` gives the permissions that any new file has.
            let mut temporary: NamedTempFile<File> =
                Builder::new().prefix(before).suffix(after).make_in(folder(&target), |path| File::create_new(path))?;
            temporary.write_all(content)?;
            if let Some(permissions) = permissions {
                temporary.as_file().set_permissions(permissions)?;
            }
            temporary.as_file().sync_all()?;
            io::Result::Ok(temporary.into_temp_path())
        };
        let temporary =
            write().map_err(|error| format!("{}: its new content cannot be written: {error}", path.display()))?;
        Ok(Self { temporary, target })
    }

    fn publish(self) -> Result<(), Error> {
        let Self { temporary, target } = self;
        temporary.persist(&target).map_err(|error| failure(&target, &error.error))?;
        // Keeps the order even if the power fails. Some systems cannot open a folder.
        if let Ok(folder) = File::open(folder(&target)) {
            let _ = folder.sync_all();
        }
        Ok(())
    }
}
