//! Re-reads printed proofs against the sources: every step, and what they prove together. Shares nothing with the core.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use imsmap_core::Source;
use serde_json::Value;

/// Words as bits of a set: equal, subset, superset, intersects, nothing.
pub(crate) type Words = u8;
/// Every word.
pub(crate) const ANYTHING: Words = 0b1_1111;
const NAMES: [&str; 5] = ["equal-to", "subset-of", "superset-of", "intersects-with", "no-relationship"];

/// The word of two sets of obligations.
fn word_of(a: u32, b: u32) -> usize {
    match (a & b, a == b) {
        (_, true) => 0,
        (0, _) => 4,
        (both, _) if both == a => 1,
        (both, _) if both == b => 2,
        _ => 3,
    }
}

/// What two words in a chain leave possible: tried on all sets of up to five obligations.
pub(crate) fn composed(first: Words, second: Words) -> Words {
    static TABLE: OnceLock<[[Words; 5]; 5]> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut table = [[0; 5]; 5];
        for (a, b, c) in (1..32).flat_map(|a| (1..32).flat_map(move |b| (1..32).map(move |c| (a, b, c)))) {
            table[word_of(a, b)][word_of(b, c)] |= 1 << word_of(a, c);
        }
        table
    });
    let mut all = 0;
    for one in (0..5).filter(|one| first & (1 << one) != 0) {
        for other in (0..5).filter(|other| second & (1 << other) != 0) {
            all |= table[one][other];
        }
    }
    all
}

/// The same words, read from right to left.
pub(crate) fn turned(words: Words) -> Words {
    (words & 0b1_1001) | ((words & 0b10) << 1) | ((words & 0b100) >> 1)
}

/// The words of a list in JSON.
pub(crate) fn words(list: &Value) -> Words {
    let place = |word: &Value| NAMES.iter().position(|name| word == name).expect("one of the five words");
    list.as_array().unwrap().iter().map(|word| 1 << place(word)).sum()
}

/// What a statement of certainty leaves possible at most, and whether the words left say no more than it.
fn is_statement_of(proves: &str, words: Words) -> bool {
    match proves {
        "equal" => words == 0b1,
        "subset" => words == 0b10,
        "superset" => words == 0b100,
        "inside" => words == 0b11,
        "holds" => words == 0b101,
        "overlap" => words & 0b1_0000 == 0 && words != 0 && ![0b1, 0b10, 0b100, 0b11, 0b101].contains(&words),
        "disjoint" => words == 0b1_0000,
        "nothing" => words == 0 || (words & 0b1_0000 != 0 && words != 0b1_0000),
        other => panic!("`{other}` is no statement"),
    }
}

/// The sources, as the checker reads them.
pub(crate) struct Data {
    lines: BTreeMap<String, Vec<String>>,
    parents: BTreeMap<String, String>,
    kinds: BTreeMap<String, String>,
}

impl Data {
    pub(crate) fn new(sources: &[Source]) -> Self {
        let mut data = Self { lines: BTreeMap::new(), parents: BTreeMap::new(), kinds: BTreeMap::new() };
        for source in sources {
            if source.name.starts_with("requirements/") {
                for row in source.text.lines().skip(1).map(cells) {
                    data.parents.insert(row[0].clone(), row[1].clone());
                    data.kinds.insert(row[0].clone(), row[2].clone());
                }
            }
            let lines = source.text.lines().map(str::to_owned).collect();
            data.lines.insert(source.name.to_string(), lines);
        }
        data
    }

    /// Every requirement's id.
    pub(crate) fn ids(&self) -> impl Iterator<Item = &String> {
        self.parents.keys()
    }

    fn children(&self, of: &str) -> BTreeSet<&str> {
        self.parents.iter().filter(|(_, parent)| *parent == of).map(|(id, _)| id.as_str()).collect()
    }

    fn row(&self, step: &Value) -> Option<Vec<String>> {
        let file = step["file"].as_str()?;
        let line = usize::try_from(step["line"].as_u64().expect("a row has a line")).unwrap();
        Some(cells(&self.lines[file][line - 1]))
    }

