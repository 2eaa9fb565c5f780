//! Decoding of responses: the service's envelope, its data, or its error.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::error::{Error, ErrorKind};
use super::field::Field;
use super::lone_surrogates::replaced;
use crate::model::object::ObjectOnly;
use crate::model::zone::Zone;

/// An HTTP response, not decoded yet.
#[derive(Debug, Clone, Copy)]
pub struct HttpResponse<'a> {
    /// The HTTP status.
    pub status: u16,
    /// The body.
    pub body: &'a str,
    /// The header `Retry-After`.
    pub retry_after: Option<&'a str>,
}

/// A successful response of the service.
#[derive(Debug, Clone, PartialEq)]
pub struct ApiResponse<T> {
    /// The envelope's `data`.
    pub data: T,
    /// The trace id of the request: the envelope's, else the response header's.
    pub trace_id: Option<String>,
    /// The zone of all times in the data.
    pub zone: Zone,
}

impl ApiResponse<String> {
    /// Decodes the body.
    ///
    /// # Errors
    /// The service's error, or an unreadable body.
    pub fn decode<T: DeserializeOwned>(self) -> Result<ApiResponse<T>, Error> {
        match decode(HttpResponse { status: 200, body: &self.data, retry_after: None }) {
            Ok((data, trace_id)) => Ok(ApiResponse { data, trace_id: trace_id.or(self.trace_id), zone: self.zone }),
            Err(error) => Err(error.or_trace_id(self.trace_id)),
        }
    }
}

/// The envelope of every response. A message or a trace id that is not a string is ignored, and the rest is decoded.
#[derive(Deserialize)]
#[serde(remote = "Self", rename_all = "camelCase")]
struct Envelope<'a> {
    #[serde(deserialize_with = "code")]
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

/// Deserialises the code, also one that is a text, such as `"0"`, or a number with decimals, such as `0.0`.
fn code<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    let json = <&RawValue>::deserialize(deserializer)?.get().trim_matches('"');
    let whole = json.strip_suffix(".0").unwrap_or(json);
    whole.parse().map_err(|_| serde::de::Error::custom("the code is no whole number"))
}

/// A text that only the page of this app contains: the id of its configuration.
const OWN_PAGE: &str = "replica-log-config";

/// Decodes a response into its data and its trace id. Missing `data` is decoded as null, which is an error unless `T` has
/// a null.
///
/// # Errors
/// The error of the service or of a gateway, or an unreadable body.
pub fn decode<T: DeserializeOwned>(response: HttpResponse<'_>) -> Result<(T, Option<String>), Error> {
    let mut data = None;
    let trace_id = decode_with(response, &mut |json| {
        data = Some(serde_json::from_str(json)?);
        Ok(())
    })?;
    data.map(|data| (data, trace_id)).ok_or_else(|| Error::new(ErrorKind::Unreadable))
}

/// Reads the JSON of the data.
type ReadData<'a> = &'a mut dyn FnMut(&str) -> serde_json::Result<()>;

/// Decodes a response and returns its trace id. Not generic, so that it is compiled once for all endpoints.
fn decode_with(response: HttpResponse<'_>, read_data: ReadData<'_>) -> Result<Option<String>, Error> {
    match read(response, read_data) {
        // Fields and rows handle lone surrogates themselves; this is for names and strings around them.
        Err(error) if matches!(error.kind(), ErrorKind::Unreadable | ErrorKind::Undocumented) => {
            match replaced(response.body) {
                Some(body) => read(HttpResponse { body: &body, ..response }, read_data),
                None => Err(error),
            }
        }
        result => result,
    }
}

fn read(response: HttpResponse<'_>, read_data: ReadData<'_>) -> Result<Option<String>, Error> {
    let envelope = envelope(response)?;
    let trace_id = text(&envelope.trace_id);
    match read_data(envelope.data.map_or("null", RawValue::get)) {
        Ok(()) => Ok(trace_id),
        Err(_) => {
            let mut undocumented = Error::with_status(ErrorKind::Undocumented, response.status);
            undocumented.trace_id = trace_id;
            Err(undocumented)
        }
    }
}

