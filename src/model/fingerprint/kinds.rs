//! The kinds of words that a placeholder replaces, and the words that announce a code.

/// The part of a numbered name before its number: "executor-" of "executor-12".
pub(super) fn numbered_prefix(word: &str) -> Option<&str> {
    let name = word.trim_end_matches(|character: char| character.is_ascii_digit());
    let number = word.strip_prefix(name)?;
    (!number.is_empty() && !is_status(number) && name.len() > 1 && name.ends_with(['-', '_', '#'])).then_some(name)
}

/// Whether a number after this word is an error code.
pub(super) fn announces_code(word: &str) -> bool {
    const WORDS: [&str; 10] =
        ["status", "code", "http", "error", "http/1.1", "http/2", "statuscode", "状态码", "响应码", "错误码"];
    let word = word.to_ascii_lowercase();
    WORDS.contains(&word.as_str())
}

/// Whether a text ends with a verb that an HTTP status can follow, such as "returned".
pub(super) fn announces_status(before: &str) -> bool {
    ["returned", "responded with", "返回", "返回了"].iter().any(|end| before.trim_end().ends_with(end))
}

/// The rest of a word after a path with Chinese characters, as in `/a/文件-1.zip不存在`. The path ends after its last ASCII
/// name or extension.
pub(super) fn rest_after_path(word: &str) -> Option<&str> {
    if !word.starts_with('/') || word.is_ascii() {
        return None;
    }
    let is_name = |character: &char| character.is_ascii_alphanumeric();
    let (end, rest) = word
        .char_indices()
        .filter(|(_, character)| matches!(character, '/' | '.'))
        .filter_map(|(at, _)| {
            let (_, behind) = word.split_at_checked(at.saturating_add(1))?;
            let length = behind.chars().take_while(is_name).count();
            Some((at, behind.get(length..)?)).filter(|_| length > 0)
        })
        .next_back()?;
    // An ASCII path is recognised like any other word.
    (!word.get(..end)?.is_ascii()).then_some(rest)
}

/// Whether a text is the HTTP status of an error or a redirect.
pub(super) fn is_status(text: &str) -> bool {
    text.len() == 3 && matches!(text.parse::<u16>(), Ok(300..=599))
}

/// Whether a text is an HTTP status with its reason phrase: "502 Bad Gateway".
pub(super) fn is_status_with_reason(text: &str) -> bool {
    text.split_once(' ').is_some_and(|(status, reason)| is_status(status) && is_reason(&format!(" {reason}")))
}

/// Whether the text after a number starts with the reason phrase of an HTTP status: "502 Bad Gateway".
pub(super) fn is_reason(after: &str) -> bool {
    const REASONS: [&str; 16] = [
        "Bad ",
        "Unauthorized",
        "Forbidden",
        "Not ",
        "Method ",
        "Request ",
        "Conflict",
        "Gone",
        "Payload ",
        "Too ",
        "Internal ",
        "Service ",
        "Gateway ",
        "Moved ",
        "Found",
        "Insufficient ",
    ];
    after.strip_prefix(' ').is_some_and(|after| REASONS.iter().any(|reason| after.starts_with(reason)))
}

/// The kind of a word that a placeholder replaces; `None` for a word that is kept.
pub(super) fn kind(word: &str) -> Option<&'static str> {
    if is_url(word) {
        return Some("url");
    }
    if is_time(word) {
        return Some("time");
    }
    if is_address(word) {
        return Some("address");
    }
    if is_digest(word) {
        return Some("digest");
    }
    if is_number(word) {
        return Some("n");
    }
    if word.starts_with('/') && is_path(word) {
        return Some("path");
    }
    if is_id(word) {
        return Some("id");
    }
    if is_path(word) {
        return Some("path");
    }
    if is_host(word) {
        return Some("host");
    }
    versioned(word)
}

