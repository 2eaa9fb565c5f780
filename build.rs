//! Linker arguments for code splitting.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let is_wasm = std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32");
    if is_wasm && std::env::var_os("CARGO_FEATURE_SPLIT").is_some() {
        // Relocations, which xtask/split needs to find references between functions.
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
}
