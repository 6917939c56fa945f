#!/bin/bash
# A desktop without a screen, to look at the tray and the notifications in: Xvfb with a window manager, a panel and a
# notification server, on a session bus of its own. Nothing of the user's own session or settings is touched.
#
#   session.sh start DIR [dunst|xfce4-notifyd] [light|dark]
#                                                starts it; DIR must be new; source DIR/env to be in it
#   session.sh shot DIR FILE.png [GEOMETRY]      a picture of the screen, or of a part of it (as in 300x200+10+20)
#   session.sh memory DIR                        what each program of it holds in memory, in KiB
#   session.sh stop DIR                          ends it
#
# Debian: apt-get install --no-install-recommends xvfb dbus xfwm4 xfce4-panel dunst xfce4-notifyd xdotool imagemagick \
#         libglib2.0-bin x11-utils adwaita-icon-theme fonts-dejavu-core
set -euo pipefail

needs() {
    local program missing=()
    for program in "$@"; do command -v "$program" >/dev/null || missing+=("$program"); done
    [ ${#missing[@]} = 0 ] || { echo "missing: ${missing[*]}; see the head of $0" >&2; exit 1; }
}

# wait_for WHAT COMMAND...: until the command succeeds, ten seconds at most.
wait_for() {
    local what=$1 i
    shift
    for i in $(seq 100); do "$@" >/dev/null 2>&1 && return; sleep 0.1; done
    echo "$what did not come; see $dir/*.log" >&2
    exit 1
}

# run NAME COMMAND...: in the background, with a log, to be ended by `stop`.
run() {
    local name=$1
    shift
    "$@" >"$dir/$name.log" 2>&1 &
    echo "$! $name" >>"$dir/pids"
}

owned() {
    gdbus call --session -d org.freedesktop.DBus -o / -m org.freedesktop.DBus.NameHasOwner "$1" | grep -q true
}

panel_settings() {
    cat <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="dark-mode" type="bool" value="DARK"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=6;x=0;y=0"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="length" type="uint" value="100"/>
      <property name="size" type="uint" value="30"/>
      <property name="plugin-ids" type="array">
        <value type="int" value="1"/>
        <value type="int" value="2"/>
        <value type="int" value="3"/>
      </property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="separator">
      <property name="expand" type="bool" value="true"/>
      <property name="style" type="uint" value="0"/>
    </property>
    <property name="plugin-2" type="string" value="systray">
      <property name="square-icons" type="bool" value="true"/>
    </property>
    <property name="plugin-3" type="string" value="clock"/>
  </property>
</channel>
XML
}

dunst_settings() {
    cat <<'INI'
[global]
    width = 380
    offset = 12x44
    origin = top-right
    font = DejaVu Sans 10
    markup = full
    format = "<b>%s</b>\n%b"
    frame_width = 1
    frame_color = "#5a6b7f"
    corner_radius = 6
    icon_position = left
    max_icon_size = 32
    icon_theme = Adwaita
    enable_recursive_icon_lookup = true
    mouse_left_click = do_action, close_current
    mouse_right_click = close_current
    timeout = 0
[urgency_low]
    background = "#2a323c"
    foreground = "#e8edf3"
[urgency_normal]
    background = "#2a323c"
    foreground = "#ffffff"
INI
}

start() {
    needs Xvfb dbus-daemon xfwm4 xfce4-panel gdbus xdpyinfo
    mkdir -m 700 "$dir"
    mkdir -p -m 700 "$dir"/run "$dir"/home/.config/xfce4/xfconf/xfce-perchannel-xml
    panel_settings | sed "s/DARK/$([ "$2" = dark ] && echo true || echo false)/" >"$dir/home/.config/xfce4/xfconf/xfce-perchannel-xml/xfce4-panel.xml"
    dunst_settings >"$dir/dunstrc"

    unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS
    export HOME=$dir/home XDG_RUNTIME_DIR=$dir/run XDG_CURRENT_DESKTOP=XFCE GDK_BACKEND=x11 NO_AT_BRIDGE=1
    export XDG_CONFIG_HOME=$HOME/.config XDG_CACHE_HOME=$HOME/.cache XDG_DATA_HOME=$HOME/.local/share
    # The server chooses a free display, and says which.
    Xvfb -displayfd 3 -screen 0 1024x640x24 -nolisten tcp 3>"$dir/display" >"$dir/xvfb.log" 2>&1 &
    echo "$! xvfb" >>"$dir/pids"
    wait_for "the X server" test -s "$dir/display"
    DISPLAY=:$(cat "$dir/display")
    export DISPLAY
    run bus dbus-daemon --session --nofork --address="unix:path=$dir/run/bus"
    export DBUS_SESSION_BUS_ADDRESS=unix:path=$dir/run/bus
    wait_for "the bus" owned org.freedesktop.DBus
    local name
    for name in HOME XDG_RUNTIME_DIR XDG_CURRENT_DESKTOP XDG_CONFIG_HOME XDG_CACHE_HOME XDG_DATA_HOME GDK_BACKEND \
        NO_AT_BRIDGE DISPLAY DBUS_SESSION_BUS_ADDRESS; do
        echo "export $name='${!name}'"
    done >"$dir/env"

    # For the looks only.
    if command -v display >/dev/null; then
        display -window root -size 1024x640 'gradient:#3d5a73-#182430' >"$dir/background.log" 2>&1 || true
    fi
    run xfwm4 xfwm4 --compositor=off
    run panel xfce4-panel --disable-wm-check
    case $1 in
        dunst) run dunst dunst -config "$dir/dunstrc" ;;
        xfce4-notifyd) run notifyd "$(find /usr/lib -name xfce4-notifyd -type f | head -n 1)" ;;
        *) echo "no such notification server: $1" >&2; exit 2 ;;
    esac
    wait_for "the tray" owned org.kde.StatusNotifierWatcher
    wait_for "the notification server" owned org.freedesktop.Notifications
    echo "a desktop on $DISPLAY; source $dir/env to be in it"
}

shot() {
    needs import
    # shellcheck disable=SC1091
    . "$dir/env"
    import -window root ${2:+-crop "$2"} +repage "$1"
}

stop() {
    local pid
    tac "$dir/pids" | while read -r pid _; do kill "$pid" 2>/dev/null || true; done
    : >"$dir/pids"
}

memory() {
    local pid name
    while read -r pid name; do
        echo "$name: $(sed -n 's/^VmRSS:[[:space:]]*\([0-9]*\) kB/\1/p' "/proc/$pid/status")"
    done <"$dir/pids"
}

[ $# -ge 2 ] || { sed -n '2,14s/^# \{0,1\}//p' "$0"; exit 2; }
command=$1 dir=$(realpath -m "$2")
shift 2
case $command in
    start) start "${1:-dunst}" "${2:-light}" ;;
    shot) shot "$@" ;;
    memory) memory ;;
    stop) stop ;;
    *) echo "no such command: $command" >&2; exit 2 ;;
esac
