//! How lists of audit events are narrowed and sorted.

use entity::{Kind as _, audit_event, municipality, organisation, partnership, party, staff_allocation};
use sea_orm::{ColumnTrait as _, Condition, sea_query::Query};

use crate::{
    access::{self, Protected as _},
    audit::inputs::{AuditEventFilter, AuditEventSortField},
    auth::Caller,
    graphql::{
        comparators::{IdComparator, Narrowing},
        connection::{Filter, SortField},
        errors::Result,
    },
    store::{SortKey, column},
};

impl Filter<audit_event::Entity> for AuditEventFilter {
    fn narrow(self, to: &mut Narrowing<'_>) -> Result<()> {
        to.by("record", self.record.map(IdComparator::of_any), column(audit_event::Column::Record))?;
        to.by_id::<municipality::Entity>(
            "municipality",
            self.municipality,
            column(audit_event::Column::MunicipalityId),
        )?;
        to.by_id::<partnership::Entity>("partnership", self.partnership, column(audit_event::Column::PartnershipId))?;
        if self.organisation.is_some() {
            // Who employs a shared person, or was a party once, shows to those alone who see the organisation.
            let seen = Query::select()
                .column((organisation::Entity, organisation::Column::Id))
                .from(organisation::Entity)
                .cond_where(organisation::Entity::visible(to.caller))
                .take();
            let open = audit_event::Column::Kind.is_not_in([staff_allocation::Entity::PREFIX, party::Entity::PREFIX]);
            let named = audit_event::Column::OrganisationId.in_subquery(seen);
            to.add(Condition::any().add(open).add(named));
        }
        to.by_id::<organisation::Entity>(
            "organisation",
            self.organisation,
            column(audit_event::Column::OrganisationId),
        )?;
        to.by("action", self.action, column(audit_event::Column::Action))?;
        to.by("operation", self.operation, column(audit_event::Column::Operation))?;
        to.by("subject", self.subject, column(audit_event::Column::Subject))?;
        to.by("client", self.client, column(audit_event::Column::Client))?;
        to.by("supplier", self.supplier, column(audit_event::Column::Supplier))?;
        to.by("requestId", self.request_id, column(audit_event::Column::RequestId))?;
        to.by("at", self.at, column(audit_event::Column::At))?;
        if self.sequence.is_some() && !access::reads_chain(to.caller) {
            to.add(access::nobody());
        }
        to.by("sequence", self.sequence, column(audit_event::Column::Sequence))
    }
}

impl SortField<audit_event::Entity> for AuditEventSortField {
    fn key(self, caller: &Caller) -> SortKey {
        match self {
            Self::Sequence if access::reads_chain(caller) => SortKey::long(audit_event::Column::Sequence),
            Self::Sequence | Self::At => SortKey::instant(audit_event::Column::At),
        }
    }
}
