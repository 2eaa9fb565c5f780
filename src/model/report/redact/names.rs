//! The names of secrets.

/// The names of values that are secret, in lower case and without `-` and `_`. A name that ends with one of them, or with
/// its plural, is secret as well.
const SECRET_NAMES: [&str; 21] = [
    "password",
    "passwd",
    "pwd",
    "passphrase",
    "secret",
    "token",
    "ticket",
    "signature",
    "credential",
    "accesskey",
    "apikey",
    "secretkey",
    "privatekey",
    "jwt",
    "sessionid",
    "sessid",
    "密码",
    "口令",
    "令牌",
    "密钥",
    "凭证",
];
/// Names that are secret by themselves, but not at the end of a longer one. `sig` is the signature in an address of Azure.
const WHOLE_NAMES: [&str; 4] = ["sig", "pass", "auth", "session"];
/// The options of a command line for a password, and for a user with a password.
const OPTIONS: [&str; 2] = ["-p", "-u"];
/// The schemes of an `Authorization` header.
const SCHEMES: [&str; 3] = ["bearer", "basic", "platform"];

/// The kind of secret behind a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A value.
    Secret,
    /// A header of credentials, which begins with their scheme.
    Authorization,
    /// A header of cookies, up to the end of its line.
    Cookies,
}

impl Kind {
    /// Whether the value can begin with an authorization scheme.
    pub(super) const fn has_scheme(self) -> bool {
        !matches!(self, Self::Cookies)
    }
}

/// The kind of secret that a name announces; `None` for any other name.
pub(super) fn kind(name: &str) -> Option<Kind> {
    let word = name.replace(['-', '_'], "").to_lowercase();
    let singular = word.strip_suffix('s').unwrap_or(&word);
    let is_secret = SECRET_NAMES.iter().any(|secret| singular.ends_with(secret))
        || WHOLE_NAMES.contains(&word.as_str())
        || OPTIONS.contains(&name);
    match () {
        () if is_secret => Some(Kind::Secret),
        () if word.ends_with("authorization") => Some(Kind::Authorization),
        () if singular.ends_with("cookie") => Some(Kind::Cookies),
        () => None,
    }
}

/// Whether a name is an option of a command line, whose value is behind a blank.
pub(super) fn is_option(name: &str) -> bool {
    name.starts_with('-')
}

/// Whether a word is an authorization scheme.
pub(super) fn is_scheme(word: &str) -> bool {
    SCHEMES.iter().any(|scheme| word.eq_ignore_ascii_case(scheme))
}

/// The text before a name and the name, for the word at a place. The word can begin with the rest of an escape: `3Ftoken`
/// behind `%`, `u0022token` and `ntoken` behind a backslash.
pub(super) fn without_escape<'a>(message: &'a str, at: usize, word: &'a str) -> (&'a str, &'a str) {
    let before = message.get(..at).unwrap_or_default();
    let length = match before.chars().next_back() {
        Some('%') => word.len().saturating_sub(word.trim_start_matches("25").len()).saturating_add(2),
        Some('\\') if word.starts_with('u') => 5,
        Some('\\') if word.starts_with(['n', 'r', 't']) => 1,
        _ => 0,
    };
    let split = || Some((message.get(..at.saturating_add(length))?, word.get(length..)?));
    split().unwrap_or((before, word))
}
