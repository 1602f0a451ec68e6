//! Vocabularies of the service itself: sorting, what a token allows, the codes of errors and of refused writes, and
//! limits.

mod answers;
mod request;

use entity::vocabulary;

pub use answers::{BudgetGrouping, NetworkLevel, StaffConflictReason, StaffingGrouping};
pub use request::{ErrorCode, RequestLimit};

vocabulary! {
    /// Which way a list is sorted (sorteringsretning).
    pub enum SortDirection {
        Ascending = "ASC" {
            nb: "Stigende", "Minste eller tidligste først.";
            nn: "Stigande", "Minste eller tidlegaste først.";
            en: "Ascending", "Smallest or earliest first.";
        }
        Descending = "DESC" {
            nb: "Synkende", "Største eller seneste først.";
            nn: "Synkande", "Største eller seinaste først.";
            en: "Descending", "Largest or latest first.";
        }
    }
}

vocabulary! {
    /// What became of a record (endringsart).
    pub enum ChangeKind {
        Created = "CREATED" {
            nb: "Opprettet", "Oppføringen er ny.";
            nn: "Oppretta", "Oppføringa er ny.";
            en: "Created", "The record is new.";
        }
        Updated = "UPDATED" {
            nb: "Endret", "Oppføringen er endret, eller noe som vises som en del av den.";
            nn: "Endra", "Oppføringa er endra, eller noko som blir vist som ein del av ho.";
            en: "Updated", "The record has changed, or something that is shown as a part of it.";
        }
        Deleted = "DELETED" {
            nb: "Slettet", "Oppføringen er slettet.";
            nn: "Sletta", "Oppføringa er sletta.";
            en: "Deleted", "The record is gone.";
        }
    }
}

vocabulary! {
    /// What a power allows, of those it has a role for (handling).
    pub enum Operation {
        ReadCooperation = "READ_COOPERATION" {
            nb: "Lese samarbeid", "Leser samarbeid og det som hører til dem, unntatt resultater.";
            nn: "Lese samarbeid", "Les samarbeid og det som høyrer til dei, unnateke resultat.";
            en: "Read cooperation", "Reads partnerships and what belongs to them, save outcomes.";
        }
        WriteCooperation = "WRITE_COOPERATION" {
            nb: "Skrive", "Skriver, og leser det som kan skrives.";
            nn: "Skrive", "Skriv, og les det som kan skrivast.";
            en: "Write", "Writes, and reads what can be written.";
        }
        ReadOutcomes = "READ_OUTCOMES" {
            nb: "Lese utfall", "Leser indikatorer, mål, observasjoner og deltakertall.";
            nn: "Lese utfall", "Les indikatorar, mål, observasjonar og deltakartal.";
            en: "Read outcomes", "Reads indicators, targets, observations and participation counts.";
        }
    }
}

