//! The limits every request is held to, in one place. The `limits` query and README tell them to callers.

use crate::vocabulary::RequestLimit;

/// How much a request may ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes in the body; more is not read.
    pub body_bytes: usize,
    /// Bytes in the document.
    pub query_bytes: usize,
    /// Brackets within each other in the document's text, and selection sets within each other with fragments written
    /// out: both are walked by recursion.
    pub nesting: usize,
    /// Fragments in the document.
    pub fragments: usize,
    /// Selections with each fragment written out where it is used.
    pub selections: usize,
    /// Aliases with each fragment written out where it is used.
    pub aliases: usize,
    /// Directives in one place.
    pub directives: usize,
    /// Fields within each other. The introspection queries of usual tools need 15.
    pub depth: usize,
    /// Lists within each other in introspection: types, their fields, and the fields' arguments.
    pub introspection_lists: usize,
    /// Objects an answer can hold.
    pub complexity: usize,
    /// Mutations in an operation.
    pub mutations: usize,
    /// Values in a list of a variable or an argument.
    pub list_values: usize,
    /// Values in all arguments together, with variables put in.
    pub input_values: usize,
    /// Seconds an answer may take.
    pub seconds: usize,
    /// Seconds a body may take to arrive.
    pub body_seconds: usize,
    /// Requests of a caller a second; 0 is any number.
    pub requests_per_second: usize,
    /// Complexity of a caller's requests a second; 0 is any.
    pub complexity_per_second: usize,
    /// Requests from an address without a token that is known to be good, a second; 0 is any number.
    pub address_requests_per_second: usize,
    /// Requests at work at a time.
    pub concurrent_requests: usize,
    /// Whether callers may ask for the schema.
    pub introspection: bool,
}

/// The limits, save where a setting says otherwise.
pub const LIMITS: Limits = Limits {
    body_bytes: 256 * 1024,
    query_bytes: 32 * 1024,
    nesting: 80,
    fragments: 64,
    selections: 5_000,
    aliases: 100,
    directives: 5,
    depth: 15,
    introspection_lists: 3,
    complexity: 1_000,
    mutations: 10,
    list_values: 250,
    input_values: 25_000,
    seconds: 10,
    body_seconds: 10,
    requests_per_second: 50,
    complexity_per_second: 10_000,
    address_requests_per_second: 20,
    concurrent_requests: 64,
    introspection: true,
};

/// Errors in one answer to a request that is refused.
pub const MOST_ERRORS: usize = 20;

impl Limits {
    /// The most that a limit allows; 0 where it is off.
    #[must_use]
    pub const fn most(&self, limit: RequestLimit) -> usize {
        match limit {
            RequestLimit::BodyBytes => self.body_bytes,
            RequestLimit::QueryBytes => self.query_bytes,
            RequestLimit::Nesting => self.nesting,
            RequestLimit::Fragments => self.fragments,
            RequestLimit::Selections => self.selections,
            RequestLimit::Aliases => self.aliases,
            RequestLimit::Directives => self.directives,
            RequestLimit::Depth => self.depth,
            RequestLimit::IntrospectionLists => self.introspection_lists,
            RequestLimit::Complexity => self.complexity,
            RequestLimit::Mutations => self.mutations,
            RequestLimit::ListValues => self.list_values,
            RequestLimit::InputValues => self.input_values,
            RequestLimit::Seconds => self.seconds,
            RequestLimit::BodySeconds => self.body_seconds,
            RequestLimit::RequestsPerSecond => self.requests_per_second,
            RequestLimit::ComplexityPerSecond => self.complexity_per_second,
            RequestLimit::AddressRequestsPerSecond => self.address_requests_per_second,
            RequestLimit::ConcurrentRequests => self.concurrent_requests,
        }
    }
}
