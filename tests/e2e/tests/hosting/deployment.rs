//! A deployment: a copy of the built folder with the base path, the configuration and the server settings edited.

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A required environment variable.
pub fn variable(name: &str) -> PathBuf {
    let value = std::env::var_os(name);
    value.map(PathBuf::from).unwrap_or_else(|| panic!("{name} is not set; `cargo xtask test` sets it"))
}

/// The output folder of `cargo xtask dist`.
pub fn dist() -> PathBuf {
    variable("REPLICA_LOG_DIST")
}

/// The relative paths of all files below a folder, sorted.
pub fn files(folder: &Path) -> Vec<String> {
    let (mut found, mut folders) = (Vec::new(), vec![String::new()]);
    while let Some(below) = folders.pop() {
        for entry in fs::read_dir(folder.join(&below)).unwrap() {
            let entry = entry.unwrap();
            let path = format!("{below}{}", entry.file_name().to_str().unwrap());
            if entry.path().is_dir() { folders.push(format!("{path}/")) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

/// A copy of the built folder in a temporary folder, which replaces `/srv/replica-log` in its settings.
pub struct Deployment {
    folder: TempDir,
    /// The encoded base path, with leading and trailing slash.
    pub base: String,
}

impl Deployment {
    /// Copies the built folder and sets the encoded base path and the configuration.
    pub fn new(base: &str, config: &Value) -> Self {
        let deployment = Self { folder: tempfile::tempdir().unwrap(), base: base.to_owned() };
        for file in files(&dist()) {
            let to = deployment.path(&file);
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::copy(dist().join(&file), to).unwrap();
        }
        let page = "site/index.html";
        let page_with = [
            ("<base href=\"/\">", format!("<base href=\"{base}\">")),
            ("{ \"apiBase\": \"\" }</script>", format!("{config}</script>")),
        ];
        fs::write(deployment.path(page), with_edits(&deployment.read(page), &page_with)).unwrap();
        let here = deployment.folder.path().to_str().unwrap().to_owned();
        for file in files(deployment.folder.path()) {
            if file.ends_with(".conf") || file.ends_with(".caddy") || file.ends_with("Caddyfile") {
                fs::write(deployment.path(&file), deployment.read(&file).replace("/srv/replica-log", &here)).unwrap();
            }
        }
        deployment
    }

    /// Replaces the configuration.
    pub fn configure(&self, config: &Value) {
        const START: &str = "id=\"replica-log-config\">";
        let page = self.read("site/index.html");
        let (before, rest) = page.split_once(START).unwrap();
        let (_, after) = rest.split_once("</script>").unwrap();
        fs::write(self.path("site/index.html"), format!("{before}{START}{config}</script>{after}")).unwrap();
    }

    /// The path of a file.
    pub fn path(&self, file: &str) -> PathBuf {
        self.folder.path().join(file)
    }

    /// The text of a file.
    pub fn read(&self, file: &str) -> String {
        fs::read_to_string(self.path(file)).unwrap()
    }

    /// The paths of the assets below the base path, without the precompressed files.
    pub fn assets(&self) -> Vec<String> {
        let all = files(&self.path("site")).into_iter().filter(|file| file.starts_with("assets/"));
        all.filter(|file| !file.ends_with(".br") && !file.ends_with(".gz")).collect()
    }
}

/// Replaces the lines that an operator edits. Panics if one is missing.
pub fn with_edits(text: &str, edits: &[(&str, String)]) -> String {
    edits.iter().fold(text.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "there is no {from} in:\n{text}");
        text.replace(from, to)
    })
}
