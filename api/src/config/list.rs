//! From the list of settings to a type that holds them, and to what is said of them.

/// Declares `Settings` from a list of entries: `/// meaning`, `name: type = default`, and what it may be. Where the code
/// of the default does not tell people what it is, `shown` does.
macro_rules! settings {
    ($(
        $(#[doc = $meaning:literal])+
        $(#[serde($($serde:tt)+)])?
        $name:ident: $type:ty = $default:expr $(, shown $shown:literal)?;
        $allowed:expr;
    )+) => {
        /// How the service runs.
        #[derive(Clone, Debug, serde::Deserialize)]
        #[serde(deny_unknown_fields, default)]
        pub struct Settings {
            $(
                $(#[doc = $meaning])+
                $(#[serde($($serde)+)])?
                pub $name: $type,
            )+
        }

        impl Default for Settings {
            fn default() -> Self {
                Self { $($name: $default,)+ }
            }
        }

        impl Settings {
            /// What the settings are called.
            pub const NAMES: &[&str] = &[$(stringify!($name)),+];

            /// What a setting may be, in words.
            pub fn allowed(name: &str) -> String {
                $(if name == stringify!($name) {
                    let allowed: super::allowed::Allowed<$type> = $allowed;
                    return allowed.words;
                })+
                "a known setting".to_owned()
            }

            /// The first setting whose value does not fit.
            pub(super) fn misfit(&self) -> Option<&'static str> {
                $({
                    let allowed: super::allowed::Allowed<$type> = $allowed;
                    if !allowed.fits(&self.$name) {
                        return Some(stringify!($name));
                    }
                })+
                None
            }

            /// What README says of the settings: name, default, what it may be, meaning.
            #[cfg(test)]
            pub(super) fn documented() -> Vec<[String; 4]> {
                vec![$([
                    stringify!($name).to_owned(),
                    super::list::shown(stringify!($default), &[$($shown)?]),
                    Self::allowed(stringify!($name)),
                    [$($meaning),+].map(str::trim).join(" "),
                ]),+]
            }
        }
    };
}

pub(super) use settings;

/// A default as people read it: as it is told, or else as the code has it.
#[cfg(test)]
pub(super) fn shown(code: &str, told: &[&str]) -> String {
    match (told, code) {
        ([told, ..], _) => (*told).to_owned(),
        (_, "None" | "Vec::new()") => "none".to_owned(),
        _ => format!("`{}`", code.replace('_', "")),
    }
}
