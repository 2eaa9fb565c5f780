//! The texts of the file check in Chinese.

use super::Files;
use crate::i18n::Plural;

pub(in crate::i18n) static FILES: Files = Files {
    hint: "核对本机文件是否就是已同步的文件。SHA-256 在此浏览器中计算，不会上传任何内容。",
    choose: "选择文件或拖放到此处",
    digests: "或输入 SHA-256 摘要，每行一个，例如 sha256sum 的输出。这些摘要会成为地址的一部分。",
    look_up: "查找",
    clear: "全部移除",
    computing: "正在计算 {0} 的 SHA-256：{1}",
    stop_computing: "停止计算",
    unreadable: "浏览器无法读取 {0}：{1}",
    unread_lines: Plural::same("{0} 行不含 SHA-256 摘要，已忽略。"),
    list_too_long: "列表过长，无法写入地址：此页面的链接不包含该列表。",
    too_many: "只查找前 {0} 个。",
    compared: Plural::same("已与 {1} 个制品中的 {0} 个比较"),
    running: "读取制品时，此次执行仍在进行。点击“刷新”可纳入之后的制品。",
    no_details: "服务中没有此次执行的明细，因此无法查找。明细会在保留期过后删除，有的计划不保留明细。",
    save_csv: "导出结果（CSV）",
    results: "核对结果",
    digest_only: "摘要",
    absent: "不在此次执行中",
    absent_among_digests: "在有摘要的制品中未找到",
    not_found_yet: "目前未找到",
    other_digest: "名称相同，摘要不同",
    no_digest: "名称相同，没有可比较的摘要",
    not_replicated: "摘要相同，未同步成功",
    partly_replicated: "摘要相同，未全部同步成功",
    skipped: "摘要相同，但已跳过：节点上已有同名制品",
    skipped_why: "已跳过：节点上已有同名制品，BK-Repo 不会将其内容与该文件比较。",
    other_digests_too: "另有 {0} 行名称相同但摘要不同，之后的同步可能已替换此文件。",
    replicated: "摘要相同，已同步",
    replication: "{0} → {1}",
    more: "另有 {0} 个",
    show_more: Plural::same("再显示 {0} 个文件"),
    without_digest: Plural::same("{0} 个制品没有摘要，只能比较名称。"),
};
