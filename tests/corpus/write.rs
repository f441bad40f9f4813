//! A corpus as data files.

use std::fmt::Write as _;

use imsmap_core::{Relationship, Source};

use super::{Corpus, Link};

const STANDARDS: &str = "key,title,edition,publisher,status,published,supersedes,amendments,url\n";
const REQUIREMENTS: &str = "id,parent,kind,title,topic\n";
const LINKS: &str =
    "source,target,relationship,rationale,strength,confidence,review,why,source_only,target_only,reference\n";

impl Corpus {
    /// The data files: canonical, and without any finding where the corpus is clean.
    pub fn sources(&self) -> Vec<Source> {
        let ids: Vec<String> = (0..self.requirements.len()).map(|at| self.id(at)).collect();
        let mut standards = STANDARDS.to_owned();
        for standard in &self.standards {
            let _ = writeln!(standards, "{0},{0},1,Nobody,in-force,2020-01,,,", standard.key);
        }
        let mut sources = vec![Source::new("standards.csv", standards)];
        sources.extend(self.standards.iter().enumerate().map(|(at, _)| self.requirements_file(at, &ids)));
        let same_pair = |a: &Link, b: &Link| self.pair(a) == self.pair(b);
        sources.extend(self.links.chunk_by(same_pair).filter_map(|links| self.link_file(links, &ids)));
        sources
    }

    fn requirements_file(&self, standard: usize, ids: &[String]) -> Source {
        let id = |at: usize| ids.get(at).map_or("", String::as_str);
        let (key, places) = self
            .standards
            .get(standard)
            .map_or(("", 0..0), |standard| (standard.key.as_str(), standard.requirements.clone()));
        let mut text = REQUIREMENTS.to_owned();
        for at in places {
            let requirement = self.requirement(at);
            let (parent, topic) = (requirement.parent.map_or("", id), requirement.atoms.first().0);
            let count = requirement.atoms.count();
            let _ = writeln!(text, "{},{parent},{},Topic {topic},{count} aspects", id(at), requirement.kind);
        }
        Source::new(format!("requirements/{key}.csv"), text)
    }

    /// The file of the links of one pair of standards; `None` where there are none.
    fn link_file(&self, links: &[Link], ids: &[String]) -> Option<Source> {
        let id = |at: usize| ids.get(at).map_or("", String::as_str);
        let mut text = LINKS.to_owned();
        for link in links {
            let Link { source, target, relationship, strength } = *link;
            let topic = self.requirement(source).atoms.first().0;
            let rationale = ["syntactic", "semantic", "functional"].get(topic % 3).unwrap_or(&"semantic");
            let confidence = ["high", "high", "medium", "low"].get(target % 4).unwrap_or(&"high");
            let (source, target, deltas) = (id(source), id(target), deltas(relationship));
            // A corpus of a million links is written in a second this way, with `write!` in three.
            for part in [source, ",", target, ",", relationship.as_str(), ",", rationale, ","] {
                text.push_str(part);
            }
            let _ = writeln!(text, "{strength},{confidence},agreed,topic {topic},{deltas},");
        }
        let (left, right) = links.first().map(|link| self.pair(link))?;
        let key = |at: usize| self.standards.get(at).map_or("", |standard| standard.key.as_str());
        Some(Source::new(format!("links/{}--{}.csv", key(left), key(right)), text))
    }

    /// The places of the two standards that a link joins.
    fn pair(&self, link: &Link) -> (usize, usize) {
        (self.requirement(link.source).standard, self.requirement(link.target).standard)
    }
}

/// The cells `source_only` and `target_only` as the word demands them.
fn deltas(relationship: Relationship) -> &'static str {
    match relationship {
        Relationship::EqualTo | Relationship::NoRelationship => ",",
        Relationship::SubsetOf => ",more",
        Relationship::SupersetOf => "more,",
        Relationship::IntersectsWith => "this,that",
    }
}
