//! Breadth activities: what partners do together, open to people who are not registered one by one (breddetilbud).

pub mod inputs;
pub mod mutations;
pub mod queries;
pub mod rules;
pub(crate) mod store;
pub mod types;

#[cfg(test)]
pub(crate) mod fixture;