    /// What a step leaves possible between its ends, once its row or its place in the hierarchy has been looked up.
    fn step(&self, step: &Value, contested: bool) -> Words {
        let (from, to) = (text(step, "from"), text(step, "to"));
        let relation = text(step, "relation");
        assert!(self.kinds.contains_key(from), "{from} exists");
        let Some(row) = self.row(step) else {
            assert!(step["review"].is_null() && step["confidence"].is_null(), "{step}: without a row");
            return match relation {
                "inside" => one(self.parents[from] == to, 0b11, step),
                "holds" => one(self.parents[to] == from, 0b101, step),
                "inside-by-parts" => one(!self.children(from).is_empty(), 0b11, step),
                "holds-by-parts" => one(!self.children(to).is_empty(), 0b101, step),
                "disjoint-by-parts" => 0b1_0000,
                _ => panic!("{step}: such a step needs a row"),
            };
        };
        if row.len() == 6 {
            let [target, sources] = [&row[0], &row[1]];
            assert_eq!(
                (&row[3], &row[4]),
                (&text(step, "confidence").to_owned(), &text(step, "review").to_owned())
            );
            let is_source = |id: &str| sources.split(' ').any(|source| source == id);
            return match relation {
                "not-inside" => one(target == from && is_source(to), 0b1_1100, step),
                "not-holding" => one(target == to && is_source(from), 0b1_1010, step),
                "joint" => one(target == to && is_source(from), ANYTHING, step),
                "inside-by-parts" => one(target == from, 0b11, step),
                "holds-by-parts" => one(target == to, 0b101, step),
                "disjoint-by-parts" => one(target == from || target == to, 0b1_0000, step),
                _ => panic!("{step}: a joint row says no such thing"),
            };
        }
        assert_eq!(
            (&row[5], &row[6]),
            (&text(step, "confidence").to_owned(), &text(step, "review").to_owned())
        );
        assert!(contested || row[6] != "contested", "{step}: a contested row proves nothing");
        let place = NAMES.iter().position(|name| *name == row[2]).unwrap();
        let stated = NAMES.iter().position(|name| *name == relation).expect("a word of a row");
        let names = |pattern: &str, id: &str| {
            pattern == id
                || pattern
                    .strip_suffix('*')
                    .is_some_and(|key| id.starts_with(key) && self.kinds.contains_key(id))
        };
        let forwards = names(&row[0], from) && names(&row[1], to) && place == stated;
        let backwards = names(&row[1], from) && names(&row[0], to) && turned(1 << place) == 1 << stated;
        one(forwards || backwards, 1 << stated, step)
    }

    /// What a chain leaves possible between its ends.
    fn chain(&self, steps: &[Value], from: &str, to: &str, contested: bool) -> Words {
        let mut at = from;
        let mut all = 0b1;
        for step in steps {
            assert_eq!(text(step, "from"), at, "a chain has no gap");
            at = text(step, "to");
            all = composed(all, self.step(step, contested));
        }
        assert_eq!(at, to, "a chain leads to its end");
        all
    }

    /// What a printed proof leaves possible, its parts checked too.
    fn proof(&self, proof: &Value, from: &str, to: &str, contested: bool) -> Words {
        let steps = proof["steps"].as_array().unwrap();
        let all = self.chain(steps, from, to, contested);
        let mut open = Vec::new();
        self.by_parts(steps, proof, contested, &mut open);
        assert_eq!(words(&proof["possible"]), all, "{proof:#}");
        assert!(is_statement_of(text(proof, "proves"), all), "{proof:#}");
        all
    }

    /// Checks that each step by parts has a chain for each part, which does not rest on the step itself.
    fn by_parts(&self, steps: &[Value], proof: &Value, contested: bool, open: &mut Vec<(String, String)>) {
        for step in steps.iter().filter(|step| text(step, "relation").ends_with("-by-parts")) {
            let apart = text(step, "relation") == "disjoint-by-parts";
            let parts = proof["parts"].as_array().unwrap();
            let (from, to) = (text(step, "from"), text(step, "to"));
            let ends = match text(step, "relation") {
                "inside-by-parts" => vec![(from, to)],
                "holds-by-parts" => vec![(to, from)],
                _ => vec![(from, to), (to, from)],
            };
            let complete = ends.into_iter().any(|(whole, other)| {
                let key = (whole.to_owned(), other.to_owned());
                assert!(!open.contains(&key), "{proof:#}: a proof must not rest on itself");
                let wanted: BTreeSet<String> = match self.row(step) {
                    Some(row) if row[0] == whole => row[1].split(' ').map(str::to_owned).collect(),
                    Some(_) => return false,
                    None => self.children(whole).into_iter().map(str::to_owned).collect(),
                };
                let of_whole: Vec<&Value> =
                    parts.iter().filter(|part| part["whole"] == whole && part["to"] == other).collect();
                let given: BTreeSet<String> =
                    of_whole.iter().map(|part| text(part, "part").to_owned()).collect();
                if wanted.is_empty() || !wanted.is_subset(&given) {
                    return false;
                }
                open.push(key);
                for part in of_whole.iter().filter(|part| wanted.contains(text(part, "part"))) {
                    let steps = part["steps"].as_array().unwrap();
                    let all = self.chain(steps, text(part, "part"), other, contested);
                    let enough = if apart { all == 0b1_0000 } else { all & !0b11 == 0 };
                    assert!(enough && is_statement_of(text(part, "proves"), all), "{part:#}");
                    self.by_parts(steps, proof, contested, open);
                }
                open.pop();
                true
            });
            assert!(complete, "{proof:#}: every part is there");
        }
    }

