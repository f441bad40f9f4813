//! The three sizes: how many standards, and which links are drawn.

use std::collections::HashSet;

use imsmap_core::{Kind, Relationship};

use super::atoms::ASPECTS;
use super::draw::Draw;
use super::{Atoms, Corpus, percent};

/// How large a corpus is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Size {
    /// 5 standards, 800 requirements, 2,000 links: this product.
    S,
    /// A hub of 1,400 controls and 100 standards, 22,453 requirements, 59,798 links: a control framework with its crosswalks.
    M,
    /// 3 hubs and 297 standards, 100,000 requirements, 951,167 links: every standard there is.
    L,
}

impl Size {
    /// All, the smallest first.
    pub const ALL: [Self; 3] = [Self::S, Self::M, Self::L];

    /// Its letter.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::S => "S",
            Self::M => "M",
            Self::L => "L",
        }
    }

    fn plan(self) -> Plan {
        let spokes = Plan {
            hubs: &[],
            spokes: 5,
            smallest: 160,
            largest: 160,
            requirements: 0,
            topics: 90,
            width: 100,
            links: 2_000,
            hub_percent: 0,
            pairs: 10,
        };
        match self {
            Self::S => spokes,
            Self::M => Plan {
                hubs: &[Hub { key: "hub", controls: 1_400, topics: 1 }],
                spokes: 100,
                smallest: 50,
                largest: 400,
                requirements: 22_453,
                topics: 1_300,
                width: 260,
                links: 60_000,
                hub_percent: 70,
                pairs: 60,
            },
            Self::L => Plan {
                hubs: &[
                    Hub { key: "hub-a", controls: 1_400, topics: 3 },
                    Hub { key: "hub-b", controls: 2_500, topics: 2 },
                    Hub { key: "hub-c", controls: 10_000, topics: 1 },
                ],
                spokes: 297,
                smallest: 60,
                largest: 520,
                requirements: 100_000,
                topics: 4_200,
                width: 500,
                links: 1_000_000,
                hub_percent: 75,
                pairs: 2_600,
            },
        }
    }
}

/// What a size means.
#[derive(Debug, Clone, Copy)]
struct Plan {
    hubs: &'static [Hub],
    /// Standards that are no hubs, of `smallest` to `largest` requirements each.
    spokes: usize,
    smallest: usize,
    largest: usize,
    /// To which all requirements are brought in the end; 0 leaves them as drawn.
    requirements: usize,
    topics: usize,
    /// Neighbouring topics that one standard is about.
    width: usize,
    /// At most so many.
    links: usize,
    /// Share of the links that join a hub.
    hub_percent: usize,
    /// Pairs of spokes that are linked directly.
    pairs: usize,
}

/// A control framework that most standards are linked with.
#[derive(Debug, Clone, Copy)]
struct Hub {
    key: &'static str,
    controls: usize,
    /// Topics that a control covers; one that has more controls than topics also has halves of topics.
    topics: usize,
}

/// Shares of the five words in per cent, in their order.
const SHARES: [usize; 5] = [10, 25, 15, 45, 5];

pub(super) fn corpus(size: Size, seed: u64) -> Corpus {
    let plan = size.plan();
    let mut draw = Draw::new(seed ^ (u64::from(b'S') << 32) ^ (plan.links as u64));
    let mut corpus = Corpus::empty();
    for hub in plan.hubs {
        add_hub(&mut corpus, plan, *hub);
    }
    for (at, count) in spoke_sizes(plan, &mut draw).into_iter().enumerate() {
        add_spoke(&mut corpus, plan, &format!("std{at:03}"), count, &mut draw);
    }
    let topics = corpus.standards.iter().map(|standard| by_topic(&corpus, standard.requirements.clone()));
    let topics: Vec<ByTopic> = topics.collect();
    let quotas = SHARES.map(|share| plan.links * share / 100);
    let mut linking = Linking { corpus, plan, topics, quotas, linked: HashSet::new(), draw };
    linking.hub_links();
    linking.direct_links();
    linking.corpus.sort_links();
    linking.corpus
}

/// How many requirements each spoke has.
fn spoke_sizes(plan: Plan, draw: &mut Draw) -> Vec<usize> {
    let sizes = (0..plan.spokes).map(|_| draw.between(plan.smallest, plan.largest));
    let mut sizes: Vec<usize> = sizes.collect();
    let of_hubs: usize = plan.hubs.iter().map(|hub| hub.controls).sum();
    if let Some(wanted) = plan.requirements.checked_sub(of_hubs).filter(|wanted| *wanted > 0) {
        let drawn: usize = sizes.iter().sum();
        sizes.iter_mut().for_each(|size| *size = *size * wanted / drawn);
        let missing = wanted - sizes.iter().sum::<usize>();
        sizes.iter_mut().take(missing).for_each(|size| *size += 1);
    }
    sizes
}

