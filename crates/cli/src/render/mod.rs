//! Answers and findings as people read them.

mod compare;
mod cover;
mod diagnostics;
mod diff;
mod explain;
mod gap;
mod links;
mod markdown;
mod matrix;
mod overlay;
mod rebase;
mod search;
mod serves;
mod shared;
mod show;
mod standards;
mod table;
mod text;

use imsmap_core::{Answer, Query};

use crate::terminal::Terminal;
pub(crate) use compare::compared;
pub(crate) use diagnostics::{check, explanation, failure, findings, incomplete, notice};
pub(crate) use markdown::{compared_markdown, markdown, rebased_markdown};
pub(crate) use rebase::{rebased, review};

/// What `imsmap` alone prints.
pub(crate) const TOUR: &str = "\
imsmap knows which requirements of ISO/IEC 20000-1, ISO 9001, ISO/IEC 27001 and which
ITIL 4 practices can be met once for all, what is left, and why. Try:

  imsmap gap --have 27001,9001 --want 20000-1     we hold these: what is left of that?
  imsmap show 20000-1:8.6.1                       one requirement, its links and reasons
  imsmap explain 27001:4.2 9001:4.2               what is known between two, and why
  imsmap matrix 20000-1 9001 27001                clause by clause, side by side
  imsmap links 20000-1 itil4                      every link between two standards
  imsmap shared 20000-1 9001 27001                what can be done once for all
  imsmap cover --with itil4 --want 20000-1        which practices first?
  imsmap search incident                          find requirements by words
  imsmap standards                                what is here and how far it is worked out
  imsmap check                                    is the data in order?

Every result also as a spreadsheet, for programs or for documents:

  imsmap gap --have 27001,9001 --want 20000-1 --format csv --output gap.csv

`imsmap help` and `imsmap COMMAND --help` say more. The mapping is this project's own
reading; it is not published or endorsed by ISO, IEC or PeopleCert.
";

/// So many rows, and what they are.
pub(crate) fn rows(count: usize) -> String {
    text::plural(count, "row is", "rows are")
}

/// An answer for reading in a terminal.
pub(crate) fn table(query: &Query, answer: &Answer, terminal: &Terminal) -> String {
    match answer {
        Answer::Standards(answer) => standards::standards(answer, terminal),
        Answer::Show(answer) => show::show(answer, terminal),
        Answer::Links(answer) => links::links(answer, terminal),
        Answer::Matrix(answer) => matrix::matrix(answer, terminal),
        Answer::Gap(answer) => gap::gap(answer, terminal),
        Answer::Serves(answer) => serves::serves(answer, terminal),
        Answer::Overlay(answer) => overlay::overlay(answer, terminal),
        Answer::Explain(answer) => explain::explain(answer, terminal),
        Answer::Shared(answer) => shared::shared(answer, terminal),
        Answer::Cover(answer) => cover::cover(answer, terminal),
        Answer::Search(answer) => search::search(query, answer, terminal),
        Answer::Diff(answer) => diff::diff(answer, terminal),
    }
}
