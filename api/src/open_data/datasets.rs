//! What is published, in words.

use entity::vocabulary::Text;

use crate::export::{Column, Cube as _, OutcomeCube, ParticipationCube, ResourceCube, Table};

/// A dataset: a cube of released figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dataset {
    /// How many were reached.
    Participation,
    /// What indicators came to.
    Outcomes,
    /// What staff is shared and what money won.
    Resources,
}

/// What all of it is called.
pub const TITLE: Text = Text {
    nb: "Åpne data om kulturskolenes samarbeid",
    nn: "Opne data om samarbeidet til kulturskulane",
    en: "Open data about the cooperation of culture schools",
};

/// What all of it is.
pub const ABOUT: Text = Text {
    nb: "Tall fra Samspill, registeret over forpliktende samarbeid mellom norske kulturskoler og andre kommunale tjenester. \
         Tallene publiseres som faste publiseringer som aldri endres. Små tall er holdt tilbake for å verne enkeltpersoner.",
    nn: "Tal frå Samspill, registeret over forpliktande samarbeid mellom norske kulturskular og andre kommunale tenester. \
         Tala blir publiserte som faste publiseringar som aldri blir endra. Små tal er haldne tilbake for å verne \
         enkeltpersonar.",
    en: "Figures from Samspill, the registry of binding partnerships between Norwegian culture schools and other municipal \
         services. They are published as fixed releases, which never change. Small figures are withheld to protect people.",
};

/// Where the figures come from.
pub const PROVENANCE: Text = Text {
    nb: "Kommuner og tjenester har selv registrert det som telles. Hver publisering er vernet sammen med alle tidligere, slik \
         at det som er holdt tilbake, ikke kan regnes ut.",
    nn: "Kommunar og tenester har sjølve registrert det som blir talt. Kvar publisering er verna saman med alle tidlegare, slik \
         at det som er halde tilbake, ikkje kan reknast ut.",
    en: "Municipalities and services themselves have registered what is counted. Each release is protected together with all \
         earlier ones, so that what is withheld cannot be computed.",
};

impl Dataset {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Participation, Self::Outcomes, Self::Resources];

    /// The table that its files are.
    #[must_use]
    pub const fn table(self) -> Table {
        match self {
            Self::Participation => Table::Participation,
            Self::Outcomes => Table::Outcomes,
            Self::Resources => Table::Resources,
        }
    }

    /// Its name in addresses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.table().name()
    }

    /// The dataset that a table is published as; none for tables that are not published.
    #[must_use]
    pub fn of(table: Table) -> Option<Self> {
        Self::ALL.into_iter().find(|dataset| dataset.table() == table)
    }

    /// Its columns.
    #[must_use]
    pub const fn columns(self) -> &'static [Column] {
        match self {
            Self::Participation => ParticipationCube::COLUMNS,
            Self::Outcomes => OutcomeCube::COLUMNS,
            Self::Resources => ResourceCube::COLUMNS,
        }
    }

    /// The types of the API that its columns are described in: in the first that has such a field.
    #[must_use]
    pub const fn types(self) -> &'static [&'static str] {
        match self {
            Self::Participation => &["ParticipationCell"],
            Self::Outcomes => &["OutcomeCell"],
            Self::Resources => &["ComparedPlace", "Comparison"],
        }
    }

    /// Whether nothing in its files changes once they are released. Outcomes name their indicators as they are called now.
    #[must_use]
    pub const fn is_frozen(self) -> bool {
        match self {
            Self::Participation | Self::Resources => true,
            Self::Outcomes => false,
        }
    }

    /// What it is called.
    #[must_use]
    pub const fn title(self) -> Text {
        match self {
            Self::Participation => Text {
                nb: "Deltakelse i breddetilbud",
                nn: "Deltaking i breiddetilbod",
                en: "Participation in breadth activities",
            },
            Self::Outcomes => Text {
                nb: "Måloppnåelse etter nasjonale indikatorer",
                nn: "Måloppnåing etter nasjonale indikatorar",
                en: "Outcomes by national indicators",
            },
            Self::Resources => Text {
                nb: "Delte stillinger og eksterne midler",
                nn: "Delte stillingar og eksterne midlar",
                en: "Shared staff and external funding",
            },
        }
    }

    /// What it is.
    #[must_use]
    pub const fn about(self) -> Text {
        match self {
            Self::Participation => Text {
                nb: "Hvor mange som ble nådd av breddetilbud kulturskoler lager sammen med andre tjenester: deltakere, oppmøter, \
                     samlinger, minutter og tilbud, etter sted, skoleår, tjeneste, fagfelt og aldersgruppe.",
                nn: "Kor mange som vart nådde av breiddetilbod kulturskular lagar saman med andre tenester: deltakarar, \
                     frammøte, samlingar, minutt og tilbod, etter stad, skuleår, teneste, fagfelt og aldersgruppe.",
                en: "How many were reached by the breadth activities that culture schools make with other services: \
                     participants, attendances, sessions, minutes and activities, by place, school year, service, subject \
                     field and age band.",
            },
            Self::Outcomes => Text {
                nb: "Hva samarbeidene førte til, målt med indikatorene hele landet deler: mål, utgangspunkt og resultat etter \
                     sted og skoleår.",
                nn: "Kva samarbeida førte til, målt med indikatorane heile landet deler: mål, utgangspunkt og resultat etter \
                     stad og skuleår.",
                en: "What the partnerships led to, measured by the indicators that the whole country shares: target, baseline \
                     and actual value by place and school year.",
            },
            Self::Resources => Text {
                nb: "Årsverk som er delt mellom kulturskoler og andre tjenester 1. oktober, og eksterne midler som er tildelt i \
                     skoleåret, etter sted og skoleår.",
                nn: "Årsverk som er delte mellom kulturskular og andre tenester 1. oktober, og eksterne midlar som er tildelte i \
                     skuleåret, etter stad og skuleår.",
                en: "Full-time equivalents shared between culture schools and other services on 1 October, and external funding \
                     awarded in the school year, by place and school year.",
            },
        }
    }

    /// What people look for when they look for it.
    #[must_use]
    pub const fn keywords(self) -> &'static [Text] {
        match self {
            Self::Participation => &[
                Text { nb: "kulturskole", nn: "kulturskule", en: "culture school" },
                Text { nb: "deltakere", nn: "deltakarar", en: "participants" },
                Text { nb: "barn og unge", nn: "barn og unge", en: "children and young people" },
            ],
            Self::Outcomes => &[
                Text { nb: "kulturskole", nn: "kulturskule", en: "culture school" },
                Text { nb: "indikatorer", nn: "indikatorar", en: "indicators" },
                Text { nb: "måloppnåelse", nn: "måloppnåing", en: "outcomes" },
            ],
            Self::Resources => &[
                Text { nb: "kulturskole", nn: "kulturskule", en: "culture school" },
                Text { nb: "årsverk", nn: "årsverk", en: "full-time equivalents" },
                Text { nb: "tilskudd", nn: "tilskot", en: "funding" },
            ],
        }
    }
}
