//! The same jobs as a careful programmer would write them on petgraph: ids as strings, one edge a link, the algorithms of the textbook.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::path::Path;

use imsmap_core::{Relationship, Word};
use petgraph::Direction::{Incoming, Outgoing};
use petgraph::algo::astar;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::unionfind::UnionFind;
use petgraph::visit::EdgeRef;

use crate::Failure;

/// Requirements and links.
pub(crate) struct Graph {
    graph: DiGraph<String, Relationship>,
    leaves: HashSet<NodeIndex>,
    /// Rows in error.
    pub(crate) findings: usize,
}

/// What a chain proves: the same, inside, around, overlap, disjoint; what each proves one word further, where that is anything.
const NEXT: [[Option<usize>; 5]; 5] = [
    [Some(0), Some(1), Some(2), Some(3), Some(4)],
    [Some(1), Some(1), None, None, Some(4)],
    [Some(2), Some(3), Some(2), Some(3), None],
    [Some(3), Some(3), None, None, None],
    [Some(4), None, Some(4), None, None],
];

fn next(state: usize, word: Relationship) -> Option<usize> {
    NEXT.get(state).and_then(|row| row.get(word as usize)).copied().flatten()
}

/// The graph of chains: a node for a requirement and what is proven of it.
pub(crate) type Chains = DiGraph<(), ()>;

impl Graph {
    /// Reads the data files and looks for what a careful user would look for.
    pub(crate) fn load(folder: &Path) -> Result<Self, Failure> {
        let mut graph = DiGraph::new();
        let (mut nodes, mut leaves, mut findings) = (HashMap::new(), HashSet::new(), 0);
        let mut parents = Vec::new();
        for row in rows(&folder.join("requirements"))? {
            let [id, parent, kind] = [0, 1, 2].map(|column| row.get(column).unwrap_or("").to_owned());
            if nodes.contains_key(&id) {
                findings += 1;
                continue;
            }
            let node = graph.add_node(id.clone());
            nodes.insert(id, node);
            if kind != "heading" {
                leaves.insert(node);
            }
            parents.push(parent);
        }
        findings +=
            parents.iter().filter(|parent| !parent.is_empty() && !nodes.contains_key(*parent)).count();
        let mut pairs = HashSet::new();
        for row in rows(&folder.join("links"))? {
            let cell = |column: usize| row.get(column).unwrap_or("");
            let ends = nodes.get(cell(0)).zip(nodes.get(cell(1)));
            let strength = cell(4).parse::<u8>().ok().filter(|strength| *strength <= 10);
            let (Some((source, target)), Some(word), Some(_), false) =
                (ends, Relationship::parse(cell(2)), strength, cell(7).is_empty())
            else {
                findings += 1;
                continue;
            };
            if pairs.contains(&(*target, *source)) || !pairs.insert((*source, *target)) {
                findings += 1;
                continue;
            }
            graph.add_edge(*source, *target, word);
        }
        Ok(Self { graph, leaves, findings })
    }

    pub(crate) fn requirements(&self) -> usize {
        self.graph.node_count()
    }

    pub(crate) fn links(&self) -> usize {
        self.graph.edge_count()
    }

    /// Every link of a requirement as read from there.
    fn steps(&self, from: NodeIndex) -> impl Iterator<Item = (Relationship, NodeIndex)> {
        let onward = self.graph.edges_directed(from, Outgoing).map(|edge| (*edge.weight(), edge.target()));
        let back = self.graph.edges_directed(from, Incoming);
        onward.chain(back.map(|edge| (edge.weight().inverse(), edge.source())))
    }

    /// The leaves of a standard, in the order of the file.
    fn leaves(&self, standard: &str) -> Vec<NodeIndex> {
        let nodes = self.graph.node_indices().filter(|node| self.leaves.contains(node));
        nodes.filter(|node| self.standard(*node) == standard).collect()
    }

    fn standard(&self, node: NodeIndex) -> &str {
        let id = self.graph.node_weight(node).map_or("", String::as_str);
        id.split_once(':').map_or("", |(standard, _)| standard)
    }

