//! What can be wrong with a request before its document is looked at.

use crate::graphql::refusal::refusals;

refusals! {
    /// What can be wrong with a request over HTTP.
    pub enum HttpRefusal {
        /// Not JSON.
        NotJson {} => BadRequest {
            nb: "Innholdet er ikke JSON i UTF-8. Send et objekt med query, og eventuelt variables og operationName.",
            nn: "Innhaldet er ikkje JSON i UTF-8. Send eit objekt med query, og eventuelt variables og operationName.",
            en: "The body is not JSON in UTF-8. Send an object with query, and perhaps variables and operationName."
        }
        /// JSON, but several requests.
        Batch {} => BadRequest {
            nb: "Send én operasjon om gangen: lister av operasjoner tas ikke imot.",
            nn: "Send éin operasjon om gongen: lister av operasjonar blir ikkje tekne imot.",
            en: "Send one operation at a time: lists of operations are not taken."
        }
        /// JSON, but no object.
        NotAnObject {} => BadRequest {
            nb: "Innholdet må være et JSON-objekt med query, og eventuelt variables og operationName.",
            nn: "Innhaldet må vere eit JSON-objekt med query, og eventuelt variables og operationName.",
            en: "The body must be a JSON object with query, and perhaps variables and operationName."
        }
        /// No document.
        NoQuery {} => BadRequest {
            nb: "Parameteren query mangler. Den er GraphQL-dokumentet, som tekst.",
            nn: "Parameteren query manglar. Han er GraphQL-dokumentet, som tekst.",
            en: "The parameter query is missing. It is the GraphQL document, as text."
        }
        /// A parameter that should be text.
        NotText { name: &'static str } => BadRequest {
            nb: "Parameteren {name} må være tekst.",
            nn: "Parameteren {name} må vere tekst.",
            en: "The parameter {name} must be text."
        }
        /// A parameter that should be an object.
        NotAMap { name: &'static str } => BadRequest {
            nb: "Parameteren {name} må være et JSON-objekt.",
            nn: "Parameteren {name} må vere eit JSON-objekt.",
            en: "The parameter {name} must be a JSON object."
        }
        /// A parameter of the address that is there twice.
        GivenTwice { name: &'static str } => BadRequest {
            nb: "Parameteren {name} er oppgitt to ganger.",
            nn: "Parameteren {name} er oppgjeven to gonger.",
            en: "The parameter {name} is given twice."
        }
        /// An address whose parameters cannot be read.
        UnreadableAddress {} => BadRequest {
            nb: "Parameterne i adressen kan ikke leses. Kod dem som application/x-www-form-urlencoded.",
            nn: "Parametrane i adressa kan ikkje lesast. Kod dei som application/x-www-form-urlencoded.",
            en: "The parameters of the address cannot be read. Encode them as application/x-www-form-urlencoded."
        }
        /// Less came than was announced.
        Incomplete {} => BadRequest {
            nb: "Forespørselen kom ikke fram i sin helhet. Send den på nytt.",
            nn: "Førespurnaden kom ikkje fram i sin heilskap. Send han på nytt.",
            en: "The request did not arrive whole. Send it again."
        }
        /// It came too slowly.
        TooSlow { seconds: usize } => RequestTimeout {
            nb: "Forespørselen kom ikke fram innen {seconds} sekunder. Send den på nytt, raskere eller i mindre deler.",
            nn: "Førespurnaden kom ikkje fram innan {seconds} sekund. Send han på nytt, raskare eller i mindre delar.",
            en: "The request did not arrive within {seconds} seconds. Send it again, faster or in smaller parts."
        }
        /// Too many requests of one caller.
        TooManyRequests { seconds: u64 } => RateLimited {
            nb: "Du spør for ofte. Vent {seconds} sekunder; RateLimit-Policy sier hvor ofte du kan spørre.",
            nn: "Du spør for ofte. Vent {seconds} sekund; RateLimit-Policy seier kor ofte du kan spørje.",
            en: "You ask too often. Wait {seconds} seconds; RateLimit-Policy tells how often you may ask."
        }
        /// Too much asked for by one caller, in total.
        TooMuchOverTime { seconds: u64 } => RateLimited {
            nb: "Du har bedt om for mye på kort tid. Vent {seconds} sekunder, eller be om mindre om gangen.",
            nn: "Du har bede om for mykje på kort tid. Vent {seconds} sekund, eller be om mindre om gongen.",
            en: "You have asked for too much in a short time. Wait {seconds} seconds, or ask for less at a time."
        }
        /// Too many requests without a known token from one address.
        TooManyFromAddress { seconds: u64 } => RateLimited {
            nb: "For mange forespørsler uten gyldig token fra denne adressen. Vent {seconds} sekunder.",
            nn: "For mange førespurnader utan gyldig token frå denne adressa. Vent {seconds} sekund.",
            en: "Too many requests without a valid token from this address. Wait {seconds} seconds."
        }
        /// Too many requests at work.
        Overloaded {} => Overloaded {
            nb: "Registeret har for mye å gjøre akkurat nå. Ingenting er gjort; prøv igjen om litt.",
            nn: "Registeret har for mykje å gjere akkurat no. Ingenting er gjort; prøv igjen om litt.",
            en: "The registry has too much to do at the moment. Nothing was done; try again shortly."
        }
        /// Another content type.
        NotSentAsJson {} => UnsupportedMediaType {
            nb: "Send operasjonen som application/json i UTF-8.",
            nn: "Send operasjonen som application/json i UTF-8.",
            en: "Send the operation as application/json in UTF-8."
        }
        /// Nothing the caller accepts.
        NothingAcceptable {} => NotAcceptable {
            nb: "Svaret kommer som application/graphql-response+json eller application/json; ta imot en av dem.",
            nn: "Svaret kjem som application/graphql-response+json eller application/json; ta imot ein av dei.",
            en: "The answer comes as application/graphql-response+json or application/json; accept one of them."
        }
        /// A write by GET.
        WriteByGet {} => MethodNotAllowed {
            nb: "Med GET kan du bare lese. Send endringer med POST.",
            nn: "Med GET kan du berre lese. Send endringar med POST.",
            en: "GET only reads. Send mutations by POST."
        }
        /// No such address.
        NoSuchAddress {} => NotFound {
            nb: "Det er ingenting på denne adressen. API-et er på /graphql.",
            nn: "Det er ingenting på denne adressa. API-et er på /graphql.",
            en: "There is nothing at this address. The API is at /graphql."
        }
        /// A method that the address does not take.
        OtherMethod {} => MethodNotAllowed {
            nb: "Adressen tar ikke imot denne metoden; Allow sier hvilke.",
            nn: "Adressa tek ikkje imot denne metoden; Allow seier kva for nokre.",
            en: "The address does not take this method; Allow says which ones."
        }
        /// An idempotency key that is none.
        KeyNotAString {} => KeyMalformed {
            nb: "Idempotency-Key må være én tekst i anførselstegn, for eksempel \"8e03978e-40d5-43dd-bc93-6894a57f9324\".",
            nn: "Idempotency-Key må vere éin tekst i hermeteikn, til dømes \"8e03978e-40d5-43dd-bc93-6894a57f9324\".",
            en: "Idempotency-Key must be one string in quotes, for example \"8e03978e-40d5-43dd-bc93-6894a57f9324\"."
        }
        /// An idempotency key that is easy to guess, or too long.
        KeyLength { shortest: usize, longest: usize } => KeyMalformed {
            nb: "Idempotency-Key må ha {shortest}–{longest} tegn, tilfeldig valgt; bruk en UUID.",
            nn: "Idempotency-Key må ha {shortest}–{longest} teikn, tilfeldig valde; bruk ein UUID.",
            en: "Idempotency-Key must have {shortest}–{longest} characters, chosen at random; use a UUID."
        }
        /// The same request is being carried out.
        KeyUnderWay {} => KeyInUse {
            nb: "Forespørselen med denne nøkkelen er under arbeid. Vent så lenge som Retry-After sier, og send den igjen.",
            nn: "Førespurnaden med denne nøkkelen er under arbeid. Vent så lenge som Retry-After seier, og send han igjen.",
            en: "The request with this key is being carried out. Wait as long as Retry-After says, and send it again."
        }
        /// The key was used for something else.
        KeyOfAnother {} => KeyReused {
            nb: "Nøkkelen ble brukt til en annen operasjon eller andre variabler. Lag en ny nøkkel til hver forespørsel.",
            nn: "Nøkkelen vart brukt til ein annan operasjon eller andre variablar. Lag ein ny nøkkel til kvar førespurnad.",
            en: "The key was used for another operation or other variables. Make a new key for each request."
        }
        /// The caller may do other things than when the key was used.
        KeyOfOtherPowers {} => KeyOfOtherPowers {
            nb: "Tilgangen din er endret siden nøkkelen ble brukt. Les det du skrev, i stedet for å sende det igjen.",
            nn: "Tilgangen din er endra sidan nøkkelen vart brukt. Les det du skreiv, i staden for å sende det igjen.",
            en: "Your access has changed since the key was used. Read what you wrote instead of sending it again."
        }
        /// No hash of a document where one should be.
        BadPersistedQuery {} => BadRequest {
            nb: "extensions.persistedQuery må være {{ version: 1, sha256Hash: <64 heksadesimale sifre> }}.",
            nn: "extensions.persistedQuery må vere {{ version: 1, sha256Hash: <64 heksadesimale siffer> }}.",
            en: "extensions.persistedQuery must be {{ version: 1, sha256Hash: <64 hex digits> }}."
        }
        /// A hash of another document than was sent along.
        OtherHash {} => BadRequest {
            nb: "sha256Hash er ikke SHA-256 av query, byte for byte.",
            nn: "sha256Hash er ikkje SHA-256 av query, byte for byte.",
            en: "sha256Hash is not the SHA-256 of query, byte for byte."
        }
        /// A document that is not remembered. The text is what clients look for.
        NotRemembered {} => DocumentNotFound {
            nb: "PersistedQueryNotFound",
            nn: "PersistedQueryNotFound",
            en: "PersistedQueryNotFound"
        }
        /// No document is remembered. The text is what clients look for.
        RemembersNone {} => DocumentsNotRemembered {
            nb: "PersistedQueryNotSupported",
            nn: "PersistedQueryNotSupported",
            en: "PersistedQueryNotSupported"
        }
        /// A document that is not registered.
        NotTrusted {} => NotTrusted {
            nb: "Tjenesten utfører bare registrerte dokumenter, og dette er ikke blant dem. Registrer det hos driftsansvarlig.",
            nn: "Tenesta utfører berre registrerte dokument, og dette er ikkje mellom dei. Registrer det hos driftsansvarleg.",
            en: "The service carries out registered documents only, and this is none of them. Register it with the operator."
        }
        /// The answer took too long.
        TookTooLong { seconds: usize } => Timeout {
            nb: "Svaret tok mer enn {seconds} sekunder og ble avbrutt. Be om mindre, eller prøv igjen.",
            nn: "Svaret tok meir enn {seconds} sekund og vart avbrote. Be om mindre, eller prøv igjen.",
            en: "The answer took more than {seconds} seconds and was broken off. Ask for less, or try again."
        }
        /// A write was broken off when it, or another of the same request, may have been kept.
        TookTooLongToKeep { seconds: usize } => Timeout {
            nb: "Svaret tok mer enn {seconds} sekunder og ble avbrutt mens det ble lagret. Noe kan være lagret: se etter før du prøver igjen.",
            nn: "Svaret tok meir enn {seconds} sekund og vart avbrote medan det vart lagra. Noko kan vere lagra: sjå etter før du prøver igjen.",
            en: "The answer took more than {seconds} seconds and was broken off while it was being kept. Something may be kept: look before you try again."
        }
        /// The database does not answer.
        CannotAnswer {} => Unavailable {
            nb: "Registeret kan ikke svare akkurat nå. Prøv igjen.",
            nn: "Registeret kan ikkje svare akkurat no. Prøv igjen.",
            en: "The registry cannot answer at the moment. Try again."
        }
        /// The service failed.
        Failed {} => Internal {
            nb: "Tjenesten feilet. Prøv igjen; hvis det fortsetter, meld fra med requestId.",
            nn: "Tenesta feila. Prøv igjen; held det fram, meld frå med requestId.",
            en: "The service failed. Try again; if it goes on, report the requestId."
        }
    }
}
