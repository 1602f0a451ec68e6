//! Errors as callers see them. Only coded ones leave the service; anything else is logged and answered as INTERNAL.

use std::sync::Arc;

use async_graphql::{Error, ErrorExtensionValues, ErrorExtensions, ServerError, SimpleObject, Value};
use entity::vocabulary::Vocabulary;

use super::{
    coded::Coded,
    guard::MOST_ERRORS,
    refusal::{IN_DOUBT, Refusal, clip, refusals},
};
use crate::{
    problem::{CommonProblem, Language, Problem},
    store::{ReadError, Refused},
    vocabulary::{ErrorCode, UserErrorCode},
};

/// A field that cannot be answered. It has no `Display` on purpose: `?` must not turn any error into a public message.
#[derive(Debug)]
pub enum ApiError {
    /// The arguments cannot be used; the message tells what to give instead.
    BadInput(String),
    /// The cursor was given to a caller who saw other things.
    AccessChanged,
    /// The service failed; the details are for the log.
    Internal(String),
    /// The database took too long.
    Timeout,
    /// The database is out, or cannot do this for now; the details are for the log.
    Unavailable(String),
    /// The same while something was to be written, of which nothing was kept.
    Unwritten(String),
    /// The database was lost while a write was being kept; the details are for the log.
    InDoubt(String),
}

/// What a resolver returns.
pub type Result<T> = std::result::Result<T, ApiError>;

impl ApiError {
    /// An error in the caller's arguments.
    pub fn bad_input(message: impl Into<String>) -> Self {
        Self::BadInput(message.into())
    }
}

impl From<ReadError> for ApiError {
    fn from(error: ReadError) -> Self {
        if error.is_of_text() {
            return Self::bad_input("a text holds the character U+0000, which no record holds; leave it out");
        }
        if error.is_timeout() {
            return Self::Timeout;
        }
        if error.is_unavailable() {
            return Self::Unavailable(error.to_string());
        }
        Self::Internal(error.to_string())
    }
}

refusals! {
    /// Why the service could not answer, or not write.
    pub enum Failure {
        /// The caller sees other things than when the cursor was given.
        AccessChanged {} => CursorOfOtherPowers {
            nb: "Tilgangen din er en annen enn da markøren ble gitt, så ting kan ha kommet til syne, eller forsvunnet, uten en endring. Ta en ny fra `latest`, les det du tar vare på, på nytt, og gå videre fra den nye.",
            nn: "Tilgangen din er ein annan enn då markøren vart gitt, så ting kan ha kome til syne, eller forsvunne, utan ei endring. Ta ein ny frå `latest`, les det du tek vare på, på nytt, og gå vidare frå den nye.",
            en: "Your access is not what it was when this cursor was given: things may have come into sight, or left it, without a change. Take a new one from `latest`, read anew what you keep, and go on from the new one."
        }
        /// It is not as it should be.
        Broken {} => Internal {
            nb: "Registeret kunne ikke svare. Prøv igjen; hvis det fortsetter, meld fra med requestId.",
            nn: "Registeret kunne ikkje svare. Prøv igjen; held det fram, meld frå med requestId.",
            en: "The registry could not answer. Try again; if it goes on, report the requestId."
        }
        /// The database took too long.
        TookTooLong {} => Timeout {
            nb: "Databasen brukte for lang tid. Be om mindre, eller prøv igjen.",
            nn: "Databasen brukte for lang tid. Be om mindre, eller prøv igjen.",
            en: "The database took too long. Ask for less, or try again."
        }
        /// The database is out.
        Unanswered {} => Unavailable {
            nb: "Registeret kan ikke svare på dette akkurat nå. Prøv igjen.",
            nn: "Registeret kan ikkje svare på dette akkurat no. Prøv igjen.",
            en: "The registry cannot answer this at the moment. Try again."
        }
        /// The database takes no writes.
        Unwritten {} => Unavailable {
            nb: "Registeret kan ikke skrive akkurat nå. Ingenting av dette ble skrevet; prøv igjen.",
            nn: "Registeret kan ikkje skrive akkurat no. Ingenting av dette vart skrive; prøv igjen.",
            en: "The registry cannot write at the moment. Nothing of this was written; try again."
        }
        /// The database was lost while it kept a write.
        InDoubt {} => Unavailable {
            nb: "Forbindelsen til databasen ble brutt mens dette ble lagret, og det er ikke kjent om det ble det. Se etter før du prøver igjen.",
            nn: "Sambandet med databasen vart brote medan dette vart lagra, og det er ikkje kjent om det vart det. Sjå etter før du prøver igjen.",
            en: "The database was lost while it kept this write, and whether it did is not known. Look before you try again."
        }
        /// Whose names are read could not be written down.
        Unlogged {} => Unavailable {
            nb: "Registeret kunne ikke skrive ned at navn leses, og oppgir dem derfor ikke. Det forespørselen skulle skrive, er skrevet. Prøv igjen; hvis det fortsetter, meld fra med requestId.",
            nn: "Registeret kunne ikkje skrive ned at namn blir lesne, og gjev dei difor ikkje. Det førespurnaden skulle skrive, er skrive. Prøv igjen; held det fram, meld frå med requestId.",
            en: "The registry could not write down that names are read, so it does not tell them. What the request was to write is written. Try again; if it goes on, report the requestId."
        }
    }
}

