//! Each case file: its sources give exactly the findings that it lists, and no input makes anything worse than a finding.
#![expect(
    clippy::unwrap_used,
    reason = "all of this file is a test, also what stands outside of the test functions"
)]

use std::collections::BTreeSet;
use std::fs;

use imsmap_cli::ExitStatus;
use imsmap_core::{Code, Diagnostic, Severity, canonical, explanation, load};
use imsmap_tests::{Case, imsmap, root};

fn cases() -> Vec<Case> {
    Case::all(&root().join("tests/cases/findings")).unwrap()
}

fn position(found: &Diagnostic) -> String {
    match &found.place {
        Some(place) => {
            format!("{} {}:{}:{}+{}", found.code.as_str(), place.file, place.line, place.column, place.width)
        }
        None => format!("{} -", found.code.as_str()),
    }
}

/// The expected lines were written by counting characters in the case, not by the program.
#[test]
fn every_case_gives_the_findings_that_it_lists() {
    for case in cases() {
        let loaded = load(&case.sources);
        let hints = imsmap_core::hints(&loaded.map);
        let mut expected: Vec<(&str, Option<&str>)> = case
            .expected
            .iter()
            .map(|line| line.split_once(" hint ").map_or((line.as_str(), None), |(a, b)| (a, Some(b))))
            .collect();
        let mut found: Vec<(String, &Diagnostic)> =
            loaded.diagnostics.iter().chain(&hints).map(|found| (position(found), found)).collect();
        expected.sort_unstable();
        found.sort_by(|a, b| a.0.cmp(&b.0));
        let positions: Vec<&str> = found.iter().map(|(position, _)| position.as_str()).collect();
        assert_eq!(
            positions,
            expected.iter().map(|(position, _)| *position).collect::<Vec<_>>(),
            "{}",
            case.name
        );
        for ((_, hint), (_, found)) in expected.iter().zip(&found) {
            let hint = hint.unwrap_or("");
            let said = found.hints.iter().any(|known| known.contains(hint)) || hint.is_empty();
            assert!(said, "{}: no hint {hint:?} in {:?}", case.name, found.hints);
        }
    }
}

#[test]
fn every_code_but_those_of_the_outside_world_has_a_case() {
    let seen: BTreeSet<String> = cases()
        .iter()
        .flat_map(|case| case.expected.clone())
        .filter_map(|line| line.split(' ').next().map(str::to_owned))
        .collect();
    let missing: Vec<&str> =
        Code::ALL.iter().map(|code| code.as_str()).filter(|code| !seen.contains(*code)).collect();
    assert_eq!(missing, ["unreadable-file"], "that one is in the tests of the command line");
}

#[test]
fn every_check_explains_itself_with_a_reason_an_example_and_a_source() {
    let unexplained = Code::ALL.iter().filter(|code| explanation(**code).is_none()).count();
    assert_eq!(unexplained, 18, "what the reader finds needs no more than its message");
    for text in Code::ALL.iter().filter_map(|code| explanation(*code)) {
        for part in ["Why: ", "Example: ", "Source: "] {
            assert!(text.contains(part), "{text}");
        }
    }
}

#[test]
fn what_can_be_repaired_is_canonical_after_fmt_and_means_the_same() {
    for case in cases() {
        let repairable =
            load(&case.sources).diagnostics.iter().all(|found| found.severity == Severity::Repair);
        if !repairable {
            continue;
        }
        let mended: Vec<_> = case
            .sources
            .iter()
            .map(|source| imsmap_core::Source::new(source.name.as_str(), canonical(source).unwrap().unwrap()))
            .collect();
        assert_eq!(load(&mended).diagnostics, [], "{}", case.name);
    }
}

#[test]
fn a_file_is_written_as_a_whole_or_not_at_all() {
    for case in cases() {
        let folder = tempfile::tempdir().unwrap();
        for source in &case.sources {
            let path = folder.path().join(&source.name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, &*source.text).unwrap();
        }
        let path = folder.path().to_str().unwrap();
        let (status, _, _) = imsmap(&["fmt", path]);
        assert_ne!(status, ExitStatus::Failed, "{}", case.name);
        for source in &case.sources {
            let after = fs::read_to_string(folder.path().join(&source.name)).unwrap();
            let expected = match canonical(source) {
                Ok(Some(text)) => text,
                // Left alone: a file that is no data, or one that could lose somebody's words.
                Ok(None) | Err(_) => source.text.to_string(),
            };
            assert_eq!(after, expected, "{}: {}", case.name, source.name);
        }
        let (status, _, _) = imsmap(&["check", path]);
        assert_ne!(status, ExitStatus::Failed, "{}", case.name);
    }
}
