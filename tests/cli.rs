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
        "source,target,relationship,rationale,strength,confidence,review,why,source_only,target_only,reference,basis"
    );
    assert_eq!(
        header(&["gap", "--have", "9001", "--want", "20000-1"]),
        "requirement,title,state,basis,by,remaining"
    );
    assert_eq!(header(&["matrix", "20000-1", "9001", "itil4"]), "requirement,title,iso9001-2015,itil4,basis");
    assert_eq!(
        header(&["gap", "--have", "9001", "--want", "20000-1", "--reverse"]),
        "requirement,title,serves,serves_title,effect,basis,proof"
    );
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
    let (_, json, _) = imsmap(&[args.as_slice(), &["--format", "json"]].concat());
    let rows = json.lines().find_map(|line| line.trim().strip_prefix("\"contradictory_rows\": ")).unwrap();
    assert_ne!(rows.trim_end_matches(','), "0");
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
fn a_demand_that_is_not_met_exits_with_one_line() {
    let gap = ["gap", "--have", "27001,9001", "--want", "20000-1", "--format", "csv", "--require"];
    // Of 63, 15 are covered and 32 are partial; 23 % are 14.5 and 24 % are 15.1.
    for (demand, status) in [
        ("covered=15", ExitStatus::Done),
        ("covered=23%", ExitStatus::Done),
        ("covered=24%", ExitStatus::Found),
        ("covered=15,partial=47", ExitStatus::Done),
        ("covered=15,partial=48", ExitStatus::Found),
        ("none=0", ExitStatus::Failed),
    ] {
        assert_eq!(imsmap(&[gap.as_slice(), &[demand]].concat()).0, status, "{demand}");
    }
    let (_, out, err) = imsmap(&[gap.as_slice(), &["covered=80%"]].concat());
    assert_eq!(err, "not met: 15 of 63 requirements are covered; required are 51 of 63 (80 %), 36 more\n");
    assert!(out.starts_with("requirement,title"));
}

#[test]
fn what_is_wrong_in_a_profile_is_said_and_the_rest_is_used() {
    let folder = tempfile::tempdir().unwrap();
    let (soa, status) = (folder.path().join("soa.csv"), folder.path().join("status.csv"));
    fs::write(&soa, "control;applicable;justification\r\nA.7.4;no;we have no building\r\nA.5.99;no;\r\n")
        .unwrap();
    fs::write(&status, "requirement,status\n27001:4.1,planed\n").unwrap();
    let (soa, status) = (soa.to_str().unwrap(), status.to_str().unwrap());
    let args = ["gap", "--have", "9001", "--want", "27001", "--soa", soa, "--status", status];
    let (code, out, err) = imsmap(&args);
    assert_eq!(code, ExitStatus::Done);
    assert!(err.contains("`A.5.99`") && err.contains("soa.csv:3:1") && err.contains("`planed`"), "{err}");
    assert!(out.starts_with("INCOMPLETE: 2 rows") && out.contains("we have no building"), "{out}");
    assert!(
        out.contains("of 122 requirements are met") && out.contains("Not applicable and not counted: 1."),
        "{out}"
    );
    let (code, _, err) = imsmap(&["gap", "--have", "9001", "--want", "27001", "--soa", "/no/such/file.csv"]);
    assert_eq!(code, ExitStatus::Failed);
    assert!(err.contains("`/no/such/file.csv` cannot be read"), "{err}");
}

#[test]
fn every_link_view_says_that_its_rows_are_asserted() {
    for args in
        [vec!["show", "20000-1:8.6.1"], vec!["links", "20000-1", "9001"], vec!["matrix", "20000-1", "9001"]]
    {
        for format in ["table", "csv", "json", "markdown"] {
            let (_, out, _) = imsmap(&[args.as_slice(), &["--format", format]].concat());
            assert!(out.contains("asserted"), "{args:?} as {format}");
        }
    }
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
        vec!["gap", "--have", "20000-1,itil4", "--want", "27001", "--reverse"],
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

#[test]
fn a_demand_is_not_met_on_rows_in_error() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("status.csv");
    let ask = |text: &str, demand: &str| {
        fs::write(&path, text).unwrap();
        let status = path.to_str().unwrap();
        imsmap(&["gap", "--have", "27001,9001", "--want", "20000-1", "--status", status, "--require", demand])
    };
    let (status, _, err) = ask("requirement,status\n27001:4.4,implemented\n", "covered=1");
    assert_eq!((status, err.as_str()), (ExitStatus::Done, ""));
    let (status, _, err) = ask("requirement,status\nA.5.I,not\n", "covered=1");
    assert_eq!(status, ExitStatus::Found);
    assert!(err.contains("not met: 1 row is in error"), "{err}");
}

