//! The texts of the home page in Japanese.

use super::Home;

pub(in crate::i18n) static HOME: Home = Home {
    title: "プラン、実行ログ、プロジェクトを開く",
    label: "プランキー、実行ログID、プロジェクトID、またはアドレス",
    open: "開く",
    hint: "いずれかを貼り付けると、種類は自動で判別されます。BK-Repoコンソールでプランまたは実行ログを開き、そのページのアドレスをコピーしてください。",
    looking_up: "検索しています…",
    id_blank: "キー、ID、またはアドレスを入力してください。",
    id_too_long: "長すぎます。キーとIDは最大{0}文字です。",
    id_impossible: "「{0}」は有効なキーまたはIDではありません。",
    address_unknown: "これはBK-Repoコンソールのプランや実行ログのアドレスでも、このアプリのアドレスでもありません。",
    id_unknown: "キーまたはIDが「{0}」のプラン、実行ログ、プロジェクトはないか、プロジェクトにプランがありません。",
    recent: "最近開いたページ",
    recent_none: "開いたページがここに表示されます。この端末にのみ保存されます。",
    forget: "リストを消去",
    shortcuts: "ショートカット",
    kind_plans: "プロジェクトのプラン",
};
