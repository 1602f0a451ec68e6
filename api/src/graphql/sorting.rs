//! What lists can be sorted by: enums whose values are labelled once for all lists.

use entity::vocabulary::{Term, Text};

macro_rules! sort_terms {
    ($($name:ident = $code:literal, $nb:literal, $nn:literal, $en:literal, $se:expr;)+) => {
        /// The labels of sort fields, by the name of the enum's variant.
        #[allow(non_upper_case_globals, reason = "named like the variants they label")]
        pub mod terms {
            use super::{Term, Text};

            $(
                #[doc = $en]
                pub const $name: Term = Term {
                    code: $code,
                    label: Text { nb: $nb, nn: $nn, en: $en },
                    description: Text {
                        nb: concat!("Sorter etter: ", $nb, "."),
                        nn: concat!("Sorter etter: ", $nn, "."),
                        en: concat!("Sort by: ", $en, "."),
                    },
                    label_se: $se,
                };
            )+
        }
    };
}

sort_terms! {
    At = "AT", "tidspunkt", "tidspunkt", "when it happened", None;
    Sequence = "SEQUENCE", "plass i revisjonssporet", "plass i revisjonssporet", "place in the audit trail", None;
    HeldOn = "HELD_ON", "dato", "dato", "when it was held", None;
    Participants = "PARTICIPANTS", "deltakere", "deltakarar", "participants", None;
    PeriodFrom = "PERIOD_FROM", "første dag i perioden", "første dag i perioden", "first day of the period", None;
    PeriodTo = "PERIOD_TO", "siste dag i perioden", "siste dag i perioden", "last day of the period", None;
    EmployedFrom = "EMPLOYED_FROM", "ansatt fra", "tilsett frå", "when employment began", None;
    EmployedTo = "EMPLOYED_TO", "ansatt til", "tilsett til", "when employment ends", None;
    EmploymentPercentage = "EMPLOYMENT_PERCENTAGE", "stillingens størrelse", "storleiken på stillinga", "size of the position", None;
    Function = "FUNCTION", "funksjon, etter kode", "funksjon, etter kode", "function, by code", None;
    FromDate = "FROM_DATE", "første dag", "første dag", "first day", None;
    ToDate = "TO_DATE", "siste dag", "siste dag", "last day", None;
    Percentage = "PERCENTAGE", "stillingsprosent", "stillingsprosent", "position percentage", None;
    DatedOn = "DATED_ON", "dato", "dato", "date of the document", None;
    Dimension = "DIMENSION", "del som måles", "del som blir målt", "part measured", None;
    GoalOwner = "GOAL_OWNER", "hvem sitt mål, etter kode", "kven sitt mål, etter kode", "whose goal it serves, by code", None;
    HoursPerWeek = "HOURS_PER_WEEK", "timer per uke", "timar per veke", "hours a week", None;
    MeetingsPerYear = "MEETINGS_PER_YEAR", "møter per år", "møte per år", "meetings a year", None;
    QualityDimension = "QUALITY_DIMENSION", "kvalitetsdimensjon, etter kode", "kvalitetsdimensjon, etter kode", "dimension of quality, by code", None;
    Students = "STUDENTS", "studenter", "studentar", "students", None;
    ValidFrom = "VALID_FROM", "gjelder fra", "gjeld frå", "first day it applies", None;
    ValidTo = "VALID_TO", "gjelder til", "gjeld til", "last day it applies", None;
    PlanType = "PLAN_TYPE", "plantype, etter kode", "plantype, etter kode", "kind of plan, by code", None;
    PlanTitle = "PLAN_TITLE", "plan og mål, i norsk rekkefølge", "plan og mål, i norsk rekkjefølgje", "plan and goal, in Norwegian order", None;
    Actual = "ACTUAL", "regnskapsført beløp", "rekneskapsført beløp", "actual amount", None;
    Applied = "APPLIED", "søknadsbeløp", "søknadsbeløp", "amount applied for", None;
    Awarded = "AWARDED", "innvilget beløp", "innvilga beløp", "amount awarded", None;
    Balance = "BALANCE", "balanse, største underskudd først", "balanse, største underskot først", "planned balance, the largest shortfall first", None;
    Category = "CATEGORY", "kategori, etter kode", "kategori, etter kode", "category, by code", None;
    Code = "CODE", "kode", "kode", "code", None;
    CreatedAt = "CREATED_AT", "registrert", "registrert", "when it was registered", None;
    Deadline = "DEADLINE", "søknadsfrist", "søknadsfrist", "last day to apply", None;
    DecidedAt = "DECIDED_AT", "besvart", "svart på", "when it was answered", None;
    DueOn = "DUE_ON", "frist", "frist", "due date", None;
    EndDate = "END_DATE", "siste dag", "siste dag", "last day", None;
    FiscalYear = "FISCAL_YEAR", "regnskapsår", "rekneskapsår", "fiscal year", None;
    Funder = "FUNDER", "tilskuddsgiver, i norsk rekkefølge", "tilskotsgivar, i norsk rekkjefølgje", "funder, in Norwegian order", None;
    Kind = "KIND", "slag, etter kode", "slag, etter kode", "kind, by code", None;
    KostraFunction = "KOSTRA_FUNCTION", "KOSTRA-funksjon", "KOSTRA-funksjon", "KOSTRA function", None;
    Name = "NAME", "navn, i norsk rekkefølge", "namn, i norsk rekkjefølgje", "name, in Norwegian order", Some("namma");
    Number = "NUMBER", "nummer", "nummer", "number", Some("nummir");
    Planned = "PLANNED", "budsjettert beløp", "budsjettert beløp", "planned amount", None;
    ProposedAt = "PROPOSED_AT", "foreslått", "føreslegen", "when it was proposed", None;
    ReportDueOn = "REPORT_DUE_ON", "rapporteringsfrist", "rapporteringsfrist", "last day to report", None;
    Resource = "RESOURCE", "penger eller egeninnsats, etter kode", "pengar eller eigeninnsats, etter kode", "cash or in kind, by code", None;
    Role = "ROLE", "rolle, etter kode", "rolle, etter kode", "role, by code", None;
    ServiceType = "SERVICE_TYPE", "tjenestetype, etter kode", "tenestetype, etter kode", "kind of service, by code", None;
    StartDate = "START_DATE", "første dag", "første dag", "first day", None;
    Status = "STATUS", "status, etter kode", "status, etter kode", "status, by code", None;
    Title = "TITLE", "tittel, i norsk rekkefølge", "tittel, i norsk rekkjefølgje", "title, in Norwegian order", None;
    Year = "YEAR", "år", "år", "year", None;
    UpdatedAt = "UPDATED_AT", "sist endret", "sist endra", "when it was last changed", None;
}

