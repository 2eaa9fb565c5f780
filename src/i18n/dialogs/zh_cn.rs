//! The texts of the dialogs in Chinese.

use super::Dialogs;
use crate::i18n::Plural;

pub(in crate::i18n) static DIALOGS: Dialogs = Dialogs {
    raw_list_hint: "一次性读取此次执行的全部明细，不经筛选。服务不限制返回数量，制品较多时数据量大、耗时长。",
    raw_list_load: "读取全部",
    raw_list_rows: Plural::same("{0} 行，{1}"),
    raw_list_begins: "前 {0} 个字符：",
    export_rows: Plural::same("{0} 行（按当前筛选条件）"),
    export_times: "文件中的时间：{0}",
    export_times_sent: "NDJSON 保持原样：{0}",
    export_csv: "CSV（用于程序）",
    export_spreadsheet: "CSV（用于电子表格）",
    export_spreadsheet_why: "Excel 等电子表格会把版本 1.10 变成 1.1。电子表格用的文件把这类文本写成公式 =\"1.10\"，显示仍为 1.10；程序请读取其他格式。",
    export_ndjson: "NDJSON（服务返回的原始对象）",
    export_done: Plural::same("已写入 {0} 行，与总数一致。"),
    export_short: "文件不完整，仅包含已读取的行。",
    export_partial: Plural::same("已写入 {0} 条变化。尚未读完所有行，因此文件不完整。"),
    export_keep: Plural::same("保存已读取的 {0} 行"),
    export_drop: "放弃",
    export_refused: "浏览器无法写入文件：{0}",
    columns_hint: "拖动列或使用箭头按钮调整顺序。",
    move_up: "上移“{0}”",
    move_down: "下移“{0}”",
    reset_columns: "恢复默认",
    density: "表格密度",
    comfortable: "宽松",
    key_filter: "跳至筛选条件",
    key_rows: "下一行、上一行",
    key_open: "展开或收起该行",
    key_copy: "复制该行的名称或 ID",
    key_refresh: "刷新",
    key_pages: "下一页、上一页",
    key_help: "显示此列表",
    keys_hint: "输入文字时快捷键不生效。",
    keys_enabled: "启用单键快捷键",
};
