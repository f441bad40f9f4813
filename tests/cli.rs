//! The command line as a person or a pipeline uses it.
#![expect(
    clippy::unwrap_used,
    reason = "all of this file is a test, also what stands outside of the test functions"
)]

use std::ffi::OsString;
use std::fs;
use std::io::{self, Write};

use imsmap_cli::{ExitStatus, Terminal};
use imsmap_tests::{imsmap, imsmap_at};

fn header(args: &[&str]) -> String {
    let (status, out, err) = imsmap(&[args, &["--format", "csv"]].concat());
    assert_eq!((status, err.as_str()), (ExitStatus::Done, ""), "{args:?}");
    out.lines().next().unwrap().to_owned()
}

#[test]
fn csv_headers_are_stable() {
    assert_eq!(
        header(&["links", "20000-1", "9001"]),
        "source,target,relationship,rationale,strength,confidence,review,why,source_only,target_only,reference"
    );
    assert_eq!(
        header(&["gap", "--have", "9001", "--want", "20000-1"]),
        "requirement,title,state,basis,by,remaining"
    );
    assert_eq!(header(&["matrix", "20000-1", "9001", "itil4"]), "requirement,title,iso9001-2015,itil4");
}

#[test]
fn imsmap_alone_prints_a_tour_of_commands_that_work() {
    let (status, tour, _) = imsmap(&[]);
    assert_eq!(status, ExitStatus::Done);
    let commands: Vec<&str> = tour.lines().filter_map(|line| line.strip_prefix("  imsmap ")).collect();
    assert!(commands.len() >= 7);
    for command in commands.iter().filter(|command| !command.contains("--output")) {
        let words: Vec<&str> = command.split("   ").next().unwrap().split_whitespace().collect();
        assert_eq!(imsmap(&words).0, ExitStatus::Done, "{words:?}");
    }
}

#[test]
fn short_forms_mean_the_newest_edition_and_long_ones_any() {
    let first = |args: &[&str]| imsmap(args).1.lines().next().unwrap().to_owned();
    for form in [
        "20000-1:8.6.1",
        "iso20000-1-2018:8.6.1",
        "iso20000-1:8.6.1",
        "20000-1:2018:8.6.1",
        "20000-1-2018:8.6.1",
    ] {
        assert_eq!(first(&["show", form]), "ISO/IEC 20000-1:2018: 8.6.1 Incident management", "{form}");
    }
    assert_eq!(first(&["show", "27001:a.5.24"]).split(": ").next(), Some("ISO/IEC 27001:2022"));
    assert_eq!(
        first(&["show", "27001:2013:A.16.1.5"]),
        "ISO/IEC 27001:2013: A.16.1.5 Response to information security incidents"
    );
}

#[test]
fn what_is_unknown_or_ambiguous_names_the_candidates() {
    for (args, said) in [
        (vec!["show", "8.6.1"], "iso20000-1-2018:8.6.1"),
        (vec!["show", "27001:5.24"], "iso27001-2022:A.5.24"),
        (vec!["show", "27001:A.16.1.5"], "iso27001-2013:A.16.1.5"),
        (vec!["show", "itil4:incident-managment"], "itil4:incident-management"),
        (vec!["gap", "--have", "27002", "--want", "20000-1"], "iso27001-2022"),
        (vec!["gap", "--have", "9001", "--want", "2000-1"], "iso20000-1-2018"),
        (vec!["links", "9001", "9001"], "same standard"),
        (vec!["matrix", "9001", "iso9001-2015"], "named twice"),
    ] {
        let (status, out, err) = imsmap(&args);
        assert_eq!((status, out.as_str()), (ExitStatus::Failed, ""), "{args:?}");
        assert!(err.contains(said), "{args:?}: {err}");
    }
}

#[test]
fn exit_statuses_tell_done_found_and_failed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_str().unwrap();
    fs::write(
        folder.path().join("standards.csv"),
        "key,title,edition,publisher,status,published,supersedes,amendments,url\n",
    )
    .unwrap();
    assert_eq!(imsmap(&["check"]).0, ExitStatus::Done);
    assert_eq!(imsmap(&["check", path]).0, ExitStatus::Done, "nothing is in error in an empty list");
    fs::write(folder.path().join("stray.csv"), "a,b\n").unwrap();
    assert_eq!(imsmap(&["check", path]).0, ExitStatus::Found, "a warning");
    fs::write(folder.path().join("references.csv"), "key,title,url,says\r\n").unwrap();
    fs::remove_file(folder.path().join("stray.csv")).unwrap();
    assert_eq!(imsmap(&["check", path]).0, ExitStatus::Done, "a repair");
    assert_eq!(imsmap(&["fmt", path, "--check"]).0, ExitStatus::Found);
    assert_eq!(imsmap(&["fmt", path]).0, ExitStatus::Done);
    assert_eq!(imsmap(&["fmt", path, "--check"]).0, ExitStatus::Done);
    for args in [
        vec!["check", "/no/such/folder"],
        vec!["gap"],
        vec!["nonsense"],
        vec!["standards", "--format", "yaml"],
    ] {
        assert_eq!(imsmap(&args).0, ExitStatus::Failed, "{args:?}");
    }
    for args in [vec!["--help"], vec!["--version"], vec!["gap", "--help"]] {
        assert_eq!(imsmap(&args).0, ExitStatus::Done, "{args:?}");
    }
}

