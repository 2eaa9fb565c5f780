//! Redaction of secrets in messages. An error can contain the address of a request with its credentials; a report is made to
//! be sent to others.

/// The text in place of a secret.
const REDACTED: &str = "[…]";
/// The names of values that are secret, in lower case and without `-` and `_`. A name that ends with one of them is secret
/// as well.
const SECRET_NAMES: [&str; 14] = [
    "password",
    "passwd",
    "pwd",
    "passphrase",
    "secret",
    "token",
    "ticket",
    "signature",
    "credential",
    "credentials",
    "accesskey",
    "apikey",
    "secretkey",
    "privatekey",
];
/// The name of the signature in an address of Azure. A longer name that ends with it is not secret.
const SIGNATURE: &str = "sig";
/// The header of credentials, in lower case.
const AUTHORIZATION: &str = "authorization";
/// The schemes of an `Authorization` header.
const SCHEMES: [&str; 3] = ["bearer", "basic", "platform"];
/// The schemes of addresses in which a user name without a password can be a token. In the key of a package, such as
/// `docker://image@sha256:…`, the text before `@` is a name.
const TOKEN_SCHEMES: [&str; 5] = ["http", "https", "ftp", "git", "ssh"];
/// The length from which a word is credentials where it could be prose, in bytes.
const MIN_CREDENTIALS: usize = 12;
/// The quotes around names and values.
const QUOTES: [char; 2] = ['"', '\''];

/// A message without passwords, tokens and signatures: in addresses (`https://user:password@host`), as named values
/// (`token=…`, `"password": "…"`) and behind an authorization scheme (`Bearer …`).
pub fn redacted(message: &str) -> String {
    let mut text = String::with_capacity(message.len());
    let mut rest = message;
    // Whether the next word begins the value of a secret name.
    let mut is_value = false;
    while !rest.is_empty() {
        let (word, after) = split_where(rest, |character| !is_name(character));
        text.push_str(word);
        let Some(separator) = after.chars().next() else { break };
        let secret = if after.starts_with("://") {
            user_info(word, after)
        } else {
            named_value(word, after).or_else(|| credentials(word, after, is_value))
        };
        if !word.is_empty() {
            let is_secret = is_secret_name(word) || is_authorization(word);
            is_value = secret.is_none() && is_secret && value_behind(after).is_some();
        }
        let (kept, skipped) = secret.unwrap_or((separator.len_utf8(), 0));
        text.push_str(after.get(..kept).unwrap_or_default());
        if skipped > 0 {
            text.push_str(REDACTED);
        }
        rest = after.get(kept.saturating_add(skipped)..).unwrap_or_default();
    }
    text
}

/// The text before the first character of a kind, and the rest.
fn split_where(text: &str, is_end: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at_checked(text.find(is_end).unwrap_or(text.len())).unwrap_or((text, ""))
}

fn is_name(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '-')
}

fn is_secret_name(word: &str) -> bool {
    let word = word.replace(['-', '_'], "").to_ascii_lowercase();
    word == SIGNATURE || SECRET_NAMES.iter().any(|name| word.ends_with(name))
}

fn is_authorization(word: &str) -> bool {
    word.to_ascii_lowercase().ends_with(AUTHORIZATION)
}

fn is_scheme(word: &str) -> bool {
    SCHEMES.iter().any(|scheme| word.eq_ignore_ascii_case(scheme))
}

/// The lengths of `://` and of the user information behind it: with a password, or of a scheme where it can be a token.
fn user_info(scheme: &str, after: &str) -> Option<(usize, usize)> {
    let separator = "://".len();
    let authority = after.get(separator..)?;
    let (authority, _) =
        split_where(authority, |character| character.is_whitespace() || matches!(character, '/' | '?' | '#' | '"'));
    let (info, _) = authority.rsplit_once('@')?;
    let can_be_token = TOKEN_SCHEMES.iter().any(|one| scheme.eq_ignore_ascii_case(one));
    (can_be_token || info.contains(':')).then_some((separator, info.len()))
}

/// The text behind the separator of a name and its value: `=value`, `: value`, `": "value`, `\":\"value`, `=[value`.
fn value_behind(after: &str) -> Option<&str> {
    let separator = after.trim_start_matches(['"', '\'', '\\', ' ', '\t']);
    Some(separator.strip_prefix(['=', ':'])?.trim_start_matches(['>', '[', ' ', '\t']))
}

/// The lengths of the separator and of the value behind a secret name; none where [`credentials`] finds the value behind
/// a scheme.
fn named_value(name: &str, after: &str) -> Option<(usize, usize)> {
    let is_secret = is_secret_name(name);
    if !is_secret && !is_authorization(name) {
        return None;
    }
    let value = value_behind(after)?;
    let unescaped = value.trim_start_matches('\\');
    let escapes = value.len().saturating_sub(unescaped.len());
    let opening = unescaped.chars().next().filter(|first| QUOTES.contains(first));
    let (value, length) = match opening {
        Some(quote) => {
            let value = unescaped.get(quote.len_utf8()..)?;
            (value, quoted_length(value, quote, escapes))
        }
        None => {
            let (word, rest) = split_where(value, |character| is_credentials_end(character) || character == '&');
            let is_prose = !is_secret && word.len() < MIN_CREDENTIALS;
            (value, if is_prose || is_scheme(word) && rest.starts_with(' ') { 0 } else { word.len() })
        }
    };
    (length > 0).then(|| (after.len().saturating_sub(value.len()), length))
}

