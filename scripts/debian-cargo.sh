# shellcheck shell=bash
# Debian's cargo, for systems whose standard library has to be built first. Sourced after setup.sh, not run.
#
# rustup could bring the targets too. Debian's compiler is used because it comes with the source of its standard library,
# and from the same place as everything else that is needed here.

sources=/usr/lib/rustlib/src/rust/library

# Past rustup, whose `cargo` and `rustc` come first on the path and know nothing of Debian's.
debian() {
    env -u RUSTUP_TOOLCHAIN "PATH=/usr/bin:$PATH" RUSTC=/usr/bin/rustc RUSTDOC=/usr/bin/rustdoc CARGO_INCREMENTAL=0 "$@"
}

# debian_std TARGET OUT COMMAND...: sees to it that OUT/std holds the standard library for TARGET. COMMAND (`env` and
# settings of the target's tools) runs what follows it.
debian_std() {
    local target=$1 out=$2 version empty library
    shift 2
    version=$(debian rustc -vV)
    [ "$(cat "$out/std/made-by" 2>/dev/null)" != "$version" ] || return 0
    [ -d "$sources" ] || fail "$sources is missing (package rust-web-src)."
    library=$out/std/lib/rustlib/$target/lib
    empty=$(mktemp -d)
    printf '[package]\nname = "empty"\nversion = "0.0.0"\nedition = "2021"\n' >"$empty/Cargo.toml"
    mkdir "$empty/src"
    echo '#![no_std]' >"$empty/src/lib.rs"
    # RUSTC_BOOTSTRAP only here: build scripts of other crates would take it for a nightly compiler.
    (cd "$empty" && debian "$@" RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR="$empty/target" CARGO_PROFILE_DEV_DEBUG=0 \
        /usr/bin/cargo build -Zbuild-std=std,panic_unwind,panic_abort,test --target "$target") || fail "The standard library cannot be built."
    rm -rf "$library"
    mkdir -p "$library"
    cp "$empty/target/$target"/debug/deps/lib*.rlib "$library"
    rm -rf "$empty"
    printf '%s\n' "$version" >"$out/std/made-by"
}

# debian_cargo TARGET OUT env SETTINGS... SUBCOMMAND ARGUMENTS...: cargo for TARGET, whose tools SETTINGS name. A warning
# about our own code is a failure, as it is for every other system.
debian_cargo() {
    local target=$1 out=$2 settings=() flags log=$2/cargo.log
    shift 2
    while [ "$1" = env ] || [[ $1 == *=* ]]; do
        settings+=("$1")
        shift
    done
    debian_std "$target" "$out" "${settings[@]}"
    flags=CARGO_TARGET_$(echo "$target" | tr 'a-z-' 'A-Z_')_RUSTFLAGS
    # Cargo tells old warnings again, so none can hide behind what is built already.
    debian "${settings[@]}" CARGO_TARGET_DIR="$out" "$flags=--sysroot $out/std" \
        /usr/bin/cargo "$1" --target "$target" "${@:2}" 2> >(tee "$log" >&2) || return
    ! grep -q '^warning: .streamdoctor. (' "$log" || fail "There are warnings."
}
