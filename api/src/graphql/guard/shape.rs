//! How large a document is with its fragments written out: counted a definition at a time, never past the largest number.

use std::collections::HashMap;

use async_graphql::{
    Name, Positioned,
    parser::types::{Directive, ExecutableDocument, OperationType, Selection, SelectionSet},
};

use super::{
    document::{Fragments, operations},
    limits::Limits,
    refusals::DocumentRefusal,
};
use crate::{graphql::refusal::Refusal, vocabulary::RequestLimit};

/// The fields of introspection that are lists.
pub const INTROSPECTION_LISTS: [&str; 8] =
    ["types", "fields", "args", "inputFields", "interfaces", "possibleTypes", "enumValues", "directives"];

/// The fields that begin introspection.
pub const INTROSPECTION_ROOTS: [&str; 2] = ["__schema", "__type"];

/// The size of a selection set, fragments written out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// Fields and fragments.
    pub selections: usize,
    /// Aliases.
    pub aliases: usize,
    /// Fields of the set itself, not of what they select.
    pub fields: usize,
    /// Fields within each other.
    pub depth: usize,
    /// Selection sets within each other.
    pub nesting: usize,
    /// Whether it asks for the schema.
    pub introspects: bool,
    /// Lists within each other under the fields that begin introspection.
    pub introspection_lists: usize,
    /// The same, were the set itself part of introspection.
    lists_within: usize,
}

/// The shapes of the fragments met so far.
type Known<'a> = HashMap<&'a Name, Shape>;

impl Shape {
    /// The size of a selection set, given those of the fragments it uses. An unknown fragment counts as empty.
    #[must_use]
    pub fn of(set: &SelectionSet, known: &Known<'_>) -> Self {
        let mut whole = Self { nesting: usize::from(!set.items.is_empty()), ..Self::default() };
        for selection in &set.items {
            let part = match &selection.node {
                Selection::Field(field) => {
                    let name = field.node.name.node.as_str();
                    let within = Self::of(&field.node.selection_set.node, known);
                    let begins = INTROSPECTION_ROOTS.contains(&name);
                    Self {
                        aliases: within.aliases.saturating_add(usize::from(field.node.alias.is_some())),
                        fields: 1,
                        depth: within.depth.saturating_add(1),
                        introspects: within.introspects || begins,
                        introspection_lists: if begins { within.lists_within } else { within.introspection_lists },
                        lists_within: within.lists_within + usize::from(INTROSPECTION_LISTS.contains(&name)),
                        ..within
                    }
                }
                Selection::InlineFragment(inline) => Self::of(&inline.node.selection_set.node, known),
                Selection::FragmentSpread(spread) => {
                    known.get(&spread.node.fragment_name.node).copied().unwrap_or_default()
                }
            };
            whole = Self {
                selections: whole.selections.saturating_add(part.selections).saturating_add(1),
                aliases: whole.aliases.saturating_add(part.aliases),
                fields: whole.fields.saturating_add(part.fields),
                depth: whole.depth.max(part.depth),
                nesting: whole.nesting.max(part.nesting.saturating_add(1)),
                introspects: whole.introspects || part.introspects,
                introspection_lists: whole.introspection_lists.max(part.introspection_lists),
                lists_within: whole.lists_within.max(part.lists_within),
            };
        }
        whole
    }

    fn exceeds(&self, limits: &Limits) -> Option<RequestLimit> {
        [
            (self.nesting, RequestLimit::Nesting),
            (self.selections, RequestLimit::Selections),
            (self.aliases, RequestLimit::Aliases),
            (self.depth, RequestLimit::Depth),
            (self.introspection_lists, RequestLimit::IntrospectionLists),
        ]
        .into_iter()
        .find_map(|(size, limit)| (size > limits.most(limit)).then_some(limit))
    }
}

/// Holds a document to the limits that need no schema.
///
/// # Errors
/// When it exceeds one.
pub fn check(document: &ExecutableDocument, fragments: &Fragments<'_>, limits: &Limits) -> Result<(), Refusal> {
    let exceeded = |limit| Refusal::exceeds(limit, limits.most(limit));
    if fragments.len() > limits.fragments {
        return Err(exceeded(RequestLimit::Fragments));
    }
    let mut known = Known::new();
    for (name, fragment) in fragments {
        count_directives(&fragment.node.directives, limits)?;
        check_directives(&fragment.node.selection_set.node, limits)?;
        let shape = Shape::of(&fragment.node.selection_set.node, &known);
        if let Some(limit) = shape.exceeds(limits) {
            return Err(exceeded(limit).at(fragment.pos));
        }
        known.insert(name, shape);
    }
    let (mut selections, mut aliases) = (0_usize, 0_usize);
    for (_, operation) in operations(document) {
        count_directives(&operation.node.directives, limits)?;
        for variable in &operation.node.variable_definitions {
            count_directives(&variable.node.directives, limits)?;
        }
        check_directives(&operation.node.selection_set.node, limits)?;
        let shape = Shape::of(&operation.node.selection_set.node, &known);
        // All operations are validated, whichever runs.
        selections = selections.saturating_add(shape.selections);
        aliases = aliases.saturating_add(shape.aliases);
        if let Some(limit) = (Shape { selections, aliases, ..shape }).exceeds(limits) {
            return Err(exceeded(limit).at(operation.pos));
        }
        if shape.introspects && !limits.introspection {
            return Err(Refusal::from(DocumentRefusal::Introspection {}).at(operation.pos));
        }
        if operation.node.ty == OperationType::Mutation && shape.fields > limits.mutations {
            return Err(exceeded(RequestLimit::Mutations).at(operation.pos));
        }
    }
    Ok(())
}

fn check_directives(set: &SelectionSet, limits: &Limits) -> Result<(), Refusal> {
    for selection in &set.items {
        count_directives(selection.node.directives(), limits)?;
        match &selection.node {
            Selection::Field(field) => check_directives(&field.node.selection_set.node, limits)?,
            Selection::InlineFragment(inline) => check_directives(&inline.node.selection_set.node, limits)?,
            Selection::FragmentSpread(_) => {}
        }
    }
    Ok(())
}

fn count_directives(directives: &[Positioned<Directive>], limits: &Limits) -> Result<(), Refusal> {
    match directives.get(limits.directives) {
        Some(beyond) => Err(Refusal::exceeds(RequestLimit::Directives, limits.directives).at(beyond.pos)),
        None => Ok(()),
    }
}
