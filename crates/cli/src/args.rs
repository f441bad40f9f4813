//! The command line's words.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use imsmap_core::{Code, Level, Query, Relationship, Word};

use crate::data::own_file;
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

    /// Tells what became of each requirement in another edition; with --data, what changed between two versions of the data.
    Diff(Diff),

    /// Carries a link set, a status file or a Statement of Applicability to another edition.
    Rebase(Rebase),

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

    /// Shows what can be done once for several standards, and what one implementation must add for each.
    Shared {
        /// The standard that the shared controls are formed around, then the others.
        #[arg(required = true, num_args = 2.., value_name = "STANDARD")]
        standards: Vec<String>,
        /// Let rows marked contested prove something too.
        #[arg(long)]
        contested: bool,
    },

    /// Finds the smallest set of practices or controls that meets all of a standard that can be met, and what to adopt first.
    Cover(Cover),

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

/// Two editions, or two versions of the data.
#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// One of two editions, such as 27001:2013.
    #[arg(required_unless_present = "data", conflicts_with = "data")]
    pub(crate) old: Option<String>,
    /// The other, such as 27001.
    #[arg(required_unless_present = "data", conflicts_with = "data")]
    pub(crate) new: Option<String>,
    /// Instead of editions, compare the data in DIR with the bundled data, or with that of --mappings.
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// With --data: the standards held, separated by commas, to tell which states changed in the gap.
    #[arg(long, requires = "data", requires = "want", value_delimiter = ',', value_name = "STANDARDS")]
    pub(crate) have: Vec<String>,
    /// With --data: the standard wanted.
    #[arg(long, requires = "data", requires = "have", value_name = "STANDARD")]
    pub(crate) want: Option<String>,
    /// Let rows marked contested count too.
    #[arg(long)]
    pub(crate) contested: bool,
}

/// A file on its way to another edition.
#[derive(Debug, Args)]
pub(crate) struct Rebase {
    /// A link file, a status file (requirement,status) or a Statement of Applicability (control,applicable,justification).
    pub(crate) file: PathBuf,
    /// The edition that the file speaks of, such as 27001:2013.
    #[arg(long, value_name = "STANDARD")]
    pub(crate) from: String,
    /// The edition that it is to speak of, such as 27001.
    #[arg(long, value_name = "STANDARD")]
    pub(crate) to: String,
    /// Write the rows that a person has to look at to FILE, as CSV [default: a table on standard error].
    #[arg(long, value_name = "FILE")]
    pub(crate) review: Option<PathBuf>,
}

impl Diff {
    /// The question about two editions.
    pub(crate) fn query(&self) -> Query {
        let text = |edition: &Option<String>| edition.clone().unwrap_or_default();
        Query::Diff { old: text(&self.old), new: text(&self.new), contested: self.contested }
    }
}

/// The smallest set.
#[derive(Debug, Args)]
pub(crate) struct Cover {
    /// The standards whose requirements may be adopted, separated by commas.
    #[arg(long, required = true, value_delimiter = ',', value_name = "STANDARDS")]
    with: Vec<String>,
    /// The standard wanted.
    #[arg(long, value_name = "STANDARD")]
    want: String,
    /// Whether something of a requirement must be met (partial) or all of it (covered).
    #[arg(long, default_value = "partial", value_name = "LEVEL", value_parser = level)]
    level: Level,
    /// The standards held already, separated by commas.
    #[arg(long, value_delimiter = ',', value_name = "STANDARDS")]
    have: Vec<String>,
    /// A CSV file `requirement,weight` of what each costs, from 1 [default: everything weighs 1].
    #[arg(long, value_name = "FILE")]
    weights: Option<PathBuf>,
    /// Let rows marked contested prove something too.
    #[arg(long)]
    contested: bool,
}

impl Cover {
    fn query(&self) -> Result<Query, Failure> {
        Ok(Query::Cover {
            with: self.with.clone(),
            want: self.want.clone(),
            level: self.level,
            have: self.have.clone(),
            weights: self.weights.as_deref().map(own_file).transpose()?,
            contested: self.contested,
        })
    }
}

impl Question {
    /// The question as the core takes it, with the files that it names.
    ///
    /// # Errors
    ///
    /// A file cannot be read as text.
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
            Self::Gap { have, want, contested } => {
                Query::Gap { have: have.clone(), want: want.clone(), contested: *contested }
            }
            Self::Overlay => Query::Overlay,
            Self::Explain { left, right, all, contested } => {
                Query::Explain { left: left.clone(), right: right.clone(), all: *all, contested: *contested }
            }
            Self::Shared { standards, contested } => {
                Query::Shared { standards: standards.clone(), contested: *contested }
            }
            Self::Cover(cover) => cover.query()?,
            Self::Search { words } => Query::Search { text: words.join(" ") },
        })
    }
}

fn relationship(text: &str) -> Result<Relationship, String> {
    Relationship::parse(text).ok_or_else(|| format!("one of {}", Relationship::words().join(", ")))
}

fn level(text: &str) -> Result<Level, String> {
    Level::parse(text).ok_or_else(|| "one of partial, covered".to_owned())
}

fn code(text: &str) -> Result<Code, String> {
    let known = Code::ALL.iter().copied().find(|code| code.as_str() == text);
    known.ok_or_else(|| {
        format!("one of {}", Code::ALL.iter().map(|code| code.as_str()).collect::<Vec<_>>().join(", "))
    })
}
