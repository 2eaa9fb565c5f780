//! The texts of notifications in Chinese.

use super::Notices;
use crate::i18n::Plural;

pub(in crate::i18n) static NOTICES: Notices = Notices {
    notify: "通知我",
    notify_why: "有新的制品失败时通知一次，此次执行结束时再通知",
    is_on: "通知已开启，直至此次执行结束；请保持本页面打开。",
    refused: "浏览器不允许本页面发送通知。请在浏览器的网站设置中允许，然后重试。通过 HTTP 访问时始终不允许。",
    unsupported: "此浏览器无法从页面发送通知。",
    failures: Plural::same("目前已有 {0} 个制品失败。"),
    failed_at_end: Plural::same("执行已结束：{0} 个制品失败。"),
    ended: "执行已结束。",
    signed_out: "登录已失效，无法通知此次执行的结束。请登录后重新开启通知。",
};
