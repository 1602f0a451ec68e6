//! The trace a request belongs to, as its caller says in `traceparent` (W3C Trace Context).

use std::fmt;

use axum::http::HeaderMap;

/// Names a trace across services.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct TraceId(pub [u8; 16]);

/// A caller's place in its trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TraceContext {
    /// The trace.
    pub trace: TraceId,
    /// The caller's span.
    pub span: [u8; 8],
    /// Whether the caller keeps the trace.
    pub sampled: bool,
}

impl TraceContext {
    /// The trace that these headers name. One that is malformed, or there twice, is none.
    #[must_use]
    pub fn of(headers: &HeaderMap) -> Option<Self> {
        let mut given = headers.get_all("traceparent").iter();
        let (Some(only), None) = (given.next(), given.next()) else {
            return None;
        };
        Self::parse(only.to_str().ok()?)
    }

    /// Reads `<version>-<trace>-<span>-<flags>`. Of versions to come the part that is known is read.
    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(5, '-');
        let [version] = hex::<1>(parts.next()?)?;
        let trace = hex::<16>(parts.next()?)?;
        let span = hex::<8>(parts.next()?)?;
        let [flags] = hex::<1>(parts.next()?)?;
        let more = parts.next();
        let known = version == 0 && more.is_none() || version > 0 && version < 0xff;
        (known && trace != [0; 16] && span != [0; 8]).then_some(Self {
            trace: TraceId(trace),
            span,
            sampled: flags & 1 == 1,
        })
    }
}

/// Lower-case hexadecimal digits, exactly as many as fill the bytes.
fn hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits = text.as_bytes();
    if digits.len() != 2 * N || !digits.iter().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f')) {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, digits) in bytes.iter_mut().zip(digits.chunks(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
    }
    Some(bytes)
}

impl fmt::Display for TraceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for TraceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

#[cfg(test)]
mod tests {
    use super::{TraceContext, TraceId};
    use axum::http::{HeaderMap, HeaderValue};
    use proptest::prelude::*;

    const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";
    const SPAN: &str = "00f067aa0ba902b7";

    #[test]
    fn a_trace_is_read() {
        let read = TraceContext::parse(&format!("00-{TRACE}-{SPAN}-01")).unwrap();
        assert_eq!((read.trace.to_string().as_str(), read.sampled), (TRACE, true));
        assert_eq!(read.span, [0, 0xf0, 0x67, 0xaa, 0x0b, 0xa9, 0x02, 0xb7]);
        assert!(!TraceContext::parse(&format!("00-{TRACE}-{SPAN}-00")).unwrap().sampled);
        // Flags that are not known yet, and versions that are not.
        assert!(TraceContext::parse(&format!("00-{TRACE}-{SPAN}-ff")).unwrap().sampled);
        for later in ["01", "cc", "fe"] {
            for more in ["", "-", "-what-comes"] {
                assert!(TraceContext::parse(&format!("{later}-{TRACE}-{SPAN}-01{more}")).is_some(), "{later} {more}");
            }
        }
    }

    #[test]
    fn what_is_malformed_is_no_trace() {
        let upper = TRACE.to_uppercase();
        let (short, long) = (&TRACE[1..], format!("{TRACE}0"));
        for text in [
            String::new(),
            "00".to_owned(),
            format!("00-{TRACE}-{SPAN}"),
            format!("00-{TRACE}-{SPAN}-"),
            format!("00-{TRACE}-{SPAN}-1"),
            format!("00-{TRACE}-{SPAN}-01-"),
            format!("00-{TRACE}-{SPAN}-01-more"),
            format!("cc-{TRACE}-{SPAN}-01.more"),
            format!("ff-{TRACE}-{SPAN}-01"),
            format!("0-{TRACE}-{SPAN}-01"),
            format!("00-{upper}-{SPAN}-01"),
            format!("00-{short}-{SPAN}-01"),
            format!("00-{long}-{SPAN}-01"),
            format!("00-{}-{SPAN}-01", "0".repeat(32)),
            format!("00-{TRACE}-{}-01", "0".repeat(16)),
            format!("00-{}-{SPAN}-01", "+".repeat(32)),
            format!(" 00-{TRACE}-{SPAN}-01"),
            format!("00-{TRACE}-{SPAN}-0x"),
            format!("00-{TRACE}-{SPAN}-å"),
        ] {
            assert_eq!(TraceContext::parse(&text), None, "{text:?}");
        }
    }

    #[test]
    fn of_two_none_is_believed() {
        let mut headers = HeaderMap::new();
        assert_eq!(TraceContext::of(&headers), None);
        let value = HeaderValue::from_str(&format!("00-{TRACE}-{SPAN}-01")).unwrap();
        headers.append("traceparent", value.clone());
        assert!(TraceContext::of(&headers).is_some());
        headers.append("traceparent", value);
        assert_eq!(TraceContext::of(&headers), None);
    }

    proptest! {
        #[test]
        fn every_trace_survives_being_written(trace in any::<[u8; 16]>(), span in any::<[u8; 8]>(), sampled in any::<bool>()) {
            prop_assume!(trace != [0; 16] && span != [0; 8]);
            let hex = format!("{:016x}", u64::from_be_bytes(span));
            let text = format!("00-{}-{hex}-0{}", TraceId(trace), u8::from(sampled));
            prop_assert_eq!(TraceContext::parse(&text), Some(TraceContext { trace: TraceId(trace), span, sampled }));
        }

        #[test]
        fn nothing_makes_it_panic(text in "\\PC{0,80}") {
            let _ = TraceContext::parse(&text);
        }
    }
}
