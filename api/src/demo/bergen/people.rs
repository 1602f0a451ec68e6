//! Those in Bergen who are shared, and how much there is of each.

use super::Organisations;
use crate::demo::prelude::*;

pub(super) struct People {
    /// 60 + 20 + 20 of 100 %: fully shared.
    pub ingrid: Person,
    /// 50 + 45 of 100 %, once the new agreement with the nursing home is confirmed.
    pub oda: Person,
    pub tariq: Person,
    pub marta: Person,
    pub jonas: Person,
    pub karim: Person,
    pub bodil: Person,
    pub eivind: Person,
    pub samira: Person,
    pub hege: Person,
    pub linn: Person,
    pub gro: Person,
}

pub(super) fn tell(story: &mut Story, at: &Organisations) -> People {
    let school = &at.culture_school;
    let teacher = &[Competence::ArtisticEducation, Competence::PedagogicalEducation];
    let artist = &[Competence::ArtisticEducation];
    let therapist = &[Competence::ArtisticEducation, Competence::MusicTherapist];
    let ingrid = story.person(school, "Ingrid Sælen Myrdal", "Musikkpedagog", 100, teacher, -9);
    let oda = story.person(school, "Oda Kvamme Lid", "Musikkterapeut", 100, therapist, -6);
    let tariq = story.person(school, "Tariq Mahmoud", "Danselærer", 80, teacher, -5);
    let marta = story.person(school, "Marta Wiśniewska", "Lærer i visuell kunst", 60, artist, -4);
    story.noting("Tar praktisk-pedagogisk utdanning ved siden av stillingen.");
    let jonas = story.person(school, "Jonas Berge Hjelmås", "Teaterpedagog", 100, teacher, -7);
    let karim =
        story.person(school, "Karim Haddad", "Lærer i musikkproduksjon", 50, &[Competence::ValidatedExperience], -3);
    story.noting("Ti år som produsent og låtskriver; realkompetansen er dokumentert.");
    let lead = &[Competence::ArtisticEducation, Competence::LeadershipExperience];
    let bodil = story.person(school, "Bodil Aarrestad", "Rektor", 100, lead, -12);
    let eivind = story.person(&at.library, "Eivind Skår Bø", "Bibliotekar", 100, &[], -10);
    let bridge = &[Competence::ValidatedExperience];
    let samira = story.person(&at.refugees, "Samira Yusuf Warsame", "Programrådgiver", 50, bridge, -4);
    let hege = story.person(&at.nursing_home, "Hege Nordbø", "Aktivitør", 80, bridge, -11);
    let linn = story.person(&at.circus, "Linn Thu Pham", "Sirkuspedagog", 80, artist, -3);
    let gro = story.person(
        &at.solhaugen,
        "Gro Helene Ådland",
        "Pedagogisk leder",
        100,
        &[Competence::PedagogicalEducation],
        -8,
    );
    People { ingrid, oda, tariq, marta, jonas, karim, bodil, eivind, samira, hege, linn, gro }
}
