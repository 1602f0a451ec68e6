//! The words generated registries are told in: names, places, kinds of partnerships and shared indicators.

use entity::vocabulary::{
    ActivityFormat, ActivitySetting, AgeBand, IndicatorMeasure, PlanType, QualityDimension, ResultType, ServiceType,
    StaffFunction, SubjectField, TargetGroup,
};

use super::{
    dice::Dice,
    story::{Indicator, Measure, Story},
};

const FIRST_NAMES: &[&str] = &[
    "Amina",
    "Anders",
    "Aslak",
    "Astrid",
    "Bashir",
    "Berit",
    "Dag",
    "Elin",
    "Emilia",
    "Eskil",
    "Farah",
    "Gro",
    "Hanna",
    "Hassan",
    "Henrik",
    "Inga",
    "Jakub",
    "Johan",
    "Kari",
    "Katarzyna",
    "Lars",
    "Leyla",
    "Liv",
    "Marit",
    "Mohammed",
    "Nils",
    "Oksana",
    "Ola",
    "Per",
    "Ravdna",
    "Rune",
    "Sara",
    "Selma",
    "Sigrid",
    "Solveig",
    "Thomas",
    "Tiril",
    "Tor",
    "Yasmin",
    "Øyvind",
];
const LAST_NAMES: &[&str] = &[
    "Aasen",
    "Ahmadi",
    "Bakken",
    "Berg",
    "Dahl",
    "Eira",
    "Eide",
    "Farah",
    "Fjeld",
    "Gundersen",
    "Haugen",
    "Hætta",
    "Iversen",
    "Johnsen",
    "Kowalczyk",
    "Kvam",
    "Lie",
    "Lunde",
    "Moen",
    "Myhre",
    "Nguyen",
    "Nygård",
    "Opsahl",
    "Rahman",
    "Sandvik",
    "Sara",
    "Solberg",
    "Strand",
    "Tangen",
    "Utsi",
    "Vik",
    "Warsame",
    "Ødegård",
    "Åsheim",
];
const PLACES: &[&str] = &[
    "Bakkebygrenda",
    "Elvebakken",
    "Fagerlia",
    "Fjellvang",
    "Granli",
    "Haugtun",
    "Kløvermarka",
    "Lyngmo",
    "Midtbygda",
    "Nordstranda",
    "Rognlia",
    "Skogheim",
    "Solbakken",
    "Sørenga",
    "Tindevegen",
    "Vikheim",
    "Ørnes",
    "Åsgrenda",
];

/// A made-up name.
pub(super) fn name(dice: &mut Dice) -> String {
    format!("{} {}", dice.word(FIRST_NAMES), dice.word(LAST_NAMES))
}

/// A made-up place.
pub(super) fn place(dice: &mut Dice) -> &'static str {
    dice.word(PLACES)
}

/// A kind of partnership.
pub(super) struct Theme {
    pub title: &'static str,
    pub purpose: &'static str,
    /// The service it is made with.
    pub with: ServiceType,
    pub field: SubjectField,
    pub format: ActivityFormat,
    pub setting: ActivitySetting,
    pub group: TargetGroup,
    pub ages: &'static [AgeBand],
    pub plan: PlanType,
    /// The KOSTRA function the partner pays from.
    pub function: &'static str,
    /// What shared staff do.
    pub work: StaffFunction,
}

/// Declares themes, one a paragraph: title, purpose; partner, its function; subject, format, setting; group, ages; plan, work.
macro_rules! themes {
    ($($title:literal, $purpose:literal; $with:ident, $function:literal; $field:ident, $format:ident, $setting:ident;
        $group:ident, [$($age:ident),+]; $plan:ident, $work:ident.)+) => {
        &[$(Theme {
            title: $title,
            purpose: $purpose,
            with: ServiceType::$with,
            field: SubjectField::$field,
            format: ActivityFormat::$format,
            setting: ActivitySetting::$setting,
            group: TargetGroup::$group,
            ages: &[$(AgeBand::$age),+],
            plan: PlanType::$plan,
            function: $function,
            work: StaffFunction::$work,
        }),+]
    };
}

