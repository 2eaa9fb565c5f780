//! The texts of notifications in Japanese.

use super::Notices;
use crate::i18n::Plural;

pub(in crate::i18n) static NOTICES: Notices = Notices {
    notify: "通知を受け取る",
    notify_why: "新たに失敗したときに1回、およびこの実行が終了したときに通知を受け取る",
    is_on: "この実行が終了するまで通知します。このページを開いたままにしてください。",
    refused: "ブラウザーがこのページからの通知を許可していません。ブラウザーのサイト設定で許可してから、もう一度お試しください。HTTP接続では許可されません。",
    unsupported: "このブラウザーではページからの通知を表示できません。",
    failures: Plural::same("これまでに{0}件のアーティファクトが失敗しました。"),
    failed_at_end: Plural::same("実行が終了しました：失敗{0}件。"),
    ended: "実行が終了しました。",
    signed_out: "ログインの有効期限が切れたため、実行の終了を通知できません。ログインしてから、もう一度オンにしてください。",
};
