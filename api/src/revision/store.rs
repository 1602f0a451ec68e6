//! Revisions and answers in SQL.

use std::{collections::HashMap, sync::Arc};

use async_graphql::dataloader::Loader;
use entity::{
    confirmation,
    id::{PartnershipId, PartnershipRevisionId, PartyId, StaffMemberId},
    partnership, partnership_revision, party,
    vocabulary::{ConfirmationDecision, PartnershipStatus, RevisionStatus},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QueryOrder, Set,
    sea_query::{Expr, ExprTrait, Query},
};

use super::inputs::{
    ConfirmationFilter, ConfirmationSortField, PartnershipRevisionFilter, PartnershipRevisionSortField,
};
use crate::{
    access::Protected,
    auth::Caller,
    graphql::{
        comparators::Narrowing,
        connection::{Filter, SortField},
        errors::Result as FieldResult,
    },
    partnership::{rules::must_answer, store::snapshot::working_copies, terms::AgreementTerms},
    store::{ReadError, Reader, Refused, SortKey, Tx, column},
};

impl Filter<partnership_revision::Entity> for PartnershipRevisionFilter {
    fn narrow(self, to: &mut Narrowing<'_>) -> FieldResult<()> {
        to.by_id::<partnership::Entity>(
            "partnership",
            self.partnership,
            column(partnership_revision::Column::PartnershipId),
        )?;
        to.by("number", self.number, column(partnership_revision::Column::Number))?;
        to.by("status", self.status, column(partnership_revision::Column::Status))
    }
}

impl SortField<partnership_revision::Entity> for PartnershipRevisionSortField {
    fn key(self, _: &Caller) -> SortKey {
        match self {
            Self::Number => SortKey::int(partnership_revision::Column::Number),
            Self::ProposedAt => SortKey::instant(partnership_revision::Column::ProposedAt),
        }
    }
}

impl Filter<confirmation::Entity> for ConfirmationFilter {
    fn narrow(self, to: &mut Narrowing<'_>) -> FieldResult<()> {
        to.by_id::<partnership::Entity>("partnership", self.partnership, column(confirmation::Column::PartnershipId))?;
        to.by_id::<partnership_revision::Entity>("revision", self.revision, column(confirmation::Column::RevisionId))?;
        to.by_id::<party::Entity>("party", self.party, column(confirmation::Column::PartyId))?;
        to.by("decision", self.decision, column(confirmation::Column::Decision))
    }
}

impl SortField<confirmation::Entity> for ConfirmationSortField {
    fn key(self, _: &Caller) -> SortKey {
        match self {
            Self::DecidedAt => SortKey::instant(confirmation::Column::DecidedAt),
        }
    }
}

/// Asks for the revision in force.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct InForce(pub PartnershipId);

/// Asks for the revision being edited or awaiting answers.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Pending(pub PartnershipId);

/// Asks for the revision with a number.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Numbered(pub PartnershipId, pub i32);

/// Asks for the terms that were in force before the revision with a number.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct InForceBefore(pub PartnershipId, pub i32);

/// Asks for the working copy of a partnership's terms.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct WorkingCopy(pub PartnershipId);

/// Asks for the parties that have not answered a proposed revision.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Silent(pub PartnershipRevisionId);

impl Reader {
    async fn revisions(
        &self,
        partnerships: impl Iterator<Item = PartnershipId>,
        condition: Condition,
    ) -> Result<Vec<Arc<partnership_revision::Model>>, ReadError> {
        let found = partnership_revision::Entity::find()
            .filter(self.among(partnership_revision::Column::PartnershipId, partnerships))
            .filter(partnership_revision::Entity::visible(self.caller()))
            .filter(condition)
            .all(self.database())
            .await?;
        Ok(found.into_iter().map(Arc::new).collect())
    }
}

fn with_status(statuses: &[RevisionStatus]) -> Condition {
    Condition::all().add(partnership_revision::Column::Status.is_in(statuses.iter().copied()))
}

