//! The indicators the whole country shares.

use super::prelude::*;

/// Shared indicators.
pub(super) struct Shared {
    pub participants: Indicator,
    pub belonging: Indicator,
    pub mastery: Indicator,
    pub well_being: Indicator,
    pub access: Indicator,
    pub competence: Indicator,
    pub external_money: Indicator,
    pub co_creation: Indicator,
}

/// A whole number of units, in tenths.
pub(super) const fn units(value: i64) -> i64 {
    value * 10
}

const fn measure(
    kind: IndicatorMeasure,
    unit: &'static str,
    quality: QualityDimension,
    result: ResultType,
    goal_owner: Service,
) -> Measure<'static> {
    Measure { kind, unit: Some(unit), quality, result, goal_owner }
}

pub(super) fn shared(story: &mut Story) -> Shared {
    use IndicatorMeasure::{Amount, Count, Percentage, Qualitative, Scale};
    use QualityDimension::{Process, Result, Structure};
    use ResultType::{Impact, Outcome, Output};
    let mut new = |code, name, definition, measure| story.indicator(None, code, name, definition, &measure);
    Shared {
        participants: new(
            "NAS-01",
            "Deltakere i felles breddetilbud",
            "Antall ulike personer som deltok i samarbeidets tilbud i løpet av skoleåret. Samme person telles én gang.",
            measure(Count, "personer", Result, Output, Service::CultureSchool),
        ),
        belonging: new(
            "NAS-02",
            "Opplevd tilhørighet",
            "Gjennomsnittlig svar på påstanden «jeg hører til her», på en skala fra 1 (helt uenig) til 5 (helt enig).",
            measure(Scale, "1–5", Result, Outcome, Service::HealthService),
        ),
        mastery: new(
            "NAS-03",
            "Andel som opplever mestring",
            "Andel deltakere som svarer «ja» på spørsmålet om de fikk til mer enn de trodde på forhånd.",
            measure(Percentage, "prosent", Result, Outcome, Service::School),
        ),
        well_being: new(
            "NAS-04",
            "Trivsel blant beboere",
            "Personalets observasjon av trivsel under og etter samlingene, gjennomsnitt på en skala fra 1 til 6.",
            measure(Scale, "1–6", Result, Outcome, Service::ElderlyCare),
        ),
        access: new(
            "NAS-05",
            "Andel barn som møter kulturskolen der de er",
            "Andel av barna i de aktuelle barnehagene, skolene eller SFO-ene som har deltatt minst fire ganger i skoleåret.",
            measure(Percentage, "prosent", Structure, Output, Service::AfterSchoolCare),
        ),
        competence: new(
            "NAS-06",
            "Ansatte som bruker kunstfagene selv",
            "Andel av partens ansatte som har ledet en kunstfaglig aktivitet på egen hånd siste halvår.",
            measure(Percentage, "prosent", Process, Outcome, Service::Kindergarten),
        ),
        external_money: new(
            "NAS-07",
            "Eksterne midler",
            "Innvilgede tilskudd fra andre enn partene i løpet av skoleåret.",
            measure(Amount, "kroner", Structure, Output, Service::CultureSchool),
        ),
        co_creation: new(
            "NAS-08",
            "Samskaping i praksis",
            "Partenes felles vurdering, i ord, av hvordan makt og ansvar faktisk har vært delt.",
            measure(Qualitative, "vurdering", Process, Impact, Service::Other),
        ),
    }
}
