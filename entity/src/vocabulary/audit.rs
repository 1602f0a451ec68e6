//! Vocabularies of the audit trail.

use crate::vocabulary;

vocabulary! {
    /// What was done to a record (handling i revisjonssporet).
    pub enum AuditAction {
        Create = "CREATE" {
            nb: "Opprettet", "Oppføringen ble registrert.";
            nn: "Oppretta", "Oppføringa vart registrert.";
            en: "Created", "The record was made.";
        }
        Update = "UPDATE" {
            nb: "Endret", "Oppføringen ble endret.";
            nn: "Endra", "Oppføringa vart endra.";
            en: "Changed", "The record was changed.";
        }
        Delete = "DELETE" {
            nb: "Slettet", "Oppføringen ble slettet.";
            nn: "Sletta", "Oppføringa vart sletta.";
            en: "Deleted", "The record was deleted.";
        }
        Read = "READ" {
            nb: "Lest", "Navn, e-postadresse eller ansattnøkkel ble lest.";
            nn: "Lese", "Namn, e-postadresse eller tilsettnøkkel vart lese.";
            en: "Read", "A name, e-mail address or employee key was read.";
        }
        Pseudonymise = "PSEUDONYMISE" {
            nb: "Pseudonymisert", "Personopplysninger ble fjernet etter reglene for lagringstid.";
            nn: "Pseudonymisert", "Personopplysningar vart fjerna etter reglane for lagringstid.";
            en: "Pseudonymised", "Personal data was removed by the rule of retention.";
        }
    }
}
