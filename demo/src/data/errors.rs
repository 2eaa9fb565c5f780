//! Realistic error reasons, grouped into families with varying hosts and ids.

use super::detail::Detail;
use super::random::{digest, mix, pick};
use std::fmt::Write;

/// A family of similar errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ErrorFamily {
    /// A timeout of the remote cluster, with a stack trace of at least 60 lines.
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

    /// The complete error reason.
    pub(crate) fn text(self, row: &Detail) -> String {
        let part = |n| mix(self.seed, n);
        let cluster = &*row.remote_cluster;
        let name = row.artifact_name.as_deref().unwrap_or("unknown");
        let node = part(1) % 4096;
        let host = format!("node-{node:04}.{cluster}.bkrepo.example.com");
        let address = format!("10.{}.{}.{}", part(2) % 64, part(3) % 256, part(4) % 254 + 1);
        let (id, repo) = (part(5), &*row.repo_name);
        match self.family {
            ErrorFamily::TimeOut => {
                let deep = part(6) % 4 == 0;
                time_out(&host, &address, id, deep)
            }
            ErrorFamily::Gateway => {
                let answer = pick(&GATEWAY, part(6));
                format!(
                    "com.tencent.bkrepo.replication.exception.ArtifactPushException: Response error: {answer}, \
                     url[https://{host}/replication/replica/blob/push?sha256={}], requestId: {id:016x}",
                    digest(id)
                )
            }
            ErrorFamily::Certificate => format!(
                "javax.net.ssl.SSLHandshakeException: PKIX path building failed: \
                 sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path \
                 to requested target\n\tat java.base/sun.security.ssl.Alert.createSSLException(Alert.java:131)\
                 \n\tat okhttp3.internal.connection.RealConnection.connectTls(RealConnection.kt:379)\
                 \n\tat okhttp3.internal.connection.RealConnection.establishProtocol(RealConnection.kt:337)\
                 \n\t... 38 more\nPeer: {host}/{address}:443"
            ),
            ErrorFamily::NoSuchKey => format!(
                "com.amazonaws.services.s3.model.AmazonS3Exception: The specified key does not exist. \
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
                format!("java.net.ConnectException: Failed to connect to {host}/{address}:{}", 30_000 + part(6) % 2_768)
            }
            ErrorFamily::Exists => format!(
                "Artifact [{name}] already exists in cluster [{cluster}], local sha256 {}, remote sha256 {}",
                digest(id),
                digest(part(6))
            ),
            ErrorFamily::Broken => format!(
                "java.io.IOException: unexpected end of stream on https://{host}/...\
                 \n\tat okhttp3.internal.http1.Http1ExchangeCodec.readResponseHeaders(Http1ExchangeCodec.kt:202)\
                 \n\tat okhttp3.internal.connection.Exchange.readResponseHeaders(Exchange.kt:106)\
                 \nCaused by: java.io.EOFException: \\n not found: limit=0 content=…\
                 \n\tat okio.RealBufferedSource.readUtf8LineStrict(RealBufferedSource.kt:332)\n\t... 27 more"
            ),
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

fn time_out(host: &str, address: &str, id: u64, deep: bool) -> String {
    let mut text = String::from("java.net.SocketTimeoutException: timeout");
    let frames = if deep { FRAMES.len() } else { 6 + (id % 5) as usize };
    for frame in FRAMES.iter().take(frames) {
        text.push_str("\n\tat ");
        text.push_str(frame);
    }
    // Writing to a string cannot fail.
    let _ = write!(
        text,
        "\nCaused by: java.net.SocketException: Socket closed (local 10.0.{}.{}:{}, remote {host}/{address}:443, call {id:016x})",
        id % 16,
        id / 16 % 254 + 1,
        32_768 + id % 28_000
    );
    let rest = if deep { 24 } else { 2 };
    for frame in FRAMES.iter().take(rest) {
        text.push_str("\n\tat ");
        text.push_str(frame);
    }
    let _ = write!(text, "\n\t... {} more", 30 + id % 20);
    text
}

const FRAMES: [&str; 42] = [
    "okhttp3.internal.http2.Http2Stream$StreamTimeout.newTimeoutException(Http2Stream.kt:675)",
    "okhttp3.internal.http2.Http2Stream$StreamTimeout.exitAndThrowIfTimedOut(Http2Stream.kt:684)",
    "okhttp3.internal.http2.Http2Stream.takeHeaders(Http2Stream.kt:143)",
    "okhttp3.internal.http2.Http2ExchangeCodec.readResponseHeaders(Http2ExchangeCodec.kt:96)",
    "okhttp3.internal.connection.Exchange.readResponseHeaders(Exchange.kt:106)",
    "okhttp3.internal.http.CallServerInterceptor.intercept(CallServerInterceptor.kt:79)",
    "okhttp3.internal.http.RealInterceptorChain.proceed(RealInterceptorChain.kt:109)",
    "okhttp3.internal.connection.ConnectInterceptor.intercept(ConnectInterceptor.kt:34)",
    "okhttp3.internal.http.RealInterceptorChain.proceed(RealInterceptorChain.kt:109)",
    "okhttp3.internal.cache.CacheInterceptor.intercept(CacheInterceptor.kt:95)",
    "okhttp3.internal.http.RealInterceptorChain.proceed(RealInterceptorChain.kt:109)",
    "okhttp3.internal.http.BridgeInterceptor.intercept(BridgeInterceptor.kt:83)",
    "okhttp3.internal.http.RealInterceptorChain.proceed(RealInterceptorChain.kt:109)",
    "okhttp3.internal.http.RetryAndFollowUpInterceptor.intercept(RetryAndFollowUpInterceptor.kt:76)",
    "okhttp3.internal.http.RealInterceptorChain.proceed(RealInterceptorChain.kt:109)",
    "com.tencent.bkrepo.replication.replica.base.interceptor.RetryInterceptor.intercept(RetryInterceptor.kt:50)",
    "okhttp3.internal.http.RealInterceptorChain.proceed(RealInterceptorChain.kt:109)",
    "com.tencent.bkrepo.replication.replica.base.interceptor.progress.ProgressInterceptor.intercept(ProgressInterceptor.kt:45)",
    "okhttp3.internal.http.RealInterceptorChain.proceed(RealInterceptorChain.kt:109)",
    "okhttp3.internal.connection.RealCall.getResponseWithInterceptorChain$okhttp(RealCall.kt:201)",
    "okhttp3.internal.connection.RealCall.execute(RealCall.kt:154)",
    "com.tencent.bkrepo.replication.replica.replicator.base.remote.RemoteClusterReplicator.pushBlob(RemoteClusterReplicator.kt:212)",
    "com.tencent.bkrepo.replication.replica.replicator.base.ArtifactReplicationHandler.pushFile(ArtifactReplicationHandler.kt:133)",
    "com.tencent.bkrepo.replication.replica.replicator.standalone.ClusterReplicator.replicaFile(ClusterReplicator.kt:187)",
    "com.tencent.bkrepo.replication.replica.executor.AbstractReplicaService.replicaFile(AbstractReplicaService.kt:274)",
    "com.tencent.bkrepo.replication.replica.executor.AbstractReplicaService.runActionAndPrintLog(AbstractReplicaService.kt:402)",
    "com.tencent.bkrepo.replication.replica.executor.AbstractReplicaService.replicaByPath(AbstractReplicaService.kt:221)",
    "com.tencent.bkrepo.replication.replica.type.schedule.ScheduledReplicaJobExecutor.execute(ScheduledReplicaJobExecutor.kt:88)",
    "com.tencent.bkrepo.replication.replica.executor.AbstractReplicaJobExecutor.submit$lambda-3(AbstractReplicaJobExecutor.kt:95)",
    "com.tencent.bkrepo.common.service.otel.util.AsyncUtils$trace$1.call(AsyncUtils.kt:61)",
    "org.springframework.cloud.sleuth.instrument.async.TraceCallable.call(TraceCallable.java:70)",
    "io.micrometer.core.instrument.internal.TimedCallable.call(TimedCallable.java:46)",
    "java.base/java.util.concurrent.FutureTask.run(FutureTask.java:264)",
    "java.base/java.util.concurrent.Executors$RunnableAdapter.call(Executors.java:539)",
    "java.base/java.util.concurrent.FutureTask.run(FutureTask.java:264)",
    "java.base/java.util.concurrent.ThreadPoolExecutor.runWorker(ThreadPoolExecutor.java:1136)",
    "java.base/java.util.concurrent.ThreadPoolExecutor$Worker.run(ThreadPoolExecutor.java:635)",
    "kotlinx.coroutines.scheduling.CoroutineScheduler.runSafely(CoroutineScheduler.kt:570)",
    "kotlinx.coroutines.scheduling.CoroutineScheduler$Worker.executeTask(CoroutineScheduler.kt:750)",
    "kotlinx.coroutines.scheduling.CoroutineScheduler$Worker.runWorker(CoroutineScheduler.kt:677)",
    "kotlinx.coroutines.scheduling.CoroutineScheduler$Worker.run(CoroutineScheduler.kt:664)",
    "java.base/java.lang.Thread.run(Thread.java:840)",
];