#[test]
fn a_row_of_a_profile_that_is_too_short_or_too_long_takes_away_what_it_names() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file.csv");
    let state = |option: &str, text: &str| {
        fs::write(&path, text).unwrap();
        let file = path.to_str().unwrap();
        let args = ["gap", "--have", "27001", "--want", "20000-1", option, file, "--format", "csv"];
        let (_, out, err) = imsmap(&args);
        let row = out.lines().find(|line| line.starts_with("iso20000-1-2018:4.1,")).unwrap().to_owned();
        (row.contains(",covered,"), err.contains("cell-count"))
    };
    // 20000-1 4.1 is covered by 27001 4.1 alone.
    assert_eq!(state("--soa", "control,applicable,justification\n27001:4.1,yes\n"), (true, false));
    assert_eq!(state("--soa", "control,applicable,justification\n27001:4.1,no\n"), (false, false));
    assert_eq!(
        state("--soa", "control,applicable,justification\n27001:4.1,no,not here, nor there\n"),
        (false, true)
    );
    assert_eq!(state("--status", "requirement,status,note\n27001:4.1,not\n"), (false, false));
    assert_eq!(state("--status", "requirement,status\n27001:4.1,implemented,and so on\n"), (false, true));
    assert_eq!(state("--status", "requirement,status\n27001:4.1\n"), (false, false));
}

#[test]
fn what_meets_a_requirement_is_held_itself() {
    let held: [(&str, &[&str]); 3] = [
        ("9001", &["iso9001-2015"]),
        ("27001", &["iso27001-2022"]),
        ("27001,9001", &["iso9001-2015", "iso27001-2022"]),
    ];
    for (have, keys) in held {
        for want in ["20000-1", "9001", "27001", "itil4"] {
            let (_, out, _) = imsmap(&["gap", "--have", have, "--want", want, "--format", "csv"]);
            let mut reader = csv::Reader::from_reader(out.as_bytes());
            for row in reader.records().map(|row| row.unwrap()) {
                if ["covered", "partial"].contains(&&row[2]) {
                    let by: Vec<&str> = row[4].split_whitespace().collect();
                    assert!(!by.is_empty(), "{row:?}");
                    assert!(by.iter().all(|id| keys.contains(&id.split(':').next().unwrap())), "{row:?}");
                }
            }
        }
    }
}

/// Two standards: `a-1:H` with two children, and `b-1` with two requirements.
fn small(links: &str, joint: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let link_header = "source,target,relationship,rationale,strength,confidence,review,why,source_only,target_only,reference\n";
    for (name, text) in [
        ("standards.csv", "key,title,edition,publisher,status,published,supersedes,amendments,url\na-1,A,1,Nobody,in-force,2018-09,,,https://example.org/a\nb-1,B,1,Nobody,in-force,2018-09,,,https://example.org/b\n".to_owned()),
        ("references.csv", fs::read_to_string(imsmap_tests::root().join("tests/cases/findings/base/references.csv")).unwrap()),
        ("requirements/a-1.csv", "id,parent,kind,title,topic\na-1:H,,heading,Whole,\na-1:H.1,a-1:H,clause,,one\na-1:H.2,a-1:H,clause,,two\n".to_owned()),
        ("requirements/b-1.csv", "id,parent,kind,title,topic\nb-1:1,,clause,,one\nb-1:2,,clause,,two\n".to_owned()),
        ("links/a-1--b-1.csv", format!("{link_header}{links}")),
        ("links/joint.csv", format!("target,sources,why,confidence,review,reference\n{joint}")),
    ] {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

#[test]
fn a_proof_by_parts_is_told_in_words_and_a_part_may_be_the_requirement_itself() {
    let links = "a-1:H.1,b-1:1,equal-to,semantic,10,high,draft,same,,,\na-1:H.2,b-1:1,equal-to,semantic,10,high,draft,same,,,\n";
    let folder = small(links, "");
    let data = folder.path().to_str().unwrap();
    let (_, out, err) = imsmap(&["explain", "a-1:H", "a-1:H.1", "--mappings", data]);
    assert!(out.contains("(each part of a-1:H is inside a-1:H.1)"), "{out}{err}");
    assert!(
        out.contains("as a-1:H.1 is, a part of a-1:H:\n            a-1:H.1 is the requirement itself\n"),
        "{out}"
    );
}

#[test]
fn what_is_met_by_a_joint_row_only_is_proven_from_either_side() {
    let folder = small("", "b-1:2,a-1:H.1 a-1:H.2,together,high,agreed,\n");
    let gap = [
        "gap",
        "--have",
        "a-1",
        "--want",
        "b-1",
        "--format",
        "csv",
        "--mappings",
        folder.path().to_str().unwrap(),
    ];
    let (_, csv, err) = imsmap(&gap);
    assert!(csv.contains("b-1:2,(two),covered,proven,"), "{csv}{err}");
    let (_, csv, _) = imsmap(&[gap.as_slice(), &["--reverse"]].concat());
    assert_eq!(csv.matches(",b-1:2,(two),together,proven,").count(), 2, "{csv}");
}
