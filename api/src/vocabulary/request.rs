//! Why a request was refused as a whole, and the limits it is held to.

use entity::vocabulary;

vocabulary! {
    /// What went wrong with a request or a field (feilkode), in `extensions.code` of every error. Programs may branch on
    /// it; new codes may be added. Writes that are refused tell why in their payload instead, see `UserErrorCode`.
    pub enum ErrorCode {
        Unauthenticated = "UNAUTHENTICATED" {
            nb: "Ikke pålogget", "Tilgangstokenet mangler eller gjelder ikke (HTTP 401).";
            nn: "Ikkje pålogga", "Tilgangstokenet manglar eller gjeld ikkje (HTTP 401).";
            en: "Not authenticated", "The access token is missing or not valid (HTTP 401).";
        }
        Forbidden = "FORBIDDEN" {
            nb: "Ikke tillatt", "Tilgangstokenet gjelder, men ikke for dette API-et (HTTP 403).";
            nn: "Ikkje tillate", "Tilgangstokenet gjeld, men ikkje for dette API-et (HTTP 403).";
            en: "Forbidden", "The access token is valid, but not for this API (HTTP 403).";
        }
        BadRequest = "BAD_REQUEST" {
            nb: "Ugyldig forespørsel", "Forespørselen er ikke GraphQL over HTTP, for eksempel ugyldig JSON (HTTP 400).";
            nn: "Ugyldig førespurnad", "Førespurnaden er ikkje GraphQL over HTTP, til dømes ugyldig JSON (HTTP 400).";
            en: "Bad request", "The request is not GraphQL over HTTP, for example not JSON (HTTP 400).";
        }
        NotFound = "NOT_FOUND" {
            nb: "Ukjent adresse", "Det er ingenting på denne adressen (HTTP 404).";
            nn: "Ukjend adresse", "Det er ingenting på denne adressa (HTTP 404).";
            en: "Not found", "There is nothing at this address (HTTP 404).";
        }
        MethodNotAllowed = "METHOD_NOT_ALLOWED" {
            nb: "Metoden kan ikke brukes", "Adressen tar ikke denne metoden; endringer sendes med POST (HTTP 405).";
            nn: "Metoden kan ikkje brukast", "Adressa tek ikkje denne metoden; endringar blir sende med POST (HTTP 405).";
            en: "Method not allowed", "The address does not take this method; mutations are sent by POST (HTTP 405).";
        }
        NotAcceptable = "NOT_ACCEPTABLE" {
            nb: "Svarformatet finnes ikke", "`Accept` utelukker alle formater som tjenesten svarer i (HTTP 406).";
            nn: "Svarformatet finst ikkje", "`Accept` stengjer ute alle format som tenesta svarer i (HTTP 406).";
            en: "Not acceptable", "`Accept` rules out every format that the service answers in (HTTP 406).";
        }
        PayloadTooLarge = "PAYLOAD_TOO_LARGE" {
            nb: "For stor forespørsel", "Forespørselen er større enn det som leses (HTTP 413).";
            nn: "For stor førespurnad", "Førespurnaden er større enn det som blir lese (HTTP 413).";
            en: "Payload too large", "The request is larger than what is read (HTTP 413).";
        }
        UnsupportedMediaType = "UNSUPPORTED_MEDIA_TYPE" {
            nb: "Feil innholdstype", "Forespørselen må sendes som application/json i UTF-8 (HTTP 415).";
            nn: "Feil innhaldstype", "Førespurnaden må sendast som application/json i UTF-8 (HTTP 415).";
            en: "Unsupported media type", "The request must be sent as application/json in UTF-8 (HTTP 415).";
        }
        ParseFailed = "GRAPHQL_PARSE_FAILED" {
            nb: "Ikke GraphQL", "Teksten i `query` er ikke et GraphQL-dokument (HTTP 400).";
            nn: "Ikkje GraphQL", "Teksten i `query` er ikkje eit GraphQL-dokument (HTTP 400).";
            en: "Not GraphQL", "The text in `query` is not a GraphQL document (HTTP 400).";
        }
        ValidationFailed = "GRAPHQL_VALIDATION_FAILED" {
            nb: "Passer ikke skjemaet", "Dokumentet passer ikke med skjemaet (HTTP 400).";
            nn: "Passar ikkje skjemaet", "Dokumentet passar ikkje med skjemaet (HTTP 400).";
            en: "Does not fit the schema", "The document does not fit the schema (HTTP 400).";
        }
        OperationNotResolved = "OPERATION_RESOLUTION_FAILURE" {
            nb: "Ukjent operasjon", "`operationName` mangler, eller navngir ingen operasjon i dokumentet (HTTP 400).";
            nn: "Ukjend operasjon", "`operationName` manglar, eller nemner ingen operasjon i dokumentet (HTTP 400).";
            en: "Operation not resolved", "`operationName` is missing, or names no operation of the document (HTTP 400).";
        }
        BadUserInput = "BAD_USER_INPUT" {
            nb: "Ugyldig verdi", "En variabel eller et argument kan ikke brukes (HTTP 400; fra et felt: HTTP 200).";
            nn: "Ugyldig verdi", "Ein variabel eller eit argument kan ikkje brukast (HTTP 400; frå eit felt: HTTP 200).";
            en: "Bad user input", "A variable or an argument cannot be used (HTTP 400; from a field: HTTP 200).";
        }
        LimitExceeded = "LIMIT_EXCEEDED" {
            nb: "Over en grense", "Forespørselen er over en av grensene; `extensions.limit` sier hvilken (HTTP 400).";
            nn: "Over ei grense", "Førespurnaden er over ei av grensene; `extensions.limit` seier kva for ei (HTTP 400).";
            en: "Limit exceeded", "The request exceeds one of the limits; `extensions.limit` says which (HTTP 400).";
        }
        RequestTimeout = "REQUEST_TIMEOUT" {
            nb: "Kom for sent fram", "Forespørselen ble sendt for langsomt; ingenting er gjort (HTTP 408).";
            nn: "Kom for seint fram", "Førespurnaden vart send for langsamt; ingenting er gjort (HTTP 408).";
            en: "Request timeout", "The request was sent too slowly; nothing was done (HTTP 408).";
        }
        RateLimited = "RATE_LIMITED" {
            nb: "For mange forespørsler", "Vent så mange sekunder som `Retry-After` sier; ingenting er gjort (HTTP 429).";
            nn: "For mange førespurnader", "Vent så mange sekund som `Retry-After` seier; ingenting er gjort (HTTP 429).";
            en: "Rate limited", "Wait as many seconds as `Retry-After` says; nothing was done (HTTP 429).";
        }
        KeyMalformed = "IDEMPOTENCY_KEY_MALFORMED" {
            nb: "Ugyldig nøkkel", "`Idempotency-Key` er ikke én tekst i anførselstegn på 16–128 tegn (HTTP 400).";
            nn: "Ugyldig nøkkel", "`Idempotency-Key` er ikkje éin tekst i hermeteikn på 16–128 teikn (HTTP 400).";
            en: "Malformed key", "`Idempotency-Key` is not one string in quotes of 16–128 characters (HTTP 400).";
        }
        KeyInUse = "IDEMPOTENCY_KEY_IN_USE" {
            nb: "Under arbeid", "En forespørsel med samme nøkkel er under arbeid; vent og send den igjen (HTTP 409).";
            nn: "Under arbeid", "Ein førespurnad med same nøkkel er under arbeid; vent og send han igjen (HTTP 409).";
            en: "Under way", "A request with the same key is being carried out; wait and send it again (HTTP 409).";
        }
        KeyReused = "IDEMPOTENCY_KEY_REUSED" {
            nb: "Nøkkelen er brukt", "Nøkkelen ble brukt til en annen forespørsel; lag en ny nøkkel til hver (HTTP 422).";
            nn: "Nøkkelen er brukt", "Nøkkelen vart brukt til ein annan førespurnad; lag ein ny nøkkel til kvar (HTTP 422).";
            en: "Key reused", "The key was used for another request; make a new key for each (HTTP 422).";
        }
        KeyOfOtherPowers = "IDEMPOTENCY_ACCESS_CHANGED" {
            nb: "Endret tilgang", "Tilgangen din er en annen enn da nøkkelen ble brukt, så svaret gis ikke igjen (HTTP 422).";
            nn: "Endra tilgang", "Tilgangen din er ein annan enn då nøkkelen vart brukt, så svaret blir ikkje gitt igjen (HTTP 422).";
            en: "Access changed", "Your access is not what it was when the key was used, so the answer is not given again (HTTP 422).";
        }
        CursorOfOtherPowers = "CURSOR_ACCESS_CHANGED" {
            nb: "Endret tilgang", "Tilgangen din er en annen enn da markøren ble gitt; les alt på nytt (fra et felt: HTTP 200).";
            nn: "Endra tilgang", "Tilgangen din er ein annan enn då markøren vart gitt; les alt på nytt (frå eit felt: HTTP 200).";
            en: "Access changed", "Your access is not what it was when the cursor was given; read all anew (from a field: HTTP 200).";
        }
        DocumentNotFound = "PERSISTED_QUERY_NOT_FOUND" {
            nb: "Ukjent dokument", "Dokumentet med denne hashen er ikke husket; send det sammen med hashen (HTTP 400).";
            nn: "Ukjent dokument", "Dokumentet med denne hashen er ikkje hugsa; send det saman med hashen (HTTP 400).";
            en: "Persisted query not found", "No document with this hash is remembered; send it along with the hash (HTTP 400).";
        }
        DocumentsNotRemembered = "PERSISTED_QUERY_NOT_SUPPORTED" {
            nb: "Dokumenter huskes ikke", "Tjenesten husker ingen dokumenter; send `query` hver gang (HTTP 400).";
            nn: "Dokument blir ikkje hugsa", "Tenesta hugsar ingen dokument; send `query` kvar gong (HTTP 400).";
            en: "Persisted queries not supported", "The service remembers no documents; send `query` each time (HTTP 400).";
        }
        NotTrusted = "DOCUMENT_NOT_TRUSTED" {
            nb: "Dokumentet er ikke registrert", "Tjenesten utfører bare dokumenter som er registrert hos den (HTTP 403).";
            nn: "Dokumentet er ikkje registrert", "Tenesta utfører berre dokument som er registrerte hos henne (HTTP 403).";
            en: "Document not trusted", "The service carries out only documents that are registered with it (HTTP 403).";
        }
        Timeout = "TIMEOUT" {
            nb: "Tok for lang tid", "Svaret tok for lang tid og ble avbrutt; det som var underveis er ikke lagret (HTTP 503).";
            nn: "Tok for lang tid", "Svaret tok for lang tid og vart avbrote; det som var undervegs er ikkje lagra (HTTP 503).";
            en: "Timeout", "The answer took too long and was broken off; what was under way is not kept (HTTP 503).";
        }
        Unavailable = "UNAVAILABLE" {
            nb: "Utilgjengelig", "Tjenesten kan ikke svare akkurat nå; prøv igjen (HTTP 503).";
            nn: "Utilgjengeleg", "Tenesta kan ikkje svare akkurat no; prøv igjen (HTTP 503).";
            en: "Unavailable", "The service cannot answer at the moment; try again (HTTP 503).";
        }
        Overloaded = "OVERLOADED" {
            nb: "For mye å gjøre", "Tjenesten har for mye å gjøre; ingenting er gjort, prøv igjen om litt (HTTP 503).";
            nn: "For mykje å gjere", "Tenesta har for mykje å gjere; ingenting er gjort, prøv igjen om litt (HTTP 503).";
            en: "Overloaded", "The service has too much to do; nothing was done, try again shortly (HTTP 503).";
        }
        Internal = "INTERNAL" {
            nb: "Intern feil", "Tjenesten feilet; oppgi `extensions.requestId` når du melder fra (HTTP 500; fra et felt: HTTP 200).";
            nn: "Intern feil", "Tenesta feila; oppgje `extensions.requestId` når du melder frå (HTTP 500; frå eit felt: HTTP 200).";
            en: "Internal error", "The service failed; report `extensions.requestId` (HTTP 500; from a field: HTTP 200).";
        }
    }
}

