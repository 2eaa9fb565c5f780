//! User names and passwords in addresses.

use super::{find_any, split_where, strip_prefix};

/// The schemes of addresses in which a user name without a password can be a token. In the key of a package, such as
/// `docker://image@sha256:…`, the text before `@` is a name.
const TOKEN_SCHEMES: [&str; 5] = ["http", "https", "ftp", "git", "ssh"];
/// The most bytes that are searched for the end of a password.
const MAX_LENGTH: usize = 2048;

/// The form of an address: as it is, or escaped.
#[derive(Debug)]
pub(super) struct Form {
    /// Between the scheme and the rest.
    separator: &'static str,
    at: &'static str,
    colon: &'static str,
    /// The texts that end the host.
    ends: &'static [&'static str],
    /// The character that ends the address, besides blanks and quotes.
    end: Option<char>,
}

static FORMS: [Form; 3] = [
    Form { separator: "://", at: "@", colon: ":", ends: &["/", "?", "#"], end: None },
    Form { separator: r":\/\/", at: "@", colon: ":", ends: &[r"\/", "/", "?", "#"], end: None },
    Form { separator: "%3A%2F%2F", at: "%40", colon: "%3A", ends: &["%2F", "%3F", "%23", "/"], end: Some('&') },
];

impl Form {
    /// The form of the address that continues behind its scheme.
    pub(super) fn of(after: &str) -> Option<&'static Self> {
        FORMS.iter().find(|form| strip_prefix(after, form.separator).is_some())
    }

    /// The lengths of the separator and of the user information behind it: with a password, or of a scheme where it can be
    /// a token. A password can contain `/` and `#`, so it can end later than a host would: only a number is a port.
    pub(super) fn user_info(&self, scheme: &str, after: &str) -> Option<(usize, usize)> {
        let (_, address) = after.split_at_checked(self.separator.len())?;
        let address = address.get(..address.floor_char_boundary(MAX_LENGTH))?;
        let is_end = |character: char| character.is_whitespace() || character == '"' || Some(character) == self.end;
        let (address, _) = split_where(address, is_end);
        let authority = address.get(..find_any(address, self.ends).unwrap_or(address.len()))?;
        let (info, host) = authority.rsplit_once(self.at).unzip();
        let host = host.unwrap_or(authority);
        let port = find_any(host, &[self.colon]).and_then(|at| host.get(at.saturating_add(self.colon.len())..));
        let is_host = host.starts_with('[') || port.is_none_or(|port| port.bytes().all(|byte| byte.is_ascii_digit()));
        let can_be_token = TOKEN_SCHEMES.iter().any(|one| scheme.eq_ignore_ascii_case(one));
        let length = match info {
            Some(info) if is_host || !can_be_token => {
                let has_password = can_be_token || find_any(info, &[self.colon]).is_some();
                has_password.then_some(info.len())?
            }
            None if is_host => return None,
            _ => address.rfind(self.at)?,
        };
        Some((self.separator.len(), length))
    }
}
