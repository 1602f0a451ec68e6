//! Variables as the operation declares them, checked before anything runs (GraphQL, "Coercing Variable Values").

use async_graphql::{Variables, parser::types::OperationDefinition, registry::Registry};

use super::{
    limits::Limits,
    refusals::DocumentRefusal,
    values::{Checker, Source},
};
use crate::graphql::refusal::{Refusal, quote};

/// The variables that an operation declares, with defaults where none was given; others are left out.
///
/// # Errors
/// When a required one is missing, or a value does not fit its type.
pub fn coerce(
    registry: &Registry,
    limits: &Limits,
    operation: &OperationDefinition,
    mut given: Variables,
) -> Result<Variables, Vec<Refusal>> {
    let mut checker = Checker::new(registry, limits, Source::Variables);
    let mut coerced = Variables::default();
    for definition in &operation.variable_definitions {
        let name = &definition.node.name.node;
        let kind = definition.node.var_type.node.to_string();
        let default = definition.node.default_value.as_ref().map(|default| &default.node);
        let value = given.remove(name);
        checker.of(name, definition.pos, |checker| match &value {
            // A default is written in the document, where enum values are no text; validation checks it.
            None if default.is_some() || definition.node.var_type.node.nullable => {}
            None => checker.refuse(DocumentRefusal::MissingVariable { name: quote(name), kind: quote(&kind) }),
            Some(value) => checker.check(&kind, &value.clone().into_value()),
        });
        if let Some(value) = value.or_else(|| default.cloned()) {
            coerced.insert(name.clone(), value);
        }
    }
    let refusals = checker.into_refusals();
    if refusals.is_empty() { Ok(coerced) } else { Err(refusals) }
}
