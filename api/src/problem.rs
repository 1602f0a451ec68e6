//! What a caller can do something about: coded, tied to a field, said in the caller's language.

use entity::vocabulary::Text;

use crate::vocabulary::UserErrorCode;

/// A language the registry answers in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// Bokmål.
    Nb,
    /// Nynorsk.
    Nn,
    /// English.
    #[default]
    En,
}

impl Language {
    /// The best match for an `Accept-Language` header (RFC 9110): the highest weight wins, the first of equals;
    /// English when none fits. `no` is answered in bokmål.
    #[must_use]
    pub fn accepted(header: &str) -> Self {
        let mut best = (Self::default(), 0.0_f32);
        for range in header.split(',') {
            let mut parts = range.split(';');
            let tag = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
            let weight =
                parts.find_map(|part| part.trim().strip_prefix("q=").map(|q| q.parse().unwrap_or(0.0))).unwrap_or(1.0);
            let language = match tag.split('-').next() {
                Some("nb" | "no") => Self::Nb,
                Some("nn") => Self::Nn,
                Some("en") => Self::En,
                _ => continue,
            };
            if weight > best.1 {
                best = (language, weight);
            }
        }
        best.0
    }

    /// The text in this language.
    #[must_use]
    pub const fn pick(self, text: &Text) -> &'static str {
        match self {
            Self::Nb => text.nb,
            Self::Nn => text.nn,
            Self::En => text.en,
        }
    }

    /// The IETF tag, for `Content-Language`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Nb => "nb",
            Self::Nn => "nn",
            Self::En => "en",
        }
    }
}

/// One reason why a write was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The code clients branch on.
    pub code: UserErrorCode,
    /// The input field it is about, from the outside in; empty when it is about the whole.
    pub field: Vec<String>,
    /// The message in bokmål.
    pub nb: String,
    /// The message in nynorsk.
    pub nn: String,
    /// The message in English.
    pub en: String,
    /// The version the record has now, for a conflict.
    pub current_version: Option<i32>,
    /// The values that would be accepted.
    pub allowed: Vec<String>,
}

impl Problem {
    /// The message in a language.
    #[must_use]
    pub fn message(&self, language: Language) -> &str {
        match language {
            Language::Nb => &self.nb,
            Language::Nn => &self.nn,
            Language::En => &self.en,
        }
    }

    /// The same problem, tied to an input field.
    #[must_use]
    pub fn at(mut self, field: &str) -> Self {
        self.field = field.split('.').filter(|part| !part.is_empty()).map(str::to_owned).collect();
        self
    }

    /// The same problem, its field inside another: `participants` within `counts.3` is `counts.3.participants`.
    #[must_use]
    pub fn within(mut self, outer: &str) -> Self {
        let outer = outer.split('.').map(str::to_owned);
        self.field = outer.chain(self.field).collect();
        self
    }

    /// The same problem, with the values that would be accepted.
    #[must_use]
    pub fn allowing(mut self, allowed: impl IntoIterator<Item = impl ToString>) -> Self {
        self.allowed = allowed.into_iter().map(|value| value.to_string()).collect();
        self
    }
}

