//! Realistic error reasons, grouped into families with varying hosts and ids: messages of exceptions, without their
//! class and stack trace.

use super::detail::Detail;
use super::random::{digest, mix, pick};

/// A family of similar errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ErrorFamily {
    /// A timeout of the remote cluster.
    TimeOut,
    /// A gateway error of the remote cluster: 502, 503 or 504.
    Gateway,
    /// An untrusted TLS certificate of the remote cluster.
    Certificate,
    /// A blob that is missing in the object storage.
    NoSuchKey,
    /// A manifest that is unknown to the remote registry.
    Manifest,
    /// An exceeded quota of the remote repository; in Chinese.
    Quota,
    /// A refused connection.
    Refused,
    /// A conflict: the artifact exists, and the strategy is to fail.
    Exists,
    /// A connection that was closed during the transfer.
    Broken,
    /// A checksum mismatch.
    Digest,
}

/// An occurrence of an error.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Failure {
    pub(crate) family: ErrorFamily,
    pub(crate) seed: u64,
}

impl Failure {
    /// The duration of the attempt in milliseconds.
    pub(crate) fn millis(self) -> i64 {
        let jitter = (self.seed % 997) as i64;
        match self.family {
            ErrorFamily::TimeOut => 30_000 + jitter,
            ErrorFamily::Broken => 4_000 + jitter * 7,
            ErrorFamily::Gateway | ErrorFamily::Digest => 900 + jitter,
            _ => 20 + jitter / 8,
        }
    }

    /// The complete error reason. The service appends a line feed to each message.
    pub(crate) fn text(self, row: &Detail) -> String {
        format!("{}\n", self.message(row))
    }

    fn message(self, row: &Detail) -> String {
        let part = |n| mix(self.seed, n);
        let cluster = &*row.remote_cluster;
        let name = row.artifact_name.as_deref().unwrap_or("unknown");
        let node = part(1) % 4096;
        let host = format!("node-{node:04}.{cluster}.bkrepo.example.com");
        let address = format!("10.{}.{}.{}", part(2) % 64, part(3) % 256, part(4) % 254 + 1);
        let (id, repo) = (part(5), &*row.repo_name);
        match self.family {
            // The exception wraps another one, so that its message begins with a class.
            ErrorFamily::TimeOut => "java.net.SocketTimeoutException: timeout".into(),
            ErrorFamily::Gateway => {
                let answer = pick(&GATEWAY, part(6));
                format!(
                    "Response error: {answer}, url[https://{host}/replication/replica/blob/push?sha256={}], \
                     requestId: {id:016x}",
                    digest(id)
                )
            }
            ErrorFamily::Certificate => "PKIX path building failed: \
                 sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path \
                 to requested target"
                .into(),
            ErrorFamily::NoSuchKey => format!(
                "The specified key does not exist. \
                 (Service: Amazon S3; Status Code: 404; Error Code: NoSuchKey; Request ID: {:016X}; \
                 S3 Extended Request ID: {}; Proxy: null), key: /store/{:02x}/{:02x}/{}",
                id,
                digest(part(7)),
                part(8) % 256,
                part(9) % 256,
                digest(id)
            ),
            ErrorFamily::Manifest => format!(
                "Failed to push manifest of [{name}]: 404 Not Found\n\
                 {{\"errors\":[{{\"code\":\"MANIFEST_UNKNOWN\",\"message\":\"manifest unknown\",\
                 \"detail\":{{\"Name\":\"{repo}\",\"Tag\":\"sha256:{}\"}}}}]}}",
                digest(id)
            ),
            ErrorFamily::Quota => format!(
                "制品[{name}]同步失败：远端集群[{cluster}]的仓库[{repo}]容量不足，已用 {}.{} GB，限额 {} GB，请求编号 {id:016x}",
                500 + part(6) % 12,
                part(7) % 10,
                512
            ),
            ErrorFamily::Refused => {
                format!("Failed to connect to {host}/{address}:{}", 30_000 + part(6) % 2_768)
            }
            ErrorFamily::Exists => format!(
                "Artifact [{name}] already exists in cluster [{cluster}], local sha256 {}, remote sha256 {}",
                digest(id),
                digest(part(6))
            ),
            ErrorFamily::Broken => format!("unexpected end of stream on https://{host}/..."),
            ErrorFamily::Digest => format!(
                "Digest mismatch after transfer of {} bytes in {} ms: expected {}, actual {}",
                row.size.unwrap_or(0),
                part(6) % 90_000,
                digest(id),
                digest(part(7))
            ),
        }
    }
}

const GATEWAY: [&str; 4] =
    ["502 Bad Gateway", "503 Service Unavailable", "503 Service Unavailable", "504 Gateway Time-out"];
