//! Vocabularies of external funding.

use crate::vocabulary;

vocabulary! {
    /// Where an application for external funding stands (status for ekstern søknad, § 3.6).
    pub enum FundingStatus {
        Draft = "DRAFT" {
            nb: "Utkast", "Søknaden er under arbeid og ikke sendt.";
            nn: "Utkast", "Søknaden er under arbeid og ikkje send.";
            en: "Draft", "The application is being written and has not been sent.";
            se: "Álgoevttohus";
        }
        Submitted = "SUBMITTED" {
            nb: "Sendt", "Søknaden er sendt til tilskuddsgiveren og venter på svar.";
            nn: "Send", "Søknaden er send til tilskotsgivaren og ventar på svar.";
            en: "Submitted", "The application has been sent to the funder and waits for a decision.";
            se: "Sáddejuvvon";
        }
        Awarded = "AWARDED" {
            nb: "Innvilget", "Tilskuddsgiveren har innvilget hele eller deler av søknadsbeløpet.";
            nn: "Innvilga", "Tilskotsgivaren har innvilga heile eller delar av søknadsbeløpet.";
            en: "Awarded", "The funder has granted all or part of the amount applied for.";
            se: "Juolluduvvon";
        }
        Rejected = "REJECTED" {
            nb: "Avslått", "Tilskuddsgiveren har avslått søknaden.";
            nn: "Avslått", "Tilskotsgivaren har avslått søknaden.";
            en: "Rejected", "The funder has turned the application down.";
            se: "Hilgojuvvon";
        }
        Withdrawn = "WITHDRAWN" {
            nb: "Trukket", "Søkeren har trukket søknaden tilbake.";
            nn: "Trekt", "Søkjaren har trekt søknaden tilbake.";
            en: "Withdrawn", "The applicant has withdrawn the application.";
            se: "Gessojuvvon ruovttoluotta";
        }
        Reported = "REPORTED" {
            nb: "Rapportert", "Rapport og regnskap er sendt til tilskuddsgiveren.";
            nn: "Rapportert", "Rapport og rekneskap er sende til tilskotsgivaren.";
            en: "Reported", "The report and accounts have been sent to the funder.";
            se: "Raporterejuvvon";
        }
        Closed = "CLOSED" {
            nb: "Avsluttet", "Tilskuddsgiveren har godkjent rapporten, og saken er avsluttet.";
            nn: "Avslutta", "Tilskotsgivaren har godkjent rapporten, og saka er avslutta.";
            en: "Closed", "The funder has accepted the report and the case is closed.";
            se: "Loahpahuvvon";
        }
    }
}
