//! Tasks with explicit rows: names that are hard to handle, and values that are unknown to clients.

use super::Setup;
use super::detail::{Detail, Digest, Reason};
use super::errors::{ErrorFamily, Failure};
use super::names::{NIGHTLY, artifact};
use super::plan::Plan;
use super::random::{mix, pick};
use super::row_generator::detail_id;
use super::run::{RecordError, Rows, Run};
use super::task::Task;
use crate::examples;
use crate::zone::Moment;
use std::sync::Arc;

const DAY: i64 = 86_400_000;

pub(crate) fn tasks(setup: &Setup) -> Vec<Task> {
    vec![unusual_names(setup), unknown_values(setup)]
}

/// A run with explicit rows in start order. A row starts every `every` milliseconds.
pub(super) fn run(id: &str, start: i64, every: i64, outcome: &'static str, mut rows: Vec<Detail>) -> Run {
    let mut at = start + 40;
    let mut last = start;
    for (number, row) in rows.iter_mut().enumerate() {
        let duration = 15 + (mix(7, number as u64) % every as u64) as i64;
        row.id = detail_id(id, number as u32).into();
        row.start = Moment::from_millis(at);
        last = last.max(at + duration);
        row.end = Some(Moment::from_millis(at + duration));
        at += every;
    }
    rows.reverse();
    let rows = Rows::Stored(Arc::new(rows));
    Run { outcome, ..Run::new(id, start, last + 3, false, rows) }
}

/// A row of the current format, with a failure now and then.
pub(super) fn current(number: u64) -> Detail {
    let random = mix(number, 0xcafe);
    let repo = *pick(&NIGHTLY, random);
    let (name, version) = artifact(repo.kind, number, 2);
    let failed = number % 7 == 3;
    Detail {
        remote_cluster: pick(&["shanghai", "shenzhen", "beijing"], random >> 8).to_string().into(),
        repo_name: repo.name.into(),
        repo_type: repo.kind.into(),
        artifact_name: Some(name.into()),
        sha256: if version.is_some() { Digest::None } else { Digest::Generated(random) },
        version: version.map(Into::into),
        size: Some((random >> 34) as i64),
        conflict: number.is_multiple_of(5).then_some("SKIP".into()),
        outcome: if failed { "FAILED" } else { "SUCCESS" }.into(),
        error: if failed {
            Reason::Generated(Failure { family: ErrorFamily::Gateway, seed: random })
        } else {
            Reason::Text("".into())
        },
        ..Detail::default()
    }
}

/// Names that are hard to search, display or encode. Each has similar names that an unescaped pattern would also match.
const NAMES: [(&str, &str, Option<&str>); 40] = [
    ("CONAN", "libstdc++", Some("13.2.0")),
    ("CONAN", "libstdc", Some("13.2.0")),
    ("CONAN", "libstdccc", Some("13.2.0")),
    ("CONAN", "libstdc++-dev", Some("13.2.0+build.7")),
    ("CARGO", "libstdc++[x]", Some("1.0.0+build.7")),
    ("CARGO", "libstdcx", Some("1.0.0")),
    ("NPM", "a.b", Some("1.0.0")),
    ("NPM", "axb", Some("1.0.0")),
    ("NPM", "@types/node", Some("20.11.5")),
    ("NPM", "$injector", Some("0.1.0-beta.1")),
    ("NPM", "^caret", Some("2.0.0")),
    ("NPM", "a|b", Some("2.0.0")),
    ("PYPI", "name{2}", Some("0.9")),
    ("PYPI", "namee", Some("0.9")),
    ("MAVEN", "what?", Some("1.0-SNAPSHOT")),
    ("MAVEN", "wha", Some("1.0-SNAPSHOT")),
    ("GENERIC", "/制品/构建 包 (1).zip", None),
    ("GENERIC", "/制品/构建 包 (2).zip", None),
    ("GENERIC", "/制品/构建 包 1.zip", None),
    ("GENERIC", "/日本語/リリース・ノート.md", None),
    ("GENERIC", "/한국어/릴리스 노트.txt", None),
    ("GENERIC", "/العربية/ملاحظات.txt", None),
    ("GENERIC", "/emoji/🚀 launch 👩‍👩‍👧.bin", None),
    ("GENERIC", "/with space/ leading and trailing .txt", None),
    ("GENERIC", "/100%/done%20already.txt", None),
    ("GENERIC", "/100%/done already.txt", None),
    ("GENERIC", "/back\\slash\\Quoted\\E.dll", None),
    ("GENERIC", "/(unclosed", None),
    ("GENERIC", "/[unclosed", None),
    ("GENERIC", "/star*.log", None),
    ("GENERIC", "/staaar.log", None),
    ("GENERIC", "/query?a=1&b=2#fragment.txt", None),
    ("GENERIC", "/quote\"double'single`back.txt", None),
    ("GENERIC", "/<script>alert(1)</script>.html", None),
    ("GENERIC", "/=cmd|' /C calc'!A0.csv", None),
    ("GENERIC", "/tab\tand\u{202e}txt.exe", None),
    ("GENERIC", "/../../etc/passwd", None),
    ("GENERIC", "/UPPER/lower/MiXeD.TXT", None),
    ("GENERIC", "/e\u{301}clair-nfd.txt", None),
    ("GENERIC", "/éclair-nfc.txt", None),
];