vocabulary! {
    /// Why a write was refused (feilkode). Programs may branch on it; new codes may be added.
    pub enum UserErrorCode {
        InvalidValue = "INVALID_VALUE" {
            nb: "Ugyldig verdi", "En verdi har feil form eller ligger utenfor det som er tillatt.";
            nn: "Ugyldig verdi", "Ein verdi har feil form eller ligg utanfor det som er tillate.";
            en: "Invalid value", "A value has the wrong form or lies outside what is allowed.";
        }
        Required = "REQUIRED" {
            nb: "Påkrevd", "En verdi som trengs, mangler.";
            nn: "Påkravd", "Ein verdi som trengst, manglar.";
            en: "Required", "A value that this operation needs is missing.";
        }
        NotFound = "NOT_FOUND" {
            nb: "Ikke funnet", "Det som ble navngitt, finnes ikke, eller du har ikke tilgang til å se det.";
            nn: "Ikkje funne", "Det som vart namngjeve, finst ikkje, eller du har ikkje tilgang til å sjå det.";
            en: "Not found", "What was named does not exist, or you may not see it.";
        }
        Forbidden = "FORBIDDEN" {
            nb: "Ikke tillatt", "Du kan se dette, men ikke gjøre dette med det.";
            nn: "Ikkje tillate", "Du kan sjå dette, men ikkje gjere dette med det.";
            en: "Forbidden", "You may see this, but not do this to it.";
        }
        Conflict = "CONFLICT" {
            nb: "Konflikt", "Noen andre endret det først: les på nytt og gjenta med gjeldende versjon.";
            nn: "Konflikt", "Nokon andre endra det først: les på nytt og gjenta med gjeldande versjon.";
            en: "Conflict", "Someone else changed it first: read it again and repeat with the current version.";
        }
        IllegalTransition = "ILLEGAL_TRANSITION" {
            nb: "Ulovlig overgang", "Statusen tillater ikke dette; `allowed` viser hvilke statuser den kan få.";
            nn: "Ulovleg overgang", "Statusen tillèt ikkje dette; `allowed` viser kva statusar den kan få.";
            en: "Illegal transition", "Its status does not allow this; `allowed` lists the statuses it may get.";
        }
        AlreadyExists = "ALREADY_EXISTS" {
            nb: "Finnes fra før", "Noe som må være unikt, er allerede registrert.";
            nn: "Finst frå før", "Noko som må vere unikt, er allereie registrert.";
            en: "Already exists", "Something that must be unique is already registered.";
        }
        InUse = "IN_USE" {
            nb: "I bruk", "Andre opplysninger bygger på det, så det kan ikke slettes.";
            nn: "I bruk", "Andre opplysningar byggjer på det, så det kan ikkje slettast.";
            en: "In use", "Other records depend on it, so it cannot be deleted.";
        }
        ExceedsCapacity = "EXCEEDS_CAPACITY" {
            nb: "Mer enn det er", "Det ville ta mer enn det er av en stilling eller av tildelte midler.";
            nn: "Meir enn det er", "Det ville ta meir enn det er av ei stilling eller av tildelte midlar.";
            en: "Exceeds capacity", "It would take more than there is, of a position or of awarded money.";
        }
        OutsidePeriod = "OUTSIDE_PERIOD" {
            nb: "Utenfor perioden", "En dato ligger utenfor perioden den må være innenfor.";
            nn: "Utanfor perioden", "Ein dato ligg utanfor perioden han må vere innanfor.";
            en: "Outside the period", "A date lies outside the period it must be within.";
        }
        Unbalanced = "UNBALANCED" {
            nb: "I ubalanse", "Bidrag og tildelte midler er ikke lik kostnadene.";
            nn: "I ubalanse", "Bidrag og tildelte midlar er ikkje lik kostnadene.";
            en: "Unbalanced", "Contributions and awarded funding do not equal the costs.";
        }
        IdentityNumber = "IDENTITY_NUMBER" {
            nb: "Fødselsnummer", "Teksten inneholder et fødselsnummer eller D-nummer, som registeret aldri lagrer.";
            nn: "Fødselsnummer", "Teksten inneheld eit fødselsnummer eller D-nummer, som registeret aldri lagrar.";
            en: "Identity number", "The text holds a national identity number, which the registry never stores.";
        }
        Pseudonymised = "PSEUDONYMISED" {
            nb: "Pseudonymisert", "Hvem personen er, er slettet fordi lagringstiden er ute.";
            nn: "Pseudonymisert", "Kven personen er, er sletta fordi lagringstida er ute.";
            en: "Pseudonymised", "Who the person is has been removed, because the time of retention is over.";
        }
        Frozen = "FROZEN" {
            nb: "Låst", "Vilkårene er foreslått og venter på svar; trekk forslaget før du endrer dem.";
            nn: "Låst", "Vilkåra er føreslegne og ventar på svar; trekk forslaget før du endrar dei.";
            en: "Frozen", "The terms are proposed and await answers; withdraw the proposal before changing them.";
        }
        Incomplete = "INCOMPLETE" {
            nb: "Ufullstendig", "Noe mangler før dette kan gjøres, for eksempel en kulturskole i ledelsen.";
            nn: "Ufullstendig", "Noko manglar før dette kan gjerast, til dømes ein kulturskule i leiinga.";
            en: "Incomplete", "Something is missing before this can be done, for example a culture school in the lead.";
        }
    }
}
