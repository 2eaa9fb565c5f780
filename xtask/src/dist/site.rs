//! The page and its assets. Each asset has a content hash in its name, so that it can be cached forever.

use std::fs;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256, Sha384};

use super::minify::Language;
use super::write_file;
use crate::error::{Context, Error, Result};

/// Folder of the assets, relative to the page.
const FOLDER: &str = "assets/";

/// The role of an asset in the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The style sheet.
    Style,
    /// The classic script that starts the app (`boot.js`).
    Boot,
    /// The JavaScript module of wasm-bindgen.
    Glue,
    /// The app's wasm.
    Wasm,
    /// A file that the first paint does not need, such as the icon.
    Other,
    /// A lazily loaded part of the app. The glue contains its name.
    Part,
}

/// A file that the page loads.
#[derive(Debug)]
pub struct Asset {
    /// Path relative to the page.
    pub path: String,
    /// Role in the page.
    pub role: Role,
    /// Value of the `integrity` attribute (SRI).
    pub integrity: String,
    body: Vec<u8>,
}

/// Paths and contents of the files that Trunk built.
type BuiltFiles = Vec<(String, Vec<u8>)>;

/// Minifies a file.
type Minify<'a> = &'a dyn Fn(Language, &[u8]) -> Result<Vec<u8>>;

/// The page and its assets.
#[derive(Debug)]
pub struct Site {
    page: String,
    /// In load order.
    pub assets: Vec<Asset>,
}

impl Site {
    /// Reads the output of Trunk, minifies scripts and style sheets, and renames the assets by content.
    ///
    /// # Errors
    /// When a file cannot be read, or the output of Trunk is not as expected.
    pub fn read(app: &Path, minify: Minify<'_>) -> Result<Self> {
        let mut built = Vec::new();
        for path in super::list_files(app)? {
            let file = app.join(&path);
            let body = fs::read(&file).could_not(format_args!("read {}", file.display()))?;
            built.push((path.to_string_lossy().into_owned(), body));
        }
        Self::from_built(built, minify)
    }

    fn from_built(mut built: BuiltFiles, minify: Minify<'_>) -> Result<Self> {
        let page = built.iter().position(|(name, _)| name == "index.html");
        let (_, page) = built.swap_remove(page.ok_or_else(|| Error::new("the built app has no index.html"))?);
        let mut page = String::from_utf8(page).map_err(|_| Error::new("the built index.html is not UTF-8"))?;
        let mut assets = Vec::new();
        // The wasm before its glue, because the glue contains the wasm's name.
        built.sort_by_key(|(name, _)| (name.ends_with(".js"), name.clone()));
        let mut wasm = None;
        for (old, mut body) in built {
            let role = role(&old, &page);
            if role == Role::Part {
                let integrity = integrity(&body);
                assets.push(Asset { path: format!("{FOLDER}{old}"), role, integrity, body });
                continue;
            }
            let before = integrity(&body);
            if role == Role::Glue {
                let wasm = wasm.as_deref().ok_or_else(|| Error::new("the built app has no wasm"))?;
                let glue = std::str::from_utf8(&body).map_err(|_| Error::new("the glue is not UTF-8"))?;
                let missing =
                    |part: &&Asset| !glue.contains(&format!("\"./{}\"", part.path.trim_start_matches(FOLDER)));
                if let Some(part) = assets.iter().filter(|asset: &&Asset| asset.role == Role::Part).find(missing) {
                    return Err(Error::new(format!("the glue does not reference {}", part.path)));
                }
                body = with_wasm_url(glue, wasm)?.into_bytes();
            }
            if let Some(language) = language(role) {
                body = minify(language, &body)?;
            }
            let path = format!("{FOLDER}{}", hashed_name(&old, &body)?);
            if role == Role::Wasm {
                wasm = Some(path.trim_start_matches(FOLDER).to_owned());
            }
            let integrity = integrity(&body);
            if !page.contains(&format!("./{old}\"")) || !page.contains(&before) {
                return Err(Error::new(format!(
                    "index.html does not reference {old}, or has another integrity for it"
                )));
            }
            // Browsers ignore the integrity of a preload for `fetch`; Chromium prints a warning.
            page = match role {
                Role::Wasm => page.replace(&format!(" integrity=\"{before}\""), ""),
                _ => page.replace(&before, &integrity),
            };
            page = page.replace(&format!("./{old}\""), &format!("./{path}\""));
            assets.push(Asset { path, role, integrity, body });
        }
        assets.sort_by_key(|asset| asset.role as u8);
        for role in [Role::Style, Role::Boot, Role::Glue, Role::Wasm] {
            if assets.iter().filter(|asset| asset.role == role).count() != 1 {
                return Err(Error::new(format!("the built app does not have exactly one {role:?} asset")));
            }
        }
        Ok(Self { page, assets })
    }