#[test]
fn a_file_that_is_no_text_hides_no_finding_in_the_others() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("requirements")).unwrap();
    let standards = "key,title,edition,publisher,status,published,supersedes,amendments,url\na-1,A,1,N,in-force,2020-01,,,\n";
    fs::write(folder.path().join("standards.csv"), standards).unwrap();
    fs::write(folder.path().join("references.csv"), b"key,title,url,says\nx,\xff\xfe,,\n").unwrap();
    fs::write(
        folder.path().join("requirements/a-1.csv"),
        "id,parent,kind,title,topic\na-1:1,,sentence,T,t\n",
    )
    .unwrap();
    let (status, out, _) = imsmap(&["check", folder.path().to_str().unwrap()]);
    assert_eq!(status, ExitStatus::Found);
    assert!(out.contains("error[unreadable-file]") && out.contains("line 2"), "{out}");
    assert!(out.contains("error[unknown-word]: `sentence` is no word of the column `kind`"), "{out}");
}

#[test]
fn an_answer_over_a_contradictory_map_is_given_and_says_so() {
    let cases = imsmap_tests::Case::all(&imsmap_tests::root().join("tests/cases/findings")).unwrap();
    let case = cases.iter().find(|case| case.name == "contradiction").unwrap();
    let folder = tempfile::tempdir().unwrap();
    for source in &case.sources {
        let path = folder.path().join(&source.name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, &*source.text).unwrap();
    }
    let path = folder.path().to_str().unwrap();
    let (status, out, _) = imsmap(&["check", path]);
    assert_eq!(status, ExitStatus::Found);
    assert!(out.contains("warning[contradiction]: `alpha-2018:8.2 subset-of beta-2022:4.4`"), "{out}");
    let args = ["gap", "--have", "alpha-2018", "--want", "beta-2022", "--mappings", path];
    let (status, out, _) = imsmap(&args);
    assert_eq!(status, ExitStatus::Done);
    assert!(out.starts_with("CONTRADICTORY: ") && out.contains("At least 1 "), "nothing is set aside: {out}");
    let (_, csv, err) = imsmap(&[args.as_slice(), &["--format", "csv"]].concat());
    assert!(csv.starts_with("requirement,title") && err.contains("CONTRADICTORY"), "{err}");
}

#[test]
fn hints_are_for_check_alone_and_are_no_failure() {
    let mappings = imsmap_tests::root().join("mappings");
    let path = mappings.to_str().unwrap();
    let (status, out, _) = imsmap(&["check", path]);
    assert_eq!(status, ExitStatus::Done);
    assert!(out.contains("hint[implied-row]"), "{out}");
    let (_, _, err) = imsmap(&["standards", "--mappings", path]);
    assert_eq!(err, "");
}

