//! What was made together, for whom, how many came, and who was heard about it.

use chrono::NaiveDate;
use entity::{
    breadth_activity,
    id::{BreadthActivityId, PlanLinkId},
    vocabulary::{
        ActivityFormat, ActivityLanguage, ActivitySetting, AgeBand, ConsultationBody, ConsultationPhase, SubjectField,
        TargetGroup,
    },
};

use super::{Partnership, Party, row};
use crate::{synthetic::calendar::Period, text::normalise};

/// An activity, to say more about; kept by `kept`.
#[must_use]
pub(crate) struct Activity<'p, 's> {
    partnership: &'p mut Partnership<'s>,
    row: breadth_activity::Model,
    makers: Vec<Party>,
}

impl<'s> Partnership<'s> {
    /// An activity that all parties make in bokmål, unless told otherwise.
    pub fn activity(
        &mut self,
        title: &str,
        fields: &[SubjectField],
        format: ActivityFormat,
        setting: ActivitySetting,
        days: Period,
    ) -> Activity<'_, 's> {
        let row = row!(
            self.story,
            self.made,
            breadth_activity {
                municipality_id: self.row.municipality_id,
                partnership_id: self.row.id,
                plan_link_id: None,
                title: title.to_owned(),
                search_title: normalise(title),
                description: None,
                subject_fields: fields.iter().copied().collect(),
                pillars: self.row.pillars.clone(),
                format,
                target_groups: [TargetGroup::Everyone].into_iter().collect(),
                age_bands: [AgeBand::AllAges].into_iter().collect(),
                setting,
                premises: None,
                languages: [ActivityLanguage::NorwegianBokmal].into_iter().collect(),
                start_date: days.from,
                end_date: Some(days.to),
            }
        );
        Activity { row, makers: self.parties.clone(), partnership: self }
    }

    /// How many took part in a period: for each age band the people and the visits, over so many sessions of so many
    /// minutes. A period that is not over is not counted yet.
    pub fn counted(
        &mut self,
        activity: BreadthActivityId,
        period: Period,
        group: TargetGroup,
        people: &[(AgeBand, i32, i32)],
        (sessions, minutes_each): (i32, i32),
    ) {
        if !self.story.calendar.has_come(period.to) {
            return;
        }
        for &(age_band, participants, attendances) in people {
            let external = format!("tell-{}", self.story.next_serial());
            let row = row!(
                self.story,
                period.to,
                participation_count {
                    municipality_id: self.row.municipality_id,
                    partnership_id: self.row.id,
                    activity_id: activity,
                    period_from: period.from,
                    period_to: period.to,
                    age_band,
                    target_group: group,
                    participants,
                    attendances,
                    sessions,
                    minutes: sessions * minutes_each,
                    external_id: Some(external),
                }
            );
            self.story.rows.counts.push(row);
        }
    }

    /// Who was heard, when, what they said and what it changed. What has not been held yet is left out.
    pub fn heard(
        &mut self,
        body: ConsultationBody,
        phase: ConsultationPhase,
        held_on: NaiveDate,
        activity: Option<BreadthActivityId>,
        (summary, changed): (&str, &str),
    ) {
        if !self.story.calendar.has_come(held_on) {
            return;
        }
        let row = row!(
            self.story,
            held_on,
            consultation {
                municipality_id: self.row.municipality_id,
                partnership_id: self.row.id,
                activity_id: activity,
                body,
                phase,
                held_on,
                summary: Some(summary.to_owned()),
                changed: Some(changed.to_owned()),
            }
        );
        self.story.rows.consultations.push(row);
    }
}

impl Activity<'_, '_> {
    pub fn about(mut self, description: &str) -> Self {
        self.row.description = Some(description.to_owned());
        self
    }

    /// Whom it is for.
    pub fn open_to(mut self, groups: &[TargetGroup], ages: &[AgeBand]) -> Self {
        self.row.target_groups = groups.iter().copied().collect();
        self.row.age_bands = ages.iter().copied().collect();
        self
    }

    /// The room it is in.
    pub fn at(mut self, premises: &str) -> Self {
        self.row.premises = Some(premises.to_owned());
        self
    }

    pub fn languages(mut self, languages: &[ActivityLanguage]) -> Self {
        self.row.languages = languages.iter().copied().collect();
        self
    }

    /// The plan goal it serves.
    pub fn serving(mut self, plan: PlanLinkId) -> Self {
        self.row.plan_link_id = Some(plan);
        self
    }

    /// Only these parties make it.
    pub fn made_by(mut self, parties: &[&Party]) -> Self {
        self.makers = parties.iter().copied().cloned().collect();
        self
    }

    /// Keeps the activity.
    pub fn kept(self) -> BreadthActivityId {
        let id = self.row.id;
        let rows = &mut self.partnership.story.rows;
        rows.activities.push(self.row);
        let makers =
            self.makers.iter().map(|party| entity::activity_party::Model { activity_id: id, party_id: party.id });
        rows.activity_parties.extend(makers);
        id
    }
}
