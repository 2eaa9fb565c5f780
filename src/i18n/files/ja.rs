//! The texts of the file check in Japanese.

use super::Files;
use crate::i18n::Plural;

pub(in crate::i18n) static FILES: Files = Files {
    hint: "この端末のファイルが同期されたものと同じかどうかを確認します。SHA-256はこのブラウザーで計算され、何もアップロードされません。",
    choose: "ファイルを選択するか、ここにドロップ",
    digests: "またはSHA-256ダイジェスト（1行に1つ。sha256sumの出力など）。アドレスの一部になります。",
    look_up: "照合",
    clear: "すべて削除",
    computing: "{0}のSHA-256を計算しています：{1}",
    stop_computing: "計算を中止",
    unreadable: "ブラウザーで{0}を読み取れませんでした：{1}",
    unread_lines: Plural::same("{0}行にはSHA-256ダイジェストがないため、無視されました。"),
    list_too_long: "リストが長すぎてアドレスに含められません。このページのリンクには含まれません。",
    too_many: "先頭の{0}件だけを照合します。",
    compared: Plural::same("{1}件中{0}件のアーティファクトと比較済み"),
    running: "アーティファクトを読み込んだ時点で、この実行は進行中でした。「更新」を押すと以降のものも含まれます。",
    no_details: "この実行の明細がサービスにないため、照合できません。明細は保持期間を過ぎると削除されます。明細を保持しないプランもあります。",
    save_csv: "結果を出力（CSV）",
    results: "照合結果",
    digest_only: "ダイジェスト",
    absent: "この実行に含まれていません",
    absent_among_digests: "ダイジェストのあるアーティファクトにはありません",
    not_found_yet: "まだ見つかっていません",
    other_digest: "同名、ダイジェストが異なる",
    no_digest: "同名、比較できるダイジェストなし",
    not_replicated: "ダイジェスト一致、同期されていない",
    partly_replicated: "ダイジェスト一致、一部は同期されていない",
    skipped: "ダイジェスト一致、スキップ：ノードに同名のものが存在",
    skipped_why: "スキップ：ノードに同名のアーティファクトが既に存在し、BK-Repoはその内容を比較しません。",
    other_digests_too: "同名でダイジェストが異なる行が{0}件あります。後の同期で置き換えられた可能性があります。",
    replicated: "ダイジェスト一致、同期済み",
    replication: "{0} → {1}",
    more: "他{0}件",
    show_more: Plural::same("さらに{0}件のファイルを表示"),
    without_digest: Plural::same("{0}件のアーティファクトにはダイジェストがなく、名前だけを比較できます。"),
};
