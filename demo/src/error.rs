//! Error responses of the service, in the language of the request.

use axum::http::{HeaderMap, StatusCode, header};

/// A language of the service's messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    Chinese,
    English,
    Japanese,
}

/// A message in all languages.
type Message = [String; 3];

impl Language {
    /// Reads the language from `Accept-Language`; the default is Chinese. The service reads no language cookie.
    pub(crate) fn from_headers(headers: &HeaderMap) -> Self {
        let values = headers.get_all(header::ACCEPT_LANGUAGE).iter();
        let mut tags = values.filter_map(|value| value.to_str().ok()).flat_map(|list| list.split(','));
        tags.find_map(Self::from_tag).unwrap_or(Self::Chinese)
    }

    fn from_tag(tag: &str) -> Option<Self> {
        match tag.trim().to_ascii_lowercase().get(..2)? {
            "en" => Some(Self::English),
            "ja" => Some(Self::Japanese),
            // Traditional Chinese has the same messages here.
            "zh" => Some(Self::Chinese),
            _ => None,
        }
    }

    fn pick(self, [chinese, english, japanese]: Message) -> String {
        match self {
            Self::Chinese => chinese,
            Self::English => english,
            Self::Japanese => japanese,
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
        let (status, code, message) = match self {
            Self::NotFound(id) => (400, 250_310, not_found(id)),
            Self::InvalidParameter(name) => (400, 250_131, invalid_parameter(name)),
            Self::Internal => return Self::Status(500).response_parts(language),
            Self::MethodNotAllowed => return Self::Status(405).response_parts(language),
            Self::UnknownPath => return Self::Status(404).response_parts(language),
            Self::Status(status) => {
                let (code, message) = default_message(*status);
                (*status, code, message.map(str::to_string))
            }
        };
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        (status, code, language.pick(message))
    }
}

fn not_found(id: &str) -> Message {
    [format!("任务[{id}]未找到"), format!("Task [{id}] not found"), format!("タスク[{id}]が見つかりません")]
}

fn invalid_parameter(name: &str) -> Message {
    [format!("参数[{name}]无效"), format!("Parameter [{name}] is invalid"), format!("パラメーター[{name}]が無効です")]
}

/// The service's default code and message for a status.
fn default_message(status: u16) -> (i32, [&'static str; 3]) {
    match status {
        400 => (250_131, ["请求参数无效", "Request parameter is invalid", "リクエストパラメーターが無効です"]),
        401 => (250_114, ["认证失败", "Authentication failed", "認証に失敗しました"]),
        403 => (250_113, ["没有访问权限", "Access denied", "アクセス権限がありません"]),
        404 => {
            (250_130, ["请求的资源不存在", "Requested resource not found", "リクエストされたリソースが見つかりません"])
        }
        405 => (
            250_112,
            ["不支持的请求方法", "Request method is not supported", "リクエストメソッドはサポートされていません"],
        ),
        429 => (
            250_129,
            ["请求过于频繁，请稍后再试", "Too many requests, please try again later", "リクエストが多すぎます"],
        ),
        500 => (250_102, ["系统服务错误", "Internal service error", "システムエラーが発生しました"]),
        _ => (250_102, ["服务暂不可用", "Service is not available", "サービスを利用できません"]),
    }
}
