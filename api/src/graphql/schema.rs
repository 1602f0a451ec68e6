//! The schema, put together from the concepts.

use async_graphql::{
    EmptySubscription, MergedObject, ObjectType, SDLExportOptions, Schema as Built, SchemaBuilder, registry::Registry,
};

use super::{
    guard::{Guard, LIMITS, Limits},
    limits::LimitQueries,
    node::{Node, NodeQueries},
    nulls::NullPropagation,
    vocabularies::VocabularyQueries,
};
use crate::{
    activity, answers, audit, budget, comparison, consultation, document, feed, funding, goal, grant, higher_education,
    indicator, learning, municipality::queries as places, organisation, outcome, participation, partnership, party,
    plan, population, premises, release, revision, staff, task,
};

/// What can be asked. What you may not see is left out everywhere, as if it did not exist.
#[derive(Default, MergedObject)]
pub struct Query(
    NodeQueries,
    VocabularyQueries,
    grant::queries::ViewerQueries,
    grant::queries::AccessGrantQueries,
    LimitQueries,
    places::CountyQueries,
    places::MunicipalityQueries,
    places::KostraFunctionQueries,
    places::ReferenceQueries,
    organisation::queries::OrganisationQueries,
    organisation::queries::OrganisationNumberQueries,
    partnership::queries::PartnershipQueries,
    party::queries::PartyQueries,
    goal::queries::PartnershipGoalQueries,
    revision::queries::PartnershipRevisionQueries,
    revision::queries::ConfirmationQueries,
    task::queries::SharedTaskQueries,
    budget::queries::BudgetQueries,
    budget::line::queries::BudgetLineQueries,
    funding::queries::FundingApplicationQueries,
    activity::queries::BreadthActivityQueries,
    participation::queries::ParticipationCountQueries,
    consultation::queries::ConsultationQueries,
    staff::queries::StaffMemberQueries,
    staff::queries::StaffAllocationQueries,
    plan::queries::PlanLinkQueries,
    premises::queries::PremisesShareQueries,
    learning::queries::LearningCommunityQueries,
    document::queries::DocumentLinkQueries,
    higher_education::queries::HigherEducationCooperationQueries,
    indicator::queries::IndicatorQueries,
    outcome::queries::OutcomeTargetQueries,
    outcome::queries::OutcomeObservationQueries,
    audit::queries::AuditEventQueries,
    feed::queries::FeedQueries,
    answers::Answers,
    release::queries::ReleaseQueries,
    participation::cube::queries::ParticipationQueries,
    outcome::cube::queries::OutcomeQueries,
    comparison::queries::ComparisonQueries,
    population::queries::PopulationQueries,
);

/// What can be written. Each is one transaction: carried out whole with its audit trail, or not at all.
#[derive(Default, MergedObject)]
pub struct Mutation(
    grant::mutations::AccessGrantMutations,
    organisation::mutations::OrganisationMutations,
    partnership::mutations::PartnershipMutations,
    party::mutations::PartyMutations,
    goal::mutations::PartnershipGoalMutations,
    task::mutations::SharedTaskMutations,
    budget::mutations::BudgetMutations,
    budget::line::mutations::BudgetLineMutations,
    funding::mutations::FundingApplicationMutations,
    activity::mutations::BreadthActivityMutations,
    participation::mutations::ParticipationCountMutations,
    participation::submission::mutations::SubmissionMutations,
    consultation::mutations::ConsultationMutations,
    staff::mutations::StaffMemberMutations,
    staff::mutations::StaffAllocationMutations,
    plan::mutations::PlanLinkMutations,
    premises::mutations::PremisesShareMutations,
    learning::mutations::LearningCommunityMutations,
    document::mutations::DocumentLinkMutations,
    higher_education::mutations::HigherEducationCooperationMutations,
    indicator::mutations::IndicatorMutations,
    outcome::mutations::OutcomeMutations,
);

/// The registry's schema.
pub type Schema = Built<Query, Mutation, EmptySubscription>;

/// A schema under construction.
pub type Builder = SchemaBuilder<Query, Mutation, EmptySubscription>;

/// Begins the schema; it tells these limits.
#[must_use]
pub fn builder(limits: Limits) -> Builder {
    Schema::build(Query::default(), Mutation::default(), EmptySubscription)
        .register_output_type::<Node>()
        .disable_suggestions()
        // The guard has bounded it before.
        .limit_recursive_depth(usize::MAX)
        .extension(NullPropagation)
        .data(limits)
}

/// Builds the schema with the usual limits.
#[must_use]
pub fn build() -> Schema {
    builder(LIMITS).finish()
}

/// The guard of the schema.
#[must_use]
pub fn guard(limits: Limits) -> Guard {
    Guard::new(registry::<Query, Mutation>(), limits)
}

/// The types below these roots.
#[must_use]
pub fn registry<Q: ObjectType, M: ObjectType>() -> Registry {
    let mut registry = Registry {
        query_type: Q::type_name().into_owned(),
        mutation_type: Some(M::type_name().into_owned()),
        ..Registry::default()
    };
    Q::create_type_info(&mut registry);
    M::create_type_info(&mut registry);
    registry
}

/// The schema in the GraphQL schema definition language, as committed in `schema.graphql`.
#[must_use]
pub fn sdl() -> String {
    build().sdl_with_options(
        SDLExportOptions::new().sorted_fields().sorted_arguments().sorted_enum_items().include_specified_by(),
    )
}
