//! What a caller is told of its limits: `RateLimit-Policy` and `RateLimit` of draft-ietf-httpapi-ratelimit-headers, and
//! `Retry-After`.

use std::fmt::Write as _;

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

use super::limiter::Policy;

/// The limits, as a list of structured fields.
pub const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
/// What is left of them, likewise.
pub const LEFT: HeaderName = HeaderName::from_static("ratelimit");

/// What a request is told of the limits it was held to.
#[derive(Debug, Default)]
pub struct Quotas {
    policies: String,
    left: String,
    retry_after: Option<u64>,
}

impl Quotas {
    /// Tells of a limit that so much is left, and no more for so many seconds.
    pub fn tell(&mut self, policy: &Policy, left: u32, seconds: u64) {
        let separator = if self.policies.is_empty() { "" } else { ", " };
        let Policy { name, unit, quota, window } = policy;
        // Writing to a string does not fail.
        let _ = write!(self.policies, "{separator}\"{name}\";q={quota}");
        if let Some(unit) = unit {
            let _ = write!(self.policies, ";qu=\"{unit}\"");
        }
        let _ = write!(self.policies, ";w={window}");
        let _ = write!(self.left, "{separator}\"{name}\";r={left};t={seconds}");
    }

    /// Tells to come back after so many seconds.
    pub fn retry_after(&mut self, seconds: u64) {
        self.retry_after = Some(self.retry_after.unwrap_or_default().max(seconds));
    }

    /// Writes the headers of the answer.
    pub fn write(&self, headers: &mut HeaderMap) {
        let mut set = |name, text: &str| {
            if let Ok(value) = HeaderValue::from_str(text) {
                headers.insert(name, value);
            }
        };
        if !self.policies.is_empty() {
            set(POLICY, &self.policies);
            set(LEFT, &self.left);
        }
        if let Some(seconds) = self.retry_after {
            set(header::RETRY_AFTER, &seconds.to_string());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{HeaderMap, Policy, Quotas};

    #[test]
    fn the_headers_are_those_of_the_draft() {
        let mut quotas = Quotas::default();
        let mut headers = HeaderMap::new();
        quotas.write(&mut headers);
        assert!(headers.is_empty());
        quotas.tell(&Policy { name: "caller", unit: None, quota: 200, window: 4 }, 199, 1);
        quotas.tell(&Policy { name: "complexity", unit: Some("objects"), quota: 40_000, window: 4 }, 0, 3);
        quotas.retry_after(3);
        quotas.write(&mut headers);
        assert_eq!(headers["ratelimit-policy"], "\"caller\";q=200;w=4, \"complexity\";q=40000;qu=\"objects\";w=4");
        assert_eq!(headers["ratelimit"], "\"caller\";r=199;t=1, \"complexity\";r=0;t=3");
        assert_eq!(headers["retry-after"], "3");
    }
}
