//! The texts of the explanations of missing or odd data in Chinese.

use super::Hints;
use crate::i18n::Plural;

pub(in crate::i18n) static HINTS: Hints = Hints {
    totals_at_end: "服务在执行结束时才写入汇总；在此之前，此处按明细统计。",
    totals_predated: "此次执行早于服务的汇总功能：此处统计的是日志行数，每行可能代表多个制品。",
    totals_never_written: "此次执行结束时未写入汇总，只能按明细统计。",
    rows_counted: "此处统计的是日志行数，每行可能代表多个制品。",
    details_missing: "服务返回的成功数为 {0}、失败数为 {1}：明细在计划的保留期过后已被删除，或未保留。",
    counted_less: "服务返回的成功数为 {0}、失败数为 {1}：其计数可能有遗漏。",
    maybe_skipped_twice: "此处为服务返回的汇总，其中跳过的制品可能被重复计数。",
    executions_mixed: "该计划启动过多次，各次执行共用此日志：开始时间和结束时间可能不属于同一次执行。",
    none_at_centre: "这些制品由边缘节点拉取，中心节点不保留其明细。",
    none_kept: "服务统计了制品数量，但没有明细：该计划不保留明细。",
    none_left: "服务统计了制品数量，但没有明细：明细在保留期过后已被删除，或该计划不保留明细。",
    failed_first: "此次执行在第一个制品之前就已失败。",
    stuck: "可能已卡住：已运行 {0}，而以往的执行约需 {1}。",
    stuck_last_artifact: "最后一个制品于{0}开始同步。",
    stuck_no_artifact: "没有任何制品开始同步。",
    stuck_consequence: "服务崩溃后，执行会一直停留在“进行中”，调度器会跳过该计划，直到该状态被清除。",
    page_without_rows: "本页没有数据，但服务给出的总数大于零。",
    unmatched_rows: Plural::same("{0} 行不符合筛选条件，但服务仍返回了它们。"),
    least_total: "服务没有给出总行数，此处显示的是最小可能值。",
};
