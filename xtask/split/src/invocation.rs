//! The command line of this program: that of wasm-bindgen, preceded by the target and three paths.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use eyre::{OptionExt as _, Result, bail};

/// Where the split wasm is used, which decides how its parts are fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// The standalone page.
    Site,
    /// The npm package, which bundlers process.
    Package,
}

/// The parsed command line: the target, three paths, then the arguments for wasm-bindgen.
#[derive(Debug, PartialEq, Eq)]
pub struct Invocation {
    /// Where the result is used.
    pub target: Target,
    /// The real wasm-bindgen.
    pub wasm_bindgen: PathBuf,
    /// The wasm-opt executable.
    pub wasm_opt: PathBuf,
    /// The output folder of the parts.
    pub parts: PathBuf,
    /// The arguments for wasm-bindgen, unchanged.
    pub extra_args: Vec<OsString>,
    /// The files to process; `None` for calls such as `--version`.
    pub files: Option<Files>,
}

/// Input and output files of a wasm-bindgen run.
#[derive(Debug, PartialEq, Eq)]
pub struct Files {
    /// The compiled wasm.
    pub wasm: PathBuf,
    /// The output folder.
    pub out_dir: PathBuf,
    /// The base name of the output files.
    pub out_name: String,
}

impl Invocation {
    /// Parses the command line.
    ///
    /// # Errors
    /// When the target is unknown or one of the three paths is missing.
    pub fn read(words: impl Iterator<Item = OsString>) -> Result<Self> {
        let mut words = words;
        let target = match words.next().as_ref().and_then(|word| word.to_str()) {
            Some("site") => Target::Site,
            Some("package") => Target::Package,
            _ => bail!("the first argument is neither `site` nor `package`"),
        };
        let mut path =
            |what: &str| words.next().map(PathBuf::from).ok_or_eyre(format!("the path of {what} is missing"));
        let (wasm_bindgen, wasm_opt, parts) = (path("wasm-bindgen")?, path("wasm-opt")?, path("the parts")?);
        let extra_args: Vec<OsString> = words.collect();
        let files = files(&extra_args);
        Ok(Self { target, wasm_bindgen, wasm_opt, parts, extra_args, files })
    }

    /// The arguments for wasm-bindgen with another input file.
    pub fn with_input(&self, wasm: &Path) -> Vec<OsString> {
        let replaced = |word: &OsString| if is_wasm(word) { wasm.into() } else { word.clone() };
        self.extra_args.iter().map(replaced).collect()
    }
}

fn is_wasm(word: &OsString) -> bool {
    Path::new(word).extension().is_some_and(|kind| kind == "wasm")
}

fn files(words: &[OsString]) -> Option<Files> {
    let option = |name: &str| {
        let at = words.iter().position(|word| word.to_string_lossy().split('=').next() == Some(name))?;
        match words[at].to_string_lossy().split_once('=') {
            Some((_, value)) => Some(value.to_owned()),
            None => Some(words.get(at + 1)?.to_string_lossy().into_owned()),
        }
    };
    let wasm = PathBuf::from(words.iter().find(|word| is_wasm(word))?);
    Some(Files { wasm, out_dir: option("--out-dir")?.into(), out_name: option("--out-name")? })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn invocation(words: &str) -> Invocation {
        Invocation::read(words.split(' ').map(OsString::from)).expect("an invocation")
    }

    #[test]
    fn options_are_parsed_in_both_forms() {
        let expected = Files { wasm: "in/app.wasm".into(), out_dir: "a/folder".into(), out_name: "replica-log".into() };
        for words in [
            "site b o p --target=web --out-dir=a/folder --out-name=replica-log in/app.wasm --no-typescript",
            "package b o p --out-dir a/folder in/app.wasm --out-name replica-log",
        ] {
            assert_eq!(invocation(words).files.as_ref(), Some(&expected), "{words}");
        }
    }

    #[test]
    fn a_version_query_has_no_files_to_process() {
        let invocation = invocation("site b o p --version");
        assert_eq!((invocation.files, invocation.extra_args), (None, vec![OsString::from("--version")]));
    }

    #[test]
    fn only_the_input_file_is_replaced() {
        let words = invocation("site b o p --out-dir=x.y --out-name=n in/app.wasm --no-typescript")
            .with_input(Path::new("r.wasm"));
        assert_eq!(words, ["--out-dir=x.y", "--out-name=n", "r.wasm", "--no-typescript"]);
    }

    #[test]
    fn a_missing_path_or_target_is_an_error() {
        assert!(Invocation::read(["site", "b", "o"].map(OsString::from).into_iter()).is_err());
        assert!(Invocation::read(["b", "o", "p"].map(OsString::from).into_iter()).is_err());
    }
}
