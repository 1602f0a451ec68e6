//! Vocabularies of shared staff.

use crate::vocabulary;

vocabulary! {
    /// What a shared position is for (funksjon i den delte stillingen).
    pub enum StaffFunction {
        Teaching = "TEACHING" {
            nb: "Undervisning", "Underviser eller leder grupper i kunst- og kulturfag.";
            nn: "Undervisning", "Underviser eller leier grupper i kunst- og kulturfag.";
            en: "Teaching", "Teaches or leads groups in an art or culture subject.";
            se: "Oahpaheapmi";
        }
        MusicTherapy = "MUSIC_THERAPY" {
            nb: "Musikkterapi", "Musikkterapi som del av kommunens helsetilbud (§ 2.4.3).";
            nn: "Musikkterapi", "Musikkterapi som del av helsetilbodet i kommunen (§ 2.4.3).";
            en: "Music therapy", "Music therapy as part of the municipal health service (section 2.4.3).";
        }
        Ensemble = "ENSEMBLE" {
            nb: "Dirigent eller ensembleleder", "Leder kor, korps, orkester, band eller en annen gruppe.";
            nn: "Dirigent eller ensembleleiar", "Leier kor, korps, orkester, band eller ei anna gruppe.";
            en: "Conductor or ensemble leader", "Leads a choir, band, orchestra or another ensemble.";
        }
        Coordination = "COORDINATION" {
            nb: "Koordinering", "Planlegger og samordner det felles arbeidet mellom partene.";
            nn: "Koordinering", "Planlegg og samordnar det felles arbeidet mellom partane.";
            en: "Coordination", "Plans and coordinates the joint work between the parties.";
        }
        Leadership = "LEADERSHIP" {
            nb: "Ledelse", "Har personal- eller prosjektansvar.";
            nn: "Leiing", "Har personal- eller prosjektansvar.";
            en: "Leadership", "Is responsible for staff or for the project.";
        }
        Assistance = "ASSISTANCE" {
            nb: "Assistanse", "Støtter deltakere eller lærere i aktiviteten.";
            nn: "Assistanse", "Støttar deltakarar eller lærarar i aktiviteten.";
            en: "Assistance", "Supports participants or teachers in the activity.";
        }
        Other = "OTHER" {
            nb: "Annet", "En annen oppgave, beskrevet i merknaden.";
            nn: "Anna", "Ei anna oppgåve, omtalt i merknaden.";
            en: "Other", "Another function, described in the note.";
        }
    }
}

vocabulary! {
    /// Competence that the framework plan recommends for staff (anbefalte kompetansekrav, § 4.1.2); advisory.
    pub enum Competence {
        ArtisticEducation = "ARTISTIC_EDUCATION" {
            nb: "Kunstfaglig utdanning", "Minst tre års formell kunstfaglig utdanning.";
            nn: "Kunstfagleg utdanning", "Minst tre års formell kunstfagleg utdanning.";
            en: "Artistic education", "At least three years of formal education in an art subject.";
        }
        PedagogicalEducation = "PEDAGOGICAL_EDUCATION" {
            nb: "Pedagogisk utdanning", "Pedagogisk kompetanse tilsvarende kravene i skoleverket.";
            nn: "Pedagogisk utdanning", "Pedagogisk kompetanse tilsvarande krava i skuleverket.";
            en: "Pedagogical education", "Pedagogical competence as required in schools.";
        }
        LeadershipExperience = "LEADERSHIP_EXPERIENCE" {
            nb: "Ledererfaring", "Minst tre års erfaring fra kulturskole og lederutdanning eller relevant ledererfaring.";
            nn: "Leiarerfaring", "Minst tre års erfaring frå kulturskule og leiarutdanning eller relevant leiarerfaring.";
            en: "Leadership experience", "At least three years in a culture school and leadership education or relevant experience.";
        }
        MusicTherapist = "MUSIC_THERAPIST" {
            nb: "Musikkterapeut", "Godkjent utdanning i musikkterapi.";
            nn: "Musikkterapeut", "Godkjend utdanning i musikkterapi.";
            en: "Music therapist", "A recognised education in music therapy.";
        }
        SamiCultureCompetence = "SAMI_CULTURE_COMPETENCE" {
            nb: "Samisk språk- og kulturkompetanse", "Kan undervise i samiske kulturfag eller på et samisk språk.";
            nn: "Samisk språk- og kulturkompetanse", "Kan undervise i samiske kulturfag eller på eit samisk språk.";
            en: "Sámi language and culture", "Can teach Sámi cultural subjects or in a Sámi language.";
        }
        ValidatedExperience = "VALIDATED_EXPERIENCE" {
            nb: "Dokumentert realkompetanse", "Realkompetanse eller særlig relevant kompetanse som er dokumentert.";
            nn: "Dokumentert realkompetanse", "Realkompetanse eller særleg relevant kompetanse som er dokumentert.";
            en: "Validated experience", "Documented prior learning or particularly relevant competence.";
        }
    }
}
