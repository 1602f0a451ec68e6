//! The write of many counts at once.

use std::sync::Arc;

use async_graphql::{Context, Object, SimpleObject};

use super::{inputs::SubmitParticipationCountsInput, store};
use crate::{
    graphql::{
        errors::{Result, UserError},
        mutation::writing,
    },
    participation::types::ParticipationCount,
};

/// Root fields that write.
#[derive(Clone, Copy, Default)]
pub struct SubmissionMutations;

#[Object]
impl SubmissionMutations {
    /// Keeps participation counts from another system, all or none. A count whose external id is known in the activity's
    /// municipality is changed, others are added. Safe to repeat: what is submitted again unchanged keeps its version.
    async fn submit_participation_counts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to write.")] input: SubmitParticipationCountsInput,
    ) -> Result<SubmitParticipationCountsPayload> {
        let writing = writing(ctx, "submit_participation_counts");
        let write = || {
            Box::pin(async {
                if let Some(written) = writing.again_all(ctx).await? {
                    return Ok(written);
                }
                let tx = writing.begin().await?;
                let written = store::submit(&tx, input.clone()).await?;
                let ids: Vec<_> = written.iter().map(|model| model.id.to_string()).collect();
                writing.commit(tx, &ids).await?;
                Ok(written.into_iter().map(|model| ParticipationCount::from(Arc::new(model))).collect())
            })
        };
        let (participation_counts, errors) = writing.carry_out(write).await?;
        Ok(SubmitParticipationCountsPayload { participation_counts, errors })
    }
}

/// What a submission led to: the counts, or why it was refused.
#[derive(SimpleObject)]
pub struct SubmitParticipationCountsPayload {
    /// The counts as they are now, in the order given; null when the submission was refused.
    participation_counts: Option<Vec<ParticipationCount>>,
    /// Why nothing was written, with the place of the count in `field`: `counts`, `3`, `participants`. Empty when all
    /// was written.
    errors: Vec<UserError>,
}
