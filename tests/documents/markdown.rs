//! The blocks of a Markdown document, as far as the tests compare them.

/// A block of a document.
#[derive(Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading with its level and text.
    Heading(usize, String),
    /// A fenced code block with its language and text.
    Code(String, String),
    /// The rows of a table, the first one with the names of the columns.
    Table(Vec<Vec<String>>),
    /// Any other line.
    Line(String),
}

/// Parses a document.
pub fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(language) = line.strip_prefix("```") {
            let code: Vec<_> = lines.by_ref().take_while(|line| *line != "```").collect();
            blocks.push(Block::Code(language.to_owned(), code.join("\n")));
        } else if line.starts_with('|') {
            let is_rule = line.chars().all(|character| "|-: ".contains(character));
            match blocks.last_mut() {
                Some(Block::Table(_)) if is_rule => {}
                Some(Block::Table(rows)) => rows.push(cells(line)),
                _ => blocks.push(Block::Table(vec![cells(line)])),
            }
        } else if line.starts_with('#') {
            let title = line.trim_start_matches('#');
            blocks.push(Block::Heading(line.len() - title.len(), title.trim().to_owned()));
        } else {
            blocks.push(Block::Line(line.to_owned()));
        }
    }
    blocks
}

fn cells(row: &str) -> Vec<String> {
    row.trim().trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()
}

/// The contents of the code spans of a text.
pub fn code_spans(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

/// The targets of the links and pictures of a document.
pub fn link_targets(blocks: &[Block]) -> Vec<String> {
    let lines = blocks.iter().flat_map(|block| match block {
        Block::Code(..) => Vec::new(),
        Block::Heading(_, text) | Block::Line(text) => vec![text.clone()],
        Block::Table(rows) => rows.iter().map(|row| row.join(" ")).collect(),
    });
    lines.flat_map(|line| targets_in(&line)).collect()
}

fn targets_in(line: &str) -> Vec<String> {
    let without_code: String = line.split('`').step_by(2).collect();
    let after = |mark: &str, end: char| -> Vec<String> {
        let rests = without_code.split(mark).skip(1);
        rests.filter_map(|rest| Some(rest.split_once(end)?.0.to_owned())).collect()
    };
    [after("](", ')'), after("src=\"", '"'), after("srcset=\"", '"')].concat()
}

/// The anchor that GitHub gives a heading.
pub fn anchor(title: &str) -> String {
    let kept = title.chars().filter(|character| character.is_alphanumeric() || " -_".contains(*character));
    kept.flat_map(char::to_lowercase).map(|character| if character == ' ' { '-' } else { character }).collect()
}

#[test]
fn a_document_is_split_into_its_blocks() {
    let text = "# A `b`\ntext [c](d.md#e)\n```sh\n# f\n```\n| g | h |\n| --- | --: |\n| `i` | j |\n";
    let row = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
    assert_eq!(
        blocks(text),
        [
            Block::Heading(1, "A `b`".into()),
            Block::Line("text [c](d.md#e)".into()),
            Block::Code("sh".into(), "# f".into()),
            Block::Table(vec![row(["g", "h"]), row(["`i`", "j"])]),
        ]
    );
    assert_eq!(link_targets(&blocks(text)), ["d.md#e"]);
    assert_eq!(link_targets(&blocks("`[a](b)` [`c`](d) <img src=\"e\">")), ["d", "e"]);
    assert_eq!(anchor("Browser's own `sign-in` dialog"), "browsers-own-sign-in-dialog");
    assert_eq!(anchor("配置"), "配置");
}
