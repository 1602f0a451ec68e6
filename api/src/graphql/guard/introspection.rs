//! How many objects introspection can give: the schema does not change, so its lists have known sizes.

use std::collections::HashMap;

use async_graphql::{
    Name,
    parser::types::{Selection, SelectionSet},
    registry::{MetaType, Registry},
};

use super::document::Fragments;

/// Types wrapped around a named type at most, as in `[Int!]!`.
const WRAPPERS: usize = 3;

/// The sizes of the schema's lists; those within others on average, rounded up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sizes {
    types: usize,
    fields: usize,
    arguments: usize,
    input_fields: usize,
    enum_values: usize,
    directives: usize,
}

impl Sizes {
    /// Measures a schema.
    #[must_use]
    pub fn of(registry: &Registry) -> Self {
        let (mut fields, mut arguments, mut input_fields, mut enum_values) = (0, 0, 0, 0);
        for kind in registry.types.values() {
            match kind {
                MetaType::Object { fields: own, .. } | MetaType::Interface { fields: own, .. } => {
                    fields += own.len();
                    arguments += own.values().map(|field| field.args.len()).sum::<usize>();
                }
                MetaType::InputObject { input_fields: own, .. } => input_fields += own.len(),
                MetaType::Enum { enum_values: own, .. } => enum_values += own.len(),
                MetaType::Scalar { .. } | MetaType::Union { .. } => {}
            }
        }
        let types = registry.types.len().max(1);
        Self {
            types,
            fields: fields.div_ceil(types),
            arguments: arguments.div_ceil(fields.max(1)),
            input_fields: input_fields.div_ceil(types),
            enum_values: enum_values.div_ceil(types),
            // `skip`, `include`, `deprecated`, `specifiedBy`.
            directives: 4,
        }
    }

    /// How many objects a field of introspection gives; none for a value.
    fn rows(&self, field: &str) -> usize {
        match field {
            "types" => self.types,
            "fields" => self.fields,
            "args" => self.arguments,
            "inputFields" => self.input_fields,
            "enumValues" => self.enum_values,
            "directives" => self.directives,
            "type" | "ofType" | "interfaces" | "possibleTypes" | "queryType" | "mutationType" | "subscriptionType" => 1,
            _ => 0,
        }
    }
}

/// Counts the objects of introspection in a document.
pub struct Introspection<'a> {
    sizes: &'a Sizes,
    /// What the fragments give.
    known: HashMap<&'a Name, usize>,
}

impl<'a> Introspection<'a> {
    /// Counts in a document with these fragments.
    #[must_use]
    pub fn new(sizes: &'a Sizes, fragments: &Fragments<'a>) -> Self {
        let mut counted = Self { sizes, known: HashMap::new() };
        for (name, fragment) in fragments {
            let count = counted.of(&fragment.node.selection_set.node);
            counted.known.insert(name, count);
        }
        counted
    }

    /// The objects that a selection of introspection can give.
    #[must_use]
    pub fn of(&self, set: &SelectionSet) -> usize {
        self.below(set, 0)
    }

    fn below(&self, set: &SelectionSet, wrappers: usize) -> usize {
        let counts = set.items.iter().map(|selection| match &selection.node {
            Selection::Field(field) => {
                let name = field.node.name.node.as_str();
                let wrappers = if name == "ofType" { wrappers + 1 } else { 0 };
                if wrappers > WRAPPERS {
                    return 0;
                }
                let within = self.below(&field.node.selection_set.node, wrappers);
                self.sizes.rows(name).saturating_mul(within.saturating_add(1))
            }
            Selection::InlineFragment(inline) => self.below(&inline.node.selection_set.node, wrappers),
            Selection::FragmentSpread(spread) => {
                self.known.get(&spread.node.fragment_name.node).copied().unwrap_or_default()
            }
        });
        counts.fold(0, usize::saturating_add)
    }
}
