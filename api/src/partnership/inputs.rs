//! What partnerships are narrowed, sorted, made and changed by.

use async_graphql::{ID, InputObject, MaybeUndefined};
use entity::{
    organisation, partnership,
    vocabulary::{PartnershipStatus, PartyRole, Pillar, ServiceType},
};

use crate::graphql::{
    coded::Coded,
    comparators::{CodeComparator, DateComparator, IdComparator, TermComparator, TermSetComparator, TextComparator},
    ids::GlobalId,
    scalars::Date,
    sorting::sort_fields,
};

/// Narrows a list of partnerships; all that is given must hold.
#[derive(Clone, Debug, InputObject)]
pub struct PartnershipFilter {
    /// The title.
    pub title: Option<TextComparator>,
    /// The status.
    pub status: Option<TermComparator<PartnershipStatus>>,
    /// The pillars (pilarer).
    pub pillars: Option<TermSetComparator<Pillar>>,
    /// The municipality of the culture school in the lead.
    pub municipality: Option<IdComparator>,
    /// The number of the municipality of the culture school in the lead: four digits.
    pub municipality_number: Option<CodeComparator>,
    /// The number of the municipality of any party: four digits.
    pub party_municipality_number: Option<CodeComparator>,
    /// Any party's organisation.
    pub organisation: Option<IdComparator>,
    /// The organisation number of any party: nine digits.
    pub organisation_number: Option<CodeComparator>,
    /// The kind of service of any party.
    pub service_type: Option<TermComparator<ServiceType>>,
    /// The first day.
    pub start_date: Option<DateComparator>,
    /// The last day agreed.
    pub end_date: Option<DateComparator>,
    /// Those in force on this date: active (or ended later), with the date inside their period.
    pub active_on: Option<Date>,
    /// Those whose last day is before this date.
    pub ends_before: Option<Date>,
    /// Those with a proposed revision that this organisation has not answered.
    pub awaiting_confirmation_from: Option<ID>,
    /// Whether a proposed revision awaits any answer.
    pub awaiting_confirmation: Option<bool>,
}

sort_fields! {
    /// What partnerships can be sorted by.
    pub PartnershipSortField { Title, StartDate, EndDate, Status, CreatedAt, UpdatedAt }
}

/// A party to take part.
#[derive(Clone, Debug, InputObject)]
pub struct PartyInput {
    /// The organisation. Give this or `organisationNumber`.
    pub organisation: Option<GlobalId<organisation::Entity>>,
    /// The organisation number of a registered organisation, for one in a municipality you do not see.
    pub organisation_number: Option<String>,
    /// Its role. Exactly one culture school leads.
    pub role: Coded<PartyRole>,
    /// What it is responsible for.
    pub responsibilities: Option<String>,
}

/// A new partnership, as a draft.
#[derive(Clone, Debug, InputObject)]
pub struct CreatePartnershipInput {
    /// The title.
    pub title: String,
    /// What the parties want to achieve together.
    pub purpose: String,
    /// The pillars it stands on, at least one (§ 2.2).
    pub pillars: Vec<Coded<Pillar>>,
    /// Laws and regulations it rests on.
    pub legal_references: Option<String>,
    /// The first day.
    pub start_date: Date,
    /// The last day; leave out when it runs until further notice.
    pub end_date: Option<Date>,
    /// The parties: the culture school in the lead, and perhaps the others already.
    pub parties: Vec<PartyInput>,
}

/// Changes to a partnership; what is left out stays as it is. All but `legalReferences` are terms: changing them in an
/// active partnership opens its next revision.
#[derive(Clone, Debug, InputObject)]
pub struct UpdatePartnershipInput {
    /// The partnership.
    pub id: GlobalId<partnership::Entity>,
    /// The version you know; another is refused with CONFLICT.
    pub version: i32,
    /// The title.
    pub title: Option<String>,
    /// What the parties want to achieve together.
    pub purpose: Option<String>,
    /// The pillars it stands on, all of them.
    pub pillars: Option<Vec<Coded<Pillar>>>,
    /// Laws and regulations it rests on; null removes them.
    pub legal_references: MaybeUndefined<String>,
    /// The first day.
    pub start_date: Option<Date>,
    /// The last day; null when it runs until further notice.
    pub end_date: MaybeUndefined<Date>,
}

/// Proposes a partnership, or an amendment of a running one, for all parties to confirm.
#[derive(Clone, Debug, InputObject)]
pub struct ProposePartnershipInput {
    /// The partnership.
    pub id: GlobalId<partnership::Entity>,
    /// The version you know; another is refused with CONFLICT.
    pub version: i32,
    /// What you want to say about the proposal.
    pub comment: Option<String>,
}

/// Confirms a proposed revision for one party.
#[derive(Clone, Debug, InputObject)]
pub struct ConfirmPartnershipInput {
    /// The partnership.
    pub id: GlobalId<partnership::Entity>,
    /// The number of the revision you have read; another is refused with CONFLICT.
    pub revision: i32,
    /// The organisation you answer for.
    pub organisation: GlobalId<organisation::Entity>,
    /// A comment.
    pub comment: Option<String>,
}

/// Declines a proposed revision for one party.
#[derive(Clone, Debug, InputObject)]
pub struct DeclinePartnershipInput {
    /// The partnership.
    pub id: GlobalId<partnership::Entity>,
    /// The number of the revision you have read; another is refused with CONFLICT.
    pub revision: i32,
    /// The organisation you answer for.
    pub organisation: GlobalId<organisation::Entity>,
    /// Why it declines.
    pub reason: String,
}

/// Withdraws a draft or a proposal; in a running partnership the amendment, and the terms in force return.
#[derive(Clone, Debug, InputObject)]
pub struct WithdrawPartnershipInput {
    /// The partnership.
    pub id: GlobalId<partnership::Entity>,
    /// The version you know; another is refused with CONFLICT.
    pub version: i32,
    /// Why it is withdrawn.
    pub reason: Option<String>,
}

/// Suspends an active partnership.
#[derive(Clone, Debug, InputObject)]
pub struct SuspendPartnershipInput {
    /// The partnership.
    pub id: GlobalId<partnership::Entity>,
    /// The version you know; another is refused with CONFLICT.
    pub version: i32,
    /// Why it is suspended.
    pub reason: String,
}

/// Resumes a suspended partnership.
#[derive(Clone, Debug, InputObject)]
pub struct ResumePartnershipInput {
    /// The partnership.
    pub id: GlobalId<partnership::Entity>,
    /// The version you know; another is refused with CONFLICT.
    pub version: i32,
}

/// Completes an active partnership.
#[derive(Clone, Debug, InputObject)]
pub struct CompletePartnershipInput {
    /// The partnership.
    pub id: GlobalId<partnership::Entity>,
    /// The version you know; another is refused with CONFLICT.
    pub version: i32,
    /// The last day, not in the future; today unless given. Shared staff is released after it.
    pub ended_on: Option<Date>,
}

/// Terminates a running partnership before its time.
#[derive(Clone, Debug, InputObject)]
pub struct TerminatePartnershipInput {
    /// The partnership.
    pub id: GlobalId<partnership::Entity>,
    /// The version you know; another is refused with CONFLICT.
    pub version: i32,
    /// Why it is terminated.
    pub reason: String,
    /// The last day, not in the future; today unless given. Shared staff is released after it.
    pub ended_on: Option<Date>,
}