/// Whether a word is a web URL. A package key such as `docker://nginx` is the name of an artifact.
pub(super) fn is_web_url(word: &str) -> bool {
    is_url(word) && ["http", "ws"].iter().any(|scheme| word.starts_with(scheme))
}

fn is_url(word: &str) -> bool {
    word.split_once("://").is_some_and(|(scheme, rest)| {
        !rest.is_empty()
            && !scheme.is_empty()
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    })
}

pub(super) fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_hex(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Whether a word is a date or a time: `2026-11-01`, `2026/11/01`, `08:30`, `08:30:00.123`, `2026-11-01T08:30:00Z`, `…+08:00`.
fn is_time(word: &str) -> bool {
    let (date, clock) = word.split_once('T').unwrap_or((word, ""));
    let is_date = |text: &str| {
        let parts: Vec<&str> = text.split(['-', '/']).collect();
        matches!(parts.as_slice(), [year, month, day]
            if all_digits(year) && year.len() == 4 && all_digits(month) && month.len() <= 2 && all_digits(day) && day.len() <= 2)
    };
    let is_clock = |text: &str| {
        let text = text.trim_end_matches('Z');
        let text = text.split_once(['+', '-', '.']).map_or(text, |(clock, _)| clock);
        let parts: Vec<&str> = text.split(':').collect();
        (2..=3).contains(&parts.len()) && parts.iter().all(|part| part.len() == 2 && all_digits(part))
    };
    if clock.is_empty() { is_date(date) || is_clock(date) } else { is_date(date) && is_clock(clock) }
}

/// The rest of a line after a date and a time with a space between them.
pub(super) fn rest_after_date_time<'a>(date: &str, after: &'a str) -> Option<&'a str> {
    if !is_time(date) || !date.contains(['-', '/']) || date.contains('T') {
        return None;
    }
    let rest = after.strip_prefix(' ')?;
    let end = rest.find([' ', ')', ';', '，']).unwrap_or(rest.len());
    let (clock, rest) = rest.split_at_checked(end)?;
    // A comma can be the decimal separator of the milliseconds, or punctuation.
    let (time, comma) = clock.split_once(',').unwrap_or((clock, ""));
    (is_time(time) && time.contains(':')).then(|| {
        if comma.is_empty() || all_digits(comma) {
            rest
        } else {
            after.get(1..).and_then(|after| after.strip_prefix(time)).unwrap_or(rest)
        }
    })
}

/// Whether a word is an IPv4 or IPv6 address, with or without a port.
fn is_address(word: &str) -> bool {
    let word = word.trim_start_matches('/');
    let (host, port) = word.rsplit_once(':').unwrap_or((word, "0"));
    let parts: Vec<&str> = host.split('.').collect();
    if parts.len() == 4 && parts.iter().all(|part| part.parse::<u8>().is_ok()) {
        return all_digits(port);
    }
    word.matches(':').count() > 1 && word.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b':' || byte == b'.')
}

/// Whether a word is a digest: `sha256:…`, or hex digits of a usual length.
fn is_digest(word: &str) -> bool {
    let (name, hex) = word.split_once(':').unwrap_or(("", word));
    let usual = matches!(hex.len(), 32 | 40 | 64 | 96 | 128);
    is_hex(hex)
        && (usual || name.starts_with("sha") && hex.len() > 6)
        && (name.is_empty() || name.starts_with("sha") || name == "md5")
}

/// Whether a word is a number, with or without a sign, a decimal point or a unit: `-3`, `512ms`, `3.5GB`, `97%`, `12,345`.
fn is_number(word: &str) -> bool {
    let digits = word.trim_start_matches(['-', '+', '#', '~']);
    let unit = digits.trim_start_matches(|character: char| character.is_ascii_digit() || character == '.');
    let number = digits.strip_suffix(unit).unwrap_or_default();
    number.starts_with(|first: char| first.is_ascii_digit())
        && (matches!(unit, "" | "%" | "ms" | "s" | "m" | "h" | "d" | "ns" | "us" | "µs" | "min")
            || matches!(
                unit.to_ascii_lowercase().as_str(),
                "b" | "kb" | "mb" | "gb" | "tb" | "kib" | "mib" | "gib" | "tib" | "k" | "g" | "t"
            ))
}

