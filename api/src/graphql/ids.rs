//! Public ids as arguments: the `ID` scalar, checked to be of the wanted kind.

use std::borrow::Cow;

use async_graphql::{ID, InputType, InputValueError, InputValueResult, Value, registry::Registry};
use entity::{Id, Kind, id::MunicipalityId};

use super::refusal::quote;
use crate::reference::municipality_id;

/// Whether a text has the form of a public id, of whichever kind: `<kind>_<32 hex digits>`, the digits in lower case, so
/// that a record has one.
#[must_use]
pub fn is_public_id(text: &str) -> bool {
    let digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    text.split_once('_').is_some_and(|(kind, digits)| {
        !kind.is_empty()
            && kind.bytes().all(|byte| byte.is_ascii_alphabetic())
            && digits.len() == 32
            && digits.bytes().all(digit)
    })
}

/// The id of a record of one kind, given as `<kind>_<32 hex digits>`.
pub struct GlobalId<K>(pub Id<K>);

impl<K: Kind> std::fmt::Debug for GlobalId<K> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl<K> Clone for GlobalId<K> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K> Copy for GlobalId<K> {}

impl<K> From<GlobalId<K>> for Id<K> {
    fn from(id: GlobalId<K>) -> Self {
        id.0
    }
}

impl<K: Kind> InputType for GlobalId<K> {
    type RawValueType = Self;

    fn type_name() -> Cow<'static, str> {
        <ID as InputType>::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        <ID as InputType>::create_type_info(registry)
    }

    fn parse(value: Option<Value>) -> InputValueResult<Self> {
        match value.unwrap_or_default() {
            Value::String(text) => text.parse().map(Self).map_err(|_| {
                let given = quote(&text);
                InputValueError::custom(format!("{given:?} is not an id of the form {}_<32 hex digits>", K::PREFIX))
            }),
            other => Err(InputValueError::expected_type(other)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }
}

/// A municipality, given by its public id or by its number.
#[derive(Clone, Copy, Debug)]
pub struct Place(pub MunicipalityId);

impl InputType for Place {
    type RawValueType = Self;

    fn type_name() -> Cow<'static, str> {
        <ID as InputType>::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        <ID as InputType>::create_type_info(registry)
    }

    fn parse(value: Option<Value>) -> InputValueResult<Self> {
        let Value::String(text) = value.unwrap_or_default() else {
            return Err(InputValueError::custom("expected the id of a municipality, or its number as text"));
        };
        if text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Ok(Self(municipality_id(&text)));
        }
        text.parse().map(Self).map_err(|_| {
            let given = quote(&text);
            InputValueError::custom(format!(
                "{given:?} is neither the number of a municipality (four digits) nor an id of the form \
                 municipality_<32 hex digits>"
            ))
        })
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }
}

#[cfg(test)]
mod tests {
    use super::{Place, is_public_id};
    use crate::reference::municipality_id;
    use async_graphql::{InputType, Value};

    #[test]
    fn public_ids_are_told_from_other_text() {
        assert!(is_public_id(&municipality_id("0301").to_string()));
        assert!(is_public_id("accessGrant_018cc251f400700090a62f94c579634c"));
        for text in [
            "partnership_018CC251F400700090A62F94C579634C",
            "partnership_018cc251f400700090a62f94c579634",
            "partnership_018cc251f400700090a62f94c579634c0",
            "partnership-018cc251f400700090a62f94c579634c",
            "_018cc251f400700090a62f94c579634c",
            "p4rty_018cc251f400700090a62f94c579634c",
            "018cc251f400700090a62f94c579634c",
            "",
        ] {
            assert!(!is_public_id(text), "{text}");
        }
    }

    #[test]
    fn a_municipality_is_named_by_number_or_id() {
        let id = municipality_id("0301");
        for text in ["0301", &id.to_string()] {
            assert_eq!(Place::parse(Some(Value::from(text))).unwrap().0, id);
        }
        for text in ["301", "Oslo", "03011", "partnership_018cc251f400700090a62f94c579634c", ""] {
            assert!(Place::parse(Some(Value::from(text))).is_err(), "{text}");
        }
        assert!(Place::parse(Some(Value::from(301))).is_err());
    }
}