    /// Checks a whole explanation; what remains possible.
    pub(crate) fn explanation(&self, answer: &Value, contested: bool) -> Words {
        let (left, right) = (text(&answer["left"], "id"), text(&answer["right"], "id"));
        let mut by_rows = ANYTHING;
        for asserted in answer["asserted"].as_array().unwrap() {
            let row = &asserted["row"];
            let counts = contested || row["review"] != "contested";
            assert_eq!(asserted["counts"], counts);
            let step = |from: &str, to: &str| {
                let mut step = row.clone();
                step["from"] = from.into();
                step["to"] = to.into();
                step["relation"] = asserted["reads"].clone();
                self.step(&step, true)
            };
            if asserted["direct"] == true {
                let said = step(left, right);
                by_rows &= if counts { said } else { ANYTHING };
            } else {
                assert_eq!(asserted["reads"], "no-relationship", "of headings above only what holds below");
                let above = |id: &str| {
                    let up = |id: &String| self.parents.get(id).filter(|parent| !parent.is_empty()).cloned();
                    std::iter::successors(Some(id.to_owned()), up).collect::<Vec<_>>()
                };
                let concerns = |end: &str, id: &str| {
                    above(id).iter().any(|at| at == end)
                        || end.strip_suffix('*').is_some_and(|key| id.starts_with(key))
                };
                let (source, target) = (text(row, "source"), text(row, "target"));
                let fits = (concerns(source, left) && concerns(target, right))
                    || (concerns(source, right) && concerns(target, left));
                assert!(fits, "{asserted:#}: the row concerns the two");
            }
        }
        let mut possible = by_rows;
        let mut proofs = Vec::new();
        for proof in answer["proofs"].as_array().unwrap() {
            let all = self.proof(proof, left, right, contested);
            assert_ne!(all, ANYTHING, "{proof:#}: a proof excludes something");
            possible &= all;
            proofs.push(all);
        }
        assert_eq!(words(&answer["possible"]), possible, "{answer:#}");
        assert!(is_statement_of(text(answer, "proven"), possible), "{answer:#}");
        assert_eq!(answer["contradictory"], possible == 0);
        let mut excluded = 0;
        for word in answer["impossible"].as_array().unwrap() {
            let bit = words(&Value::Array(vec![word["relationship"].clone()]));
            let by = match word["proof"].as_u64() {
                None => by_rows,
                Some(number) => proofs[usize::try_from(number).unwrap() - 1],
            };
            assert_eq!(by & bit, 0, "{answer:#}: what is named excludes the word");
            excluded |= bit;
        }
        assert_eq!(excluded, ANYTHING & !possible);
        self.basis(answer, left, right, by_rows, possible);
        possible
    }

    fn basis(&self, answer: &Value, left: &str, right: &str, by_rows: Words, possible: Words) {
        let connection = &answer["connection"];
        if let Some(steps) = connection["steps"].as_array() {
            assert!(possible & 0b1_0000 != 0 && possible != 0b1_0000, "only where sharing is open");
            let mut contested = false;
            let mut all = 0b1;
            for step in steps {
                contested |= step["review"] == "contested";
                all = composed(all, self.step(step, true));
                assert_ne!(step["relation"], "no-relationship", "a place to look is positive");
            }
            self.chain(steps, left, right, true);
            assert!(contested || all & 0b1_0000 != 0, "{connection:#}: it proves nothing");
            assert!(text(connection, "why").len() > 20, "{connection:#}: and it is said why");
        }
        let expected = match (possible, by_rows == possible, connection.is_null()) {
            (ANYTHING, _, true) => Value::Null,
            (ANYTHING, _, false) => "suggested".into(),
            (_, true, _) => "asserted".into(),
            _ => "proven".into(),
        };
        assert_eq!(answer["basis"], expected, "{answer:#}");
    }

