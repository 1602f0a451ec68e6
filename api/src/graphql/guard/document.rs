//! The parts of a document as the guard walks them: each definition once, and fragments after the fragments they use,
//! so that no walk goes from one definition into the next and nothing is counted twice.

use std::collections::HashMap;

use async_graphql::{
    Name, Pos, Positioned,
    parser::types::{ExecutableDocument, FragmentDefinition, OperationDefinition, Selection, SelectionSet},
};

use super::refusals::DocumentRefusal;
use crate::graphql::refusal::{Refusal, quote};

/// The fragments of a document, each after those it uses.
pub type Fragments<'a> = Vec<(&'a Name, &'a Positioned<FragmentDefinition>)>;

/// The fragments of a document, each after those it uses.
///
/// # Errors
/// When one leads back to itself.
pub fn fragments(document: &ExecutableDocument) -> Result<Fragments<'_>, Refusal> {
    let mut all: Vec<_> = document.fragments.iter().collect();
    all.sort_by_key(|(_, fragment)| place(fragment.pos));
    let mut state: HashMap<&Name, State> = HashMap::new();
    let mut ordered = Vec::new();
    for (name, fragment) in all {
        // An own stack: a chain of fragments may be long.
        let mut stack = vec![(name, fragment, false)];
        while let Some((name, fragment, done)) = stack.pop() {
            if done {
                state.insert(name, State::Done);
                ordered.push((name, fragment));
                continue;
            }
            match state.get(name) {
                Some(State::Done) => continue,
                Some(State::Open) => {
                    return Err(Refusal::from(DocumentRefusal::Cycle { name: quote(name) }).at(fragment.pos));
                }
                None => {}
            }
            state.insert(name, State::Open);
            stack.push((name, fragment, true));
            let mut used = Vec::new();
            spreads(&fragment.node.selection_set.node, &mut used);
            used.sort_unstable();
            used.dedup();
            for name in used {
                if let Some((name, fragment)) = document.fragments.get_key_value(name) {
                    if matches!(state.get(name), Some(State::Open)) {
                        return Err(Refusal::from(DocumentRefusal::Cycle { name: quote(name) }).at(fragment.pos));
                    }
                    stack.push((name, fragment, false));
                }
            }
        }
    }
    Ok(ordered)
}

#[derive(Clone, Copy)]
enum State {
    Open,
    Done,
}

fn spreads<'a>(set: &'a SelectionSet, used: &mut Vec<&'a Name>) {
    for selection in &set.items {
        match &selection.node {
            Selection::Field(field) => spreads(&field.node.selection_set.node, used),
            Selection::InlineFragment(inline) => spreads(&inline.node.selection_set.node, used),
            Selection::FragmentSpread(spread) => used.push(&spread.node.fragment_name.node),
        }
    }
}

/// The operations of a document, the first first.
pub fn operations(document: &ExecutableDocument) -> Vec<(Option<&Name>, &Positioned<OperationDefinition>)> {
    let mut all: Vec<_> = document.operations.iter().collect();
    all.sort_by_key(|(_, operation)| place(operation.pos));
    all
}

/// The operation that a request chooses.
///
/// # Errors
/// When there is none of that name, or none is named among several.
pub fn chosen<'a>(
    document: &'a ExecutableDocument,
    name: Option<&str>,
) -> Result<&'a Positioned<OperationDefinition>, Refusal> {
    let all = operations(document);
    match (name, all.as_slice()) {
        (None, [(_, only)]) => Ok(only),
        (None, _) => Err(DocumentRefusal::OperationNotNamed {}.into()),
        (Some(wanted), all) => {
            let found = all.iter().find(|(name, _)| name.is_some_and(|name| name.as_str() == wanted));
            found
                .map(|(_, operation)| *operation)
                .ok_or_else(|| DocumentRefusal::UnknownOperation { name: quote(wanted) }.into())
        }
    }
}

fn place(at: Pos) -> (usize, usize) {
    (at.line, at.column)
}