/// How many leaves a standard of that many requirements has.
fn leaf_count(count: usize) -> usize {
    count - percent(count, 3) - percent(count, 13)
}

fn add_hub(corpus: &mut Corpus, plan: Plan, hub: Hub) {
    let leaf = |at: usize| {
        let first = at * hub.topics % plan.topics;
        if at * hub.topics >= plan.topics && hub.topics == 1 {
            let half = if at.is_multiple_of(2) { 0b00_0111 } else { 0b11_1000 };
            return std::iter::once((first, half)).collect();
        }
        Atoms::of_topics((0..hub.topics).map(|next| (first + next) % plan.topics))
    };
    let leaves = (0..leaf_count(hub.controls)).map(leaf).collect();
    corpus.add_standard(hub.key.to_owned(), Kind::Control, hub.controls, leaves);
}

fn add_spoke(corpus: &mut Corpus, plan: Plan, key: &str, count: usize, draw: &mut Draw) {
    let width = plan.topics.min((count * 2).clamp(30, plan.width));
    let pool = Pool { first: draw.below(plan.topics), width, topics: plan.topics };
    let leaves = (0..leaf_count(count)).map(|_| pool.atoms(draw)).collect();
    corpus.add_standard(key.to_owned(), Kind::Clause, count, leaves);
}

/// The neighbouring topics that a standard is about, as a ring.
#[derive(Debug, Clone, Copy)]
struct Pool {
    first: usize,
    width: usize,
    topics: usize,
}

impl Pool {
    fn topic(self, at: usize) -> usize {
        (self.first + at % self.width) % self.topics
    }

    /// What one requirement asks: a whole topic (30 %), part of one (26 %), several (18 %), or parts of several (26 %).
    fn atoms(self, draw: &mut Draw) -> Atoms {
        let (sort, at) = (draw.below(100), draw.below(self.width));
        match sort {
            0..30 => Atoms::of_topics([self.topic(at)]),
            30..56 => {
                let count = draw.between(1, ASPECTS - 1);
                std::iter::once((self.topic(at), aspects(draw, count))).collect()
            }
            56..74 => Atoms::of_topics((at..at + draw.between(2, 5)).map(|at| self.topic(at))),
            _ => {
                let several = at..at + draw.between(2, 6);
                let part = |at: usize| {
                    let count = draw.between(1, ASPECTS);
                    (self.topic(at), aspects(draw, count))
                };
                several.map(part).collect()
            }
        }
    }
}

/// So many aspects of a topic.
fn aspects(draw: &mut Draw, count: usize) -> u8 {
    let mut all: [u8; ASPECTS] = std::array::from_fn(|at| 1 << at);
    draw.shuffle(&mut all);
    all.iter().take(count).sum()
}

/// Topics with the leaves that touch them, ascending.
type ByTopic = Vec<(usize, usize)>;

fn by_topic(corpus: &Corpus, places: std::ops::Range<usize>) -> ByTopic {
    let leaves = places.filter(|at| corpus.requirement(*at).kind != Kind::Heading);
    let touches = leaves.flat_map(|at| corpus.requirement(at).atoms.topics().map(move |topic| (topic, at)));
    let mut touches: ByTopic = touches.collect();
    touches.sort_unstable();
    touches
}

/// Places of two leaves, or of two standards.
type Pair = (usize, usize);

/// The drawing of links.
struct Linking {
    corpus: Corpus,
    plan: Plan,
    /// One a standard.
    topics: Vec<ByTopic>,
    /// How many links each word may still have.
    quotas: [usize; 5],
    linked: HashSet<Pair>,
    draw: Draw,
}

impl Linking {
    /// Links between the hubs and the others, up to their share.
    fn hub_links(&mut self) {
        let most = self.plan.links * self.plan.hub_percent / 100;
        let hubs = 0..self.plan.hubs.len();
        let spokes = hubs.end..self.corpus.standards.len();
        let pairs = spokes.flat_map(|spoke| hubs.clone().map(move |hub| (hub, spoke)));
        let pairs: Vec<Pair> = pairs.collect();
        let (equal, other) = self.candidates(&pairs);
        // Equal pairs are rare, so they come first, but not all of them from hubs.
        self.offer_all(&equal, most * 11 / 100);
        self.offer_all(&other, most * 193 / 200);
        self.near_misses(&pairs, most);
    }

    /// Links between spokes that share subject matter, until the quotas are met or nothing is left.
    fn direct_links(&mut self) {
        let pairs = self.neighbours();
        let (equal, other) = self.candidates(&pairs);
        self.offer_all(&equal, self.plan.links);
        self.offer_all(&other, self.plan.links);
        let none_left = self.quotas.last().copied().unwrap_or(0);
        self.near_misses(&pairs, self.corpus.links.len() + none_left);
    }

