//! Vocabularies of indicators and outcomes.

use crate::vocabulary;

vocabulary! {
    /// How an indicator is measured (måleenhet).
    pub enum IndicatorMeasure {
        Count = "COUNT" {
            nb: "Antall", "Et helt antall, som personer, timer eller aktiviteter.";
            nn: "Tal", "Eit heilt tal, som personar, timar eller aktivitetar.";
            en: "Count", "A whole number of people, hours or activities, for example.";
            se: "Lohku";
        }
        Percentage = "PERCENTAGE" {
            nb: "Prosent", "En andel fra 0 til 100 prosent.";
            nn: "Prosent", "Ein andel frå 0 til 100 prosent.";
            en: "Percentage", "A share from 0 to 100 per cent.";
            se: "Proseanta";
        }
        Scale = "SCALE" {
            nb: "Skala", "En verdi på en fast skala, som et gjennomsnitt fra en spørreundersøkelse.";
            nn: "Skala", "Ein verdi på ein fast skala, som eit gjennomsnitt frå ei spørjeundersøking.";
            en: "Scale", "A value on a fixed scale, such as a mean score from a survey.";
        }
        Amount = "AMOUNT" {
            nb: "Beløp", "Et beløp i norske kroner.";
            nn: "Beløp", "Eit beløp i norske kroner.";
            en: "Amount", "An amount in Norwegian kroner.";
            se: "Supmi";
        }
        Qualitative = "QUALITATIVE" {
            nb: "Kvalitativ", "En vurdering i ord, uten tallverdi.";
            nn: "Kvalitativ", "Ei vurdering i ord, utan talverdi.";
            en: "Qualitative", "An assessment in words, without a number.";
        }
    }
}

vocabulary! {
    /// Which dimension of quality an indicator describes (struktur-, prosess- og resultatkvalitet, § 4.1.1).
    pub enum QualityDimension {
        Structure = "STRUCTURE" {
            nb: "Strukturkvalitet", "Organisering, tilbud, lokaler og infrastruktur, kompetanse og økonomi.";
            nn: "Strukturkvalitet", "Organisering, tilbod, lokale og infrastruktur, kompetanse og økonomi.";
            en: "Structural quality", "Organisation, range of activities, premises and infrastructure, competence and finances.";
        }
        Process = "PROCESS" {
            nb: "Prosesskvalitet", "Praksis: innholdet i tilbudene, medvirkning, ledelse, pedagogikk og læringsfellesskap.";
            nn: "Prosesskvalitet", "Praksis: innhaldet i tilboda, medverknad, leiing, pedagogikk og læringsfellesskap.";
            en: "Process quality", "Practice: the content of activities, participation, leadership, teaching and learning communities.";
        }
        Result = "RESULT" {
            nb: "Resultatkvalitet", "Det samarbeidet oppnår, målt mot formålet og målene (§ 1.2 og § 2.3).";
            nn: "Resultatkvalitet", "Det samarbeidet oppnår, målt mot formålet og måla (§ 1.2 og § 2.3).";
            en: "Result quality", "What the partnership achieves against the purpose and the goals (sections 1.2 and 2.3).";
        }
    }
}

vocabulary! {
    /// How far along the chain of results an indicator measures (resultatkjeden).
    pub enum ResultType {
        Output = "OUTPUT" {
            nb: "Produkter og tjenester", "Det samarbeidet leverer, som aktiviteter, timer og deltakere.";
            nn: "Produkt og tenester", "Det samarbeidet leverer, som aktivitetar, timar og deltakarar.";
            en: "Output", "What the partnership delivers, such as activities, hours and participants.";
        }
        Outcome = "OUTCOME" {
            nb: "Brukereffekt", "Endringen for dem som deltar, som mestring, tilhørighet eller ferdigheter.";
            nn: "Brukareffekt", "Endringa for dei som deltek, som meistring, tilhøyrsle eller ferdigheiter.";
            en: "Outcome", "The change for those who take part, such as mastery, belonging or skills.";
        }
        Impact = "IMPACT" {
            nb: "Samfunnseffekt", "Virkningen over tid for lokalsamfunnet, som folkehelse eller inkludering.";
            nn: "Samfunnseffekt", "Verknaden over tid for lokalsamfunnet, som folkehelse eller inkludering.";
            en: "Impact", "The lasting effect on the community, such as public health or inclusion.";
        }
    }
}
