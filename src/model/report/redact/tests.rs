//! Secrets in their forms, and text that stays.

use proptest::prelude::*;

use super::*;

#[test]
fn secrets_of_a_message_are_left_out() {
    for (message, expected) in [
        ("GET https://user:pw@host:8080/a?token=abc&x=1 failed", "GET https://[…]@host:8080/a?token=[…]&x=1 failed"),
        ("?X-Amz-Signature=0f3b&X-Amz-Date=2026", "?X-Amz-Signature=[…]&X-Amz-Date=2026"),
        ("Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.e30.x rejected", "Authorization: Bearer […] rejected"),
        (r#"{"password": "p w", "user": "u"}"#, r#"{"password": "[…]", "user": "u"}"#),
        ("bkrepo_ticket=42; path=/", "bkrepo_ticket=[…]; path=/"),
        ("accessToken: 'x'", "accessToken: '[…]'"),
        ("--X-Api-Key: abc, access-key=abc", "--X-Api-Key: […], access-key=[…]"),
        ("secretKey=a secret_key=b privateKey=c", "secretKey=[…] secret_key=[…] privateKey=[…]"),
        ("passphrase=a&credentials=b&c=d", "passphrase=[…]&credentials=[…]&c=d"),
        ("/c/a.zip?sv=2024&sig=a%2Bb%3D&se=1", "/c/a.zip?sv=2024&sig=[…]&se=1"),
        (r#":password => "p w", [token: [a]]"#, r#":password => "[…]", [token: […]]"#),
    ] {
        assert_eq!(redacted(message), expected);
    }
}

#[test]
fn a_value_in_quotes_ends_at_its_quote() {
    for (message, expected) in [
        (r#"body {\"password\":\"a b, c\",\"user\":\"u\"}"#, r#"body {\"password\":\"[…]\",\"user\":\"u\"}"#),
        (r#"{\\\"token\\\": \\\"a\\\"}"#, r#"{\\\"token\\\": \\\"[…]\\\"}"#),
        (r#"{"password":"a\"b","x":1}"#, r#"{"password":"[…]","x":1}"#),
        (r#"{"secret":"a\\","token":"b"} end"#, r#"{"secret":"[…]"token":"[…]"} end"#),
        (r#""{\"password\":\"a" failed"#, r#""{\"password\":\"[…]" failed"#),
        ("pwd='a \"b\" c' x", "pwd='[…]' x"),
        ("token=\"\" x", "token=\"\" x"),
        ("PUT failed: {\"password\":\"p w and more", "PUT failed: {\"password\":\"[…]"),
    ] {
        assert_eq!(redacted(message), expected);
    }
}

#[test]
fn credentials_of_an_authorization_header_are_left_out_at_any_length() {
    for (message, expected) in [
        ("Authorization: Basic dTpw", "Authorization: Basic […]"),
        ("proxy-authorization=bearer a\r\nHost: b", "proxy-authorization=bearer […]\r\nHost: b"),
        ("{authorization=[Platform a:b], host=[c]}", "{authorization=[…], host=[c]}"),
        (r#"{"Authorization": "Basic dTpw", "a": "b"}"#, r#"{"Authorization": "[…]", "a": "b"}"#),
        (r#"[Authorization:\"a b\"]"#, r#"[Authorization:\"[…]\"]"#),
        ("Authorization: token ghp_0123456789", "Authorization: token […]"),
        ("Authorization: eyJhbGciOiJIUzI1NiJ9 rejected", "Authorization: […] rejected"),
        ("token: Bearer abc", "token: Bearer […]"),
    ] {
        assert_eq!(redacted(message), expected);
    }
}

#[test]
fn a_value_is_left_out_up_to_a_blank_or_a_quote() {
    for (message, expected) in [
        ("password=Ab,c1;d)2 user=u", "password=[…] user=u"),
        ("User(password=Ab,c, name=x)", "User(password=[…], name=x)"),
        ("password：hunter2，用户：u", "password：[…]，用户：u"),
        ("token：abc", "token：[…]"),
        ("token＝abc", "token＝[…]"),
        ("密码: hunter2", "密码: […]"),
        ("pass=abc, auth=abc", "pass=[…], auth=[…]"),
        ("_auth=dTpwYXNz", "_auth=[…]"),
        ("session=4f5a passwords: a", "session=[…] passwords: […]"),
        ("password={cipher}abc x", "password=[…] x"),
        ("X-Bkapi-JWT: abc", "X-Bkapi-JWT: […]"),
    ] {
        assert_eq!(redacted(message), expected);
    }
}

#[test]
fn values_in_brackets_are_left_out_as_a_whole() {
    for (message, expected) in [
        ("临时令牌[abc]", "临时令牌[…]"),
        ("token[abc] is invalid", "token[…] is invalid"),
        ("token [a b]: invalid", "token […]: invalid"),
        (r#"{"tokens":["abc"],"a":1}"#, r#"{"tokens":[…],"a":1}"#),
        (r#""token":["a]b","def"], "x""#, r#""token":[…], "x""#),
        (r#"\"token\":[\"a]\\\"b\",\"c\"],\"x\""#, r#"\"token\":[…],\"x\""#),
        ("\"tokens\": [\n  \"abc\",\n  \"def\"\n]\nend", "\"tokens\": […]\nend"),
        (r#""credentials":{"user":"u","value":"}a"},"x":1"#, r#""credentials":[…],"x":1"#),
        (r#""token":["abc","d"#, r#""token":[…]"#),
    ] {
        assert_eq!(redacted(message), expected);
    }
}

#[test]
fn values_of_options_are_left_out() {
    for (message, expected) in [
        ("helm push --password abc", "helm push --password […]"),
        ("docker login -u admin -p secret host", "docker login -u […] -p […] host"),
        ("curl -u repl:S3cret https://node/x", "curl -u […] https://node/x"),
        ("--auth-token 'a b' --password=c -token d", "--auth-token '[…]' --password=[…] -token […]"),
        ("login --token --verbose", "login --token --verbose"),
    ] {
        assert_eq!(redacted(message), expected);
    }
}

#[test]
fn contents_of_tags_are_left_out() {
    for (message, expected) in [
        ("<user>u</user><password>abc</password>", "<user>u</user><password>[…]</password>"),
        ("<secretKey>a b</secretKey>", "<secretKey>[…]</secretKey>"),
        ("<s:token type=\"x\"> a\n</s:token>", "<s:token type=\"x\">[…]</s:token>"),
        ("<password><![CDATA[a]]></password>", "<password>[…]</password>"),
        ("&lt;password&gt;abc&lt;/password&gt;", "&lt;password&gt;[…]&lt;/password&gt;"),
        (r"\u003cpassword\u003eabc\u003c/password\u003e", r"\u003cpassword\u003e[…]\u003c/password\u003e"),
        ("<password>a b", "<password>[…]"),
    ] {
        assert_eq!(redacted(message), expected);
    }
}

#[test]
fn escaped_secrets_are_left_out() {
    for (message, expected) in [
        ("?url=https%3A%2F%2Fn%2Fx%3Ftoken%3Dabc", "?url=https%3A%2F%2Fn%2Fx%3Ftoken%3D[…]"),
        ("%3fsig%3da%252Bb%26se%3d1", "%3fsig%3d[…]%26se%3d1"),
        ("%253Ftoken%253Dabc x", "%253Ftoken%253D[…] x"),
        ("url=https%3A%2F%2Fu%3Ap%40n%2Fx%3Fa%40b", "url=https%3A%2F%2F[…]%40n%2Fx%3Fa%40b"),
        (r#"\u0022password\u0022:\u0022abc\u0022,"#, r#"\u0022password\u0022:\u0022[…]\u0022,"#),
        (r"?token\u003dabc\u0026x\u003d1", r"?token\u003d[…]\u0026x\u003d1"),
        ("&quot;password&quot;:&quot;a b&quot;", "&quot;password&quot;:&quot;[…]&quot;"),
        (r"https:\/\/u:p@node\/x", r"https:\/\/[…]@node\/x"),
        (r"a\nsig=b", r"a\nsig=[…]"),
    ] {
        assert_eq!(redacted(message), expected);
    }
}

#[test]
fn cookies_are_left_out_up_to_the_end_of_the_line() {
    for (message, expected) in [
        ("Set-Cookie: SESSION=4f5a; Path=/\r\nHost: h", "Set-Cookie: […]\r\nHost: h"),
        ("Cookie: a=\"b\"; JSESSIONID=xyz\nend", "Cookie: […]\nend"),
        (r#"{"Cookie": "a=b; c=d", "x": 1}"#, r#"{"Cookie": "[…]", "x": 1}"#),
        ("{cookie=[a=b; c=d], host=[h]}", "{cookie=[…], host=[h]}"),
        ("JSESSIONID=xyz; x", "JSESSIONID=[…]; x"),
    ] {
        assert_eq!(redacted(message), expected);
    }
}

#[test]
fn keys_are_left_out_without_a_name() {
    let pem = "-----BEGIN RSA PRIVATE KEY-----\nMIIE\nAb+/=\n-----END RSA PRIVATE KEY-----";
    for (message, expected) in [
        ("got eyJhbGci.eyJzdWIi.s-_g, rejected", "got […], rejected"),
        ("X-Bkapi-JWT: eyJhbGci.eyJzdWIi.sig", "X-Bkapi-JWT: […]"),
        ("auth eyJ1c2VybmFtZSI6InUifQ== sent", "auth […] sent"),
        ("令牌为eyJhbGci.eyJzdWIi.sig", "令牌为[…]"),
        ("user AKIAIOSFODNN7EXAMPLE and ASIAIOSFODNN7EXAMPLE", "user […] and […]"),
        ("%3DAKIDz8krbsJ5yKBZQpn74WF", "%3D[…]"),
        (&format!("a {pem} b"), "a […] b"),
        (&format!("private_key: {pem}\nb"), "private_key: […]\nb"),
        ("key -----BEGIN RSA PRIVATE KEY-----\nMIIE\nAb", "key […]"),
        (
            r#"{"privateKey":"-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n"}"#,
            r#"{"privateKey":"[…]"}"#,
        ),
    ] {
        assert_eq!(redacted(message), expected);
    }
}

#[test]
fn users_of_addresses_are_left_out() {
    for (message, expected) in [
        ("https://u:p/w@host/x", "https://[…]@host/x"),
        ("https://u:p#w@x@host", "https://[…]@host"),
        ("https://a@b:p/w@host x@y", "https://[…]@host x@y"),
        ("redis://u:p/w@host:6379/0", "redis://[…]@host:6379/0"),
        ("clone https://ghp_xxx@host/a.git", "clone https://[…]@host/a.git"),
        ("HTTPS://a@b:c@host", "HTTPS://[…]@host"),
        ("redis://:pw@host:6379/0", "redis://[…]@host:6379/0"),
    ] {
        assert_eq!(redacted(message), expected);
    }
}

#[test]
fn other_text_stays() {
    for message in [
        "",
        "https://host:8080/a@b?x=1",
        "https://host:8080/path@version",
        "http://node:8080: connection refused, http://[::1]/a@b",
        "Unexpected token [ in JSON, unexpected token < in JSON",
        "<token> is required",
        "令牌已过期，密码错误",
        "passed: 3, author: u, authored-by=u, sessions",
        "class KeyJournalConfigurationFactory of monkeyJumpingAround.json",
        "sha256:AKIA0f3b, -----BEGIN CERTIFICATE-----",
        "log -v -x a",
        "eyJ.txt",
        "the token expired",
        "basic checks failed: timeout=30",
        "digest sha256:0f3b of /a/b.tar.gz",
        "密码 token",
        "token expired",
        "password is wrong",
        "key: /store/ea/95/ea359d8c2605973e",
        "Request ID: EA359D8C2605973E",
        "gpgsig=a sig",
        "npm://lodash@4.17.21, docker://nginx@sha256:0f3b and npm://@scope/name",
        "Authorization: failed for user admin",
        "authorization of administrators failed",
        "Basic auth failed, bearer is missing",
        "Unexpected token '<', \"<html>\" is not valid JSON",
    ] {
        assert_eq!(redacted(message), message);
    }
}

proptest! {
    #[test]
    fn no_message_panics(
        message in "(?s).{0,60}",
        secret in "[a-z:/@= \"token]{0,40}",
        odd in r#"(?s)(token|-p|<pwd|%3A%2F%2F|%3D|://|\\u0022|\[|\{|"|'|\\|：|cookie|-----BEGIN PRIVATE KEY-----|eyJ|密码| |.){0,12}"#,
    ) {
        redacted(&message);
        redacted(&secret);
        redacted(&odd);
    }

    #[test]
    fn no_named_value_stays(name in "(pass-?word|[a-z]{0,3}_token|sig|Authorization)", json in ".{0,20}") {
        let value = format!("S3CRET{json}S3CRET");
        let message = serde_json::json!({ "a": 1, name: value }).to_string();
        for message in [&message, &serde_json::json!([message]).to_string()] {
            prop_assert!(!redacted(message).contains("S3CRET"), "{}", message);
        }
    }

    #[test]
    fn no_value_stays_in_any_form(
        name in "(pass-?word|[a-z]{1,3}_token|密码|secretKeys)",
        inner in "[A-Za-z0-9,;).!/#$%^*+~-]{0,20}",
    ) {
        let value = format!("S3CRET{inner}S3CRET");
        for message in [
            format!("{name}={value} x"),
            format!("a {name}：{value}\nx"),
            format!("{name}: [\"{value}\", '{value}'] x"),
            format!("{name}[{value}] x"),
            format!("x --{name} {value} x"),
            format!("<{name}>{value}</{name}>"),
            format!("%3F{name}%3D{value}"),
            format!("\\u0022{name}\\u0022:\\u0022{value}\\u0022"),
            format!("https://u:{value}@host/x"),
            format!("Cookie: a=b; {value}"),
            format!("curl -u a:{value} x"),
        ] {
            prop_assert!(!redacted(&message).contains("S3CRET"), "{}", message);
        }
    }
}