    /// Pairs of leaves that share something, in a drawn order: those that are equal, and all others.
    fn candidates(&mut self, pairs: &[Pair]) -> (Vec<Pair>, Vec<Pair>) {
        let mut found = Vec::new();
        for (left, right) in pairs {
            let (Some(left), Some(right)) = (self.topics.get(*left), self.topics.get(*right)) else {
                continue;
            };
            let start = found.len();
            for (topic, leaf) in left {
                found.extend(touching(right, *topic).map(|other| (*leaf, other)));
            }
            // A pair that shares several topics counts once.
            let mut new: Vec<Pair> = found.split_off(start);
            new.sort_unstable();
            new.dedup();
            found.append(&mut new);
        }
        self.draw.shuffle(&mut found);
        let corpus = &self.corpus;
        let positive = found.into_iter().map(|(a, b)| (corpus.relation(a, b), (a, b)));
        let positive: Vec<_> = positive.filter(|(word, _)| word.is_positive()).collect();
        let (equal, other): (Vec<_>, Vec<_>) =
            positive.into_iter().partition(|(word, _)| *word == Relationship::EqualTo);
        (equal.into_iter().map(|(_, pair)| pair).collect(), other.into_iter().map(|(_, pair)| pair).collect())
    }

    /// Links the pairs whose word has a quota left, until there are so many links.
    fn offer_all(&mut self, pairs: &[Pair], most: usize) {
        for (a, b) in pairs {
            if self.corpus.links.len() >= most {
                return;
            }
            self.offer(*a, *b);
        }
    }

    /// Adds the true link of a pair that has none, where its word has a quota left.
    fn offer(&mut self, a: usize, b: usize) {
        let pair = (a.min(b), a.max(b));
        let word = self.corpus.relation(pair.0, pair.1);
        let Some(quota) = self.quotas.get_mut(word as usize).filter(|quota| **quota > 0) else { return };
        if self.linked.insert(pair) {
            *quota -= 1;
            let (shared, all) = self.overlap(pair);
            let strength = (1 + 9 * shared / all) as usize + self.draw.below(3);
            self.corpus.link(pair.0, pair.1, strength.saturating_sub(1));
        }
    }

    /// How many atoms a pair shares, and how many it has.
    fn overlap(&self, (a, b): Pair) -> (u32, u32) {
        let (a, b) = (&self.corpus.requirement(a).atoms, &self.corpus.requirement(b).atoms);
        let shared = a.shared(b);
        (shared, (a.count() + b.count() - shared).max(1))
    }

    /// Links pairs that share nothing although they are about neighbouring topics, until there are so many links.
    fn near_misses(&mut self, pairs: &[Pair], most: usize) {
        let mut tries = most * 4;
        while self.corpus.links.len() < most && tries > 0 {
            tries -= 1;
            let Some((left, right)) = self.draw.one_of(pairs).copied() else { return };
            let (Some(left), Some(right)) = (self.topics.get(left), self.topics.get(right)) else { return };
            let Some((topic, leaf)) = self.draw.one_of(left).copied() else { continue };
            let topic = (topic + self.draw.between(1, 4)) % self.plan.topics;
            let near: Vec<usize> = touching(right, topic).collect();
            let Some(other) = self.draw.one_of(&near).copied() else { continue };
            if self.corpus.relation(leaf, other) == Relationship::NoRelationship {
                self.offer(leaf, other);
            }
        }
    }

    /// Pairs of spokes: drawn among the twice as many that share the most topics.
    fn neighbours(&mut self) -> Vec<Pair> {
        let spokes = self.plan.hubs.len()..self.corpus.standards.len();
        let spans: Vec<Vec<bool>> = self.topics.iter().map(|topics| self.span(topics)).collect();
        let shared = |a: usize, b: usize| {
            let spans = spans.get(a).zip(spans.get(b));
            spans.map_or(0, |(a, b)| a.iter().zip(b).filter(|(a, b)| **a && **b).count())
        };
        let pairs = spokes.clone().flat_map(|a| (a + 1..spokes.end).map(move |b| (a, b)));
        let mut pairs: Vec<_> = pairs.map(|(a, b)| (std::cmp::Reverse(shared(a, b)), a, b)).collect();
        pairs.sort_unstable();
        pairs.truncate(self.plan.pairs * 2);
        self.draw.shuffle(&mut pairs);
        pairs.into_iter().take(self.plan.pairs).map(|(_, a, b)| (a, b)).collect()
    }

    /// For each topic whether it is touched.
    fn span(&self, topics: &ByTopic) -> Vec<bool> {
        let mut span = vec![false; self.plan.topics];
        for (topic, _) in topics {
            if let Some(touched) = span.get_mut(*topic) {
                *touched = true;
            }
        }
        span
    }
}

/// The leaves that touch a topic.
fn touching(topics: &ByTopic, topic: usize) -> impl Iterator<Item = usize> {
    let first = topics.partition_point(|(other, _)| *other < topic);
    topics.iter().skip(first).take_while(move |(other, _)| *other == topic).map(|(_, leaf)| *leaf)
}
