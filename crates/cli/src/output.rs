//! Where a result goes: standard output, or a file that is replaced only as a whole.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// A result being written.
pub(crate) struct Output<'o> {
    file: Option<PathBuf>,
    text: Vec<u8>,
    out: BufWriter<&'o mut dyn Write>,
}

impl<'o> Output<'o> {
    pub(crate) fn new(file: Option<&Path>, out: &'o mut dyn Write) -> Self {
        Self { file: file.map(Path::to_owned), text: Vec::new(), out: BufWriter::new(out) }
    }

    /// Hands the result over.
    pub(crate) fn finish(mut self) -> Result<(), Failure> {
        match self.file {
            Some(path) => replace(&path, &self.text).map_err(|error| Failure::Write { path, error }),
            None => Ok(self.out.flush()?),
        }
    }
}

impl Write for Output<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.file.is_some() { self.text.write(bytes) } else { self.out.write(bytes) }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Writes a file beside `path` and moves it there, so that nobody ever finds it half written.
pub(crate) fn replace(path: &Path, text: &[u8]) -> io::Result<()> {
    // A device or a pipe cannot be replaced, only written to.
    if path.exists() && !path.is_file() {
        return std::fs::write(path, text);
    }
    // A link's target is replaced, not the link.
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".imsmap-");
    if let Some(permissions) = permissions(&path) {
        builder.permissions(permissions);
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(text)?;
    file.as_file().sync_all()?;
    file.persist(&path).map_err(|error| error.error)?;
    Ok(())
}

/// Those of the file that is replaced, or what a new file gets (the umask still applies).
#[cfg(unix)]
fn permissions(path: &Path) -> Option<std::fs::Permissions> {
    use std::os::unix::fs::PermissionsExt as _;
    let known = std::fs::metadata(path).map(|known| known.permissions());
    Some(known.unwrap_or_else(|_| std::fs::Permissions::from_mode(0o666)))
}

#[cfg(not(unix))]
fn permissions(_path: &Path) -> Option<std::fs::Permissions> {
    None
}