pub(super) const THEMES: &[Theme] = themes! {
    "Syng og spill i barnehagen", "Alle barnehagebarn skal møte sang, rytme og instrumenter hver uke.";
    Kindergarten, "201"; Music, WeeklyGroup, Kindergarten; Children, [Age0_5]; ChildhoodAndEducationPlan, Teaching.
    "Eventyr og drama for de minste", "Barn og ansatte lager fortellinger sammen og prøver dem ut på gulvet.";
    Kindergarten, "201"; Theatre, Project, Kindergarten; Children, [Age0_5]; ChildhoodAndEducationPlan, Teaching.
    "Kunst i klasserommet", "Kulturskolelærer og klasselærer underviser sammen i praktiske og estetiske fag.";
    School, "202"; VisualArt, ClassroomSupport, School; Pupils, [Age6_12]; ChildhoodAndEducationPlan, Teaching.
    "Dikt og rap på ungdomstrinnet", "Elevene skriver egne tekster og framfører dem for hverandre.";
    School, "202"; CreativeWriting, Workshop, School; Pupils, [Age13_15]; CulturePlan, Teaching.
    "Kulturskoletimen", "Barna i SFO får prøve kulturskolens fag uten egenbetaling.";
    AfterSchoolCare, "215"; Dance, WeeklyGroup, AfterSchoolCare; Children, [Age6_12]; CultureSchoolPlan, Teaching.
    "Sirkus etter skoletid", "Et lavterskeltilbud der alle kroppene trengs.";
    AfterSchoolCare, "215"; Circus, Course, AfterSchoolCare; Children, [Age6_12]; PublicHealthPlan, Teaching.
    "Ung scene", "Elever i videregående skole og kulturskolen setter opp en forestilling i året.";
    UpperSecondarySchool, "383"; Theatre, ConcertOrPerformance, UpperSecondarySchool; Youth, [Age16_19]; CulturePlan, Leadership.
    "Skriveverksted på biblioteket", "Åpent skriveverksted med kulturskolelærer og bibliotekar.";
    Library, "370"; CreativeWriting, OpenStudio, Library; Everyone, [Age13_15, Age25_66]; CulturePlan, Coordination.
    "Musikk og psykisk helse", "Musikkterapi som del av oppfølgingen i kommunens helsetjeneste.";
    HealthService, "241"; Music, MusicTherapy, HealthCentre; PatientsAndResidents, [Age20_24, Age25_66]; HealthAndCarePlan, MusicTherapy.
    "Babysang på helsestasjonen", "Foreldre og spedbarn møtes til sang, samspill og ro.";
    HealthService, "232"; Music, WeeklyGroup, HealthCentre; Families, [Age0_5, Age25_66]; PublicHealthPlan, Teaching.
    "Kreativ vei til arbeid", "Verksted for unge som NAV følger opp på vei mot skole eller arbeid.";
    Nav, "273"; VisualArt, Course, CultureSchool; JobSeekers, [Age16_19, Age20_24]; PublicHealthPlan, Coordination.
    "Trygge rom", "Gruppetilbud i dans og drama for barn og familier som barnevernet følger opp.";
    ChildWelfare, "251"; Dance, WeeklyGroup, CultureSchool; ChildWelfareClients, [Age6_12, Age13_15]; ChildhoodAndEducationPlan, Teaching.
    "Sammen om musikk", "Nyankomne og lokalbefolkning spiller sammen og lærer språk av hverandre.";
    RefugeeService, "275"; Music, Ensemble, RefugeeCentre; RefugeesAndImmigrants, [Age13_15, Age25_66]; IntegrationPlan, Ensemble.
    "Sang og minner", "Musikk, bilder og fortelling på sykehjem og dagsenter.";
    ElderlyCare, "253"; Music, MusicTherapy, CareHome; PatientsAndResidents, [Age67Plus]; AgeFriendlyPlan, MusicTherapy.
    "Dans hele livet", "Dans for hjemmeboende eldre, med kaffe og prat etterpå.";
    ElderlyCare, "234"; Dance, WeeklyGroup, CareHome; OlderPeople, [Age67Plus]; AgeFriendlyPlan, Teaching.
    "Korpsskolen", "Rekruttering og samspill for nye korpsmusikanter.";
    VoluntaryCulture, "385"; Music, Ensemble, School; Children, [Age6_12, Age13_15]; CulturePlan, Ensemble.
    "Bygda på scenen", "Amatører og profesjonelle lager en forestilling fra egen historie.";
    VoluntaryCulture, "385"; Interdisciplinary, Project, CultureHouse; Everyone, [Age13_15, Age25_66, Age67Plus]; CulturePlan, Leadership.
    "Kunstner i kulturskolen", "Profesjonelle kunstnere arbeider sammen med elever og ansatte over tid.";
    ProfessionalArts, "377"; VisualArt, Exhibition, CultureHouse; Youth, [Age13_15, Age16_19]; CulturePlan, Teaching.
    "Åpen scene i klubben", "Lyd, lys og låtskriving på ungdommens egen arena.";
    Other, "231"; Music, OpenStudio, YouthClub; Youth, [Age13_15, Age16_19]; PublicHealthPlan, Assistance.
};

/// Funders and schemes.
pub(super) const FUNDERS: &[(&str, &str)] = &[
    ("Kulturdirektoratet", "Tilskudd til lokale kulturtiltak"),
    ("Fylkeskommunen", "Folkehelsemidler"),
    ("Stiftelsen Kultur for alle", "Barn og unge"),
    ("Statsforvalteren", "Tilskudd til utviklingsarbeid"),
];

/// The indicators the whole country shares.
pub(super) fn indicators(story: &mut Story) -> Vec<Indicator> {
    let measure =
        |kind, unit, result, goal_owner| Measure { kind, unit, quality: QualityDimension::Result, result, goal_owner };
    vec![
        story.indicator(
            None,
            "NAS-DELTAKERE",
            "Deltakere i felles breddetilbud",
            "Antall ulike personer som deltok i samarbeidets tilbud i løpet av skoleåret.",
            &measure(IndicatorMeasure::Count, Some("personer"), ResultType::Output, ServiceType::CultureSchool),
        ),
        story.indicator(
            None,
            "NAS-TILHORIGHET",
            "Opplevd tilhørighet",
            "Gjennomsnittlig svar på påstanden «jeg hører til her», fra 1 til 5.",
            &measure(IndicatorMeasure::Scale, Some("1–5"), ResultType::Outcome, ServiceType::HealthService),
        ),
        story.indicator(
            None,
            "NAS-MESTRING",
            "Andel som opplever mestring",
            "Andel deltakere som svarer at de fikk til mer enn de trodde.",
            &measure(IndicatorMeasure::Percentage, Some("prosent"), ResultType::Outcome, ServiceType::School),
        ),
    ]
}