#[test]
fn an_answer_over_data_in_error_says_that_it_is_incomplete() {
    let folder = tempfile::tempdir().unwrap();
    for source in imsmap_cli::bundled() {
        let path = folder.path().join(&source.name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let text = source.text.replacen("iso9001-2015:10.3", "iso9001-2015:10.33", 1);
        let text = if source.name.starts_with("links/") { text } else { source.text.to_string() };
        fs::write(path, text).unwrap();
    }
    let path = folder.path().to_str().unwrap();
    let args = ["gap", "--have", "9001", "--want", "20000-1", "--mappings", path];
    let (status, out, err) = imsmap(&args);
    assert_eq!(status, ExitStatus::Done);
    assert!(out.starts_with("INCOMPLETE: 1 row or file in error is") && out.contains("At least"), "{out}");
    assert!(err.contains("error[unknown-requirement]"), "{err}");
    let (_, csv, err) = imsmap(&[args.as_slice(), &["--format", "csv"]].concat());
    assert!(csv.starts_with("requirement,title") && err.contains("INCOMPLETE"), "{err}");
    fs::write(folder.path().join("requirements/iso9001-2015.csv"), b"\xff").unwrap();
    let (status, out, err) = imsmap(&args);
    assert_eq!((status, out.as_str()), (ExitStatus::Failed, ""), "of an unread standard nothing is said");
    assert!(err.contains("no requirement of ISO 9001:2015 could be read"), "{err}");
}

#[test]
fn output_goes_to_a_file_as_a_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("gap.csv");
    let path = file.to_str().unwrap();
    let args = ["gap", "--have", "9001", "--want", "20000-1", "--format", "csv"];
    let (status, out, _) = imsmap(&[args.as_slice(), &["--output", path]].concat());
    assert_eq!((status, out.as_str()), (ExitStatus::Done, ""));
    assert_eq!(fs::read_to_string(&file).unwrap(), imsmap(&args).1);
    let (status, _, _) = imsmap(&["gap", "--have", "nothing", "--want", "20000-1", "--output", path]);
    assert_eq!(status, ExitStatus::Failed);
    assert_eq!(fs::read_to_string(&file).unwrap(), imsmap(&args).1, "a failed question leaves the old file");
    let nowhere = folder.path().join("no/such/folder.csv");
    let (status, _, err) = imsmap(&["standards", "--output", nowhere.to_str().unwrap()]);
    assert_eq!(status, ExitStatus::Failed);
    assert!(err.contains("cannot be written"));
}

/// Accepts a few bytes, then behaves as a pipe whose reader has gone.
struct ClosedPipe(usize);

impl Write for ClosedPipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0 == 0 {
            return Err(io::Error::from(io::ErrorKind::BrokenPipe));
        }
        let taken = bytes.len().min(self.0);
        self.0 -= taken;
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_closed_pipe_is_no_failure() {
    for args in
        [vec!["matrix", "20000-1"], vec!["check"], vec![], vec!["gap", "--help"], vec!["completions", "bash"]]
    {
        let words = std::iter::once("imsmap").chain(args.iter().copied()).map(OsString::from);
        let mut err = Vec::new();
        let status = imsmap_cli::run(words, &Terminal::default(), &mut ClosedPipe(10), &mut err);
        assert_eq!((status, String::from_utf8_lossy(&err).as_ref()), (ExitStatus::Done, ""), "{args:?}");
    }
}

#[test]
fn a_narrow_terminal_gets_narrow_lines() {
    for args in [
        vec!["gap", "--have", "27001,9001", "--want", "20000-1"],
        vec!["show", "20000-1:8.7.3.3"],
        vec!["matrix", "20000-1", "9001", "27001"],
        vec!["standards"],
    ] {
        let (_, out, _) = imsmap_at(Terminal { width: 80, colour: false }, &args);
        let long = out.lines().find(|line| line.chars().count() > 80);
        assert_eq!(long, None, "{args:?}");
    }
}

#[test]
fn nothing_is_coloured_unless_asked_for() {
    for (colour, expected) in [(false, false), (true, true)] {
        let (_, _, err) = imsmap_at(Terminal { width: 80, colour }, &["show", "nothing:1"]);
        assert_eq!(err.contains('\u{1b}'), expected);
    }
}

#[test]
fn completions_name_the_commands() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let (status, out, _) = imsmap(&["completions", shell]);
        assert_eq!(status, ExitStatus::Done);
        assert!(out.contains("matrix") && out.contains("gap"), "{shell}");
    }
}

#[test]
fn markdown_and_csv_hold_one_row_a_requirement() {
    let args = ["gap", "--have", "27001,9001", "--want", "20000-1"];
    let (_, csv, _) = imsmap(&[args.as_slice(), &["--format", "csv"]].concat());
    assert_eq!(csv::Reader::from_reader(csv.as_bytes()).records().count(), 63);
    let (_, markdown, _) = imsmap(&[args.as_slice(), &["--format", "markdown"]].concat());
    assert_eq!(markdown.lines().filter(|line| line.starts_with("| iso20000-1-2018:")).count(), 63);
}

#[test]
fn every_code_can_be_explained() {
    let (status, out, _) = imsmap(&["check", "--explain", "whole-beside-link"]);
    assert_eq!(status, ExitStatus::Done);
    assert!(
        out.starts_with("whole-beside-link (error)\n\nA row that says") && out.contains("Why: "),
        "{out}"
    );
    for code in imsmap_core::Code::ALL {
        assert_eq!(imsmap(&["check", "--explain", code.as_str()]).0, ExitStatus::Done);
    }
    let (status, _, err) = imsmap(&["check", "--explain", "nonsense"]);
    assert_eq!(status, ExitStatus::Failed);
    assert!(err.contains("unknown-requirement"), "{err}");
}
