//! A file that is written piece by piece: into the file itself, where the browser lets a person choose one; else into
//! pieces that the browser keeps, and that a link saves in the end.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, Url};

/// A file under construction.
#[derive(Debug, Clone)]
pub enum Sink {
    /// The browser writes as we go: a `FileSystemWritableFileStream`.
    File(JsValue),
    /// What was written so far, as `Blob`s: the browser holds them outside of the page's memory.
    Pieces(Array, &'static str),
}

/// What became of asking where to write.
pub enum Opened {
    /// There.
    Sink(Sink),
    /// Nowhere: the person changed their mind.
    Nowhere,
}

impl Sink {
    /// Asks the person for a file, where the browser can; must be called while a click is handled.
    pub async fn open(name: &str, mime: &'static str) -> Opened {
        match pick(name).await {
            Ok(file) => Opened::Sink(Self::File(file)),
            Err(reason) if named(&reason, "AbortError") => Opened::Nowhere,
            // No such dialog, or not here (another origin's frame, plain HTTP).
            Err(_) => Opened::Sink(Self::Pieces(Array::new(), mime)),
        }
    }

    /// Writes on.
    ///
    /// # Errors
    /// The browser's words for why it could not.
    pub async fn write(&self, text: String) -> Result<(), String> {
        let text = JsValue::from(text);
        match self {
            Self::File(file) => call(file, "write", &text).await.map(drop).map_err(|reason| said(&reason)),
            Self::Pieces(pieces, _) => {
                let piece = Blob::new_with_str_sequence(&Array::of1(&text)).map_err(|reason| said(&reason))?;
                pieces.push(&piece);
                Ok(())
            }
        }
    }

    /// Ends the file. Pieces become an address that a link can save from; whoever takes it gives it back by
    /// `URL.revokeObjectURL`.
    ///
    /// # Errors
    /// The browser's words for why it could not.
    pub async fn close(&self) -> Result<Option<String>, String> {
        match self {
            Self::File(file) => call(file, "close", &JsValue::UNDEFINED).await.map(|_| None),
            Self::Pieces(pieces, mime) => {
                let options = BlobPropertyBag::new();
                options.set_type(mime);
                Blob::new_with_blob_sequence_and_options(pieces, &options)
                    .and_then(|blob| Url::create_object_url_with_blob(&blob))
                    .map(Some)
            }
        }
        .map_err(|reason| said(&reason))
    }

    /// Drops what was written.
    pub async fn discard(&self) {
        if let Self::File(file) = self {
            drop(call(file, "abort", &JsValue::UNDEFINED).await);
        }
    }
}

/// The browser's dialog for a new file, and the stream into the file.
async fn pick(name: &str) -> Result<JsValue, JsValue> {
    let options = Object::new();
    Reflect::set(&options, &"suggestedName".into(), &name.into())?;
    let file = call(&js_sys::global(), "showSaveFilePicker", &options).await?;
    call(&file, "createWritable", &JsValue::UNDEFINED).await
}

/// Calls a method that answers with a promise. By name: the browsers that have these interfaces are not all.
async fn call(object: &JsValue, method: &str, argument: &JsValue) -> Result<JsValue, JsValue> {
    let method: Function = Reflect::get(object, &method.into())?.dyn_into()?;
    let promise: Promise = method.call1(object, argument)?.dyn_into()?;
    JsFuture::from(promise).await
}

fn named(reason: &JsValue, name: &str) -> bool {
    Reflect::get(reason, &"name".into()).is_ok_and(|found| found.as_string().as_deref() == Some(name))
}

/// What the browser says of an error.
fn said(reason: &JsValue) -> String {
    let message = Reflect::get(reason, &"message".into()).ok().and_then(|message| message.as_string());
    message.unwrap_or_else(|| format!("{reason:?}"))
}
