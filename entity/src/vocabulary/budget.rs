//! Vocabularies of the joint budget.

use crate::vocabulary;

vocabulary! {
    /// How binding the joint budget of a fiscal year is (status for felles budsjett, § 3.6).
    pub enum BudgetStatus {
        Draft = "DRAFT" {
            nb: "Utkast", "Budsjettet er under arbeid og trenger ikke å gå i balanse.";
            nn: "Utkast", "Budsjettet er under arbeid og treng ikkje gå i balanse.";
            en: "Draft", "The budget is being prepared and need not balance.";
            se: "Álgoevttohus";
        }
        Committed = "COMMITTED" {
            nb: "Vedtatt", "Budsjettet er bindende: bidrag og innvilgede tilskudd er lik kostnadene.";
            nn: "Vedteke", "Budsjettet er bindande: bidrag og innvilga tilskot er lik kostnadene.";
            en: "Committed", "The budget is binding: contributions and awarded funding equal the costs.";
            se: "Mearriduvvon";
        }
        Closed = "CLOSED" {
            nb: "Avsluttet", "Regnskapet for året er gjort opp, og linjene er låst.";
            nn: "Avslutta", "Rekneskapen for året er gjord opp, og linjene er låste.";
            en: "Closed", "The accounts for the year are settled and the lines are locked.";
            se: "Loahpahuvvon";
        }
    }
}

vocabulary! {
    /// Which side of the joint budget a line belongs to (bidrag eller kostnad, § 3.6).
    pub enum BudgetLineKind {
        Contribution = "CONTRIBUTION" {
            nb: "Bidrag", "Det en part legger inn i samarbeidet.";
            nn: "Bidrag", "Det ein part legg inn i samarbeidet.";
            en: "Contribution", "What a party puts into the partnership.";
        }
        Cost = "COST" {
            nb: "Kostnad", "Det samarbeidet bruker.";
            nn: "Kostnad", "Det samarbeidet bruker.";
            en: "Cost", "What the partnership spends.";
            se: "Gollu";
        }
    }
}

vocabulary! {
    /// Whether a budget line is money or a contribution in kind (penger eller egeninnsats).
    pub enum ResourceKind {
        Cash = "CASH" {
            nb: "Penger", "Beløpet betales eller føres mellom regnskapene.";
            nn: "Pengar", "Beløpet blir betalt eller ført mellom rekneskapane.";
            en: "Cash", "The amount is paid or transferred between accounts.";
            se: "Ruhta";
        }
        InKind = "IN_KIND" {
            nb: "Egeninnsats", "Arbeidstid, lokaler, utstyr eller andre ytelser som er verdsatt i kroner, uten at noe betales.";
            nn: "Eigeninnsats", "Arbeidstid, lokale, utstyr eller andre ytingar som er verdsette i kroner, utan at noko blir betalt.";
            en: "In kind", "Working time, premises, equipment or other resources valued in kroner without any payment.";
        }
    }
}

vocabulary! {
    /// What the money or the contribution in kind is for (budsjettkategori); coarser than the KOSTRA cost types (arter).
    pub enum BudgetCategory {
        Salary = "SALARY" {
            nb: "Lønn", "Lønn til ansatte, med pensjon, arbeidsgiveravgift og andre sosiale utgifter.";
            nn: "Løn", "Løn til tilsette, med pensjon, arbeidsgivaravgift og andre sosiale utgifter.";
            en: "Salary", "Pay for employees, with pension, employer's tax and other social costs.";
            se: "Bálká";
        }
        Fees = "FEES" {
            nb: "Honorar", "Honorar til kunstnere, instruktører og andre som ikke er ansatt hos en av partene.";
            nn: "Honorar", "Honorar til kunstnarar, instruktørar og andre som ikkje er tilsette hos ein av partane.";
            en: "Fees", "Fees to artists, instructors and others who are not employed by one of the parties.";
            se: "Honorára";
        }
        Premises = "PREMISES" {
            nb: "Lokaler", "Leie og drift av lokaler, også lokaler som brukes sammen (§ 4.2).";
            nn: "Lokale", "Leige og drift av lokale, også lokale i sambruk (§ 4.2).";
            en: "Premises", "Rent and running costs of premises, shared ones included (section 4.2).";
        }
        Equipment = "EQUIPMENT" {
            nb: "Utstyr", "Instrumenter, lyd og lys, digitalt utstyr og annet som varer.";
            nn: "Utstyr", "Instrument, lyd og lys, digitalt utstyr og anna som varer.";
            en: "Equipment", "Instruments, sound and light, digital equipment and other lasting goods.";
            se: "Biergasat";
        }
        Materials = "MATERIALS" {
            nb: "Materiell", "Forbruksmateriell, noter, tekster, kostymer og rettigheter.";
            nn: "Materiell", "Forbruksmateriell, notar, tekstar, kostyme og rettar.";
            en: "Materials", "Consumables, sheet music, scripts, costumes and rights.";
        }
        Transport = "TRANSPORT" {
            nb: "Transport", "Skyss av deltakere, reiser for ansatte og frakt av utstyr.";
            nn: "Transport", "Skyss av deltakarar, reiser for tilsette og frakt av utstyr.";
            en: "Transport", "Transport of participants, staff travel and freight.";
        }
        Communication = "COMMUNICATION" {
            nb: "Kommunikasjon", "Informasjon, markedsføring, oversettelse og tolking.";
            nn: "Kommunikasjon", "Informasjon, marknadsføring, omsetjing og tolking.";
            en: "Communication", "Information, marketing, translation and interpreting.";
        }
        Training = "TRAINING" {
            nb: "Kompetanseutvikling", "Kurs, veiledning og felles læring for dem som arbeider i samarbeidet (§ 3.5).";
            nn: "Kompetanseutvikling", "Kurs, rettleiing og felles læring for dei som arbeider i samarbeidet (§ 3.5).";
            en: "Training", "Courses, guidance and shared learning for those who work in the partnership (section 3.5).";
        }
        Administration = "ADMINISTRATION" {
            nb: "Administrasjon", "Ledelse, regnskap, revisjon og forsikring.";
            nn: "Administrasjon", "Leiing, rekneskap, revisjon og forsikring.";
            en: "Administration", "Management, accounting, auditing and insurance.";
        }
        GeneralContribution = "GENERAL_CONTRIBUTION" {
            nb: "Ufordelt bidrag", "Rammebidrag fra en part som ikke er knyttet til en bestemt kategori.";
            nn: "Ufordelt bidrag", "Rammebidrag frå ein part som ikkje er knytt til ein bestemd kategori.";
            en: "General contribution", "A lump-sum contribution from a party that is not tied to a category.";
        }
        Other = "OTHER" {
            nb: "Annet", "Noe annet, forklart i beskrivelsen.";
            nn: "Anna", "Noko anna, forklart i skildringa.";
            en: "Other", "Something else, explained in the description.";
            se: "Eará";
        }
    }
}