/// Declares the ways a rule can be broken, each with a code, a field and a message in three languages.
///
/// A message names the variant's fields in braces, checked by the compiler:
///
/// ```text
/// problems! {
///     /// What can be wrong with an allocation.
///     pub enum StaffProblem {
///         /// Too much of one person.
///         OverCapacity { on: NaiveDate, total: Percentage } => ExceedsCapacity at "percentage" {
///             nb: "{total} % den {on}.", nn: "{total} % den {on}.", en: "{total} % on {on}."
///         }
///     }
/// }
/// ```
macro_rules! problems {
    (
        $(#[$about:meta])+
        pub enum $name:ident {
            $(
                $(#[$doc:meta])+
                $variant:ident { $($field:ident : $type:ty),* $(,)? } => $code:ident at $at:literal {
                    nb: $nb:literal, nn: $nn:literal, en: $en:literal $(,)?
                }
            )+
        }
    ) => {
        $(#[$about])+
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum $name {
            $($(#[$doc])+ $variant { $(#[doc = "Named in the message."] $field: $type),* },)+
        }

        impl From<$name> for $crate::problem::Problem {
            fn from(problem: $name) -> Self {
                match problem {
                    $($name::$variant { $($field),* } => Self {
                        code: $crate::vocabulary::UserErrorCode::$code,
                        field: Vec::new(),
                        nb: format!($nb),
                        nn: format!($nn),
                        en: format!($en),
                        current_version: None,
                        allowed: Vec::new(),
                    }.at($at),)+
                }
            }
        }

        impl $name {
            /// The problem, tied to another field than its usual one.
            #[allow(dead_code, reason = "not every family of problems moves between fields")]
            pub(crate) fn at(self, field: &str) -> $crate::problem::Problem {
                $crate::problem::Problem::from(self).at(field)
            }
        }

        impl From<$name> for $crate::store::Refused {
            fn from(problem: $name) -> Self {
                $crate::problem::Problem::from(problem).into()
            }
        }
    };
}
pub(crate) use problems;

problems! {
    /// What can be wrong with any write.
    pub enum CommonProblem {
        /// The record does not exist, or may not be seen: the two are never told apart.
        NotFound { id: String } => NotFound at "id" {
            nb: "Fant ikke {id}. Kontroller id-en, eller be om tilgang.",
            nn: "Fann ikkje {id}. Kontroller id-en, eller be om tilgang.",
            en: "{id} was not found. Check the id, or ask for access."
        }
        /// The caller may see the record but not change it.
        Forbidden {} => Forbidden at "" {
            nb: "Rollen din kan ikke gjøre dette her. Be en planlegger i kommunen eller en koordinator hos en av partene.",
            nn: "Rolla di kan ikkje gjere dette her. Be ein planleggar i kommunen eller ein koordinator hos ein av partane.",
            en: "Your role cannot do this here. Ask a planner in the municipality or a coordinator of one of the parties."
        }
        /// The caller holds an old version.
        Conflict { given: i32, current: i32 } => Conflict at "version" {
            nb: "Du endret versjon {given}, men gjeldende versjon er {current}. Les på nytt og prøv igjen.",
            nn: "Du endra versjon {given}, men gjeldande versjon er {current}. Les på nytt og prøv igjen.",
            en: "You changed version {given}, but the current version is {current}. Read it again and retry."
        }
        /// Two writes waited for each other, and this one gave way.
        Crossed {} => Conflict at "" {
            nb: "Noen andre skrev til det samme samtidig. Ingenting ble endret; prøv igjen.",
            nn: "Nokon andre skreiv til det same samtidig. Ingenting vart endra; prøv igjen.",
            en: "Someone else wrote to the same at the same time. Nothing was changed; try again."
        }
        /// A unique value is taken.
        AlreadyExists {} => AlreadyExists at "" {
            nb: "Dette er allerede registrert. Finn den eksisterende registreringen og endre den.",
            nn: "Dette er allereie registrert. Finn den eksisterande registreringa og endre ho.",
            en: "This is already registered. Find the existing record and change it."
        }
        /// Other records depend on it.
        InUse {} => InUse at "id" {
            nb: "Andre opplysninger bygger på denne, så den kan ikke slettes. Slett eller flytt dem først.",
            nn: "Andre opplysningar byggjer på denne, så ho kan ikkje slettast. Slett eller flytt dei først.",
            en: "Other records depend on this one, so it cannot be deleted. Delete or move them first."
        }
        /// Required text is blank.
        Blank {} => Required at "" {
            nb: "Feltet kan ikke være tomt.",
            nn: "Feltet kan ikkje vere tomt.",
            en: "The field cannot be empty."
        }
        /// Text is longer than can be kept.
        TooLong { most: usize } => InvalidValue at "" {
            nb: "Teksten er for lang: høyst {most} tegn.",
            nn: "Teksten er for lang: høgst {most} teikn.",
            en: "The text is too long: at most {most} characters."
        }
        /// Text holds a control character.
        ControlCharacter {} => InvalidValue at "" {
            nb: "Teksten inneholder et ugyldig styretegn.",
            nn: "Teksten inneheld eit ugyldig styreteikn.",
            en: "The text holds a control character that cannot be stored."
        }
        /// Text holds a national identity number.
        IdentityNumber {} => IdentityNumber at "" {
            nb: "Teksten inneholder et fødselsnummer eller D-nummer. Registeret lagrer aldri slike; fjern nummeret.",
            nn: "Teksten inneheld eit fødselsnummer eller D-nummer. Registeret lagrar aldri slike; fjern nummeret.",
            en: "The text holds a national identity number. The registry never stores those; remove the number."
        }
        /// The end lies before the beginning.
        EndsBeforeStart { from: chrono::NaiveDate, to: chrono::NaiveDate } => InvalidValue at "" {
            nb: "Sluttdatoen {to} er før startdatoen {from}.",
            nn: "Sluttdatoen {to} er før startdatoen {from}.",
            en: "The last day {to} is before the first day {from}."
        }
        /// A date lies outside the period it must be within.
        OutsidePeriod { from: chrono::NaiveDate, to: String } => OutsidePeriod at "" {
            nb: "Perioden må ligge mellom {from} og {to}.",
            nn: "Perioden må liggje mellom {from} og {to}.",
            en: "The period must lie between {from} and {to}."
        }
        /// Something that happened is said to happen later.
        InFuture { today: chrono::NaiveDate } => OutsidePeriod at "" {
            nb: "Datoen kan ikke være etter i dag ({today}).",
            nn: "Datoen kan ikkje vere etter i dag ({today}).",
            en: "The date cannot be after today ({today})."
        }
        /// A number is outside its range.
        OutOfRange { least: String, most: String } => InvalidValue at "" {
            nb: "Verdien må være mellom {least} og {most}.",
            nn: "Verdien må vere mellom {least} og {most}.",
            en: "The value must be between {least} and {most}."
        }
        /// A list that needs at least one value is empty.
        EmptyList {} => Required at "" {
            nb: "Velg minst én verdi.",
            nn: "Vel minst éin verdi.",
            en: "Choose at least one value."
        }
        /// A record that must belong to the same partnership does not.
        OtherPartnership {} => InvalidValue at "" {
            nb: "Dette hører til et annet samarbeid. Velg noe fra samme samarbeid.",
            nn: "Dette høyrer til eit anna samarbeid. Vel noko frå same samarbeid.",
            en: "This belongs to another partnership. Choose one of the same partnership."
        }
        /// Not a web address.
        NotAWebAddress {} => InvalidValue at "url" {
            nb: "Oppgi en nettadresse som begynner med https:// eller http://.",
            nn: "Oppgi ei nettadresse som byrjar med https:// eller http://.",
            en: "Give a web address that begins with https:// or http://."
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn the_best_language_wins() {
        assert_eq!(Language::accepted("nn-NO,nn;q=0.9,nb;q=0.8,en;q=0.7"), Language::Nn);
        assert_eq!(Language::accepted("de, en;q=0.5, no;q=0.6"), Language::Nb);
        assert_eq!(Language::accepted("se"), Language::En);
        assert_eq!(Language::accepted("nb;q=0, en;q=0.1"), Language::En);
        assert_eq!(Language::accepted(";;;q=,"), Language::En);
    }
}
