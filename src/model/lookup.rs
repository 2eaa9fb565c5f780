//! The lookup of an id of unknown kind: which request comes next, and what the responses prove.

/// The length from which on an id is probably a task key: keys have 32 digits, record ids 24.
const MIN_KEY_LENGTH: usize = 29;

/// The next step of a lookup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Request the number of executions of the task with this key.
    CountExecutions,
    /// Request the task with this key.
    FindTask,
    /// Request the execution with this id.
    FindRecord,
    /// Open the page of the task.
    OpenTask,
    /// Open the page of the execution.
    OpenRecord,
    /// Neither a task nor an execution has this id.
    Unknown,
}

/// The response to the request for a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaskResponse {
    /// There is such a task.
    Found,
    /// There is no such task.
    NotFound,
    /// Not said: services without this endpoint, and users without the right to it.
    Withheld,
}

/// The responses so far; `None` before a request.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Whether a task with this key has executions. An empty list is returned for unknown keys as well.
    pub has_executions: Option<bool>,
    /// The task with this key.
    pub task: Option<TaskResponse>,
    /// Whether there is an execution with this id.
    pub is_record: Option<bool>,
}

impl Evidence {
    /// The next step, with the likelier kind of id first.
    pub fn next_step(self, id: &str) -> Step {
        let Self { has_executions, task, is_record } = self;
        if has_executions == Some(true) || task == Some(TaskResponse::Found) {
            return Step::OpenTask;
        }
        if is_record == Some(true) {
            return Step::OpenRecord;
        }
        let find_record = is_record.is_none().then_some(Step::FindRecord);
        let find_task = match (has_executions, task) {
            (None, _) => Some(Step::CountExecutions),
            (_, None) => Some(Step::FindTask),
            _ => None,
        };
        let next = if id.len() >= MIN_KEY_LENGTH { find_task.or(find_record) } else { find_record.or(find_task) };
        next.unwrap_or(match task {
            // The page of the task says that there may be no such task.
            Some(TaskResponse::Withheld) => Step::OpenTask,
            _ => Step::Unknown,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "3f8a1c5e7b2d4096a1e4c7f20b95d863";
    const ID: &str = "609b573d53ccce752bf9b860";

    /// The steps of a lookup against a service with these responses.
    fn steps(id: &str, has_executions: bool, task: TaskResponse, is_record: bool) -> Vec<Step> {
        let mut evidence = Evidence::default();
        let mut steps = Vec::new();
        while steps.len() < 9 {
            let step = evidence.next_step(id);
            steps.push(step);
            match step {
                Step::CountExecutions => evidence.has_executions = Some(has_executions),
                Step::FindTask => evidence.task = Some(task),
                Step::FindRecord => evidence.is_record = Some(is_record),
                Step::OpenTask | Step::OpenRecord | Step::Unknown => break,
            }
        }
        steps
    }

    #[test]
    fn the_likelier_kind_of_an_id_takes_one_request() {
        use TaskResponse::Found;
        assert_eq!(steps(KEY, true, Found, false), [Step::CountExecutions, Step::OpenTask]);
        assert_eq!(steps(ID, false, TaskResponse::NotFound, true), [Step::FindRecord, Step::OpenRecord]);
    }

    #[test]
    fn an_id_is_unknown_only_if_it_is_neither_a_task_nor_an_execution() {
        use Step::{CountExecutions, FindRecord, FindTask, OpenRecord, OpenTask, Unknown};
        use TaskResponse::{Found, NotFound, Withheld};
        for (has_executions, task, is_record, end) in [
            (false, Found, false, OpenTask),
            (false, NotFound, false, Unknown),
            // The page of the task names the possible reasons.
            (false, Withheld, false, OpenTask),
            (false, NotFound, true, OpenRecord),
            (false, Withheld, true, OpenRecord),
            (true, Withheld, false, OpenTask),
        ] {
            for id in [KEY, ID] {
                let steps = steps(id, has_executions, task, is_record);
                assert_eq!(steps.last(), Some(&end), "{id} {has_executions} {task:?} {is_record}");
            }
        }
        assert_eq!(steps(KEY, false, NotFound, false), [CountExecutions, FindTask, FindRecord, Unknown]);
        assert_eq!(steps(ID, false, NotFound, false), [FindRecord, CountExecutions, FindTask, Unknown]);
    }
}
