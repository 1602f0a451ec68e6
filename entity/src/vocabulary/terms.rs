//! A set of vocabulary values kept in one column.

use std::{collections::BTreeSet, fmt, str::FromStr};

use super::Vocabulary;
use crate::value::Unreadable;

/// A set of values of one vocabulary, stored as `,DANCE,MUSIC,` so that both databases find a value with `LIKE '%,MUSIC,%'`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Terms<V: Vocabulary>(Vec<V>);

impl<V: Vocabulary> Terms<V> {
    /// The values in the vocabulary's order, each once.
    #[must_use]
    pub fn values(&self) -> &[V] {
        &self.0
    }

    /// Whether no value is in the set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The `LIKE` pattern that finds the sets holding `value`.
    #[must_use]
    pub fn pattern(value: V) -> String {
        format!("%,{},%", value.code())
    }
}

impl<V: Vocabulary> FromIterator<V> for Terms<V> {
    fn from_iter<I: IntoIterator<Item = V>>(values: I) -> Self {
        let codes: BTreeSet<&str> = values.into_iter().map(Vocabulary::code).collect();
        Self(V::ALL.iter().copied().filter(|value| codes.contains(value.code())).collect())
    }
}

impl<V: Vocabulary> Default for Terms<V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<V: Vocabulary> fmt::Display for Terms<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(",")?;
        self.0.iter().try_for_each(|value| write!(f, "{},", value.code()))
    }
}

impl<V: Vocabulary> FromStr for Terms<V> {
    type Err = Unreadable;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.split(',')
            .filter(|code| !code.is_empty())
            .map(|code| V::from_code(code).ok_or_else(|| Unreadable::new(V::NAME, code)))
            .collect()
    }
}

crate::stored_as_text!(Terms<V: Vocabulary>);

#[cfg(test)]
mod tests {
    use super::Terms;
    use crate::vocabulary::SubjectField;

    #[test]
    fn a_set_is_ordered_and_without_repeats() {
        let set: Terms<SubjectField> =
            [SubjectField::Music, SubjectField::Dance, SubjectField::Music].into_iter().collect();
        assert_eq!(set.to_string(), ",DANCE,MUSIC,");
        assert_eq!(set.to_string().parse(), Ok(set));
        assert_eq!(Terms::<SubjectField>::default().to_string(), ",");
    }
}
