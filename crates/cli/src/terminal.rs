//! What is known of the terminal that the results go to.

use std::io::IsTerminal;

/// Lines that go into a file or a pipe are made this wide.
const WIDTH_ELSEWHERE: u16 = 120;
/// No table is legible below this.
const NARROWEST: u16 = 40;

/// Width and colours of the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terminal {
    /// Characters in a line.
    pub width: u16,
    /// Whether colours may be used.
    pub colour: bool,
}

impl Terminal {
    /// The terminal of this process: colours only where standard output is one and `NO_COLOR` is not set.
    pub fn of_process() -> Self {
        let size = terminal_size::terminal_size().filter(|_| std::io::stdout().is_terminal());
        let width = size.map_or(WIDTH_ELSEWHERE, |(terminal_size::Width(width), _)| width).max(NARROWEST);
        let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Self { width, colour: size.is_some() && !plain }
    }
}

impl Default for Terminal {
    fn default() -> Self {
        Self { width: WIDTH_ELSEWHERE, colour: false }
    }
}
