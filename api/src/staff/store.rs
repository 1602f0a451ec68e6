//! stub
use crate::store::{Refused, Tx};
use entity::{id::StaffMemberId, partnership};
/// stub
pub async fn check_capacity(_: &Tx, _: StaffMemberId) -> Result<(), Refused> {
    Ok(())
}
/// stub
pub async fn check_within_dates(_: &Tx, _: &partnership::Model) -> Result<(), Refused> {
    Ok(())
}
/// stub
pub async fn cut_allocations(
    _: &Tx,
    _: &partnership::Model,
    _: chrono::NaiveDate,
) -> Result<(), Refused> {
    Ok(())
}
