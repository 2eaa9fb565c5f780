//! The texts of plans in Japanese.

use super::Plans;
use crate::i18n::Plural;

const fn plural(text: &'static str) -> Plural {
    Plural { one: text, other: text }
}

pub(in crate::i18n) static PLANS: Plans = Plans {
    plans_of: "{0}の同期プラン",
    n_plans: plural("プラン{0}件"),
    plan_name: "プラン名",
    last_status: "前回の状態",
    open_latest: "最新の実行を開く",
    never_executed: "未実行",
    sort_by: "並べ替え",
    created: "作成日時",
    direction: "順序",
    latest_first: "新しい順",
    earliest_first: "古い順",
    no_plans: "このプロジェクトのプランは見つかりません",
    no_plans_why: "プロジェクトに同期プランがないか、このIDのプロジェクトが存在しません。IDは大文字と小文字を区別し、表示名とは異なります。",
    project: "プロジェクト",
    schedule: "スケジュール",
    immediately: "作成時に1回",
    once_at: "{0}に1回",
    every_minute: "毎分",
    every_minutes: plural("{0}分ごと"),
    hourly: "毎時{0}分",
    every_hours: plural("{0}時間ごとの{1}分"),
    daily: "毎日 {0}",
    weekdays: "月曜日から金曜日の{0}",
    weekly: "毎週{0} {1}",
    monthly: "毎月{0}日 {1}",
    month_end: "毎月末日 {0}",
    days: ["月曜日", "火曜日", "水曜日", "木曜日", "金曜日", "土曜日", "日曜日"],
    schedule_zone: "サービスのタイムゾーン",
    conflict_skip: "競合をスキップ",
    conflict_overwrite: "アーティファクトを置換",
    conflict_fast_fail: "同期を中止",
    error_strategy: "エラー発生時",
    error_continue: "続行",
    error_fast_fail: "実行を中止",
    targets: "同期先ノード",
    state: "有効状態",
    enabled: "有効",
    disabled: "無効",
    last_execution: "前回の実行",
    next_execution: "次回の実行",
    retention: "実行ログの保持期間",
    n_days: plural("{0}日間"),
    reaches_back: plural("このプランの実行ログは{0}日間だけ保持されます。それより前の実行は履歴にありません。"),
    details_not_kept: "保持しない",
    description: "説明",
    searching_latest: "最新の実行を検索しています…",
    no_latest: "開ける実行がありません。プランがまだ実行されていないか、このキーのプランがありません。",
    to_history: "実行履歴を開く",
};
