//! That names were read, in the trail.

use crate::{
    audit::disclosure::Disclosure,
    store::{Refused, Scope},
};

/// Writes an event for each person whose name a request read, all or none.
///
/// # Errors
/// When the database could not keep them.
pub async fn write(scope: &Scope, disclosed: Vec<Disclosure>) -> Result<(), Refused> {
    let tx = scope.begin_own("read").await?;
    for disclosure in disclosed {
        tx.note_reading(&disclosure);
    }
    tx.commit().await
}
