//! What an operation may cost: the objects its answer can hold at most, before anything is read.
//!
//! A value costs nothing. An object costs 1 and what is selected of it. A list costs that times the rows it can have: its
//! page size for a connection, the number of ids for `nodes(ids:)`, [`UNPAGED_ROWS`] for the short lists that have no
//! pages. What only holds a list together (`edges`, `pageInfo`) is free, and so is what `@skip` and `@include` leave out.
//! Introspection costs 1 for each [`INTROSPECTION_SHARE`] objects: they come from memory.

use std::collections::HashMap;

use async_graphql::{
    Name, Positioned, Value as ConstValue, Variables,
    parser::types::{Directive, Field, OperationDefinition, Selection, SelectionSet},
    registry::{MetaField, MetaType, MetaTypeName, Registry},
};
use async_graphql_value::Value;

use super::{
    arguments::root,
    document::Fragments,
    introspection::{Introspection, Sizes},
    shape::INTROSPECTION_ROOTS,
};
use crate::graphql::connection::{DEFAULT_PAGE, LARGEST_PAGE};

/// Rows that a list without pages counts for; such lists are short.
pub const UNPAGED_ROWS: usize = 5;
/// Objects of introspection that cost as much as one record.
pub const INTROSPECTION_SHARE: usize = 200;

/// What an operation may cost.
#[must_use]
pub fn of(
    registry: &Registry,
    sizes: &Sizes,
    operation: &OperationDefinition,
    fragments: &Fragments<'_>,
    variables: &Variables,
) -> usize {
    let mut costs =
        Costs { registry, variables, known: HashMap::new(), introspection: Introspection::new(sizes, fragments) };
    for (name, fragment) in fragments {
        let on = registry.types.get(fragment.node.type_condition.node.on.node.as_str());
        let cost = costs.of(&fragment.node.selection_set.node, on);
        costs.known.insert(name, cost);
    }
    costs.of(&operation.selection_set.node, root(registry, operation.ty))
}

struct Costs<'a> {
    registry: &'a Registry,
    variables: &'a Variables,
    /// What the fragments met so far cost.
    known: HashMap<&'a Name, usize>,
    introspection: Introspection<'a>,
}

impl Costs<'_> {
    fn of(&self, set: &SelectionSet, on: Option<&MetaType>) -> usize {
        let costs = set.items.iter().map(|selection| {
            if self.is_left_out(selection.node.directives()) {
                return 0;
            }
            match &selection.node {
                Selection::Field(field) => self.of_field(&field.node, on),
                Selection::InlineFragment(inline) => {
                    let condition = inline.node.type_condition.as_ref();
                    let on = condition.map_or(on, |named| self.registry.types.get(named.node.on.node.as_str()));
                    self.of(&inline.node.selection_set.node, on)
                }
                Selection::FragmentSpread(spread) => {
                    self.known.get(&spread.node.fragment_name.node).copied().unwrap_or_default()
                }
            }
        });
        costs.fold(0, usize::saturating_add)
    }

    fn of_field(&self, field: &Field, on: Option<&MetaType>) -> usize {
        let set = &field.selection_set.node;
        if INTROSPECTION_ROOTS.contains(&field.name.node.as_str()) {
            return self.introspection.of(set).saturating_add(1).div_ceil(INTROSPECTION_SHARE);
        }
        if set.items.is_empty() {
            return 0;
        }
        // What validation will refuse has no type here, and costs what an object does.
        let known = on.and_then(|on| on.field_by_name(&field.name.node));
        let name = known.map_or("", |known| MetaTypeName::concrete_typename(&known.ty));
        let kind = self.registry.types.get(name);
        let within = self.of(set, kind);
        if is_connection(name) {
            // `nodes` and `edges` cost one row each.
            return self.page_size(field).saturating_mul(within).saturating_add(1);
        }
        let object = within.saturating_add(usize::from(!is_frame(name)));
        match known {
            Some(known) if is_list(known) => self.rows(field, on).saturating_mul(object),
            _ => object,
        }
    }

    /// Rows of a list that has no pages of its own.
    fn rows(&self, field: &Field, on: Option<&MetaType>) -> usize {
        if on.is_some_and(|on| is_connection(on.name())) {
            return 1;
        }
        match self.argument(field, "ids") {
            Some(ConstValue::List(ids)) => ids.len(),
            Some(_) => 1,
            None => UNPAGED_ROWS,
        }
    }

    fn page_size(&self, field: &Field) -> usize {
        let number = |name| match self.argument(field, name) {
            Some(ConstValue::Number(number)) => number.as_i64(),
            _ => None,
        };
        let size = number("first").or_else(|| number("last")).unwrap_or_else(|| DEFAULT_PAGE.into());
        // Other sizes are refused where the list is read.
        usize::try_from(size.clamp(0, LARGEST_PAGE.into())).unwrap_or_default()
    }

    fn argument(&self, field: &Field, name: &str) -> Option<ConstValue> {
        field.get_argument(name).and_then(|value| self.value(&value.node))
    }

    fn value(&self, value: &Value) -> Option<ConstValue> {
        value.clone().into_const_with(|name| self.variables.get(&name).cloned().ok_or(())).ok()
    }

    fn is_left_out(&self, directives: &[Positioned<Directive>]) -> bool {
        directives.iter().any(|directive| {
            let wanted = match directive.node.name.node.as_str() {
                "skip" => ConstValue::Boolean(true),
                "include" => ConstValue::Boolean(false),
                _ => return false,
            };
            directive.node.get_argument("if").and_then(|value| self.value(&value.node)) == Some(wanted)
        })
    }
}

fn is_connection(name: &str) -> bool {
    name.ends_with("Connection")
}

/// Whether objects of a type only hold a list together.
fn is_frame(name: &str) -> bool {
    name.ends_with("Edge") || name == "PageInfo"
}

fn is_list(field: &MetaField) -> bool {
    matches!(MetaTypeName::create(&field.ty).unwrap_non_null(), MetaTypeName::List(_))
}
