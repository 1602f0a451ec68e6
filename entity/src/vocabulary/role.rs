//! The vocabulary of access: what a caller is trusted with.

use crate::vocabulary;

vocabulary! {
    /// What a caller is trusted with (rolle).
    pub enum Role {
        RegistryAdmin = "REGISTRY_ADMIN" {
            nb: "Registerforvalter", "Driver registeret for alle kommuner; ser ikke navn på ansatte.";
            nn: "Registerforvaltar", "Driv registeret for alle kommunar; ser ikkje namn på tilsette.";
            en: "Registry administrator", "Runs the registry for all municipalities; does not see names of staff.";
        }
        MunicipalAdministrator = "MUNICIPAL_ADMINISTRATOR" {
            nb: "Kommuneadministrator", "Planlegger som også gir andre tilgang i kommunen.";
            nn: "Kommuneadministrator", "Planleggar som òg gir andre tilgang i kommunen.";
            en: "Municipal administrator", "A planner who also gives others access in the municipality.";
        }
        MunicipalPlanner = "MUNICIPAL_PLANNER" {
            nb: "Planlegger", "Ser og endrer det som angår kommunen.";
            nn: "Planleggar", "Ser og endrar det som gjeld kommunen.";
            en: "Municipal planner", "Sees and changes what concerns the municipality.";
        }
        Coordinator = "COORDINATOR" {
            nb: "Koordinator", "Handler for navngitte virksomheter og bekrefter på vegne av dem.";
            nn: "Koordinator", "Handlar for namngjevne verksemder og stadfestar på vegner av dei.";
            en: "Coordinator", "Acts for named organisations and confirms on their behalf.";
        }
        Reader = "READER" {
            nb: "Leser", "Ser det som angår kommunen, uten navn på ansatte.";
            nn: "Lesar", "Ser det som gjeld kommunen, utan namn på tilsette.";
            en: "Reader", "Sees what concerns the municipality, without names of staff.";
        }
        Analyst = "ANALYST" {
            nb: "Analytiker", "Ser ikke enkeltrader om personer eller deltakertall.";
            nn: "Analytikar", "Ser ikkje enkeltrader om personar eller deltakartal.";
            en: "Analyst", "Sees no row-level data of people or counts.";
        }
        Integration = "INTEGRATION" {
            nb: "Integrasjon", "Et annet system som leser og skriver for en kommune eller virksomhet.";
            nn: "Integrasjon", "Eit anna system som les og skriv for ein kommune eller ei verksemd.";
            en: "Integration", "Another system that reads and writes for a municipality or an organisation.";
        }
    }
}