/// The length of a value up to its closing quote, which has at most as many backslashes before it as the opening one: JSON
/// within JSON has `\"` around a value. Without a closing quote the message was cut, and all of it is the value.
fn quoted_length(value: &str, quote: char, escapes: usize) -> usize {
    let mut backslashes = 0usize;
    for (at, character) in value.char_indices() {
        if character == quote && backslashes <= escapes {
            return at.saturating_sub(backslashes);
        }
        backslashes = if character == '\\' { backslashes.saturating_add(1) } else { 0 };
    }
    value.len()
}

/// The lengths of the blanks and of the credentials behind a scheme. Behind a known scheme they have any length where
/// `is_value`, that is where the scheme begins the value of a secret name; elsewhere a short word is prose. Any other word
/// is a scheme only where `is_value`.
fn credentials(scheme: &str, after: &str, is_value: bool) -> Option<(usize, usize)> {
    let minimum = match (is_scheme(scheme), is_value && !scheme.is_empty()) {
        (true, true) => 1,
        (false, false) => return None,
        _ => MIN_CREDENTIALS,
    };
    let value = after.trim_start();
    let blanks = after.len().saturating_sub(value.len());
    let (value, _) = split_where(value, is_credentials_end);
    (blanks > 0 && value.len() >= minimum).then_some((blanks, value.len()))
}

fn is_credentials_end(character: char) -> bool {
    character.is_whitespace() || "\"',;)]}".contains(character)
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
            (r#"{"password": "p w", "user": "u"}"#, r#"{"password": "[…]", "user": "u"}"#),
            ("bkrepo_ticket=42; path=/", "bkrepo_ticket=[…]; path=/"),
            ("accessToken: 'x'", "accessToken: '[…]'"),
            ("--X-Api-Key: abc, access-key=abc", "--X-Api-Key: […], access-key=[…]"),
            ("secretKey=a secret_key=b privateKey=c", "secretKey=[…] secret_key=[…] privateKey=[…]"),
            ("passphrase=a&credentials=b&c=d", "passphrase=[…]&credentials=[…]&c=d"),
            ("/c/a.zip?sv=2024&sig=a%2Bb%3D&se=1", "/c/a.zip?sv=2024&sig=[…]&se=1"),
            (r#":password => "p w", [token: [a]]"#, r#":password => "[…]", [token: [[…]]]"#),
        ] {
            assert_eq!(redacted(message), expected);
        }
    }

    #[test]
    fn a_value_in_quotes_ends_at_its_quote() {
        for (message, expected) in [
            (r#"body {\"password\":\"a b, c\",\"user\":\"u\"}"#, r#"body {\"password\":\"[…]\",\"user\":\"u\"}"#),
            (r#"{\\\"token\\\": \\\"a\\\"}"#, r#"{\\\"token\\\": \\\"[…]\\\"}"#),
            (r#"{"password":"a\"b","x":1}"#, r#"{"password":"[…]","x":1}"#),
            (r#"{"secret":"a\\","token":"b"} end"#, r#"{"secret":"[…]"token":"[…]"} end"#),
            (r#""{\"password\":\"a" failed"#, r#""{\"password\":\"[…]" failed"#),
            ("pwd='a \"b\" c' x", "pwd='[…]' x"),
            ("token=\"\" x", "token=\"\" x"),
            ("PUT failed: {\"password\":\"p w and more", "PUT failed: {\"password\":\"[…]"),
        ] {
            assert_eq!(redacted(message), expected);
        }
    }

    #[test]
    fn credentials_of_an_authorization_header_are_left_out_at_any_length() {
        for (message, expected) in [
            ("Authorization: Basic dTpw", "Authorization: Basic […]"),
            ("proxy-authorization=bearer a\r\nHost: b", "proxy-authorization=bearer […]\r\nHost: b"),
            ("{authorization=[Platform a:b], host=[c]}", "{authorization=[Platform […]], host=[c]}"),
            (r#"{"Authorization": "Basic dTpw", "a": "b"}"#, r#"{"Authorization": "[…]", "a": "b"}"#),
            (r#"[Authorization:\"a b\"]"#, r#"[Authorization:\"[…]\"]"#),
            ("Authorization: token ghp_0123456789", "Authorization: token […]"),
            ("Authorization: eyJhbGciOiJIUzI1NiJ9 rejected", "Authorization: […] rejected"),
            ("token: Bearer abc", "token: Bearer […]"),
        ] {
            assert_eq!(redacted(message), expected);
        }
    }

    #[test]
    fn users_of_addresses_are_left_out() {
        for (message, expected) in [
            ("clone https://ghp_xxx@host/a.git", "clone https://[…]@host/a.git"),
            ("HTTPS://a@b:c@host", "HTTPS://[…]@host"),
            ("redis://:pw@host:6379/0", "redis://[…]@host:6379/0"),
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
            "token expired",
            "password is wrong",
            "key: /store/ea/95/ea359d8c2605973e",
            "Request ID: EA359D8C2605973E",
            "gpgsig=a sig",
            "npm://lodash@4.17.21, docker://nginx@sha256:0f3b and npm://@scope/name",
            "Authorization: failed for user admin",
            "authorization of administrators failed",
            "Basic auth failed, bearer is missing",
            "Unexpected token '<', \"<html>\" is not valid JSON",
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

        #[test]
        fn no_named_value_stays(name in "(pass-?word|[a-z]{0,3}_token|sig|Authorization)", json in ".{0,20}") {
            let value = format!("S3CRET{json}S3CRET");
            let message = serde_json::json!({ "a": 1, name: value }).to_string();
            for message in [&message, &serde_json::json!([message]).to_string()] {
                prop_assert!(!redacted(message).contains("S3CRET"), "{}", message);
            }
        }
    }
}
