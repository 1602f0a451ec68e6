//! Whether values fit their types. What does not is told by its place, from the variable or argument inwards.

use async_graphql::{
    Pos,
    registry::{MetaInputValue, MetaType, MetaTypeName, Registry},
};
use async_graphql_value::Value;

use super::{
    limits::{Limits, MOST_ERRORS},
    refusals::DocumentRefusal,
    scalars,
};
use crate::{
    graphql::refusal::{Refusal, clip, quote},
    vocabulary::RequestLimit,
};

/// The longest place that is told, in characters.
const LONGEST_PLACE: usize = 120;

/// Where values come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The request's variables, as JSON: enum values are text.
    Variables,
    /// The document, where a variable may stand for a value.
    Document,
}

/// Checks values against the types of a schema.
pub struct Checker<'a> {
    registry: &'a Registry,
    limits: &'a Limits,
    source: Source,
    refusals: Vec<Refusal>,
    place: Vec<String>,
    at: Pos,
}

impl<'a> Checker<'a> {
    /// Checks values of a source.
    #[must_use]
    pub fn new(registry: &'a Registry, limits: &'a Limits, source: Source) -> Self {
        Self { registry, limits, source, refusals: Vec::new(), place: Vec::new(), at: Pos::default() }
    }

    /// What did not fit.
    #[must_use]
    pub fn into_refusals(self) -> Vec<Refusal> {
        self.refusals
    }

    /// Notes why a variable or argument is refused.
    pub fn refuse(&mut self, refusal: impl Into<Refusal>) {
        if self.refusals.len() < MOST_ERRORS {
            self.refusals.push(refusal.into().about(self.place.clone()).at(self.at));
        }
    }

    /// Does something for a variable or argument that stands somewhere in the document.
    pub fn of(&mut self, name: &str, at: Pos, check: impl FnOnce(&mut Self)) {
        self.at = at;
        self.within(name, check);
    }

    fn within(&mut self, name: &str, check: impl FnOnce(&mut Self)) {
        self.place.push(quote(name));
        check(self);
        self.place.pop();
    }

    fn place(&self) -> String {
        let sign = if self.source == Source::Variables { "$" } else { "" };
        clip(&format!("{sign}{}", self.place.join(".")), LONGEST_PLACE)
    }

    /// Checks a value against a type as the schema writes it, such as `[Int!]!`.
    pub fn check(&mut self, kind: &str, value: &Value) {
        if self.refusals.len() >= MOST_ERRORS || matches!(value, Value::Variable(_)) {
            return;
        }
        match (MetaTypeName::create(kind), value) {
            (MetaTypeName::NonNull(_), Value::Null) => {
                self.refuse(DocumentRefusal::Null { place: self.place(), kind: quote(kind) });
            }
            (_, Value::Null) => {}
            (MetaTypeName::List(_), Value::List(values)) if values.len() > self.limits.list_values => {
                self.refuse(Refusal::exceeds(RequestLimit::ListValues, self.limits.list_values));
            }
            (MetaTypeName::List(inner), Value::List(values)) => {
                for (index, value) in values.iter().enumerate() {
                    self.within(&index.to_string(), |within| within.check(inner, value));
                }
            }
            // A value alone stands for a list of one.
            (MetaTypeName::NonNull(inner) | MetaTypeName::List(inner), value) => self.check(inner, value),
            (MetaTypeName::Named(name), value) => self.check_named(name, value),
        }
    }

    fn check_named(&mut self, name: &str, value: &Value) {
        let registry = self.registry;
        match registry.types.get(name) {
            Some(MetaType::Scalar { .. }) => self.check_scalar(name, value),
            Some(MetaType::Enum { enum_values, .. }) => {
                let code = match value {
                    Value::String(code) if self.source == Source::Variables => Some(code.as_str()),
                    Value::Enum(code) => Some(code.as_str()),
                    _ => None,
                };
                if !code.is_some_and(|code| enum_values.contains_key(code)) {
                    self.refuse(DocumentRefusal::UnknownTerm { place: self.place(), kind: quote(name) });
                }
            }
            Some(MetaType::InputObject { input_fields, .. }) => {
                let Value::Object(values) = value else {
                    return self.refuse(DocumentRefusal::NotAnObject { place: self.place(), kind: quote(name) });
                };
                for field in input_fields.values() {
                    self.check_field(field, values.get(field.name.as_str()));
                }
                for unknown in values.keys().filter(|key| !input_fields.contains_key(key.as_str())) {
                    self.within(unknown, |within| {
                        within.refuse(DocumentRefusal::UnknownField { place: within.place(), kind: quote(name) });
                    });
                }
            }
            // Not a type of values: validation says so.
            _ => {}
        }
    }

    fn check_field(&mut self, field: &MetaInputValue, value: Option<&Value>) {
        self.within(&field.name, |within| match value {
            Some(value) => within.check(&field.ty, value),
            None if field.default_value.is_none() && MetaTypeName::create(&field.ty).is_non_null() => {
                within.refuse(DocumentRefusal::MissingField { place: within.place(), kind: quote(&field.ty) });
            }
            None => {}
        });
    }

    fn check_scalar(&mut self, name: &str, value: &Value) {
        let Some(scalar) = scalars::known(name) else {
            return;
        };
        // Lists and objects need no copy to be refused.
        let fits = !matches!(value, Value::List(_) | Value::Object(_))
            && value.clone().into_const().is_some_and(|value| (scalar.takes)(value));
        if !fits {
            let entity::vocabulary::Text { nb, nn, en } = scalar.expected;
            self.refuse(DocumentRefusal::NotOfKind { place: self.place(), kind: quote(name), nb, nn, en });
        }
    }
}
