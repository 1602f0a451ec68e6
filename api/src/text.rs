//! Text as it is compared: one normal form for sorting and searching, the same on both databases.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The normal form of `text`: lower case, Sámi and other accents removed, white space folded, and æ, ø and å
/// after z in Norwegian order, so that comparing bytes sorts as Norwegians do.
///
/// Source for the order: the Norwegian alphabet ends … x y z æ ø å.
#[must_use]
pub fn normalise(text: &str) -> String {
    let composed: String = text.nfkc().flat_map(char::to_lowercase).collect();
    let mut normal = String::with_capacity(text.len());
    for word in composed.split_whitespace() {
        let end = normal.len();
        if end > 0 {
            normal.push(' ');
        }
        let start = normal.len();
        word.chars().for_each(|letter| push_letter(&mut normal, letter));
        if normal.len() == start {
            normal.truncate(end);
        }
    }
    normal
}

fn push_letter(normal: &mut String, letter: char) {
    if let Some(own) = own_letter(letter) {
        normal.push(own);
        return;
    }
    let parts = letter.nfkd().filter(|&part| !is_combining_mark(part));
    normal.extend(parts.map(|part| own_letter(part).unwrap_or(part)));
}

/// How a letter that is more than an accented one is written; `{|}` come after z.
const fn own_letter(letter: char) -> Option<char> {
    Some(match letter {
        'æ' | 'ä' => '{',
        'ø' | 'ö' => '|',
        'å' => '}',
        'đ' | 'ð' => 'd',
        'ŋ' => 'n',
        'ŧ' => 't',
        _ => return None,
    })
}

/// A name as the schema spells it: `create_shared_task` is `createSharedTask`.
#[must_use]
pub fn camel_case(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |mut name, word| {
        let mut letters = word.chars();
        name.extend(letters.next().map(|letter| letter.to_ascii_uppercase()));
        name.push_str(letters.as_str());
        name
    })
}

/// The `LIKE` pattern (escape character `\`) that finds `needle` anywhere in normalised text.
#[must_use]
pub fn contains_pattern(needle: &str) -> String {
    let mut pattern = String::from("%");
    for letter in normalise(needle).chars() {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    use super::{camel_case, contains_pattern, normalise};
    use proptest::prelude::*;

    #[test]
    fn names_are_those_of_the_schema() {
        assert_eq!(camel_case("create_shared_task"), "createSharedTask");
        assert_eq!(camel_case("title"), "title");
    }

    #[test]
    fn norwegian_order_holds() {
        let mut names = ["Åsane", "Ørland", "Ærøy", "Zander", "Kárášjohka", "Karasjok", "bergen"];
        names.sort_by_key(|name| normalise(name));
        assert_eq!(names, ["bergen", "Kárášjohka", "Karasjok", "Zander", "Ærøy", "Ørland", "Åsane"]);
    }

    #[test]
    fn both_spellings_of_a_letter_are_one() {
        assert_eq!(normalise("A\u{30a}s  \n By"), normalise("Ås by"));
        assert_eq!(normalise("Deanu gielda Ŋ Đ"), "deanu gielda n d");
        assert_eq!(normalise("ǽ Ǿ"), "{ |");
        assert_eq!(contains_pattern("50%_\\"), "%50\\%\\_\\\\%");
    }

    proptest! {
        #[test]
        fn normal_text_stays_normal(text in "\\PC{0,40}") {
            let normal = normalise(&text);
            prop_assert_eq!(normalise(&normal), normal.clone());
            prop_assert!(!normal.starts_with(' ') && !normal.ends_with(' ') && !normal.contains("  "));
        }
    }
}
