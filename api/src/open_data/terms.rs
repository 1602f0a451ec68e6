//! What the operator says about open data: who publishes it, at which address, and whom to ask.

use std::{fmt, str::FromStr};

use reqwest::Url;
use serde::Deserialize;

use crate::organisation::rules::check_number;

/// Who publishes, where, and whom to ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publisher {
    /// Where others reach the service.
    pub url: PublicUrl,
    /// The name of the organisation that publishes.
    pub name: Line,
    /// Its organisation number.
    pub number: String,
    /// Who answers questions; the organisation unless said.
    pub contact: Option<Line>,
    /// Where they are reached.
    pub email: EmailAddress,
}

impl Publisher {
    /// The name of whom to ask.
    #[must_use]
    pub fn contact(&self) -> &str {
        self.contact.as_ref().unwrap_or(&self.name).as_str()
    }

    /// Whether this can be an organisation's number; of the synthetic series where `synthetic` says so.
    #[must_use]
    pub fn is_number(number: &str, synthetic: bool) -> bool {
        check_number(number, synthetic).is_ok()
    }
}

/// The address that others reach the service at, without a slash at its end.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct PublicUrl(String);

/// A line of text, such as a name.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Line(String);

/// An e-mail address.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct EmailAddress(String);

/// The longest line, in characters.
const LONGEST_LINE: usize = 200;

impl FromStr for PublicUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let bad = || format!("{text:?} is no address such as https://samspill.example.no");
        let url = Url::parse(text).map_err(|_| bad())?;
        let plain = url.username().is_empty() && url.password().is_none();
        let whole = url.query().is_none() && url.fragment().is_none() && url.has_host();
        if !["http", "https"].contains(&url.scheme()) || !plain || !whole {
            return Err(bad());
        }
        Ok(Self(url.as_str().trim_end_matches('/').to_owned()))
    }
}

impl FromStr for Line {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if text.is_empty() || text.chars().count() > LONGEST_LINE || text.chars().any(char::is_control) {
            return Err(format!("{text:?} is not a line of 1 to {LONGEST_LINE} characters"));
        }
        Ok(Self(text.to_owned()))
    }
}

impl FromStr for EmailAddress {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        // As much as is needed to write it into a link: what is delivered there only its server knows.
        let fits = |part: &str, others: &str| {
            !part.is_empty() && part.chars().all(|letter| letter.is_ascii_alphanumeric() || others.contains(letter))
        };
        let (name, host) = text.rsplit_once('@').unwrap_or_default();
        if text.len() > 254 || !fits(name, ".!#$&'*+-/=_~") || !fits(host, ".-") || !host.contains('.') {
            return Err(format!("{text:?} is no e-mail address"));
        }
        Ok(Self(text.to_owned()))
    }
}

macro_rules! texts {
    ($($name:ident)+) => {
        $(impl TryFrom<String> for $name {
            type Error = String;

            fn try_from(text: String) -> Result<Self, String> {
                text.parse()
            }
        }

        impl $name {
            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        })+
    };
}

texts! { PublicUrl Line EmailAddress }

#[cfg(test)]
mod tests {
    use super::{EmailAddress, Line, PublicUrl};

    #[test]
    fn addresses_are_those_of_a_service() {
        for (text, kept) in [
            ("https://samspill.example.no", "https://samspill.example.no"),
            ("https://samspill.example.no/", "https://samspill.example.no"),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
            ("https://example.no/samspill//", "https://example.no/samspill"),
            ("https://blåbær.example.no/<a b>", "https://xn--blbr-roah.example.no/%3Ca%20b%3E"),
        ] {
            assert_eq!(text.parse::<PublicUrl>().unwrap().as_str(), kept);
        }
        for text in [
            "",
            "samspill.example.no",
            "ftp://samspill.example.no",
            "https://user@samspill.example.no",
            "https://samspill.example.no?x=1",
            "https://samspill.example.no/#open",
            "mailto:post@example.no",
        ] {
            assert!(text.parse::<PublicUrl>().is_err(), "{text}");
        }
    }

    #[test]
    fn names_are_lines() {
        assert_eq!(" Bergen kommune ".parse::<Line>().unwrap().as_str(), "Bergen kommune");
        for text in ["", " ", "a\nb", "a\u{7}", &"x".repeat(201)] {
            assert!(text.parse::<Line>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn e_mail_addresses_fit_into_links() {
        for text in ["post@example.no", "apne.data+kulturskole@post.example.no"] {
            assert_eq!(text.parse::<EmailAddress>().unwrap().as_str(), text);
        }
        for text in
            ["", "post", "post@", "@example.no", "post@example", "a b@example.no", "a>b@example.no", "å@example.no"]
        {
            assert!(text.parse::<EmailAddress>().is_err(), "{text}");
        }
    }
}
