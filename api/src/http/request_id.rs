//! Request ids: taken from `X-Request-Id` when it is tidy, made otherwise; in the log, the answer and the audit trail.

use axum::http::{HeaderMap, HeaderValue, Request};
use tower_http::request_id::{MakeRequestId, RequestId};

use crate::store::Registry;

/// Makes request ids from the registry's keys.
#[derive(Clone)]
pub struct RequestIds(pub Registry);

impl MakeRequestId for RequestIds {
    fn make_request_id<B>(&mut self, _: &Request<B>) -> Option<RequestId> {
        let id = self.0.ids.next(self.0.clock.now()).simple().to_string();
        HeaderValue::from_str(&id).ok().map(RequestId::new)
    }
}

/// The request's id.
pub fn of(headers: &HeaderMap) -> &str {
    headers.get("x-request-id").and_then(|id| id.to_str().ok()).filter(|id| tidy(id)).unwrap_or("none")
}

/// At most 64 letters, digits, hyphens and underscores: nothing that could forge a log line.
fn tidy(id: &str) -> bool {
    !id.is_empty() && id.len() <= 64 && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}