impl From<ApiError> for Error {
    fn from(error: ApiError) -> Self {
        failed(match error {
            ApiError::BadInput(message) => return coded_error(&message, ErrorCode::BadUserInput),
            ApiError::Internal(details) => {
                tracing::error!(%details, "a field could not be answered");
                Failure::Broken {}.into()
            }
            ApiError::AccessChanged => Failure::AccessChanged {}.into(),
            ApiError::Timeout => Failure::TookTooLong {}.into(),
            ApiError::Unavailable(details) => {
                tracing::error!(%details, "the database cannot be used");
                Failure::Unanswered {}.into()
            }
            ApiError::Unwritten(details) => {
                tracing::error!(%details, "the database cannot be written to");
                Failure::Unwritten {}.into()
            }
            ApiError::InDoubt(details) => {
                tracing::error!(%details, "the database was lost while a write was being kept");
                Refusal::from(Failure::InDoubt {}).in_doubt()
            }
        })
    }
}

/// The error of a field. It takes its reason along: in which language it is told is known where the answer is finished.
fn failed(reason: Refusal) -> Error {
    let ServerError { message, extensions, .. } = reason.error(Language::En);
    Error { message, extensions, source: Some(Arc::new(reason)) }
}

fn coded_error(message: &str, code: ErrorCode) -> Error {
    Error::new(message).extend_with(|_, extensions| extensions.set("code", code.code()))
}

/// The answer in place of one whose names could not be written down as read.
#[must_use]
pub fn unlogged() -> async_graphql::Response {
    let error = failed(Failure::Unlogged {}.into()).into_server_error(async_graphql::Pos::default());
    async_graphql::Response::from_errors(vec![error])
}

/// The longest message of the GraphQL engine that is passed on, in characters; it may repeat what was sent.
const LONGEST_MESSAGE: usize = 300;
/// The errors of a request that is refused take no more than this, in bytes, so that the answer stays below 4 KiB.
const LARGEST_REFUSAL: usize = 3_800;

/// Gives the errors that the GraphQL engine itself raised while it ran a code, and each error the request's id and the
/// caller's language.
pub fn finish(errors: &mut [ServerError], language: Language, request_id: &str) {
    for error in errors {
        complete(error, ErrorCode::BadUserInput, language, request_id);
    }
}

/// The errors of a request that is refused: as many as a person reads, short, each with a code and the request's id, in the
/// caller's language.
#[must_use]
pub fn bounded(errors: Vec<ServerError>, code: ErrorCode, language: Language, request_id: &str) -> Vec<ServerError> {
    let mut size = 0_usize;
    let mut kept = Vec::new();
    for mut error in errors.into_iter().take(MOST_ERRORS) {
        complete(&mut error, code, language, request_id);
        // Where the same thing is said of many places, the first ones do.
        error.locations.truncate(4);
        let bytes = serde_json::to_vec(&error).map_or(0, |error| error.len() + 1);
        size = size.saturating_add(bytes);
        if size > LARGEST_REFUSAL && !kept.is_empty() {
            break;
        }
        kept.push(error);
    }
    kept
}

/// The code of an error, when it has one already.
#[must_use]
pub fn code(error: &ServerError) -> Option<ErrorCode> {
    match error.extensions.as_ref()?.get("code")? {
        Value::String(code) => ErrorCode::from_code(code),
        _ => None,
    }
}

