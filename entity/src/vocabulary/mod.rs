//! Controlled vocabularies: every enum of the registry with its labels and meaning in Norwegian and English.
//!
//! One declaration serves storage (the code is the stored text), the API (the code is the GraphQL value) and the
//! `vocabulary` query (labels in bokmål, nynorsk, English and, where known, northern Sámi).

mod activity;
mod audit;
mod budget;
mod collaboration;
mod funding;
mod organisation;
mod outcome;
mod partnership;
mod release;
mod role;
mod staff;
mod terms;
mod voice;

pub use activity::*;
pub use audit::*;
pub use budget::*;
pub use collaboration::*;
pub use funding::*;
pub use organisation::*;
pub use outcome::*;
pub use partnership::*;
pub use release::*;
pub use role::Role;
pub use staff::*;
pub use terms::Terms;
pub use voice::*;

/// A text in the languages the registry speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    /// Bokmål.
    pub nb: &'static str,
    /// Nynorsk.
    pub nn: &'static str,
    /// English.
    pub en: &'static str,
}

/// One value of a vocabulary as people read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// The code, stored and exchanged: `CULTURE_SCHOOL`.
    pub code: &'static str,
    /// The name of the value.
    pub label: Text,
    /// What the value means.
    pub description: Text,
    /// The name in northern Sámi, where known.
    pub label_se: Option<&'static str>,
}

/// An enum whose values are published with labels.
pub trait Vocabulary: Copy + Eq + std::hash::Hash + std::fmt::Debug + Send + Sync + 'static {
    /// The name of the type in the API: `ServiceType`.
    const NAME: &'static str;
    /// What the vocabulary is about, in English with the Norwegian term.
    const DESCRIPTION: &'static str;
    /// All values, in the order people expect them.
    const ALL: &'static [Self];

    /// The value as people read it.
    fn term(self) -> &'static Term;

    /// The stored and exchanged code.
    fn code(self) -> &'static str {
        self.term().code
    }

    /// The value a code stands for.
    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.code() == code)
    }
}

/// Declares an enum as a [`Vocabulary`] that can be stored, serialised and labelled.
///
/// The doc comment on the enum becomes its description in the API; a value gives its code and, for each language,
/// a label and a meaning; `se` (label only) may be left out.
#[macro_export]
macro_rules! vocabulary {
    (
        $(#[doc = $about:literal])+
        pub enum $name:ident {
            $(
                $value:ident = $code:literal {
                    nb: $nb:literal, $nb_about:literal;
                    nn: $nn:literal, $nn_about:literal;
                    en: $en:literal, $en_about:literal;
                    $(se: $se:literal;)?
                }
            )+
        }
    ) => {
        $(#[doc = $about])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name {
            $(#[doc = $en_about] $value,)+
        }

        impl $crate::vocabulary::Vocabulary for $name {
            const NAME: &'static str = stringify!($name);
            const DESCRIPTION: &'static str = concat!($($about, "\n"),+);
            const ALL: &'static [Self] = &[$(Self::$value),+];

            fn term(self) -> &'static $crate::vocabulary::Term {
                match self {
                    $(Self::$value => &$crate::vocabulary::Term {
                        code: $code,
                        label: $crate::vocabulary::Text { nb: $nb, nn: $nn, en: $en },
                        description: $crate::vocabulary::Text { nb: $nb_about, nn: $nn_about, en: $en_about },
                        label_se: $crate::vocabulary!(@optional $($se)?),
                    },)+
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str($crate::vocabulary::Vocabulary::code(*self))
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::value::Unreadable;

            fn from_str(code: &str) -> Result<Self, Self::Err> {
                $crate::vocabulary::Vocabulary::from_code(code)
                    .ok_or_else(|| $crate::value::Unreadable::new(stringify!($name), code))
            }
        }

        $crate::stored_as_text!($name);
    };
    (@optional) => { None };
    (@optional $text:literal) => { Some($text) };
}
pub use crate::vocabulary;

#[cfg(test)]
mod tests {
    use super::{ServiceType, Vocabulary};

    #[test]
    fn codes_round_trip() {
        for &value in ServiceType::ALL {
            assert_eq!(ServiceType::from_code(value.code()), Some(value));
        }
        assert_eq!(ServiceType::from_code("culture_school"), None);
    }
}
