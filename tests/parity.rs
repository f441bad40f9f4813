//! The browser's answers are the terminal's, byte for byte.
#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "all of this file is a test, also what stands outside of the test functions"
)]

use std::fs;
use std::path::Path;
use std::process::Command;

use imsmap_core::{Level, Profile, Query, Relationship, Source};
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
        (
            Query::Shared { standards: text(&["20000-1", "9001", "27001"]), contested: false },
            vec!["shared", "20000-1", "9001", "27001"],
        ),
        (
            Query::Cover {
                with: text(&["itil4"]),
                want: "20000-1".into(),
                level: Level::Partial,
                have: Vec::new(),
                weights: None,
                contested: false,
            },
            vec!["cover", "--with", "itil4", "--want", "20000-1"],
        ),
        (
            Query::Cover {
                with: text(&["27001"]),
                want: "20000-1".into(),
                level: Level::Covered,
                have: text(&["9001"]),
                weights: None,
                contested: true,
            },
            vec![
                "cover",
                "--with",
                "27001",
                "--want",
                "20000-1",
                "--level",
                "covered",
                "--have",
                "9001",
                "--contested",
            ],
        ),
        (
            Query::Cover {
                with: text(&["itil4"]),
                want: "20000-1".into(),
                level: Level::Partial,
                have: text(&["27001"]),
                weights: Some(Source::new("cases/weights.csv", include_str!("cases/weights.csv"))),
                contested: false,
            },
            // The tests run in their own folder.
            vec![
                "cover",
                "--with",
                "itil4",
                "--want",
                "20000-1",
                "--have",
                "27001",
                "--weights",
                "cases/weights.csv",
            ],
        ),
        (Query::Search { text: "change management".into() }, vec!["search", "change", "management"]),
    ]
}

/// A folder of data with two editions, an older version of it, and a status file; and the command lines over them.
struct Editions {
    folder: tempfile::TempDir,
    sources: Vec<Source>,
    older: Vec<Source>,
    status: String,
}

impl Editions {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let names = [
            "standards.csv",
            "requirements/other-1.csv",
            "requirements/rule-2013.csv",
            "requirements/rule-2022.csv",
            "links/rule-2013--rule-2022.csv",
        ];
        let read = |name: &str| fs::read_to_string(root().join("tests/cases/editions").join(name)).unwrap();
        let sources: Vec<Source> = names.iter().map(|name| Source::new(*name, read(name))).collect();
        let mut older = sources.clone();
        let rows: String = sources[4].text.lines().take(5).map(|line| format!("{line}\n")).collect();
        older[4] = Source::new(names[4], rows);
        for (version, sources) in [("newer", &sources), ("older", &older)] {
            for source in sources {
                let path = folder.path().join(version).join(&source.name);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, source.text.as_bytes()).unwrap();
            }
        }
        let status = "requirement,status\n4.1,implemented\n5.1,implemented\n9.9,planned\n".to_owned();
        fs::write(folder.path().join("status.csv"), &status).unwrap();
        Self { folder, sources, older, status }
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_string_lossy().into_owned()
    }

    /// What the terminal prints over the newer data, in the format that the name ends with.
    fn printed(&self, args: &[String], name: &str) -> String {
        let newer = self.path("newer");
        let format = name.rsplit('.').next().unwrap();
        let args = args.iter().map(String::as_str).chain(["--mappings", &newer, "--format", format]);
        imsmap(&args.collect::<Vec<_>>()).1
    }

    /// Command lines about editions, by the name of the file that the module's answer is written to.
    fn command_lines(&self) -> [(&'static str, Vec<String>); 4] {
        let line = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>();
        let (older, status) = (self.path("older"), self.path("status.csv"));
        [
            ("diff.json", line(&["diff", "rule:2013", "rule"])),
            ("diff.csv", line(&["diff", "rule:2013", "rule"])),
            ("compare.json", line(&["diff", "--data", &older, "--have", "rule:2013", "--want", "rule"])),
            ("rebase.json", line(&["rebase", &status, "--from", "rule:2013", "--to", "rule"])),
        ]
    }
}

