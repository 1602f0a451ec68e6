//! How answers are grouped, and what stands in the way of sharing somebody.

use entity::vocabulary;

vocabulary! {
    /// What shared staff is added up by (gruppering av delte årsverk).
    pub enum StaffingGrouping {
        Service = "SERVICE" {
            nb: "Tjeneste", "Tjenestetypen til parten der arbeidet gjøres.";
            nn: "Teneste", "Tenestetypen til parten der arbeidet blir gjort.";
            en: "Service", "The kind of service of the party where the work is done.";
        }
        Host = "HOST" {
            nb: "Vert", "Virksomheten der arbeidet gjøres.";
            nn: "Vert", "Verksemda der arbeidet blir gjort.";
            en: "Host", "The organisation where the work is done.";
        }
        Employer = "EMPLOYER" {
            nb: "Arbeidsgiver", "Virksomheten som personen er ansatt i.";
            nn: "Arbeidsgivar", "Verksemda som personen er tilsett i.";
            en: "Employer", "The organisation that employs the person.";
        }
        Payer = "PAYER" {
            nb: "Betaler", "Den som bærer lønnen: arbeidsgiveren, mindre det en part refunderer.";
            nn: "Betalar", "Den som ber løna: arbeidsgivaren, minus det ein part refunderer.";
            en: "Payer", "Who bears the salary: the employer, less what a party refunds.";
        }
    }
}

vocabulary! {
    /// What budgets are added up by (gruppering av budsjett).
    pub enum BudgetGrouping {
        Service = "SERVICE" {
            nb: "Tjeneste", "Tjenestetypen til parten.";
            nn: "Teneste", "Tenestetypen til parten.";
            en: "Service", "The kind of service of the party.";
        }
        KostraFunction = "KOSTRA_FUNCTION" {
            nb: "KOSTRA-funksjon", "Funksjonen beløpet føres på; tilskudd har ingen.";
            nn: "KOSTRA-funksjon", "Funksjonen beløpet blir ført på; tilskot har ingen.";
            en: "KOSTRA function", "The function the amount is booked on; external funding has none.";
        }
        Kind = "KIND" {
            nb: "Bidrag eller kostnad", "Hvilken side av budsjettet linjen hører til; tilskudd hører til ingen.";
            nn: "Bidrag eller kostnad", "Kva side av budsjettet linja høyrer til; tilskot høyrer til inga.";
            en: "Contribution or cost", "Which side of the budget the line belongs to; external funding belongs to neither.";
        }
        Category = "CATEGORY" {
            nb: "Kategori", "Hva pengene eller egeninnsatsen er til; tilskudd har ingen.";
            nn: "Kategori", "Kva pengane eller eigeninnsatsen er til; tilskot har ingen.";
            en: "Category", "What the money or the contribution in kind is for; external funding has none.";
        }
        Party = "PARTY" {
            nb: "Part", "Virksomheten som er part, over alle samarbeid den er med i.";
            nn: "Part", "Verksemda som er part, over alle samarbeid ho er med i.";
            en: "Party", "The organisation that is the party, over all the partnerships it takes part in.";
        }
    }
}

vocabulary! {
    /// What the points of a network of partnerships are (nivå i samarbeidsnettverket).
    pub enum NetworkLevel {
        Service = "SERVICE" {
            nb: "Tjenester", "Ett punkt for hver tjenestetype.";
            nn: "Tenester", "Eitt punkt for kvar tenestetype.";
            en: "Services", "One node for each kind of service.";
        }
        Organisation = "ORGANISATION" {
            nb: "Virksomheter", "Ett punkt for hver virksomhet.";
            nn: "Verksemder", "Eitt punkt for kvar verksemd.";
            en: "Organisations", "One node for each organisation.";
        }
    }
}

vocabulary! {
    /// What stands in the way of sharing more of somebody's position (hinder for å dele en stilling).
    pub enum StaffConflictReason {
        NotEmployed = "NOT_EMPLOYED" {
            nb: "Ikke ansatt", "Personen er ikke ansatt disse dagene.";
            nn: "Ikkje tilsett", "Personen er ikkje tilsett desse dagane.";
            en: "Not employed", "The person is not employed on these days.";
        }
        ExceedsPosition = "EXCEEDS_POSITION" {
            nb: "Over stillingen", "Til sammen ville mer enn hele stillingen være delt.";
            nn: "Over stillinga", "Til saman ville meir enn heile stillinga vere delt.";
            en: "Exceeds the position", "Together more than the whole position would be shared.";
        }
    }
}
