//! How many values the arguments of a document hold together, with the variables put in: each is read for every argument
//! that names it.

use std::collections::HashMap;

use async_graphql::{
    Name, Positioned, Value as ConstValue, Variables,
    parser::types::{Directive, ExecutableDocument, Selection, SelectionSet},
};
use async_graphql_value::Value;

use super::document::{Fragments, operations};

/// The values in all arguments, fragments written out.
#[must_use]
pub fn count(document: &ExecutableDocument, fragments: &Fragments<'_>, variables: &Variables) -> usize {
    let sizes = variables.iter().map(|(name, value)| (name, size(value))).collect();
    let mut counts = Counts { sizes, known: HashMap::new() };
    for (name, fragment) in fragments {
        let count = counts.of(&fragment.node.selection_set.node);
        counts.known.insert(name, count);
    }
    let all = operations(document).into_iter().map(|(_, operation)| counts.of(&operation.node.selection_set.node));
    all.fold(0, usize::saturating_add)
}

fn size(value: &ConstValue) -> usize {
    let within = match value {
        ConstValue::List(values) => values.iter().map(size).sum(),
        ConstValue::Object(fields) => fields.values().map(size).sum(),
        _ => 0_usize,
    };
    within.saturating_add(1)
}

struct Counts<'a> {
    sizes: HashMap<&'a Name, usize>,
    known: HashMap<&'a Name, usize>,
}

impl Counts<'_> {
    fn of(&self, set: &SelectionSet) -> usize {
        let counts = set.items.iter().map(|selection| {
            let directives = self.of_directives(selection.node.directives());
            let own = match &selection.node {
                Selection::Field(field) => {
                    let arguments = field.node.arguments.iter().map(|(_, value)| self.of_value(&value.node));
                    let within = self.of(&field.node.selection_set.node);
                    arguments.fold(within, usize::saturating_add)
                }
                Selection::InlineFragment(inline) => self.of(&inline.node.selection_set.node),
                Selection::FragmentSpread(spread) => {
                    self.known.get(&spread.node.fragment_name.node).copied().unwrap_or_default()
                }
            };
            own.saturating_add(directives)
        });
        counts.fold(0, usize::saturating_add)
    }

    fn of_directives(&self, directives: &[Positioned<Directive>]) -> usize {
        let values = directives.iter().flat_map(|directive| &directive.node.arguments);
        values.map(|(_, value)| self.of_value(&value.node)).fold(0, usize::saturating_add)
    }

    fn of_value(&self, value: &Value) -> usize {
        match value {
            Value::Variable(name) => self.sizes.get(name).copied().unwrap_or(1),
            Value::List(values) => values.iter().map(|value| self.of_value(value)).fold(1, usize::saturating_add),
            Value::Object(fields) => fields.values().map(|value| self.of_value(value)).fold(1, usize::saturating_add),
            _ => 1,
        }
    }
}
