//! Node.js and npm: found, and new enough.

use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::process::{self, Output};

/// What to install, as it stands in messages; what Vite asks for.
pub(crate) const NEEDED: &str = "Node.js 20.19 or newer with its npm (22.12 or newer from 21 on)";

const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// Major and minor number of a version of Node.js.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Version {
    major: u32,
    minor: u32,
}

impl Version {
    /// The version in `v20.19.4`.
    fn parse(text: &str) -> Option<Self> {
        let mut numbers = text.trim().strip_prefix('v')?.split('.');
        let major = numbers.next()?.parse().ok()?;
        let minor = numbers.next()?.parse().ok()?;
        Some(Self { major, minor })
    }

    fn is_enough(self) -> bool {
        match self.major {
            20 => self.minor >= 19,
            22 => self.minor >= 12,
            major => major > 22,
        }
    }
}

/// Succeeds when Node.js and npm can be used; the error says what was found and what to install.
pub(crate) fn ensure_usable() -> Result<()> {
    let found = process::read(node().arg("--version"), Output::OnFailure)?;
    let found = found.trim();
    let version = Version::parse(found)
        .with_context(|| format!("`node --version` printed `{found}`: install {NEEDED}"))?;
    ensure!(version.is_enough(), "Node.js {found} does not do: install {NEEDED}");
    process::read(npm().arg("--version"), Output::OnFailure)?;
    Ok(())
}

/// Node.js, to be given a program.
pub(crate) fn node() -> Command {
    Command::new("node")
}

/// npm, to be given a command and a folder.
pub(crate) fn npm() -> Command {
    Command::new(NPM)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_as_node_prints_them() {
        assert_eq!(Version::parse("v20.19.4\n"), Some(Version { major: 20, minor: 19 }));
        assert_eq!(Version::parse("v23.0.0-nightly2024"), Some(Version { major: 23, minor: 0 }));
        for text in ["", "v", "20.19.4", "v20", "vx.y.z"] {
            assert_eq!(Version::parse(text), None, "{text}");
        }
    }

    // Expected: the `engines` field of vite 8.3.8, "^20.19.0 || >=22.12.0".
    #[test]
    fn enough_is_what_vite_asks_for() {
        let cases = [
            ("v18.20.0", false),
            ("v20.18.9", false),
            ("v20.19.0", true),
            ("v21.7.3", false),
            ("v22.11.0", false),
            ("v22.12.0", true),
            ("v24.0.0", true),
        ];
        for (text, enough) in cases {
            assert_eq!(Version::parse(text).is_some_and(Version::is_enough), enough, "{text}");
        }
    }
}
