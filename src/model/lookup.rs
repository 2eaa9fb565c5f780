//! The lookup of an id of unknown kind: which request comes next, and what the responses prove.

/// The next step of a lookup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Request the number of plans of the project with this id.
    CountPlans,
    /// Request the number of executions of the task with this key.
    CountExecutions,
    /// Request the task with this key.
    FindTask,
    /// Request the execution with this id.
    FindRecord,
    /// Open the plans of the project.
    OpenPlans,
    /// Open the page of the task.
    OpenTask,
    /// Open the page of the execution.
    OpenRecord,
    /// Neither a project with plans nor a task nor an execution has this id.
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
    /// Whether a project with this id has plans. The list is empty for an unknown project as well.
    pub has_plans: Option<bool>,
    /// Whether a task with this key has executions. An empty list is returned for unknown keys as well.
    pub has_executions: Option<bool>,
    /// The task with this key.
    pub task: Option<TaskResponse>,
    /// Whether there is an execution with this id.
    pub is_record: Option<bool>,
}

impl Evidence {
    /// The next step, with the likeliest kind of id first: task keys have 32 hexadecimal digits, record ids 24.
    pub fn next_step(self, id: &str) -> Step {
        let Self { has_plans, has_executions, task, is_record } = self;
        if has_executions == Some(true) || task == Some(TaskResponse::Found) {
            return Step::OpenTask;
        }
        if is_record == Some(true) {
            return Step::OpenRecord;
        }
        if has_plans == Some(true) {
            return Step::OpenPlans;
        }
        let count_plans = has_plans.is_none().then_some(Step::CountPlans);
        let find_record = is_record.is_none().then_some(Step::FindRecord);
        let find_task = match (has_executions, task) {
            (None, _) => Some(Step::CountExecutions),
            (_, None) => Some(Step::FindTask),
            _ => None,
        };
        let is_hex = id.bytes().all(|byte| byte.is_ascii_hexdigit());
        let steps = match id.len() {
            32 if is_hex => [find_task, find_record, count_plans],
            24 if is_hex => [find_record, find_task, count_plans],
            _ => [count_plans, find_task, find_record],
        };
        steps.into_iter().flatten().next().unwrap_or(match task {
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
    const PROJECT: &str = "mobile-games";

    /// The steps of a lookup against a service with these responses.
    fn steps(id: &str, has_executions: bool, task: TaskResponse, is_record: bool, has_plans: bool) -> Vec<Step> {
        let mut evidence = Evidence::default();
        let mut steps = Vec::new();
        while steps.len() < 9 {
            let step = evidence.next_step(id);
            steps.push(step);
            match step {
                Step::CountPlans => evidence.has_plans = Some(has_plans),
                Step::CountExecutions => evidence.has_executions = Some(has_executions),
                Step::FindTask => evidence.task = Some(task),
                Step::FindRecord => evidence.is_record = Some(is_record),
                Step::OpenPlans | Step::OpenTask | Step::OpenRecord | Step::Unknown => break,
            }
        }
        steps
    }

    #[test]
    fn the_likeliest_kind_of_an_id_takes_one_request() {
        use TaskResponse::{Found, NotFound};
        assert_eq!(steps(KEY, true, Found, false, false), [Step::CountExecutions, Step::OpenTask]);
        assert_eq!(steps(ID, false, NotFound, true, false), [Step::FindRecord, Step::OpenRecord]);
        assert_eq!(steps(PROJECT, false, NotFound, false, true), [Step::CountPlans, Step::OpenPlans]);
    }

    #[test]
    fn the_form_of_an_id_decides_which_kind_is_likeliest() {
        for (id, first) in [
            (KEY, Step::CountExecutions),
            ("3F8A1C5E7B2D4096A1E4C7F20B95D863", Step::CountExecutions),
            (ID, Step::FindRecord),
            (PROJECT, Step::CountPlans),
            ("", Step::CountPlans),
            ("project-of-twenty-four-c", Step::CountPlans),
            ("a-project-that-has-32-characters", Step::CountPlans),
            ("制制制制制制制制", Step::CountPlans),
        ] {
            assert_eq!(Evidence::default().next_step(id), first, "{id}");
        }
    }

    #[test]
    fn an_id_is_unknown_only_if_it_is_no_project_no_task_and_no_execution() {
        use Step::{CountExecutions, CountPlans, FindRecord, FindTask, OpenPlans, OpenRecord, OpenTask, Unknown};
        use TaskResponse::{Found, NotFound, Withheld};
        for (has_executions, task, is_record, has_plans, end) in [
            (false, Found, false, false, OpenTask),
            (false, NotFound, false, false, Unknown),
            // The page of the task names the possible reasons.
            (false, Withheld, false, false, OpenTask),
            (false, NotFound, true, false, OpenRecord),
            (false, Withheld, true, false, OpenRecord),
            (true, Withheld, false, false, OpenTask),
            (false, NotFound, false, true, OpenPlans),
            (false, Withheld, false, true, OpenPlans),
        ] {
            for id in [KEY, ID, PROJECT] {
                let steps = steps(id, has_executions, task, is_record, has_plans);
                assert_eq!(steps.last(), Some(&end), "{id} {has_executions} {task:?} {is_record} {has_plans}");
            }
        }
        let unknown = |id| steps(id, false, NotFound, false, false);
        assert_eq!(unknown(KEY), [CountExecutions, FindTask, FindRecord, CountPlans, Unknown]);
        assert_eq!(unknown(ID), [FindRecord, CountExecutions, FindTask, CountPlans, Unknown]);
        assert_eq!(unknown(PROJECT), [CountPlans, CountExecutions, FindTask, FindRecord, Unknown]);
    }
}
