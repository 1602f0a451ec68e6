//! Staff and their allocations in SQL.

pub mod allocations;
mod capacity;
mod lists;
pub mod loaders;
pub mod members;
#[cfg(test)]
mod tests;

pub(crate) use allocations::{agree_hosts, shares_staff_of};
pub(crate) use capacity::{check_capacity, check_within_dates, counts, cut_allocations, lasting, shared_since, shares};
