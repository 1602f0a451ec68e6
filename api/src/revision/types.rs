//! Revisions and the parties' answers as the API shows them.

use std::sync::Arc;

use async_graphql::{Context, Object, SimpleObject};
use entity::{
    confirmation,
    vocabulary::{ConfirmationDecision, RevisionStatus},
};

use super::{
    difference::differences,
    inputs::{ConfirmationFilter, ConfirmationSortField, PartnershipRevisionFilter, PartnershipRevisionSortField},
    store::{InForceBefore, Numbered, Silent, WorkingCopy},
    terms::AgreedTerms,
};
use crate::{
    access::Guarded,
    graphql::{
        coded::Coded,
        connection::{Listed, lists},
        context::RequestContext,
        errors::{ApiError, Result},
        record::{record_fields, record_object},
        scalars::DateTime,
    },
    partnership::{terms::AgreementTerms, types::Partnership},
    party::types::Party,
    store::Relation,
};

record_object! {
    /// A version of the agreement (avtalerevisjon): its terms are frozen when it is proposed, and it comes into force
    /// when every party has confirmed it.
    pub PartnershipRevision of partnership_revision = owned + PartnershipRevisionFields + PartnershipRevisionLists
}

record_fields! {
    /// What a revision is.
    PartnershipRevisionFields of partnership_revision
}

fn read(terms: Option<&str>) -> Result<Option<AgreementTerms>> {
    let read = |json| serde_json::from_str(json).map_err(|error| ApiError::Internal(format!("frozen terms: {error}")));
    terms.map(read).transpose()
}

#[Object]
impl PartnershipRevisionFields {
    /// The partnership.
    async fn partnership(&self, ctx: &Context<'_>) -> Result<Partnership> {
        ctx.one(self.0.partnership_id).await
    }

    /// The number: 1 for the first, one more for each.
    async fn number(&self) -> i32 {
        self.0.number
    }

    /// Whether it is being edited, awaits answers, is in force or is past.
    async fn status(&self) -> Coded<RevisionStatus> {
        Coded(self.0.status)
    }

    /// What the proposer says about it.
    async fn comment(&self) -> Option<&str> {
        self.0.comment.as_deref()
    }

    /// When it was proposed; null while it is being edited.
    async fn proposed_at(&self) -> Option<DateTime> {
        self.0.proposed_at.map(DateTime)
    }

    /// Who proposed it, as the identity provider names them; null for readers, analysts and the registry's own staff.
    async fn proposed_by(&self, ctx: &Context<'_>) -> Result<Option<&str>> {
        let readable = ctx.may_read(Guarded::Who, self.0.partnership_id).await?;
        Ok(self.0.proposed_by.as_deref().filter(|_| readable))
    }

    /// When the last answer came, or it was withdrawn.
    async fn settled_at(&self) -> Option<DateTime> {
        self.0.settled_at.map(DateTime)
    }

    /// The frozen terms; null while it is being edited (the partnership itself shows the working copy).
    async fn terms(&self) -> Result<Option<AgreedTerms>> {
        Ok(read(self.0.terms.as_deref())?.map(AgreedTerms::from))
    }

    /// The parties that have not answered; empty unless it is proposed.
    async fn awaiting(&self, ctx: &Context<'_>) -> Result<Vec<Party>> {
        let silent = ctx.loaders().load_one(Silent(self.0.id)).await?.unwrap_or_default();
        Ok(silent.into_iter().map(Party::from).collect())
    }

    /// What differs from earlier terms to these, ordered by path; for a revision still being edited, to the working copy.
    /// Null when there are no such earlier terms.
    async fn differences(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The number of the earlier revision; the one in force before this unless given.")]
        from: Option<i32>,
    ) -> Result<Option<Vec<TermsDifference>>> {
        let (partnership, number) = (self.0.partnership_id, self.0.number);
        let earlier = match from {
            Some(from) => ctx.loaders().load_one(Numbered(partnership, from)).await?,
            None => ctx.loaders().load_one(InForceBefore(partnership, number)).await?,
        };
        let Some(before) = read(earlier.as_ref().and_then(|revision| revision.terms.as_deref()))? else {
            return Ok(None);
        };
        let after = match read(self.0.terms.as_deref())? {
            Some(frozen) => Some(Arc::new(frozen)),
            None => ctx.loaders().load_one(WorkingCopy(partnership)).await?,
        };
        Ok(after.map(|after| {
            let found = differences(&before, &after).into_iter();
            found.map(|found| TermsDifference { path: found.path, before: found.before, after: found.after }).collect()
        }))
    }
}

/// One difference between two versions of the terms (endring).
#[derive(Clone, Debug, SimpleObject)]
pub struct TermsDifference {
    /// What differs, from the outside in: `endDate`, or `staffAllocations.<id>.percentage`.
    path: String,
    /// The value before, as text; null when it was not there.
    before: Option<String>,
    /// The value after, as text; null when it is gone.
    after: Option<String>,
}

lists! {
    /// The lists of a revision.
    PartnershipRevisionLists of partnership_revision {
        /// The parties' answers (bekreftelser).
        confirmations: Confirmation = Relation::Column(confirmation::Column::RevisionId);
    }
}

impl Listed for PartnershipRevision {
    type Filter = PartnershipRevisionFilter;
    type SortField = PartnershipRevisionSortField;
}

record_object! {
    /// A party's answer to one revision (bekreftelse). Only the organisation itself answers.
    pub Confirmation of confirmation = owned + ConfirmationFields
}

record_fields! {
    /// What an answer is.
    ConfirmationFields of confirmation
}

#[Object]
impl ConfirmationFields {
    /// The partnership.
    async fn partnership(&self, ctx: &Context<'_>) -> Result<Partnership> {
        ctx.one(self.0.partnership_id).await
    }

    /// The revision answered; null for analysts.
    async fn revision(&self, ctx: &Context<'_>) -> Result<Option<PartnershipRevision>> {
        ctx.maybe(Some(self.0.revision_id)).await
    }

    /// The party that answered.
    async fn party(&self, ctx: &Context<'_>) -> Result<Party> {
        ctx.one::<Party>(self.0.party_id).await
    }

    /// The answer.
    async fn decision(&self) -> Coded<ConfirmationDecision> {
        Coded(self.0.decision)
    }

    /// When it was answered.
    async fn decided_at(&self) -> DateTime {
        DateTime(self.0.decided_at)
    }

    /// Who answered, as the identity provider names them; null for readers, analysts and the registry's own staff.
    async fn decided_by(&self, ctx: &Context<'_>) -> Result<Option<&str>> {
        let readable = ctx.may_read(Guarded::Who, self.0.partnership_id).await?;
        Ok(readable.then_some(self.0.decided_by.as_str()))
    }

    /// A comment, or the reason for a no; null for analysts.
    async fn comment(&self, ctx: &Context<'_>) -> Result<Option<&str>> {
        let readable = ctx.may_read(Guarded::Remarks, self.0.partnership_id).await?;
        Ok(self.0.comment.as_deref().filter(|_| readable))
    }
}

impl Listed for Confirmation {
    type Filter = ConfirmationFilter;
    type SortField = ConfirmationSortField;
}