vocabulary! {
    /// What a request is held to (grense), in `extensions.limit` of an error that tells that it is exceeded.
    pub enum RequestLimit {
        BodyBytes = "BODY_BYTES" {
            nb: "Forespørselens størrelse", "Byte i hele forespørselen.";
            nn: "Storleiken på førespurnaden", "Byte i heile førespurnaden.";
            en: "Size of the request", "Bytes in the whole request.";
        }
        QueryBytes = "QUERY_BYTES" {
            nb: "Dokumentets størrelse", "Byte i `query`.";
            nn: "Storleiken på dokumentet", "Byte i `query`.";
            en: "Size of the document", "Bytes in `query`.";
        }
        Nesting = "NESTING" {
            nb: "Parenteser i hverandre", "Parenteser, klammer og fragmenter inne i hverandre.";
            nn: "Parentesar i kvarandre", "Parentesar, klammer og fragment inne i kvarandre.";
            en: "Nested brackets", "Brackets, braces and fragments within each other.";
        }
        Fragments = "FRAGMENTS" {
            nb: "Fragmenter", "Fragmenter i dokumentet.";
            nn: "Fragment", "Fragment i dokumentet.";
            en: "Fragments", "Fragments in the document.";
        }
        Selections = "SELECTIONS" {
            nb: "Valg", "Felter og fragmenter i dokumentet når hvert fragment er skrevet ut der det brukes.";
            nn: "Val", "Felt og fragment i dokumentet når kvart fragment er skrive ut der det blir brukt.";
            en: "Selections", "Fields and fragments of the document with each fragment written out where it is used.";
        }
        Aliases = "ALIASES" {
            nb: "Aliaser", "Aliaser i dokumentet når hvert fragment er skrevet ut der det brukes.";
            nn: "Alias", "Alias i dokumentet når kvart fragment er skrive ut der det blir brukt.";
            en: "Aliases", "Aliases in the document with each fragment written out where it is used.";
        }
        Directives = "DIRECTIVES" {
            nb: "Direktiver", "Direktiver på ett felt, ett fragment eller én operasjon.";
            nn: "Direktiv", "Direktiv på eitt felt, eitt fragment eller éin operasjon.";
            en: "Directives", "Directives on one field, fragment or operation.";
        }
        Depth = "DEPTH" {
            nb: "Dybde", "Felter inne i hverandre.";
            nn: "Djupn", "Felt inne i kvarandre.";
            en: "Depth", "Fields within each other.";
        }
        IntrospectionLists = "INTROSPECTION_LISTS" {
            nb: "Lister i skjemaoppslag", "Lister inne i hverandre under `__schema` og `__type`.";
            nn: "Lister i skjemaoppslag", "Lister inne i kvarandre under `__schema` og `__type`.";
            en: "Introspection lists", "Lists within each other under `__schema` and `__type`.";
        }
        Complexity = "COMPLEXITY" {
            nb: "Kompleksitet", "Objekter som svaret kan inneholde: et objekt er 1, en liste sidestørrelsen ganger raden, verdier 0.";
            nn: "Kompleksitet", "Objekt som svaret kan innehalde: eit objekt er 1, ei liste sidestorleiken gonger rada, verdiar 0.";
            en: "Complexity", "Objects the answer can hold: an object is 1, a list its page size times its row, values 0.";
        }
        Mutations = "MUTATIONS" {
            nb: "Endringer", "Endringer i én forespørsel.";
            nn: "Endringar", "Endringar i éin førespurnad.";
            en: "Mutations", "Mutations in one request.";
        }
        ListValues = "LIST_VALUES" {
            nb: "Listeverdier", "Verdier i én liste i en variabel eller et argument.";
            nn: "Listeverdiar", "Verdiar i éi liste i ein variabel eller eit argument.";
            en: "List values", "Values in one list of a variable or an argument.";
        }
        InputValues = "INPUT_VALUES" {
            nb: "Verdier", "Verdier i alle argumenter til sammen, med variablene satt inn.";
            nn: "Verdiar", "Verdiar i alle argument til saman, med variablane sette inn.";
            en: "Input values", "Values in all arguments together, with the variables put in.";
        }
        Seconds = "SECONDS" {
            nb: "Svartid", "Sekunder et svar kan ta før det blir avbrutt.";
            nn: "Svartid", "Sekund eit svar kan ta før det blir avbrote.";
            en: "Time to answer", "Seconds an answer may take before it is broken off.";
        }
        BodySeconds = "BODY_SECONDS" {
            nb: "Sendetid", "Sekunder det kan ta å sende forespørselen.";
            nn: "Sendetid", "Sekund det kan ta å sende førespurnaden.";
            en: "Time to send", "Seconds it may take to send the request.";
        }
        RequestsPerSecond = "REQUESTS_PER_SECOND" {
            nb: "Forespørsler i sekundet", "Forespørsler fra én bruker i sekundet; fire sekunders kan komme på en gang.";
            nn: "Førespurnader i sekundet", "Førespurnader frå éin brukar i sekundet; fire sekund sine kan kome på éin gong.";
            en: "Requests a second", "Requests of one caller a second; those of four seconds may come at once.";
        }
        ComplexityPerSecond = "COMPLEXITY_PER_SECOND" {
            nb: "Kompleksitet i sekundet", "Kompleksiteten av én brukers forespørsler i sekundet; fire sekunders kan komme på en gang.";
            nn: "Kompleksitet i sekundet", "Kompleksiteten av førespurnadene frå éin brukar i sekundet; fire sekund sin kan kome på éin gong.";
            en: "Complexity a second", "Complexity of one caller's requests a second; that of four seconds may come at once.";
        }
        AddressRequestsPerSecond = "ADDRESS_REQUESTS_PER_SECOND" {
            nb: "Forespørsler i sekundet uten kjent token", "Forespørsler fra én adresse uten et token som nylig har vist seg gyldig, i sekundet.";
            nn: "Førespurnader i sekundet utan kjent token", "Førespurnader frå éi adresse utan eit token som nyleg har vist seg gyldig, i sekundet.";
            en: "Requests a second without a known token", "Requests from one address without a token that lately proved valid, a second.";
        }
        ConcurrentRequests = "CONCURRENT_REQUESTS" {
            nb: "Samtidige forespørsler", "Forespørsler fra alle som tjenesten arbeider med samtidig; like mange kan vente, høyst ett sekund.";
            nn: "Samtidige førespurnader", "Førespurnader frå alle som tenesta arbeider med samtidig; like mange kan vente, høgst eitt sekund.";
            en: "Concurrent requests", "Requests of everybody that the service works on at a time; as many may wait, a second at most.";
        }
    }
}

