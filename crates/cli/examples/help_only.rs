//! Prints the help and nothing else: what the start of `imsmap` is measured against.

use std::io::Write as _;

fn main() -> std::io::Result<()> {
    let help = imsmap_cli::command().render_help();
    write!(std::io::stdout().lock(), "{help}")
}
