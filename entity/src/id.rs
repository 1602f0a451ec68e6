//! Typed keys: an organisation's id cannot be passed where a partnership's is wanted.

use std::{fmt, hash::Hash, marker::PhantomData, str::FromStr};

use sea_orm::{DbErr, TryFromU64};
use uuid::Uuid;

use crate::{record::Kind, value::Unreadable};

/// The key of a record of kind `K`: a UUIDv7, shown as `<kind>_<32 hex digits>`, for example `partnership_0193…`.
pub struct Id<K>(Uuid, PhantomData<fn() -> K>);

impl<K> Id<K> {
    /// The key with this UUID.
    #[must_use]
    pub const fn new(uuid: Uuid) -> Self {
        Self(uuid, PhantomData)
    }

    /// The bare UUID.
    #[must_use]
    pub const fn uuid(self) -> Uuid {
        self.0
    }
}

impl<K> Clone for Id<K> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K> Copy for Id<K> {}

impl<K> PartialEq for Id<K> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<K> Eq for Id<K> {}

impl<K> PartialOrd for Id<K> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<K> Ord for Id<K> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}

impl<K> Hash for Id<K> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl<K: Kind> fmt::Display for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_{}", K::PREFIX, self.0.simple())
    }
}

impl<K: Kind> fmt::Debug for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<K: Kind> FromStr for Id<K> {
    type Err = Unreadable;

    /// Reads exactly what `Display` writes: lower-case hex digits and no hyphens, so that a record has one public id.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let unreadable = || Unreadable::new(K::PREFIX, text);
        let digits = text
            .strip_prefix(K::PREFIX)
            .and_then(|rest| rest.strip_prefix('_'))
            .filter(|digits| digits.len() == 32 && !digits.contains(|c: char| c.is_ascii_uppercase()))
            .ok_or_else(unreadable)?;
        Uuid::try_parse(digits).map(Self::new).map_err(|_| unreadable())
    }
}

impl<K> From<Id<K>> for sea_orm::Value {
    fn from(id: Id<K>) -> Self {
        Self::from(id.0)
    }
}

impl<K> sea_orm::TryGetable for Id<K> {
    fn try_get_by<I: sea_orm::ColIdx>(row: &sea_orm::QueryResult, index: I) -> Result<Self, sea_orm::TryGetError> {
        Uuid::try_get_by(row, index).map(Self::new)
    }
}

impl<K> sea_orm::sea_query::ValueType for Id<K> {
    fn try_from(value: sea_orm::Value) -> Result<Self, sea_orm::sea_query::ValueTypeErr> {
        <Uuid as sea_orm::sea_query::ValueType>::try_from(value).map(Self::new)
    }

    fn type_name() -> String {
        "Id".to_owned()
    }

    fn array_type() -> sea_orm::sea_query::ArrayType {
        sea_orm::sea_query::ArrayType::Uuid
    }

    fn column_type() -> sea_orm::ColumnType {
        sea_orm::ColumnType::Uuid
    }
}

impl<K> sea_orm::sea_query::Nullable for Id<K> {
    fn null() -> sea_orm::Value {
        sea_orm::Value::Uuid(None)
    }
}

impl<K> TryFromU64 for Id<K> {
    fn try_from_u64(_: u64) -> Result<Self, DbErr> {
        Err(DbErr::ConvertFromU64("Id"))
    }
}

impl<K: Kind> serde::Serialize for Id<K> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de, K: Kind> serde::Deserialize<'de> for Id<K> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// Short names for the keys.
macro_rules! keys {
    ($($alias:ident = $module:ident, $what:literal;)+) => {
        $(
            #[doc = concat!("The key of ", $what, ".")]
            pub type $alias = Id<crate::$module::Entity>;
        )+
    };
}

keys! {
    AccessGrantId = access_grant, "a grant of access";
    AuditEventId = audit_event, "an audit event";
    BreadthActivityId = breadth_activity, "a breadth activity";
    BudgetId = budget, "the budget of a partnership for one fiscal year";
    BudgetLineId = budget_line, "a budget line";
    ConfirmationId = confirmation, "a confirmation";
    ConsultationId = consultation, "a consultation";
    CountyId = county, "a county";
    DocumentLinkId = document_link, "a document link";
    FundingApplicationId = funding_application, "a funding application";
    HigherEducationCooperationId = higher_education_cooperation, "a cooperation with higher education";
    IndicatorId = indicator, "an indicator";
    KostraFunctionId = kostra_function, "a KOSTRA function";
    LearningCommunityId = learning_community, "a learning community";
    MunicipalityId = municipality, "a municipality";
    OrganisationId = organisation, "an organisation";
    OrganisationExternalIdId = organisation_external_id, "an external id of an organisation";
    OutcomeObservationId = outcome_observation, "an outcome observation";
    OutcomeTargetId = outcome_target, "an outcome target";
    ParticipationCountId = participation_count, "a participation count";
    PartnershipGoalId = partnership_goal, "a goal of a partnership";
    PartnershipId = partnership, "a partnership";
    PartnershipRevisionId = partnership_revision, "a revision of a partnership";
    PartyId = party, "a party";
    PlanLinkId = plan_link, "a plan link";
    PopulationId = population, "a population figure";
    PremisesShareId = premises_share, "shared premises";
    ReleaseId = release, "a release";
    ServiceTypeId = service_type, "a service type as reference data";
    SharedTaskId = shared_task, "a shared task";
    StaffAllocationId = staff_allocation, "a staff allocation";
    StaffMemberId = staff_member, "a staff member";
}

#[cfg(test)]
mod tests {
    use super::{OrganisationId, PartnershipId};
    use proptest::prelude::*;
    use uuid::Uuid;

    proptest! {
        #[test]
        fn what_is_shown_is_read_back(bits in any::<u128>()) {
            let id = PartnershipId::new(Uuid::from_u128(bits));
            prop_assert_eq!(id.to_string().parse::<PartnershipId>(), Ok(id));
            prop_assert!(id.to_string().parse::<OrganisationId>().is_err());
        }
    }

    #[test]
    fn one_spelling_only() {
        let digits = "0193a5c0b7e47c3a9d1e2f3a4b5c6d7e";
        assert!(format!("partnership_{digits}").parse::<PartnershipId>().is_ok());
        for other in [
            digits.to_owned(),
            format!("partnership-{digits}"),
            format!("partnership_{}", digits.to_uppercase()),
            "partnership_0193a5c0-b7e4-7c3a-9d1e-2f3a4b5c6d7e".to_owned(),
            "partnership_".to_owned(),
        ] {
            assert!(other.parse::<PartnershipId>().is_err(), "{other}");
        }
    }
}
