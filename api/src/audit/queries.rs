//! Root fields for the audit trail.

use super::types::AuditEvent;
use crate::graphql::connection::roots;

roots! {
    AuditEventQueries of AuditEvent {
        /// One audit event by id; null when it does not exist or may not be seen.
        audit_event;
        /// The audit events you may see (revisjonsspor), in the order of the trail unless said otherwise. Planners see
        /// what was done to what their municipality owns and to the partnerships it takes part in, coordinators what was
        /// done to their organisation and its partnerships; readers and analysts see none.
        audit_events;
    }
}
