//! Lists as Relay connections: the same arguments, fields and behaviour wherever a list stands.

use std::{borrow::Cow, sync::Arc};

use async_graphql::{Context, InputObject, InputType, Object, OutputType, SimpleObject, TypeName};
use entity::Record;
use sea_orm::Condition;
use tokio::sync::OnceCell;
use uuid::Uuid;

use super::{
    coded::Coded,
    context::RequestContext,
    errors::{ApiError, Result},
    record::Node,
};
use crate::{
    auth::Caller,
    graphql::comparators::Narrowing,
    store::{
        Children, CursorError, Direction, ListSpec, Page, Paging, Relation, Row, Size, SortBy, SortKey, SortKind,
        decode_cursor, encode_cursor,
    },
    vocabulary::SortDirection,
};

/// Rows in a page unless the caller says otherwise.
pub const DEFAULT_PAGE: i32 = 20;
/// Rows in a page at most.
pub const LARGEST_PAGE: i32 = 100;

/// A record that can be listed.
pub trait Listed: Node {
    /// What a list can be narrowed by.
    type Filter: InputType + Filter<Self::Entity>;
    /// What a list can be sorted by.
    type SortField: InputType + SortField<Self::Entity>;

    /// The order where none is asked for; by id unless said otherwise.
    const USUAL_ORDER: Option<Self::SortField> = None;
}

/// A filter input, as a condition. What is absent or null does not narrow.
pub trait Filter<E: Record> {
    /// Adds this filter's conditions.
    ///
    /// # Errors
    /// When a comparator is empty or a value cannot be used.
    fn narrow(self, to: &mut Narrowing<'_>) -> Result<()>;
}

/// A sort field, as an expression.
pub trait SortField<E: Record>: Copy {
    /// What to sort by, for a caller: a value the caller may not read must not show in the order either.
    fn key(self, caller: &Caller) -> SortKey;
}

/// One sort key of a list (sortering).
#[derive(Clone, Debug, InputObject)]
#[graphql(name_type)]
pub struct OrderBy<F: InputType> {
    /// What to sort by.
    pub field: F,
    /// Which way; ascending unless said otherwise. Missing values come last either way.
    pub direction: Option<Coded<SortDirection>>,
}

impl<F: InputType> TypeName for OrderBy<F> {
    fn type_name() -> Cow<'static, str> {
        F::type_name().replace("SortField", "Order").into()
    }
}

/// The arguments of a list field.
pub struct Arguments<T: Listed> {
    /// The first so many.
    pub first: Option<i32>,
    /// Those after this cursor.
    pub after: Option<String>,
    /// The last so many.
    pub last: Option<i32>,
    /// Those before this cursor.
    pub before: Option<String>,
    /// Only those that fit.
    pub filter: Option<T::Filter>,
    /// The order.
    pub order_by: Option<Vec<OrderBy<T::SortField>>>,
}

/// What narrows a list beyond its arguments.
pub struct Within {
    /// Tells it from other lists of the same records.
    pub name: String,
    /// The rows.
    pub condition: Condition,
}

/// How many rows are asked for, and whether from the end.
pub(crate) fn page_size(first: Option<i32>, last: Option<i32>) -> Result<(u64, bool)> {
    let (size, name, backwards) = match (first, last) {
        (Some(_), Some(_)) => return Err(ApiError::bad_input("give first or last, not both")),
        (None, Some(last)) => (last, "last", true),
        (first, None) => (first.unwrap_or(DEFAULT_PAGE), "first", false),
    };
    match u64::try_from(size) {
        Ok(rows) if (1..=LARGEST_PAGE).contains(&size) => Ok((rows, backwards)),
        _ => Err(ApiError::bad_input(format!("{name} must be from 1 to {LARGEST_PAGE}, not {size}"))),
    }
}

impl<T: Listed> Arguments<T> {
    fn order(&self, caller: &Caller) -> Result<Vec<SortBy>> {
        let mut order: Vec<SortBy> = Vec::new();
        let usual: Option<Vec<_>> = T::USUAL_ORDER.map(|field| vec![OrderBy { field, direction: None }]);
        for by in self.order_by.as_ref().or(usual.as_ref()).into_iter().flatten() {
            let name = by.field.to_value().to_string();
            if order.iter().any(|earlier| earlier.name == name) {
                return Err(ApiError::bad_input(format!("orderBy names {name} twice")));
            }
            let descending = by.direction == Some(Coded(SortDirection::Descending));
            let direction = if descending { Direction::Descending } else { Direction::Ascending };
            order.push(SortBy { name, key: by.field.key(caller), direction });
        }
        let id = sea_orm::sea_query::Expr::col(sea_orm::ColumnTrait::as_column_ref(&T::Entity::id_column()));
        let key = SortKey { expression: id, kind: SortKind::Key };
        order.push(SortBy { name: "ID".to_owned(), key, direction: Direction::Ascending });
        Ok(order)
    }

