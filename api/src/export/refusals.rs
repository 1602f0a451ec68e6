//! What can be wrong with a request for an export.

use crate::graphql::refusal::refusals;

refusals! {
    /// What can be wrong with a request for an export.
    pub enum ExportRefusal {
        /// A parameter that exports do not have.
        UnknownParameter { name: String } => BadRequest {
            nb: "Eksporten har ingen parameter {name}. Parameterne er filter, release, after, limit og excel.",
            nn: "Eksporten har ingen parameter {name}. Parametrane er filter, release, after, limit og excel.",
            en: "The export has no parameter {name}. The parameters are filter, release, after, limit and excel."
        }
        /// A filter that is no JSON.
        FilterNotJson { kind: String } => BadRequest {
            nb: "Parameteren filter må være et JSON-objekt av typen {kind}.",
            nn: "Parameteren filter må vere eit JSON-objekt av typen {kind}.",
            en: "The parameter filter must be a JSON object of the type {kind}."
        }
        /// A cursor that is the id of no row.
        NotACursor { prefix: &'static str } => BadUserInput {
            nb: "Parameteren after må være id-en til en rad i denne eksporten: {prefix}_<32 heksadesimale sifre>.",
            nn: "Parameteren after må vere id-en til ei rad i denne eksporten: {prefix}_<32 heksadesimale siffer>.",
            en: "The parameter after must be the id of a row of this export: {prefix}_<32 hex digits>."
        }
        /// A filter of a cube that is no object.
        FilterNotArguments { field: &'static str, names: String } => BadUserInput {
            nb: "Parameteren filter må være et JSON-objekt med argumenter til {field} i API-et: {names}. Et eksempel er \
                 {{\"municipality\":\"4601\",\"schoolYear\":2025}}.",
            nn: "Parameteren filter må vere eit JSON-objekt med argument til {field} i API-et: {names}. Eit døme er \
                 {{\"municipality\":\"4601\",\"schoolYear\":2025}}.",
            en: "The parameter filter must be a JSON object with arguments of {field} in the API: {names}. An example is \
                 {{\"municipality\":\"4601\",\"schoolYear\":2025}}."
        }
        /// A filter of a cube with what its field does not have.
        NoSuchArgument { name: String, field: &'static str, names: String } => BadUserInput {
            nb: "Filteret til {field} har ikke noe {name}. Det kan ha {names}.",
            nn: "Filteret til {field} har ikkje noko {name}. Det kan ha {names}.",
            en: "The filter of {field} has no {name}. It may have {names}."
        }
        /// A filter of what no field of the API takes one for.
        NoFilter {} => BadUserInput {
            nb: "Tabellen resources har ikke noe filter. Last alt, og velg der du regner.",
            nn: "Tabellen resources har ikkje noko filter. Last alt, og vel der du reknar.",
            en: "The table resources has no filter. Load all of it, and choose where you compute."
        }
        /// A release of what is not released.
        NoRelease {} => BadUserInput {
            nb: "Parameteren release gjelder bare participation, outcomes og resources.",
            nn: "Parameteren release gjeld berre participation, outcomes og resources.",
            en: "The parameter release is only for participation, outcomes and resources."
        }
        /// A release that is no id of one.
        NotARelease { prefix: &'static str } => BadUserInput {
            nb: "Parameteren release må være id-en til en publisering: {prefix}_<32 heksadesimale sifre>.",
            nn: "Parameteren release må vere id-en til ei publisering: {prefix}_<32 heksadesimale siffer>.",
            en: "The parameter release must be the id of a release: {prefix}_<32 hex digits>."
        }
        /// A cursor of a cell that is no whole number.
        NotACellCursor {} => BadUserInput {
            nb: "Parameteren after må være det som står i kolonnen cursor for en rad i denne eksporten.",
            nn: "Parameteren after må vere det som står i kolonnen cursor for ei rad i denne eksporten.",
            en: "The parameter after must be what a row of this export has in its column cursor."
        }
        /// A cursor of a cell of another release than the one that is named.
        OtherRelease { number: i32 } => BadUserInput {
            nb: "Parameteren after er fra publisering {number}. Utelat release for å fortsette i den, eller utelat after.",
            nn: "Parameteren after er frå publisering {number}. Utelat release for å halde fram i den, eller utelat after.",
            en: "The parameter after is of release {number}. Leave out release to go on in that one, or leave out after."
        }
        /// A limit that is no number of rows.
        NotALimit {} => BadUserInput {
            nb: "Parameteren limit må være et antall rader: et helt tall fra 1.",
            nn: "Parameteren limit må vere eit tal på rader: eit heilt tal frå 1.",
            en: "The parameter limit must be a number of rows: a whole number from 1."
        }
        /// Excel's way of writing for a format that is not CSV, or in a country that is not known.
        NotForExcel {} => BadUserInput {
            nb: "Parameteren excel kan bare være nb, og bare for csv.",
            nn: "Parameteren excel kan berre vere nb, og berre for csv.",
            en: "The parameter excel can only be nb, and only for csv."
        }
        /// As many exports as one caller may have.
        TooManyOfOne { most: usize } => RateLimited {
            nb: "Du har allerede {most} eksporter i gang. Vent til en er ferdig, og prøv igjen når Retry-After er over.",
            nn: "Du har alt {most} eksportar i gang. Vent til ein er ferdig, og prøv igjen når Retry-After er over.",
            en: "You have {most} exports under way already. Wait for one to end, and try again when Retry-After is over."
        }
        /// As many exports as there may be at once.
        TooMany { most: usize } => Unavailable {
            nb: "{most} eksporter er allerede i gang. Prøv igjen når Retry-After er over.",
            nn: "{most} eksportar er alt i gang. Prøv igjen når Retry-After er over.",
            en: "{most} exports are under way already. Try again when Retry-After is over."
        }
    }
}