impl Loader<InForce> for Reader {
    type Value = Arc<partnership_revision::Model>;
    type Error = ReadError;

    async fn load(&self, keys: &[InForce]) -> Result<HashMap<InForce, Self::Value>, ReadError> {
        let found = self.revisions(keys.iter().map(|key| key.0), with_status(&[RevisionStatus::InForce])).await?;
        Ok(found.into_iter().map(|revision| (InForce(revision.partnership_id), revision)).collect())
    }
}

impl Loader<Pending> for Reader {
    type Value = Arc<partnership_revision::Model>;
    type Error = ReadError;

    async fn load(&self, keys: &[Pending]) -> Result<HashMap<Pending, Self::Value>, ReadError> {
        let pending = with_status(&[RevisionStatus::Open, RevisionStatus::Proposed]);
        let found = self.revisions(keys.iter().map(|key| key.0), pending).await?;
        Ok(found.into_iter().map(|revision| (Pending(revision.partnership_id), revision)).collect())
    }
}

impl Loader<Numbered> for Reader {
    type Value = Arc<partnership_revision::Model>;
    type Error = ReadError;

    async fn load(&self, keys: &[Numbered]) -> Result<HashMap<Numbered, Self::Value>, ReadError> {
        let numbers = partnership_revision::Column::Number.is_in(keys.iter().map(|key| key.1));
        let found = self.revisions(keys.iter().map(|key| key.0), Condition::all().add(numbers)).await?;
        Ok(found.into_iter().map(|revision| (Numbered(revision.partnership_id, revision.number), revision)).collect())
    }
}

impl Loader<InForceBefore> for Reader {
    type Value = Arc<partnership_revision::Model>;
    type Error = ReadError;

    async fn load(&self, keys: &[InForceBefore]) -> Result<HashMap<InForceBefore, Self::Value>, ReadError> {
        let once = with_status(&[RevisionStatus::InForce, RevisionStatus::Superseded]);
        let found = self.revisions(keys.iter().map(|key| key.0), once).await?;
        let before = |key: &InForceBefore| {
            let earlier = found.iter().filter(|revision| revision.partnership_id == key.0 && revision.number < key.1);
            earlier.max_by_key(|revision| revision.number).map(|revision| (*key, Arc::clone(revision)))
        };
        Ok(keys.iter().filter_map(before).collect())
    }
}

impl Loader<WorkingCopy> for Reader {
    type Value = Arc<AgreementTerms>;
    type Error = ReadError;

    async fn load(&self, keys: &[WorkingCopy]) -> Result<HashMap<WorkingCopy, Self::Value>, ReadError> {
        let ids: Vec<PartnershipId> = keys.iter().map(|key| key.0).collect();
        let copies = working_copies(self.database(), self.caller(), &ids).await?;
        Ok(copies.into_iter().map(|(id, terms)| (WorkingCopy(id), Arc::new(terms))).collect())
    }
}

impl Loader<Silent> for Reader {
    type Value = Vec<Arc<party::Model>>;
    type Error = ReadError;

    async fn load(&self, keys: &[Silent]) -> Result<HashMap<Silent, Self::Value>, ReadError> {
        let proposed = partnership_revision::Entity::find()
            .filter(self.among(partnership_revision::Column::Id, keys.iter().map(|key| key.0)))
            .filter(partnership_revision::Column::Status.eq(RevisionStatus::Proposed))
            .all(self.database())
            .await?;
        let parties = party::Entity::find()
            .filter(self.among(party::Column::PartnershipId, proposed.iter().map(|revision| revision.partnership_id)))
            .filter(party::Entity::visible(self.caller()))
            .order_by_asc(party::Column::Id)
            .all(self.database())
            .await?;
        let answers = confirmation::Entity::find()
            .filter(self.among(confirmation::Column::RevisionId, proposed.iter().map(|revision| revision.id)))
            .all(self.database())
            .await?;
        let mut silent: HashMap<Silent, Self::Value> = HashMap::new();
        for party in parties {
            let revision = proposed.iter().find(|revision| revision.partnership_id == party.partnership_id);
            let Some(revision) = revision else { continue };
            let proposed_on = revision.proposed_at.unwrap_or(revision.created_at).date_naive();
            if must_answer(party.left_on, proposed_on)
                && !answers.iter().any(|answer| answer.revision_id == revision.id && answer.party_id == party.id)
            {
                silent.entry(Silent(revision.id)).or_default().push(Arc::new(party));
            }
        }
        Ok(silent)
    }
}

