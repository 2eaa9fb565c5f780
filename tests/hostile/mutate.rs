//! Deterministic mutation of real responses: wrong types, odd text, deep nesting, duplicate members, damaged bytes.
//!
//! Shared by the native and the browser tests, so it does not depend on the app.

use serde_json::Value;

/// A deterministic pseudo-random number generator (SplitMix64).
pub(crate) struct Rng(u64);

impl Rng {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ (x >> 31)
    }

    /// A number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    /// True with a probability of one in `times`.
    pub(crate) fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    pub(crate) fn pick<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len())]
    }
}

/// A JSON document that can hold invalid JSON: duplicate members and raw text as values.
#[derive(Clone)]
enum Json {
    /// Written verbatim.
    Raw(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    fn of(value: Value) -> Self {
        match value {
            Value::Array(list) => Self::List(list.into_iter().map(Self::of).collect()),
            Value::Object(members) => {
                Self::Object(members.into_iter().map(|(name, value)| (name, Self::of(value))).collect())
            }
            other => Self::Raw(other.to_string()),
        }
    }

    fn write(&self, out: &mut String) {
        match self {
            Self::Raw(text) => out.push_str(text),
            Self::List(list) => {
                out.push('[');
                for (at, value) in list.iter().enumerate() {
                    out.push_str(if at > 0 { "," } else { "" });
                    value.write(out);
                }
                out.push(']');
            }
            Self::Object(members) => {
                out.push('{');
                for (at, (name, value)) in members.iter().enumerate() {
                    out.push_str(if at > 0 { "," } else { "" });
                    out.push_str(&Value::from(name.as_str()).to_string());
                    out.push(':');
                    value.write(out);
                }
                out.push('}');
            }
        }
    }

    fn count(&self) -> usize {
        1 + match self {
            Self::Raw(_) => 0,
            Self::List(list) => list.iter().map(Self::count).sum(),
            Self::Object(members) => members.iter().map(|(_, value)| value.count()).sum(),
        }
    }

    /// The value at an index in depth-first order.
    fn at(&mut self, index: usize) -> Option<&mut Self> {
        if index == 0 {
            return Some(self);
        }
        let mut left = index - 1;
        let inner: Vec<&mut Self> = match self {
            Self::Raw(_) => Vec::new(),
            Self::List(list) => list.iter_mut().collect(),
            Self::Object(members) => members.iter_mut().map(|(_, value)| value).collect(),
        };
        for value in inner {
            let count = value.count();
            if left < count {
                return value.at(left);
            }
            left -= count;
        }
        None
    }

    fn each_text(&mut self, change: &mut dyn FnMut(&mut String)) {
        match self {
            Self::Raw(text) if text.starts_with('"') => change(text),
            Self::Raw(_) => {}
            Self::List(list) => list.iter_mut().for_each(|value| value.each_text(change)),
            Self::Object(members) => members.iter_mut().for_each(|(_, value)| value.each_text(change)),
        }
    }
}

/// HTML and script injections. If one runs, it sets `window.pwned`.
pub(crate) const MARKUP: [&str; 9] = [
    "<img src=x onerror=\"window.pwned=1\">",
    "<script>window.pwned=1</script>",
    "\"><svg onload=\"window.pwned=1\"></svg>",
    "</title></textarea></style></script><b class=pwned>x</b>",
    "javascript:window.pwned=1",
    "'-(window.pwned=1)-'",
    "<a href=\"javascript:window.pwned=1\" class=pwned>x</a>",
    "{{constructor.constructor('window.pwned=1')()}}",
    "<iframe srcdoc='<script>parent.pwned=1</script>' class=pwned></iframe>",
];

/// Contents of JSON strings, with escapes as written.
const STRINGS: [&str; 22] = [
    "",
    " ",
    "\\u0000",
    "a\\u0000b\\u0007\\u001b[31m",
    "\\ud83d",
    "cut off \\ud83d\\",
    "\\udc00\\ud800",
    "\\ud800\\ud800\\udc00",
    "\u{202e}txt.exe\u{202c}\u{2066}\u{2069}\u{200f}",
    "\\u202e\\u2067",
    "\u{feff}\u{200b}\u{200d}",
    "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
    "👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "\\n\\r\\n\\u2028\\u2029\\u0085",
    "../../..",
    ".",
    "%00%2e%2e%2f%",
    "[[[[[[[[",
    "a=b=c=d:e=f/制1制2制",
    "__proto__",
    "\\q",
    "a\nb",
];

const TIMES: [&str; 8] = [
    "0000-01-01T00:00",
    "9999-12-31T23:59:59.999999999",
    "2026-02-30T00:00",
    "1969-12-31T23:59:59.999",
    "T",
    "2026-11-20T09:00:00Z",
    "+275760-09-13T00:00",
    "１９７０-01-01T00:00",
];

const NUMBERS: [&str; 18] = [
    "0",
    "-0",
    "-1",
    "1.5",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "-9223372036854775809",
    "18446744073709551615",
    "18446744073709551616",
    "1e308",
    "1e400",
    "-1e-400",
    "123456789012345678901234567890123456789012345678901234567890",
    "NaN",
    "Infinity",
    "007",
    "0x1f",
];

const OTHERS: [&str; 10] =
    ["null", "true", "false", "[]", "{}", "\"\"", "{\"id\":\"x\"}", "[null,null]", "undefined", "\"SUCCESS\""];

/// The limits of mutations.
#[derive(Clone, Copy)]
pub(crate) struct MutationLimits {
    /// The length of the longest string, in bytes.
    pub(crate) longest: usize,
    /// The depth of the deepest nesting.
    pub(crate) deepest: usize,
    /// One string (or nesting) in so many has the maximum size.
    pub(crate) long_once_in: usize,
}

/// A random replacement for a value.
fn replacement(rng: &mut Rng, limits: MutationLimits) -> String {
    match rng.below(9) {
        0 => rng.pick(&OTHERS).to_owned(),
        1 | 2 => rng.pick(&NUMBERS).to_owned(),
        3 => format!("\"{}\"", rng.pick(&TIMES)),
        4 => Value::from(rng.pick(&MARKUP)).to_string(),
        5 => {
            let depth = if rng.once_in(limits.long_once_in) { limits.deepest } else { rng.below(300) };
            let (open, close) = if rng.once_in(2) { ("[", "]") } else { ("{\"a\":", "}") };
            format!("{}1{}", open.repeat(depth), close.repeat(depth))
        }
        6 => {
            let length = if rng.once_in(limits.long_once_in) { limits.longest } else { 1 << rng.below(14) };
            let piece = rng.pick(&["x", "制", "[", "a=", "1制", "<b>", "1 2,", "'\\\"", "\\n", "\\u0001", "/"]);
            format!("\"{}\"", piece.repeat(length / piece.len()))
        }
        _ => format!("\"{}\"", rng.pick(&STRINGS)),
    }
}

/// Mutates one value of the document.
fn mutate_once(document: &mut Json, rng: &mut Rng, limits: MutationLimits) {
    let index = rng.below(document.count());
    let value_text = replacement(rng, limits);
    let Some(value) = document.at(index) else { return };
    match value {
        Json::Object(members) if !members.is_empty() && !rng.once_in(4) => {
            let at = rng.below(members.len());
            match rng.below(5) {
                0 => drop(members.remove(at)),
                1 => {
                    let duplicate = members[at].clone();
                    members.push(duplicate);
                }
                2 => {
                    let name = members[at].0.clone();
                    members.insert(0, (name, Json::Raw(value_text)));
                }
                3 => members[at].0 = rng.pick(&["data", "records", "code", "id", "", "constructor"]).to_owned(),
                _ => members[at].1 = Json::Raw(value_text),
            }
        }
        Json::List(list) if !list.is_empty() && !rng.once_in(4) => {
            let at = rng.below(list.len());
            match rng.below(4) {
                0 => drop(list.remove(at)),
                // Rows with the same id.
                1 => {
                    let duplicate = list[at].clone();
                    list.push(duplicate);
                }
                2 => list.insert(at, Json::Raw(value_text)),
                _ => *list = vec![list[at].clone(); 1 + rng.below(40)],
            }
        }
        _ => *value = Json::Raw(value_text),
    }
}

/// Damages the bytes regardless of the syntax.
fn damage(text: &mut String, rng: &mut Rng) {
    let mut bytes = std::mem::take(text).into_bytes();
    let at = rng.below(bytes.len());
    match rng.below(4) {
        0 => bytes.truncate(at),
        1 => {
            bytes.insert(at, rng.pick(&[&b'"', &b'{', &b'}', &b'[', &b']', &b',', &b'\\', &0, &0xff, &b'9']).to_owned())
        }
        2 => drop(bytes.drain(at..(at + 1 + rng.below(40)).min(bytes.len()))),
        _ => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << rng.below(8);
            }
        }
    }
    *text = String::from_utf8_lossy(&bytes).into_owned();
}

/// A mutated response. One in seven is valid but has HTML in every string; one in ten has damaged bytes in addition.
pub(crate) fn mutated(response: &str, rng: &mut Rng, limits: MutationLimits) -> String {
    let Ok(value) = serde_json::from_str(response) else {
        // The HTML page of a gateway.
        let mut text = response.to_owned();
        damage(&mut text, rng);
        return text;
    };
    let mut document = Json::of(value);
    if rng.once_in(7) {
        let markup = Value::from(rng.pick(&MARKUP)).to_string();
        let keep = ["\"SUCCESS\"", "\"FAILED\"", "\"RUNNING\""];
        document.each_text(&mut |text| {
            // Statuses stay valid, so that rows differ.
            if !keep.contains(&text.as_str()) {
                *text = format!("{}{}", text.trim_end_matches('"'), markup.trim_start_matches('"'));
            }
        });
    } else {
        for _ in 0..=rng.below(4) {
            mutate_once(&mut document, rng, limits);
        }
    }
    let mut text = String::new();
    document.write(&mut text);
    if rng.once_in(10) {
        damage(&mut text, rng);
    }
    text
}
