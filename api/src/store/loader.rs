//! The loaders of one request: what its resolvers ask for one by one is read a statement a relation.

use std::{
    collections::HashMap,
    hash::{Hash, Hasher},
    sync::Arc,
};

use async_graphql::dataloader::{DataLoader, HashMapCache, Loader};
use entity::{Id, Record};
use futures_util::future::try_join_all;
use sea_orm::{ColumnTrait, DatabaseConnection, sea_query::Expr};
use uuid::Uuid;

use super::{
    ListSpec, Page, ReadError, Scope,
    batch::{BatchQueue, NoDelay, Together},
    list::{any_of, by_ids},
};
use crate::{access::Protected, auth::Caller};

/// Keys in one statement; SQLite takes 32 766 parameters.
const CHUNK: usize = 10_000;

/// Reads for one request, as its caller.
pub struct Reader(Scope);

/// The loaders of one request, each keeping what it has read.
pub type Loaders = DataLoader<Together<Reader>, HashMapCache>;

impl Reader {
    /// Reads for a request without gathering what it asks for.
    pub(crate) fn new(scope: Scope) -> Self {
        Self(scope)
    }

    /// The request.
    pub(crate) fn scope(&self) -> &Scope {
        &self.0
    }

    /// The database the request reads.
    pub(crate) fn database(&self) -> &DatabaseConnection {
        &self.0.registry.database
    }

    /// Who asks.
    pub(crate) fn caller(&self) -> &Caller {
        &self.0.caller
    }

    /// That a column names one of these records.
    pub(crate) fn among<K>(&self, column: impl ColumnTrait, ids: impl Iterator<Item = Id<K>>) -> Expr {
        let keys: Vec<Uuid> = ids.map(Id::uuid).collect();
        any_of(Expr::col(column.as_column_ref()), &keys, self.database().get_database_backend())
    }

    /// New loaders for a request, whose batches go to `queue`.
    #[must_use]
    pub fn loaders(scope: Scope, queue: BatchQueue) -> Loaders {
        DataLoader::with_cache(queue.together(Self(scope)), queue, NoDelay, HashMapCache::default())
            .max_batch_size(usize::MAX)
    }
}

/// The page of a list that belongs to a parent.
pub struct Children<E: Record> {
    /// The parent; none for a list of all records.
    pub parent: Option<Uuid>,
    /// The list.
    pub spec: Arc<ListSpec<E>>,
}

/// The size of a list that belongs to a parent.
pub struct Size<E: Record>(pub Children<E>);

impl<E: Record> Clone for Children<E> {
    fn clone(&self) -> Self {
        Self { parent: self.parent, spec: Arc::clone(&self.spec) }
    }
}

impl<E: Record> PartialEq for Children<E> {
    fn eq(&self, other: &Self) -> bool {
        self.parent == other.parent && self.spec.page_fingerprint == other.spec.page_fingerprint
    }
}

impl<E: Record> Eq for Children<E> {}

impl<E: Record> Hash for Children<E> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.parent.hash(state);
        self.spec.page_fingerprint.hash(state);
    }
}

impl<E: Record> Clone for Size<E> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<E: Record> PartialEq for Size<E> {
    fn eq(&self, other: &Self) -> bool {
        self.0.parent == other.0.parent && self.0.spec.rows_fingerprint == other.0.spec.rows_fingerprint
    }
}

impl<E: Record> Eq for Size<E> {}

impl<E: Record> Hash for Size<E> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.parent.hash(state);
        self.0.spec.rows_fingerprint.hash(state);
    }
}

impl<E: Record + Protected> Loader<Id<E>> for Reader {
    type Value = Arc<E::Model>;
    type Error = ReadError;

    async fn load(&self, ids: &[Id<E>]) -> Result<HashMap<Id<E>, Self::Value>, ReadError> {
        let Scope { registry, caller, .. } = &self.0;
        let reads = ids.chunks(CHUNK).map(|chunk| by_ids(&registry.database, caller, chunk));
        Ok(try_join_all(reads).await?.into_iter().flatten().collect())
    }
}

/// The keys of one list, however many parents ask for it.
fn by_list<'a, E: Record>(
    keys: impl Iterator<Item = &'a Children<E>>,
    fingerprint: impl Fn(&ListSpec<E>) -> &str,
) -> Vec<(&'a Arc<ListSpec<E>>, Vec<Uuid>)> {
    let mut lists: Vec<(&Arc<ListSpec<E>>, Vec<Uuid>)> = Vec::new();
    for key in keys {
        let at = lists
            .iter()
            .position(|(spec, parents)| parents.len() < CHUNK && fingerprint(spec) == fingerprint(&key.spec));
        let at = at.unwrap_or_else(|| {
            lists.push((&key.spec, Vec::new()));
            lists.len() - 1
        });
        if let Some((_, parents)) = lists.get_mut(at) {
            parents.extend(key.parent);
        }
    }
    lists
}

impl<E: Record + Protected> Loader<Children<E>> for Reader {
    type Value = Arc<Page<E>>;
    type Error = ReadError;

    async fn load(&self, keys: &[Children<E>]) -> Result<HashMap<Children<E>, Self::Value>, ReadError> {
        let Scope { registry, caller, .. } = &self.0;
        let lists = by_list(keys.iter(), |spec| &spec.page_fingerprint);
        let reads = lists.iter().map(|(spec, parents)| spec.pages(&registry.database, caller, parents));
        let mut pages = HashMap::new();
        for ((spec, _), found) in lists.iter().zip(try_join_all(reads).await?) {
            for (parent, page) in found {
                pages.insert(Children { parent, spec: Arc::clone(spec) }, Arc::new(page));
            }
        }
        Ok(pages)
    }
}

impl<E: Record + Protected> Loader<Size<E>> for Reader {
    type Value = i64;
    type Error = ReadError;

    async fn load(&self, keys: &[Size<E>]) -> Result<HashMap<Size<E>, i64>, ReadError> {
        let Scope { registry, caller, .. } = &self.0;
        let lists = by_list(keys.iter().map(|key| &key.0), |spec| &spec.rows_fingerprint);
        let reads = lists.iter().map(|(spec, parents)| spec.sizes(&registry.database, caller, parents));
        let mut sizes = HashMap::new();
        for ((spec, _), found) in lists.iter().zip(try_join_all(reads).await?) {
            for (parent, size) in found {
                sizes.insert(Size(Children { parent, spec: Arc::clone(spec) }), size);
            }
        }
        Ok(sizes)
    }
}
