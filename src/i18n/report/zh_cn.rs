//! The texts of the report in Chinese.

use super::ReportWords;

pub(in crate::i18n) static REPORT: ReportWords = ReportWords {
    hint: "用于工单或消息：内容与本页面一致，使用页面的语言和时区。不会向任何地方发送数据。错误信息中可识别的密码、令牌和签名会替换为 […]，仍可能有遗漏；发送前请先检查。",
    markdown: "Markdown",
    plain_text: "纯文本",
    mail: "邮件用 HTML",
    save: "保存“{0}”",
    preview: "纯文本预览",
    title: "同步执行报告：{0}",
    project: "项目",
    running: "读取失败制品时，此次执行尚未结束，失败的制品可能更多。",
    failures: "按错误分组的失败制品",
    incomplete: "失败的制品未全部读取，因此以下数量偏少。",
    share: "{0}（{1}）",
    examples: "示例",
    replication: "{0} → {1}",
    more_groups: "其他错误 {0} 种，共涉及 {1} 个失败制品。",
    nodes: "按远程节点统计的失败制品",
    links: "链接",
    read_at: "执行日志读取时间",
    failures_read_at: "失败制品读取时间",
    cut: "…（已截断）",
};
