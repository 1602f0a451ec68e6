//! Root fields for municipalities, counties and reference lists.

use async_graphql::{Context, Object};

use super::types::{County, KostraFunction, Municipality, ServiceTypeInfo};
use crate::{
    graphql::{connection::roots, context::RequestContext, errors::Result},
    reference::{municipality_id, service_type_id},
};
use entity::vocabulary::{ServiceType, Vocabulary};

roots! {
    CountyQueries of County {
        /// One county by id.
        county;
        /// The counties (fylker).
        counties;
    }
}

roots! {
    MunicipalityQueries of Municipality {
        /// One municipality by id.
        municipality;
        /// The municipalities (kommuner).
        municipalities;
    }
}

roots! {
    KostraFunctionQueries of KostraFunction {
        /// One KOSTRA function by id.
        kostra_function;
        /// The KOSTRA functions (KOSTRA-funksjoner).
        kostra_functions;
    }
}

/// Root fields.
#[derive(Clone, Copy, Default)]
pub struct ReferenceQueries;

#[Object]
impl ReferenceQueries {
    /// One municipality by its number; null when there is none.
    async fn municipality_by_number(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The municipality number (kommunenummer): four digits, as text.")] number: String,
    ) -> Result<Option<Municipality>> {
        ctx.maybe(Some(municipality_id(&number))).await
    }

    /// The kinds of service (tjenestetyper), in the usual order: a short, closed list.
    async fn service_types(&self, ctx: &Context<'_>) -> Result<Vec<ServiceTypeInfo>> {
        let ids: Vec<_> = ServiceType::ALL.iter().copied().map(service_type_id).collect();
        let mut found = ctx.loaders().load_many(ids.iter().copied()).await?;
        Ok(ids.iter().filter_map(|id| found.remove(id)).map(ServiceTypeInfo::from).collect())
    }
}
