//! Public ids as arguments: the `ID` scalar, checked to be of the wanted kind.

use std::borrow::Cow;

use async_graphql::{ID, InputType, InputValueError, InputValueResult, Value, registry::Registry};
use entity::{Id, Kind};

use super::refusal::quote;

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
