//! The texts of the dialogs in Japanese.

use super::Dialogs;
use crate::i18n::Plural;

pub(in crate::i18n) static DIALOGS: Dialogs = Dialogs {
    raw_list_hint: "この実行の明細を、絞り込みなしで一度にすべて読み込みます。サービス側に件数の上限がないため、アーティファクトが多いとデータが大きく、時間がかかります。",
    raw_list_load: "すべて読み込む",
    raw_list_rows: Plural::same("{0}行、{1}"),
    raw_list_begins: "先頭の{0}文字：",
    export_rows: Plural::same("{0}行（現在のフィルターを適用）"),
    export_times: "ファイル内の時刻：{0}",
    export_times_sent: "NDJSONは受信時のまま：{0}",
    export_csv: "CSV（プログラム用）",
    export_spreadsheet: "CSV（表計算ソフト用）",
    export_spreadsheet_why: "Excelなどの表計算ソフトはバージョン1.10を1.1に変えます。表計算ソフト用のファイルでは、そのような文字列を数式 =\"1.10\" にして1.10と表示します。プログラムでは他の形式を使ってください。",
    export_ndjson: "NDJSON（サービスの元データ）",
    export_done: Plural::same("{0}行を書き込みました（件数一致）。"),
    export_short: "ファイルは不完全です。読み込み済みの行だけが含まれます。",
    export_partial: Plural::same(
        "{0}件の変更を書き込みました。すべての行を読み込んでいないため、ファイルは不完全です。",
    ),
    export_keep: Plural::same("読み込み済みの{0}行を保存"),
    export_drop: "破棄",
    export_refused: "ブラウザーがファイルに書き込めませんでした：{0}",
    columns_hint: "列をドラッグするか、矢印ボタンで並べ替えます。",
    move_up: "{0}を上へ",
    move_down: "{0}を下へ",
    reset_columns: "既定に戻す",
    density: "表の密度",
    comfortable: "ゆったり",
    key_filter: "フィルターへ移動",
    key_rows: "次の行、前の行",
    key_open: "行を開閉",
    key_copy: "行の名前またはIDをコピー",
    key_refresh: "更新",
    key_pages: "次のページ、前のページ",
    key_help: "この一覧を表示",
    keys_hint: "入力中は無効です。",
    keys_enabled: "1文字のショートカットキーを使う",
};
