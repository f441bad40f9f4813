//! What a misspelt word may have meant.

/// The candidate nearest to `text`; `None` where none is near.
///
/// A candidate that `text` begins with is nearest of all (`8.44` means `8.4`), the longest first; then the fewest slips.
pub(crate) fn nearest<'a>(text: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let lower = text.to_lowercase();
    let limit = (text.chars().count() / 3).max(1);
    candidates
        .filter_map(|candidate| {
            let other = candidate.to_lowercase();
            let slips = strsim::damerau_levenshtein(&lower, &other);
            (slips <= limit).then_some((slips, !lower.starts_with(&other), candidate))
        })
        .min()
        .map(|(_, _, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_doubled_digit_means_the_clause_that_exists() {
        assert_eq!(nearest("8.44", ["8.4", "8.4.1", "8.5"].into_iter()), Some("8.4"));
    }

    #[test]
    fn nothing_is_suggested_for_something_else_entirely() {
        assert_eq!(nearest("wombat", ["source", "target"].into_iter()), None);
    }
}
