//! The texts of the comparison of all artifacts in Chinese.

use super::Changes;
use crate::i18n::Plural;

const fn plural(text: &'static str) -> Plural {
    Plural { one: text, other: text }
}

pub(in crate::i18n) static CHANGES: Changes = Changes {
    this_execution: "本次执行",
    other_execution: "另一次执行",
    rows_of: "已读 {0} / {1} 行",
    choose_in_history: "在执行日志中选择任意一次执行",
    failures_only: "此处对比两次执行的全部制品。只看失败的制品：",
    same_artifacts: "两次执行的制品相同：没有新增或缺少的制品，也没有版本、摘要或大小不同的制品。",
    other_artifacts: "两次执行的制品不同：新增 {0} 个，缺少 {1} 个，版本、摘要或大小不同 {2} 个。",
    other_digests: "名称相同、摘要不同：两次均有摘要的 {1} 个制品中有 {0} 个。",
    no_other_digest: "名称相同、摘要不同：两次均有摘要的 {0} 个制品中没有。",
    no_digests: "名称相同、摘要不同：未知，没有任何制品在两次执行中均有摘要。",
    without_digests: plural("两次均有的 {0} 个制品没有可对比的摘要；服务不记录包的摘要。"),
    so_far: "目前：{0}",
    partial: "尚未读完所有行：计为新增或缺少的制品，之后仍可能在另一次执行中出现。",
    no_details: "两次执行中有一次在服务中没有明细，因此无法对比。明细会在保留期过后删除，有的计划不保留明细。",
    running: "两次执行中有一次仍在进行：之后可能还有更多制品。",
    is_later: "另一次执行的时间更晚，因此“新增”和“缺少”的含义相反。",
    open_later: "在较晚一次的页面上对比",
    other_plan: "另一次执行属于其他计划。",
    unnamed_rows: "另一次执行中 {0} 行、本次 {1} 行为旧版日志，没有制品名称，无法对比。",
    repeated_rows: "另一次执行中 {0} 行、本次 {1} 行是同一制品同一版本的重复记录；只计最晚的一行。",
    method: "对比方法与未知之处",
    method_pairs: "按制品名称、仓库和远程节点匹配各行。若一次执行中有同一制品的多个版本，则匹配相同的版本；两次各剩一个版本时视为版本变化，剩余多个时计为新增或缺少。",
    method_durations: "一个耗时至少是另一个的两倍且长出一秒以上，才算不同。",
    method_unknown: "只在一次执行中有的摘要或大小不作对比。没有冲突的制品可能未经检查。没有行的制品可能未同步，也可能该行已被删除。",
    kinds: "变化类型",
    kind_new: "新增：仅在本次执行中",
    kind_gone: "缺少：仅在另一次执行中",
    kind_content: "版本、摘要或大小不同",
    kind_outcome: "内容相同，状态、冲突或耗时不同",
    kind_failed: "失败；也计入其他类型",
    kind_unchanged: "无变化",
    failed_in: "仅本次 {0} 个，仅另一次 {1} 个，两次均失败 {2} 个",
    differing_field: "不同的字段",
    field_count: "{0}（{1}）",
    digest: "摘要",
    conflict: "冲突",
    contains: "包含",
    matches: "{1} 个中有 {0} 个符合筛选条件。",
    listing: "正在列出…",
    export: "导出符合筛选条件的变化",
};
