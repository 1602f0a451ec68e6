//! Parties in SQL.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use entity::{
    id::{OrganisationId, PartnershipId, PartyId},
    municipality, organisation, partnership, party,
    vocabulary::PartyRole,
};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, Set, sea_query::Query};

use super::inputs::{CreatePartyInput, PartyFilter, PartySortField, UpdatePartyInput};
use crate::{
    access::may_act_for,
    auth::Caller,
    graphql::{
        changes::{Checks, LONG, given},
        comparators::Narrowing,
        connection::{Filter, SortField},
        errors::Result as FieldResult,
    },
    partnership::{
        inputs::PartyInput,
        rules::{PartnershipProblem, check_role},
        store::{open_terms, snapshot::parties},
    },
    problem::CommonProblem,
    staff::store::shares_staff_of,
    store::{ReadError, Reader, Refused, SortKey, Tx, column},
};

impl Filter<party::Entity> for PartyFilter {
    fn narrow(self, to: &mut Narrowing<'_>) -> FieldResult<()> {
        to.by_id::<partnership::Entity>("partnership", self.partnership, column(party::Column::PartnershipId))?;
        to.by_id::<organisation::Entity>("organisation", self.organisation, column(party::Column::OrganisationId))?;
        let organisations =
            Query::select().column((organisation::Entity, organisation::Column::Id)).from(organisation::Entity).take();
        let (service, key) = (column(organisation::Column::ServiceType), column(party::Column::OrganisationId));
        to.by_related("serviceType", self.service_type, service, key, organisations)?;
        to.by("role", self.role, column(party::Column::Role))?;
        to.by_id::<municipality::Entity>("municipality", self.municipality, column(party::Column::MunicipalityId))?;
        to.by("leftOn", self.left_on, column(party::Column::LeftOn))
    }
}

impl SortField<party::Entity> for PartySortField {
    fn key(self, _: &Caller) -> SortKey {
        match self {
            Self::Role => SortKey::text(party::Column::Role),
            Self::CreatedAt => SortKey::instant(party::Column::CreatedAt),
        }
    }
}

/// Asks for the organisation in the lead of a partnership that is already known to be visible.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct LeadOf(pub PartnershipId);

impl Loader<LeadOf> for Reader {
    type Value = OrganisationId;
    type Error = ReadError;

    async fn load(&self, keys: &[LeadOf]) -> Result<HashMap<LeadOf, OrganisationId>, ReadError> {
        let rows: Vec<(PartnershipId, OrganisationId)> = party::Entity::find()
            .select_only()
            .columns([party::Column::PartnershipId, party::Column::OrganisationId])
            .filter(self.among(party::Column::PartnershipId, keys.iter().map(|key| key.0)))
            .filter(party::Column::Role.eq(PartyRole::Lead))
            .into_tuple()
            .all(self.database())
            .await?;
        Ok(rows.into_iter().map(|(partnership, lead)| (LeadOf(partnership), lead)).collect())
    }
}

/// The organisation an input names, by id (which must be visible) or by its public number.
pub async fn resolve(tx: &Tx, input: &PartyInput) -> Result<organisation::Model, Refused> {
    let organisation = match (input.organisation, input.organisation_number.as_deref()) {
        (Some(id), None) => tx.find(id.0).await.map_err(|refused| refused.at("organisation"))?,
        (None, Some(number)) => {
            // Numbers are public (Enhetsregisteret); knowing one is enough to invite its organisation.
            let found = organisation::Entity::find()
                .filter(organisation::Column::Number.eq(number.trim()))
                .one(tx.connection())
                .await?;
            found.ok_or_else(|| CommonProblem::NotFound { id: number.to_owned() }.at("organisationNumber"))?
        }
        _ => return Err(PartnershipProblem::NameOneOrganisation {}.into()),
    };
    if organisation.active { Ok(organisation) } else { Err(PartnershipProblem::InactiveOrganisation {}.into()) }
}

/// Adds a party to a partnership whose row is held.
pub async fn join(
    tx: &Tx,
    partnership: &partnership::Model,
    organisation: &organisation::Model,
    role: PartyRole,
    responsibilities: Option<String>,
) -> Result<party::Model, Refused> {
    let others = parties(tx, partnership.id).await?;
    let mut checks = Checks::default();
    let responsibilities = checks.optional_text("responsibilities", responsibilities, LONG);
    if others.iter().any(|other| other.organisation_id == organisation.id) {
        checks.note(PartnershipProblem::AlreadyAParty {});
    }
    checks.rule(check_role(role, organisation.service_type, someone_leads(&others, None)));
    checks.done()?;
    let row = party::ActiveModel {
        municipality_id: Set(organisation.municipality_id),
        partnership_id: Set(partnership.id),
        organisation_id: Set(organisation.id),
        role: Set(role),
        responsibilities: Set(responsibilities),
        joined_on: Set(None),
        left_on: Set(None),
        ..Default::default()
    };
    tx.insert::<party::Entity>(row).await
}