fn unusual_names(setup: &Setup) -> Task {
    let row = |number: usize, kind: &str, name: String, version: Option<&str>| {
        let random = mix(number as u64, 0x0dd);
        let families = [
            ErrorFamily::TimeOut,
            ErrorFamily::Gateway,
            ErrorFamily::Certificate,
            ErrorFamily::NoSuchKey,
            ErrorFamily::Manifest,
            ErrorFamily::Quota,
            ErrorFamily::Refused,
            ErrorFamily::Exists,
            ErrorFamily::Broken,
            ErrorFamily::Digest,
        ];
        let failure = (number % 3 == 1).then(|| Failure { family: *pick(&families, number as u64 / 3), seed: random });
        let conflict = match number % 8 {
            1 => Some("SKIP".into()),
            3 => Some("OVERWRITE".into()),
            4 => Some("FAST_FAIL".into()),
            _ => None,
        };
        let size = match number % 10 {
            0 => 0,
            2 => 9_007_199_254_740_993,
            5 => i64::MAX,
            7 => 1,
            _ => (random >> 30) as i64,
        };
        Detail {
            remote_cluster: pick(&["shanghai", "深圳 (备用)", "beijing+2"], random >> 8).to_string().into(),
            repo_name: format!("{} local/100%", kind.to_lowercase()).into(),
            repo_type: kind.to_string().into(),
            artifact_name: Some(name.into()),
            version: version.map(Into::into),
            size: Some(size),
            sha256: if version.is_some() || number % 6 == 2 { Digest::None } else { Digest::Generated(random) },
            conflict,
            outcome: if failure.is_some() { "FAILED" } else { "SUCCESS" }.into(),
            error: failure.map_or(Reason::Text("".into()), Reason::Generated),
            ..Detail::default()
        }
    };
    let mut rows = Vec::new();
    for (kind, name, version) in NAMES {
        rows.push(row(rows.len(), kind, name.to_string(), version));
    }
    for (letter, folder) in
        ["a-very-long-folder-name-that-nobody-shortened", "很长的目录名称没有人愿意缩短它"].iter().enumerate()
    {
        let path = format!("/{}/artifact-{letter}.tar.gz", [*folder; 9].join("/"));
        rows.push(row(rows.len(), "GENERIC", path, None));
    }
    let unbroken = format!("/{}.bin", "x".repeat(600));
    rows.push(row(rows.len(), "GENERIC", unbroken, None));
    let mut last = row(rows.len(), "HELM", "trace".into(), Some("v1.2.3-rc.1+20260101.甲"));
    last.outcome = "FAILED".into();
    // A message that contains the stack trace of the remote cluster.
    let frames = (0..90).map(|n| format!("\n\tat com.example.Frame{n}.call(Frame{n}.java:{n})"));
    let message = "\njava.lang.IllegalStateException: <b>not markup</b> & \"quotes\"\r\n";
    last.error = Reason::Text(format!("{message}{}\n", frames.collect::<String>()).into());
    rows.push(last);
    let mut run = run(examples::ODD_RECORD, setup.now - 2 * DAY - 77_000, 900, "FAILED", rows);
    run.error =
        RecordError::Text("部分数据同步失败 <img src=x onerror=alert(1)>\n\tat second.line(Of.java:2)\n".into());
    Task {
        key: examples::ODD_TASK,
        object_type: "PACKAGE",
        replica_type: "RUN_ONCE",
        plan: Plan::named("odd-names"),
        runs: vec![run],
    }
}

fn unknown_values(setup: &Setup) -> Task {
    let rows = (0..12_u64).map(|number| {
        let mut row = current(number);
        row.repo_type = "QUANTUM".into();
        row.repo_name = "quantum-local".into();
        row.execute_type = Some("TELEPORT".into());
        row.conflict = (number % 2 == 0).then_some("ASK_A_HUMAN".into());
        row.outcome = if number % 3 == 0 { "SUCCESS".into() } else { "HALF_DONE".into() };
        row.extra = Some(Box::new(serde_json::json!({ "nested": [number, null, { "deep": true }] })));
        row
    });
    let rows = rows.collect();
    Task {
        key: examples::TOMORROW_TASK,
        object_type: "UNIVERSE",
        replica_type: "BY_PIGEON",
        plan: Plan { clusters: &["quantum"], ..Plan::named("of-tomorrow") },
        runs: vec![run(examples::TOMORROW_RECORD, setup.now - 5 * DAY, 1_300, "HALF_DONE", rows)],
    }
}
