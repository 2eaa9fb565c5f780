//! The npm package: its files, manifest, typings, and loading it in Node.

use crate::host_sites::{HostSites, host_file, package, packages, run};
use replica_log_e2e::{Error, TestResult};
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;

/// Whether a file is a part of the wasm, such as `part-words-en-0123456789abcdef.wasm`.
fn is_part(name: &str) -> bool {
    name.starts_with("part-") && name.ends_with(".wasm")
}

#[test]
fn npm_pack_contains_exactly_the_documented_files() -> TestResult {
    let packed = &HostSites::get()?.packed[0];
    let mut files: Vec<_> =
        packed["files"].as_array().unwrap().iter().map(|file| file["path"].as_str().unwrap()).collect();
    files.retain(|name| !is_part(name));
    files.sort_unstable();
    assert_eq!(
        files,
        [
            "LICENSE",
            "README.md",
            "component.js",
            "element.d.ts",
            "element.js",
            "glue.js",
            "loading.js",
            "package.json",
            "react.d.ts",
            "react.js",
            "replica-log.d.ts",
            "replica-log.js",
            "replica-log.wasm",
            "style.js",
            "third-party-licences.txt",
            "vue2.d.ts",
            "vue2.js",
            "vue3.d.ts",
            "vue3.js",
            "wasm.d.ts",
            "wasm.js",
        ]
    );
    Ok(())
}

#[test]
fn npm_package_has_no_scripts_and_no_dependencies() -> TestResult {
    let installed = HostSites::get()?.project.join("node_modules/replica-log");
    let manifest: Value = serde_json::from_str(&std::fs::read_to_string(installed.join("package.json"))?).unwrap();
    assert_eq!(manifest["version"], env!("CARGO_PKG_VERSION"));
    for none in ["scripts", "dependencies", "optionalDependencies", "bin"] {
        assert_eq!(manifest[none], Value::Null, "{none}");
    }
    // The frameworks of the components, which are not installed with the package.
    for (name, _) in manifest["peerDependencies"].as_object().unwrap() {
        assert_eq!(manifest["peerDependenciesMeta"][name]["optional"], true, "{name}");
    }
    // Every path in `exports` exists.
    for (_, to) in manifest["exports"].as_object().unwrap() {
        for to in [to, &to["types"], &to["default"]].into_iter().filter_map(Value::as_str) {
            assert!(installed.join(to).is_file(), "{to}");
        }
    }
    assert_eq!(manifest["sideEffects"], json!(["./element.js"]));
    Ok(())
}

#[test]
fn each_wasm_file_of_the_npm_package_has_a_literal_url_that_bundlers_recognise() -> TestResult {
    let names = std::fs::read_dir(package()?)?.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let parts: Vec<String> = names.filter(|name| is_part(name)).collect();
    assert!(parts.len() > 10, "{parts:?}");
    let script = |name: &str| Ok::<_, Error>(std::fs::read_to_string(package()?.join(name))?);
    let (glue, imports) = (script("glue.js")?, script("wasm.js")?);
    for name in parts {
        assert_eq!(glue.matches(&format!("new URL(\"./{name}\", import.meta.url)")).count(), 1, "{name}");
        assert_eq!(imports.matches(&format!("from \"./{name}\"")).count(), 1, "{name}");
    }
    assert!(script("loading.js")?.contains("new URL(\"./replica-log.wasm\", import.meta.url)"));
    assert!(imports.contains("from \"./replica-log.wasm\""));
    // webpack would replace `import.meta.url` in any other form by a path of the machine that builds the page.
    let literal = glue.matches("new URL(\"").count() + glue.matches("new URL('").count();
    assert_eq!(glue.matches("import.meta.url").count(), literal);
    Ok(())
}

#[test]
fn npm_package_can_be_imported_in_node_for_ssr() -> TestResult {
    let script = "const { define, load, mount } = await import('replica-log'); await import('replica-log/element'); \
                  console.log([define, load, mount].map(it => typeof it).join());";
    let mut node = Command::new("node");
    node.args(["--input-type=module", "--eval", script]).current_dir(&HostSites::get()?.project);
    assert_eq!(run(&mut node)?.trim(), "function,function,function");
    Ok(())
}

#[test]
fn typescript_typings_accept_valid_and_reject_invalid_usage() -> TestResult {
    let project = &HostSites::get()?.project;
    std::fs::copy(host_file("usage.ts"), project.join("usage.ts"))?;
    // The compiler resolves React's types from the project's `node_modules`.
    let types = project.join("node_modules/@types");
    if !types.exists() {
        std::os::unix::fs::symlink(packages()?.join("@types"), &types)?;
    }
    for (module, resolution) in [("esnext", "bundler"), ("nodenext", "nodenext")] {
        let mut compiler = Command::new(packages()?.join(".bin/tsc"));
        compiler.args(["--noEmit", "--strict", "--target", "es2022", "--lib", "es2022,dom", "--types", ""]);
        compiler.args(["--module", module, "--moduleResolution", resolution, "--jsx", "react-jsx", "usage.ts"]);
        // The React example needs bundler resolution for its imports.
        if resolution == "bundler" {
            compiler.arg(Path::new("examples/react/main.tsx"));
        }
        run(compiler.current_dir(project))?;
    }
    Ok(())
}

#[test]
fn typings_of_the_vue_components_fit_each_version_of_vue() -> TestResult {
    let project = &HostSites::get()?.project;
    for (usage, vue) in [("usage-vue2.ts", "vue"), ("usage-vue2.ts", "vue2.7"), ("usage-vue3.ts", "vue3")] {
        std::fs::copy(host_file(usage), project.join(usage))?;
        let config = json!({
            "compilerOptions": {
                "noEmit": true, "strict": true, "target": "es2022", "lib": ["es2022", "dom"], "types": [],
                "module": "esnext", "moduleResolution": "bundler", "skipLibCheck": true,
                "paths": { "vue": [packages()?.join(vue)] },
            },
            "files": [usage],
        });
        let file = format!("tsconfig-{vue}.json");
        std::fs::write(project.join(&file), config.to_string())?;
        run(Command::new(packages()?.join(".bin/tsc")).args(["--project", &file]).current_dir(project))?;
    }
    Ok(())
}