fn someone_leads(parties: &[party::Model], besides: Option<PartyId>) -> bool {
    parties.iter().any(|party| party.role == PartyRole::Lead && Some(party.id) != besides)
}

/// Adds a party.
pub async fn create(tx: &Tx, input: CreatePartyInput) -> Result<party::Model, Refused> {
    let partnership = open_terms(tx, input.partnership.0).await.map_err(|refused| refused.at("partnership"))?;
    let named = PartyInput {
        organisation: input.organisation,
        organisation_number: input.organisation_number,
        role: input.role,
        responsibilities: input.responsibilities,
    };
    let organisation = resolve(tx, &named).await?;
    let party = join(tx, &partnership, &organisation, named.role.0, named.responsibilities).await?;
    if named.role.0 == PartyRole::Lead {
        follow_lead(tx, partnership.clone(), &party).await?;
    }
    let Some(joined) = input.joined_on else {
        return Ok(party);
    };
    let mut row = party.clone().into_active_model();
    row.joined_on = Set(Some(joined.0));
    check_period(&partnership, "joinedOn", Some(joined.0), None)?;
    tx.update::<party::Entity>(party, row).await
}

/// Changes a party.
pub async fn update(tx: &Tx, input: UpdatePartyInput) -> Result<party::Model, Refused> {
    let partnership = tx.find(input.id.0).await?.partnership_id;
    let partnership = open_terms(tx, partnership).await?;
    let before = tx.changeable(input.id.0, input.version).await?;
    let mut row = before.clone().into_active_model();
    let mut checks = Checks::default();
    if let Some(role) = input.role {
        let organisation = tx.find(before.organisation_id).await?;
        let others = parties(tx, partnership.id).await?;
        checks.rule(check_role(role.0, organisation.service_type, someone_leads(&others, Some(before.id))));
        row.role = Set(role.0);
    }
    checks.set_optional_text(&mut row.responsibilities, "responsibilities", input.responsibilities, LONG);
    checks.done()?;
    let joined = given(input.joined_on).map_or(before.joined_on, |date| date.map(|date| date.0));
    let left = given(input.left_on).map_or(before.left_on, |date| date.map(|date| date.0));
    check_period(&partnership, "leftOn", joined, left)?;
    row.joined_on = Set(joined);
    row.left_on = Set(left);
    let after = tx.update::<party::Entity>(before, row).await?;
    if after.role == PartyRole::Lead {
        follow_lead(tx, partnership, &after).await?;
    }
    Ok(after)
}

/// A partnership belongs to the municipality of the culture school in the lead; what was registered before stays where
/// it was.
async fn follow_lead(tx: &Tx, partnership: partnership::Model, lead: &party::Model) -> Result<(), Refused> {
    let mut row = partnership.clone().into_active_model();
    row.municipality_id = Set(lead.municipality_id);
    tx.update::<partnership::Entity>(partnership, row).await?;
    Ok(())
}

/// A party's days lie within the partnership's.
pub fn check_period(
    partnership: &partnership::Model,
    field: &str,
    joined: Option<chrono::NaiveDate>,
    left: Option<chrono::NaiveDate>,
) -> Result<(), Refused> {
    let mut checks = Checks::default();
    let first = joined.unwrap_or(partnership.start_date);
    checks.period(field, first, left);
    let last = left.unwrap_or(first);
    if first < partnership.start_date || partnership.end_date.is_some_and(|end| last > end) {
        let to = partnership.end_date.map_or_else(|| "…".to_owned(), |end| end.to_string());
        checks.note(CommonProblem::OutsidePeriod { from: partnership.start_date, to }.at(field));
    }
    checks.done()
}

/// Removes a party. Refused while its own staff is shared, unless the caller may share that staff without it: an
/// employer has a say.
pub async fn delete(tx: &Tx, id: PartyId, version: i32) -> Result<(), Refused> {
    let partnership = tx.find(id).await?.partnership_id;
    open_terms(tx, partnership).await?;
    let before = tx.changeable(id, version).await?;
    let organisation = tx.find(before.organisation_id).await?;
    if !may_act_for(tx.caller(), &organisation) && shares_staff_of(tx, partnership, organisation.id).await? {
        return Err(CommonProblem::InUse {}.into());
    }
    tx.delete::<party::Entity>(before).await
}
