//! Another process that keeps its data in memory and runs one job on request.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

use crate::Failure;
use crate::subject::Subject;
use crate::turns::Turn;

/// The process and the lines to and from it.
pub(crate) struct Worker {
    child: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
}

impl Worker {
    /// Starts the program.
    pub(crate) fn start(mut command: Command) -> Result<Self, Failure> {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let (Some(to), Some(from)) = (child.stdin.take(), child.stdout.take()) else {
            return Err("a worker has no input or output".into());
        };
        Ok(Self { child, to, from: BufReader::new(from) })
    }

    /// Hands it the subject of the jobs to come.
    pub(crate) fn open(&mut self, subject: &Subject) -> Result<(), Failure> {
        let id = |at: &usize| subject.corpus.id(*at);
        let queries: Vec<_> = subject.queries.iter().map(|(from, to)| [id(from), id(to)]).collect();
        self.request(&json!({
            "job": "open",
            "folder": subject.folder,
            "joined": subject.joined,
            "touches": subject.touches,
            "have": subject.have_key(),
            "want": subject.want_key(),
            "queries": queries,
        }))?;
        Ok(())
    }

    /// Has it run a job so many times.
    pub(crate) fn turn(&mut self, job: &str, repeat: usize) -> Result<Turn, Failure> {
        let reply = self.request(&json!({ "job": job, "repeat": repeat }))?;
        let seconds = reply.get("seconds").and_then(Value::as_f64).ok_or("no seconds")?;
        let answer = reply.get("answer").and_then(Value::as_str).unwrap_or("").to_owned();
        Ok(Turn { seconds, answer })
    }

    fn request(&mut self, request: &Value) -> Result<Value, Failure> {
        writeln!(self.to, "{request}")?;
        self.to.flush()?;
        let mut line = String::new();
        if self.from.read_line(&mut line)? == 0 {
            return Err("the worker ended".into());
        }
        let reply: Value = serde_json::from_str(&line)?;
        match reply.get("error").and_then(Value::as_str) {
            Some(error) => Err(error.into()),
            None => Ok(reply),
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The folder of the peers' programs.
pub(crate) fn programs() -> PathBuf {
    imsmap_tests::root().join("tests/benches/peers")
}

/// Python with the packages of the peers in a place of its own below `scratch`.
///
/// Error: what is missing, and the commands that repeat it.
pub(crate) fn python(scratch: &Path) -> Result<PathBuf, Failure> {
    let (folder, packages) = (scratch.join("venv"), programs().join("requirements.txt"));
    let python = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let (stamp, wanted) = (folder.join("installed.txt"), std::fs::read_to_string(&packages)?);
    if std::fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(python);
    }
    eprintln!("installing the peers' packages into {} ...", folder.display());
    let mut make = Command::new("python3");
    make.args(["-m", "venv"]).arg(&folder);
    let mut install = Command::new(&python);
    install.args(["-m", "pip", "install", "--quiet", "-r"]).arg(&packages);
    for command in [&mut make, &mut install] {
        let done = command.status();
        if !done.as_ref().is_ok_and(std::process::ExitStatus::success) {
            return Err(format!("this failed, and Python 3.11 or newer is needed: {command:?}").into());
        }
    }
    std::fs::write(stamp, wanted)?;
    Ok(python)
}

/// The folder of the WebAssembly module with its glue for Node, brought up to date.
pub(crate) fn module(target: &Path) -> Result<PathBuf, Failure> {
    let arguments = ["xtask", "test", "--only", "wasm"];
    let done = cargo().args(arguments).output()?;
    if !done.status.success() {
        return Err(format!("this failed, run it to see why: cargo {}", arguments.join(" ")).into());
    }
    Ok(target.join("wasm-node"))
}

/// The cargo that runs the benchmark, in the root.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(imsmap_tests::root());
    command
}
