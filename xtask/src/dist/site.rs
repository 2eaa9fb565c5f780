//! The page and its assets, each under a name that changes with its content, so that it may be kept for ever.

use std::fs;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256, Sha384};

use super::put;
use crate::fail::{Context, Fail, Result};

/// Where the assets are, below the page.
const FOLDER: &str = "assets/";

/// What a browser takes an asset for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The style sheet.
    Style,
    /// The classic script that starts the app.
    Boot,
    /// The module between the wasm and the browser.
    Glue,
    /// The app.
    Wasm,
    /// Nothing that the first picture waits for.
    Other,
    /// A part of the app that is loaded when it is opened; the glue knows it by its name.
    Part,
}

/// A file of the page.
#[derive(Debug)]
pub struct Asset {
    /// Its path below the page.
    pub path: String,
    /// What it is taken for.
    pub role: Role,
    /// What the page says its content must be.
    pub integrity: String,
    body: Vec<u8>,
}

/// Files, by their paths, as Trunk leaves them.
type Built = Vec<(String, Vec<u8>)>;

/// The page and its assets.
#[derive(Debug)]
pub struct Site {
    page: String,
    /// In the order in which a browser needs them.
    pub assets: Vec<Asset>,
}

impl Site {
    /// Reads what Trunk built, and names it anew.
    ///
    /// # Errors
    /// When it cannot be read, or is not built as expected.
    pub fn read(app: &Path) -> Result<Self> {
        let mut built = Vec::new();
        for path in super::files(app)? {
            let file = app.join(&path);
            let body = fs::read(&file).could_not(format_args!("read {}", file.display()))?;
            built.push((path.to_string_lossy().into_owned(), body));
        }
        Self::of(built)
    }

    fn of(mut built: Built) -> Result<Self> {
        let page = built.iter().position(|(name, _)| name == "index.html");
        let (_, page) = built.swap_remove(page.ok_or_else(|| Fail::new("the built app has no index.html"))?);
        let mut page = String::from_utf8(page).map_err(|_| Fail::new("the built index.html is not UTF-8"))?;
        let mut assets = Vec::new();
        // The wasm before its glue, which names it.
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
                let wasm = wasm.as_deref().ok_or_else(|| Fail::new("the built app has no wasm"))?;
                let glue = std::str::from_utf8(&body).map_err(|_| Fail::new("the glue is not UTF-8"))?;
                let missing =
                    |part: &&Asset| !glue.contains(&format!("\"./{}\"", part.path.trim_start_matches(FOLDER)));
                if let Some(part) = assets.iter().filter(|asset: &&Asset| asset.role == Role::Part).find(missing) {
                    return Err(Fail::new(format!("the glue does not ask for {}", part.path)));
                }
                body = leads_to(glue, wasm)?.into_bytes();
            }
            let path = format!("{FOLDER}{}", named(&old, &body)?);
            if role == Role::Wasm {
                wasm = Some(path.trim_start_matches(FOLDER).to_owned());
            }
            let integrity = integrity(&body);
            if !page.contains(&format!("./{old}\"")) || !page.contains(&before) {
                return Err(Fail::new(format!("index.html does not ask for {old}, or not for what is in it")));
            }
            // No browser looks at the integrity of what is preloaded for `fetch`; Chromium warns of it.
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
                return Err(Fail::new(format!("the built app does not have one {role:?}")));
            }
        }
        Ok(Self { page, assets })
    }

    /// Writes it.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn write(&self, folder: &Path) -> Result<()> {
        put(&folder.join("index.html"), self.page.as_bytes())?;
        self.assets.iter().try_for_each(|asset| put(&folder.join(&asset.path), &asset.body))
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

fn integrity(body: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(body)))
}

/// `replica-log-cf8030485dec4301_bg.wasm` is `replica-log-<of its content>.wasm`.
fn named(old: &str, body: &[u8]) -> Result<String> {
    let strange = || Fail::new(format!("the built app has a file of an unexpected name: {old}"));
    let (stem, kind) = old.rsplit_once('.').ok_or_else(strange)?;
    let (stem, hash) = stem.strip_suffix("_bg").unwrap_or(stem).rsplit_once('-').ok_or_else(strange)?;
    if hash.len() < 8 || !hash.bytes().all(|byte| byte.is_ascii_hexdigit()) || stem.contains('/') {
        return Err(strange());
    }
    let digest = Sha256::digest(body);
    let hash: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    Ok(format!("{stem}-{hash}.{kind}"))
}

