//! The command line's words.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use imsmap_core::{Code, Query, Relationship, Word};

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
    Gap {
        /// The standards held, separated by commas.
        #[arg(long, required = true, value_delimiter = ',', value_name = "STANDARDS")]
        have: Vec<String>,
        /// The standard wanted.
        #[arg(long, value_name = "STANDARD")]
        want: String,
        /// Let rows marked contested prove something too.
        #[arg(long)]
        contested: bool,
    },

    /// Reports what the overlays add to the data, change of it, or contradict in it.
    Overlay,

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

impl Question {
    /// The question as the core takes it.
    pub(crate) fn query(&self) -> Query {
        match self {
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
            Self::Gap { have, want, contested } => {
                Query::Gap { have: have.clone(), want: want.clone(), contested: *contested }
            }
            Self::Overlay => Query::Overlay,
            Self::Search { words } => Query::Search { text: words.join(" ") },
        }
    }
}

fn relationship(text: &str) -> Result<Relationship, String> {
    Relationship::parse(text).ok_or_else(|| format!("one of {}", Relationship::words().join(", ")))
}

fn code(text: &str) -> Result<Code, String> {
    let known = Code::ALL.iter().copied().find(|code| code.as_str() == text);
    known.ok_or_else(|| {
        format!("one of {}", Code::ALL.iter().map(|code| code.as_str()).collect::<Vec<_>>().join(", "))
    })
}