/// The newest revision of a partnership whose row is held.
pub async fn newest(tx: &Tx, partnership: PartnershipId) -> Result<Option<partnership_revision::Model>, Refused> {
    let revisions = partnership_revision::Entity::find()
        .filter(partnership_revision::Column::PartnershipId.eq(partnership))
        .order_by_desc(partnership_revision::Column::Number);
    Ok(revisions.one(tx.connection()).await?)
}

async fn row_in_force(tx: &Tx, partnership: PartnershipId) -> Result<Option<partnership_revision::Model>, Refused> {
    let revisions = partnership_revision::Entity::find()
        .filter(partnership_revision::Column::PartnershipId.eq(partnership))
        .filter(partnership_revision::Column::Status.eq(RevisionStatus::InForce));
    Ok(revisions.one(tx.connection()).await?)
}

/// The terms in force of a partnership whose row is held.
pub async fn in_force(tx: &Tx, partnership: PartnershipId) -> Result<Option<AgreementTerms>, Refused> {
    let json = row_in_force(tx, partnership).await?.and_then(|revision| revision.terms);
    let read = |json: String| serde_json::from_str(&json).map_err(|error| Refused::Broken(format!("terms: {error}")));
    json.map(read).transpose()
}

/// The terms in force that name a person, of running partnerships whose newest revision is another one: an amendment is
/// under way there, or was.
pub async fn amended_terms_naming(
    connection: &impl ConnectionTrait,
    person: StaffMemberId,
) -> Result<Vec<(PartnershipId, AgreementTerms)>, DbErr> {
    // By its key for each revision: a list of all that are amended would be made anew for each.
    let amended = Query::select()
        .expr(Expr::val(1))
        .from(partnership::Entity)
        .and_where(column(partnership::Column::Id).eq(column(partnership_revision::Column::PartnershipId)))
        .and_where(partnership::Column::Status.is_in([PartnershipStatus::Active, PartnershipStatus::Suspended]))
        .and_where(
            Expr::col((partnership::Entity, partnership::Column::RevisionNumber))
                .gt(column(partnership_revision::Column::Number)),
        )
        .take();
    let revisions = partnership_revision::Entity::find()
        .filter(partnership_revision::Column::Status.eq(RevisionStatus::InForce))
        .filter(Expr::exists(amended))
        .filter(partnership_revision::Column::Terms.contains(person.to_string()))
        .all(connection)
        .await?;
    revisions
        .into_iter()
        .filter_map(|row| Some((row.partnership_id, row.terms?)))
        .map(|(id, json)| {
            let terms = serde_json::from_str(&json).map_err(|error| DbErr::Type(format!("terms: {error}")))?;
            Ok((id, terms))
        })
        .collect()
}

fn row(partnership: &partnership::Model, number: i32, status: RevisionStatus) -> partnership_revision::ActiveModel {
    partnership_revision::ActiveModel {
        municipality_id: Set(partnership.municipality_id),
        partnership_id: Set(partnership.id),
        number: Set(number),
        status: Set(status),
        terms: Set(None),
        comment: Set(None),
        proposed_at: Set(None),
        proposed_by: Set(None),
        settled_at: Set(None),
        ..Default::default()
    }
}

