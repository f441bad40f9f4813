//! The `imsmap` binary.

use std::process::ExitCode;

use imsmap_cli::Terminal;

fn main() -> ExitCode {
    let terminal = Terminal::of_process();
    imsmap_cli::run(
        std::env::args_os(),
        &terminal,
        &mut std::io::stdout().lock(),
        &mut std::io::stderr().lock(),
    )
    .into()
}
