//! Redaction of secrets in messages. An error can contain the address of a request with its credentials; a report is made to
//! be sent to others.

/// The text in place of a secret.
const REDACTED: &str = "[…]";
/// The names of values that are secret, in lower case. A name that ends with one of them is secret as well.
const SECRET_NAMES: [&str; 12] = [
    "password",
    "passwd",
    "pwd",
    "secret",
    "token",
    "ticket",
    "signature",
    "credential",
    "accesskey",
    "access_key",
    "apikey",
    "api_key",
];
/// The schemes of an `Authorization` header.
const SCHEMES: [&str; 3] = ["bearer", "basic", "platform"];

/// A message without passwords, tokens and signatures: in addresses (`https://user:password@host`), as named values
/// (`token=…`, `"password": "…"`) and behind an authorization scheme (`Bearer …`).
pub fn redacted(message: &str) -> String {
    let mut text = String::with_capacity(message.len());
    let mut rest = message;
    while !rest.is_empty() {
        let word_end = rest.find(|character: char| !is_name(character)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(word_end);
        text.push_str(word);
        let Some(separator) = after.chars().next() else { break };
        let secret = if after.starts_with("://") {
            user_info(after).map(|info| ("://".len(), info))
        } else if is_secret_name(word) {
            named_value(after)
        } else if SCHEMES.iter().any(|scheme| word.eq_ignore_ascii_case(scheme)) {
            credentials(after)
        } else {
            None
        };
        let (kept, skipped) = secret.unwrap_or((separator.len_utf8(), 0));
        text.push_str(after.get(..kept).unwrap_or_default());
        if skipped > 0 {
            text.push_str(REDACTED);
        }
        rest = after.get(kept.saturating_add(skipped)..).unwrap_or_default();
    }
    text
}

fn is_name(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '-')
}

fn is_secret_name(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    SECRET_NAMES.iter().any(|name| word.ends_with(name))
}

/// The length of user name and password behind `://`, if there is a password.
fn user_info(after: &str) -> Option<usize> {
    let authority = after.get("://".len()..)?;
    let end = authority.find(|character: char| character.is_whitespace() || matches!(character, '/' | '?' | '#' | '"'));
    let authority = authority.get(..end.unwrap_or(authority.len()))?;
    let at = authority.rfind('@')?;
    authority.get(..at)?.contains(':').then_some(at)
}

/// The lengths of the separator and of the value behind a name: `=value`, `: value`, `": "value`.
fn named_value(after: &str) -> Option<(usize, usize)> {
    let value = after.trim_start_matches(['"', '\'', ' ']);
    let value = value.strip_prefix(['=', ':'])?.trim_start_matches([' ', '"', '\'']);
    let length = value.find(|character: char| character.is_whitespace() || "&\"',;)]}".contains(character));
    let length = length.unwrap_or(value.len());
    (length > 0).then(|| (after.len().saturating_sub(value.len()), length))
}

/// The lengths of the blanks and of the credentials behind a scheme; none for a short word, which is prose.
fn credentials(after: &str) -> Option<(usize, usize)> {
    let value = after.trim_start();
    let length = value.find(|character: char| character.is_whitespace() || "\"',;)]}".contains(character));
    let length = length.unwrap_or(value.len());
    let blanks = after.len().saturating_sub(value.len());
    (blanks > 0 && length >= 12).then_some((blanks, length))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn secrets_of_a_message_are_left_out() {
        for (message, expected) in [
            (
                "GET https://user:pw@host:8080/a?token=abc&x=1 failed",
                "GET https://[…]@host:8080/a?token=[…]&x=1 failed",
            ),
            ("?X-Amz-Signature=0f3b&X-Amz-Date=2026", "?X-Amz-Signature=[…]&X-Amz-Date=2026"),
            ("Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.e30.x rejected", "Authorization: Bearer […] rejected"),
            (r#"{"password": "p w", "user": "u"}"#, r#"{"password": "[…] w", "user": "u"}"#),
            ("bkrepo_ticket=42; path=/", "bkrepo_ticket=[…]; path=/"),
            ("accessToken: 'x'", "accessToken: '[…]'"),
        ] {
            assert_eq!(redacted(message), expected);
        }
    }

    #[test]
    fn other_text_stays() {
        for message in [
            "",
            "https://host:8080/a@b?x=1",
            "the token expired",
            "basic checks failed: timeout=30",
            "digest sha256:0f3b of /a/b.tar.gz",
            "密码 token",
        ] {
            assert_eq!(redacted(message), message);
        }
    }

    proptest! {
        #[test]
        fn no_message_panics(message in "(?s).{0,60}", secret in "[a-z:/@= \"token]{0,40}") {
            redacted(&message);
            redacted(&secret);
        }
    }
}
