//! A short way to write a table that reads the same on SQLite and PostgreSQL.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

/// A table being drawn up; `create` makes it with its indexes.
pub struct Draft {
    name: &'static str,
    backend: DbBackend,
    table: TableCreateStatement,
    indexes: Vec<IndexCreateStatement>,
}

impl Draft {
    /// An empty table.
    pub fn new(manager: &SchemaManager<'_>, name: &'static str) -> Self {
        let table = Table::create().table(Alias::new(name)).to_owned();
        Self { name, backend: manager.get_database_backend(), table, indexes: Vec::new() }
    }

    fn column(mut self, name: &str, shape: impl FnOnce(&mut ColumnDef)) -> Self {
        let mut column = ColumnDef::new(Alias::new(name));
        shape(&mut column);
        self.table.col(&mut column);
        self
    }

    /// The columns of a record: key, version and stamps.
    pub fn record(self) -> Self {
        self.key().int("version").instant("created_at").instant("updated_at")
    }

    /// The key alone.
    pub fn key(self) -> Self {
        self.column("id", |column| {
            column.uuid().not_null().primary_key();
        })
    }

    /// A record that a municipality owns.
    pub fn owned_record(self) -> Self {
        self.record().reference("municipality_id", "municipality")
    }

    /// A required reference to another table, indexed. A referenced row cannot be deleted.
    pub fn reference(self, name: &'static str, other: &'static str) -> Self {
        self.column(name, |column| {
            column.uuid().not_null();
        })
        .foreign_key(name, other)
    }

    /// An optional reference to another table, indexed.
    pub fn optional_reference(self, name: &'static str, other: &'static str) -> Self {
        self.column(name, |column| {
            column.uuid();
        })
        .foreign_key(name, other)
    }

    fn foreign_key(mut self, name: &'static str, other: &'static str) -> Self {
        let mut key = ForeignKey::create();
        key.name(format!("fk_{}_{name}", self.name))
            .from(Alias::new(self.name), Alias::new(name))
            .to(Alias::new(other), Alias::new("id"));
        self.table.foreign_key(&mut key);
        self.index(&[name])
    }

    /// A required key of whichever table a rule says, without a reference.
    pub fn uuid(self, name: &str) -> Self {
        self.column(name, |column| {
            column.uuid().not_null();
        })
    }

    /// An optional key of another table, without a reference: the row may outlive what it names. Indexed.
    pub fn optional_loose_reference(self, name: &'static str) -> Self {
        self.column(name, |column| {
            column.uuid();
        })
        .index(&[name])
    }

    /// Required text.
    pub fn text(self, name: &str) -> Self {
        self.column(name, |column| {
            column.text().not_null();
        })
    }

    /// Optional text.
    pub fn optional_text(self, name: &str) -> Self {
        self.column(name, |column| {
            column.text();
        })
    }

    /// Required text that is compared byte by byte, so that both databases sort it alike; indexed.
    pub fn sorted_text(self, name: &'static str) -> Self {
        let postgres = self.backend == DbBackend::Postgres;
        self.column(name, |column| {
            column.text().not_null();
            if postgres {
                column.extra("COLLATE \"C\"");
            }
        })
        .index(&[name])
    }

    /// A required 32-bit number.
    pub fn int(self, name: &str) -> Self {
        self.column(name, |column| {
            column.integer().not_null();
        })
    }

    /// An optional 32-bit number.
    pub fn optional_int(self, name: &str) -> Self {
        self.column(name, |column| {
            column.integer();
        })
    }

    /// A required 64-bit number.
    pub fn long(self, name: &str) -> Self {
        self.column(name, |column| {
            column.big_integer().not_null();
        })
    }

    /// An optional 64-bit number.
    pub fn optional_long(self, name: &str) -> Self {
        self.column(name, |column| {
            column.big_integer();
        })
    }

    /// A required yes or no.
    pub fn flag(self, name: &str) -> Self {
        self.column(name, |column| {
            column.boolean().not_null();
        })
    }

    /// An optional yes or no.
    pub fn optional_flag(self, name: &str) -> Self {
        self.column(name, |column| {
            column.boolean();
        })
    }

    /// A required date.
    pub fn date(self, name: &str) -> Self {
        self.column(name, |column| {
            column.date().not_null();
        })
    }

    /// An optional date.
    pub fn optional_date(self, name: &str) -> Self {
        self.column(name, |column| {
            column.date();
        })
    }

    /// A required instant (UTC).
    pub fn instant(self, name: &str) -> Self {
        self.column(name, |column| {
            column.timestamp_with_time_zone().not_null();
        })
    }

    /// An optional instant (UTC).
    pub fn optional_instant(self, name: &str) -> Self {
        self.column(name, |column| {
            column.timestamp_with_time_zone();
        })
    }

    /// A condition every row meets, the last line of defence behind the rules in the service.
    pub fn check(mut self, condition: &'static str) -> Self {
        self.table.check(Expr::cust(condition));
        self
    }

    /// A primary key of several columns.
    pub fn primary_key(mut self, columns: &[&'static str]) -> Self {
        let mut key = Index::create();
        for column in columns {
            key.col(Alias::new(*column));
        }
        self.table.primary_key(&mut key);
        self
    }

    fn index_on(&self, kind: &str, columns: &[&'static str]) -> IndexCreateStatement {
        let mut name = format!("{kind}_{}_{}", self.name, columns.join("_"));
        // PostgreSQL would cut it there, with a notice.
        name.truncate(63);
        let mut index = Index::create();
        index.name(name).table(Alias::new(self.name));
        for column in columns {
            index.col(Alias::new(*column));
        }
        index
    }

    /// An index.
    pub fn index(mut self, columns: &[&'static str]) -> Self {
        let index = self.index_on("ix", columns);
        self.indexes.push(index);
        self
    }

    /// No two rows share these columns' values.
    pub fn unique(mut self, columns: &[&'static str]) -> Self {
        let mut index = self.index_on("uq", columns);
        index.unique();
        self.indexes.push(index);
        self
    }

    /// Creates the table and its indexes.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn create(self, manager: &SchemaManager<'_>) -> Result<(), DbErr> {
        manager.create_table(self.table).await?;
        for index in self.indexes {
            manager.create_index(index).await?;
        }
        Ok(())
    }
}

/// Drops tables, the last created first.
///
/// # Errors
/// When the database refuses.
pub async fn drop_all(manager: &SchemaManager<'_>, names: &[&'static str]) -> Result<(), DbErr> {
    for name in names.iter().rev() {
        manager.drop_table(Table::drop().table(Alias::new(*name)).to_owned()).await?;
    }
    Ok(())
}
