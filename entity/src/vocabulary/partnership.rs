//! Vocabularies of partnerships, their agreement revisions, parties and tasks.

use crate::vocabulary;

vocabulary! {
    /// The three pillars of the culture school that a partnership builds on (kulturskolens tre pilarer, § 2.2).
    pub enum Pillar {
        Learning = "LEARNING" {
            nb: "Læring", "Alle som ønsker det, kan utvikle kunstfaglig kompetanse ut fra egne forutsetninger, ønsker og ambisjoner.";
            nn: "Læring", "Alle som ønskjer det, kan utvikle kunstfagleg kompetanse ut frå eigne føresetnader, ønske og ambisjonar.";
            en: "Learning", "Everyone who wishes can develop skills in the arts from their own abilities, wishes and ambitions.";
            se: "Oahppan";
        }
        Expression = "EXPRESSION" {
            nb: "Utfoldelse", "Kunstnerisk utfoldelse for barn, unge og andre i hele lokalsamfunnet: å skape, oppleve og formidle.";
            nn: "Utfalding", "Kunstnarleg utfalding for barn, unge og andre i heile lokalsamfunnet: å skape, oppleve og formidle.";
            en: "Expression", "Artistic expression for children, young people and the whole community: to create, experience and share.";
        }
        Sustainability = "SUSTAINABILITY" {
            nb: "Bærekraft", "Livskvalitet og sosial bærekraft, skapt sammen med kommunens øvrige tjenester og frivillig sektor.";
            nn: "Berekraft", "Livskvalitet og sosial berekraft, skapt saman med dei andre tenestene i kommunen og frivillig sektor.";
            en: "Sustainability", "Quality of life and social sustainability, created with other municipal services and the voluntary sector.";
            se: "Guoddevašvuohta";
        }
    }
}

vocabulary! {
    /// Where a partnership is in its life (status for det forpliktende samarbeidet, § 3.6).
    pub enum PartnershipStatus {
        Draft = "DRAFT" {
            nb: "Utkast", "Samarbeidet er under utforming og ikke sendt til partene.";
            nn: "Utkast", "Samarbeidet er under utforming og ikkje sendt til partane.";
            en: "Draft", "The partnership is being prepared and has not been sent to the parties.";
            se: "Álgoevttohus";
        }
        Proposed = "PROPOSED" {
            nb: "Foreslått", "Avtalen er sendt til partene og venter på at alle bekrefter den.";
            nn: "Føreslått", "Avtalen er send til partane og ventar på at alle stadfestar han.";
            en: "Proposed", "The agreement has been sent to the parties and waits for all of them to confirm.";
            se: "Evttohuvvon";
        }
        Active = "ACTIVE" {
            nb: "Aktivt", "Alle partene har bekreftet den samme avtalen, og samarbeidet gjelder.";
            nn: "Aktivt", "Alle partane har stadfesta den same avtalen, og samarbeidet gjeld.";
            en: "Active", "All parties have confirmed the same agreement and the partnership is in force.";
            se: "Doaimmas";
        }
        Suspended = "SUSPENDED" {
            nb: "Midlertidig stanset", "Samarbeidet hviler og kan tas opp igjen.";
            nn: "Mellombels stansa", "Samarbeidet kviler og kan takast opp att.";
            en: "Suspended", "The partnership is paused and can be resumed.";
            se: "Gaskaboddosaččat bissehuvvon";
        }
        Completed = "COMPLETED" {
            nb: "Fullført", "Samarbeidet er gjennomført og avsluttet som avtalt.";
            nn: "Fullført", "Samarbeidet er gjennomført og avslutta som avtalt.";
            en: "Completed", "The partnership has been carried out and ended as agreed.";
            se: "Čađahuvvon";
        }
        Withdrawn = "WITHDRAWN" {
            nb: "Trukket", "Forslaget ble trukket tilbake før alle partene hadde bekreftet det.";
            nn: "Trekt", "Forslaget vart trekt tilbake før alle partane hadde stadfesta det.";
            en: "Withdrawn", "The proposal was withdrawn before all parties had confirmed it.";
            se: "Gessojuvvon ruovttoluotta";
        }
        Declined = "DECLINED" {
            nb: "Avslått", "Minst én av partene sa nei til forslaget.";
            nn: "Avslått", "Minst éin av partane sa nei til forslaget.";
            en: "Declined", "At least one of the parties turned the proposal down.";
            se: "Hilgojuvvon";
        }
        Terminated = "TERMINATED" {
            nb: "Avsluttet før tiden", "Samarbeidet ble avsluttet før avtalt tid, med en begrunnelse.";
            nn: "Avslutta før tida", "Samarbeidet vart avslutta før avtalt tid, med ei grunngiving.";
            en: "Terminated", "The partnership was ended before the agreed date, for a stated reason.";
            se: "Loahpahuvvon ovdal áiggi";
        }
    }
}