    /// Checks the proofs of a gap; how many it has.
    pub(crate) fn gap(&self, answer: &Value, contested: bool) -> usize {
        let held: Vec<&str> = answer["have"].as_array().unwrap().iter().map(|key| text(key, "key")).collect();
        let is_held = |id: &str| {
            held.contains(&id.split_once(':').unwrap().0)
                && ["clause", "control", "practice"].contains(&self.kinds[id].as_str())
        };
        let mut count = 0;
        for row in answer["requirements"].as_array().unwrap() {
            let id = text(&row["requirement"], "id");
            let steps = row["proof"].as_array().unwrap();
            let state = text(row, "state");
            match state {
                "covered" | "partial" => self.gap_proof(id, state, steps, contested, &is_held),
                "suggested" => {
                    for step in steps {
                        self.step_of_gap(step, true);
                        assert_ne!(step["relation"], "no-relationship", "a place to look is positive");
                    }
                    assert_eq!(steps.last().unwrap()["to"], id, "{row:#}");
                }
                "none" => {
                    for step in steps {
                        assert_eq!(self.row(step).unwrap()[2], "no-relationship");
                        self.step_of_whole(step);
                    }
                }
                _ => assert!(steps.is_empty(), "{row:#}: nobody has looked"),
            }
            count += usize::from(!steps.is_empty());
        }
        count
    }

    /// A proof of a gap: each step rests on what is held or on steps before it.
    fn gap_proof(
        &self,
        id: &str,
        state: &str,
        steps: &[Value],
        contested: bool,
        is_held: &dyn Fn(&str) -> bool,
    ) {
        let (mut covered, mut shared): (BTreeSet<&str>, BTreeSet<&str>) = (BTreeSet::new(), BTreeSet::new());
        let wants_binding = state == "covered" && self.kinds[id] != "practice";
        for step in steps {
            let (from, to) = (text(step, "from"), text(step, "to"));
            let said = self.step_of_gap(step, contested);
            let from_covered = covered.contains(from) || is_held(from);
            assert!(
                !(wants_binding && self.kinds[from] == "practice" && !covered.contains(from)),
                "{step}: advice is not met"
            );
            match text(step, "relation") {
                "all-children" => {
                    let children = self.children(to);
                    if children.iter().all(|child| covered.contains(child) || is_held(child)) {
                        covered.insert(to);
                    }
                }
                "joint" => {
                    let row = self.row(step).unwrap();
                    if row[1].split(' ').all(|source| covered.contains(source) || is_held(source)) {
                        covered.insert(to);
                    }
                }
                _ => {
                    assert!(from_covered || shared.contains(from), "{step}: rests on what comes before");
                    if from_covered && said & !0b101 == 0 {
                        covered.insert(to);
                    }
                    // From something covered: the two share something. From a shared one: it lies inside the next.
                    if said & 0b1_0000 == 0 && (from_covered || said & !0b11 == 0) {
                        shared.insert(to);
                    }
                }
            }
        }
        if state == "covered" {
            assert!(covered.contains(id) || (steps.is_empty() && is_held(id)), "{id}: {steps:#?}");
        } else {
            assert!(covered.contains(id) || shared.contains(id) || is_held(id), "{id}: {steps:#?}");
        }
    }

    fn step_of_gap(&self, step: &Value, contested: bool) -> Words {
        if step["relation"] == "all-children" {
            return one(self.parents[text(step, "from")] == text(step, "to"), ANYTHING, step);
        }
        self.step(step, contested)
    }

    /// A `:*` row whose end is the whole standard.
    fn step_of_whole(&self, step: &Value) {
        let row = self.row(step).unwrap();
        let (from, to) = (text(step, "from"), text(step, "to"));
        let ends = [(row[0].as_str(), row[1].as_str()), (row[1].as_str(), row[0].as_str())];
        assert!(to.ends_with(":*") && ends.contains(&(from, to)), "{step}");
    }
}

fn one(holds: bool, words: Words, step: &Value) -> Words {
    assert!(holds, "{step}: the sources do not say so");
    words
}

fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value[name].as_str().unwrap_or_else(|| panic!("{value:#} has a {name}"))
}

/// The cells of one line.
fn cells(line: &str) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(line.as_bytes());
    let row = reader.records().next().unwrap().unwrap();
    row.iter().map(str::to_owned).collect()
}
