//! Readers and job seekers.

use super::Bergen;
use crate::demo::prelude::*;

pub(super) fn tell(story: &mut Story, bergen: &Bergen) {
    writing_cafe(story, bergen);
    to_working_life(story, bergen);
}

fn writing_cafe(story: &mut Story, b: &Bergen) {
    let c = story.calendar;
    let mut p = story.partnership(
        b.home,
        "Skrivekafé på Årstadlien",
        "Et åpent bord på biblioteket der unge og gamle skriver, leser høyt og blir hørt.",
        &[Pillar::Learning, Pillar::Expression],
        c.start(-2),
        Some(c.end(0)),
    );
    let school = p.lead(&b.at.culture_school, "Skrivelærer annenhver torsdag.");
    let library = p.party(Role::CoCreator, &b.at.library, "Bibliotekar, rom, kaffe og en liten trykkemaskin.");
    p.goal(&library, Pillar::Expression, "Biblioteket gir ut ett hefte i året med tekster herfra.");
    let plan =
        p.plan(Plan::CulturePlan, "Kulturplan for Bergen", "Litteraturen skal ha åpne møteplasser.", "Kapittel 6");
    p.done(&library, "Gi ut «Bordet, første hefte»", c.on(-1, 5, 30));
    p.planned(&school, "Invitere forfatter til høstlesning", c.in_days(50));
    p.shares(b.who.eivind, 20, Work::Coordination, &library);
    for (year, status, kroner) in
        [(-2, Money::Closed, 54_000), (-1, Money::Closed, 56_000), (0, Money::Committed, 58_000)]
    {
        p.budget(year, status)
            .costs(&school, Cost::Fees, "383", kroner, "Skrivelærer")
            .gives(&library, Cost::Salary, "370", 140_000, "Bibliotekar 20 %")
            .pays(&school, "383", kroner / 2)
            .pays(&library, "370", kroner - kroner / 2);
    }
    for (year, young, grown, old) in [(-2, 9, 14, 17), (-1, 16, 15, 21)] {
        let table = p
            .activity(
                "Det åpne bordet",
                &[Field::CreativeWriting],
                Format::OpenStudio,
                Place::Library,
                c.school_year(year),
            )
            .open_to(&[Group::Everyone], &[Age::Age16_19, Age::Age25_66, Age::Age67Plus])
            .serving(plan)
            .kept();
        p.counted(
            table,
            c.school_year(year),
            Group::Everyone,
            &[(Age::Age16_19, young, young * 5), (Age::Age25_66, grown, grown * 7), (Age::Age67Plus, old, old * 11)],
            (18, 120),
        );
    }
    p.heard(
        Body::ElderlyCouncil,
        Phase::Evaluate,
        c.on(-1, 6, 9),
        None,
        ("De eldste vil ha større skrift og en lampe til.", "To lamper og forstørrelsesplater er kjøpt inn."),
    );
    p.aims(b.loneliness, -1, "67 år og eldre", (units(30), units(50)));
    p.reached(b.loneliness, -1, "67 år og eldre", units(62), "Spørsmål over kaffekoppen, 21 svar");
    p.premises(&library, "Peisestua på Årstadlien", "Skrivekafé", 3, Some(true));
    p.active("Ett bord, mange stoler.");
}

fn to_working_life(story: &mut Story, b: &Bergen) {
    let c = story.calendar;
    let mut p = story.partnership(
        b.home,
        "Håndverk og hverdag",
        "Unge som står utenfor skole og arbeid, får et verksted å gå til, med et oppdrag som noen trenger.",
        &[Pillar::Learning, Pillar::Sustainability],
        c.in_days(34),
        Some(c.end(1)),
    );
    let school = p.lead(&b.at.culture_school, "Lærer i visuell kunst og verksted.");
    let nav = p.party(Role::CoCreator, &b.at.nav, "Tiltaksplasser, oppfølging og lønnstilskudd.");
    let stage = p.party(Role::Host, &b.at.stage, "Oppdrag: kulisser og rekvisitter.");
    p.goal(&nav, Pillar::Sustainability, "Seks av ti går videre til skole eller arbeid.");
    p.goal(&stage, Pillar::Learning, "Vi får kulisser, og noen får en referanse.");
    p.plan(Plan::EconomicPlan, "Økonomiplan for Bergen", "Flere unge i arbeid eller utdanning.", "Budsjettkapittel 7");
    p.shares(b.who.marta, 20, Work::Teaching, &school).refunded(&nav, 60);
    p.under_way(&nav, "Avklare lønnstilskudd", c.in_days(12));
    p.budget(1, Money::Draft)
        .costs(&school, Cost::Salary, "383", 139_000, "Lærer 20 %")
        .costs(&stage, Cost::Materials, "377", 40_000, "Tre, lerret og maling")
        .pays(&nav, "273", 119_000)
        .pays(&stage, "377", 30_000)
        .pays(&school, "383", 30_000);
    p.funding(&nav, "Håndverk og hverdag", ("Vestland fylkeskommune", "Unge utenfor"), 1, 150_000, c.days_ago(10))
        .submitted(c.days_ago(11));
    p.proposed(10, "Fint om alle svarer før månedsskiftet, så rekker vi å lyse ut plassene.", &[&school, &stage]);
}
