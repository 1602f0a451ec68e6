//! What has been given to a subject or its groups: grants in the database, as powers.

use chrono::NaiveDate;
use entity::{access_grant, vocabulary::Role};
use sea_orm::{ColumnTrait, Condition, DatabaseConnection, DbErr, EntityTrait, Order, QueryFilter, QueryOrder};

use super::{Power, Reach, Scopes};

/// The powers that grants give, on a date, to a subject or to the groups it is a member of, for these operations: one a
/// role and kind of place.
///
/// # Errors
/// When the database does not answer.
pub async fn granted(
    database: &DatabaseConnection,
    today: NaiveDate,
    issuer: &str,
    subject: &str,
    groups: &[String],
    scopes: Scopes,
) -> Result<Vec<Power>, DbErr> {
    let receiver = Condition::any()
        .add(access_grant::Column::Subject.eq(subject))
        .add(access_grant::Column::MemberOf.is_in(groups.iter().map(String::as_str)));
    let grants = access_grant::Entity::find()
        .filter(access_grant::Column::Issuer.eq(issuer))
        .filter(receiver)
        .filter(access_grant::Column::ValidFrom.lte(today))
        .filter(
            Condition::any().add(access_grant::Column::ValidTo.is_null()).add(access_grant::Column::ValidTo.gte(today)),
        )
        .order_by(access_grant::Column::Id, Order::Asc)
        .all(database)
        .await?;
    Ok(gather(&grants, scopes))
}

/// Joins grants of the same role and kind of place into one power.
fn gather(grants: &[access_grant::Model], scopes: Scopes) -> Vec<Power> {
    let mut powers: Vec<Power> = Vec::new();
    for grant in grants {
        let reach = match (grant.municipality_id, grant.organisation_id) {
            (_, Some(organisation)) => Reach::Organisations(vec![organisation]),
            (Some(municipality), None) => Reach::Municipalities(vec![municipality]),
            // Only one who administers the registry reaches all of it.
            (None, None) if grant.role == Role::RegistryAdmin => Reach::Everything,
            (None, None) => continue,
        };
        let same = powers.iter_mut().filter(|power| power.role == grant.role);
        if !same.map(|power| &mut power.reach).any(|held| join(held, &reach)) {
            powers.push(Power { role: grant.role, reach, scopes });
        }
    }
    powers
}

/// Adds a place to others of its kind; whether there was such a kind.
fn join(held: &mut Reach, other: &Reach) -> bool {
    fn add<T: PartialEq + Copy>(to: &mut Vec<T>, ids: &[T]) {
        for id in ids {
            if !to.contains(id) {
                to.push(*id);
            }
        }
    }
    match (held, other) {
        (Reach::Everything, Reach::Everything) => {}
        (Reach::Municipalities(to), Reach::Municipalities(ids)) => add(to, ids),
        (Reach::Organisations(to), Reach::Organisations(ids)) => add(to, ids),
        _ => return false,
    }
    true
}

#[cfg(test)]
mod tests {
    use super::gather;
    use crate::auth::{Power, Reach, Scopes};
    use chrono::{NaiveDate, Utc};
    use entity::{
        Id, access_grant,
        id::{MunicipalityId, OrganisationId},
        vocabulary::Role,
    };
    use uuid::Uuid;

    fn grant(role: Role, municipality: Option<u128>, organisation: Option<u128>) -> access_grant::Model {
        access_grant::Model {
            id: Id::new(Uuid::nil()),
            municipality_id: municipality.map(|id| MunicipalityId::new(Uuid::from_u128(id))),
            organisation_id: organisation.map(|id| OrganisationId::new(Uuid::from_u128(id))),
            issuer: "https://issuer".to_owned(),
            subject: Some("somebody".to_owned()),
            member_of: None,
            role,
            valid_from: NaiveDate::MIN,
            valid_to: None,
            note: None,
            version: 1,
            created_at: chrono::DateTime::<Utc>::MIN_UTC,
            updated_at: chrono::DateTime::<Utc>::MIN_UTC,
        }
    }

    #[test]
    fn the_same_role_is_one_power() {
        let municipality = |id| MunicipalityId::new(Uuid::from_u128(id));
        let organisation = OrganisationId::new(Uuid::from_u128(9));
        let grants = [
            grant(Role::MunicipalPlanner, Some(1), None),
            grant(Role::MunicipalPlanner, Some(2), None),
            grant(Role::MunicipalPlanner, Some(2), None),
            grant(Role::Coordinator, Some(1), Some(9)),
            // Neither a place nor the whole registry: nothing.
            grant(Role::Reader, None, None),
        ];
        assert_eq!(
            gather(&grants, Scopes::ALL),
            [
                Power::new(Role::MunicipalPlanner, Reach::Municipalities(vec![municipality(1), municipality(2)])),
                Power::new(Role::Coordinator, Reach::Organisations(vec![organisation])),
            ]
        );
    }
}
