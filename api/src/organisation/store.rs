//! Organisations in SQL: how lists are narrowed and sorted, and how they are written.

use std::collections::{BTreeSet, HashMap};

use async_graphql::dataloader::Loader;
use entity::{
    KostraCodes, Stamped,
    id::OrganisationId,
    kostra_function, municipality, organisation, organisation_external_id, party,
    vocabulary::{PartyRole, ServiceType},
};
use sea_orm::{
    ColumnTrait, Condition, DatabaseConnection, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, Set, sea_query::Query,
};

use super::{
    inputs::{
        CreateOrganisationInput, ExternalIdInput, OrganisationFilter, OrganisationSortField, UpdateOrganisationInput,
    },
    rules::{OrganisationProblem, check_number},
};
use crate::{
    access::{self, Protected},
    auth::Caller,
    graphql::{
        changes::{Checks, SHORT, given, set},
        comparators::Narrowing,
        connection::{Filter, SortField},
        errors::{ApiError, Result},
    },
    problem::CommonProblem,
    reference::municipality_id,
    store::{ReadError, Reader, Refused, Scope, SortKey, Tx, column},
    text::normalise,
};

/// Unknown KOSTRA functions told of at most; so many are enough.
const MOST_PROBLEMS: usize = 100;

impl Filter<organisation::Entity> for OrganisationFilter {
    fn narrow(self, to: &mut Narrowing<'_>) -> Result<()> {
        to.by("number", self.number, column(organisation::Column::Number))?;
        to.by("name", self.name, column(organisation::Column::SearchName))?;
        to.by("serviceType", self.service_type, column(organisation::Column::ServiceType))?;
        to.by_id::<municipality::Entity>(
            "municipality",
            self.municipality,
            column(organisation::Column::MunicipalityId),
        )?;
        let numbered =
            Query::select().column((municipality::Entity, municipality::Column::Id)).from(municipality::Entity).take();
        let (number, key) = (column(municipality::Column::Number), column(organisation::Column::MunicipalityId));
        to.by_related("municipalityNumber", self.municipality_number, number, key, numbered)?;
        to.by_seen_id::<organisation::Entity>("parent", self.parent, column(organisation::Column::ParentId))?;
        to.by_flag(self.active, column(organisation::Column::Active));
        if let Some(external) = self.external_id {
            let Some((scheme, value)) = external.split_once(':') else {
                return Err(ApiError::bad_input("externalId has the form scheme:value, for example nsr:123456"));
            };
            let ids = Query::select()
                .column((organisation_external_id::Entity, organisation_external_id::Column::OrganisationId))
                .from(organisation_external_id::Entity)
                .and_where(organisation_external_id::Column::Scheme.eq(scheme))
                .and_where(organisation_external_id::Column::Value.eq(value))
                .take();
            to.add(Condition::all().add(organisation::Column::Id.in_subquery(ids)));
        }
        Ok(())
    }
}

impl SortField<organisation::Entity> for OrganisationSortField {
    fn key(self, _: &Caller) -> SortKey {
        match self {
            Self::Name => SortKey::text(organisation::Column::SearchName),
            Self::Number => SortKey::text(organisation::Column::Number),
            Self::ServiceType => SortKey::text(organisation::Column::ServiceType),
            Self::CreatedAt => SortKey::instant(organisation::Column::CreatedAt),
        }
    }
}

/// The organisation with this number, if the caller may see it.
pub async fn by_number(scope: &Scope, number: &str) -> std::result::Result<Option<organisation::Model>, ReadError> {
    let found = organisation::Entity::find()
        .filter(organisation::Column::Number.eq(number))
        .filter(organisation::Entity::visible(&scope.caller))
        .one(&scope.registry.database)
        .await?;
    Ok(found)
}

/// Id and name of a culture school in the municipality with this number, the first registered: whom the demonstration's coordinator
/// acts for. It serves no caller, so it does not ask what one may see.
///
/// # Errors
/// When the database does not answer.
pub async fn culture_school_in(
    database: &DatabaseConnection,
    municipality: &str,
) -> std::result::Result<Option<(OrganisationId, String)>, DbErr> {
    organisation::Entity::find()
        .select_only()
        .column(organisation::Column::Id)
        .column(organisation::Column::Name)
        .filter(organisation::Column::MunicipalityId.eq(municipality_id(municipality)))
        .filter(organisation::Column::ServiceType.eq(ServiceType::CultureSchool))
        .order_by_asc(organisation::Column::Id)
        .into_tuple()
        .one(database)
        .await
}