    /// What is covered, and what else is overlapped, when all of a standard is held.
    fn coverage(&self, have: &str) -> (HashSet<NodeIndex>, HashSet<NodeIndex>) {
        let mut covered: HashSet<NodeIndex> = self.leaves(have).into_iter().collect();
        let mut open: VecDeque<NodeIndex> = covered.iter().copied().collect();
        while let Some(from) = open.pop_front() {
            for (word, to) in self.steps(from) {
                let inside = matches!(word, Relationship::EqualTo | Relationship::SupersetOf);
                if inside && covered.insert(to) {
                    open.push_back(to);
                }
            }
        }
        let mut partial = HashSet::new();
        let mut open: VecDeque<(NodeIndex, bool)> = covered.iter().map(|node| (*node, true)).collect();
        while let Some((from, first)) = open.pop_front() {
            for (word, to) in self.steps(from) {
                let leads = match word {
                    Relationship::EqualTo | Relationship::SubsetOf => true,
                    Relationship::IntersectsWith => first,
                    _ => false,
                };
                if leads && !covered.contains(&to) && partial.insert(to) {
                    open.push_back((to, false));
                }
            }
        }
        (covered, partial)
    }

    /// How many requirements of a standard are covered and partial when another is held.
    pub(crate) fn states(&self, have: &str, want: &str) -> (usize, usize) {
        let (covered, partial) = self.coverage(have);
        let wanted = self.leaves(want);
        let count = |set: &HashSet<NodeIndex>| wanted.iter().filter(|node| set.contains(node)).count();
        (count(&covered), count(&partial))
    }

    /// How many ends of links the coverage by a standard has to read.
    pub(crate) fn arcs_touched(&self, have: &str) -> usize {
        let (covered, partial) = self.coverage(have);
        covered.iter().chain(&partial).map(|node| self.steps(*node).count()).sum()
    }

    /// The states of all standards by each other one, added up.
    pub(crate) fn coverage_matrix(&self, standards: &[&str]) -> (usize, usize) {
        let mut sums = (0, 0);
        for have in standards {
            let (covered, partial) = self.coverage(have);
            let others = |set: &HashSet<NodeIndex>| {
                set.iter().filter(|node| self.leaves.contains(node) && self.standard(**node) != *have).count()
            };
            sums = (sums.0 + others(&covered), sums.1 + others(&partial));
        }
        sums
    }

    /// Pairs of two standards with the strongest that chains of at most so many links prove; sorted.
    pub(crate) fn derived(&self, left: &str, right: &str, hops: usize) -> Vec<(usize, usize, usize)> {
        let wanted: HashSet<NodeIndex> = self.leaves(right).into_iter().collect();
        let mut pairs = BTreeMap::new();
        for start in self.leaves(left) {
            let mut seen = HashSet::from([(start, 0)]);
            let mut edge = vec![(start, 0)];
            for _ in 0..hops {
                let mut further = Vec::new();
                for (from, state) in edge {
                    for (word, to) in self.steps(from) {
                        if let Some(state) = next(state, word).filter(|state| seen.insert((to, *state))) {
                            further.push((to, state));
                        }
                    }
                }
                for (to, state) in further.iter().filter(|(to, _)| wanted.contains(to)) {
                    let strongest = pairs.entry((start.index(), to.index())).or_insert(*state);
                    *strongest = (*strongest).min(*state);
                }
                edge = further;
            }
        }
        pairs.into_iter().map(|((start, end), state)| (start, end, state)).collect()
    }

    /// How many clusters `equal-to` links make, and how many requirements the largest has.
    pub(crate) fn clusters(&self) -> Vec<usize> {
        let mut sets = UnionFind::new(self.graph.node_count());
        for edge in self.graph.edge_references().filter(|edge| *edge.weight() == Relationship::EqualTo) {
            sets.union(edge.source().index(), edge.target().index());
        }
        sets.into_labeling()
    }

    /// Which requirement of another standard has a row that says what it shares with which one of this standard.
    pub(crate) fn touches(&self, want: &str) -> Vec<(usize, usize)> {
        let mut touches = Vec::new();
        for goal in self.leaves(want) {
            let positive = self.steps(goal).filter(|(word, _)| word.is_positive());
            let others = positive.filter(|(_, by)| self.standard(*by) != want);
            touches.extend(others.map(|(_, by)| (by.index(), goal.index())));
        }
        touches.sort_unstable();
        touches
    }

