//! A file that is written in pieces: directly to disk where the browser has the File System Access API, otherwise to
//! `Blob`s that a download link saves at the end.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, Url};

/// A file that is being written.
#[derive(Debug, Clone)]
pub enum FileSink {
    /// A `FileSystemWritableFileStream`, which writes to disk.
    Disk(JsValue),
    /// The `Blob`s so far, which the browser keeps outside of the WebAssembly memory, and their media type.
    Blobs(Array, &'static str),
}

impl FileSink {
    /// Opens a file. Where the browser has a dialog for that, the user chooses the file, and `None` means that they
    /// cancelled; it must be called from a click handler.
    pub async fn open(name: &str, mime: &'static str) -> Option<Self> {
        match pick(name).await {
            Ok(file) => Some(Self::Disk(file)),
            Err(reason) if is_named(&reason, "AbortError") => None,
            // The API is missing, or not allowed here (a cross-origin frame, plain HTTP).
            Err(_) => Some(Self::Blobs(Array::new(), mime)),
        }
    }

    /// Appends text.
    ///
    /// # Errors
    /// The message of the browser's exception.
    pub async fn write(&self, text: String) -> Result<(), String> {
        let text = JsValue::from(text);
        match self {
            Self::Disk(file) => call(file, "write", &text).await.map(drop).map_err(|reason| message(&reason)),
            Self::Blobs(blobs, _) => {
                let blob = Blob::new_with_str_sequence(&Array::of1(&text)).map_err(|reason| message(&reason))?;
                blobs.push(&blob);
                Ok(())
            }
        }
    }

    /// Closes the file. Blobs become an object URL for a download link; the caller releases it with
    /// `URL.revokeObjectURL`.
    ///
    /// # Errors
    /// The message of the browser's exception.
    pub async fn close(&self) -> Result<Option<String>, String> {
        match self {
            Self::Disk(file) => call(file, "close", &JsValue::UNDEFINED).await.map(|_| None),
            Self::Blobs(blobs, mime) => {
                let options = BlobPropertyBag::new();
                options.set_type(mime);
                Blob::new_with_blob_sequence_and_options(blobs, &options)
                    .and_then(|blob| Url::create_object_url_with_blob(&blob))
                    .map(Some)
            }
        }
        .map_err(|reason| message(&reason))
    }

    /// Discards the file.
    pub async fn discard(&self) {
        if let Self::Disk(file) = self {
            drop(call(file, "abort", &JsValue::UNDEFINED).await);
        }
    }
}

/// Shows the browser's dialog for a new file, and opens a stream into it.
async fn pick(name: &str) -> Result<JsValue, JsValue> {
    let options = Object::new();
    Reflect::set(&options, &"suggestedName".into(), &name.into())?;
    let file = call(&js_sys::global(), "showSaveFilePicker", &options).await?;
    call(&file, "createWritable", &JsValue::UNDEFINED).await
}

/// Calls a method that returns a promise. The method is looked up by name, because some browsers lack it.
async fn call(object: &JsValue, method: &str, argument: &JsValue) -> Result<JsValue, JsValue> {
    let method: Function = Reflect::get(object, &method.into())?.dyn_into()?;
    let promise: Promise = method.call1(object, argument)?.dyn_into()?;
    JsFuture::from(promise).await
}

fn is_named(reason: &JsValue, name: &str) -> bool {
    Reflect::get(reason, &"name".into()).is_ok_and(|value| value.as_string().as_deref() == Some(name))
}

/// The message of an exception.
fn message(reason: &JsValue) -> String {
    let message = Reflect::get(reason, &"message".into()).ok().and_then(|message| message.as_string());
    message.unwrap_or_else(|| format!("{reason:?}"))
}
