//! Short forms of ids: `20000-1`, `27001:2013`, `20000-1:8.6.1`.

use serde::Serialize;

use crate::id::RequirementId;
use crate::map::{Map, RequirementIndex, StandardIndex};
use crate::nearest::nearest;

/// A question that names something unknown or ambiguous.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct QueryError {
    /// One sentence, lower case, user text in backticks.
    pub message: String,
    /// Ids or keys that may have been meant, nearest first.
    pub candidates: Vec<String>,
}

impl std::fmt::Display for QueryError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for QueryError {}

/// The standard that `text` names: its key, or the key without `iso` and the edition, with `:EDITION` behind or not.
///
/// Without an edition the newest one of the data is meant.
///
/// # Errors
///
/// Nothing or more than one standard is named so.
pub(crate) fn standard(map: &Map, text: &str) -> Result<StandardIndex, QueryError> {
    let wanted = text.trim().to_lowercase();
    let named: Vec<StandardIndex> =
        (0..map.standards.len()).filter(|at| forms(map, *at).contains(&wanted)).collect();
    let newest = |at: &&StandardIndex| {
        !named.iter().any(|other| map.standard(*other).supersedes.as_ref() == Some(&map.standard(**at).key))
    };
    match named.iter().filter(newest).collect::<Vec<_>>().as_slice() {
        [one] if map.of_standard(**one).next().is_none() => Err(QueryError {
            message: format!(
                "no requirement of {} could be read, so nothing can be said of it",
                map.standard(**one).name
            ),
            candidates: Vec::new(),
        }),
        [one] => Ok(**one),
        [] => {
            let keys = map.standards.iter().map(|standard| standard.key.as_str());
            let near = nearest(&wanted, keys.clone());
            let candidates =
                near.into_iter().chain(keys.filter(|key| near != Some(*key))).map(str::to_owned).collect();
            Err(QueryError { message: format!("there is no standard `{text}` in this data"), candidates })
        }
        several => Err(QueryError {
            message: format!("`{text}` names more than one standard"),
            candidates: several.iter().map(|at| map.standard(**at).key.to_string()).collect(),
        }),
    }
}

/// The requirement that `text` names: a standard in any of its forms, a colon, and the number or slug.
///
/// # Errors
///
/// There is no such standard or requirement; the candidates are what may have been meant.
pub(crate) fn requirement(map: &Map, text: &str) -> Result<RequirementIndex, QueryError> {
    let text = text.trim();
    let Some((short, number)) = text.rsplit_once(':') else {
        let same: Vec<String> = map
            .all()
            .filter(|at| map.number(*at).eq_ignore_ascii_case(text))
            .map(|at| map.id(at).to_owned())
            .collect();
        let message = if same.is_empty() {
            format!(
                "`{text}` names no requirement; write the standard, a colon and the number, such as `20000-1:8.6.1`"
            )
        } else {
            format!("`{text}` does not say of which standard; write it before the number, with a colon")
        };
        return Err(QueryError { message, candidates: same });
    };
    let standard = standard(map, short)?;
    let key = &map.standard(standard).key;
    if let Some(at) = RequirementId::parse(&format!("{key}:{number}")).and_then(|id| map.find(&id)) {
        return Ok(at);
    }
    if let Some(at) = map.of_standard(standard).find(|at| map.number(*at).eq_ignore_ascii_case(number)) {
        return Ok(at);
    }
    Err(unknown_number(map, standard, number))
}

fn unknown_number(map: &Map, standard: StandardIndex, number: &str) -> QueryError {
    let name = &map.standard(standard).name;
    let numbers = || map.of_standard(standard).map(|at| map.number(at));
    let mut candidates: Vec<String> = Vec::new();
    let mut suggest = |number: &str| {
        let id = format!("{}:{number}", map.standard(standard).key);
        if !candidates.contains(&id) {
            candidates.push(id);
        }
    };
    // What a hurried writer leaves out: the letter of the annex.
    numbers()
        .filter(|known| known.split_once('.').is_some_and(|(_, rest)| rest == number))
        .for_each(&mut suggest);
    numbers().filter(|known| known.strip_prefix("A.") == Some(number)).for_each(&mut suggest);
    if let Some(near) = nearest(number, numbers()) {
        suggest(near);
    }
    let mut message = format!("{name} has no `{number}`");
    for (at, other) in map.standards.iter().enumerate() {
        let family = other.supersedes.as_ref() == Some(&map.standard(standard).key)
            || map.standard(standard).supersedes.as_ref() == Some(&other.key);
        if family && map.of_standard(at).any(|at| map.number(at).eq_ignore_ascii_case(number)) {
            message = format!("{name} has no `{number}`; {} has one", other.name);
            candidates.push(format!("{}:{number}", other.key));
        }
    }
    QueryError { message, candidates }
}

/// Every form by which a standard is named: `iso27001-2022`, `iso27001`, `27001`, each with `:2022` too.
fn forms(map: &Map, at: StandardIndex) -> Vec<String> {
    let standard = map.standard(at);
    let key = standard.key.as_str();
    let base =
        key.strip_suffix(standard.edition.as_str()).and_then(|base| base.strip_suffix('-')).unwrap_or(key);
    let bare = base.strip_prefix("iso").unwrap_or(base);
    let mut forms = vec![key.to_owned()];
    for base in [base, bare] {
        forms.push(base.to_owned());
        forms.push(format!("{base}:{}", standard.edition));
        forms.push(format!("{base}-{}", standard.edition));
    }
    forms
}
