//! What can be wrong with a request for open data.

use crate::graphql::refusal::refusals;

refusals! {
    /// What can be wrong with a request for open data.
    pub enum OpenRefusal {
        /// A parameter that open files do not have.
        UnknownParameter { name: String } => BadRequest {
            nb: "Åpne data har ingen parameter {name}. Parameterne er after, limit og excel.",
            nn: "Opne data har ingen parameter {name}. Parametrane er after, limit og excel.",
            en: "Open data has no parameter {name}. The parameters are after, limit and excel."
        }
    }
}
