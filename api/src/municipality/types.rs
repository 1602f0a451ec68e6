//! Municipalities, counties and reference lists as the API shows them.

use async_graphql::{Context, Object};
use entity::{organisation, partnership};

use super::inputs::{
    CountyFilter, CountySortField, KostraFunctionFilter, KostraFunctionSortField, MunicipalityFilter,
    MunicipalitySortField,
};
use crate::{
    graphql::{
        coded::Coded,
        connection::{Listed, lists},
        context::RequestContext,
        errors::Result,
        record::{record_fields, record_object},
        scalars::Date,
    },
    organisation::types::Organisation,
    partnership::types::Partnership,
    store::Relation,
};
use entity::vocabulary::{SamiAreaCategory, ServiceType};

/// What counties and municipalities have alike: their names in other languages, and when their numbers are valid.
macro_rules! alike {
    ($name:ident of $table:ident) => {
        record_fields! {
            /// Its names in other languages, and when its number is valid.
            $name of $table
        }

        #[Object]
        impl $name {
            /// The nynorsk name, where it differs.
            async fn name_nn(&self) -> Option<&str> {
                self.0.name_nn.as_deref()
            }

            /// The northern Sámi name (nordsamisk), where known.
            async fn name_se(&self) -> Option<&str> {
                self.0.name_se.as_deref()
            }

            /// The Lule Sámi name (lulesamisk), where known.
            async fn name_smj(&self) -> Option<&str> {
                self.0.name_smj.as_deref()
            }

            /// The southern Sámi name (sørsamisk), where known.
            async fn name_sma(&self) -> Option<&str> {
                self.0.name_sma.as_deref()
            }

            /// The Kven name (kvensk), where known.
            async fn name_fkv(&self) -> Option<&str> {
                self.0.name_fkv.as_deref()
            }

            /// The first day the number is valid.
            async fn valid_from(&self) -> Date {
                Date(self.0.valid_from)
            }

            /// The last day the number is valid; null while it is.
            async fn valid_to(&self) -> Option<Date> {
                self.0.valid_to.map(Date)
            }
        }
    };
}

alike!(CountyAlike of county);
alike!(MunicipalityAlike of municipality);

record_object! {
    /// A county (fylke).
    pub County of county = shared + CountyFields + CountyAlike + CountyLists
}

record_fields! {
    /// What a county is called.
    CountyFields of county
}

#[Object]
impl CountyFields {
    /// The county number (fylkesnummer): two digits, as text.
    async fn number(&self) -> &str {
        &self.0.number
    }

    /// The official Norwegian name.
    async fn name(&self) -> &str {
        &self.0.name_nb
    }
}

lists! {
    /// The lists of a county.
    CountyLists of county {
        /// The municipalities in the county.
        municipalities: Municipality = Relation::Column(entity::municipality::Column::CountyId);
    }
}

impl Listed for County {
    type Filter = CountyFilter;
    type SortField = CountySortField;
}

record_object! {
    /// A municipality (kommune).
    pub Municipality of municipality = shared + MunicipalityFields + MunicipalityAlike + MunicipalityLists
}

record_fields! {
    /// What a municipality is called and where it lies.
    MunicipalityFields of municipality
}

#[Object]
impl MunicipalityFields {
    /// The municipality number (kommunenummer): four digits, as text, because some begin with 0.
    async fn number(&self) -> &str {
        &self.0.number
    }

    /// The official Norwegian name.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// The county it lies in.
    async fn county(&self, ctx: &Context<'_>) -> Result<County> {
        ctx.one(self.0.county_id).await
    }

    /// The KOSTRA group of comparable municipalities (KOSTRA-gruppe), where known.
    async fn kostra_group(&self) -> Option<&str> {
        self.0.kostra_group.as_deref()
    }

    /// Whether it lies in the administrative area for Sámi languages (forvaltningsområdet for samiske språk, § 1.1.3).
    async fn sami_area(&self) -> bool {
        self.0.sami_area
    }

    /// Its category in that area; null outside it or where not known.
    async fn sami_area_category(&self) -> Option<Coded<SamiAreaCategory>> {
        self.0.sami_area_category.map(Coded)
    }
}

lists! {
    /// The lists of a municipality.
    MunicipalityLists of municipality {
        /// The organisations in the municipality that you may see.
        organisations: Organisation = Relation::Column(organisation::Column::MunicipalityId);
        /// The partnerships led from the municipality that you may see.
        partnerships: Partnership = Relation::Column(partnership::Column::MunicipalityId);
    }
}

impl Listed for Municipality {
    type Filter = MunicipalityFilter;
    type SortField = MunicipalitySortField;
}

record_object! {
    /// A KOSTRA function: what municipal money is spent on (KOSTRA-funksjon).
    pub KostraFunction of kostra_function = shared + KostraFunctionFields
}

record_fields! {
    /// What a KOSTRA function is called and when it may be used.
    KostraFunctionFields of kostra_function
}

#[Object]
impl KostraFunctionFields {
    /// The code: three digits, as text.
    async fn code(&self) -> &str {
        &self.0.code
    }

    /// The name in bokmål.
    async fn name(&self) -> &str {
        &self.0.name_nb
    }

    /// The name in nynorsk.
    async fn name_nn(&self) -> &str {
        &self.0.name_nn
    }

    /// The name in English.
    async fn name_en(&self) -> &str {
        &self.0.name_en
    }

    /// The first day the code may be used; null when it always could.
    async fn valid_from(&self) -> Option<Date> {
        self.0.valid_from.map(Date)
    }

    /// The last day the code may be used; null while it may. A later fiscal year refuses it.
    async fn valid_to(&self) -> Option<Date> {
        self.0.valid_to.map(Date)
    }
}

impl Listed for KostraFunction {
    type Filter = KostraFunctionFilter;
    type SortField = KostraFunctionSortField;
}

record_object! {
    /// A kind of service with the KOSTRA functions it usually books on (tjenestetype).
    pub ServiceTypeInfo of service_type = shared + ServiceTypeInfoFields
}

record_fields! {
    /// What a kind of service is called.
    ServiceTypeInfoFields of service_type
}

#[Object]
impl ServiceTypeInfoFields {
    /// The code.
    async fn code(&self) -> Coded<ServiceType> {
        Coded(self.0.code)
    }

    /// The name in bokmål.
    async fn name(&self) -> &str {
        &self.0.name_nb
    }

    /// The name in nynorsk.
    async fn name_nn(&self) -> &str {
        &self.0.name_nn
    }

    /// The name in English.
    async fn name_en(&self) -> &str {
        &self.0.name_en
    }

    /// The name in northern Sámi, where known.
    async fn name_se(&self) -> Option<&str> {
        self.0.name_se.as_deref()
    }

    /// The KOSTRA functions such a service usually books on: three digits each, as text.
    async fn kostra_functions(&self) -> &[String] {
        self.0.kostra_functions.codes()
    }
}
