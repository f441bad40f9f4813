//! The browser's answers are the terminal's, byte for byte.

use std::fs;
use std::path::Path;
use std::process::Command;

use imsmap_core::{Profile, Query, Relationship, Source};
use imsmap_tests::{imsmap, root};

/// Where cargo runs the tests, these files stand.
const SOA: &str = "cases/profile/soa.csv";
const STATUS: &str = "cases/profile/status.csv";

/// The two files as the page would hand them over.
fn profile() -> Profile {
    Profile {
        soa: vec![Source::new(SOA, include_str!("cases/profile/soa.csv"))],
        status: vec![Source::new(STATUS, include_str!("cases/profile/status.csv"))],
    }
}

/// Questions as the page asks them, and the command lines that ask the same.
fn questions() -> Vec<(Query, Vec<&'static str>)> {
    let text = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<String>>();
    vec![
        (Query::Standards, vec!["standards"]),
        (Query::Show { requirement: "20000-1:8.6.1".into() }, vec!["show", "20000-1:8.6.1"]),
        (Query::Show { requirement: "iso27001-2022:A.5.24".into() }, vec!["show", "27001:A.5.24"]),
        (
            Query::Links { left: "20000-1".into(), right: "9001".into(), relationship: Vec::new() },
            vec!["links", "20000-1", "9001"],
        ),
        (
            Query::Links {
                left: "itil4".into(),
                right: "20000-1".into(),
                relationship: vec![Relationship::SubsetOf],
            },
            vec!["links", "itil4", "20000-1", "--relationship", "subset-of"],
        ),
        (Query::Matrix { standards: text(&["20000-1"]), only_gaps: false }, vec!["matrix", "20000-1"]),
        (
            Query::Matrix { standards: text(&["27001", "20000-1"]), only_gaps: true },
            vec!["matrix", "27001", "20000-1", "--only-gaps"],
        ),
        (
            Query::Gap {
                have: text(&["27001", "9001"]),
                want: "20000-1".into(),
                contested: false,
                profile: Profile::default(),
            },
            vec!["gap", "--have", "27001,9001", "--want", "20000-1"],
        ),
        (
            Query::Gap {
                have: text(&["20000-1", "itil4"]),
                want: "27001".into(),
                contested: true,
                profile: Profile::default(),
            },
            vec!["gap", "--have", "20000-1,itil4", "--want", "27001", "--contested"],
        ),
        (
            Query::Gap {
                have: text(&["9001"]),
                want: "itil4".into(),
                contested: false,
                profile: Profile::default(),
            },
            vec!["gap", "--have", "9001", "--want", "itil4"],
        ),
        (
            Query::Gap {
                have: text(&["27001"]),
                want: "20000-1".into(),
                contested: false,
                profile: profile(),
            },
            vec!["gap", "--have", "27001", "--want", "20000-1", "--soa", SOA, "--status", STATUS],
        ),
        (
            Query::Serves {
                have: text(&["27001", "itil4"]),
                want: "20000-1".into(),
                contested: false,
                profile: profile(),
            },
            vec![
                "gap",
                "--have",
                "27001,itil4",
                "--want",
                "20000-1",
                "--soa",
                SOA,
                "--status",
                STATUS,
                "--reverse",
            ],
        ),
        (
            Query::Explain {
                left: "27001:A.5.26".into(),
                right: "20000-1:8.6.1".into(),
                all: false,
                contested: false,
            },
            vec!["explain", "27001:A.5.26", "20000-1:8.6.1"],
        ),
        (
            Query::Explain { left: "27001:4.2".into(), right: "9001:4.2".into(), all: true, contested: true },
            vec!["explain", "27001:4.2", "9001:4.2", "--all", "--contested"],
        ),
        (Query::Search { text: "change management".into() }, vec!["search", "change", "management"]),
    ]
}

#[test]
fn a_question_to_the_checked_data_and_a_command_line_have_one_answer() {
    let loaded = imsmap_core::load(&imsmap_cli::bundled());
    for (query, args) in questions() {
        let answer = imsmap_core::answer(&loaded.map, &query).unwrap();
        assert_eq!(
            imsmap(&[args.as_slice(), &["--format", "json"]].concat()).1,
            answer.to_json(),
            "{args:?}"
        );
        assert_eq!(
            imsmap(&[args.as_slice(), &["--format", "csv"]].concat()).1,
            answer.sheet().to_csv(),
            "{args:?}"
        );
    }
}

/// Needs the module built for Node, whose folder `IMSMAP_WASM_NODE` names: `cargo xtask test --only parity`.
#[test]
#[ignore = "needs the WebAssembly module; `cargo xtask test --only parity` builds it first"]
fn webassembly_answers_byte_for_byte_as_the_terminal_does() {
    let module = std::env::var("IMSMAP_WASM_NODE").expect("IMSMAP_WASM_NODE names the folder of the module");
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: String| fs::write(folder.path().join(name), text).unwrap();
    let sources: Vec<Source> = imsmap_cli::bundled();
    write("sources.json", serde_json::to_string(&sources).unwrap());
    let queries: Vec<Query> = questions().into_iter().map(|(query, _)| query).collect();
    write("queries.json", serde_json::to_string(&queries).unwrap());
    let script = root().join("tests/parity.cjs");
    let status =
        Command::new("node").arg(script).arg(Path::new(&module)).arg(folder.path()).status().unwrap();
    assert!(status.success());
    for (number, (_, args)) in questions().into_iter().enumerate() {
        for format in ["json", "csv"] {
            let answered = fs::read_to_string(folder.path().join(format!("{number}.{format}"))).unwrap();
            let (_, printed, _) = imsmap(&[args.as_slice(), &["--format", format]].concat());
            assert!(printed.len() > 50, "{args:?} says something");
            assert!(answered == printed, "{args:?} --format {format} differs");
        }
    }
    let refused = fs::read_to_string(folder.path().join("refused.json")).unwrap();
    assert!(refused.contains("iso20000-1-2018:8.6.1"), "an unknown id names its neighbours: {refused}");
}