/// The glue, with the wasm's own name where it names it by itself: whoever starts it without saying where the wasm is
/// finds it all the same, and bundlers know this one expression and take along what it names.
///
/// # Errors
/// When the glue does not name its wasm just once, as wasm-bindgen writes it.
pub fn leads_to(glue: &str, wasm: &str) -> Result<String> {
    let named = |name: &str| format!("new URL('{name}', import.meta.url)");
    match glue.split_once(&named("replica-log_bg.wasm")) {
        Some((before, after)) if !after.contains("new URL('") => Ok(format!("{before}{}{after}", named(wasm))),
        _ => Err(Fail::new("the glue of wasm-bindgen does not name its wasm as it used to")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HASH: &str = "0123456789abcdef";

    /// What Trunk builds, in small.
    fn built(wasm: &str) -> Built {
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

    fn asset(site: &Site, role: Role) -> &Asset {
        site.assets.iter().find(|asset| asset.role == role).expect("there is one")
    }

    #[test]
    fn a_name_changes_with_the_content_and_with_nothing_else() {
        let (one, two) = (Site::of(built("wasm")).expect("read"), Site::of(built("other")).expect("read"));
        for role in [Role::Boot, Role::Style, Role::Other] {
            assert_eq!(asset(&one, role).path, asset(&two, role).path);
        }
        // The glue names the wasm, so it changes with it.
        for role in [Role::Wasm, Role::Glue] {
            assert_ne!(asset(&one, role).path, asset(&two, role).path);
        }
        let again = Site::of(built("wasm")).expect("read");
        assert_eq!(one.page, again.page);
    }

    #[test]
    fn the_page_and_the_glue_name_what_is_there() {
        let site = Site::of(built("wasm")).expect("read");
        assert!(!site.page.contains(HASH), "{}", site.page);
        // What is loaded later has its name already, and the page does not ask for it.
        assert_eq!(asset(&site, Role::Part).path, format!("assets/part-a-{HASH}.wasm"));
        for asset in site.assets.iter().filter(|asset| asset.role != Role::Part) {
            assert!(site.page.contains(&format!("\"./{}\"", asset.path)), "{}", asset.path);
            let said = site.page.contains(&format!("integrity=\"{}\"", integrity(&asset.body)));
            assert_eq!(said, asset.role != Role::Wasm, "{}", asset.path);
        }
        let wasm = &asset(&site, Role::Wasm).path;
        assert!(site.page.contains(&format!("data-wasm=\"./{wasm}\"")));
        let glue = String::from_utf8_lossy(&asset(&site, Role::Glue).body).into_owned();
        assert!(glue.contains(&format!("new URL('{}', ", wasm.trim_start_matches(FOLDER))), "{glue}");
    }

    #[test]
    fn the_wasm_is_found_by_its_glue() {
        let glue = "a = new URL('replica-log_bg.wasm', import.meta.url);";
        assert_eq!(leads_to(glue, "b.wasm").as_deref(), Ok("a = new URL('b.wasm', import.meta.url);"));
        assert!(leads_to(&glue.repeat(2), "b.wasm").is_err());
        assert!(leads_to("", "b.wasm").is_err());
    }

    #[test]
    fn another_build_than_expected_is_refused() {
        let spoilt = |spoil: &dyn Fn(&mut Built)| {
            let mut files = built("wasm");
            spoil(&mut files);
            Site::of(files).expect_err("it must be refused").to_string()
        };
        assert!(spoilt(&|files| files.retain(|(name, _)| name != "index.html")).contains("no index.html"));
        assert!(spoilt(&|files| files.retain(|(name, _)| !name.ends_with(".wasm"))).contains("no wasm"));
        assert!(spoilt(&|files| files.retain(|(name, _)| !name.ends_with(".css"))).contains("Style"));
        assert!(spoilt(&|files| files[0].1.push(b'!')).contains("does not ask for boot"));
        assert!(spoilt(&|files| files[3].1.clear()).contains("the glue"));
        assert!(spoilt(&|files| files.push(("more.js".into(), vec![]))).contains("more.js"));
    }
}
