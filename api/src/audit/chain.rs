//! The chain: each event holds the hash of the one before it, so that a trail with an event altered, removed or added
//! no longer fits together. Whoever has noted a head, `<sequence>:<hash>`, can prove that nothing up to it has changed.
//!
//! # What is hashed
//!
//! SHA-256, written in lower-case hexadecimal, over these values in this order, each as a netstring
//! (`<length in bytes>:<UTF-8>,`) or, where there is none, `-`:
//! the version (`samspill-audit-1`), sequence, public id, instant (RFC 3339, UTC, microseconds, `Z`), subject, issuer,
//! role, acting organisation, client, supplier, request id, operation, action, record, its kind and key (UUID),
//! municipality, partnership and organisation (public ids), `true` or `false` for confined, before, after, previous hash.

use std::{
    fmt::{self, Write as _},
    str::FromStr,
};

use chrono::SecondsFormat;
use entity::{audit_event, vocabulary::Vocabulary as _};
use sha2::{Digest as _, Sha256};

/// Tells this way of hashing from any later one.
const VERSION: &str = "samspill-audit-1";

/// What stands for the hash before the first event.
pub const BEGINNING: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// Where a trail ends: the last event's place and hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The place of the last event; 0 when there is none.
    pub sequence: i64,
    /// Its hash; zeros when there is none.
    pub hash: String,
}

impl Head {
    /// The head of a trail without events.
    #[must_use]
    pub fn of_nothing() -> Self {
        Self { sequence: 0, hash: BEGINNING.to_owned() }
    }

    /// The head once this event is written, which is thereby given its place and hashes.
    #[must_use]
    pub fn followed_by(self, event: &mut audit_event::Model) -> Self {
        event.sequence = self.sequence + 1;
        event.previous_hash = self.hash;
        event.hash = hash(event);
        Self { sequence: event.sequence, hash: event.hash.clone() }
    }

    /// The head after an event that was read.
    ///
    /// # Errors
    /// How the event does not follow.
    pub fn check(self, event: &audit_event::Model) -> Result<Self, Break> {
        let sequence = self.sequence + 1;
        if event.sequence < sequence {
            return Err(Break::Inserted { sequence: event.sequence });
        }
        if event.sequence > sequence {
            return Err(Break::Missing { sequence });
        }
        if event.previous_hash != self.hash {
            return Err(Break::OtherBefore { sequence });
        }
        if event.hash != hash(event) {
            return Err(Break::Altered { sequence });
        }
        Ok(Self { sequence, hash: event.hash.clone() })
    }
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.sequence, self.hash)
    }
}

/// A text that is no head.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected <sequence>:<64 hexadecimal digits>, as `samspill audit head` prints it")]
pub struct NotAHead;

impl FromStr for Head {
    type Err = NotAHead;

    fn from_str(text: &str) -> Result<Self, NotAHead> {
        let (sequence, hash) = text.trim().split_once(':').ok_or(NotAHead)?;
        let sequence = sequence.parse().ok().filter(|&sequence| sequence >= 0).ok_or(NotAHead)?;
        let hash = hash.to_ascii_lowercase();
        let tidy = hash.len() == BEGINNING.len() && hash.bytes().all(|digit| digit.is_ascii_hexdigit());
        if tidy { Ok(Self { sequence, hash }) } else { Err(NotAHead) }
    }
}

/// The first event that does not follow from those before it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Break {
    /// There is an event before its place, or a second one in it.
    #[error("event {sequence} is there once too often: it was put there later")]
    Inserted {
        /// The place.
        sequence: i64,
    },
    /// There is no event in this place, though there are later ones.
    #[error("event {sequence} is missing: it was removed")]
    Missing {
        /// The place.
        sequence: i64,
    },
    /// It names another event before it.
    #[error("event {sequence} does not follow the one before it: one of the two was put there later")]
    OtherBefore {
        /// The place.
        sequence: i64,
    },
    /// It is not what was hashed.
    #[error("event {sequence} is not what was written: it was altered")]
    Altered {
        /// The place.
        sequence: i64,
    },
    /// The trail ends before a head that was noted.
    #[error("the trail ends with event {last}, but had {expected} events: the last ones were removed")]
    CutOff {
        /// The last place there is.
        last: i64,
        /// The place that was noted.
        expected: i64,
    },
    /// The hash is another than the one that was noted.
    #[error("event {sequence} has another hash than the one noted: the trail up to it was written anew")]
    Rewritten {
        /// The place.
        sequence: i64,
    },
}

impl Break {
    /// The place of the first event that is not as it was.
    #[must_use]
    pub const fn sequence(&self) -> i64 {
        match self {
            Self::Inserted { sequence }
            | Self::Missing { sequence }
            | Self::OtherBefore { sequence }
            | Self::Altered { sequence }
            | Self::Rewritten { sequence } => *sequence,
            Self::CutOff { last, .. } => *last + 1,
        }
    }
}

/// Values on their way into a hash.
struct Canonical(Sha256);

impl Canonical {
    fn add(&mut self, value: &str) {
        self.0.update(format!("{}:", value.len()));
        self.0.update(value);
        self.0.update(",");
    }

    fn add_optional(&mut self, value: Option<impl AsRef<str>>) {
        match value {
            Some(value) => self.add(value.as_ref()),
            None => self.0.update("-"),
        }
    }
}

