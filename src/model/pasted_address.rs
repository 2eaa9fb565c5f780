//! Parsing of a pasted address: of a page of BK-Repo's console or of this app, on any host and below any prefix.
//!
//! The console's pages of plans are `{projectId}/planManage`, below it `logDetail/{recordId}`, `planDetail/{key}` and
//! `editPlan/{key}`. Only the end of a path counts, because a prefix can have the same words.

use super::hidden::trimmed;
use super::id::Id;
use super::route::{PlansRoute, RecordRoute, Route, TaskRoute};
use super::url::{Parameters, decode};

/// The segment of the console's pages of plans.
const PLAN_PAGES: &str = "planManage";

/// Parses an address; `None` for any other text. A page of the console has no page size, so it opens with `size` rows.
pub fn parse(text: &str, size: u32) -> Option<Route> {
    let text = trimmed(text);
    if !text.contains('/') {
        return None;
    }
    let address = without_host(text);
    let (address, hash) = address.split_once('#').unwrap_or((address, ""));
    let (path, query) = split_query(address);
    // With a hash router, the path continues after `#/`, and the query follows there.
    let (hash_path, hash_query) = split_query(hash);
    let hash_route = hash_path.starts_with('/').then(|| find_route(&format!("{path}{hash_path}"), hash_query, size));
    hash_route.flatten().or_else(|| find_route(path, query, size))
}

/// An address without scheme and host. Without a scheme, the first segment is a host if it has a dot or a port: no
/// project of BK-Repo has such an id.
fn without_host(text: &str) -> &str {
    let after_scheme = match text.split_once("//") {
        Some((scheme, rest)) if scheme.is_empty() || is_scheme(scheme) => Some(rest),
        _ => text.split_once('/').is_some_and(|(first, _)| first.contains(['.', ':'])).then_some(text),
    };
    match after_scheme {
        Some(rest) => rest.find(['/', '?', '#']).and_then(|host_end| rest.get(host_end..)).unwrap_or_default(),
        None => text,
    }
}

