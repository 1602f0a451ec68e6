//! A first look at a document's text, before the parser sees it: brackets are counted without recursion, since the parser
//! goes down one level of its stack for each. Text in which they could be counted wrongly, because a string has no end,
//! is refused here.

use std::{iter::Peekable, str::Chars};

use async_graphql::Pos;

use super::refusals::DocumentRefusal;
use crate::graphql::refusal::Refusal;

/// How deep the brackets of a document go, or why it is no document.
///
/// # Errors
/// When a character has no place in a document, a string has no end, or an escape sequence is not valid.
pub fn nesting(text: &str) -> Result<usize, Refusal> {
    let mut scanner = Scanner { rest: text.chars().peekable(), at: Pos { line: 1, column: 1 } };
    let (mut depth, mut deepest) = (0_usize, 0);
    loop {
        let at = scanner.at;
        let Some(letter) = scanner.next() else {
            return Ok(deepest);
        };
        match letter {
            '{' | '[' | '(' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            '}' | ']' | ')' => depth = depth.saturating_sub(1),
            '#' => scanner.skip_line(),
            '"' => scanner.skip_string(at)?,
            ' ' | ',' | '\t' | '\r' | '\n' | '\u{feff}' | '!' | '$' | '&' | '.' | ':' | '=' | '@' | '|' | '_' | '-'
            | '+' => {}
            letter if letter.is_ascii_alphanumeric() => {}
            _ => return Err(odd_character(at)),
        }
    }
}

fn odd_character(at: Pos) -> Refusal {
    Refusal::from(DocumentRefusal::OddCharacter { line: at.line, column: at.column }).at(at)
}

struct Scanner<'a> {
    rest: Peekable<Chars<'a>>,
    at: Pos,
}

impl Scanner<'_> {
    fn next(&mut self) -> Option<char> {
        let letter = self.rest.next()?;
        match letter {
            // The second half of a line's end counts for the line.
            '\r' if self.rest.peek() == Some(&'\n') => {}
            '\r' | '\n' => self.at = Pos { line: self.at.line + 1, column: 1 },
            _ => self.at.column += 1,
        }
        Some(letter)
    }

    fn take(&mut self, wanted: char) -> bool {
        let found = self.rest.peek() == Some(&wanted);
        if found {
            self.next();
        }
        found
    }

    fn skip_line(&mut self) {
        while let Some(letter) = self.rest.peek()
            && !matches!(letter, '\r' | '\n')
        {
            self.next();
        }
    }

    /// Skips what follows an opening quotation mark.
    fn skip_string(&mut self, began: Pos) -> Result<(), Refusal> {
        let open = || Refusal::from(DocumentRefusal::OpenString { line: began.line, column: began.column }).at(began);
        if self.take('"') {
            // The empty string, or the beginning of a block.
            return if self.take('"') { self.skip_block().ok_or_else(open) } else { Ok(()) };
        }
        loop {
            let at = self.at;
            match self.next().ok_or_else(open)? {
                '"' => return Ok(()),
                '\r' | '\n' => return Err(open()),
                '\\' if !self.skip_escape() => {
                    return Err(Refusal::from(DocumentRefusal::OddEscape { line: at.line, column: at.column }).at(at));
                }
                _ => {}
            }
        }
    }

    fn skip_block(&mut self) -> Option<()> {
        let mut quotes = 0;
        loop {
            match self.next()? {
                '"' if quotes == 2 => return Some(()),
                '"' => quotes += 1,
                '\\' => {
                    quotes = 0;
                    // An escaped end: all three of its quotation marks belong to the text.
                    if self.take('"') && self.take('"') {
                        self.take('"');
                    }
                }
                _ => quotes = 0,
            }
        }
    }

    /// Whether what follows a backslash is valid. Half of a surrogate pair is not: it is no character.
    fn skip_escape(&mut self) -> bool {
        match self.next() {
            Some('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't') => true,
            Some('u') => {
                let mut value = 0;
                for _ in 0..4 {
                    let Some(digit) = self.next().and_then(|digit| digit.to_digit(16)) else {
                        return false;
                    };
                    value = value * 16 + digit;
                }
                char::from_u32(value).is_some()
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::nesting;
    use async_graphql::{Pos, parser::parse_query};
    use proptest::prelude::*;

    #[test]
    fn brackets_are_counted_outside_of_text() {
        for (text, deepest) in [
            ("{ a }", 1),
            ("{ a(b: [{ c: [1] }]) }", 5),
            ("# {{{{ \n{ a }", 1),
            (r#"{ a(b: "{{{{") }"#, 2),
            (r#"{ a(b: "\"{{{{") }"#, 2),
            (r#"{ a(b: "") c(d: "{") }"#, 2),
            (r#"{ a(b: """{{ \""" {{ "" {{""") }"#, 2),
            ("}}}}{ a }", 1),
            ("", 0),
        ] {
            assert_eq!(nesting(text), Ok(deepest), "{text}");
        }
        assert_eq!(nesting(&"[".repeat(50_000)), Ok(50_000));
    }

    #[test]
    fn what_is_no_document_is_refused_where_it_goes_wrong() {
        for (text, line, column) in [
            ("{ a(b: \"x\n) }", 1, 8),
            ("{\r\n\"", 2, 1),
            ("{ a }\n\"\"\" {{{", 2, 1),
            // Without an end, the parser takes the first two quotation marks for an empty string.
            ("{ a(b: [\"\"\" \" \" [[[[", 1, 9),
            ("{ \0 }", 1, 3),
            ("{ æ }", 1, 3),
            (r#"{ a(b: "\x") }"#, 1, 9),
            (r#"{ a(b: "\ud800") }"#, 1, 9),
            (r#"{ a(b: "\u00"#, 1, 9),
        ] {
            let refusal = nesting(text).unwrap_err();
            assert_eq!(refusal.at, Some(Pos { line, column }), "{text}");
            assert!(refusal.text.en.contains(&format!("line {line}, column {column}")), "{refusal:?}");
        }
    }

    proptest! {
        /// What the parser takes, the scanner takes, and it counts no less than what the parser went down.
        #[test]
        fn it_agrees_with_the_parser(text in r#"\{( |a|b:|\(|\)|\[|\]|\{|\}|"|\\|\\n|"""|x|1|#|\n|,){0,24}\}"#) {
            if parse_query(&text).is_ok() {
                prop_assert!(nesting(&text).is_ok(), "{}", text);
            }
        }

        #[test]
        fn it_never_panics(text in any::<String>()) {
            let _ = nesting(&text);
        }
    }
}
