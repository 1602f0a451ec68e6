//! How an operator sets the edge of the service; numbers are among the limits.

use serde::Deserialize;

use super::{ForwardedHeader, Network, Origin};

/// How the edge is set. By default nobody is trusted to name the client, no other site may ask, and GraphiQL is open.
#[derive(Clone, Debug, Default)]
pub struct EdgeSettings {
    /// The proxies that are believed when they name the client.
    pub trusted_proxies: Vec<Network>,
    /// The header they name it in.
    pub forwarded_header: ForwardedHeader,
    /// The other sites whose pages may ask.
    pub cors_origins: Vec<Origin>,
    /// Who gets the GraphiQL page.
    pub graphiql: GraphiqlAccess,
}

/// Who gets the GraphiQL page. The page itself holds no data: what is asked in it needs a token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GraphiqlAccess {
    /// Everybody.
    #[default]
    Open,
    /// Whoever sends a valid token along: behind a proxy that signs people in and adds it.
    Callers,
    /// Nobody.
    Off,
}
