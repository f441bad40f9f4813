//! The command line's words.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use imsmap_core::{Code, Demand, Profile, Query, Relationship, Source, Word};

use crate::data::read_text;
use crate::failure::Failure;

/// Maps the requirements of management-system standards: what is shared, what is left, and why.
#[derive(Debug, Parser)]
#[command(name = "imsmap", version, about, max_term_width = 100)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,

    /// How the result is printed [default: table].
    #[arg(long, global = true, value_enum, default_value_t = Format::Table, hide_default_value = true)]
    pub(crate) format: Format,

    /// Write the result to FILE instead of the terminal; an existing file is replaced only when all went well.
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// Use the data in DIR instead of the bundled one.
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) mappings: Option<PathBuf>,

    /// Lay your own standards and links in DIR over the data; may be given several times, the last one on top.
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) overlay: Vec<PathBuf>,
}

/// How a result is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For reading.
    Table,
    /// For spreadsheets; the header is stable.
    Csv,
    /// For programs; stable.
    Json,
    /// For documents.
    Markdown,
}

/// A command.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    #[command(flatten)]
    Query(Question),

    /// Looks for errors in the data: all findings at once, with file, line and column.
    Check {
        /// The data folder [default: the bundled data].
        #[arg(value_name = "DIR")]
        folder: Option<PathBuf>,
        /// Only explain a finding's code, such as whole-beside-link: what it means, why it matters, an example.
        #[arg(long, value_name = "CODE", value_parser = code)]
        explain: Option<Code>,
    },

    /// Writes data files in their canonical form: sorted, in order, without needless quotes.
    Fmt {
        /// The data folder [default: mappings].
        #[arg(value_name = "DIR")]
        folder: Option<PathBuf>,
        /// Only say which files are not in canonical form.
        #[arg(long)]
        check: bool,
    },

    /// Prints a script that completes imsmap's words in a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
}

/// A command that asks the map something.
#[derive(Debug, Subcommand)]
pub(crate) enum Question {
    /// Lists the standards and editions known, and how far each pair is worked out.
    Standards,

    /// Shows one requirement: topic, place, every link with its reason and what each side lacks.
    Show {
        /// Which, such as 20000-1:8.6.1 or itil4:incident-management.
        requirement: String,
    },

    /// Lists the links between two standards.
    Links(Links),

    /// Shows, clause by clause of the first standard, what corresponds in the others.
    Matrix {
        /// The standard of the rows, then those of the columns [default: all others].
        #[arg(required = true, value_name = "STANDARD")]
        standards: Vec<String>,
        /// Only rows in which at least one column has no link.
        #[arg(long)]
        only_gaps: bool,
    },

    /// Answers: we hold these standards, what is left of that one?
    Gap(Gap),

    /// Reports what the overlays add to the data, change of it, or contradict in it.
    Overlay,
    /// Explains what is known between two requirements: asserted, proven, possible and suggested, with every row.
    Explain {
        /// One of the two, such as 27001:A.5.26.
        left: String,
        /// The other, of any standard.
        right: String,
        /// List all proofs, also those that prove no more, up to 50 of up to 6 steps.
        #[arg(long)]
        all: bool,
        /// Let rows marked contested prove something too.
        #[arg(long)]
        contested: bool,
    },

    /// Finds requirements by number or words.
    Search {
        /// What to look for.
        #[arg(required = true, value_name = "WORD")]
        words: Vec<String>,
    },
}

/// The links between two standards.
#[derive(Debug, Args)]
pub(crate) struct Links {
    /// One of the two.
    left: String,
    /// The other.
    right: String,
    /// Only these relationships, separated by commas.
    #[arg(long, value_delimiter = ',', value_name = "WORDS", value_parser = relationship)]
    relationship: Vec<Relationship>,
}

/// A gap, from either side.
#[derive(Debug, Args)]
pub(crate) struct Gap {
    /// The standards held, separated by commas.
    #[arg(long, required = true, value_delimiter = ',', value_name = "STANDARDS")]
    have: Vec<String>,
    /// The standard wanted.
    #[arg(long, value_name = "STANDARD")]
    want: String,
    /// Let rows marked contested prove something too.
    #[arg(long)]
    contested: bool,
    /// A Statement of Applicability, columns control,applicable,justification: what is not applicable is not held; may be given several
    /// times.
    #[arg(long, value_name = "FILE")]
    soa: Vec<PathBuf>,
    /// What is in place, columns requirement,status[,note]; status is implemented, partial, planned or not; may be given several times.
    #[arg(long, value_name = "FILE")]
    status: Vec<PathBuf>,
    /// Ask the other way round: what of ours serves that standard, and what serves nothing of it?
    #[arg(long)]
    reverse: bool,
    /// Exit with status 1 unless so many requirements are covered, or at least partial: covered=80%, partial=60; may be given several times.
    #[arg(long, value_name = "STATE=AMOUNT", value_delimiter = ',', value_parser = demand, conflicts_with = "reverse")]
    require: Vec<Demand>,
}

impl Gap {
    fn query(&self) -> Result<Query, Failure> {
        let (have, want, contested) = (self.have.clone(), self.want.clone(), self.contested);
        let profile = Profile { soa: sources(&self.soa)?, status: sources(&self.status)? };
        Ok(if self.reverse {
            Query::Serves { have, want, contested, profile }
        } else {
            Query::Gap { have, want, contested, profile }
        })
    }
}

/// The texts of files that come with a question.
fn sources(paths: &[PathBuf]) -> Result<Vec<Source>, Failure> {
    let source = |path: &PathBuf| match read_text(path) {
        Ok(text) => Ok(Source::new(path.to_string_lossy(), text)),
        Err(why) => Err(Failure::File { path: path.clone(), why }),
    };
    paths.iter().map(source).collect()
}

impl Question {
    /// What a pipeline demands of the answer.
    pub(crate) fn demands(&self) -> &[Demand] {
        match self {
            Self::Gap(gap) => &gap.require,
            _ => &[],
        }
    }

    /// The question as the core takes it.
    ///
    /// # Errors
    ///
    /// A file that comes with it cannot be read.
    pub(crate) fn query(&self) -> Result<Query, Failure> {
        Ok(match self {
            Self::Standards => Query::Standards,
            Self::Show { requirement } => Query::Show { requirement: requirement.clone() },
            Self::Links(links) => Query::Links {
                left: links.left.clone(),
                right: links.right.clone(),
                relationship: links.relationship.clone(),
            },
            Self::Matrix { standards, only_gaps } => {
                Query::Matrix { standards: standards.clone(), only_gaps: *only_gaps }
            }
            Self::Gap(gap) => gap.query()?,
            Self::Overlay => Query::Overlay,
            Self::Explain { left, right, all, contested } => {
                Query::Explain { left: left.clone(), right: right.clone(), all: *all, contested: *contested }
            }
            Self::Search { words } => Query::Search { text: words.join(" ") },
        })
    }
}

fn relationship(text: &str) -> Result<Relationship, String> {
    Relationship::parse(text).ok_or_else(|| format!("one of {}", Relationship::words().join(", ")))
}

fn demand(text: &str) -> Result<Demand, String> {
    Demand::parse(text).ok_or_else(|| "such as covered=80% or partial=60".to_owned())
}

fn code(text: &str) -> Result<Code, String> {
    let known = Code::ALL.iter().copied().find(|code| code.as_str() == text);
    known.ok_or_else(|| {
        format!("one of {}", Code::ALL.iter().map(|code| code.as_str()).collect::<Vec<_>>().join(", "))
    })
}