    fn spec(
        self,
        ctx: &Context<'_>,
        relation: Option<Relation<T::Entity>>,
        within: Option<Within>,
    ) -> Result<ListSpec<T::Entity>> {
        let scope = ctx.scope();
        let (limit, backwards) = page_size(self.first, self.last)?;
        let order = self.order(&scope.caller)?;
        let beyond = |name: &str, cursor: &Option<String>| {
            let read = |cursor: &String| {
                decode_cursor(&order, cursor).map_err(|error| {
                    ApiError::bad_input(match error {
                        CursorError::Malformed => format!("{name} is not a cursor of this list"),
                        CursorError::OtherOrder => {
                            format!("{name} is a cursor of another order; begin again without it")
                        }
                    })
                })
            };
            cursor.as_ref().map(read).transpose()
        };
        let (after, before) = (beyond("after", &self.after)?, beyond("before", &self.before)?);
        let filter = self.filter.as_ref().map(InputType::to_value).unwrap_or_default();
        let (name, condition) = within.map(|within| (within.name, within.condition)).unzip();
        let relation_name = relation.as_ref().map(Relation::name).unwrap_or_default();
        let rows_fingerprint = format!("{relation_name} {name:?} {filter}");
        let names: Vec<_> = order.iter().map(|by| (by.name.as_str(), by.direction)).collect();
        let page_fingerprint =
            format!("{rows_fingerprint} {names:?} {limit} {backwards} {:?} {:?}", self.after, self.before);
        let mut narrowing = Narrowing::new(&scope.caller);
        if let Some(filter) = self.filter {
            filter.narrow(&mut narrowing)?;
        }
        if let Some(condition) = condition {
            narrowing.add(condition);
        }
        Ok(ListSpec {
            relation,
            filter: narrowing.into_condition(),
            order,
            paging: Paging { limit, backwards, after, before },
            rows_fingerprint,
            page_fingerprint,
        })
    }
}

/// Where a page stands in its list (side).
#[derive(Clone, Debug, SimpleObject)]
pub struct PageInfo {
    /// Whether more follows this page. Known when paging forwards; when paging backwards, true if `before` was given.
    has_next_page: bool,
    /// Whether something comes before this page. Known when paging backwards; forwards, true if `after` was given.
    has_previous_page: bool,
    /// The cursor of the first row; null when the page is empty.
    start_cursor: Option<String>,
    /// The cursor of the last row; null when the page is empty.
    end_cursor: Option<String>,
}

impl PageInfo {
    /// That of a page with these cursors of its first and its last row. What lies beyond it is known in the direction it was
    /// read, where there was `more`; in the other something is taken to be there when the bound was `given`: `after`, `before`.
    pub(crate) fn of(
        backwards: bool,
        more: bool,
        given: (bool, bool),
        cursors: (Option<String>, Option<String>),
    ) -> Self {
        let (after, before) = given;
        Self {
            has_next_page: if backwards { before } else { more },
            has_previous_page: if backwards { more } else { after },
            start_cursor: cursors.0,
            end_cursor: cursors.1,
        }
    }
}

/// A row of a list with its cursor.
pub struct Edge<T: Listed> {
    cursor: String,
    node: T,
}

impl<T: Listed> TypeName for Edge<T> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Edge", <T as OutputType>::type_name()).into()
    }
}

/// A row of a list with its cursor.
#[Object(name_type)]
impl<T: Listed> Edge<T> {
    /// Opaque; give it as `after` or `before` to go on from this row. Good for lists in the same order.
    async fn cursor(&self) -> &str {
        &self.cursor
    }

    /// The record.
    async fn node(&self) -> &T {
        &self.node
    }
}

/// A list: a page of it, and what is beyond. Nothing is read that is not asked for.
pub struct Connection<T: Listed> {
    list: Children<T::Entity>,
    page: OnceCell<Arc<Page<T::Entity>>>,
}

impl<T: Listed> Connection<T> {
    /// The list of all records, or of a parent's.
    ///
    /// # Errors
    /// When the arguments cannot be used.
    pub fn new(
        ctx: &Context<'_>,
        parent: Option<(Uuid, Relation<T::Entity>)>,
        arguments: Arguments<T>,
    ) -> Result<Self> {
        Self::narrowed(ctx, parent, None, arguments)
    }

