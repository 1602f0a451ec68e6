//! Of which partnerships a caller with several powers may read what is guarded.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use entity::{id::PartnershipId, partnership};
use sea_orm::{EntityTrait, QueryFilter, QuerySelect};

use crate::{
    access::{Guarded, MayRead, may_read},
    store::{ReadError, Reader},
};

/// Asks whether the caller may read what is guarded of a partnership it sees.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Readable {
    /// What is guarded.
    pub guarded: Guarded,
    /// The partnership.
    pub partnership: PartnershipId,
}

impl Loader<Readable> for Reader {
    type Value = bool;
    type Error = ReadError;

    /// One statement a kind of what is guarded.
    async fn load(&self, keys: &[Readable]) -> Result<HashMap<Readable, bool>, ReadError> {
        let mut found = HashMap::new();
        for guarded in [Guarded::Names, Guarded::Who, Guarded::Remarks] {
            let wanted = keys.iter().filter(|key| key.guarded == guarded);
            let allowed = match may_read(self.caller(), guarded) {
                MayRead::Always => {
                    found.extend(wanted.map(|key| (*key, true)));
                    continue;
                }
                MayRead::Where(allowed) if wanted.clone().next().is_some() => allowed,
                MayRead::Where(_) | MayRead::Never => continue,
            };
            let readable: Vec<PartnershipId> = partnership::Entity::find()
                .select_only()
                .column(partnership::Column::Id)
                .filter(self.among(partnership::Column::Id, wanted.map(|key| key.partnership)))
                .filter(allowed)
                .into_tuple()
                .all(self.database())
                .await?;
            found.extend(readable.into_iter().map(|partnership| (Readable { guarded, partnership }, true)));
        }
        Ok(found)
    }
}
