//! The SHA-256 of a file, computed in slices: no task of the browser is long, and no file has to fit into the memory.

use js_sys::{Reflect, Uint8Array};
use sha2::{Digest as _, Sha256};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use crate::api::yielder::Yielder;
use crate::model::file_check::Digest;

/// The number of bytes that are read from the file at a time.
const PIECE: u32 = 4 * 1024 * 1024;
/// The number of bytes that are hashed between two checks of the clock.
const STEP: u32 = 64 * 1024;

/// Computes the SHA-256 of a file. `advance` receives the number of bytes so far, and stops the computation by returning
/// `false`: the result is then `None`.
///
/// # Errors
/// The message of the browser, for example because the file has changed since it was chosen.
pub(super) async fn sha256(file: &File, mut advance: impl FnMut(f64) -> bool) -> Result<Option<Digest>, String> {
    let size = file.size();
    let mut hasher = Sha256::new();
    let mut step = vec![0; usize::try_from(STEP).unwrap_or_default()];
    let mut yielder = Yielder::new();
    let mut done = 0.0;
    while done < size {
        let end = (done + f64::from(PIECE)).min(size);
        let piece = read(file, done, end).await.map_err(|reason| message(&reason))?;
        let length = piece.length();
        for from in (0..length).step_by(usize::try_from(STEP).unwrap_or(1)) {
            let part = piece.subarray(from, from.saturating_add(STEP).min(length));
            let Some(bytes) = step.get_mut(..usize::try_from(part.length()).unwrap_or_default()) else { break };
            part.copy_to(bytes);
            hasher.update(&bytes);
            yielder.maybe_yield().await;
            if !advance(done + f64::from(from)) {
                return Ok(None);
            }
        }
        done = end;
    }
    Ok(Some(Digest(hasher.finalize().into())))
}

/// The bytes of a range of a file.
async fn read(file: &File, from: f64, to: f64) -> Result<Uint8Array, JsValue> {
    let buffer = JsFuture::from(file.slice_with_f64_and_f64(from, to)?.array_buffer()).await?;
    Ok(Uint8Array::new(&buffer))
}

/// The message of an exception.
fn message(reason: &JsValue) -> String {
    let message = Reflect::get(reason, &"message".into()).ok().and_then(|message| message.as_string());
    message.unwrap_or_else(|| format!("{reason:?}"))
}