    /// The list of those records, or of a parent's, that lie within a condition.
    ///
    /// # Errors
    /// When the arguments cannot be used.
    pub fn narrowed(
        ctx: &Context<'_>,
        parent: Option<(Uuid, Relation<T::Entity>)>,
        within: Option<Within>,
        arguments: Arguments<T>,
    ) -> Result<Self> {
        let (parent, relation) = parent.unzip();
        let spec = Arc::new(arguments.spec(ctx, relation, within)?);
        Ok(Self { list: Children { parent, spec }, page: OnceCell::new() })
    }

    async fn page(&self, ctx: &Context<'_>) -> Result<&Page<T::Entity>> {
        let read = async || {
            let page = ctx.loaders().load_one(self.list.clone()).await?;
            Ok::<_, ApiError>(page.unwrap_or_default())
        };
        Ok(self.page.get_or_try_init(read).await?)
    }

    fn cursor(&self, row: &Row<T::Entity>) -> String {
        encode_cursor(&self.list.spec.order, &row.keys)
    }
}

impl<T: Listed> TypeName for Connection<T> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Connection", <T as OutputType>::type_name()).into()
    }
}

/// A list, a page at a time (Relay connection).
#[Object(name_type)]
impl<T: Listed> Connection<T> {
    /// The rows of the page with their cursors.
    async fn edges(&self, ctx: &Context<'_>) -> Result<Vec<Edge<T>>> {
        let rows = &self.page(ctx).await?.rows;
        Ok(rows.iter().map(|row| Edge { cursor: self.cursor(row), node: T::from(Arc::clone(&row.model)) }).collect())
    }

    /// The records of the page, without cursors.
    async fn nodes(&self, ctx: &Context<'_>) -> Result<Vec<T>> {
        Ok(self.page(ctx).await?.rows.iter().map(|row| T::from(Arc::clone(&row.model))).collect())
    }

    /// Where the page stands in the list.
    async fn page_info(&self, ctx: &Context<'_>) -> Result<PageInfo> {
        let page = self.page(ctx).await?;
        let paging = &self.list.spec.paging;
        let cursor = |row: Option<&_>| row.map(|row| self.cursor(row));
        let given = (paging.after.is_some(), paging.before.is_some());
        let cursors = (cursor(page.rows.first()), cursor(page.rows.last()));
        Ok(PageInfo::of(paging.backwards, page.more, given, cursors))
    }

    /// How many records the whole list has, whatever the page. Counted only when asked for.
    async fn total_count(&self, ctx: &Context<'_>) -> Result<i32> {
        let size = ctx.loaders().load_one(Size(self.list.clone())).await?.unwrap_or(0);
        Ok(i32::try_from(size).unwrap_or(i32::MAX))
    }
}

