//! Natural order: `8.9` before `8.10`, `10.2` before `A.5`.

use std::cmp::Ordering;

/// Compares two texts with runs of digits taken as numbers; ties fall back to the bytes.
///
/// ```
/// use std::cmp::Ordering;
/// assert_eq!(imsmap_core::natural_order("8.9", "8.10"), Ordering::Less);
/// assert_eq!(imsmap_core::natural_order("10.2", "A.5"), Ordering::Less);
/// ```
pub fn natural_order(left: &str, right: &str) -> Ordering {
    if left == right {
        return Ordering::Equal;
    }
    let (mut a, mut b) = without_common_start(left.as_bytes(), right.as_bytes());
    loop {
        match (a.split_first(), b.split_first()) {
            (None, None) => return left.cmp(right),
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some((x, _)), Some((y, _))) if x.is_ascii_digit() && y.is_ascii_digit() => {
                let (digits_a, rest_a) = split_digits(a);
                let (digits_b, rest_b) = split_digits(b);
                let order = digits_a.len().cmp(&digits_b.len()).then_with(|| digits_a.cmp(digits_b));
                if order != Ordering::Equal {
                    return order;
                }
                (a, b) = (rest_a, rest_b);
            }
            (Some((x, rest_a)), Some((y, rest_b))) => {
                if x != y {
                    return x.cmp(y);
                }
                (a, b) = (rest_a, rest_b);
            }
        }
    }
}

/// What follows the first bytes that both have, back to where the number begins that is there different.
fn without_common_start<'t>(left: &'t [u8], right: &'t [u8]) -> (&'t [u8], &'t [u8]) {
    let mut same = left.iter().zip(right).take_while(|(a, b)| a == b).count();
    while same.checked_sub(1).and_then(|before| left.get(before)).is_some_and(u8::is_ascii_digit) {
        same -= 1;
    }
    (left.get(same..).unwrap_or(&[]), right.get(same..).unwrap_or(&[]))
}

/// The leading digits without leading zeros, and what follows them.
fn split_digits(text: &[u8]) -> (&[u8], &[u8]) {
    let end = text.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    let zeros = digits.iter().take_while(|byte| **byte == b'0').count();
    (digits.split_at(zeros).1, rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_sort_as_a_reader_expects() {
        let mut numbers = vec!["A.10", "10.1", "8.10", "8.9", "8", "A.5.2", "A.5.10", "4"];
        numbers.sort_by(|a, b| natural_order(a, b));
        assert_eq!(numbers, ["4", "8", "8.9", "8.10", "10.1", "A.5.2", "A.5.10", "A.10"]);
    }

    #[test]
    fn leading_zeros_do_not_make_two_texts_equal() {
        assert_ne!(natural_order("8.01", "8.1"), Ordering::Equal);
    }
}
