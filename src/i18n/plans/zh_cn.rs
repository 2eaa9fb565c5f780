//! The texts of plans in Chinese.

use super::Plans;
use crate::i18n::Plural;

const fn plural(text: &'static str) -> Plural {
    Plural { one: text, other: text }
}

pub(in crate::i18n) static PLANS: Plans = Plans {
    plans_of: "{0} 的同步计划",
    n_plans: plural("{0} 个计划"),
    plan_name: "计划名称",
    last_status: "上次执行状态",
    open_latest: "打开最近一次执行",
    never_executed: "未执行",
    sort_by: "排序方式",
    created: "创建时间",
    direction: "顺序",
    latest_first: "从晚到早",
    earliest_first: "从早到晚",
    no_plans: "未找到该项目的计划",
    no_plans_why: "该项目没有同步计划，或不存在此 ID 的项目。ID 区分大小写，且不同于项目的显示名称。",
    project: "项目",
    schedule: "执行策略",
    immediately: "创建后立即执行一次",
    once_at: "在 {0} 执行一次",
    every_minute: "每分钟",
    every_minutes: plural("每 {0} 分钟"),
    hourly: "每小时的第 {0} 分",
    every_hours: plural("每 {0} 小时的第 {1} 分"),
    daily: "每天 {0}",
    weekdays: "周一至周五 {0}",
    weekly: "每{0} {1}",
    monthly: "每月 {0} 日 {1}",
    month_end: "每月最后一天 {0}",
    days: ["周一", "周二", "周三", "周四", "周五", "周六", "周日"],
    schedule_zone: "服务的时区",
    conflict_skip: "跳过冲突",
    conflict_overwrite: "替换制品",
    conflict_fast_fail: "终止同步",
    error_strategy: "出错后",
    error_continue: "继续执行",
    error_fast_fail: "终止执行",
    targets: "目标节点",
    state: "启用状态",
    enabled: "已启用",
    disabled: "已停用",
    last_execution: "上次执行时间",
    next_execution: "下次执行时间",
    retention: "执行日志保留",
    n_days: plural("{0} 天"),
    reaches_back: plural("服务只保留该计划 {0} 天内的执行日志，更早的执行不在历史中。"),
    details_not_kept: "不保留",
    description: "描述",
    searching_latest: "正在查找最近一次执行…",
    no_latest: "没有可打开的执行：该计划尚未执行，或不存在此 Key 的计划。",
    to_history: "打开执行历史",
};
