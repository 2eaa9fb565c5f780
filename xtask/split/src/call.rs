//! What Trunk asks wasm-bindgen for.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use eyre::{OptionExt as _, Result};

/// How this program was started: three paths of ours, then what Trunk wants of wasm-bindgen.
#[derive(Debug, PartialEq, Eq)]
pub struct Call {
    /// The real wasm-bindgen.
    pub wasm_bindgen: PathBuf,
    /// The program that makes a wasm smaller.
    pub wasm_opt: PathBuf,
    /// Where the parts go.
    pub parts: PathBuf,
    /// What Trunk wants, word for word.
    pub passed_on: Vec<OsString>,
    /// The same, where it is work; to be told the version is none.
    pub wanted: Option<Wanted>,
}

/// A wasm to be worked on.
#[derive(Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The wasm, as the compiler made it.
    pub wasm: PathBuf,
    /// The folder of glue and wasm.
    pub out_dir: PathBuf,
    /// What both are called.
    pub out_name: String,
}

impl Call {
    /// Reads the words that this program was started with.
    ///
    /// # Errors
    /// When one of our paths is missing.
    pub fn read(words: impl Iterator<Item = OsString>) -> Result<Self> {
        let mut words = words;
        let mut path = |what: &str| words.next().map(PathBuf::from).ok_or_eyre(format!("no path of {what} is given"));
        let (wasm_bindgen, wasm_opt, parts) = (path("wasm-bindgen")?, path("wasm-opt")?, path("the parts")?);
        let passed_on: Vec<OsString> = words.collect();
        let wanted = wanted(&passed_on);
        Ok(Self { wasm_bindgen, wasm_opt, parts, passed_on, wanted })
    }

    /// What Trunk wants, of another wasm.
    pub fn with_input(&self, wasm: &Path) -> Vec<OsString> {
        let replaced = |word: &OsString| if is_wasm(word) { wasm.into() } else { word.clone() };
        self.passed_on.iter().map(replaced).collect()
    }
}

fn is_wasm(word: &OsString) -> bool {
    Path::new(word).extension().is_some_and(|kind| kind == "wasm")
}

fn wanted(words: &[OsString]) -> Option<Wanted> {
    let option = |name: &str| {
        let at = words.iter().position(|word| word.to_string_lossy().split('=').next() == Some(name))?;
        match words[at].to_string_lossy().split_once('=') {
            Some((_, value)) => Some(value.to_owned()),
            None => Some(words.get(at + 1)?.to_string_lossy().into_owned()),
        }
    };
    let wasm = PathBuf::from(words.iter().find(|word| is_wasm(word))?);
    Some(Wanted { wasm, out_dir: option("--out-dir")?.into(), out_name: option("--out-name")? })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(words: &str) -> Call {
        Call::read(words.split(' ').map(OsString::from)).expect("a call")
    }

    #[test]
    fn what_is_wanted_is_known_in_either_way_of_saying_it() {
        let expected =
            Wanted { wasm: "in/app.wasm".into(), out_dir: "a/folder".into(), out_name: "replica-log".into() };
        for words in [
            "b o p --target=web --out-dir=a/folder --out-name=replica-log in/app.wasm --no-typescript",
            "b o p --out-dir a/folder in/app.wasm --out-name replica-log",
        ] {
            assert_eq!(call(words).wanted.as_ref(), Some(&expected), "{words}");
        }
    }

    #[test]
    fn the_version_is_asked_of_the_real_one() {
        let call = call("b o p --version");
        assert_eq!((call.wanted, call.passed_on), (None, vec![OsString::from("--version")]));
    }

    #[test]
    fn only_the_wasm_is_another_one() {
        let words =
            call("b o p --out-dir=x.y --out-name=n in/app.wasm --no-typescript").with_input(Path::new("r.wasm"));
        assert_eq!(words, ["--out-dir=x.y", "--out-name=n", "r.wasm", "--no-typescript"]);
    }

    #[test]
    fn without_our_own_paths_nothing_is_done() {
        assert!(Call::read(["b", "o"].map(OsString::from).into_iter()).is_err());
    }
}
