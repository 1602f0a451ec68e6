//! Duodji, in after-school care and on the way to work.

use super::Karasjok;
use crate::demo::prelude::*;

pub(super) fn tell(story: &mut Story, karasjok: &Karasjok, shared: &Shared) {
    crafts_after_school(story, karasjok, shared);
    workshop(story, karasjok);
}

/// Ends within 90 days.
fn crafts_after_school(story: &mut Story, k: &Karasjok, shared: &Shared) {
    let c = story.calendar;
    let mut p = story.partnership(
        k.home,
        "Duodji SFO:s – Duodji i SFO",
        "Barna lærer å bruke kniv, skinn og bånd av dem som kan det, og hører ordene mens hendene arbeider.",
        &[Pillar::Learning, Pillar::Expression],
        c.start(-1),
        Some(c.in_days(80)),
    );
    let culture = p.lead(&k.culture_school, "Duodjilærer.");
    let sfo = p.party(Role::Host, &k.sfo, "Rom, barn og voksne med tid.");
    let crafts = p.party(Role::CoCreator, &k.crafts, "Tradisjonsbærere og materialer.");
    p.goal(&crafts, Pillar::Learning, "Noen vil overta etter oss.");
    p.goal(&sfo, Pillar::Expression, "Alle har laget noe de selv bruker.");
    p.plan(Plan::CulturePlan, "Kulturplan for Karasjok", "Duodji skal læres der barna er.", "Kapittel 2");
    p.planned(&culture, "Avgjøre om avtalen skal fornyes", c.in_days(15));
    p.planned(&crafts, "Bestille reinskinn", c.days_ago(15));
    p.shares(k.risten, 30, Work::Teaching, &sfo).refunded(&sfo, 50);
    for (year, status, salary) in [(-1, Money::Closed, 207_000), (0, Money::Committed, 215_000)] {
        p.budget(year, status)
            .costs(&culture, Cost::Salary, "383", salary, "Duodjilærer 30 %")
            .costs(&crafts, Cost::Materials, "385", 22_000, "Skinn, bånd og bein")
            .pays(&culture, "383", 92_000)
            .pays(&sfo, "215", salary - 92_000)
            .pays(&crafts, "385", 22_000);
    }
    let days = Period { from: c.start(-1), to: p.days().to };
    let making = p
        .activity(
            "Duodjebádji – Duodjiverksted",
            &[Field::SamiCulture, Field::VisualArt],
            Format::Workshop,
            Place::AfterSchoolCare,
            days,
        )
        .open_to(&[Group::Children], &[Age::Age6_12])
        .languages(&[Language::NorthernSami, Language::NorwegianBokmal])
        .kept();
    p.counted(making, c.autumn(-1), Group::Children, &[(Age::Age6_12, 34, 390)], (15, 120));
    p.counted(making, c.spring(-1), Group::Children, &[(Age::Age6_12, 36, 455)], (17, 120));
    p.heard(
        Body::PupilCouncil,
        Phase::Deliver,
        c.on(-1, 1, 28),
        Some(making),
        ("Barna ville lage noe til reinen, ikke bare til mamma.", "Våren gikk med til å flette bånd til seletøy."),
    );
    p.aims(shared.mastery, -1, "", (units(60), units(75)));
    p.reached(shared.mastery, -1, "", units(83), "Samtale med barna i små grupper");
    p.premises(&sfo, "Verkstedet i gamleskolen", "Duodji", 4, Some(false));
    p.active("Prøvetid på ett år og litt til.");
}

fn workshop(story: &mut Story, k: &Karasjok) {
    let c = story.calendar;
    let mut p = story.partnership(
        k.home,
        "Duodji ja bargu – Duodji og arbeid",
        "Unge voksne som NAV følger opp, får arbeidstrening i et verksted som lager varer folk vil ha, og beholder det \
         de tjener på dem.",
        &[Pillar::Learning, Pillar::Sustainability],
        c.start(0),
        Some(c.end(1)),
    );
    let culture = p.lead(&k.culture_school, "Duodjilærer og verksted.");
    let nav = p.party(Role::CoCreator, &k.nav, "Tiltaksplasser og oppfølging.");
    let crafts = p.party(Role::CoCreator, &k.crafts, "Utsalg og faglige råd.");
    p.goal(&nav, Pillar::Sustainability, "Minst fire av seks er i arbeid eller utdanning etter ett år.");
    p.goal(&crafts, Pillar::Learning, "To nye som kan registrere eget næringsforetak.");
    p.plan(
        Plan::MunicipalMasterPlan,
        "Kommuneplanens samfunnsdel for Karasjok",
        "Næring som bygger på egen kultur.",
        "Mål 4",
    );
    p.done(&culture, "Kjøpe brukte symaskiner", c.on(0, 8, 10));
    p.under_way(&nav, "Fylle de to siste plassene", c.in_days(9));
    p.shares(k.risten, 20, Work::Teaching, &culture).refunded(&nav, 100);
    p.budget(0, Money::Committed)
        .costs(&culture, Cost::Salary, "383", 143_000, "Duodjilærer 20 %")
        .costs(&culture, Cost::Equipment, "383", 36_000, "Symaskiner")
        .gives(&crafts, Cost::Premises, "385", 24_000, "Utsalg")
        .pays(&nav, "273", 143_000)
        .pays(&culture, "383", 36_000);
    p.activity(
        "Bargobádji – Arbeidsverkstedet",
        &[Field::SamiCulture, Field::VisualArt],
        Format::Course,
        Place::CultureSchool,
        c.school_year(0),
    )
    .open_to(&[Group::JobSeekers], &[Age::Age20_24, Age::Age25_66])
    .languages(&[Language::NorthernSami, Language::NorwegianBokmal])
    .kept();
    p.document(Paper::Agreement, "Avtale om arbeidstrening", c.on(-1, 6, 30));
    // The next revision is being written: those who make things are to keep what they earn.
    p.reopened(6, "Vi begynner i det små.", |terms| {
        "Unge voksne som NAV følger opp, får arbeidstrening i et verksted som lager varer folk vil ha."
            .clone_into(&mut terms.purpose);
    });
}
