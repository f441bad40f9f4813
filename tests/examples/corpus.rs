//! Writes a synthetic corpus into a new folder: `cargo run --release -p imsmap-tests --example corpus -- M target/corpus-m [PER MILLE OF NOISE]`.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "what was written is for the terminal")]

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use imsmap_tests::corpus::{self, Corpus, SEED, Size};

const USAGE: &str = "usage: corpus S|M|L|many-links|equals|deep|identical DIR [PER MILLE OF NOISE]";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (name, folder, noise) = match arguments.as_slice() {
        [name, folder] => (*name, *folder, Some(0)),
        [name, folder, noise] => (*name, *folder, noise.parse().ok().filter(|noise| *noise <= 1000)),
        _ => ("", "", None),
    };
    let Some((corpus, noise)) = named(name).zip(noise) else {
        eprintln!("{USAGE}");
        return ExitCode::FAILURE;
    };
    let corpus = if noise > 0 { corpus.noisy(noise, SEED) } else { corpus };
    match write(&corpus, Path::new(folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: `{folder}` could not be written: {error}");
            ExitCode::FAILURE
        }
    }
}

fn named(name: &str) -> Option<Corpus> {
    match name {
        "many-links" => Some(corpus::many_links(10_000)),
        "equals" => Some(corpus::chain_of_equals(1_000)),
        "deep" => Some(corpus::deep_tree(64)),
        "identical" => Some(corpus::identical_standards(300)),
        _ => Size::ALL.into_iter().find(|size| size.as_str() == name).map(|size| Corpus::new(size, SEED)),
    }
}

fn write(corpus: &Corpus, folder: &Path) -> std::io::Result<()> {
    let sources = corpus.sources();
    // What stood there before would count as data too.
    fs::create_dir(folder)?;
    for source in &sources {
        let path = folder.join(&source.name);
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        fs::write(path, source.text.as_bytes())?;
    }
    println!(
        "{} standards, {} requirements, {} links ({} with a wrong word), {} files, {} bytes",
        corpus.standards.len(),
        corpus.requirements.len(),
        corpus.links.len(),
        corpus.wrong().len(),
        sources.len(),
        sources.iter().map(|source| source.text.len()).sum::<usize>()
    );
    Ok(())
}