/// Decodes the envelope.
fn envelope(response: HttpResponse<'_>) -> Result<Envelope<'_>, Error> {
    let HttpResponse { status, body, retry_after } = response;
    let body = body.trim_start_matches('\u{feff}');
    let envelope = serde_json::from_str::<Envelope<'_>>(body);
    let succeeded = (200..300).contains(&status);
    match envelope {
        Ok(envelope) if succeeded && envelope.code == 0 => Ok(envelope),
        Ok(envelope) => {
            let mut error = Error::with_status(Error::classify(status, Some(envelope.code)), status);
            error.code = Some(envelope.code);
            error.message = text(&envelope.message);
            error.trace_id = text(&envelope.trace_id);
            error.retry_after = retry_after.and_then(seconds);
            Err(error)
        }
        Err(_) => {
            let mut error = Error::with_status(kind_of_foreign(status, body), status);
            error.retry_after = retry_after.and_then(seconds);
            Err(error)
        }
    }
}

/// The kind of a response without an envelope. A web page in place of data is a sign-in page as a rule, except this app's
/// own: then the address of the service is that of a server which sends this page for every path.
fn kind_of_foreign(status: u16, body: &str) -> ErrorKind {
    let kind = Error::classify(status, None);
    let body = body.trim_start();
    match kind {
        ErrorKind::Unreadable if body.is_empty() => ErrorKind::Empty,
        ErrorKind::Unreadable if status < 300 && body.starts_with('<') => {
            if body.contains(OWN_PAGE) {
                ErrorKind::WrongPath
            } else {
                ErrorKind::SignIn
            }
        }
        kind => kind,
    }
}

/// A string of the envelope, unless it is blank.
fn text(field: &Field<String>) -> Option<String> {
    field.cloned().filter(|text| !text.trim().is_empty())
}

/// `Retry-After` in seconds. The client converts its other form, a date, because that needs a clock.
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
    fn an_error_of_the_service_keeps_its_message_and_ids() {
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
    fn the_trace_id_is_that_of_the_body_else_that_of_the_header() {
        let response = |body: &str| ApiResponse { data: body.into(), trace_id: Some("h".into()), zone: Zone::Unknown };
        for (body, trace_id) in [
            (r#"{"code":250102,"message":"x","traceId":"b"}"#, "b"),
            (r#"{"code":250102,"message":"x","traceId":null}"#, "h"),
            (r#"{"code":250102,"message":"x","traceId":""}"#, "h"),
            (r#"{"code":250102,"message":"x","traceId":7}"#, "h"),
            (r#"{"code":0,"data":"odd","traceId":"b"}"#, "b"),
            ("<html>", "h"),
        ] {
            let error = response(body).decode::<i64>().unwrap_err();
            assert_eq!(error.trace_id.as_deref(), Some(trace_id), "{body}");
        }
    }

    #[test]
    fn a_page_of_a_gateway_is_an_error() {
        assert_eq!(error(502, "<html>502</html>").kind(), ErrorKind::Gateway);
        assert_eq!(error(404, "<html>404</html>").kind(), ErrorKind::Unreadable);
    }

    #[test]
    fn a_web_page_in_place_of_data_is_a_sign_in_page_unless_it_is_the_page_of_this_app() {
        for page in ["<html>Sign in</html>", "\n<!DOCTYPE html><form></form>", "\u{feff}<html></html>"] {
            let error = error(200, page);
            assert!(error.kind() == ErrorKind::SignIn && error.is_web_page(), "{page}");
        }
        let own = error(200, include_str!("../../index.html"));
        assert!(own.kind() == ErrorKind::WrongPath && !own.is_web_page());
        assert!(!error(401, "<html></html>").is_web_page());
        assert!(!error(200, r#"{"code":401,"message":"x"}"#).is_web_page());
    }

    #[test]
    fn a_response_without_content_is_empty() {
        for (status, body) in [(200, ""), (200, " \r\n"), (204, ""), (205, ""), (304, ""), (404, ""), (200, "\u{feff}")]
        {
            assert_eq!(error(status, body).kind(), ErrorKind::Empty, "{status} {body:?}");
        }
        assert_eq!(error(401, "").kind(), ErrorKind::SignIn);
        assert_eq!(error(500, "").kind(), ErrorKind::Service);
        assert_eq!(error(502, "").kind(), ErrorKind::Gateway);
    }

    #[test]
    fn a_byte_order_mark_does_not_make_a_response_unreadable() {
        let response = HttpResponse { status: 200, body: "\u{feff}{\"code\":0,\"data\":7}", retry_after: None };
        assert_eq!(decode::<i64>(response), Ok((7, None)));
    }

    #[test]
    fn json_without_an_envelope_is_unreadable() {
        for body in
            ["null", "[]", "1", "{}", r#"{"code":"ok"}"#, r#"{"code":""}"#, r#"{"code":null}"#, r#"{"code":0,"da"#]
        {
            assert_eq!(error(200, body).kind(), ErrorKind::Unreadable, "{body}");
        }
    }

    #[test]
    fn a_code_that_is_a_text_or_has_decimals_is_a_code() {
        for code in ["0", r#""0""#, "0.0"] {
            let body = format!(r#"{{"code":{code},"data":7}}"#);
            assert_eq!(decode::<i64>(HttpResponse { status: 200, body: &body, retry_after: None }), Ok((7, None)));
        }
        assert_eq!(error(400, r#"{"code":"250310","message":"x"}"#).code, Some(250_310));
    }

    #[test]
    fn data_of_another_type_is_undocumented_and_keeps_its_trace_id() {
        let error = error(200, r#"{"code":0,"data":"x","traceId":"t"}"#);
        assert_eq!((error.kind(), error.trace_id.as_deref()), (ErrorKind::Undocumented, Some("t")));
    }

    #[test]
    fn a_page_that_refuses_access_is_that_of_a_gateway() {
        assert_eq!(error(403, "<html>Forbidden</html>").kind(), ErrorKind::Blocked);
        assert_eq!(error(403, r#"{"code":250113}"#).kind(), ErrorKind::Forbidden);
    }

    #[test]
    fn a_lone_surrogate_does_not_make_a_response_unreadable() {
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
    fn retry_after_is_kept() {
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
