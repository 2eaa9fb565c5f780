//! The npm package: its files, manifest, typings, and loading it in Node.

use crate::host_sites::{HostSites, host_file, package, packages, run};
use replica_log_e2e::TestResult;
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;

#[test]
fn npm_pack_contains_exactly_the_documented_files() -> TestResult {
    let packed = &HostSites::get()?.packed[0];
    let mut files: Vec<_> =
        packed["files"].as_array().unwrap().iter().map(|file| file["path"].as_str().unwrap()).collect();
    files.sort_unstable();
    assert_eq!(
        files,
        [
            "LICENSE",
            "README.md",
            "element.d.ts",
            "element.js",
            "glue.js",
            "package.json",
            "replica-log.d.ts",
            "replica-log.js",
            "replica-log.wasm",
            "replica-log.wasm.d.ts",
            "style.js",
            "third-party-licences.txt",
        ]
    );
    Ok(())
}

#[test]
fn npm_package_has_no_scripts_and_no_dependencies() -> TestResult {
    let installed = HostSites::get()?.project.join("node_modules/replica-log");
    let manifest: Value = serde_json::from_str(&std::fs::read_to_string(installed.join("package.json"))?).unwrap();
    assert_eq!(manifest["version"], env!("CARGO_PKG_VERSION"));
    for none in ["scripts", "dependencies", "peerDependencies", "optionalDependencies", "bin"] {
        assert_eq!(manifest[none], Value::Null, "{none}");
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
fn npm_package_contains_a_single_wasm_file() -> TestResult {
    let files = std::fs::read_dir(package()?)?.filter_map(|entry| Some(entry.ok()?.path()));
    let wasm: Vec<_> = files.filter(|path| path.extension().is_some_and(|kind| kind == "wasm")).collect();
    assert_eq!(wasm, [package()?.join("replica-log.wasm")]);
    // A single wasm reference, which bundlers detect, and a single file to copy by hand.
    let glue = std::fs::read_to_string(package()?.join("glue.js"))?;
    assert_eq!(glue.matches(".wasm'").count(), 1);
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
