//! Holds requests to the limits before they are validated and run: a pure look at the document and its variables.
//!
//! What the guard walks by recursion it has bounded first: brackets before the parser, fragments by their order. Sizes are
//! counted a definition at a time and never past the largest number, so a document that grows without end when its
//! fragments are written out costs no more to refuse than to read.

mod arguments;
mod cost;
mod document;
mod inputs;
mod introspection;
mod lexer;
mod limits;
mod refusals;
mod scalars;
mod shape;
mod typename;
mod values;
mod variables;

use async_graphql::{
    Pos, Variables,
    parser::{
        Error as ParserError, parse_query,
        types::{ExecutableDocument, OperationType, Selection},
    },
    registry::Registry,
};

pub use limits::{LIMITS, Limits, MOST_ERRORS};

use self::{introspection::Sizes, refusals::DocumentRefusal};
use super::refusal::{Refusal, quote};
use crate::vocabulary::RequestLimit;

/// Knows the schema and the limits.
pub struct Guard {
    registry: Registry,
    sizes: Sizes,
    limits: Limits,
}

/// A document that may run.
#[derive(Debug)]
pub struct Approved {
    /// The document.
    pub document: ExecutableDocument,
    /// Whether the chosen operation writes.
    pub writes: bool,
    /// Whether it asks for one thing only: it has a single root field.
    pub alone: bool,
    /// The variables the operation declares, with defaults where none was given.
    pub variables: Variables,
    /// What the operation may cost.
    pub cost: usize,
}

impl Guard {
    /// Guards a schema.
    #[must_use]
    pub fn new(registry: Registry, limits: Limits) -> Self {
        Self { sizes: Sizes::of(&registry), registry, limits }
    }

    /// The limits.
    #[must_use]
    pub const fn limits(&self) -> &Limits {
        &self.limits
    }

    /// The arguments of a root field that reads, each with its type, as the schema has them.
    pub fn arguments_of(&self, field: &str) -> impl Iterator<Item = (&str, &str)> {
        let root = arguments::root(&self.registry, OperationType::Query);
        let arguments = root.and_then(|root| root.field_by_name(field)).map(|field| &field.args);
        arguments.into_iter().flatten().map(|(name, argument)| (name.as_str(), argument.ty.as_str()))
    }

    /// Reads a document and holds it and its variables to the limits.
    ///
    /// # Errors
    /// When the text is no document, the operation is not there, a limit is exceeded, or a value does not fit its type.
    pub fn approve(
        &self,
        query: &str,
        operation_name: Option<&str>,
        variables: Variables,
    ) -> Result<Approved, Vec<Refusal>> {
        let limits = &self.limits;
        let mut document = self.parse(query)?;
        let fragments = document::fragments(&document)?;
        shape::check(&document, &fragments, limits)?;
        let operation = document::chosen(&document, operation_name)?;
        let variables = variables::coerce(&self.registry, limits, &operation.node, variables)?;
        self.hold(RequestLimit::InputValues, inputs::count(&document, &fragments, &variables))?;
        arguments::check(&self.registry, limits, &document, &fragments)?;
        let cost = cost::of(&self.registry, &self.sizes, &operation.node, &fragments, &variables);
        self.hold(RequestLimit::Complexity, cost)?;
        let alone =
            matches!(&operation.node.selection_set.node.items[..], [one] if matches!(one.node, Selection::Field(_)));
        let writes = operation.node.ty == OperationType::Mutation;
        typename::wrap(&mut document);
        Ok(Approved { document, writes, alone, variables, cost })
    }

    fn hold(&self, limit: RequestLimit, size: usize) -> Result<(), Refusal> {
        let most = self.limits.most(limit);
        if size > most { Err(Refusal::exceeds(limit, most)) } else { Ok(()) }
    }

    fn parse(&self, query: &str) -> Result<ExecutableDocument, Refusal> {
        self.hold(RequestLimit::QueryBytes, query.len())?;
        self.hold(RequestLimit::Nesting, lexer::nesting(query)?)?;
        parse_query(query).map_err(|error| match error {
            ParserError::RecursionLimitExceeded => Refusal::exceeds(RequestLimit::Nesting, self.limits.nesting),
            ParserError::MultipleOperations { operation, .. } => located(DocumentRefusal::Anonymous {}, operation),
            ParserError::OperationDuplicated { operation: name, second, .. }
            | ParserError::FragmentDuplicated { fragment: name, second, .. } => {
                located(DocumentRefusal::DefinedTwice { name: quote(&name) }, second)
            }
            ParserError::MissingOperation => DocumentRefusal::NoOperation {}.into(),
            other => {
                let at = other.positions().next().unwrap_or(Pos { line: 1, column: 1 });
                located(DocumentRefusal::Unreadable { line: at.line, column: at.column }, at)
            }
        })
    }
}

fn located(refusal: DocumentRefusal, at: Pos) -> Refusal {
    Refusal::from(refusal).at(at)
}

impl From<Refusal> for Vec<Refusal> {
    fn from(refusal: Refusal) -> Self {
        vec![refusal]
    }
}

#[cfg(test)]
pub(crate) mod tests;
