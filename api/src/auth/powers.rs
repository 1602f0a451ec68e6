//! From who somebody is to what they may do here.

use chrono::NaiveDate;
use entity::{id::OrganisationId, municipality, organisation};
use sea_orm::{ColumnTrait, DatabaseConnection, DbErr, EntityTrait, QueryFilter, QuerySelect};

use super::{
    Caller, Power, Reach, Role, Scopes, granted,
    identity::{Identity, OrganisationNumber, Standing},
};

/// The caller that an identity is in this registry on a date: what its issuer says it may do, and what has been given to
/// it. One that is trusted with nothing here has no powers.
///
/// # Errors
/// When the database does not answer.
pub async fn caller(database: &DatabaseConnection, identity: Identity, today: NaiveDate) -> Result<Caller, DbErr> {
    let Identity { issuer, subject, name, groups, client, standing } = identity;
    let mut powers = Vec::new();
    let mut supplier = None;
    let mut scopes = Scopes::ALL;
    match standing {
        Standing::Local { role, municipalities, organisations } => {
            let reach = if role == Role::RegistryAdmin {
                Reach::Everything
            } else if organisations.is_empty() {
                municipalities_of(database, &municipalities).await?
            } else {
                // An organisation binding is the narrower one and wins.
                Reach::Organisations(organisations)
            };
            powers.push(Power::new(role, reach));
        }
        Standing::Machine { consumer, supplier: on_behalf, scopes: given } => {
            supplier = on_behalf.map(|supplier| supplier.to_string());
            scopes = given;
            if let Some(own) = organisation_of(database, &consumer).await? {
                powers.push(Power { role: Role::Integration, reach: Reach::Organisations(vec![own]), scopes });
            }
        }
        Standing::Employee => {}
    }
    // What is given to a machine does not reach beyond its scopes.
    powers.extend(granted(database, today, &issuer, &subject, &groups, scopes).await?);
    Ok(Caller { subject, issuer, name, client, supplier, powers })
}

async fn municipalities_of(database: &DatabaseConnection, numbers: &[String]) -> Result<Reach, DbErr> {
    let ids = municipality::Entity::find()
        .select_only()
        .column(municipality::Column::Id)
        .filter(municipality::Column::Number.is_in(numbers.iter().map(String::as_str)))
        .into_tuple()
        .all(database)
        .await?;
    Ok(Reach::Municipalities(ids))
}

/// The registered organisation with this number, unless it is deactivated.
async fn organisation_of(
    database: &DatabaseConnection,
    number: &OrganisationNumber,
) -> Result<Option<OrganisationId>, DbErr> {
    organisation::Entity::find()
        .select_only()
        .column(organisation::Column::Id)
        .filter(organisation::Column::Number.eq(number.digits()))
        .filter(organisation::Column::Active.eq(true))
        .into_tuple()
        .one(database)
        .await
}
