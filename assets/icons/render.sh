#!/bin/sh
# Renders the icons: one outline per state, from the SVG sources beside this script. Run it after changing one of them,
# and commit what it writes. Needs rsvg-convert (Debian: librsvg2-bin).
set -eu
cd "$(dirname "$0")"
command -v rsvg-convert >/dev/null || { echo "rsvg-convert is missing; on Debian: apt-get install librsvg2-bin" >&2; exit 1; }

# render THEME SIZE...: every state in one theme. `any` is the source as it is drawn.
render() {
    theme=$1
    shift
    mkdir -p "png/$theme"
    for state in fine partial service_down my_network paused checking unknown; do
        for size in "$@"; do
            if [ "$theme" = any ]; then
                rsvg-convert -w "$size" -h "$size" -o "png/$theme/$state-$size.png" "$state.svg"
            else
                rsvg-convert -w "$size" -h "$size" -s "themes/$theme.css" -o "png/$theme/$state-$size.png" "$state.svg"
            fi
        done
    done
}

# 22 is for the panels of Linux; 16, 24, 32 and 48 are for Windows at 100, 150, 200 and 300 percent.
render any 16 22 24 32 48
render light 16 22 24 32 48
render dark 16 22 24 32 48
render template 18 36       # macOS: 18 points, on displays of one and of two pixels a point
rsvg-convert -w 256 -h 256 -o png/streamdoctor-256.png streamdoctor.svg
rsvg-convert -w 64 -h 64 -o png/streamdoctor-64.png streamdoctor.svg
