//! Numbers that are exact: whole units in storage, decimal text outside.

use std::{fmt, str::FromStr};

use sea_orm::DeriveValueType;

use crate::value::Unreadable;

/// Writes `units` with `scale` decimals: `(-1250, 2)` is `-12.50`.
fn write_scaled(f: &mut fmt::Formatter<'_>, units: i64, scale: u32) -> fmt::Result {
    let one = 10_u64.pow(scale);
    let sign = if units < 0 { "-" } else { "" };
    let whole = units.unsigned_abs() / one;
    let rest = units.unsigned_abs() % one;
    write!(f, "{sign}{whole}.{rest:0width$}", width = scale as usize)
}

/// Reads plain decimal text with at most `scale` decimals: no exponent, no separators, no spaces, no `+`.
fn read_scaled(text: &str, scale: u32) -> Option<i64> {
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let tidy =
        !whole.is_empty() && plain(whole) && plain(rest) && !digits.ends_with('.') && rest.len() <= scale as usize;
    if !tidy {
        return None;
    }
    let whole: i64 = whole.parse().ok()?;
    let rest: i64 = format!("{rest:0<width$}", width = scale as usize).parse().ok()?;
    let units = whole.checked_mul(10_i64.pow(scale))?.checked_add(rest)?;
    Some(if negative { -units } else { units })
}

macro_rules! scaled {
    ($(#[$doc:meta])+ $name:ident($units:ty), $scale:literal) => {
        $(#[$doc])+
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, DeriveValueType)]
        pub struct $name(pub $units);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_scaled(f, i64::from(self.0), $scale)
            }
        }

        impl FromStr for $name {
            type Err = Unreadable;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                read_scaled(text, $scale)
                    .and_then(|units| <$units>::try_from(units).ok())
                    .map(Self)
                    .ok_or_else(|| Unreadable::new(stringify!($name), text))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

scaled! {
    /// Norwegian kroner, kept as whole øre: `125000` is NOK 1250.00.
    Nok(i64), 2
}

scaled! {
    /// A percentage, kept as basis points: `2050` is 20.50 %.
    Percentage(i32), 2
}

scaled! {
    /// A measured value, kept in ten-thousandths: `42000` is 4.2.
    Measured(i64), 4
}

impl Percentage {
    /// 100 %, a full-time position.
    pub const FULL: Self = Self(10_000);
}

impl Measured {
    /// One whole.
    pub const ONE: Self = Self(10_000);
}

impl std::iter::Sum for Nok {
    /// The sum; it stops at the largest amount that can be kept (more than any budget in the world).
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        Self(amounts.fold(0, |sum, amount| sum.saturating_add(amount.0)))
    }
}

#[cfg(test)]
mod tests {
    use super::{Measured, Nok, Percentage};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn text_is_exact(ore in -9_000_000_000_000_000_i64..9_000_000_000_000_000, bp in any::<i32>()) {
            prop_assert_eq!(Nok(ore).to_string().parse(), Ok(Nok(ore)));
            prop_assert_eq!(Measured(ore).to_string().parse(), Ok(Measured(ore)));
            prop_assert_eq!(Percentage(bp).to_string().parse(), Ok(Percentage(bp)));
        }
    }

    #[test]
    fn only_plain_decimals_are_read() {
        assert_eq!("1250".parse(), Ok(Nok(125_000)));
        assert_eq!("-0.5".parse(), Ok(Nok(-50)));
        for text in ["", "-", ".5", "5.", "1,5", "1e3", "+1", " 1", "1.234", "99999999999999999999"] {
            assert!(text.parse::<Nok>().is_err(), "{text:?}");
        }
    }
}
