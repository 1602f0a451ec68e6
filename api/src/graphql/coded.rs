//! Vocabularies as GraphQL enums: one generic type, so that an enum is declared once, in `entity::vocabulary`.

use std::borrow::Cow;

use async_graphql::{
    ContextSelectionSet, InputType, InputValueError, InputValueResult, Name, OutputType, Positioned, ServerResult,
    Value,
    parser::types::Field,
    registry::{MetaEnumValue, MetaType, MetaTypeId, Registry},
};
use entity::vocabulary::{Terms, Vocabulary};

/// A vocabulary's value in the schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Coded<V>(pub V);

/// The values of a stored set.
pub fn coded<V: Vocabulary>(terms: &Terms<V>) -> Vec<Coded<V>> {
    terms.values().iter().copied().map(Coded).collect()
}

/// The values given, as a set to store.
pub fn terms<V: Vocabulary>(values: impl IntoIterator<Item = Coded<V>>) -> Terms<V> {
    values.into_iter().map(|value| value.0).collect()
}

fn register<V: Vocabulary>() -> MetaType {
    let value = |value: &V| {
        let term = value.term();
        let mut meta = MetaEnumValue::new(term.code);
        let norwegian = if term.label.nb == term.code { String::new() } else { format!(" (no: {})", term.label.nb) };
        meta.description = Some(format!("{}{norwegian}", term.description.en));
        (term.code.to_owned(), meta)
    };
    MetaType::Enum {
        name: V::NAME.to_owned(),
        description: Some(V::DESCRIPTION.trim().to_owned()),
        enum_values: V::ALL.iter().map(value).collect(),
        visible: None,
        inaccessible: false,
        tags: Vec::new(),
        rust_typename: Some(std::any::type_name::<Coded<V>>()),
        directive_invocations: Vec::new(),
        requires_scopes: Vec::new(),
    }
}

impl<V: Vocabulary> InputType for Coded<V> {
    type RawValueType = Self;

    fn type_name() -> Cow<'static, str> {
        V::NAME.into()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        registry.create_input_type::<Self, _>(MetaTypeId::Enum, |_| register::<V>())
    }

    fn parse(value: Option<Value>) -> InputValueResult<Self> {
        let code = match value.unwrap_or_default() {
            Value::Enum(name) => name.to_string(),
            Value::String(text) => text,
            other => return Err(InputValueError::expected_type(other)),
        };
        V::from_code(&code)
            .map(Self)
            .ok_or_else(|| InputValueError::custom(format!("{} has no value {code:?}", V::NAME)))
    }

    fn to_value(&self) -> Value {
        Value::Enum(Name::new(self.0.code()))
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }
}

impl<V: Vocabulary> OutputType for Coded<V> {
    fn type_name() -> Cow<'static, str> {
        V::NAME.into()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        registry.create_output_type::<Self, _>(MetaTypeId::Enum, |_| register::<V>())
    }

    async fn resolve(&self, _: &ContextSelectionSet<'_>, _: &Positioned<Field>) -> ServerResult<Value> {
        Ok(InputType::to_value(self))
    }
}
