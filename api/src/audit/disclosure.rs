//! Who read whose name: gathered while a request is answered, and written in the trail before the answer leaves. An
//! answer whose names could not be written down does not leave.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use async_graphql::{Context, QueryPathNode, QueryPathSegment, Response, parser::types::Selection};
use entity::{
    id::{MunicipalityId, OrganisationId, StaffMemberId},
    staff_member,
};

use super::store::disclosed;
use crate::{
    graphql::errors::{ApiError, unlogged},
    store::Scope,
};

/// A person whose name was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Person {
    /// The person.
    pub id: StaffMemberId,
    /// The municipality of the employer.
    pub municipality: MunicipalityId,
    /// The employer.
    pub employer: OrganisationId,
}

impl From<&staff_member::Model> for Person {
    fn from(model: &staff_member::Model) -> Self {
        Self { id: model.id, municipality: model.municipality_id, employer: model.employer_id }
    }
}

/// That a person's name was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disclosure {
    /// Whose.
    pub person: Person,
    /// The root field it was read through.
    pub operation: String,
}

/// The people whose name, e-mail address or employee key one request has read.
#[derive(Clone, Debug, Default)]
pub struct Disclosures(Arc<Mutex<BTreeMap<StaffMemberId, Disclosure>>>);

impl Disclosures {
    /// Notes that the field being resolved reads who a person is.
    ///
    /// # Errors
    /// When nobody would write it down.
    pub fn note(ctx: &Context<'_>, person: Person) -> Result<(), ApiError> {
        let Some(all) = ctx.data_opt::<Self>() else {
            return Err(ApiError::Internal("a name was to be read where readings are not written down".to_owned()));
        };
        let mut all = all.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.entry(person.id).or_insert_with(|| Disclosure { person, operation: root_field(ctx) });
        Ok(())
    }

    fn take(&self) -> Vec<Disclosure> {
        let all = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        all.into_values().collect()
    }
}

/// Writes down whose names an answer reads, and lets it go; when that fails, the answer is an error instead.
pub async fn written_down(scope: &Scope, disclosures: &Disclosures, response: Response) -> Response {
    let disclosed = disclosures.take();
    if disclosed.is_empty() {
        return response;
    }
    match disclosed::write(scope, disclosed).await {
        Ok(()) => response,
        Err(error) => {
            tracing::error!(%error, "the reading of names could not be written down");
            unlogged()
        }
    }
}

/// The root field through which a field is reached, by its name in the schema whatever the caller calls it.
fn root_field(ctx: &Context<'_>) -> String {
    let Some(key) = ctx.path_node.as_ref().and_then(root_key) else {
        return "query".to_owned();
    };
    let query = &ctx.query_env;
    let mut selections = vec![&query.operation.node.selection_set.node];
    while let Some(set) = selections.pop() {
        for selection in &set.items {
            match &selection.node {
                Selection::Field(field) if field.node.response_key().node == key => {
                    return field.node.name.node.to_string();
                }
                Selection::Field(_) => {}
                Selection::InlineFragment(fragment) => selections.push(&fragment.node.selection_set.node),
                Selection::FragmentSpread(spread) => {
                    let fragment = query.fragments.get(&spread.node.fragment_name.node);
                    selections.extend(fragment.map(|fragment| &fragment.node.selection_set.node));
                }
            }
        }
    }
    "query".to_owned()
}

fn root_key<'a>(node: &QueryPathNode<'a>) -> Option<&'a str> {
    let mut root = None;
    let mut place = Some(node);
    while let Some(node) = place {
        if let QueryPathSegment::Name(name) = node.segment {
            root = Some(name);
        }
        place = node.parent;
    }
    root
}