/// The kind of a word with a version: `1.2.3-beta` and `v2.0` are numbers, `name@1.2.3` and `group/name:1.2.3` are ids,
/// and a file name such as `name-1.2.3.jar` is a path.
fn versioned(word: &str) -> Option<&'static str> {
    let is_version = |text: &str| {
        let text = text.strip_prefix('v').unwrap_or(text);
        let first = text.split('.').next().unwrap_or_default();
        all_digits(first)
            && text.len() > first.len().saturating_add(1)
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-+_".contains(&byte))
    };
    if is_version(word) {
        return Some("n");
    }
    let has_version = |(name, version): (&str, &str)| !name.is_empty() && is_version(version);
    if word.rsplit_once('@').is_some_and(has_version)
        || word.rsplit_once(':').is_some_and(|parts| parts.0.contains('/') && has_version(parts))
    {
        return Some("id");
    }
    let file = !word.contains(['/', ':', '='])
        && word.match_indices(['-', '_']).any(|(at, _)| {
            word.get(at.saturating_add(1)..).is_some_and(|rest| rest.matches('.').count() > 1 && is_version(rest))
        });
    file.then_some("path")
}

/// Whether a word is an id: a UUID, a long hex number, or a long mix of letters and digits.
fn is_id(word: &str) -> bool {
    let bare: String = word.chars().filter(|character| !matches!(character, '-' | '_')).collect();
    let bare = bare.strip_prefix("0x").unwrap_or(&bare);
    let digits = bare.bytes().filter(u8::is_ascii_digit).count();
    if bare.len() >= 8 && digits > 0 && is_hex(bare) {
        return true;
    }
    // Class names and error codes have one or two digits; an id has many.
    bare.len() >= 12 && bare.bytes().all(|byte| byte.is_ascii_alphanumeric()) && digits.saturating_mul(5) >= bare.len()
        || bare.len() >= 24
            && digits > 0
            && bare
                .trim_end_matches('=')
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/')
}

fn is_path(word: &str) -> bool {
    let drive = word.as_bytes().get(1..3) == Some(b":\\");
    let separators = word.matches(['/', '\\']).count();
    (drive || word.starts_with('/') || word.starts_with("~/") || word.starts_with("./"))
        && separators > 0
        && word.len() > 1
        || separators > 1
        || separators == 1
            && word.rsplit_once('.').is_some_and(|(_, extension)| {
                (2..=5).contains(&extension.len())
                    && extension.bytes().all(|byte| byte.is_ascii_alphanumeric())
                    && !extension.bytes().all(|byte| byte.is_ascii_digit())
            })
}

/// Whether a word is a host name: labels with a port, or with a known last label, because a Java class name has dots too.
pub(super) fn is_host(word: &str) -> bool {
    const ENDS: [&str; 16] = [
        "com", "net", "org", "cn", "io", "local", "internal", "svc", "lan", "corp", "dev", "cloud", "jp", "hk",
        "cluster", "intra",
    ];
    let (host, port) = word.split_once(':').map_or((word, None), |(host, port)| (host, Some(port)));
    let labels: Vec<&str> = host.split('.').collect();
    let plain = |label: &&str| {
        !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
    };
    if !labels.iter().all(plain) {
        return false;
    }
    if port.is_some_and(all_digits) {
        return labels.len() > 1
            || host.contains('-')
            || host == "localhost"
            || host.bytes().any(|byte| byte.is_ascii_digit());
    }
    port.is_none() && (host == "localhost" || labels.len() > 1 && labels.last().is_some_and(|last| ENDS.contains(last)))
}
