//! Artifact names for each repository type.

use super::random::{mix, pick};

/// A repository.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Repo {
    pub(crate) name: &'static str,
    pub(crate) kind: &'static str,
}

const fn repo(name: &'static str, kind: &'static str) -> Repo {
    Repo { name, kind }
}

/// The repositories of the nightly replication.
pub(crate) const NIGHTLY: [Repo; 12] = [
    repo("maven-release", "MAVEN"),
    repo("docker-release", "DOCKER"),
    repo("docker-release", "DOCKER"),
    repo("generic-release", "GENERIC"),
    repo("generic-release", "GENERIC"),
    repo("generic-release", "GENERIC"),
    repo("npm-release", "NPM"),
    repo("pypi-release", "PYPI"),
    repo("helm-release", "HELM"),
    repo("cargo-release", "CARGO"),
    repo("rpm-release", "RPM"),
    repo("maven-release", "MAVEN"),
];

/// One repository of each type.
pub(crate) const ALL_TYPES: [Repo; 24] = [
    repo("generic-archive", "GENERIC"),
    repo("docker-archive", "DOCKER"),
    repo("maven-archive", "MAVEN"),
    repo("pypi-archive", "PYPI"),
    repo("npm-archive", "NPM"),
    repo("helm-archive", "HELM"),
    repo("rds-archive", "RDS"),
    repo("composer-archive", "COMPOSER"),
    repo("rpm-archive", "RPM"),
    repo("nuget-archive", "NUGET"),
    repo("git-archive", "GIT"),
    repo("oci-archive", "OCI"),
    repo("conan-archive", "CONAN"),
    repo("lfs-archive", "LFS"),
    repo("ddc-archive", "DDC"),
    repo("svn-archive", "SVN"),
    repo("s3-archive", "S3"),
    repo("media-archive", "MEDIA"),
    repo("ohpm-archive", "OHPM"),
    repo("cargo-archive", "CARGO"),
    repo("huggingface-archive", "HUGGINGFACE"),
    repo("drive-archive", "DRIVE"),
    repo("skill-archive", "SKILL"),
    repo("plain-archive", "NONE"),
];

pub(crate) const MODELS: [Repo; 1] = [repo("models", "HUGGINGFACE")];
pub(crate) const NPM: [Repo; 1] = [repo("npm-release", "NPM")];
pub(crate) const CONAN: [Repo; 1] = [repo("conan-release", "CONAN")];
pub(crate) const GAME_FILES: [Repo; 2] = [repo("game-clients", "GENERIC"), repo("game-captures", "MEDIA")];
pub(crate) const PATHS: [Repo; 2] = [repo("shared-files", "GENERIC"), repo("media-files", "MEDIA")];

const PROJECTS: [&str; 12] = [
    "gateway",
    "auth",
    "billing",
    "scheduler",
    "console",
    "storage",
    "metrics",
    "pipeline",
    "agent",
    "search",
    "notify",
    "inventory",
];
const COMPONENTS: [&str; 14] = [
    "core", "api", "client", "server", "common", "worker", "proxy", "cache", "sdk", "model", "plugin", "tools", "ui",
    "starter",
];
const PLATFORMS: [&str; 5] =
    ["linux-amd64.tar.gz", "linux-arm64.tar.gz", "windows-amd64.zip", "darwin-arm64.tar.gz", "symbols.zip"];

/// The key of a package, as historical rows name it.
pub(crate) fn package_key(kind: &str, name: &str) -> String {
    match kind {
        "MAVEN" => format!("gav://com.tencent.bk:{name}"),
        _ => format!("{}://{name}", kind.to_lowercase()),
    }
}

/// The name and version of an artifact in a repository of a type. A package has a plain name, a file its path and no
/// version.
///
/// `age` counts releases: an artifact gets a new version after some of them.
pub(crate) fn artifact(kind: &str, number: u64, age: u64) -> (String, Option<String>) {
    let random = mix(number, 0x6e61_6d65);
    let project = pick(&PROJECTS, random);
    let part = pick(&COMPONENTS, random >> 8);
    let serial = number / 7;
    let minor = (random >> 16) % 40;
    // Each artifact has its own release interval, so that few versions change from one night to the next.
    let patch = (age + (random >> 24) % 29) / 29;
    let version = format!("{}.{minor}.{patch}", 1 + (random >> 40) % 6);
    let name = match kind {
        "GENERIC" | "NONE" | "DRIVE" => {
            let platform = pick(&PLATFORMS, random >> 48);
            let path = format!("/release/{project}/{part}-{serial}/{project}-{part}-{version}-{platform}");
            return (path, None);
        }
        "LFS" | "GIT" | "DDC" => {
            return (format!("/objects/{:02x}/{:02x}/{random:016x}", random >> 56, (random >> 48) & 255), None);
        }
        "MEDIA" | "S3" | "SVN" => {
            return (format!("/{project}/captures/{serial:06}/{part}-{random:08x}.mp4"), None);
        }
        "NPM" | "OHPM" => format!("@blueking/{project}-{part}-{serial}"),
        "DOCKER" | "OCI" => format!("bk-{project}/{part}-{serial}"),
        "COMPOSER" => format!("blueking/{project}-{part}-{serial}"),
        "HUGGINGFACE" => format!("{project}-lab/{part}-{}b-{serial}", 1 + minor),
        // Of a Maven package the name is the artifact id.
        _ => format!("{project}-{part}-{serial}"),
    };
    (name, Some(version))
}