    /// Writes the page and its assets.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn write(&self, folder: &Path) -> Result<()> {
        write_file(&folder.join("index.html"), self.page.as_bytes())?;
        self.assets.iter().try_for_each(|asset| write_file(&folder.join(&asset.path), &asset.body))
    }
}

fn role(name: &str, page: &str) -> Role {
    match name.rsplit('.').next() {
        Some("css") => Role::Style,
        Some("wasm") if name.ends_with("_bg.wasm") => Role::Wasm,
        Some("wasm") => Role::Part,
        Some("js") if page.contains(&format!("data-js=\"./{name}\"")) => Role::Glue,
        Some("js") => Role::Boot,
        _ => Role::Other,
    }
}

/// The language of an asset that is minified.
const fn language(role: Role) -> Option<Language> {
    match role {
        Role::Style => Some(Language::Css),
        Role::Boot | Role::Glue => Some(Language::Js),
        Role::Wasm | Role::Other | Role::Part => None,
    }
}

fn integrity(body: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(body)))
}

/// Replaces Trunk's hash: `replica-log-cf8030485dec4301_bg.wasm` becomes `replica-log-<content hash>.wasm`.
fn hashed_name(old: &str, body: &[u8]) -> Result<String> {
    let unexpected = || Error::new(format!("the built app has a file with an unexpected name: {old}"));
    let (stem, kind) = old.rsplit_once('.').ok_or_else(unexpected)?;
    let (stem, hash) = stem.strip_suffix("_bg").unwrap_or(stem).rsplit_once('-').ok_or_else(unexpected)?;
    if hash.len() < 8 || !hash.bytes().all(|byte| byte.is_ascii_hexdigit()) || stem.contains('/') {
        return Err(unexpected());
    }
    let digest = Sha256::digest(body);
    let hash: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    Ok(format!("{stem}-{hash}.{kind}"))
}