    /// Requirements that together touch all that can be touched, the one that adds most first; with how much that is.
    pub(crate) fn smallest_set(&self, want: &str) -> (usize, usize) {
        let mut left: BTreeMap<usize, HashSet<usize>> = BTreeMap::new();
        for (by, requirement) in self.touches(want) {
            left.entry(by).or_default().insert(requirement);
        }
        let (mut picked, mut touched) = (0, 0);
        // Of equals the first in clause order, which is the last that `max_by_key` sees.
        while let Some((by, _)) = left.iter().rev().max_by_key(|(_, adds)| adds.len()) {
            let by = *by;
            let Some(gained) = left.remove(&by) else { break };
            for adds in left.values_mut() {
                adds.retain(|requirement| !gained.contains(requirement));
            }
            left.retain(|_, adds| !adds.is_empty());
            (picked, touched) = (picked + 1, touched + gained.len());
        }
        (picked, touched)
    }

    /// How many rows cannot hold beside the others. Rule book, section 5, for a map without facts about headings.
    pub(crate) fn contradictions(&self) -> usize {
        self.graph
            .edge_references()
            .filter(|edge| self.is_broken(edge.source(), *edge.weight(), edge.target()))
            .count()
    }

    fn is_broken(&self, source: NodeIndex, word: Relationship, target: NodeIndex) -> bool {
        let up = [Relationship::EqualTo, Relationship::SubsetOf];
        match word {
            Relationship::EqualTo => false,
            Relationship::SubsetOf => self.closure(target, up).contains(&source),
            Relationship::SupersetOf => self.closure(source, up).contains(&target),
            Relationship::IntersectsWith => {
                self.closure(source, up).contains(&target) || self.closure(target, up).contains(&source)
            }
            Relationship::NoRelationship => {
                let down = [Relationship::EqualTo, Relationship::SupersetOf];
                let (left, right) = (self.closure(source, down), self.closure(target, down));
                left.iter().any(|at| {
                    let overlaps = |(word, to): (Relationship, NodeIndex)| {
                        word == Relationship::IntersectsWith && right.contains(&to)
                    };
                    right.contains(at) || self.steps(*at).any(overlaps)
                })
            }
        }
    }

    /// All that these words lead to, the start too.
    fn closure(&self, start: NodeIndex, words: [Relationship; 2]) -> HashSet<NodeIndex> {
        let mut seen = HashSet::from([start]);
        let mut open = vec![start];
        while let Some(from) = open.pop() {
            open.extend(
                self.steps(from)
                    .filter(|(word, to)| words.contains(word) && seen.insert(*to))
                    .map(|(_, to)| to),
            );
        }
        seen
    }

    /// The graph of chains, whose shortest paths are the shortest proofs.
    pub(crate) fn chains(&self) -> Chains {
        let mut chains = DiGraph::new();
        for _ in 0..self.graph.node_count() * NEXT.len() {
            chains.add_node(());
        }
        for from in self.graph.node_indices() {
            for (word, to) in self.steps(from) {
                for state in 0..NEXT.len() {
                    if let Some(next) = next(state, word) {
                        chains.add_edge(chain_node(from.index(), state), chain_node(to.index(), next), ());
                    }
                }
            }
        }
        chains
    }
}

/// How many links the shortest proof between two requirements has; 0 where there is none.
pub(crate) fn shortest_proof(chains: &Chains, start: usize, end: usize) -> usize {
    let is_goal = |node: NodeIndex| node.index() / NEXT.len() == end;
    astar(chains, chain_node(start, 0), is_goal, |_| 1, |_| 0).map_or(0, |(links, _)| links)
}

fn chain_node(requirement: usize, state: usize) -> NodeIndex {
    NodeIndex::new(requirement * NEXT.len() + state)
}

/// The rows of all files of a folder, in the order of their names.
fn rows(folder: &Path) -> Result<Vec<csv::StringRecord>, Failure> {
    let entries: Result<Vec<_>, _> =
        std::fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect();
    let mut paths = entries?;
    paths.sort();
    let mut rows = Vec::new();
    for path in paths {
        for row in csv::Reader::from_path(path)?.into_records() {
            rows.push(row?);
        }
    }
    Ok(rows)
}