/// Declares what the records of a table can be sorted by; the values are labelled in [`terms`].
///
/// ```text
/// sort_fields! {
///     /// What partnerships can be sorted by.
///     pub PartnershipSortField { Title, StartDate }
/// }
/// ```
macro_rules! sort_fields {
    ($(#[doc = $about:literal])+ pub $name:ident { $($value:ident),+ $(,)? }) => {
        $(#[doc = $about])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $(#[doc = stringify!($value)] $value,)+
        }

        impl entity::vocabulary::Vocabulary for $name {
            const NAME: &'static str = stringify!($name);
            const DESCRIPTION: &'static str = concat!($($about, "\n"),+);
            const ALL: &'static [Self] = &[$(Self::$value),+];

            fn term(self) -> &'static entity::vocabulary::Term {
                match self {
                    $(Self::$value => &$crate::graphql::sorting::terms::$value,)+
                }
            }
        }

        impl async_graphql::InputType for $name {
            type RawValueType = Self;

            fn type_name() -> std::borrow::Cow<'static, str> {
                <$crate::graphql::coded::Coded<Self> as async_graphql::InputType>::type_name()
            }

            fn create_type_info(registry: &mut async_graphql::registry::Registry) -> String {
                <$crate::graphql::coded::Coded<Self> as async_graphql::InputType>::create_type_info(registry)
            }

            fn parse(value: Option<async_graphql::Value>) -> async_graphql::InputValueResult<Self> {
                let coded = <$crate::graphql::coded::Coded<Self> as async_graphql::InputType>::parse(value);
                coded.map(|coded| coded.0).map_err(async_graphql::InputValueError::propagate)
            }

            fn to_value(&self) -> async_graphql::Value {
                async_graphql::InputType::to_value(&$crate::graphql::coded::Coded(*self))
            }

            fn as_raw_value(&self) -> Option<&Self> {
                Some(self)
            }
        }
    };
}
pub(crate) use sort_fields;