vocabulary! {
    /// The state of one revision of a partnership's agreement (avtalerevisjon): parties confirm a revision, never the
    /// partnership in general.
    pub enum RevisionStatus {
        Open = "OPEN" {
            nb: "Under arbeid", "Versjonen redigeres og er ennå ikke foreslått.";
            nn: "Under arbeid", "Versjonen blir redigert og er enno ikkje føreslått.";
            en: "Open", "The revision is being edited and has not been proposed.";
        }
        Proposed = "PROPOSED" {
            nb: "Foreslått", "Versjonen er låst og venter på bekreftelse fra partene.";
            nn: "Føreslått", "Versjonen er låst og ventar på stadfesting frå partane.";
            en: "Proposed", "The revision is frozen and waits for the parties' confirmations.";
            se: "Evttohuvvon";
        }
        InForce = "IN_FORCE" {
            nb: "Gjeldende", "Alle partene har bekreftet revisjonen, og vilkårene i den gjelder.";
            nn: "Gjeldande", "Alle partane har stadfesta revisjonen, og vilkåra i han gjeld.";
            en: "In force", "All parties have confirmed the revision and its terms apply.";
            se: "Fámus";
        }
        Superseded = "SUPERSEDED" {
            nb: "Erstattet", "Versjonen gjaldt tidligere og er avløst av en nyere.";
            nn: "Erstatta", "Versjonen galdt tidlegare og er avløyst av ein nyare.";
            en: "Superseded", "The revision was in force earlier and has been replaced by a newer one.";
        }
        Declined = "DECLINED" {
            nb: "Avslått", "Minst én av partene sa nei til revisjonen.";
            nn: "Avslått", "Minst éin av partane sa nei til revisjonen.";
            en: "Declined", "At least one of the parties turned the revision down.";
            se: "Hilgojuvvon";
        }
        Withdrawn = "WITHDRAWN" {
            nb: "Trukket", "Versjonen ble trukket tilbake før alle partene hadde bekreftet den.";
            nn: "Trekt", "Versjonen vart trekt tilbake før alle partane hadde stadfesta han.";
            en: "Withdrawn", "The revision was withdrawn before all parties had confirmed it.";
            se: "Gessojuvvon ruovttoluotta";
        }
    }
}

vocabulary! {
    /// What a party does in a partnership (partens rolle). All parties are equal, whatever their role (likeverdige parter,
    /// § 2.4.1).
    pub enum PartyRole {
        Lead = "LEAD" {
            nb: "Ansvarlig part", "Leder og samordner samarbeidet; nøyaktig én kulturskole har denne rollen.";
            nn: "Ansvarleg part", "Leier og samordnar samarbeidet; nøyaktig éin kulturskule har denne rolla.";
            en: "Lead", "Leads and coordinates the partnership; exactly one culture school has this role.";
            se: "Ovddasvástideaddji";
        }
        CoCreator = "CO_CREATOR" {
            nb: "Samskaper", "Utvikler og gjennomfører tilbudet i et likeverdig forhold til de andre.";
            nn: "Samskapar", "Utviklar og gjennomfører tilbodet i eit likeverdig forhold til dei andre.";
            en: "Co-creator", "Develops and carries out the activities on an equal footing with the others.";
        }
        Funder = "FUNDER" {
            nb: "Finansiør", "Bidrar med penger uten å delta i gjennomføringen.";
            nn: "Finansiør", "Bidreg med pengar utan å delta i gjennomføringa.";
            en: "Funder", "Contributes money without taking part in the activities.";
            se: "Ruhtadeaddji";
        }
        Host = "HOST" {
            nb: "Vert", "Stiller lokaler eller arena til rådighet og tar imot deltakerne.";
            nn: "Vert", "Stiller lokale eller arena til rådvelde og tek imot deltakarane.";
            en: "Host", "Provides the premises or arena and receives the participants.";
        }
        Advisor = "ADVISOR" {
            nb: "Rådgiver", "Gir faglige råd til samarbeidet.";
            nn: "Rådgivar", "Gir faglege råd til samarbeidet.";
            en: "Advisor", "Gives professional advice to the partnership.";
            se: "Ráđđeaddi";
        }
    }
}

vocabulary! {
    /// A party's answer to a proposed revision (partens svar); only the organisation itself can give it.
    pub enum ConfirmationDecision {
        Confirmed = "CONFIRMED" {
            nb: "Bekreftet", "Parten godtar revisjonen og forplikter seg til den.";
            nn: "Stadfesta", "Parten godtek revisjonen og forpliktar seg til han.";
            en: "Confirmed", "The party accepts the revision and commits to it.";
            se: "Duođaštuvvon";
        }
        Declined = "DECLINED" {
            nb: "Avslått", "Parten sier nei til revisjonen.";
            nn: "Avslått", "Parten seier nei til revisjonen.";
            en: "Declined", "The party turns the revision down.";
            se: "Hilgojuvvon";
        }
    }
}

vocabulary! {
    /// How far a shared task has come (status for en felles oppgave, § 3.6).
    pub enum TaskStatus {
        Open = "OPEN" {
            nb: "Åpen", "Oppgaven er fordelt, men ikke påbegynt.";
            nn: "Open", "Oppgåva er fordelt, men ikkje påbyrja.";
            en: "Open", "The task has been assigned but not started.";
        }
        InProgress = "IN_PROGRESS" {
            nb: "Pågår", "Den ansvarlige parten arbeider med oppgaven.";
            nn: "Pågår", "Den ansvarlege parten arbeider med oppgåva.";
            en: "In progress", "The responsible party is working on the task.";
            se: "Jođus";
        }
        Done = "DONE" {
            nb: "Utført", "Oppgaven er ferdig.";
            nn: "Utført", "Oppgåva er ferdig.";
            en: "Done", "The task is finished.";
            se: "Gárvvis";
        }
        Cancelled = "CANCELLED" {
            nb: "Utgått", "Oppgaven skal ikke lenger utføres.";
            nn: "Utgått", "Oppgåva skal ikkje lenger utførast.";
            en: "Cancelled", "The task is no longer to be done.";
        }
    }
}
