//! Gives the Windows program its icon, its version and its manifest. Other systems keep those beside the program.

use std::io;

#[expect(
    clippy::disallowed_methods,
    reason = "cargo tells a build script everything by its environment"
)]
fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=assets/windows");
    // The target's: `cfg!(windows)` would ask about the computer that builds.
    if std::env::var("CARGO_CFG_TARGET_OS").as_deref() != Ok("windows") {
        return Ok(());
    }
    winresource::WindowsResource::new()
        .set_icon("assets/windows/streamdoctor.ico")
        .set_manifest_file("assets/windows/streamdoctor.manifest")
        // The name under which Windows lists the program: in its task manager, and among the icons of the taskbar.
        .set("FileDescription", "streamdoctor")
        .set("ProductName", "streamdoctor")
        .set("OriginalFilename", "streamdoctor.exe")
        .set("LegalCopyright", "MIT OR Apache-2.0")
        .compile_for("streamdoctor")
}