/// Declares an object with fields that are lists: `items` has its other fields, and each list says how it comes about from
/// what it is asked. The only place that spells the arguments of a list. `self` and the names of the rest are the caller's,
/// so that its code may use them.
macro_rules! connections {
    (
        $(#[$object:meta])+
        impl [$($head:tt)+] { $($items:tt)* }
        $(
            $(#[doc = $doc:literal])+
            $field:ident: $node:ty = |$self:ident, $ctx:ident, $arguments:ident| $connection:block
        )+
    ) => {
        $(#[$object])+
        impl $($head)+ {
            $($items)*

            $(
                $(#[doc = $doc])+
                #[allow(clippy::too_many_arguments, reason = "the arguments of a Relay connection")]
                async fn $field(
                    &$self,
                    $ctx: &async_graphql::Context<'_>,
                    #[graphql(desc = "The first so many, 1–100; 20 when neither `first` nor `last` is given.")]
                    first: Option<i32>,
                    #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
                    #[graphql(desc = "The last so many, 1–100.")] last: Option<i32>,
                    #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
                    #[graphql(desc = "Only what fits all of this; what is absent or null does not narrow.")]
                    filter: Option<<$node as $crate::graphql::connection::Listed>::Filter>,
                    #[graphql(desc = "The order, most important key first; by id where keys are equal, and where none is \
                        given unless the list says otherwise.")]
                    order_by: Option<Vec<$crate::graphql::connection::OrderBy<
                        <$node as $crate::graphql::connection::Listed>::SortField,
                    >>>,
                ) -> $crate::graphql::errors::Result<$crate::graphql::connection::Connection<$node>> {
                    let $arguments =
                        $crate::graphql::connection::Arguments { first, after, last, before, filter, order_by };
                    $connection
                }
            )+
        }
    };
}
pub(crate) use connections;

/// Declares the lists of a record: each a connection to records that name it.
///
/// ```text
/// lists! {
///     /// The lists of a partnership.
///     PartnershipLists of partnership {
///         /// The parties (samarbeidsparter).
///         parties: Party = Relation::Column(party::Column::PartnershipId);
///     }
/// }
/// ```
macro_rules! lists {
    (
        $(#[doc = $about:literal])+
        $name:ident of $table:ident {
            $(
                $(#[doc = $doc:literal])+
                $field:ident: $node:ty = $relation:expr;
            )+
        }
    ) => {
        $(#[doc = $about])+
        #[derive(Clone)]
        pub struct $name(entity::Id<entity::$table::Entity>);

        impl $crate::graphql::record::Part<entity::$table::Entity> for $name {
            fn of(model: &std::sync::Arc<entity::$table::Model>) -> Self {
                Self(entity::Stamped::id(&**model))
            }
        }

        $crate::graphql::connection::connections! {
            #[async_graphql::Object]
            impl [$name] {}
            $(
                $(#[doc = $doc])+
                $field: $node = |self, ctx, arguments| {
                    let parent = (self.0.uuid(), $relation);
                    $crate::graphql::connection::Connection::new(ctx, Some(parent), arguments)
                }
            )+
        }
    };
}
pub(crate) use lists;

/// Declares lists that are a part of an answer: records within a condition that the answer sets.
///
/// ```text
/// answer_lists! {
///     /// What needs attention.
///     AttentionLists of AttentionOf {
///         /// Partnerships that end within the days.
///         expiring: Partnership = store::expiring;
///     }
/// }
/// ```
macro_rules! answer_lists {
    (
        $(#[doc = $about:literal])+
        $name:ident of $question:ty {
            $(
                $(#[doc = $doc:literal])+
                $field:ident: $node:ty = $condition:path;
            )+
        }
    ) => {
        $(#[doc = $about])+
        #[derive(Clone, Debug)]
        pub struct $name(pub(crate) $question);

        $crate::graphql::connection::connections! {
            #[async_graphql::Object]
            impl [$name] {}
            $(
                $(#[doc = $doc])+
                $field: $node = |self, ctx, arguments| {
                    let caller = &$crate::graphql::context::RequestContext::scope(ctx).caller;
                    let condition = $condition(&self.0, caller);
                    let name = format!("{} {:?}", stringify!($field), self.0);
                    let within = $crate::graphql::connection::Within { name, condition };
                    $crate::graphql::connection::Connection::narrowed(ctx, None, Some(within), arguments)
                }
            )+
        }
    };
}
pub(crate) use answer_lists;

/// How many rows of a short list without pages may be asked for.
pub const LONGEST_LIST: i32 = 250;

/// The first so many of a list without pages.
///
/// # Errors
/// When `first` is not from 1 to [`LONGEST_LIST`].
pub fn shortened<T: Clone>(rows: &[T], first: i32) -> Result<Vec<T>> {
    match usize::try_from(first) {
        Ok(most) if (1..=LONGEST_LIST).contains(&first) => Ok(rows.iter().take(most).cloned().collect()),
        _ => Err(ApiError::bad_input(format!("first must be from 1 to {LONGEST_LIST}, not {first}"))),
    }
}

/// Declares the two root fields of a record: one by id, and the list of all.
///
/// ```text
/// roots! {
///     PartyQueries of Party {
///         /// One party by id; null when it does not exist or may not be seen.
///         party;
///         /// The parties you may see.
///         parties;
///     }
/// }
/// ```
macro_rules! roots {
    (
        $name:ident of $node:ty {
            $(#[doc = $one_doc:literal])+
            $one:ident;
            $(#[doc = $many_doc:literal])+
            $many:ident;
        }
    ) => {
        /// Root fields.
        #[derive(Clone, Copy, Default)]
        pub struct $name;

        $crate::graphql::connection::connections! {
            #[async_graphql::Object]
            impl [$name] {
                $(#[doc = $one_doc])+
                async fn $one(
                    &self,
                    ctx: &async_graphql::Context<'_>,
                    #[graphql(desc = "The public id.")]
                    id: $crate::graphql::ids::GlobalId<<$node as $crate::graphql::record::Node>::Entity>,
                ) -> $crate::graphql::errors::Result<Option<$node>> {
                    $crate::graphql::context::RequestContext::maybe(ctx, Some(id.0)).await
                }
            }
            $(#[doc = $many_doc])+
            $many: $node = |self, ctx, arguments| {
                $crate::graphql::connection::Connection::new(ctx, None, arguments)
            }
        }
    };
}
pub(crate) use roots;
