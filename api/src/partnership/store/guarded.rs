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
        let mut wanted: HashMap<Guarded, Vec<PartnershipId>> = HashMap::new();
        for key in keys {
            wanted.entry(key.guarded).or_default().push(key.partnership);
        }
        let mut found = HashMap::new();
        for (guarded, partnerships) in wanted {
            let readable = match may_read(self.caller(), guarded) {
                MayRead::Always => partnerships,
                MayRead::Never => continue,
                MayRead::Where(allowed) => {
                    partnership::Entity::find()
                        .select_only()
                        .column(partnership::Column::Id)
                        .filter(self.among(partnership::Column::Id, partnerships.into_iter()))
                        .filter(allowed)
                        .into_tuple()
                        .all(self.database())
                        .await?
                }
            };
            found.extend(readable.into_iter().map(|partnership| (Readable { guarded, partnership }, true)));
        }
        Ok(found)
    }
}