/// The hash of an event: over all that it holds, save the hash itself.
#[must_use]
pub fn hash(event: &audit_event::Model) -> String {
    let audit_event::Model {
        id,
        sequence,
        at,
        subject,
        issuer,
        role,
        acting_organisation,
        client,
        supplier,
        request_id,
        operation,
        action,
        record,
        kind,
        record_key,
        municipality_id,
        partnership_id,
        organisation_id,
        confined,
        before,
        after,
        previous_hash,
        hash: _,
    } = event;
    let mut canonical = Canonical(Sha256::new());
    canonical.add(VERSION);
    canonical.add(&sequence.to_string());
    canonical.add(&id.to_string());
    canonical.add(&at.to_rfc3339_opts(SecondsFormat::Micros, true));
    canonical.add(subject);
    canonical.add(issuer);
    canonical.add(role);
    canonical.add_optional(acting_organisation.as_ref());
    canonical.add_optional(client.as_ref());
    canonical.add_optional(supplier.as_ref());
    canonical.add(request_id);
    canonical.add(operation);
    canonical.add(action.code());
    canonical.add(record);
    canonical.add(kind);
    canonical.add(&record_key.to_string());
    canonical.add_optional(municipality_id.map(|id| id.to_string()));
    canonical.add_optional(partnership_id.map(|id| id.to_string()));
    canonical.add_optional(organisation_id.map(|id| id.to_string()));
    canonical.add(if *confined { "true" } else { "false" });
    canonical.add_optional(before.as_ref());
    canonical.add_optional(after.as_ref());
    canonical.add(previous_hash);
    let mut hexadecimal = String::with_capacity(BEGINNING.len());
    for byte in canonical.0.finalize() {
        // Writing to a string does not fail.
        let _ = write!(hexadecimal, "{byte:02x}");
    }
    hexadecimal
}

#[cfg(test)]
mod tests {
    use super::{BEGINNING, Break, Head, hash};
    use chrono::DateTime;
    use entity::{Id, audit_event, vocabulary::AuditAction};
    use uuid::Uuid;

    fn event(text: &str) -> audit_event::Model {
        audit_event::Model {
            id: Id::new(Uuid::from_u128(7)),
            sequence: 0,
            at: DateTime::from_timestamp_micros(1_795_521_600_000_001).unwrap(),
            subject: "kari".to_owned(),
            issuer: "https://id.example".to_owned(),
            role: "MUNICIPAL_PLANNER".to_owned(),
            acting_organisation: None,
            client: None,
            supplier: None,
            request_id: "r1".to_owned(),
            operation: "createSharedTask".to_owned(),
            action: AuditAction::Create,
            record: "sharedTask_00000000000000000000000000000008".to_owned(),
            kind: "sharedTask".to_owned(),
            record_key: Uuid::from_u128(8),
            municipality_id: Some(Id::new(Uuid::from_u128(1))),
            partnership_id: Some(Id::new(Uuid::from_u128(2))),
            organisation_id: None,
            confined: false,
            before: None,
            after: Some(text.to_owned()),
            previous_hash: String::new(),
            hash: String::new(),
        }
    }

    fn trail(texts: &[&str]) -> Vec<audit_event::Model> {
        let mut head = Head::of_nothing();
        let chained = |text: &&str| {
            let mut event = event(text);
            head = std::mem::replace(&mut head, Head::of_nothing()).followed_by(&mut event);
            event
        };
        texts.iter().map(chained).collect()
    }

    fn check(trail: &[audit_event::Model]) -> Result<Head, Break> {
        trail.iter().try_fold(Head::of_nothing(), Head::check)
    }

    #[test]
    fn the_way_of_hashing_never_changes() {
        let first = &trail(&["æøå"])[0];
        assert_eq!(first.previous_hash, BEGINNING);
        // Reckoned by another program, from the description above.
        assert_eq!(first.hash, "96f608be50cbc6903be93ca48e822bc47e5971f3c995d77a4c1476c105d1eff1");
    }

    #[test]
    fn any_change_is_found_where_it_is() {
        let whole = trail(&["a", "b", "c", "d"]);
        assert_eq!(check(&whole).unwrap().sequence, 4);
        let mut altered = whole.clone();
        altered[1].after = Some("x".to_owned());
        assert_eq!(check(&altered), Err(Break::Altered { sequence: 2 }));
        altered[1].hash = hash(&altered[1]);
        assert_eq!(check(&altered), Err(Break::OtherBefore { sequence: 3 }));
        let mut removed = whole.clone();
        removed.remove(2);
        assert_eq!(check(&removed), Err(Break::Missing { sequence: 3 }));
        removed[2].sequence = 3;
        assert_eq!(check(&removed), Err(Break::OtherBefore { sequence: 3 }));
    }

    #[test]
    fn what_is_missing_and_what_is_blank_are_not_the_same() {
        let (mut none, mut blank) = (event(""), event(""));
        (none.client, none.supplier) = (None, Some(String::new()));
        (blank.client, blank.supplier) = (Some(String::new()), None);
        assert_ne!(hash(&none), hash(&blank));
        // Nor does it matter where one value ends and the next begins.
        let (mut one, mut other) = (event(""), event(""));
        (one.subject, one.issuer) = ("ab".to_owned(), "c".to_owned());
        (other.subject, other.issuer) = ("a".to_owned(), "bc".to_owned());
        assert_ne!(hash(&one), hash(&other));
    }

    #[test]
    fn heads_are_read_back() {
        let head = check(&trail(&["a"])).unwrap();
        assert_eq!(head.to_string().parse(), Ok(head));
        for text in ["", "1", "1:", "x:00", "-1:00", &format!("1:{}", "g".repeat(64))] {
            assert!(text.parse::<Head>().is_err(), "{text}");
        }
    }
}
