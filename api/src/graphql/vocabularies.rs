//! The vocabulary query: every enum of the schema with labels and meanings for people.

use async_graphql::{Object, SimpleObject};
use entity::vocabulary::{self as of_records, Term, Vocabulary as Terms};

use super::errors::{ApiError, Result};
use crate::vocabulary as of_service;

/// An enum of the schema as people read it (kodeverk).
#[derive(Clone, Debug, SimpleObject)]
pub struct Vocabulary {
    /// The name of the enum in the schema.
    pub name: String,
    /// What it is about, in English with the Norwegian term.
    pub about: String,
    /// Its values, in the usual order.
    pub values: Vec<VocabularyTerm>,
}

/// A value of an enum as people read it (kode).
#[derive(Clone, Debug, SimpleObject)]
pub struct VocabularyTerm {
    /// The code: the value in the schema.
    pub code: String,
    /// What the value is called.
    pub label: LocalisedText,
    /// What the value means.
    pub meaning: LocalisedText,
}

/// A text in the languages of the registry.
#[derive(Clone, Debug, SimpleObject)]
pub struct LocalisedText {
    /// Bokmål.
    pub nb: String,
    /// Nynorsk.
    pub nn: String,
    /// English.
    pub en: String,
    /// Northern Sámi (nordsamisk), where known.
    pub se: Option<String>,
}

impl From<&Term> for VocabularyTerm {
    fn from(term: &Term) -> Self {
        let text = |text: &of_records::Text, se: Option<&str>| LocalisedText {
            nb: text.nb.to_owned(),
            nn: text.nn.to_owned(),
            en: text.en.to_owned(),
            se: se.map(str::to_owned),
        };
        Self {
            code: term.code.to_owned(),
            label: text(&term.label, term.label_se),
            meaning: text(&term.description, None),
        }
    }
}

fn of<V: Terms>() -> Vocabulary {
    let about = V::DESCRIPTION.split_whitespace().collect::<Vec<_>>().join(" ");
    let values = V::ALL.iter().map(|value| VocabularyTerm::from(value.term())).collect();
    Vocabulary { name: V::NAME.to_owned(), about, values }
}

/// Every enum of the schema, by name.
#[must_use]
pub fn all() -> Vec<Vocabulary> {
    macro_rules! vocabularies {
        ($($module:path { $($name:ident),+ $(,)? })+) => {
            vec![$({ use $module as module; vec![$(of::<module::$name>()),+] }),+]
        };
    }
    let mut all: Vec<Vocabulary> = vocabularies! {
        of_records {
            ActivityFormat, ActivityLanguage, ActivitySetting, AgeBand, AuditAction, BudgetCategory, BudgetLineKind, BudgetStatus,
            Competence, ConfirmationDecision, ConsultationBody, ConsultationPhase, DocumentKind, FundingStatus,
            HigherEducationKind, IndicatorMeasure, PartnershipStatus, PartyRole, Pillar, PlaceKind, PlanType, QualityDimension,
            ReachedService,
            ResourceKind, ResultType, RevisionStatus, Role, SamiAreaCategory, ServiceType, StaffFunction, SubjectField,
            TargetGroup, TaskStatus,
        }
        of_service {
            BudgetGrouping, ChangeKind, ErrorCode, NetworkLevel, Operation, RequestLimit, SortDirection, StaffConflictReason,
            StaffingGrouping, UserErrorCode,
        }
        crate::grant::inputs { AccessGrantSortField }
        crate::activity::inputs { BreadthActivitySortField }
        crate::audit::inputs { AuditEventSortField }
        crate::consultation::inputs { ConsultationSortField }
        crate::participation::cube::inputs { ParticipationDimension }
        crate::participation::inputs { ParticipationCountSortField }
        crate::budget::inputs { BudgetSortField }
        crate::budget::line::inputs { BudgetLineSortField }
        crate::document::inputs { DocumentLinkSortField }
        crate::higher_education::inputs { HigherEducationCooperationSortField }
        crate::indicator::inputs { IndicatorSortField }
        crate::learning::inputs { LearningCommunitySortField }
        crate::outcome::inputs { OutcomeSortField }
        crate::plan::inputs { PlanLinkSortField }
        crate::population::inputs { PopulationSortField }
        crate::premises::inputs { PremisesShareSortField }
        crate::funding::inputs { FundingApplicationSortField }
        crate::goal::inputs { PartnershipGoalSortField }
        crate::municipality::inputs { CountySortField, KostraFunctionSortField, MunicipalitySortField }
        crate::organisation::inputs { OrganisationSortField }
        crate::partnership::inputs { PartnershipSortField }
        crate::party::inputs { PartySortField }
        crate::release::inputs { ReleaseSortField }
        crate::revision::inputs { ConfirmationSortField, PartnershipRevisionSortField }
        crate::staff::inputs { StaffAllocationSortField, StaffMemberSortField }
        crate::task::inputs { SharedTaskSortField }
    }
    .into_iter()
    .flatten()
    .collect();
    all.sort_by(|one, other| one.name.cmp(&other.name));
    all
}

/// Root fields.
#[derive(Clone, Copy, Default)]
pub struct VocabularyQueries;

#[Object]
impl VocabularyQueries {
    /// The enums of this schema with labels and meanings in bokmål, nynorsk and English (kodeverk), by name.
    async fn vocabularies(
        &self,
        #[graphql(desc = "Only these enums, for example [\"ServiceType\"]; all unless given.")] names: Option<
            Vec<String>,
        >,
    ) -> Result<Vec<Vocabulary>> {
        let mut found = all();
        if let Some(names) = names {
            if let Some(unknown) = names.iter().find(|name| found.iter().all(|known| known.name != **name)) {
                return Err(ApiError::bad_input(format!("there is no enum {unknown:?} in this schema")));
            }
            found.retain(|vocabulary| names.contains(&vocabulary.name));
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::all;
    use std::collections::BTreeSet;

    #[test]
    fn every_enum_of_the_schema_is_there_with_all_its_values() {
        let sdl = crate::graphql::schema::sdl();
        let mut in_schema = BTreeSet::new();
        let mut current = None;
        for line in sdl.lines() {
            if let Some(name) = line.strip_prefix("enum ") {
                current = Some(name.trim_end_matches(" {").to_owned());
            } else if line == "}" {
                current = None;
            } else if let Some(name) = &current
                && line.trim().bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
                && !line.trim().is_empty()
            {
                in_schema.insert((name.clone(), line.trim().to_owned()));
            }
        }
        let listed: BTreeSet<_> = all()
            .into_iter()
            .flat_map(|vocabulary| {
                let name = vocabulary.name;
                vocabulary.values.into_iter().map(move |term| (name.clone(), term.code))
            })
            .collect();
        let missing: Vec<_> = in_schema.difference(&listed).collect();
        let extra: Vec<_> = listed.difference(&in_schema).collect();
        assert!(missing.is_empty() && extra.is_empty(), "not listed: {missing:?}; not in the schema: {extra:?}");
    }

    #[test]
    fn every_value_is_labelled_in_every_language() {
        for vocabulary in all() {
            for term in vocabulary.values {
                for text in [&term.label, &term.meaning] {
                    let blank = [&text.nb, &text.nn, &text.en].iter().any(|text| text.trim().is_empty());
                    assert!(!blank, "{} {}", vocabulary.name, term.code);
                }
            }
        }
    }
}
