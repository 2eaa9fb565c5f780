//! The texts of the home page in Chinese.

use super::Home;

pub(in crate::i18n) static HOME: Home = Home {
    title: "打开计划、执行日志或项目",
    label: "计划 Key、日志 ID、项目 ID 或地址",
    open: "打开",
    hint: "粘贴其中任意一项即可，类型会自动识别。在 BK-Repo 控制台打开计划或执行日志，复制该页面的地址。",
    looking_up: "正在查找…",
    id_blank: "请输入 Key、ID 或地址。",
    id_too_long: "内容过长：Key 和 ID 最多 {0} 个字符。",
    id_impossible: "“{0}”不是有效的 Key 或 ID。",
    address_unknown: "该地址既不是 BK-Repo 控制台中计划或执行日志的地址，也不是本应用的地址。",
    id_unknown: "没有 Key 或 ID 为 {0} 的计划、执行日志或项目，或该项目没有计划。",
    recent: "最近打开",
    recent_none: "打开过的页面会显示在这里，仅保存在本设备上。",
    forget: "清空列表",
    shortcuts: "快捷入口",
    kind_plans: "项目的计划",
};
