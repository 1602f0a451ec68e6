//! Why a request is refused as a whole: coded, said in the caller's language, and short whatever was sent.

use async_graphql::{ErrorExtensionValues, Pos, ServerError, Value};
use entity::vocabulary::{Text, Vocabulary as _};

use crate::{
    problem::Language,
    vocabulary::{ErrorCode, RequestLimit},
};

/// The longest piece of a request that is repeated in a message, in characters.
const LONGEST_QUOTE: usize = 60;
/// Says, in the extensions of an error, that a write may have been kept or not.
pub(super) const IN_DOUBT: &str = "inDoubt";

/// One reason why a request is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The code clients branch on.
    pub code: ErrorCode,
    /// The limit that was exceeded, and what it allows.
    pub limit: Option<(RequestLimit, usize)>,
    /// The message.
    pub text: Box<Message>,
    /// Where in the document.
    pub at: Option<Pos>,
    /// The variable or argument it is about, from the outside in.
    pub field: Vec<String>,
    /// Whether something may have been written nevertheless.
    pub in_doubt: bool,
}

/// A message in every language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// In bokmål.
    pub nb: String,
    /// In nynorsk.
    pub nn: String,
    /// In English.
    pub en: String,
}

impl Refusal {
    /// The request exceeds a limit.
    #[must_use]
    pub fn exceeds(limit: RequestLimit, most: usize) -> Self {
        let Text { nb, nn, en } = limit.term().label;
        Self {
            code: limit.refused_as(),
            limit: Some((limit, most)),
            text: Box::new(Message {
                nb: format!("Forespørselen er over en grense: {nb}, høyst {most}. Del den opp eller be om mindre."),
                nn: format!("Førespurnaden er over ei grense: {nn}, høgst {most}. Del han opp eller be om mindre."),
                en: format!("The request exceeds a limit: {en}, at most {most}. Split it or ask for less."),
            }),
            at: None,
            field: Vec::new(),
            in_doubt: false,
        }
    }

    /// The same, at a place in the document.
    #[must_use]
    pub fn at(self, at: Pos) -> Self {
        Self { at: Some(at), ..self }
    }

    /// The same, about a variable or an argument.
    #[must_use]
    pub fn about(self, field: Vec<String>) -> Self {
        Self { field, ..self }
    }

    /// The same, where something may have been written nevertheless.
    #[must_use]
    pub fn in_doubt(self) -> Self {
        Self { in_doubt: true, ..self }
    }

    /// The message in a language.
    #[must_use]
    pub fn message(&self, language: Language) -> &str {
        match language {
            Language::Nb => &self.text.nb,
            Language::Nn => &self.text.nn,
            Language::En => &self.text.en,
        }
    }

    /// The error as GraphQL has it, in the caller's language.
    #[must_use]
    pub fn error(&self, language: Language) -> ServerError {
        let mut error = ServerError::new(self.message(language), self.at);
        let mut extensions = ErrorExtensionValues::default();
        extensions.set("code", self.code.code());
        if let Some((limit, most)) = self.limit {
            extensions.set("limit", limit.code());
            extensions.set("most", most);
        }
        if !self.field.is_empty() {
            extensions.set("field", Value::List(self.field.iter().map(|part| Value::from(quote(part))).collect()));
        }
        if self.in_doubt {
            extensions.set(IN_DOUBT, true);
        }
        error.extensions = Some(extensions);
        error
    }
}

/// A piece of a request as it is repeated in a message: no longer than a line, and without control characters.
#[must_use]
pub fn quote(text: &str) -> String {
    clip(text, LONGEST_QUOTE)
}

/// The beginning of a text: at most so many characters, control characters as spaces.
#[must_use]
pub fn clip(text: &str, most: usize) -> String {
    let mut clipped: String =
        text.chars().take(most).map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    if text.chars().nth(most).is_some() {
        clipped.push('…');
    }
    clipped
}

/// Declares reasons to refuse a request, each with a code and a message in three languages that may name its fields.
macro_rules! refusals {
    (
        $(#[$about:meta])+
        pub enum $name:ident {
            $(
                $(#[$doc:meta])+
                $variant:ident { $($field:ident : $type:ty),* $(,)? } => $code:ident {
                    nb: $nb:literal, nn: $nn:literal, en: $en:literal $(,)?
                }
            )+
        }
    ) => {
        $(#[$about])+
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum $name {
            $($(#[$doc])+ $variant { $(#[doc = "Named in the message."] $field: $type),* },)+
        }

        impl From<$name> for $crate::graphql::refusal::Refusal {
            fn from(refusal: $name) -> Self {
                match refusal {
                    $($name::$variant { $($field),* } => Self {
                        code: $crate::vocabulary::ErrorCode::$code,
                        limit: None,
                        text: Box::new($crate::graphql::refusal::Message {
                            nb: format!($nb),
                            nn: format!($nn),
                            en: format!($en),
                        }),
                        at: None,
                        field: Vec::new(),
                        in_doubt: false,
                    },)+
                }
            }
        }
    };
}
pub(crate) use refusals;
