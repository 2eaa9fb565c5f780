//! Reading a response body as a stream, because only a stream shows whether bytes are still coming.

use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::JsCast;
use web_sys::{ReadableStream, ReadableStreamDefaultReader};

use super::error::{Error, ErrorKind};
use super::fetch::settle;
use super::timeout::Timeout;
use super::yielder::Yielder;
use crate::model::zone::Zone;

/// The largest number of bytes that is passed on at a time: a browser's own chunks have no limit.
const CHUNK: usize = 65_536;

/// A piece of a response that is read as a stream.
#[derive(Debug)]
pub enum Piece<'a> {
    /// The response begins, possibly again after a retry; the zone of all times in it.
    Begin(Zone),
    /// The next bytes of the body.
    Bytes(&'a [u8]),
}

/// Receives the pieces of a response.
pub type Pieces<'a> = &'a mut dyn FnMut(Piece<'_>);

/// Reads a body to its end. Its bytes are passed to `each`, with periodic yields to the browser, or returned without it.
///
/// # Errors
/// Why it broke off.
pub(super) async fn read(
    body: &ReadableStream,
    timeout: &Timeout,
    mut each: Option<Pieces<'_>>,
) -> Result<Vec<u8>, Error> {
    let broken = |_| Error::new(ErrorKind::Offline);
    let reader = ReadableStreamDefaultReader::new(body).map_err(broken)?;
    let (mut bytes, mut yielder) = (Vec::new(), Yielder::new());
    loop {
        let step = settle(reader.read()).await?;
        timeout.restart();
        if Reflect::get(&step, &"done".into()).map_err(broken)?.is_truthy() {
            return Ok(bytes);
        }
        let chunk = Reflect::get(&step, &"value".into()).map_err(broken)?;
        let chunk: Uint8Array = chunk.dyn_into().map_err(broken)?;
        let Some(each) = &mut each else {
            bytes.extend(chunk.to_vec());
            continue;
        };
        for part in chunk.to_vec().chunks(CHUNK) {
            each(Piece::Bytes(part));
            yielder.maybe_yield().await;
        }
    }
}