#[test]
fn a_question_about_editions_and_a_command_line_have_one_answer() {
    let editions = Editions::new();
    let (newer, older) = (imsmap_core::load(&editions.sources).map, imsmap_core::load(&editions.older).map);
    let query = Query::Diff { old: "rule:2013".to_owned(), new: "rule".to_owned(), contested: false };
    let diff = imsmap_core::answer(&newer, &query).unwrap();
    let compared =
        imsmap_core::compare(&older, &newer, &["rule:2013".to_owned()], Some("rule"), false).unwrap();
    assert!(!compared.changes.is_empty() && !compared.states.is_empty());
    let rebased = imsmap_core::rebase(&newer, "status.csv", &editions.status, "rule:2013", "rule").unwrap();
    assert!(!rebased.rows.is_empty() && !rebased.diagnostics.is_empty());
    let answers = [diff.to_json(), diff.sheet().to_csv(), compared.to_json(), rebased.to_json()];
    for ((name, args), answer) in editions.command_lines().iter().zip(answers) {
        assert_eq!(editions.printed(args, name), answer, "{args:?}");
    }
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

/// Whether files come with a question.
fn has_files(query: &Query) -> bool {
    match query {
        Query::Gap { profile, .. } | Query::Serves { profile, .. } => {
            !(profile.soa.is_empty() && profile.status.is_empty())
        }
        Query::Cover { weights, .. } => weights.is_some(),
        _ => false,
    }
}

/// Needs the modules built for Node, whose folder `IMSMAP_WASM_NODE` names: `cargo xtask test --only parity`.
#[test]
#[ignore = "needs the WebAssembly modules; `cargo xtask test --only parity` builds them first"]
fn webassembly_answers_byte_for_byte_as_the_terminal_does() {
    let module = std::env::var("IMSMAP_WASM_NODE").expect("IMSMAP_WASM_NODE names the folder of the modules");
    let module = Path::new(&module);
    holds_to_the_terminal(module, true);
    holds_to_the_terminal(&module.join("questions"), false);
}

/// Whether the module in that folder, which may have what one's own data needs, answers as the terminal does.
fn holds_to_the_terminal(module: &Path, own_data: bool) {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: String| fs::write(folder.path().join(name), text).unwrap();
    let sources: Vec<Source> = imsmap_cli::bundled();
    write("sources.json", serde_json::to_string(&sources).unwrap());
    let queries: Vec<Query> = questions().into_iter().map(|(query, _)| query).collect();
    write("queries.json", serde_json::to_string(&queries).unwrap());
    let editions = Editions::new();
    write("editions.json", serde_json::to_string(&editions.sources).unwrap());
    write("older.json", serde_json::to_string(&editions.older).unwrap());
    write("status.csv", editions.status.clone());
    let script = root().join("tests/parity.cjs");
    let kind = if own_data { "own-data" } else { "questions" };
    let mut node = Command::new("node");
    let status = node.arg(script).arg(module).arg(folder.path()).arg(kind).status().unwrap();
    assert!(status.success());
    for (number, (query, args)) in questions().into_iter().enumerate() {
        if !own_data && has_files(&query) {
            continue;
        }
        for format in ["json", "csv"] {
            let answered = fs::read_to_string(folder.path().join(format!("{number}.{format}"))).unwrap();
            let (_, printed, _) = imsmap(&[args.as_slice(), &["--format", format]].concat());
            assert!(printed.len() > 50, "{args:?} says something");
            assert!(answered == printed, "{args:?} --format {format} differs");
        }
    }
    for (name, args) in editions.command_lines() {
        if !own_data && !name.starts_with("diff") {
            continue;
        }
        let answered = fs::read_to_string(folder.path().join(name)).unwrap();
        assert!(answered == editions.printed(&args, name), "{args:?}: {name} differs");
    }
    let refused = fs::read_to_string(folder.path().join("refused.json")).unwrap();
    assert!(refused.contains("iso20000-1-2018:8.6.1"), "an unknown id names its neighbours: {refused}");
}
