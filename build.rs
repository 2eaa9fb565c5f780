//! Tells the linker what the page needs that is taken apart.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var_os("CARGO_FEATURE_PARTS").is_some() {
        // What leads where within the wasm: xtask/split goes by it.
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
}