/// Whether an error leaves open if something was written.
#[must_use]
pub fn is_in_doubt(error: &ServerError) -> bool {
    error.extensions.as_ref().is_some_and(|extensions| extensions.get(IN_DOUBT).is_some())
}

fn complete(error: &mut ServerError, code: ErrorCode, language: Language, request_id: &str) {
    if let Some(reason) = error.source::<Refusal>().map(|reason| reason.message(language).to_owned()) {
        error.message = reason;
    }
    error.message = clip(&error.message, LONGEST_MESSAGE);
    let extensions = error.extensions.get_or_insert_with(ErrorExtensionValues::default);
    if extensions.get("code").is_none() {
        extensions.set("code", code.code());
    }
    extensions.set("requestId", Value::from(request_id));
}

/// A reason why a write was refused (brukerfeil). Nothing of the write was kept.
#[derive(Clone, Debug, SimpleObject)]
pub struct UserError {
    /// The reason, for programs.
    code: Coded<UserErrorCode>,
    /// The input field it is about, from the outside in; empty when it is about the whole input.
    field: Vec<String>,
    /// The reason and what to do about it, for people; in bokmål, nynorsk or English by `Accept-Language`.
    message: String,
    /// For CONFLICT: the version the record has now.
    current_version: Option<i32>,
    /// The values that would be accepted, where they can be listed; for `ILLEGAL_TRANSITION` the statuses it may get.
    allowed: Vec<String>,
}

impl UserError {
    fn new(problem: &Problem, language: Language) -> Self {
        Self {
            code: Coded(problem.code),
            field: problem.field.clone(),
            message: problem.message(language).to_owned(),
            current_version: problem.current_version,
            allowed: problem.allowed.clone(),
        }
    }
}

/// A write's outcome: what was written, or why it was refused.
///
/// # Errors
/// Only failures of the service, whose details are for the log.
pub fn settle<T>(outcome: std::result::Result<T, Refused>, language: Language) -> Result<(Option<T>, Vec<UserError>)> {
    match outcome {
        Ok(written) => Ok((Some(written), Vec::new())),
        Err(Refused::Problems(problems)) => {
            let codes: Vec<_> = problems.iter().map(|problem| problem.code.code()).collect();
            tracing::debug!(?codes, "write refused");
            Ok((None, problems.iter().map(|problem| UserError::new(problem, language)).collect()))
        }
        Err(Refused::Crossed) => settle(Err(CommonProblem::Crossed {}.into()), language),
        Err(Refused::Failed(failed)) => Err(match failed.into() {
            ApiError::Unavailable(details) => ApiError::Unwritten(details),
            other => other,
        }),
        Err(Refused::InDoubt(failed)) => Err(ApiError::InDoubt(failed.to_string())),
        Err(failed @ Refused::Broken(_)) => Err(ApiError::Internal(failed.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::{ApiError, bounded, finish};
    use crate::{problem::Language, vocabulary::ErrorCode};
    use async_graphql::{Error, Pos, ServerError};

    fn raised(error: ApiError) -> ServerError {
        Error::from(error).into_server_error(Pos::default())
    }

    #[test]
    fn what_fails_is_told_in_the_callers_language() {
        let failures = || {
            let details = || "the details".to_owned();
            let all = [
                ApiError::Internal(details()),
                ApiError::Timeout,
                ApiError::Unavailable(details()),
                ApiError::Unwritten(details()),
                ApiError::InDoubt(details()),
            ];
            all.map(raised).to_vec()
        };
        let mut said = std::collections::HashSet::new();
        for language in [Language::Nb, Language::Nn, Language::En] {
            let mut finished = failures();
            finish(&mut finished, language, "1");
            let refused = bounded(failures(), ErrorCode::Internal, language, "1");
            for (one, other) in finished.iter().zip(&refused) {
                assert_eq!(one.message, other.message);
                assert!(!one.message.contains("details"));
            }
            assert_eq!((finished.len(), refused.len()), (5, 5));
            said.extend(finished.into_iter().map(|error| error.message));
        }
        // One is the same in bokmål and nynorsk.
        assert_eq!(said.len(), 14, "{said:#?}");
    }
}
