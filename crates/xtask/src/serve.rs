//! `cargo xtask serve`: builds the web app and serves it until Ctrl-C.

use std::process::{Child, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::address::Address;
use crate::data_file;
use crate::process::{self, Output};
use crate::wasm;
use crate::web;
use crate::workspace::Workspace;

/// The question to try first, as the terminal asks it.
const FIRST_QUESTION: &str = "cargo run --release -- gap --have 27001,9001 --want 20000-1";

/// Longest wait for the server's first answer.
const PATIENCE: Duration = Duration::from_secs(60);

const PAUSE: Duration = Duration::from_millis(100);

/// Builds whatever is not up to date, then serves `web/dist`; comes back when it is told to stop.
pub(crate) fn serve(workspace: &Workspace, address: &Address) -> Result<()> {
    address.ensure_free()?;
    web::install(workspace, Output::Shown)?;
    println!("building the core to WebAssembly");
    wasm::build(workspace, Output::Shown)?;
    data_file::write(workspace)?;
    println!("building the web app");
    process::run(&mut web::script(workspace, "build"), Output::Shown)?;

    let (sender, stop) = mpsc::channel();
    let on_signal = move || {
        // A second Ctrl-C may find nobody listening any more, which is as good.
        let _ = sender.send(());
    };
    ctrlc::set_handler(on_signal).context("cannot listen for Ctrl-C")?;
    let mut server = start(workspace, address)?;
    let outcome = attend(&mut server, address, &stop);
    // Both fail only when the server is gone already.
    let _ = server.kill();
    let _ = server.wait();
    outcome
}

fn start(workspace: &Workspace, address: &Address) -> Result<Child> {
    let mut vite = web::program(workspace, "vite/bin/vite.js");
    vite.args(["preview", "--strictPort", "--logLevel", "warn"]);
    vite.args(["--port", &address.port().to_string(), "--host", address.host()]);
    vite.stdin(Stdio::null());
    vite.spawn().map_err(|error| process::not_started(&vite, &error))
}

/// Prints the address once it answers, then waits for the end: of the user's patience, or of the server.
fn attend(server: &mut Child, address: &Address, stop: &Receiver<()>) -> Result<()> {
    let start = Instant::now();
    let mut is_announced = false;
    loop {
        if stop.recv_timeout(PAUSE).is_ok() {
            return Ok(());
        }
        if let Some(status) = server.try_wait()? {
            return ended(status, stop);
        }
        if !is_announced && address.answers() {
            announce(address);
            is_announced = true;
        }
        if !is_announced && start.elapsed() > PATIENCE {
            bail!("nothing answers on {} after {} s", address.url(), PATIENCE.as_secs());
        }
    }
}

/// Ctrl-C reaches the server too, and its end may be seen before the signal.
fn ended(status: ExitStatus, stop: &Receiver<()>) -> Result<()> {
    if stop.recv_timeout(PAUSE).is_ok() {
        return Ok(());
    }
    bail!("the web server ended by itself ({status})")
}

fn announce(address: &Address) {
    println!();
    println!("imsmap is on {} (Ctrl-C ends it)", address.url());
    println!();
    println!("The same question to try first, in the terminal:");
    println!("  {FIRST_QUESTION}");
}