/// Asks for the external ids of an organisation that is already known to be visible.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ExternalIdsOf(pub OrganisationId);

impl Loader<ExternalIdsOf> for Reader {
    type Value = Vec<organisation_external_id::Model>;
    type Error = ReadError;

    async fn load(
        &self,
        keys: &[ExternalIdsOf],
    ) -> std::result::Result<HashMap<ExternalIdsOf, Self::Value>, ReadError> {
        let rows = organisation_external_id::Entity::find()
            .filter(self.among(organisation_external_id::Column::OrganisationId, keys.iter().map(|key| key.0)))
            .order_by_asc(organisation_external_id::Column::Scheme)
            .order_by_asc(organisation_external_id::Column::Value)
            .all(self.database())
            .await?;
        let mut found: HashMap<ExternalIdsOf, Self::Value> = HashMap::new();
        for row in rows {
            found.entry(ExternalIdsOf(row.organisation_id)).or_default().push(row);
        }
        Ok(found)
    }
}

/// Registers an organisation.
pub async fn create(tx: &Tx, input: CreateOrganisationInput) -> std::result::Result<organisation::Model, Refused> {
    let municipality = tx.find(input.municipality.0).await.map_err(|refused| refused.at("municipality"))?;
    if !access::may_register_in(tx.caller(), municipality.id) {
        return Err(CommonProblem::Forbidden {}.into());
    }
    let mut checks = Checks::default();
    let name = checks.text("name", &input.name, SHORT);
    let number = check_unique_number(tx, &mut checks, input.number, None).await?;
    let functions = known_functions(tx, &mut checks, input.kostra_functions).await?;
    let parent = match input.parent {
        Some(parent) => Some(tx.find(parent.0).await.map_err(|refused| refused.at("parent"))?.id),
        None => None,
    };
    checks.done()?;
    let row = organisation::ActiveModel {
        municipality_id: Set(municipality.id),
        number: Set(number),
        search_name: Set(normalise(&name)),
        name: Set(name),
        service_type: Set(input.service_type.0),
        parent_id: Set(parent),
        kostra_functions: Set(functions),
        active: Set(true),
        ..Default::default()
    };
    let organisation = tx.insert::<organisation::Entity>(row).await?;
    set_external_ids(tx, &organisation, input.external_ids).await?;
    Ok(organisation)
}

/// Changes an organisation.
pub async fn update(tx: &Tx, input: UpdateOrganisationInput) -> std::result::Result<organisation::Model, Refused> {
    let before = tx.changeable(input.id.0, input.version).await?;
    let mut row = before.clone().into_active_model();
    let mut checks = Checks::default();
    checks.set_searched_text(&mut row.name, &mut row.search_name, "name", input.name);
    if let Some(number) = given(input.number) {
        row.number = Set(check_unique_number(tx, &mut checks, number, Some(before.id)).await?);
    }
    if let Some(codes) = input.kostra_functions {
        row.kostra_functions = Set(known_functions(tx, &mut checks, codes).await?);
    }
    if let Some(parent) = given(input.parent) {
        if let Some(parent) = parent {
            let parent = tx.find(parent.0).await.map_err(|refused| refused.at("parent"))?;
            check_no_circle(tx, &mut checks, before.id, &parent).await?;
        }
        row.parent_id = Set(parent.map(|parent| parent.0));
    }
    if let Some(service) = input.service_type {
        if service.0 != before.service_type && leads(tx, before.id).await? {
            checks.note(OrganisationProblem::Leads {});
        }
        row.service_type = Set(service.0);
    }
    set(&mut row.active, input.active);
    checks.done()?;
    let after = tx.update::<organisation::Entity>(before, row).await?;
    if let Some(ids) = input.external_ids {
        set_external_ids(tx, &after, ids).await?;
    }
    Ok(after)
}

/// Deletes an organisation that nothing refers to.
pub async fn delete(tx: &Tx, id: OrganisationId, version: i32) -> std::result::Result<(), Refused> {
    let before = tx.changeable(id, version).await?;
    set_external_ids(tx, &before, Vec::new()).await?;
    tx.delete::<organisation::Entity>(before).await
}