/// Sets the wasm file name in the glue's default URL. The glue finds its wasm without an argument, and bundlers
/// recognise this `new URL(…)` expression and include the file.
///
/// # Errors
/// When the glue does not contain the default URL exactly once, as wasm-bindgen writes it.
pub fn with_wasm_url(glue: &str, wasm: &str) -> Result<String> {
    let named = |name: &str| format!("new URL('{name}', import.meta.url)");
    match glue.split_once(&named("replica-log_bg.wasm")) {
        Some((before, after)) if !after.contains("new URL('") => Ok(format!("{before}{}{after}", named(wasm))),
        _ => Err(Error::new("the glue of wasm-bindgen does not contain the expected URL of the wasm")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HASH: &str = "0123456789abcdef";

    /// A small build in the format of Trunk.
    fn built(wasm: &str) -> BuiltFiles {
        let glue = format!(
            "module_or_path = new URL('replica-log_bg.wasm', import.meta.url);\n\
            new URL(\"./part-a-{HASH}.wasm\", import.meta.url)"
        );
        let files = [
            (format!("boot-{HASH}.js"), "boot"),
            (format!("icon-{HASH}.svg"), "icon"),
            (format!("replica-log-{HASH}.css"), "css"),
            (format!("replica-log-{HASH}.js"), &*glue),
            (format!("replica-log-{HASH}_bg.wasm"), wasm),
            (format!("part-a-{HASH}.wasm"), "part"),
        ];
        let mut page = format!(
            "<base href=\"/\">\n<meta data-js=\"./replica-log-{HASH}.js\" data-wasm=\"./replica-log-{HASH}_bg.wasm\">"
        );
        for (name, body) in files.iter().filter(|(name, _)| !name.starts_with("part-")) {
            page.push_str(&format!("\n<link href=\"./{name}\" integrity=\"{}\">", integrity(body.as_bytes())));
        }
        let mut built: Vec<_> = files.into_iter().map(|(name, body)| (name, body.as_bytes().to_vec())).collect();
        built.push(("index.html".into(), page.into_bytes()));
        built
    }

    fn read(files: BuiltFiles) -> Result<Site> {
        Site::from_built(files, &|_, source| Ok(source.to_vec()))
    }

    fn asset(site: &Site, role: Role) -> &Asset {
        site.assets.iter().find(|asset| asset.role == role).expect("the asset exists")
    }

    #[test]
    fn the_hash_in_a_name_depends_on_the_content_only() {
        let (one, two) = (read(built("wasm")).expect("read"), read(built("other")).expect("read"));
        for role in [Role::Boot, Role::Style, Role::Other] {
            assert_eq!(asset(&one, role).path, asset(&two, role).path);
        }
        // The glue contains the wasm's name, so both change.
        for role in [Role::Wasm, Role::Glue] {
            assert_ne!(asset(&one, role).path, asset(&two, role).path);
        }
        let again = read(built("wasm")).expect("read");
        assert_eq!(one.page, again.page);
    }

    #[test]
    fn the_page_and_the_glue_reference_existing_files() {
        let site = read(built("wasm")).expect("read");
        assert!(!site.page.contains(HASH), "{}", site.page);
        // A part is already named by content, and the page does not reference it.
        assert_eq!(asset(&site, Role::Part).path, format!("assets/part-a-{HASH}.wasm"));
        for asset in site.assets.iter().filter(|asset| asset.role != Role::Part) {
            assert!(site.page.contains(&format!("\"./{}\"", asset.path)), "{}", asset.path);
            let has_integrity = site.page.contains(&format!("integrity=\"{}\"", integrity(&asset.body)));
            assert_eq!(has_integrity, asset.role != Role::Wasm, "{}", asset.path);
        }
        let wasm = &asset(&site, Role::Wasm).path;
        assert!(site.page.contains(&format!("data-wasm=\"./{wasm}\"")));
        let glue = String::from_utf8_lossy(&asset(&site, Role::Glue).body).into_owned();
        assert!(glue.contains(&format!("new URL('{}', ", wasm.trim_start_matches(FOLDER))), "{glue}");
    }

    #[test]
    fn the_glue_contains_the_new_name_of_the_wasm() {
        let glue = "a = new URL('replica-log_bg.wasm', import.meta.url);";
        assert_eq!(with_wasm_url(glue, "b.wasm").as_deref(), Ok("a = new URL('b.wasm', import.meta.url);"));
        assert!(with_wasm_url(&glue.repeat(2), "b.wasm").is_err());
        assert!(with_wasm_url("", "b.wasm").is_err());
    }

    #[test]
    fn an_unexpected_build_is_rejected() {
        let error_with = |change: &dyn Fn(&mut BuiltFiles)| {
            let mut files = built("wasm");
            change(&mut files);
            read(files).expect_err("it must be rejected").to_string()
        };
        assert!(error_with(&|files| files.retain(|(name, _)| name != "index.html")).contains("no index.html"));
        assert!(error_with(&|files| files.retain(|(name, _)| !name.ends_with(".wasm"))).contains("no wasm"));
        assert!(error_with(&|files| files.retain(|(name, _)| !name.ends_with(".css"))).contains("Style"));
        assert!(error_with(&|files| files[0].1.push(b'!')).contains("does not reference boot"));
        assert!(error_with(&|files| files[3].1.clear()).contains("the glue"));
        assert!(error_with(&|files| files.push(("more.js".into(), vec![]))).contains("more.js"));
    }
}
