//! The texts of the report in Japanese.

use super::ReportWords;

pub(in crate::i18n) static REPORT: ReportWords = ReportWords {
    hint: "チケットやメッセージに貼り付けるためのものです。このページの内容を、ページの言語とタイムゾーンで示します。データはどこにも送信されません。エラー内で検出されたパスワード、トークン、署名は […] に置き換えられますが、残ることもあります。送信前に確認してください。",
    markdown: "Markdown",
    plain_text: "プレーンテキスト",
    mail: "メール用HTML",
    save: "{0}を保存",
    preview: "プレーンテキストのプレビュー",
    title: "同期実行レポート：{0}",
    project: "プロジェクト",
    running: "失敗を読み込んだ時点で、この実行は終了していませんでした。失敗がさらにある可能性があります。",
    failures: "エラー別の失敗アーティファクト",
    incomplete: "失敗したアーティファクトをすべては読み込んでいないため、以下の件数は実際より少なくなっています。",
    share: "{0}（{1}）",
    examples: "例",
    replication: "{0} → {1}",
    more_groups: "その他のエラー{0}種類、失敗アーティファクト計{1}件。",
    nodes: "リモートノード別の失敗アーティファクト",
    links: "リンク",
    read_at: "実行ログの読み込み日時",
    failures_read_at: "失敗アーティファクトの読み込み日時",
    cut: "…（以下省略）",
};
