# shellcheck shell=bash
# What `scripts/start` and `scripts/test` share: finding Rust, and installing what is missing. Sourced, not run.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root" || exit 1

yes=${yes:-}
# Packages that this system does not offer, filled by `install_missing`.
unavailable=()

if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
    bold=$'\e[1m' plain=$'\e[0m'
else
    bold='' plain=''
fi

# Where cargo puts what it builds.
target_folder() {
    case ${CARGO_TARGET_DIR:-target} in
        /*) echo "${CARGO_TARGET_DIR:-target}" ;;
        *) echo "$root/${CARGO_TARGET_DIR:-target}" ;;
    esac
}

# profile_folder NAME: where cargo puts what it builds with that profile.
profile_folder() {
    case $1 in
        dev) echo debug ;;
        *) echo "$1" ;;
    esac
}

headline() {
    printf '\n%s== %s%s\n' "$bold" "$*" "$plain"
}

fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

# Finds cargo, and checks that it is new enough.
find_rust() {
    local wanted have
    # A shell that was open while Rust was installed does not know yet; and a distribution's Rust is often older.
    if [ -x "${CARGO_HOME:-$HOME/.cargo}/bin/cargo" ]; then
        PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
    fi
    command -v cargo >/dev/null || fail "Rust is missing. Install it as https://rustup.rs says, then try again."
    wanted=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
    have=$(rustc --version | cut -d ' ' -f 2)
    if [ "$(printf '%s\n' "$wanted" "$have" | sort -V | head -n 1)" != "$wanted" ]; then
        fail "Rust $wanted or newer is needed, and this is $have. \`rustup update stable\` brings it."
    fi
}

installed() {
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# want PACKAGE WHAT-FOR: notes a package that is missing, for `install_missing`.
missing=() reasons=()
want() {
    if command -v dpkg-query >/dev/null && ! installed "$1"; then
        missing+=("$1")
        reasons+=("$(printf '    %-18s %s' "$1" "$2")")
    fi
}

# What every build needs: ring, the cryptography under TLS, has parts in C and assembler.
want_build_tools() {
    if ! command -v dpkg-query >/dev/null; then
        command -v cc >/dev/null || fail "A C compiler is missing (\`cc\`). Install one with your system's packages."
        return
    fi
    if ! command -v cc >/dev/null || ! printf 'int main(void){return 0;}\n' | cc -x c -o /dev/null - 2>/dev/null; then
        want gcc "compiles and links"
        want libc6-dev "what every C program needs"
    fi
    if [ ! -e /etc/ssl/certs/ca-certificates.crt ]; then
        want ca-certificates "the roots that TLS trusts"
    fi
}

# A system made by debootstrap has no hosts file; the tests ask their own computer by name.
no_localhost=''
want_localhost() {
    if ! getent hosts localhost >/dev/null; then
        no_localhost=1
        reasons+=("$(printf '    %-18s %s' /etc/hosts "two lines: localhost is 127.0.0.1 and ::1")")
    fi
}

# Asks, then installs what was noted. Services that come with a package are not started.
install_missing() {
    local sudo=() answer package available=()
    [ ${#reasons[@]} -gt 0 ] || return 0
    echo "Missing on this computer:"
    printf '%s\n' "${reasons[@]}"
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || fail "Please see to that as root: apt-get install ${missing[*]}"
        sudo=(sudo)
        if [ -z "$yes" ]; then
            [ -t 0 ] || fail "There is no terminal to ask on: add --yes to have them installed with sudo."
            read -r -p "Set that up with sudo? [Y/n] " answer
            case $answer in
                '' | [Yy]*) ;;
                *) fail "Nothing was installed." ;;
            esac
        fi
    fi
    if [ -n "$no_localhost" ]; then
        printf '127.0.0.1 localhost\n::1 localhost\n' | "${sudo[@]}" tee -a /etc/hosts >/dev/null
        echo "Added localhost to /etc/hosts"
    fi
    [ ${#missing[@]} -eq 0 ] || "${sudo[@]}" apt-get -qq -o DPkg::Lock::Timeout=300 update
    for package in "${missing[@]}"; do
        if apt-cache show "$package" >/dev/null 2>&1; then
            available+=("$package")
        else
            unavailable+=("$package")
        fi
    done
    if [ ${#available[@]} -gt 0 ]; then
        "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=300 \
            install --no-install-recommends "${available[@]}" >/dev/null \
            || fail "apt-get could not install: ${available[*]}"
        echo "Installed: ${available[*]}"
    fi
    missing=() reasons=() no_localhost=''
}

want_debian_rust() {
    want rustc-web "a compiler whose standard library comes with its source"
    want cargo-web "its cargo"
    want rust-web-src "that source"
}

want_windows_tools() {
    want_debian_rust
    want gcc-mingw-w64-x86-64-win32 "Windows: the linker, and the C parts of ring"
    want binutils-mingw-w64-x86-64 "Windows: the icon and the version in the program"
}

want_wine() {
    want wine "Windows: runs its programs"
    want wine64 "Windows: the 64-bit ones"
    want xvfb "Windows: a screen for its taskbar"
    want xauth "Windows: the key to that screen"
    want imagemagick "Windows: looks at that screen"
    want unzip "Windows: unpacks the package"
    want icoutils "Windows: reads the icon and the version in the program"
}

want_macos_tools() {
    want_debian_rust
    want python3 "macOS: reads what the app says of itself"
}

want_zip() {
    want zip "Windows: packs the program"
}

# axe-core looks for what shuts people out of a page. Kept where the build keeps its own things, and never committed.
axe_version=4.14.1
axe_sha512=1477dafa598d8d065f273d6af302aa203c02e83131707b7fa648cd41bd3d6b734f8c22a0dab86ee6a6f64b8afbe804b214d36db85a2826965edfb3a0b9d546b5
fetch_axe() {
    local folder=${CARGO_TARGET_DIR:-target}/tmp/axe-core package
    [ ! -e "$folder/axe.min.js" ] || return 0
    mkdir -p "$folder"
    package=$folder/axe-core-$axe_version.tgz
    if command -v npm >/dev/null; then
        npm pack --silent --pack-destination "$folder" "axe-core@$axe_version" >/dev/null || return 1
    else
        curl -fsSL -o "$package" "https://registry.npmjs.org/axe-core/-/axe-core-$axe_version.tgz" || return 1
    fi
    if ! printf '%s  %s\n' "$axe_sha512" "$package" | sha512sum --check --status; then
        echo "axe-core is not what it was: its checksum differs." >&2
        return 1
    fi
    tar -xzf "$package" -C "$folder" --strip-components=1 package/axe.min.js
}
