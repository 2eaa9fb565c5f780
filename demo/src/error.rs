//! Error responses of the service, in Chinese or English.

use axum::http::{HeaderMap, StatusCode, header};

/// A language of the service's messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    Chinese,
    English,
}

impl Language {
    /// Reads the language from the console's cookie, then from `Accept-Language`. The default is Chinese.
    pub(crate) fn from_headers(headers: &HeaderMap) -> Self {
        let texts = |name| {
            let values = headers.get_all(name).iter();
            values.filter_map(|value| value.to_str().ok())
        };
        let cookie = texts(header::COOKIE)
            .flat_map(|cookies| cookies.split(';'))
            .filter_map(|cookie| cookie.trim().split_once('='))
            .find(|(name, _)| *name == "blueking_language")
            .and_then(|(_, value)| Self::from_tag(value));
        let accepted = || texts(header::ACCEPT_LANGUAGE).flat_map(|list| list.split(',')).find_map(Self::from_tag);
        cookie.or_else(accepted).unwrap_or(Self::Chinese)
    }

    fn from_tag(tag: &str) -> Option<Self> {
        let tag = tag.trim().to_ascii_lowercase();
        if tag.starts_with("en") {
            Some(Self::English)
        } else if tag.starts_with("zh") {
            Some(Self::Chinese)
        } else {
            None
        }
    }

    fn pick(self, chinese: String, english: String) -> String {
        match self {
            Self::Chinese => chinese,
            Self::English => english,
        }
    }
}

/// The reason for an error response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ApiError {
    /// The task or record is unknown.
    NotFound(String),
    /// A parameter is invalid.
    InvalidParameter(String),
    /// An internal error, such as an invalid regular expression.
    Internal,
    /// The method is not supported.
    MethodNotAllowed,
    /// The path is unknown.
    UnknownPath,
    /// An injected fault: this status with the service's default message.
    Status(u16),
}

impl ApiError {
    /// The HTTP status, and code and message of the envelope.
    pub(crate) fn response_parts(&self, language: Language) -> (StatusCode, i32, String) {
        let localized = |status, code, chinese: &str, english: &str| {
            let message = language.pick(chinese.into(), english.into());
            (status, code, message)
        };
        match self {
            Self::NotFound(id) => localized(
                StatusCode::BAD_REQUEST,
                250_310,
                &format!("任务[{id}]未找到"),
                &format!("Task [{id}] not found"),
            ),
            Self::InvalidParameter(name) => localized(
                StatusCode::BAD_REQUEST,
                250_105,
                &format!("参数[{name}]无效"),
                &format!("Parameter [{name}] is invalid"),
            ),
            Self::Internal => Self::Status(500).response_parts(language),
            Self::MethodNotAllowed => {
                localized(StatusCode::METHOD_NOT_ALLOWED, 250_107, "请求方法不支持", "Request method is not supported")
            }
            Self::UnknownPath => Self::Status(404).response_parts(language),
            Self::Status(number) => {
                let status = StatusCode::from_u16(*number);
                let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
                let (code, chinese, english) = default_message(status.as_u16());
                localized(status, code, chinese, english)
            }
        }
    }
}

/// The service's default code and message for a status.
fn default_message(status: u16) -> (i32, &'static str, &'static str) {
    match status {
        400 => (250_105, "请求参数无效", "Request parameter is invalid"),
        401 => (250_108, "认证失败，请重新登录", "Authentication failed, please sign in again"),
        402 => (250_108, "登录已过期，请重新登录", "Session expired, please sign in again"),
        403 => (250_109, "没有同步管理权限", "No administrator permission for replication"),
        404 => (250_106, "资源不存在", "Resource not found"),
        429 => (250_117, "请求过于频繁，请稍后再试", "Too many requests, please try again later"),
        440 => (
            250_120,
            "访问被网络规则[office-only]拒绝，来源地址[203.0.113.7]",
            "Access refused by network rule [office-only] for address [203.0.113.7]",
        ),
        500 => (250_102, "系统服务错误", "Internal service error"),
        _ => (250_102, "服务暂不可用", "Service is not available"),
    }
}
