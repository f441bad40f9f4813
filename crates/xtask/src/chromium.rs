//! A Chromium for the browser tests: named, found on the path, or installed.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::process::{self, Output};

/// The environment variable that names the browser, for this program and for the tests.
pub(crate) const VARIABLE: &str = "IMSMAP_CHROMIUM";

const NAMES: [&str; 5] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/// Without the fonts, every Chinese character is a box.
const PACKAGES: [&str; 2] = ["chromium", "fonts-noto-cjk"];

/// The browser's path; installs it where this is root on a Debian.
pub(crate) fn path(output: Output) -> Result<PathBuf> {
    if let Some(named) = env::var_os(VARIABLE).filter(|value| !value.is_empty()) {
        let named = PathBuf::from(named);
        ensure!(named.is_file(), "`{VARIABLE}` names `{}`, which is not a file", named.display());
        return Ok(named);
    }
    if let Some(found) = on_path() {
        return Ok(found);
    }
    if !can_install() {
        bail!(
            "no Chromium was found: install one (on Debian `apt-get install {}`), \
             or set `{VARIABLE}` to the path of a Chromium or Chrome",
            PACKAGES.join(" ")
        );
    }
    install(output)?;
    on_path().with_context(|| format!("no Chromium is on the path after its installation: set `{VARIABLE}`"))
}

fn install(output: Output) -> Result<()> {
    println!("no Chromium was found: installing {} with apt-get", PACKAGES.join(" and "));
    process::run(&mut apt_get(&["update"]), output)?;
    let mut command = apt_get(&["install", "--yes", "--no-install-recommends"]);
    process::run(command.args(PACKAGES), output)
}

fn apt_get(arguments: &[&str]) -> Command {
    let mut command = Command::new("apt-get");
    // Another installation may be running: wait for it instead of failing.
    command.args(["-o", "DPkg::Lock::Timeout=300"]).args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
    command
}

fn can_install() -> bool {
    Path::new("/etc/debian_version").exists()
        && process::read(Command::new("id").arg("-u"), Output::OnFailure).is_ok_and(|id| id.trim() == "0")
        && process::succeeds(Command::new("apt-get").arg("--version"))
}

fn on_path() -> Option<PathBuf> {
    first_in(&env::var_os("PATH")?)
}

/// The first browser in the folders of a search path; the names' order counts before the folders'.
fn first_in(search_path: &OsStr) -> Option<PathBuf> {
    let folders: Vec<PathBuf> = env::split_paths(search_path).collect();
    let file_names = NAMES.map(|name| format!("{name}{}", env::consts::EXE_SUFFIX));
    file_names
        .iter()
        .find_map(|name| folders.iter().map(|folder| folder.join(name)).find(|path| path.is_file()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn chromium_comes_before_chrome_whatever_the_folder() {
        let (first, second) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let search_path = env::join_paths([first.path(), second.path()]).unwrap();
        assert_eq!(first_in(&search_path), None);

        let file = |folder: &Path, name: &str| {
            let path = folder.join(format!("{name}{}", env::consts::EXE_SUFFIX));
            fs::write(&path, "").unwrap();
            path
        };
        let chrome = file(first.path(), "google-chrome");
        assert_eq!(first_in(&search_path), Some(chrome));
        let chromium = file(second.path(), "chromium");
        assert_eq!(first_in(&search_path), Some(chromium));
    }
}
