//! From the bytes of an answer to what it says, or to why it says nothing.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::error::{Error, ErrorKind};
use super::field::Field;
use super::lone_surrogates::mended;
use crate::model::object::ObjectOnly;
use crate::model::zone::Zone;

/// What came back for a request, before anybody read it.
#[derive(Debug, Clone, Copy)]
pub struct HttpResponse<'a> {
    /// The HTTP status.
    pub status: u16,
    /// The body.
    pub body: &'a str,
    /// The header `Retry-After`.
    pub retry_after: Option<&'a str>,
}

/// What the service answered.
#[derive(Debug, Clone, PartialEq)]
pub struct ApiResponse<T> {
    /// The envelope's `data`.
    pub data: T,
    /// What an operator of the service asks for.
    pub trace_id: Option<String>,
    /// The zone of all times in it.
    pub zone: Zone,
}

impl ApiResponse<String> {
    /// Reads the body of an answer.
    ///
    /// # Errors
    /// Whatever the service said instead of an answer.
    pub fn decode<T: DeserializeOwned>(self) -> Result<ApiResponse<T>, Error> {
        let (data, trace_id) = decode(HttpResponse { status: 200, body: &self.data, retry_after: None })?;
        Ok(ApiResponse { data, trace_id, zone: self.zone })
    }
}

/// The envelope of every answer. A message or a trace id that is no text is left out, and the rest is read.
#[derive(Deserialize)]
#[serde(remote = "Self", rename_all = "camelCase")]
struct Envelope<'a> {
    code: i64,
    #[serde(default)]
    message: Field<String>,
    #[serde(borrow)]
    data: Option<&'a RawValue>,
    #[serde(default)]
    trace_id: Field<String>,
}

impl<'de> Deserialize<'de> for Envelope<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(ObjectOnly(deserializer))
    }
}

/// Reads a response. `data` that is missing or null is given to `T` as null: a type that has no null makes
/// the answer unreadable.
///
/// # Errors
/// Whatever the service, or something in its place, said instead of an answer.
pub fn decode<T: DeserializeOwned>(response: HttpResponse<'_>) -> Result<(T, Option<String>), Error> {
    match read(response) {
        // Fields and rows read lone surrogates by themselves; this is for the names and texts around them.
        Err(error) if error.kind() == ErrorKind::Unreadable => match mended(response.body) {
            Some(body) => read(HttpResponse { body: &body, ..response }),
            None => Err(error),
        },
        result => result,
    }
}

fn read<T: DeserializeOwned>(response: HttpResponse<'_>) -> Result<(T, Option<String>), Error> {
    let envelope = envelope(response)?;
    let trace_id = envelope.trace_id.cloned();
    match serde_json::from_str(envelope.data.map_or("null", RawValue::get)) {
        Ok(data) => Ok((data, trace_id)),
        Err(error) => {
            let mut unreadable = Error::with_status(ErrorKind::Unreadable, response.status);
            unreadable.message = Some(error.to_string());
            unreadable.trace_id = trace_id;
            Err(unreadable)
        }
    }
}

/// Everything that does not depend on what was asked for: compiled once, not once for each endpoint.
fn envelope(response: HttpResponse<'_>) -> Result<Envelope<'_>, Error> {
    let HttpResponse { status, body, retry_after } = response;
    let envelope = serde_json::from_str::<Envelope<'_>>(body);
    let succeeded = (200..300).contains(&status);
    match envelope {
        Ok(envelope) if succeeded && envelope.code == 0 => Ok(envelope),
        Ok(envelope) => {
            let mut error = Error::with_status(Error::classify(status, Some(envelope.code), true), status);
            error.code = Some(envelope.code);
            error.message = envelope.message.cloned().filter(|message| !message.trim().is_empty());
            error.trace_id = envelope.trace_id.cloned();
            error.retry_after = retry_after.and_then(seconds);
            Err(error)
        }
        Err(reason) => {
            let mut error = Error::with_status(Error::classify(status, None, false), status);
            if error.kind() == ErrorKind::Unreadable {
                error.message = Some(reason.to_string());
            }
            error.retry_after = retry_after.and_then(seconds);
            Err(error)
        }
    }
}

/// `Retry-After` in seconds. Its other form, a date, is the client's to read, who has a clock.
fn seconds(header: &str) -> Option<u32> {
    header.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(status: u16, body: &str) -> Error {
        decode::<Option<i64>>(HttpResponse { status, body, retry_after: Some("7") }).unwrap_err()
    }

    #[test]
    fn an_error_of_the_service_keeps_its_words() {
        let error = error(400, r#"{"code":250310,"message":"任务[x]未找到","data":null,"traceId":"t1"}"#);
        assert_eq!(error.kind(), ErrorKind::NotFound);
        assert_eq!(error.message.as_deref(), Some("任务[x]未找到"));
        assert_eq!((error.status, error.code, error.trace_id.as_deref()), (Some(400), Some(250_310), Some("t1")));
    }

    #[test]
    fn an_error_can_come_with_http_200() {
        assert_eq!(error(200, r#"{"code":250102,"message":"x"}"#).kind(), ErrorKind::Service);
    }

    #[test]
    fn a_gateways_page_is_not_read_as_an_answer() {
        assert_eq!(error(502, "<html>502</html>").kind(), ErrorKind::Gateway);
        assert_eq!(error(200, "<html>sign in</html>").kind(), ErrorKind::Unreadable);
        assert_eq!(error(404, "<html>404</html>").kind(), ErrorKind::Unreadable);
    }

    #[test]
    fn json_that_is_no_envelope_is_unreadable() {
        for body in ["", "null", "[]", "1", "{}", r#"{"code":"0"}"#, r#"{"code":0,"data":"x"}"#, r#"{"code":0,"da"#] {
            assert_eq!(error(200, body).kind(), ErrorKind::Unreadable, "{body}");
        }
    }

    #[test]
    fn half_a_character_is_no_reason_to_read_nothing() {
        let read = |body| decode::<Option<String>>(HttpResponse { status: 200, body, retry_after: None });
        assert_eq!(read(r#"{"code":0,"data":"a\ud83d"}"#), Ok((Some("a\u{fffd}".into()), None)));
        assert_eq!(
            read(r#"{"code":0,"data":"a","traceId":"\udc00"}"#),
            Ok((Some("a".into()), Some("\u{fffd}".into())))
        );
        let refused = error(400, r#"{"code":250310,"message":"cut \ud83d"}"#);
        assert_eq!((refused.kind(), refused.message.as_deref()), (ErrorKind::NotFound, Some("cut \u{fffd}")));
    }

    #[test]
    fn how_long_to_wait_is_kept() {
        assert_eq!(error(429, "").retry_after, Some(7));
        assert_eq!(seconds("Wed, 21 Oct 2026 07:28:00 GMT"), None);
        assert_eq!(seconds("99999999999"), None);
    }

    #[test]
    fn data_that_is_null_or_missing_is_null() {
        let read = |body| decode::<Option<i64>>(HttpResponse { status: 200, body, retry_after: None });
        assert_eq!(read(r#"{"code":0,"data":null,"traceId":"t"}"#), Ok((None, Some("t".into()))));
        assert_eq!(read(r#"{"code":0}"#), Ok((None, None)));
    }
}
