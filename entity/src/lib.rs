//! The tables of the registry as SeaORM models, one file a table, and the types their columns are made of.
//!
//! Nothing here knows GraphQL, HTTP or access: see the `samspill` crate for those.

pub mod id;
pub mod record;
pub mod value;
pub mod vocabulary;

mod amount;
mod kostra;

pub use amount::{Measured, Nok, Percentage};
pub use id::Id;
pub use kostra::KostraCodes;
pub use record::{Fresh, Kind, Record, Stamped};

pub mod access_grant;
pub mod activity_party;
pub mod audit_event;
pub mod breadth_activity;
pub mod budget;
pub mod budget_line;
pub mod confirmation;
pub mod consultation;
pub mod county;
pub mod document_link;
pub mod funding_application;
pub mod higher_education_cooperation;
pub mod idempotent_request;
pub mod idempotent_step;
pub mod indicator;
pub mod kostra_function;
pub mod learning_community;
pub mod municipality;
pub mod organisation;
pub mod organisation_external_id;
pub mod outcome_observation;
pub mod outcome_target;
pub mod participation_count;
pub mod partnership;
pub mod partnership_goal;
pub mod partnership_revision;
pub mod party;
pub mod personal_key;
pub mod plan_link;
pub mod population;
pub mod premises_share;
pub mod release;
pub mod release_cube;
pub mod released_outcome;
pub mod released_participation;
pub mod released_resource;
pub mod secret;
pub mod service_type;
pub mod shared_task;
pub mod staff_allocation;
pub mod staff_member;
