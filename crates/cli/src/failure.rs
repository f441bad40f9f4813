//! What keeps a command from being done.

use std::io;
use std::path::PathBuf;

use imsmap_core::QueryError;

/// A failure of the outside world, or a question that cannot be understood.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// A folder of data cannot be read.
    #[error("the data folder `{}` cannot be read: {error}", path.display())]
    Folder { path: PathBuf, error: io::Error },
    /// A data folder holds nothing that is data.
    #[error("`{}` holds no data files", .0.display())]
    NoData(PathBuf),
    /// A question about overlays, and none is named.
    #[error("no overlay is named")]
    NoOverlay,
    /// A file cannot be read.
    #[error("`{}` cannot be read: {why}", path.display())]
    Read { path: PathBuf, why: String },
    /// A file cannot be written.
    #[error("`{}` cannot be written: {}", path.display(), error.kind())]
    Write { path: PathBuf, error: io::Error },
    /// The result cannot be written to standard output.
    #[error("the result cannot be written: {0}")]
    Output(#[from] io::Error),
    /// The question names something unknown.
    #[error("{0}")]
    Query(#[from] QueryError),
}

impl Failure {
    /// What to do about it.
    pub(crate) fn hints(&self) -> Vec<String> {
        match self {
            Self::Folder { .. } => {
                vec!["name the folder that holds `standards.csv`".to_owned()]
            }
            Self::NoData(_) => {
                vec!["a data folder holds `standards.csv`, `requirements/*.csv` and `links/*.csv`".to_owned()]
            }
            Self::NoOverlay => {
                vec!["name the folder with your own files: `imsmap overlay --overlay DIR`".to_owned()]
            }
            Self::Write { .. } => {
                vec!["choose another place, or make this one writable".to_owned()]
            }
            Self::Output(_) | Self::Read { .. } => Vec::new(),
            Self::Query(error) => {
                error.candidates.iter().take(8).map(|id| format!("`{id}` exists")).collect()
            }
        }
    }
}
