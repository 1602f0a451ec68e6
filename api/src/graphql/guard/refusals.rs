//! What can be wrong with a document, its operation or its variables.

use crate::graphql::refusal::refusals;

refusals! {
    /// What can be wrong with a document or its variables.
    pub enum DocumentRefusal {
        /// A character that has no place in a document.
        OddCharacter { line: usize, column: usize } => ParseFailed {
            nb: "Dokumentet har et tegn som ikke hører hjemme i GraphQL, på linje {line}, kolonne {column}.",
            nn: "Dokumentet har eit teikn som ikkje høyrer heime i GraphQL, på linje {line}, kolonne {column}.",
            en: "The document holds a character that has no place in GraphQL, at line {line}, column {column}."
        }
        /// A string without an end.
        OpenString { line: usize, column: usize } => ParseFailed {
            nb: "En tekst som begynner på linje {line}, kolonne {column}, har ingen slutt.",
            nn: "Ein tekst som byrjar på linje {line}, kolonne {column}, har ingen slutt.",
            en: "A string that begins at line {line}, column {column} has no end."
        }
        /// An escape sequence that is none.
        OddEscape { line: usize, column: usize } => ParseFailed {
            nb: "Ugyldig tegn etter omvendt skråstrek på linje {line}, kolonne {column}.",
            nn: "Ugyldig teikn etter omvend skråstrek på linje {line}, kolonne {column}.",
            en: "An escape sequence at line {line}, column {column} is not valid."
        }
        /// The document cannot be read from here on.
        Unreadable { line: usize, column: usize } => ParseFailed {
            nb: "Dokumentet kan ikke leses fra linje {line}, kolonne {column}: noe mangler eller står feil.",
            nn: "Dokumentet kan ikkje lesast frå linje {line}, kolonne {column}: noko manglar eller står feil.",
            en: "The document cannot be read from line {line}, column {column}: something is missing or out of place."
        }
        /// No operation in the document.
        NoOperation {} => ParseFailed {
            nb: "Dokumentet har ingen operasjon. Send en query eller mutation.",
            nn: "Dokumentet har ingen operasjon. Send ein query eller mutation.",
            en: "The document holds no operation. Send a query or a mutation."
        }
        /// An anonymous operation beside others.
        Anonymous {} => ValidationFailed {
            nb: "En operasjon uten navn må være alene i dokumentet.",
            nn: "Ein operasjon utan namn må vere åleine i dokumentet.",
            en: "An operation without a name must be alone in the document."
        }
        /// Two definitions of one name.
        DefinedTwice { name: String } => ValidationFailed {
            nb: "{name} er definert to ganger i dokumentet.",
            nn: "{name} er definert to gonger i dokumentet.",
            en: "{name} is defined twice in the document."
        }
        /// A fragment that leads back to itself.
        Cycle { name: String } => ValidationFailed {
            nb: "Fragmentet {name} fører tilbake til seg selv.",
            nn: "Fragmentet {name} fører tilbake til seg sjølv.",
            en: "The fragment {name} leads back to itself."
        }
        /// The schema is asked for where it is not told.
        Introspection {} => ValidationFailed {
            nb: "Tjenesten svarer ikke på __schema og __type. Skjemaet følger med programmet, som schema.graphql.",
            nn: "Tenesta svarer ikkje på __schema og __type. Skjemaet følgjer med programmet, som schema.graphql.",
            en: "The service does not answer __schema and __type. The schema comes with the program, as schema.graphql."
        }
        /// No operation of that name.
        UnknownOperation { name: String } => OperationNotResolved {
            nb: "Dokumentet har ingen operasjon som heter {name}.",
            nn: "Dokumentet har ingen operasjon som heiter {name}.",
            en: "The document holds no operation named {name}."
        }
        /// Several operations and none chosen.
        OperationNotNamed {} => OperationNotResolved {
            nb: "Dokumentet har flere operasjoner. Velg en med operationName.",
            nn: "Dokumentet har fleire operasjonar. Vel ein med operationName.",
            en: "The document holds several operations. Choose one with operationName."
        }
        /// A required variable is missing.
        MissingVariable { name: String, kind: String } => BadUserInput {
            nb: "Variabelen ${name} ({kind}) mangler.",
            nn: "Variabelen ${name} ({kind}) manglar.",
            en: "The variable ${name} ({kind}) is missing."
        }
        /// Null where a value is needed.
        Null { place: String, kind: String } => BadUserInput {
            nb: "{place} kan ikke være null; forventet {kind}.",
            nn: "{place} kan ikkje vere null; venta {kind}.",
            en: "{place} cannot be null; expected {kind}."
        }
        /// A field of an input object is missing.
        MissingField { place: String, kind: String } => BadUserInput {
            nb: "{place} mangler; forventet {kind}.",
            nn: "{place} manglar; venta {kind}.",
            en: "{place} is missing; expected {kind}."
        }
        /// A field that the input object does not have.
        UnknownField { place: String, kind: String } => BadUserInput {
            nb: "{place} finnes ikke i {kind}.",
            nn: "{place} finst ikkje i {kind}.",
            en: "{place} does not exist in {kind}."
        }
        /// A value that the enum does not have.
        UnknownTerm { place: String, kind: String } => BadUserInput {
            nb: "{place} er ingen av verdiene i {kind}.",
            nn: "{place} er ingen av verdiane i {kind}.",
            en: "{place} is none of the values of {kind}."
        }
        /// Another kind of value than an object.
        NotAnObject { place: String, kind: String } => BadUserInput {
            nb: "{place} må være et objekt: {kind}.",
            nn: "{place} må vere eit objekt: {kind}.",
            en: "{place} must be an object: {kind}."
        }
        /// A value that the scalar does not take.
        NotOfKind { place: String, kind: String, nb: &'static str, nn: &'static str, en: &'static str } => BadUserInput {
            nb: "{place} må være {kind}: {nb}.",
            nn: "{place} må vere {kind}: {nn}.",
            en: "{place} must be {kind}: {en}."
        }
    }
}
