//! What the caller wants to be answered in (RFC 9110 "Accept").

use axum::http::{HeaderMap, header};

/// How precisely a range names a media type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Precision {
    /// Not at all.
    #[default]
    None,
    /// `*/*`.
    Anything,
    /// `text/*`.
    Kind,
    /// `text/html`.
    Name,
}

/// A range that fits a media type: how precisely it names it, and how much it is wanted.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Wish {
    /// How precisely the type is named.
    pub precision: Precision,
    /// How much it is wanted, 0 to 1; 0 is not at all.
    pub weight: f32,
    /// Whether it is wanted in UTF-8, or nothing is said of it.
    pub utf8: bool,
}

impl Wish {
    /// The one that decides: the most precise, and the first of equals. Not wanted at all when there is none.
    pub fn deciding(wishes: impl Iterator<Item = Self>) -> Self {
        wishes.fold(Self::default(), |best, wish| if wish.precision > best.precision { wish } else { best })
    }
}

/// The `Accept` headers as one.
pub(super) fn accept(headers: &HeaderMap) -> String {
    let values = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
    values.collect::<Vec<_>>().join(",")
}

/// The ranges that fit a media type, in their order.
pub(super) fn wishes(accept: &str, (kind, subtype): (&str, &str)) -> impl Iterator<Item = Wish> {
    accept.split(',').filter_map(move |range| {
        let mut parts = range.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default().to_ascii_lowercase();
        let precision = match name.split_once('/')? {
            ("*", "*") => Precision::Anything,
            (named, "*") if named == kind => Precision::Kind,
            (named, sub) if named == kind && sub == subtype => Precision::Name,
            _ => return None,
        };
        let mut wish = Wish { precision, weight: 1.0, utf8: true };
        for (name, value) in parts.filter_map(|part| part.split_once('=')) {
            match name.trim().to_ascii_lowercase().as_str() {
                "q" => wish.weight = weight_of(value),
                "charset" => wish.utf8 = is_utf8(value),
                _ => {}
            }
        }
        Some(wish)
    })
}

/// The weight that a parameter `q` says.
fn weight_of(text: &str) -> f32 {
    text.trim().parse().ok().filter(|weight| (0.0..=1.0).contains(weight)).unwrap_or(0.0)
}

/// Whether a parameter `charset` says UTF-8.
pub(super) fn is_utf8(charset: &str) -> bool {
    let charset = charset.trim().trim_matches('"');
    charset.eq_ignore_ascii_case("utf-8") || charset.eq_ignore_ascii_case("utf8")
}
