//! Short names for what the demonstration data is told in.

pub(super) use entity::vocabulary::{
    ActivityFormat as Format, ActivityLanguage as Language, ActivitySetting as Place, AgeBand as Age,
    BudgetCategory as Cost, BudgetStatus as Money, Competence, ConsultationBody as Body, ConsultationPhase as Phase,
    DocumentKind as Paper, HigherEducationKind, PartyRole as Role, Pillar, PlanType as Plan, ServiceType as Service,
    StaffFunction as Work, SubjectField as Field, TargetGroup as Group,
};

pub(super) use super::indicators::{Shared, units};
pub(super) use crate::{
    reference::municipality_id,
    synthetic::{
        calendar::Period,
        story::{Indicator, Measure, Org, Person, Story},
    },
};
pub(super) use entity::{
    id::MunicipalityId,
    vocabulary::{IndicatorMeasure, QualityDimension, ResultType},
};
