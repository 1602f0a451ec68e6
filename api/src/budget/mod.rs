//! The joint budget of a partnership: one for each fiscal year, binding once it balances.

pub mod inputs;
pub mod line;
pub mod mutations;
pub mod queries;
pub mod rules;
pub(crate) mod store;
pub mod totals;
pub mod types;

#[cfg(test)]
mod tests;
