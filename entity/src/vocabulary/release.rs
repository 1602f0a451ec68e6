//! Vocabularies of published figures.

use std::{fmt, str::FromStr};

use super::{ServiceType, Term, Text, Vocabulary};
use crate::{value::Unreadable, vocabulary};

vocabulary! {
    /// How large an area a figure is about (område).
    pub enum PlaceKind {
        Country = "COUNTRY" {
            nb: "Landet", "Alle kommuner i registeret.";
            nn: "Landet", "Alle kommunar i registeret.";
            en: "Country", "All municipalities of the registry.";
        }
        County = "COUNTY" {
            nb: "Fylke", "Kommunene i ett fylke.";
            nn: "Fylke", "Kommunane i eitt fylke.";
            en: "County", "The municipalities of one county.";
        }
        KostraGroup = "KOSTRA_GROUP" {
            nb: "KOSTRA-gruppe", "Kommunene i én KOSTRA-gruppe, som kan sammenlignes.";
            nn: "KOSTRA-gruppe", "Kommunane i éi KOSTRA-gruppe, som kan samanliknast.";
            en: "KOSTRA group", "The municipalities of one KOSTRA group, which are comparable.";
        }
        Municipality = "MUNICIPALITY" {
            nb: "Kommune", "Én kommune.";
            nn: "Kommune", "Éin kommune.";
            en: "Municipality", "One municipality.";
        }
    }
}

/// The service through which people were reached: that of the parties which made the activity with the culture school; of
/// several, the one it took place at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ReachedService {
    /// Services of one kind.
    One(ServiceType),
    /// Services of several kinds together.
    Several,
}

static SEVERAL: Term = Term {
    code: "SEVERAL",
    label: Text { nb: "Flere tjenester sammen", nn: "Fleire tenester saman", en: "Several services together" },
    description: Text {
        nb: "Tjenester av flere slag har laget tilbudet sammen med kulturskolen, uten at det hørte hjemme hos én av dem.",
        nn: "Tenester av fleire slag har laga tilbodet saman med kulturskulen, utan at det høyrde heime hos ei av dei.",
        en: "Services of several kinds made the activity together with the culture school, and it was at home with none.",
    },
    label_se: None,
};

impl Vocabulary for ReachedService {
    const NAME: &'static str = "ReachedService";
    const DESCRIPTION: &'static str = "The service through which people were reached (tjeneste): the kind of the parties \
        that made the activity with the culture school; of several kinds the one it took place at. Each activity has one, so \
        that figures add up.";
    const ALL: &'static [Self] = &{
        let mut all = [Self::Several; ServiceType::ALL.len() + 1];
        let mut at = 0;
        while at < ServiceType::ALL.len() {
            all[at] = Self::One(ServiceType::ALL[at]);
            at += 1;
        }
        all
    };

    fn term(self) -> &'static Term {
        match self {
            Self::One(service) => service.term(),
            Self::Several => &SEVERAL,
        }
    }
}

impl fmt::Display for ReachedService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for ReachedService {
    type Err = Unreadable;

    fn from_str(code: &str) -> Result<Self, Self::Err> {
        Self::from_code(code).ok_or_else(|| Unreadable::new(Self::NAME, code))
    }
}

crate::stored_as_text!(ReachedService);

#[cfg(test)]
mod tests {
    use super::{ReachedService, ServiceType, Vocabulary};

    #[test]
    fn every_service_is_there_once_and_several_beside() {
        assert_eq!(ReachedService::ALL.len(), ServiceType::ALL.len() + 1);
        for service in ReachedService::ALL {
            assert_eq!(service.to_string().parse(), Ok(*service));
        }
        assert_eq!(ReachedService::ALL.last(), Some(&ReachedService::Several));
    }
}
