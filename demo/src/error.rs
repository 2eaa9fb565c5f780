//! What the service says when it refuses, in the language that the reader asked for.

use axum::http::{HeaderMap, StatusCode, header};

/// A language of the service's messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    Chinese,
    English,
}

impl Language {
    /// The console's cookie decides, then `Accept-Language`; Chinese where neither is known.
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let texts = |name| {
            let values = headers.get_all(name).iter();
            values.filter_map(|value| value.to_str().ok())
        };
        let cookie = texts(header::COOKIE)
            .flat_map(|cookies| cookies.split(';'))
            .filter_map(|cookie| cookie.trim().split_once('='))
            .find(|(name, _)| *name == "blueking_language")
            .and_then(|(_, value)| Self::named(value));
        let accepted = || texts(header::ACCEPT_LANGUAGE).flat_map(|list| list.split(',')).find_map(Self::named);
        cookie.or_else(accepted).unwrap_or(Self::Chinese)
    }

    fn named(tag: &str) -> Option<Self> {
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

/// Why a request is not answered with data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// No task or record has this id.
    NotFound(String),
    /// A parameter cannot be read.
    Parameter(String),
    /// Something broke inside, an unreadable pattern for example.
    System,
    /// The method is not one that the address knows.
    Method,
    /// Nothing is served at this address.
    Address,
    /// As a fault asked for: this status, with the service's usual words for it.
    Status(u16),
}

impl Refusal {
    /// The HTTP status, the code of the envelope and its message.
    pub(crate) fn words(&self, language: Language) -> (StatusCode, i32, String) {
        let say = |status, code, chinese: &str, english: &str| {
            let message = language.pick(chinese.into(), english.into());
            (status, code, message)
        };
        match self {
            Self::NotFound(id) => {
                say(StatusCode::BAD_REQUEST, 250_310, &format!("任务[{id}]未找到"), &format!("Task [{id}] not found"))
            }
            Self::Parameter(name) => say(
                StatusCode::BAD_REQUEST,
                250_105,
                &format!("参数[{name}]无效"),
                &format!("Parameter [{name}] is invalid"),
            ),
            Self::System => Self::Status(500).words(language),
            Self::Method => {
                say(StatusCode::METHOD_NOT_ALLOWED, 250_107, "请求方法不支持", "Request method is not supported")
            }
            Self::Address => Self::Status(404).words(language),
            Self::Status(number) => {
                let status = StatusCode::from_u16(*number);
                let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
                let (code, chinese, english) = usual(status.as_u16());
                say(status, code, chinese, english)
            }
        }
    }
}

/// The service's usual code and message for a status.
fn usual(status: u16) -> (i32, &'static str, &'static str) {
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