fn is_scheme(text: &str) -> bool {
    let name = text.strip_suffix(':').unwrap_or_default();
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn split_query(address: &str) -> (&str, &str) {
    address.split_once('?').unwrap_or((address, ""))
}

/// The route at the end of a path.
fn find_route(path: &str, query: &str, size: u32) -> Option<Route> {
    let mut segments: Vec<&str> = path.split('/').collect();
    while segments.last().is_some_and(|last| last.is_empty()) {
        segments.pop();
    }
    // The ids can be words of addresses as well, so the form with the most fixed words comes first.
    let own = |count: usize| own_route(&segments, count, query);
    own(3)
        .or_else(|| console_page(&segments, query, size))
        .or_else(|| own(2))
        .or_else(|| console_plans(&segments, size))
}

/// The route of this app in the last `count` segments.
fn own_route(segments: &[&str], count: usize, query: &str) -> Option<Route> {
    let last = segments.get(segments.len().checked_sub(count)?..)?;
    let route = Route::parse(&last.join("/"), query);
    (!matches!(route, Route::Home | Route::NotFound(_))).then_some(route)
}

/// A page of the console, by its last segments.
fn console_page(segments: &[&str], query: &str, size: u32) -> Option<Route> {
    let id = |text: &str| Id::parse(&decode(text)).ok();
    let plan_name = || Parameters::parse(query).get("planName").map(str::to_owned);
    match segments {
        [.., PLAN_PAGES, "logDetail", record] => Some(Route::Record(RecordRoute::new(id(record)?, plan_name(), size))),
        [.., PLAN_PAGES, "planDetail" | "editPlan", key] => {
            Some(Route::Task(TaskRoute::new(id(key)?, plan_name(), size)))
        }
        [.., project, PLAN_PAGES] => Some(Route::Plans(PlansRoute::new(id(project)?, size))),
        _ => None,
    }
}

/// Any other page of the console below the plans of a project, such as the form for a new plan.
fn console_plans(segments: &[&str], size: u32) -> Option<Route> {
    let at = segments.iter().rposition(|segment| *segment == PLAN_PAGES)?;
    console_page(segments.get(..=at)?, "", size)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const KEY: &str = "3f8a1c5e7b2d4096a1e4c7f20b95d863";
    const ID: &str = "609b573d53ccce752bf9b860";

    fn address(text: &str) -> Option<String> {
        parse(text, 20).map(|route| route.address())
    }

    #[test]
    fn an_address_of_the_console_is_its_page() {
        for (path, expected) in [
            (format!("demo/planManage/logDetail/{ID}?planName=nightly"), format!("records/{ID}?planName=nightly")),
            (format!("demo/planManage/logDetail/{ID}"), format!("records/{ID}")),
            (format!("demo/planManage/planDetail/{KEY}?planName=a%2Bb"), format!("tasks/{KEY}?planName=a%2Bb")),
            (format!("demo/planManage/editPlan/{KEY}?planName=nightly"), format!("tasks/{KEY}?planName=nightly")),
            ("demo/planManage".into(), "projects/demo/plans".into()),
            ("demo/planManage/".into(), "projects/demo/plans".into()),
            ("demo/planManage?tab=log".into(), "projects/demo/plans".into()),
            ("demo/planManage/createPlan".into(), "projects/demo/plans".into()),
            ("demo/planManage/logDetail".into(), "projects/demo/plans".into()),
        ] {
            for before in [
                "https://repo.example.com/ui/",
                "http://repo.example.com:8080/ui/",
                "//repo.example.com/ui/",
                "repo.example.com/ui/",
                "localhost:8080/",
                "/ui/",
                "ui/",
                "",
                "https://devops.example.com/console/repo/",
                "https://repo.example.com/ui/#/",
                "https://repo.example.com/#/ui/",
                "https://repo.example.com/?theme=dark#/",
                "/ui/tasks/x/projects/y/plans/",
                " \n\thttps://repo.example.com/ui/",
            ] {
                let text = format!("{before}{path}\n");
                assert_eq!(address(&text).as_deref(), Some(expected.as_str()), "{text}");
            }
        }
    }

    #[test]
    fn an_address_of_this_app_keeps_its_parameters() {
        for route in [
            format!("tasks/{KEY}?planName=nightly&status=FAILED&pageNumber=2&pageSize=50"),
            format!("tasks/{KEY}?execution=latest"),
            format!("records/{ID}?artifactName=libstdc%2B%2B&triage=cluster&group=shanghai"),
            "projects/demo/plans?name=nightly&enabled=true".into(),
        ] {
            for before in
                ["https://log.example.com/", "/ui/replica-log/", "log.example.com/embed/", "/embed/", "", "/#/"]
            {
                let text = format!("{before}{route}");
                assert_eq!(address(&text).as_deref(), Some(route.as_str()), "{text}");
            }
        }
        assert_eq!(address("https://log.example.com/projects/demo").as_deref(), Some("projects/demo/plans"));
        assert_eq!(address(&format!("/records/{ID}/?status=FAILED#top")), Some(format!("records/{ID}?status=FAILED")));
    }

    #[test]
    fn names_may_be_encoded_or_not() {
        let encoded = format!("records/{ID}?planName=%E5%A4%9C%E9%97%B4%20%E5%90%8C%E6%AD%A5");
        for name in ["夜间 同步", "%E5%A4%9C%E9%97%B4%20%E5%90%8C%E6%AD%A5", "夜间%20同步", "夜间+同步"] {
            let text = format!("https://repo.example.com/ui/demo/planManage/logDetail/{ID}?planName={name}");
            assert_eq!(address(&text), Some(encoded.clone()), "{name}");
        }
        assert_eq!(address("/ui/a%20b/planManage").as_deref(), Some("projects/a%20b/plans"));
        assert_eq!(address("/ui/%/planManage").as_deref(), Some("projects/%25/plans"));
    }

    #[test]
    fn ids_that_are_words_of_addresses_are_ids() {
        for (text, expected) in [
            ("/ui/tasks/planManage", "projects/tasks/plans"),
            ("/ui/records/planManage/logDetail/x", "records/x"),
            ("/ui/projects/planManage/planDetail/plans", "tasks/plans"),
            ("/projects/records/plans", "projects/records/plans"),
            ("/projects/planManage/plans", "projects/planManage/plans"),
            ("/ui/planManage/tasks/x", "tasks/x"),
            ("/ui/planManage/planManage", "projects/planManage/plans"),
            ("/ui/tasks/x/planManage/logDetail/y", "records/y"),
        ] {
            assert_eq!(address(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn other_texts_are_no_addresses() {
        for text in [
            "",
            "/",
            "//",
            "a/b",
            KEY,
            "tasks",
            "planManage",
            "https://",
            "https://repo.example.com",
            "https://repo.example.com/",
            "https://repo.example.com/ui/demo/repoList",
            "https://repo.example.com/planManage",
            "repo.example.com/planManage",
            "https://repo.example.com/ui/demo/planManage2",
            "https://tasks/x",
            "/ui/../planManage",
            "https://repo.example.com/login?to=/tasks/x",
            "https%3A%2F%2Frepo.example.com%2Ftasks%2Fx",
            "generic/libs/tasks.zip",
        ] {
            assert_eq!(address(text), None, "{text}");
        }
    }

    #[test]
    fn a_page_of_the_console_has_the_given_page_size() {
        assert_eq!(parse("/demo/planManage", 50).unwrap().address(), "projects/demo/plans?pageSize=50");
        assert_eq!(parse("/tasks/k", 50).unwrap().address(), "tasks/k");
    }

    proptest! {
        #[test]
        fn any_text_is_an_address_or_not_without_a_panic(
            text in "\\PC*", words in "([a:]|//?|#|\\?|\\.|tasks|records|projects|plans|planManage|logDetail|planDetail|=|%| ){0,16}",
        ) {
            for text in [text, words] {
                if let Some(route) = parse(&text, 20) {
                    prop_assert!(!matches!(route, Route::Home | Route::NotFound(_)) && text.contains('/'));
                }
            }
        }

        #[test]
        fn the_address_of_any_record_is_found_below_any_prefix(prefix in "(/[a-zA-Z.]{0,8}){0,4}", id in "\\PC{1,24}") {
            let Ok(id) = Id::parse(&id) else { return Ok(()) };
            let route = Route::Record(RecordRoute::new(id, None, 20));
            prop_assert_eq!(parse(&format!("https://host{prefix}/{}", route.address()), 20), Some(route));
        }
    }
}
