//! What a generated partnership did, and what came of it.

use entity::vocabulary::{ConsultationBody, ConsultationPhase, IndicatorMeasure, TargetGroup, Vocabulary};

use super::{
    dice::Dice,
    partnership::{Plot, Span},
    story::{Indicator, Partnership},
};

/// What was done, who came and who was heard.
pub(super) fn tell(p: &mut Partnership<'_>, dice: &mut Dice, plot: &Plot<'_>) {
    let theme = plot.theme;
    let calendar = p.calendar();
    let plan = p.plan(
        theme.plan,
        theme.plan.term().label.nb,
        "Kunst og kultur skal være tilgjengelig for alle.",
        "Kapittel 3",
    );
    p.learning("Felles fagdager", "Samskaping på tvers av tjenester", dice.between(2, 6), dice.between(6, 30));
    for year in plot.span.first..=plot.span.last.min(0) {
        let days = calendar.school_year(year);
        let activity = p
            .activity(theme.title, &[theme.field], theme.format, theme.setting, days)
            .open_to(&[theme.group], theme.ages)
            .serving(plan)
            .kept();
        for term in [calendar.autumn(year), calendar.spring(year)] {
            let sessions = dice.between(4, 18);
            let people: Vec<_> = theme
                .ages
                .iter()
                .map(|&age| {
                    let participants = dice.between(2, 70);
                    (age, participants, participants * dice.between(1, sessions))
                })
                .collect();
            p.counted(activity, term, theme.group, &people, (sessions, 60));
        }
        if dice.chance(60) {
            let body = body(theme.group);
            let phases = [ConsultationPhase::Plan, ConsultationPhase::Deliver, ConsultationPhase::Evaluate];
            let phase = dice.pick(&phases).copied().unwrap_or(ConsultationPhase::Plan);
            let said =
                ("De vil være med på å velge innholdet.", "Deltakerne bestemmer nå repertoaret sammen med lærerne.");
            p.heard(body, phase, calendar.on(year, 11, 10), Some(activity), said);
        }
    }
}

const fn body(group: TargetGroup) -> ConsultationBody {
    match group {
        TargetGroup::Pupils | TargetGroup::Children => ConsultationBody::PupilCouncil,
        TargetGroup::Youth => ConsultationBody::YouthCouncil,
        TargetGroup::OlderPeople | TargetGroup::PatientsAndResidents => ConsultationBody::ElderlyCouncil,
        _ => ConsultationBody::CitizenDialogue,
    }
}

/// What was aimed for and reached in each year.
pub(super) fn results(p: &mut Partnership<'_>, dice: &mut Dice, span: Span, indicators: &[Indicator]) {
    for &indicator in indicators {
        if dice.chance(40) {
            continue;
        }
        let (least, most, unit) = match indicator.measure {
            IndicatorMeasure::Scale => (28, 48, 1),
            IndicatorMeasure::Percentage => (45, 95, 10),
            _ => (20, 300, 10),
        };
        let baseline = i64::from(dice.between(least, most - 8)) * unit;
        for year in span.first..=span.last.min(0) {
            let target = i64::from(dice.between(most - 7, most)) * unit;
            p.aims(indicator, year, "", (baseline, target));
            let actual = i64::from(dice.between(least, most)) * unit;
            p.reached(indicator, year, "", actual, "Spørreundersøkelse og telling i juni");
        }
    }
}
