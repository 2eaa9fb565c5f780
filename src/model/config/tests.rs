use super::*;

#[test]
fn an_empty_block_is_the_default() {
    let (config, config_errors) = Config::parse("{}");
    assert!(config_errors.is_empty());
    assert_eq!(config.api_base, "");
    assert_eq!(config.csrf_cookie, "bkrepo_ticket");
}

#[test]
fn the_api_base_of_the_console_is_accepted_without_its_trailing_slash() {
    assert_eq!(Config::parse(r#"{"apiBase":"/web/"}"#).0.api_base, "/web");
    assert_eq!(
        Config::parse(r#"{"apiBase":"https://repo.example.com/web"}"#).0.api_base,
        "https://repo.example.com/web"
    );
}

#[test]
fn valid_headers_are_kept_and_invalid_ones_reported() {
    let (config, config_errors) = Config::parse(r#"{"headers":{"X-A":"1","X B":"2"}}"#);
    assert_eq!(config.headers, [("X-A".to_owned(), "1".to_owned())]);
    assert_eq!(config_errors, [ConfigError::Value { key: "headers", value: "X B".to_owned() }]);
}

#[test]
fn a_header_with_a_value_that_browsers_reject_is_reported_by_its_name() {
    let (config, config_errors) = Config::parse(
        r#"{"headers":{"A":"","B":"M\u00fcnchen\t1","C":" x\r\n","D":"\u540d","E":"a\nb","F":"a\rb","G":"a\u0000","H":"a\u3000"}}"#,
    );
    let kept: Vec<_> = config.headers.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(kept, ["A", "B", "C"]);
    let rejected = ["D", "E", "F", "G", "H"];
    assert_eq!(config_errors, rejected.map(|name| ConfigError::Value { key: "headers", value: name.to_owned() }));
}

#[test]
fn a_project_that_cannot_be_a_header_is_reported_and_not_sent() {
    for (json, project_id) in [
        (r#"{"projectId":"blueking"}"#, "blueking"),
        (r#"{"projectId":""}"#, ""),
        ("{}", ""),
        (r#"{"projectId":"\u540d"}"#, ""),
        (r#"{"projectId":"a\nb"}"#, ""),
    ] {
        let (config, config_errors) = Config::parse(json);
        assert_eq!(config.project_id, project_id, "{json}");
        let is_rejected = json.contains('\\');
        assert_eq!(config_errors.len(), usize::from(is_rejected), "{json}");
        assert!(config_errors.iter().all(|error| matches!(error, ConfigError::Value { key: "projectId", .. })));
    }
}

#[test]
fn the_time_zone_is_sent_unless_it_is_switched_off() {
    assert!(Config::parse("{}").0.send_time_zone);
    assert!(Config::parse(r#"{"sendTimeZone":true}"#).0.send_time_zone);
    assert!(!Config::parse(r#"{"sendTimeZone":false}"#).0.send_time_zone);
}

#[test]
fn an_unknown_look_or_density_is_reported_and_replaced_by_the_default() {
    let (config, config_errors) = Config::parse(r#"{"look":"bk-magic","density":"compact"}"#);
    assert_eq!((config.look.as_deref(), config.density.as_deref()), (Some("bk-magic"), Some(COMPACT)));
    assert!(config_errors.is_empty());
    let (config, config_errors) = Config::parse(r#"{"look":"blue","density":"dense"}"#);
    assert_eq!((config.look, config.density), (None, None));
    let rejected = [("look", "blue"), ("density", "dense")];
    assert_eq!(config_errors, rejected.map(|(key, value)| ConfigError::Value { key, value: value.to_owned() }));
}

#[test]
fn cors_rules_are_needed_only_for_own_headers_to_another_origin() {
    let page = "https://log.example.com";
    for (api_base, project_id, send_time_zone, expected) in [
        ("", "p", true, false),
        ("/web", "p", true, false),
        ("web", "", true, false),
        ("https://log.example.com", "", true, false),
        ("https://log.example.com/web", "p", true, false),
        ("https://log.example.com.evil", "", true, true),
        ("https://repo.example.com/web", "", true, true),
        ("https://repo.example.com/web", "p", false, true),
        ("https://repo.example.com/web", "", false, false),
        ("//repo.example.com", "", true, true),
        ("https://log.example.com:8443", "", true, true),
    ] {
        let config = Config {
            api_base: api_base.to_owned(),
            project_id: project_id.to_owned(),
            send_time_zone,
            ..Config::default()
        };
        assert_eq!(config.needs_cors_rules(page), expected, "{api_base}, {project_id:?}, {send_time_zone}");
    }
}

#[test]
fn an_unknown_key_is_reported() {
    let (_, config_errors) = Config::parse(r#"{"apibase":""}"#);
    assert!(matches!(config_errors.as_slice(), [ConfigError::Unreadable(words)] if words.contains("apibase")));
}

#[test]
fn a_value_of_another_type_is_reported_with_its_key() {
    for (json, key) in [
        (r#"{"apiBase":"/web","keyboard":"no"}"#, "keyboard: "),
        (r#"{"headers":{"X-A":1}}"#, "headers: "),
        (r#"{"shortcuts":[{"name":"x","plan":"y"}]}"#, "shortcuts: unknown field `plan`"),
        (r#"{"timeZone":8,"keyboard":"no"}"#, "timeZone: invalid type: integer"),
        (r#"{"themes":"dark"}"#, "unknown field `themes`"),
        ("[]", "invalid type: sequence"),
        ("{", "EOF"),
    ] {
        let (config, config_errors) = Config::parse(json);
        assert_eq!((config.api_base.as_str(), config.csrf_cookie.as_str()), ("", "bkrepo_ticket"), "{json}");
        assert!(
            matches!(&*config_errors, [ConfigError::Unreadable(words)] if words.starts_with(key)),
            "{config_errors:?}"
        );
    }
}

#[test]
fn a_key_that_is_null_has_its_default() {
    let keys = ["apiBase", "locale", "theme", "timeZone", "signInUrl", "csrfCookie", "headers", "shortcuts"];
    for key in keys.into_iter().chain(["keyboard", "embedOrigins", "projectId", "sendTimeZone"]) {
        let (config, config_errors) = Config::parse(&format!("{{\"{key}\":null}}"));
        assert!(config_errors.is_empty(), "{config_errors:?}");
        assert_eq!(format!("{config:?}"), format!("{:?}", Config::default()));
    }
}

#[test]
fn an_invalid_value_is_reported_and_the_rest_is_used() {
    let (config, config_errors) =
        Config::parse(r#"{"apiBase":"/web","theme":"blue","locale":"fr","signInUrl":"javascript:alert(1)"}"#);
    assert_eq!(config.api_base, "/web");
    assert_eq!(config.sign_in_url, None);
    let keys: Vec<_> = config_errors
        .iter()
        .map(|error| match error {
            ConfigError::Value { key, .. } => *key,
            ConfigError::Unreadable(_) => "",
        })
        .collect();
    assert_eq!(keys, ["locale", "theme", "signInUrl"]);
}

#[test]
fn only_origins_are_accepted_as_embed_origins() {
    let (config, config_errors) = Config::parse(
        r#"{"embedOrigins":["https://console.example.com","http://[::1]:8080","*","https://a/","https://A.b","null"]}"#,
    );
    assert_eq!(config.embed_origins, ["https://console.example.com", "http://[::1]:8080"]);
    assert_eq!(config_errors.len(), 4);
}

#[test]
fn urls_with_a_script_scheme_are_rejected() {
    for bad in ["javascript:x", "JaVaScRiPt:x", "data:text/html,x", " javascript:x", "java\nscript:x", "\tjavascript:x"]
    {
        assert!(!is_web_address(bad), "{bad:?}");
    }
    for good in ["", "/login?to={url}", "https://login.example.com/?c_url={url}", "//login.example.com", "login"] {
        assert!(is_web_address(good), "{good:?}");
    }
}

#[test]
fn the_page_to_return_to_is_encoded_as_one_parameter() {
    let (config, _) = Config::parse(r#"{"signInUrl":"https://login.example.com/?c_url={url}"}"#);
    assert_eq!(
        config.sign_in("https://repo/x?a=b&c=d").unwrap(),
        "https://login.example.com/?c_url=https%3A%2F%2Frepo%2Fx%3Fa%3Db%26c%3Dd"
    );
}

#[test]
fn a_shortcut_has_exactly_one_target() {
    for (targets, address) in [
        (r#""task":"k","planName":"nightly""#, Some("tasks/k?planName=nightly")),
        (r#""record":"r""#, Some("records/r")),
        (r#""project":"demo""#, Some("projects/demo/plans")),
        (r#""project":"demo","task":null"#, Some("projects/demo/plans")),
        (r#""planName":"nightly""#, None),
        (r#""project":"demo","task":"k""#, None),
        (r#""task":"k","record":"r""#, None),
        (r#""task":"k","record":"r","project":"demo""#, None),
        (r#""project":" ""#, None),
    ] {
        let (config, config_errors) = Config::parse(&format!(r#"{{"shortcuts":[{{"name":"x",{targets}}}]}}"#));
        let route = config.shortcuts.first().unwrap().route(20);
        assert_eq!(route.map(|route| route.address()).as_deref(), address, "{targets}");
        assert_eq!(config_errors.is_empty(), address.is_some(), "{targets}");
    }
}
