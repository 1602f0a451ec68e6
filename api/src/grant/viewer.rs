//! The caller, as it is told about itself.

use std::sync::Arc;

use async_graphql::{Context, Object};
use entity::vocabulary::Role;

use crate::{
    access::{self, Guarded},
    auth::{Caller, Power, Reach},
    graphql::{coded::Coded, context::RequestContext, errors::Result},
    municipality::types::Municipality,
    organisation::types::Organisation,
    vocabulary::Operation,
};

/// The one who asks (innlogget bruker): an employee, or a system with a machine token.
pub struct Viewer(pub Arc<Caller>);

/// The one who asks (innlogget bruker): an employee, or a system with a machine token.
#[Object]
impl Viewer {
    /// Who you are, as the identity provider names you; for a machine the consumer, `0192:` and its organisation number.
    async fn subject(&self) -> &str {
        &self.0.subject
    }

    /// The identity provider that vouches for you.
    async fn issuer(&self) -> &str {
        &self.0.issuer
    }

    /// Your name as the identity provider gave it; null when it gave none.
    async fn name(&self) -> Option<&str> {
        self.0.name.as_deref()
    }

    /// The program your token was given to; null when the token does not say.
    async fn client(&self) -> Option<&str> {
        self.0.client.as_deref()
    }

    /// The supplier that acts on your behalf (leverandør): `0192:` and its organisation number; null when none does.
    async fn supplier(&self) -> Option<&str> {
        self.0.supplier.as_deref()
    }

    /// What you are trusted with, and where: you may do what any of these allows. Empty when nobody has given you access
    /// yet; then you see public reference data only.
    async fn powers(&self) -> Vec<ViewerPower> {
        self.0.powers.iter().cloned().map(ViewerPower).collect()
    }

    /// The mutations you may carry out somewhere, by their names in this schema.
    async fn mutations(&self) -> Vec<&str> {
        let mut names: Vec<&str> = access::mutations(&self.0).collect();
        names.sort_unstable();
        names
    }
}

/// One thing you are trusted with, somewhere (tilgang).
pub struct ViewerPower(Power);

/// One thing you are trusted with, somewhere (tilgang).
#[Object]
impl ViewerPower {
    /// The role.
    async fn role(&self) -> Coded<Role> {
        Coded(self.0.role)
    }

    /// Whether it holds in the whole registry.
    async fn everywhere(&self) -> bool {
        self.0.reach == Reach::Everything
    }

    /// The municipalities it holds in (kommuner); empty unless it is bound to municipalities.
    async fn municipalities(&self, ctx: &Context<'_>) -> Result<Vec<Municipality>> {
        let Reach::Municipalities(ids) = &self.0.reach else { return Ok(Vec::new()) };
        let found = ctx.loaders().load_many(ids.iter().copied()).await?;
        Ok(ids.iter().filter_map(|id| found.get(id).cloned()).map(Municipality::from).collect())
    }

    /// The organisations it holds at, which you act for; empty unless it is bound to organisations.
    async fn organisations(&self, ctx: &Context<'_>) -> Result<Vec<Organisation>> {
        let ids = self.0.organisations();
        let found = ctx.loaders().load_many(ids.iter().copied()).await?;
        Ok(ids.iter().filter_map(|id| found.get(id).cloned()).map(Organisation::from).collect())
    }

    /// What the token allows of what the role may do: all for people, what the scopes say for machines.
    async fn operations(&self) -> Vec<Coded<Operation>> {
        let scopes = self.0.scopes;
        let held = [
            (scopes.cooperation_read || scopes.cooperation_write, Operation::ReadCooperation),
            (scopes.cooperation_write && access::may_write(self.0.role), Operation::WriteCooperation),
            (scopes.outcomes_read || scopes.cooperation_write, Operation::ReadOutcomes),
        ];
        held.into_iter().filter(|(held, _)| *held).map(|(_, operation)| Coded(operation)).collect()
    }

    /// Whether it reads names of staff: of those employed here, and of those an organisation you act for hosts.
    async fn reads_names(&self) -> bool {
        Guarded::Names.readers().contains(&self.0.role)
    }

    /// The roles you may give to others, where you hold this one.
    async fn grants(&self) -> Vec<Coded<Role>> {
        access::grantable(self.0.role).iter().copied().map(Coded).collect()
    }
}