/// Opens a revision for editing.
pub async fn open(
    tx: &Tx,
    partnership: &partnership::Model,
    number: i32,
) -> Result<partnership_revision::Model, Refused> {
    tx.insert::<partnership_revision::Entity>(row(partnership, number, RevisionStatus::Open)).await
}

/// Freezes terms in the open revision, or in a new one.
pub async fn propose(
    tx: &Tx,
    partnership: &partnership::Model,
    open: Option<partnership_revision::Model>,
    number: i32,
    terms: &AgreementTerms,
    comment: Option<String>,
) -> Result<partnership_revision::Model, Refused> {
    let json = serde_json::to_string(terms).map_err(|error| Refused::Broken(format!("terms: {error}")))?;
    let mut frozen = match &open {
        Some(open) => open.clone().into_active_model(),
        None => row(partnership, number, RevisionStatus::Proposed),
    };
    frozen.status = Set(RevisionStatus::Proposed);
    frozen.terms = Set(Some(json));
    frozen.comment = Set(comment);
    frozen.proposed_at = Set(Some(tx.scope().now));
    frozen.proposed_by = Set(Some(tx.caller().subject.clone()));
    match open {
        Some(open) => tx.update::<partnership_revision::Entity>(open, frozen).await,
        None => tx.insert::<partnership_revision::Entity>(frozen).await,
    }
}

/// Ends a revision that did not come into force.
pub async fn settle(tx: &Tx, revision: partnership_revision::Model, status: RevisionStatus) -> Result<(), Refused> {
    let mut change = revision.clone().into_active_model();
    change.status = Set(status);
    change.settled_at = Set(Some(tx.scope().now));
    tx.update::<partnership_revision::Entity>(revision, change).await?;
    Ok(())
}

/// Brings a confirmed revision into force; the one before it is superseded.
pub async fn bring_into_force(tx: &Tx, revision: partnership_revision::Model) -> Result<(), Refused> {
    if let Some(old) = row_in_force(tx, revision.partnership_id).await? {
        let mut change = old.clone().into_active_model();
        change.status = Set(RevisionStatus::Superseded);
        tx.update::<partnership_revision::Entity>(old, change).await?;
    }
    settle(tx, revision, RevisionStatus::InForce).await
}

/// Keeps a party's answer.
pub async fn answer(
    tx: &Tx,
    revision: &partnership_revision::Model,
    party: &party::Model,
    decision: ConfirmationDecision,
    comment: Option<String>,
) -> Result<(), Refused> {
    let row = confirmation::ActiveModel {
        municipality_id: Set(party.municipality_id),
        partnership_id: Set(revision.partnership_id),
        revision_id: Set(revision.id),
        party_id: Set(party.id),
        decision: Set(decision),
        decided_at: Set(tx.scope().now),
        decided_by: Set(tx.caller().subject.clone()),
        comment: Set(comment),
        ..Default::default()
    };
    tx.insert::<confirmation::Entity>(row).await?;
    Ok(())
}

/// Whether a party has answered a revision.
pub async fn has_answered(tx: &Tx, revision: PartnershipRevisionId, party: PartyId) -> Result<bool, Refused> {
    let answers = confirmation::Entity::find()
        .filter(confirmation::Column::RevisionId.eq(revision))
        .filter(confirmation::Column::PartyId.eq(party));
    Ok(answers.one(tx.connection()).await?.is_some())
}

/// How many parties have confirmed a revision.
pub async fn confirmations(tx: &Tx, revision: PartnershipRevisionId) -> Result<usize, Refused> {
    let answers = confirmation::Entity::find()
        .filter(confirmation::Column::RevisionId.eq(revision))
        .filter(confirmation::Column::Decision.eq(ConfirmationDecision::Confirmed));
    Ok(usize::try_from(answers.count(tx.connection()).await?).unwrap_or(usize::MAX))
}
