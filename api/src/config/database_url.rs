//! The URL of the database, which may hold a password: it is shown without.

use std::{fmt, path::Path};

use serde::Deserialize;

/// The default database's file in the data directory.
const FILE_NAME: &str = "samspill.db";

/// The URL of a database. Shown and logged without its password.
#[derive(Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct DatabaseUrl(String);

impl DatabaseUrl {
    /// The SQLite file in this directory; none when its path is not Unicode.
    pub fn in_directory(directory: &Path) -> Option<String> {
        let path = directory.join(FILE_NAME);
        // These two would end the path, or be taken for an escape.
        let path = path.to_str()?.replace('%', "%25").replace('?', "%3F");
        Some(format!("sqlite://{path}"))
    }

    /// The URL with its password, for connecting.
    pub fn exposed(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for DatabaseUrl {
    type Error = &'static str;

    /// The error never quotes the URL.
    fn try_from(url: String) -> Result<Self, Self::Error> {
        if let Some(file) = url.strip_prefix("sqlite://") {
            // Each connection would have a database of its own.
            if file.is_empty() || file.starts_with(":memory:") || file.contains("mode=memory") {
                return Err("the database must be a file");
            }
            return Ok(Self(url));
        }
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Ok(Self(url));
        }
        Err("it begins with neither sqlite:// nor postgres://")
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some((scheme, rest)) = self.0.split_once("://") else {
            return f.write_str("***");
        };
        if scheme == "sqlite" {
            return f.write_str(&self.0);
        }
        let (authority, tail) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        // A password that was not encoded may have cut the URL short: then nothing of it is sure to be harmless.
        if tail.contains('@') {
            return write!(f, "{scheme}://***");
        }
        let (login, host) = authority.rsplit_once('@').unwrap_or(("", authority));
        let (user, password) = login.split_once(':').map_or((login, ""), |(user, _)| (user, ":***"));
        let at = if login.is_empty() { "" } else { "@" };
        let path = tail.split(['?', '#']).next().unwrap_or_default();
        write!(f, "{scheme}://{user}{password}{at}{host}{path}")
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::DatabaseUrl;
    use proptest::prelude::*;

    fn shown(url: &str) -> String {
        DatabaseUrl::try_from(url.to_owned()).unwrap().to_string()
    }

    #[test]
    fn urls_are_shown_without_passwords() {
        for (url, expected) in [
            ("postgres://user:secret@host:5432/name", "postgres://user:***@host:5432/name"),
            ("postgres://user:secret@@host/name", "postgres://user:***@host/name"),
            ("postgresql://host/name?password=secret", "postgresql://host/name"),
            ("postgres://user@host", "postgres://user@host"),
            ("postgres://user:se/cret@host/name", "postgres://***"),
            ("sqlite://some/file.db", "sqlite://some/file.db"),
        ] {
            assert_eq!(shown(url), expected);
        }
    }

    proptest! {
        #[test]
        fn no_password_is_shown(before in "[a-z@:/?#%]{0,4}", after in "[a-z@:/?#%]{0,4}") {
            let url = format!("postgres://user:{before}SECRET{after}@host/name?sslmode=require");
            prop_assert!(!shown(&url).contains("SECRET"), "{}", shown(&url));
        }
    }
}