async fn check_unique_number(
    tx: &Tx,
    checks: &mut Checks,
    number: Option<String>,
    own: Option<OrganisationId>,
) -> std::result::Result<Option<String>, Refused> {
    let Some(number) = number.map(|number| number.trim().to_owned()) else {
        return Ok(None);
    };
    let synthetic = tx.scope().registry.rules.synthetic_organisation_numbers;
    if checks.rule(check_number(&number, synthetic)).is_none() {
        return Ok(None);
    }
    // Organisation numbers are public (Enhetsregisteret), so that one is taken may be told to anyone who writes.
    let holder = organisation::Entity::find()
        .select_only()
        .column(organisation::Column::Id)
        .filter(organisation::Column::Number.eq(number.as_str()))
        .into_tuple::<OrganisationId>()
        .one(tx.connection())
        .await?;
    if holder.is_some() && holder != own {
        checks.note(OrganisationProblem::NumberTaken { number: number.clone() });
    }
    Ok(Some(number))
}

async fn known_functions(
    tx: &Tx,
    checks: &mut Checks,
    codes: Vec<String>,
) -> std::result::Result<KostraCodes, Refused> {
    if codes.is_empty() {
        return Ok(KostraCodes::default());
    }
    // All there are: they are few, and the codes given may be any number of any text.
    let known: BTreeSet<String> = kostra_function::Entity::find()
        .select_only()
        .column(kostra_function::Column::Code)
        .into_tuple::<String>()
        .all(tx.connection())
        .await?
        .into_iter()
        .collect();
    let codes: BTreeSet<String> = codes.into_iter().collect();
    for code in codes.difference(&known).take(MOST_PROBLEMS) {
        checks.note(OrganisationProblem::UnknownFunction { code: code.clone() });
    }
    Ok(codes.into_iter().filter(|code| known.contains(code)).collect())
}

/// Whether an organisation leads a partnership, which only a culture school may: one under way, or one to be read as it
/// was.
async fn leads(tx: &Tx, organisation: OrganisationId) -> std::result::Result<bool, Refused> {
    let led = party::Entity::find()
        .filter(party::Column::OrganisationId.eq(organisation))
        .filter(party::Column::Role.eq(PartyRole::Lead));
    Ok(led.one(tx.connection()).await?.is_some())
}

/// An organisation may not be put below itself. Parents are few levels deep, so they are followed one by one.
async fn check_no_circle(
    tx: &Tx,
    checks: &mut Checks,
    own: OrganisationId,
    parent: &organisation::Model,
) -> std::result::Result<(), Refused> {
    let mut above = Some(parent.clone());
    let mut steps = 0;
    while let Some(organisation) = above {
        steps += 1;
        if organisation.id == own || steps > 50 {
            checks.note(OrganisationProblem::Circle {});
            return Ok(());
        }
        above = match organisation.parent_id {
            Some(id) => organisation::Entity::find_by_id(id).one(tx.connection()).await?,
            None => None,
        };
    }
    Ok(())
}

/// Makes an organisation's external ids exactly these.
async fn set_external_ids(
    tx: &Tx,
    organisation: &organisation::Model,
    wanted: Vec<ExternalIdInput>,
) -> std::result::Result<(), Refused> {
    let mut checks = Checks::default();
    let mut wanted: Vec<(String, String)> = wanted
        .into_iter()
        .map(|id| {
            let scheme = checks.text("externalIds", &id.scheme.to_lowercase(), 50);
            (scheme, checks.text("externalIds", &id.value, SHORT))
        })
        .collect();
    checks.done()?;
    wanted.sort();
    wanted.dedup();
    let present = organisation_external_id::Entity::find()
        .filter(organisation_external_id::Column::OrganisationId.eq(organisation.id()))
        .all(tx.connection())
        .await?;
    for id in present {
        match wanted.iter().position(|(scheme, value)| *scheme == id.scheme && *value == id.value) {
            Some(kept) => drop(wanted.swap_remove(kept)),
            None => tx.delete::<organisation_external_id::Entity>(id).await?,
        }
    }
    for (scheme, value) in wanted {
        // Only within the municipality: who else uses an id is not for others to find out.
        let taken = organisation_external_id::Entity::find()
            .filter(organisation_external_id::Column::MunicipalityId.eq(organisation.municipality_id))
            .filter(organisation_external_id::Column::Scheme.eq(scheme.as_str()))
            .filter(organisation_external_id::Column::Value.eq(value.as_str()))
            .one(tx.connection())
            .await?;
        if taken.is_some() {
            return Err(OrganisationProblem::ExternalIdTaken { scheme, value }.into());
        }
        let row = organisation_external_id::ActiveModel {
            municipality_id: Set(organisation.municipality_id),
            organisation_id: Set(organisation.id),
            scheme: Set(scheme),
            value: Set(value),
            ..Default::default()
        };
        tx.insert::<organisation_external_id::Entity>(row).await?;
    }
    Ok(())
}
