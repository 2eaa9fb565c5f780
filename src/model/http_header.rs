//! HTTP header syntax: which names and values a browser accepts in a request.

/// Checks that a header name is a token of RFC 9110.
pub fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

/// Checks that a header value can be sent: bytes (U+0000 to U+00FF) without NUL, CR or LF. Browsers strip HTTP
/// whitespace at both ends first.
pub fn is_value(value: &str) -> bool {
    let stripped = value.trim_matches(['\t', '\n', '\r', ' ']);
    stripped.chars().all(|character| character <= 'ÿ' && !"\0\r\n".contains(character))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_token() {
        for name in ["Accept", "x-1", "!#$%&'*+-.^_`|~"] {
            assert!(is_name(name), "{name:?}");
        }
        for name in ["", " ", "X B", "X:", "X\n", "X\0", "Ü", "名", "(x)", "a/b"] {
            assert!(!is_name(name), "{name:?}");
        }
    }

    #[test]
    fn a_value_is_one_line_of_bytes() {
        for value in ["", "a b\t1", "München", " x\r\n", "\u{c}x"] {
            assert!(is_value(value), "{value:?}");
        }
        // A form feed is not HTTP whitespace: the line feed behind it is not stripped.
        for value in ["名", "a\nb", "a\rb", "a\0", "\0", "a\u{3000}", "\u{c}\nx"] {
            assert!(!is_value(value), "{value:?}");
        }
    }
}