impl ErrorCode {
    /// The HTTP status of a request that is refused for this reason.
    #[must_use]
    pub const fn status(self) -> u16 {
        match self {
            Self::BadRequest
            | Self::ParseFailed
            | Self::ValidationFailed
            | Self::OperationNotResolved
            | Self::BadUserInput
            | Self::CursorOfOtherPowers
            | Self::LimitExceeded
            | Self::KeyMalformed
            | Self::DocumentNotFound
            | Self::DocumentsNotRemembered => 400,
            Self::Unauthenticated => 401,
            Self::Forbidden | Self::NotTrusted => 403,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::NotAcceptable => 406,
            Self::RequestTimeout => 408,
            Self::PayloadTooLarge => 413,
            Self::KeyInUse => 409,
            Self::UnsupportedMediaType => 415,
            Self::RateLimited => 429,
            Self::KeyReused | Self::KeyOfOtherPowers => 422,
            Self::Internal => 500,
            Self::Timeout | Self::Unavailable | Self::Overloaded => 503,
        }
    }

    /// Whether a client that asks for `application/json` by name is told with status 200, as GraphQL over HTTP has it for
    /// requests that are well-formed: such a client takes any other status for one of a proxy.
    #[must_use]
    pub const fn is_of_document(self) -> bool {
        matches!(
            self,
            Self::ParseFailed
                | Self::ValidationFailed
                | Self::OperationNotResolved
                | Self::BadUserInput
                | Self::DocumentNotFound
                | Self::DocumentsNotRemembered
        )
    }
}

impl RequestLimit {
    /// The code of a request that exceeds this limit.
    #[must_use]
    pub const fn refused_as(self) -> ErrorCode {
        match self {
            Self::BodyBytes => ErrorCode::PayloadTooLarge,
            Self::Seconds => ErrorCode::Timeout,
            Self::BodySeconds => ErrorCode::RequestTimeout,
            Self::RequestsPerSecond | Self::ComplexityPerSecond | Self::AddressRequestsPerSecond => {
                ErrorCode::RateLimited
            }
            Self::ConcurrentRequests => ErrorCode::Overloaded,
            _ => ErrorCode::LimitExceeded,
        }
    }
}
