//! Writes the data of `config/` in a form that is read sooner than TOML, and gives the Windows program its icon, its
//! version and its manifest. Other systems keep those beside the program.

use std::path::Path;
use std::{fs, io};

/// The folders of `config/` whose files become part of the program.
const BUNDLED: [&str; 3] = ["services", "codes", "signatures"];

#[expect(
    clippy::disallowed_methods,
    reason = "cargo tells a build script everything by its environment"
)]
fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=assets/windows");
    println!("cargo:rerun-if-changed=config/software.toml");
    let to = std::env::var("OUT_DIR").map_err(io::Error::other)?;
    for folder in BUNDLED {
        println!("cargo:rerun-if-changed=config/{folder}");
        for file in fs::read_dir(Path::new("config").join(folder))? {
            as_json(&file?.path(), &Path::new(&to).join(folder))?;
        }
    }
    as_json(Path::new("config/software.toml"), Path::new(&to))?;
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

/// Writes a file of TOML as one of JSON into `folder`. What is no TOML is left alone.
fn as_json(file: &Path, folder: &Path) -> io::Result<()> {
    if file.extension().is_none_or(|it| it != "toml") {
        return Ok(());
    }
    let complain =
        |error: toml::de::Error| io::Error::other(format!("{}: {error}", file.display()));
    let table = toml::from_str::<toml::Table>(&fs::read_to_string(file)?).map_err(complain)?;
    fs::create_dir_all(folder)?;
    let name = file.with_extension("json");
    fs::write(folder.join(name.file_name().unwrap_or_default()), serde_json::to_string(&table)?)
}
