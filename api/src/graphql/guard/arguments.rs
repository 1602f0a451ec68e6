//! Values written in the document, checked against the arguments they are given for.

use async_graphql::{
    parser::types::{ExecutableDocument, Field, OperationType, Selection, SelectionSet},
    registry::{MetaType, MetaTypeName, Registry},
};

use super::{
    document::{Fragments, operations},
    limits::Limits,
    values::{Checker, Source},
};
use crate::graphql::refusal::Refusal;

/// Checks the arguments of a document. Unknown fields and arguments are for validation to tell.
///
/// # Errors
/// When a value does not fit its type.
pub fn check(
    registry: &Registry,
    limits: &Limits,
    document: &ExecutableDocument,
    fragments: &Fragments<'_>,
) -> Result<(), Vec<Refusal>> {
    let mut checker = Checker::new(registry, limits, Source::Document);
    for (_, operation) in operations(document) {
        for variable in &operation.node.variable_definitions {
            if let Some(default) = &variable.node.default_value {
                let kind = variable.node.var_type.node.to_string();
                let default = default.node.clone().into_value();
                checker.of(&variable.node.name.node, variable.pos, |checker| checker.check(&kind, &default));
            }
        }
        let root = root(registry, operation.node.ty);
        walk(registry, root, &operation.node.selection_set.node, &mut checker);
    }
    for (_, fragment) in fragments {
        let on = registry.types.get(fragment.node.type_condition.node.on.node.as_str());
        walk(registry, on, &fragment.node.selection_set.node, &mut checker);
    }
    let refusals = checker.into_refusals();
    if refusals.is_empty() { Ok(()) } else { Err(refusals) }
}

/// The type that operations of a kind begin with.
pub fn root(registry: &Registry, kind: OperationType) -> Option<&MetaType> {
    let name = match kind {
        OperationType::Query => Some(&registry.query_type),
        OperationType::Mutation => registry.mutation_type.as_ref(),
        OperationType::Subscription => registry.subscription_type.as_ref(),
    };
    name.and_then(|name| registry.types.get(name))
}

fn walk(registry: &Registry, on: Option<&MetaType>, set: &SelectionSet, checker: &mut Checker<'_>) {
    for selection in &set.items {
        match &selection.node {
            Selection::Field(field) => {
                let known = on.and_then(|on| on.field_by_name(&field.node.name.node));
                if let Some(known) = known {
                    arguments(&field.node, |name| known.args.get(name).map(|argument| argument.ty.as_str()), checker);
                }
                let within = known.and_then(|known| registry.types.get(MetaTypeName::concrete_typename(&known.ty)));
                walk(registry, within, &field.node.selection_set.node, checker);
            }
            Selection::InlineFragment(inline) => {
                let condition = inline.node.type_condition.as_ref().map(|condition| condition.node.on.node.as_str());
                let on = condition.map_or(on, |name| registry.types.get(name));
                walk(registry, on, &inline.node.selection_set.node, checker);
            }
            Selection::FragmentSpread(_) => {}
        }
    }
}

fn arguments<'a>(field: &Field, kind: impl Fn(&str) -> Option<&'a str>, checker: &mut Checker<'_>) {
    for (name, value) in &field.arguments {
        if let Some(kind) = kind(&name.node) {
            checker.of(&name.node, value.pos, |checker| checker.check(kind, &value.node));
        }
    }
}
